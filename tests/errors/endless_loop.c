// only warnings
#include <async.h>

#include <setjmp.h>
#include <stdbool.h>
#include <stdlib.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

int step(void);
_Noreturn void stop(void);
static jmp_buf start;

static async int turn(int x)
{
    switch (x) {
    case 0:
        for (;;)
            step();
    case 1:
        while (true) {
            (void)sizeof(await late(1));
            switch (step()) {
            case 1:
                break;
            }
        }
    case 2:
        do {
            while (1)
                if (step())
                    break;
        } while (1);
    case 3:
        for (;;)
            while (1)
                (void)spawn(late(({ step(); })));
    default:
        return x;
    }
}

static async int leave(int x)
{
    while (x--) {
        for (;;)
            if (step())
                break;
        for (;;)
            await late(1);
        for (;;)
            if (step())
                exit(1);
            else if (step())
                stop();
            else if (step())
                longjmp(start, 1);
        while (1)
            if (step())
                goto done;
        for (;;)
            x += ({
                if (step())
                    break;
                1;
            });
        for (; step();)
            ;
        for (;;)
            if (step())
                return 1;
    }
done:
    return 0;
}

async int main(void)
{
    return await turn(1) + await leave(1);
}
