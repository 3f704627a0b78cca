/* A defer that is all of a branch. */
// only warnings
#include <async.h>
#include <stdio.h>

async int branches(int x)
{
    if (x)
        defer puts("at once");
    else {
        defer puts("later");
    }
    while (x--)
        defer puts("at once");
    switch (x) {
    case 1:
    default:
        defer puts("later");
    }
    return x;
}
