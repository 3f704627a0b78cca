// Cases inside nested blocks, loops and ifs of their switch; Duff's device.
// flags: -Wno-unknown-warning-option -Wno-switch-unreachable -Wno-switch-bool -Wno-implicit-fallthrough
// expect: 12 copied: abcdefghijkl
// expect: 5 copied: vwxyz
// expect: in if
// expect: in else
// expect: neither
// expect: 3: 3 2 1
// expect: 1: 1
// expect: outer 1 inner 2
// expect: 77 1
#include <async.h>
#include <stdio.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

static async int copy(char *to, const char *from, int count)
{
    int n = (count + 3) / 4, moved = 0;
    if (count == 0)
        return 0;
    switch (count % await late(4)) {
    case 0:
        do {
            *to++ = *from++;
            moved += await late(1);
            // fall through
        case 3:
            *to++ = (char)await late(*from++);
            moved++;
            // fall through
        case 2:
            *to++ = *from++;
            moved += await late(1);
            // fall through
        case 1:
            *to++ = *from++;
            moved++;
        } while (--n > await late(0));
    }
    *to = 0;
    return moved;
}

static async void inside_if(int which)
{
    switch (which) {
        if (await late(which) == 100) {
        case 1:
            await async_yield();
            puts("in if");
        } else {
        case 2:
            if (which == 2)
                puts("in else");
            await async_yield();
        }
        break;
    default:
        puts("neither");
    }
}

static async void into_loop(int start)
{
    int i = start;
    printf("%d:", start);
    switch (start > 0) {
        for (; i > 0; i -= await late(1)) {
        case 1:
            printf(" %d", i);
            await async_yield();
        }
    }
    puts("");
}

async int main(void)
{
    char buffer[32];
    int n = await copy(buffer, "abcdefghijkl", 12);
    printf("%d copied: %s\n", n, buffer);
    n = await copy(buffer, "vwxyz", 5);
    printf("%d copied: %s\n", n, buffer);

    await inside_if(1);
    await inside_if(2);
    await inside_if(3);
    await into_loop(3);
    await into_loop(1);

    switch (await late(1)) {
    case 1:
        printf("outer 1 ");
        switch (await late(2)) {
        case 1:
            puts("wrong");
            break;
        case 2:
            printf("inner 2\n");
            await async_yield();
            break;
        }
        break;
    case 2:
        puts("wrong");
    }

    int seen = 0;
    switch (1) {
        int unset; // in scope, never initialised by a jump to the case
    case 1:
        unset = await late(77);
        seen++;
        printf("%d %d\n", unset, seen);
    }
    return 0;
}
