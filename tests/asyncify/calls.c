/* Every direct call of a function becomes an await, in brackets where an operator follows. */
#include <stdio.h>
struct pair {
    int first, rest[2];
};
static struct pair make(int first);
static int add(int a, int b), twice(int a);
const char *name(void) { return "name"; }

static struct pair make(int first)
{
    return (struct pair){first, {add(first, 1), (add)(first, 2)}};
}
int add(int a, int b) { return a + b; }

int main(void)
{
    int n = !name()[0] + -(int)make(add(1, 2)).first;
    n += sizeof add(1, 2) + make(3).rest[1];
    return n + printf("%s\n", name() + 1) ? 0 : add(1, 2);
}
