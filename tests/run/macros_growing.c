// SPDX-License-Identifier: MIT
//
// Macros that name themselves, in uses that have to be expanded: members behind members, as
// <signal.h> and <sys/stat.h> have them, objects and functions.
//
// expect: 3 4
// expect: now.sa_handler == handler: yes
// expect: action.first + await late(1) == 4: yes
// expect: action.inner.first
// expect: 9
// expect: 12 7
#include <assert.h>
#include <async.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

struct action {
    union {
        int first, second;
    } inner;
};
static int zero;

async int late(int x)
{
    await async_yield();
    return x;
}

#define first     inner.first
#define CHECK(x)  printf("%s: %s\n", #x, (x) ? "yes" : "no")
#define TEXT_(x)  #x
#define TEXT(x)   TEXT_(x)
#define TWO(a, b) (await late(a) + await late(b))
#define zero      (zero + 0)
#define late(x)   late((x) + zero)
#define RETURN(x) return await late(x)

static void handler(int number)
{
    (void)number;
}

static async int members(void)
{
    struct action action = {{0}};
    action.first = await late(3);
    assert(action.first == 3);
    printf("%d %d\n", action.first, action.first + await late(1));
    struct sigaction old, now;
    memset(&now, 0, sizeof now);
    now.sa_handler = handler;
    await late(1);
    sigaction(SIGUSR1, &now, NULL);
    await late(1);
    sigaction(SIGUSR1, NULL, &old);
    assert(await late(1) && old.sa_handler == now.sa_handler);
    CHECK(now.sa_handler == handler);
    CHECK(action.first + await late(1) == 4);
    printf("%s\n", TEXT(action.first));
    return TWO(4, 5);
}

static async int parts(int x)
{
    struct action *action = &(struct action){.first = x};
    if (await late(action->first) == 12)
        RETURN(action->first);
    assert((action->first += await late(zero)) == 7);
    RETURN(action->first + zero);
}

async int main(void)
{
    printf("%d\n", await members());
    printf("%d %d\n", await parts(12), await parts(7));
    return 0;
}
