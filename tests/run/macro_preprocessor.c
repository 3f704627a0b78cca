// The preprocessor's own rules in uses that are expanded: rescanning, #, ##, variadic macros, names
// that are not expanded again, redefinition, uses over many lines, comments.
// no-tcc
// flags: -DGIVEN(x)=(x+list[0])
// expect: 1:1 2:1 2 1:0
// expect: [] [a] [a, "b\n"] [a , b]
// expect: xy 12 list[0] VALUE 7
// expect: 4 4 6
// expect: 8 3 [ask(1)]
// expect: old 1 new 2 none 3
// expect: wide 6 (list[0], "a,b", ')' , (1, 2))
// expect: given 2 -1
// expect: deep 1 2 3
// expect: one 1
// expect: 3 2 1
#include <async.h>
#include <stdio.h>

#define COUNT_(a, b, c, n, ...) n
#define COUNT(...) COUNT_(__VA_ARGS__ __VA_OPT__(,) 3, 2, 1, 0)
#define FIRST_(x, ...) x
#define GNU(f, ...) f(list[0], ##__VA_ARGS__)
#define NAMED(f, rest...) f(list[0], ##rest)
#define OPTIONAL(f, ...) f(list[0] __VA_OPT__(,) __VA_ARGS__)
#define STRING(...) #__VA_ARGS__
#define STRING_OF(...) STRING(__VA_ARGS__)
#define KEEP(x) (list[0] ? x : "")
#define PASTE(a, b) a##b
#define PASTE_OF(a, b) PASTE(a, b)
#define VALUE 7
#define EMPTY
#define DEFER(m) m EMPTY
#define F(x) (x + list[0])
#define G F
#define ask(x) ask(x, list[0])
#define zero zero
#define twice(x) (F(x) + twice_(x))
#define twice_(x) twice(x) / 1
#define LAMBDA(...) do { __VA_ARGS__; } while (0)

static int one(int a) { return a * 10 + 1; }
static int two(int a, int b) { return a * 10 + b; }
static int (ask)(int x, int y) { return x + y; }
static int zero = 3;

static async int late(int x)
{
    await async_yield();
    return x;
}

async int main(void)
{
    int list[2] = {1, 2}, xy = 12;
    await late(0);
    printf("1:%d 2:%d %d 1:%d\n", list[0], GNU(one) / 11, OPTIONAL(two, 2) / 6, COUNT() * list[0]);
    printf("[%s] [%s] [%s] [%s]\n", KEEP(STRING()), KEEP(STRING(a)), KEEP(STRING(a, "b\n")),
           KEEP(STRING( /* c */ a   ,
                       b )));
    printf("%s %d %s %s %d\n", KEEP(STRING_OF(PASTE(x, y))),
           PASTE(x, y) + list[0] - 1, KEEP(STRING(list[0])), KEEP(STRING(VALUE)),
           PASTE_OF(VA, LUE) + 0 * F(0));
    printf("%d %d %d\n", F(F(2)), G(3), NAMED(two, EMPTY 6) / 2 - F(1));
    printf("%d %d [%s]\n", ask(7), zero + 0 * F(1), KEEP(STRING(ask(1))));
#define OLD F(0)
    printf("old %d ", OLD);
#undef OLD
#define OLD (list[1])
    printf("new %d ", OLD);
#undef F
#define F(x) (x + await late(1))
    printf("none %d\n", F(2));
    printf("wide %d %s\n",
           FIRST_(list[0] + /* one ( */
                  5, // two, ")"
                  list[1]),
           KEEP(STRING((list[0], "a,b", ')' , (1,
                 2)))));
    printf("given %d -%d\n", GIVEN(1), -GIVEN(-2));
    printf("deep");
    LAMBDA(for (int i = 0; i < 2; i++) LAMBDA(printf(" %d", G(i))); printf(" %d", await late(3)));
    puts("");
    printf("one %d\n", DEFER(one)(0) + 0 * list[0]);
    printf("%d %d %d\n", COUNT(a, b, c) * list[0], COUNT(a, list[0]), COUNT(await late(1)));
    return 0;
}
