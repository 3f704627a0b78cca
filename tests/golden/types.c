#include <async.h>

struct point {
    int x, y;
};

static int sum(struct point p)
{
    return p.x + p.y;
}

/* One type keeps its name, the other would be taken for that of the file. */
async int corners(int n)
{
    enum { FIRST = 1, SECOND };
    struct corner {
        struct point at; // where it is
        int kinds[SECOND];
        struct corner *next;
    } corner = {{n, n}, {FIRST, SECOND}, 0}, *list = &corner;
    typedef struct {
        double x, y;
    } point;
    struct point {
        point exact;
    } exact = {{n, n}};
    await async_yield();
    return list->kinds[1] + sum(list->at) + (int)((struct point *)&exact)->exact.x;
}
