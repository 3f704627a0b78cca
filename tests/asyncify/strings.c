/* What a macro makes a string of stays as it is in the string; but for assert's. */
#include <assert.h>
#include <stdio.h>
#define STR(x)   #x
#define XSTR(x)  STR(x)
#define CHECK(x) check(#x, x)
#define LOG(x)   (printf("%s\n", XSTR(x)), (x))
#define PLAIN(x) ((x) + 1)
static int f(int x) { return x * 2; }
static void check(const char *text, int ok) { printf("%s: %d\n", text, ok); }
int main(void)
{
    CHECK(f(1) == 2);
    CHECK(({ int k = 3; k++; k; }) == 4);
    LOG(f(3) + PLAIN(f(4)));
    CHECK(PLAIN(f(4)));
    CHECK(printf("\"%c\"\n", '"'));
    assert(f(3) == 6);
    return PLAIN(f(5)) - 11;
}
