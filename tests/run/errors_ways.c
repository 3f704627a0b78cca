// Every way out of try and catch blocks, with the errors in flight and the records released.
// no-erase
// expect: fall 1 thrown
// expect: break 2 2
// expect: continue 0 1 2
// expect: goto 3 out
// expect: return 41 4
// expect: rethrow 5 deep 5
// expect: throw in catch 7
// expect: nested catch 8 9 8
// expect: throw 0 is EINVAL 1
// expect: message "first" then ""
// expect: both 1 2 3
// expect: switch 12
// expect: returned in try 13
// expect: loop 0 1 2 3 4
// expect: at once 20 later 21
// expect: retries 3
// expect: catch awaits 30 31
// expect: code is mine 99
// expect: outer 2 inner 1
// expect: no braces needed for if 5
#include <async.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

static async int late(int x)
{
    await async_yield();
    return x;
}
static async int fails(int code, int turns)
{
    for (int i = 0; i < turns; i++)
        await async_yield();
    throw async_error(code, "deep");
}
static async int at_once(int code)
{
    if (code)
        throw code;
    return 0;
}

static async void fall(void)
{
    try {
        await late(1);
        printf("fall 1 ");
    } catch (e) {
        printf("never %d\n", e);
    }
    try {
        throw ENOENT;
    } catch (e) {
        printf("thrown\n");
    }
}
static async void breaks(void)
{
    int i;
    for (i = 0; i < 5; i++) {
        try {
            await fails(i, i & 1);
        } catch (e) {
            if (e == 2) {
                printf("break %d", e);
                break;
            }
        }
    }
    printf(" %d\n", i);
}
static async void continues(void)
{
    printf("continue");
    for (int i = 0; i < 3; i++) {
        try {
            await late(1);
            if (i < 3) {
                printf(" %d", i);
                continue;
            }
        } catch (e) {
            printf("never");
        }
        printf("never");
    }
    puts("");
}
static async void gotos(void)
{
    try {
        await fails(3, 1);
    } catch (e) {
        printf("goto %d ", e);
        goto out;
    }
    printf("never\n");
out:
    puts("out");
}
static async int returns(int *code)
{
    try {
        await fails(4, 2);
    } catch (e) {
        *code = e;
        return await late(41);
    }
    return 0;
}
static async void rethrows(void)
{
    try {
        try {
            await fails(5, 1);
        } catch (e) {
            printf("rethrow %d ", e);
            await async_yield();
            throw;
        }
    } catch (e) {
        printf("%s %d\n", async_caught().message, e);
    }
}
static async void throws_in_catch(void)
{
    try {
        try {
            await fails(6, 1);
        } catch (e) {
            throw e + 1;
        }
    } catch (e) {
        printf("throw in catch %d\n", e);
    }
}
static async void nested_catch(void)
{
    try {
        await fails(8, 1);
    } catch (e) {
        printf("nested catch %d", e);
        try {
            await fails(9, 0);
        } catch (e2) {
            printf(" %d", e2);
        }
        printf(" %d\n", async_caught().code);
    }
}
static async void zero(int code)
{
    try {
        throw code;
    } catch (e) {
        printf("throw 0 is EINVAL %d\n", e == EINVAL);
    }
}
static async void messages(void)
{
    for (int i = 0; i < 2; i++) {
        try {
            if (i == 0)
                throw async_error(EIO, "first");
            throw EIO;
        } catch (e) {
            printf(i ? " then \"%s\"\n" : "message \"%s\"", async_caught().message);
        }
    }
}
static async void both(void)
{
    int step = 0;
    try {
        step++;
        printf("both %d", step);
        await at_once(0);
        step++;
        printf(" %d", step);
        step += await at_once(4);
    } catch (e) {
        step++;
        printf(" %d\n", step);
    }
}
static async int switches(int n)
{
    switch (n) {
    case 0:
        try {
            await fails(12, 1);
        } catch (e) {
            printf("switch %d\n", e);
            break;
        }
        /* fall through */
    default:
        printf("never\n");
    }
    return 0;
}
static async int returned(void)
{
    try {
        return await fails(13, 1);
    } catch (e) {
        return e;
    }
}
static async void loop(void)
{
    printf("loop");
    for (int i = 0;; i++) {
        try {
            if (i == 4)
                throw 1;
            await late(i);
        } catch (e) {
            printf(" %d\n", i);
            return;
        }
        printf(" %d", i);
    }
}
static async int retry(int *left)
{
    for (;;) {
        try {
            if ((*left)++ < 2)
                await fails(EAGAIN, *left);
            return *left;
        } catch (e) {
            if (e != EAGAIN)
                throw;
        }
    }
}
static async void awaits(void)
{
    int a = 30, b = 31;
    try {
        b = await fails(1, 0);
    } catch (e) {
        a = await late(a);
        printf("catch awaits %d %d\n", a, await late(b));
    }
}
enum { MINE = 99 };
static async void outer_inner(void)
{
    try {
        try {
            throw 1;
        } catch (inner) {
            try {
                throw inner + 1;
            } catch (outer) {
                printf("outer %d inner %d\n", outer, inner);
            }
        }
    } catch (e) {
        puts("never");
    }
}

async int main(void)
{
    await fall();
    await breaks();
    await continues();
    await gotos();
    int code = 0, value = await returns(&code);
    printf("return %d %d\n", value, code);
    await rethrows();
    await throws_in_catch();
    await nested_catch();
    await zero(0);
    await messages();
    await both();
    await switches(0);
    printf("returned in try %d\n", await returned());
    await loop();
    try {
        await at_once(20);
    } catch (e) {
        printf("at once %d ", e);
    }
    try {
        await fails(21, 3);
    } catch (e) {
        printf("later %d\n", e);
    }
    int left = 0;
    printf("retries %d\n", await retry(&left));
    await awaits();
    try {
        throw MINE;
    } catch (e) {
        printf("code is mine %d\n", e);
    }
    await outer_inner();
    if (code)
        try {
            throw 5;
        } catch (e) {
            printf("no braces needed for if %d\n", e);
        }
    else
        puts("never");
}
