// Jumps, labels, cases, declarations and unbalanced braces out of macros, around awaits.
// flags: -Wno-implicit-fallthrough
// expect: find 2 -1
// expect: 0 2 4 stop
// expect: case 10 20 30 0
// expect: retry 3
// expect: left 5
// expect: each 1 2 3
// expect: with 1 2 closed
// expect: duff 12345678
// expect: chosen 7 yes
#include <async.h>
#include <stdio.h>
#include <stdlib.h>

#define AWAIT(x) await late(x)
#define RETURN_IF(condition, value)                                                                \
    if (condition)                                                                                 \
    return value
#define NEXT_IF(condition)                                                                         \
    if (condition)                                                                                 \
    continue
#define STOP_IF(condition)                                                                         \
    if (condition)                                                                                 \
    break
#define ON(value, result)                                                                          \
    case value:                                                                                    \
        r = AWAIT(result);                                                                         \
        break
#define OTHERWISE                                                                                  \
    default:                                                                                       \
        r = AWAIT(0)
#define LABEL(name)                                                                                \
    name:
#define GOTO(name) goto name
#define RETRY_UNLESS(condition)                                                                    \
    if (!(condition))                                                                              \
    GOTO(again)
#define LOCK_(name)                                                                                \
    {                                                                                              \
        int name = AWAIT(1);
#define UNLOCK(name)                                                                               \
    printf(" %d closed\n", name + AWAIT(1));                                                       \
    }
#define EACH(type, name, array)                                                                    \
    for (size_t i_ = 0; i_ < sizeof array / sizeof *array; i_++)                                   \
        for (type *name = &array[i_], *once_ = name; once_; once_ = NULL)
#define STEP(n)                                                                                    \
    case n:                                                                                        \
        putchar('0' + AWAIT(9 - n))
#define VARS             int first = AWAIT(3), second = AWAIT(4), both[2] = {first, AWAIT(second)}
#define CHOOSE(c, ...)   CHOOSE_(c, __VA_ARGS__)
#define CHOOSE_(c, a, b) ((c) ? (a) : (b))
#define BLOCK(...)                                                                                 \
    do {                                                                                           \
        __VA_ARGS__                                                                                \
    } while (0)

static async int late(int x)
{
    await async_yield();
    return x;
}

static async int find(const int *list, int count, int wanted)
{
    for (int i = 0; i < count; i++)
        RETURN_IF(AWAIT(list[i]) == wanted, AWAIT(i));
    return -1;
}

static async int pick(int x)
{
    int r;
    switch (AWAIT(x)) {
        ON(1, 10);
        ON(2, 20);
        ON(3, 30);
        OTHERWISE;
    }
    return r;
}

static async int leave(int x)
{
    BLOCK(RETURN_IF(x > 100, 100); int y[1] = {AWAIT(x)}; if (y[0] == 5) GOTO(out););
    return -1;
    LABEL(out) return AWAIT(x);
}

async int main(void)
{
    int list[] = {3, 1, 4}, tries = 0;
    printf("find %d %d\n", await find(list, 3, 4), await find(list, 3, 5));
    for (int i = 0; i < 100; i++) {
        NEXT_IF(AWAIT(i) % 2);
        STOP_IF(AWAIT(i) > 5);
        printf("%d ", i);
    }
    puts("stop");
    printf("case %d %d %d %d\n", await pick(1), await pick(2), await pick(3), await pick(4));
    LABEL(again)
    tries++;
    RETRY_UNLESS(AWAIT(tries) == 3);
    printf("retry %d\n", tries);
    printf("left %d\n", await leave(5));
    printf("each");
    int numbers[3] = {1, 2, 3};
    EACH(int, n, numbers) printf(" %d", AWAIT(*n));
    puts("");
    LOCK_(lock) printf("with %d", lock);
    UNLOCK(lock)
    printf("duff ");
    switch (AWAIT(8)) {
        STEP(8);
        STEP(7);
        STEP(6);
        STEP(5);
        STEP(4);
        STEP(3);
        STEP(2);
        STEP(1);
    }
    puts("");
    VARS;
    printf("chosen %d %s\n", CHOOSE(AWAIT(1), both[0] + both[1], AWAIT(0)),
           CHOOSE(first, "yes", "no"));
    return 0;
}
