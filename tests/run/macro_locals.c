// Locals that live in the frame, in the bodies of macros and in strings that macros make.
// expect: 2 4
// expect: values[1] = 2
// expect: 2
// expect: values[0] == 2 && "a\n\"b\"" && x != 'c'
// expect: 3 -3 -2 9
// expect: main 37
#include <assert.h>
#include <async.h>
#include <stdio.h>
#include <string.h>

#define TOTAL           (values[0] + values[1])
#define FIRST           values[0]
#define SHOW(x)         printf("%s = %d\n", #x, x)
#define GLUE(a, b)      a##b
#define TEXT(x)         #x
#define TEXT_OF(x, ...) ((x) ? TEXT(x) __VA_ARGS__ : "")
#define MINUS(x)        -x
#define PLUS(a, b)      a+b
#define RATIO(a, b)     a/b
#define WHERE           printf("%s %d\n", __func__ + 0 * values[0], __LINE__)

async int main(void)
{
    int values[2] = {1, 2}, *second = &values[1];
    await async_yield();
    FIRST = 2;
    printf("%d %d\n", FIRST, TOTAL);
    SHOW(values[1]);
    printf("%d\n", GLUE(val, ues)[0]);
    assert(values[0] == 2 && values[1] == 2);
    int x = 3;
    puts(TEXT_OF(values[0] == 2 && "a\n\"b\"" && x != 'c'));
    printf("%d %d %d %d\n", MINUS(-x) + MINUS(MINUS(FIRST)) - MINUS(-FIRST), MINUS(PLUS(x, +0)),
           RATIO(FIRST * -2, *second), MINUS(- -FIRST) + PLUS(x * 3, +FIRST));
    WHERE;
    return 0;
}
