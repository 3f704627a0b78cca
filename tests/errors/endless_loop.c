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
    case 4:
        do
            step();
        while (!0u);
    case 5:
        while ((bool)0x10)
            step();
    case 6:
        for (;;) {
        again:
            if (step() == 1)
                break;
        deeper:
            (void)step();
            goto deeper;
        }
        goto again;
    default:
        return x;
    }
}

static async generator(int) numbers(void)
{
    await late(1);
    yield 1;
}

/* A goto leads back only where nothing in between leads out. */
static async int wait(int x)
{
    if (x == 1)
        for (;;)
            await_each (int number, numbers())
                x += number;
    for (; x == 2;) {
        for (;;) {
            future(int) task = spawn(late(1)); // is waited for
            (void)task;
        }
    }
    for (; x; x--) {
    back:
        if (step())
            continue;
        goto back;
    }
    for (; x; x--) {
    front:
        if (step())
            break;
        goto front;
    }
here:
    await late(1);
    goto here;
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
    return await turn(1) + await leave(1) + await wait(1);
}
