// switch with awaits in its head, before it, in and after its cases; fall through; default anywhere.
// expect: one
// expect: two three
// expect: three
// expect: other
// expect: 0:4 1:6 2:5 3:1
// expect: 10 20 0 5
// expect: 3 6
// expect: small big none
// expect: 2 1
// expect: after
#include <async.h>
#include <stdio.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

static async void name(int x)
{
    switch (await late(x)) {
    case 1:
        await async_yield();
        puts("one");
        break;
    default:
        puts("other");
        await async_yield();
        break;
    case 2:
        printf("two ");
        await async_yield();
        // fall through
    case 3:
        puts(await late(1) ? "three" : "never");
    }
}

static async int default_first(int x)
{
    int result = 0;
    switch (x) {
    default:
        result += await late(1);
        if (x == 3)
            break;
        result += await late(2);
        // fall through
    case 2:
        result += await late(3);
        // fall through
    case 1:
        result += x == 0 ? -2 : x == 1 ? await late(6) : 2;
    }
    return result;
}

static async int from_return(int x)
{
    switch (x) {
    case 'a':
        return await late(10);
    case 'b': {
        int y = await late(20);
        return y;
    }
    case 'c':;
    }
    return await late(x == 'c' ? 0 : 5);
}

enum size { SMALL, BIG, NONE };

async int main(void)
{
    for (int i = 1; i <= 4; i++)
        await name(i);
    for (int i = 0; i < 4; i++)
        printf("%d:%d%c", i, await default_first(i), i == 3 ? '\n' : ' ');
    printf("%d %d %d %d\n", await from_return('a'), await from_return('b'), await from_return('c'),
           await from_return('d'));

    int loops = 0, skipped = 0;
    for (int i = 0; i < 9; i++) {
        switch (i % await late(3)) {
        case 0:
            loops++;
            continue;
        case 1:
            await async_yield();
            break;
        case 2:
            goto skip;
        }
        loops += await late(0);
    skip:
        skipped++;
    }
    printf("%d %d\n", loops, skipped);

    for (enum size s = SMALL; s <= NONE; s++)
        switch (s) {
        case SMALL:
            printf("small ");
            break;
        case BIG:
            printf("big %s", await late(0) ? "!" : "");
            break;
        case NONE:
            puts("none");
        }

    int y = 0;
    switch (await late(1))
        case 1:
            y = await late(2);
    switch (await late(7)) {
    }
    switch (9ULL << await late(30)) {
    case 9ULL << 30:
        printf("%d %d\n", y, await late(1));
    }
    switch (await late(5)) {
    case 1 ... 3:
        puts("range");
        break;
    case 4 ... 9:
        await async_yield();
        puts("after");
    }
    return 0;
}
