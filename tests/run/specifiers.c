// `async` anywhere among the specifiers, several declarators, pointers as results, qualifiers.
// flags: -Wno-unknown-warning-option -Wno-old-style-declaration
// expect: 1 2 3 4 5 6
// expect: word 7 8
// expect: 9 10 c
// expect: 11 12
// expect: 13 14 15
#include <async.h>
#include <stdio.h>

static async int one(void);
async static int two(void);
int async static three(void);
static int async four(void);
async int five(void);
extern async int five(void), six(void);
static inline async int fifteen(void);

static async int one(void)
{
    await async_yield();
    return 1;
}
async static int two(void)
{
    await async_yield();
    return 2;
}
int async static three(void)
{
    await async_yield();
    return 3;
}
static int async four(void)
{
    await async_yield();
    return 4;
}
async int five(void)
{
    await async_yield();
    return 5;
}
int async six(void)
{
    await async_yield();
    return 6;
}

static async const char *word(void)
{
    await async_yield();
    return "word";
}
const static async unsigned long long int *seven(void)
{
    static unsigned long long n = 7;
    await async_yield();
    return &n;
}
static int async
    eight (void)
{
    await async_yield();
    return 8;
}

static async _Bool nine(short a, unsigned char b, const char *const restrict c)
{
    await async_yield();
    return a + b == c[0];
}
static async long int unsigned ten(register int n)
{
    await async_yield();
    return (unsigned long)n;
}
static async char third(const char s[static 3])
{
    await async_yield();
    return s[2];
}

static async int (*eleven(void))[2]
{
    static int pair[2] = {11, 12};
    await async_yield();
    return &pair;
}

static async int thirteen(int (*f)(int), int n[], int unused[3])
{
    (void)unused;
    await async_yield();
    return f(n[0]);
}
static int next(int n)
{
    return n + 1;
}
static async int (fourteen)(int (n))
{
    await async_yield();
    return n;
}
static inline async int fifteen(void)
{
    await async_yield();
    return 15;
}

async int main(void)
{
    printf("%d %d %d %d %d %d\n", await one(), await two(), await three(), await four(),
           await five(), await six());
    printf("%s %llu %d\n", await word(), *await seven(), await eight());
    printf("%d %lu %c\n", (int)await nine(1, 'b' - 1, "b") * 9, await ten(10), await third("abc"));
    int(*p)[2] = await eleven();
    printf("%d %d\n", (*p)[0], (*await eleven())[1]);
    printf("%d %d %d\n", await thirteen(next, (int[]){12}, NULL), await fourteen(14), await fifteen());
    return 0;
}
