/* A yield before every statement, behind labels, and braces where a body has none. */
#define SET_IF(set, to) do { \
if (to) { \
    (void)(to); \
    (set) = (to); \
} \
} while (0)
#define SET(set, to) SET_IF(set, to)
int f(int x)
{
    int i;
    if (x)
        x++;
    else if (x > 1)
        x--;
    else
        for (i = 0; i < 3; i++)
            while (x)
                break;
    do
        x++;
    while (x < 3);
    switch (x) {
        int unset;
    case 1:
    case 2:
        x = 1;
        break;
    default: {
        x = 2;
    }
    }
    switch (x)
    case 3:
        x = ({ int y = x; y++; again: y; });
    if (x)
label:
        x = 4;
    for (;;) {
        if (x) goto label; else goto end;
    }
#pragma GCC unroll 2
    for (i = 0; i < 3; i++)
        ;
    if (i)
        SET(x, i);
    else
        SET(i, x);
end: ;
    return x;
}
int main(void) { return f(0); }
