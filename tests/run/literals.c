// String and character literals, concatenation, escapes and wide strings around awaits.
// expect: one two
// expect: a"b\c	d
// expect: 104 0
// expect: first
// expect: %d is not 5
// expect: same
// expect: 3 long x
// expect: await late(1); } // "
#include <async.h>
#include <stdio.h>
#include <string.h>
#include <wchar.h>

static async const char *late(const char *s)
{
    await async_yield();
    return s;
}

static async int number(int x)
{
    await async_yield();
    return x;
}

async int main(void)
{
    const char *s = "one "
                    "two";
    char array[] = "hi";
    await async_yield();
    puts(await late(s));
    puts(await late("a\"b\\c\td"));
    printf("%d %d\n", array[0], array[await number(2)]);
    const char *names[] = {await late("first"), "second"};
    puts(names[await number(0)]);
    printf(await number(1) ? "%%d is not %d\n" : "%d\n", await number(5));
    const char *kept = s;
    await async_yield();
    puts(strcmp(await late(kept), "one two") ? "differs" : "same");
    const wchar_t *wide = L"long";
    await async_yield();
    printf("%d %ls %c\n", 'd' - 'a', wide, await number('x'));
    puts("await late(1); } // \"");
    return 0;
}
