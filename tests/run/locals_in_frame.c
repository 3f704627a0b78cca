// Locals that live across many awaits and are named at few are kept in the frame: parameters, several of
// a declaration, the variables of loops; not those that a macro's body names, or makes a string of.
// expect: 1 2.5 three 4
// expect: seen 7, name seven, twice 14
// expect: 10 45 3
// expect: 0 9 1 8
// no-erase
// expect: caught 5, kept 11
#include <async.h>
#include <stdio.h>

static int turns;

static async void late(void)
{
    turns++;
    await async_yield();
}

static async void parameters(int first, double second, const char *third, short fourth)
{
    await late(); await late(); await late(); await late(); await late(); await late();
    await late(); await late(); await late(); await late(); await late(); await late();
    await late(); await late(); await late(); await late(); await late(); await late();
    await late(); await late(); await late(); await late(); await late(); await late();
    await late(); await late(); await late(); await late(); await late(); await late();
    printf("%d %g %s %d\n", first, second, third, fourth);
}

#define NAME_OF(x) #x
#define TWICE_SEEN (2 * seen)

static async void macros(void)
{
    int seen = turns - 23, seven = 7;
    await late(); await late(); await late(); await late(); await late(); await late();
    await late(); await late(); await late(); await late(); await late(); await late();
    await late(); await late(); await late(); await late(); await late(); await late();
    await late(); await late(); await late(); await late(); await late(); await late();
    await late(); await late(); await late(); await late(); await late(); await late();
    printf("seen %d, name %s, twice %d\n", seven + seen - seen, NAME_OF(seven), TWICE_SEEN);
}

static async void loops(void)
{
    long sum = 0, *to = &sum;
    int count = 0, rest = 3, unset;
    for (int i = 0; i < 10; i++) {
        int half = i;
        await late(); await late(); await late(); await late(); await late(); await late();
        await late(); await late(); await late(); await late(); await late(); await late();
        await late(); await late(); await late(); await late(); await late(); await late();
        await late(); await late(); await late(); await late(); await late(); await late();
        await late(); await late(); await late(); await late(); await late(); await late();
        if (i == 9)
            unset = rest;
        *to += half;
    }
    count = 10;
    await late();
    printf("%d %ld %d\n", count, sum, unset);
}

// Each of the four is needed while one of the others is; two by two they may share a place.
static async void places(int which)
{
    if (which)
        goto second;
    {
        int a = 0, b = 9;
        await late(); await late(); await late(); await late(); await late(); await late();
        await late(); await late(); await late(); await late(); await late(); await late();
        await late(); await late(); await late(); await late(); await late(); await late();
        await late(); await late(); await late(); await late(); await late(); await late();
        await late(); await late(); await late(); await late(); await late(); await late();
        printf("%d %d", a, b);
        await places(1);
        return;
    }
second: {
        int c = 1, d = 8;
        await late(); await late(); await late(); await late(); await late(); await late();
        await late(); await late(); await late(); await late(); await late(); await late();
        await late(); await late(); await late(); await late(); await late(); await late();
        await late(); await late(); await late(); await late(); await late(); await late();
        await late(); await late(); await late(); await late(); await late(); await late();
        printf(" %d %d\n", c, d);
    }
}

static async int attempt(int kept)
{
    int code = 5;
    try {
        await late(); await late(); await late(); await late(); await late(); await late();
        await late(); await late(); await late(); await late(); await late(); await late();
        await late(); await late(); await late(); await late(); await late(); await late();
        await late(); await late(); await late(); await late(); await late(); await late();
        await late(); await late(); await late(); await late(); await late(); await late();
        throw code;
    } catch (error) {
        await late(); await late(); await late(); await late(); await late(); await late();
        await late(); await late(); await late(); await late(); await late(); await late();
        await late(); await late(); await late(); await late(); await late(); await late();
        await late(); await late(); await late(); await late(); await late(); await late();
        await late(); await late(); await late(); await late(); await late(); await late();
        printf("caught %d, ", error);
    }
    return kept;
}

async int main(void)
{
    await parameters(1, 2.5, "three", 4);
    await macros();
    await loops();
    await places(0);
    printf("kept %d\n", await attempt(11));
}
