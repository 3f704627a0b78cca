/* Loops that a cancellation does not end. */
// only warnings
#include <async.h>
#include <errno.h>
#include <stdlib.h>

async int late(void);

async int tries(int x)
{
    for (;;) {
        try {
            return await late();
        } catch (e) {
            x++;
        }
    }
}

async int is_fine(int x)
{
    for (;;) {
        try {
            x += await late();
        } catch (e) {
            if (e == ECANCELED)
                throw;
        }
        try {
            x += await late();
        } catch (e) {
            if (x > 3)
                break;
        }
        try {
            x += await late();
        } catch (e) {
            abort();
        }
        try {
            if (x > 3)
                throw EIO;
        } catch (e) {
            x++;
        }
    }
    try {
        x += await late();
    } catch (e) {
        x++;
    }
    return x;
}

async int once(int x)
{
    do {
        try {
            x += await late();
        } catch (e) {
            x++;
        }
    } while (0);
    return x;
}
