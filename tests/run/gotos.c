// goto forwards, backwards, into loops and blocks, and out of nested ones, with awaits between.
// expect: 1 2 3 done
// expect: skipped
// expect: 5 6 7
// expect: found 1 2
// expect: in block 8
// expect: 3 cleanups: cba
// expect: 1 cleanups: a
// expect: 6 3
// expect: end 4
#include <async.h>
#include <stdio.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

static async void clean_up(int fail_at)
{
    char trace[8];
    int n = 0, step = 0;
    if (++step && await late(step) == fail_at)
        goto free_a;
    if (++step && await late(step) == fail_at)
        goto free_b;
    ++step;
    await async_yield();
    trace[n++] = 'c';
free_b:
    await async_yield();
    trace[n++] = 'b';
free_a:
    trace[n++] = 'a';
    await async_yield();
    trace[n] = 0;
    printf("%d cleanups: %s\n", n, trace);
}

async int main(void)
{
    int i = 0;
again:
    i = await late(i + 1);
    printf("%d ", i);
    if (i < 3)
        goto again;
    puts("done");

    if (await late(1))
        goto forward;
    puts("not skipped");
forward:
    await async_yield();
    puts("skipped");

    i = 5;
    goto into;
    for (i = 0; i < 8; i++) {
        await async_yield();
    into:
        printf("%d%c", await late(i), i == 7 ? '\n' : ' ');
    }

    int x, y;
    for (x = 0; x < 3; x++)
        for (y = 0; y < 3; y++)
            while (await late(1)) {
                if (x == 1 && await late(y) == 2)
                    goto found;
                break;
            }
found:
    printf("found %d %d\n", x, y);

    goto block;
    {
        int value = 1;
        if (value) {
        block:
            value = await late(8);
            await async_yield();
            printf("in block %d\n", value);
        }
    }

    await clean_up(0);
    await clean_up(1);

    int rounds = 0, backs = 0;
outer:
    while (rounds < 6) {
        do {
            rounds += await late(1);
            if (rounds % 2) {
                backs++;
                goto outer;
            }
        } while (0);
        await async_yield();
    }
    printf("%d %d\n", rounds, backs);

    i = 0;
loop: { // a fresh object each time
    int fresh = await late(1);
    fresh += await late(fresh);
    i += fresh;
    if (i < 4)
        goto loop;
}
    printf("end %d\n", i);
    return 0;
}
