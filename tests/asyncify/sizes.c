// What the size of a parameter calls stays ordinary: it is worked out on the way in.
#include <stdio.h>

static int width(int n)
{
    return n + 1;
}

static int height(int n)
{
    return n + 2;
}

static int bytes(int n, char line[width(n)], int table[][width(n)])
{
    char other[height(n)];
    (void)line, (void)table;
    return (int)(sizeof *table + sizeof other);
}

int main(void)
{
    printf("%d\n", bytes(3, NULL, NULL));
    return 0;
}
