/* A defer is left at its end only. */
#include <async.h>
#include <errno.h>

async int late(void);

async int leaves(int x)
{
    for (;;) {
        defer {
            if (x == 1)
                break;
            if (x == 2)
                continue;
            if (x == 3)
                return 1;
            if (x == 4)
                goto out;
            if (x == 5)
                throw EIO;
            for (int i = 0; i < 3; i++) {
                if (i)
                    continue;
                break;
            }
            try {
                throw EIO;
            } catch (e) {
                if (x == 6)
                    throw;
            }
            switch (x) {
            case 1:
                break;
            }
        }
        await late();
    }
out:
    try {
        await late();
    } catch (e) {
        defer throw;
        x = e;
    }
    return x;
}

generator(int) ends(void)
{
    defer gen_return(1);
    yield 1;
}
