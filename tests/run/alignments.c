/* SPDX-License-Identifier: MIT
 *
 * Objects in the frame that are aligned by numbers, expressions, types and macros; and a function
 * that is called what a frame is called, whose value is received in line 3.
 */
// no-tcc (it knows no _Alignas)
// flags: -D_GNU_SOURCE -Wno-attributes
// expect: 0 0 0
// expect: 0 0 0
// expect: 0 0 0 0
// expect: 0 0 4
// expect: 0 0 0
// expect: 120
#include <async.h>
#include <stdalign.h>
#include <stdio.h>

struct line {
    _Alignas(32) int x;
};
typedef struct line line;
struct wide {
    _Alignas(64) char c;
};
enum { PAGE = 128 };
#define CACHED   _Alignas(64)
#define TWICE(n) __attribute__((aligned((n)*2)))
#define BYTES    64
#define TO(n)    alignas(n)

static int off(const void *object, unsigned long align)
{
    return (int)((unsigned long)object % align);
}

static async void all(void)
{
    char odd = 1, *p = &odd;
    await async_yield();
    _Alignas(2 * BYTES) char a = 1;
    alignas(1 << 7) char b = 2;
    TO(PAGE) char c = 3;
    char *in[] = {&a, &b, &c};
    await async_yield();
    printf("%d %d %d\n", off(in[0], 128), off(in[1], 128), off(in[2], 128));
    alignas(struct line) char d = (char)(*p + 1);
    _Alignas(line) _Alignas(8) char e = 5, *at_e = &e;
    int x __attribute__((aligned(BYTES))) = 1;
    int *px = &x;
    char *more[] = {&d, at_e};
    await async_yield();
    printf("%d %d %d\n", off(more[0], 32), off(more[1], 32), off(px, BYTES));
    char *rest[4];
    {
        CACHED char g = 6;
        int h TWICE(64) = 7;
        struct own {
            _Alignas(32) char c;
        };
        enum { OWN = 64 };
        alignas(struct own) char i = 8;
        _Alignas(OWN * 2) char j = 9;
        rest[0] = &g, rest[1] = (char *)&h, rest[2] = &i, rest[3] = &j;
        await async_yield();
        printf("%d %d %d", off(rest[0], 64), off(rest[1], 128), off(rest[2], 32));
        printf(" %d\n", off(rest[3], 128));
    }
}

static async void variable(int n)
{
    char odd[n + 1];
    _Alignas(64) char bytes[n];
    struct line lines[n];
    odd[n] = 1;
    await async_yield();
    bytes[n - 1] = odd[n];
    lines[n - 1].x = bytes[n - 1];
    await async_yield();
    printf("%d %d %d\n", off(bytes, 64), off(lines, 32), (int)sizeof bytes + lines[n - 1].x);
}

static async void standard(void)
{
    char odd = 1, *p = &odd;
    await async_yield();
    __attribute__((aligned)) char k = *p;
    __attribute__((aligned(sizeof(struct line)))) char l = *p;
    _Alignas(struct wide) char wide = *p;
    char *in[] = {&k, &l, &wide};
    await async_yield();
    printf("%d %d %d\n", off(in[0], 16), off(in[1], 32), off(in[2], 64));
}

int f_2;
#line 1
static async int f(int n)
{
    return n <= 1 ? 1 : n * await f(n - 1);
}

async int main(void)
{
    await all();
    await variable(3);
    await standard();
    printf("%d\n", await f(5));
}
