/* Addresses of locals, and the tasks that may outlive them. */
// only warnings
#include <async.h>

struct pair { int x, y[2]; };

async int fill(int *p, int n);
async int all(const void *p);

async void lends(int *p)
{
    int own = 0, many[3] = {0};
    struct pair pair = {0};
    detach(spawn(fill(&own, 1)));
    detach(spawn(fill(many, 1)));
    detach(spawn(fill(&many[1], 1)));
    detach(spawn(fill(pair.y, 1)));
    detach(spawn(all((void *)&pair.x)));
    detach(spawn(fill(p, own)));
    detach(spawn(fill(p + pair.x, many[1])));
    spawn(fill(&own, 1));
    future(int) kept = 0;
    if (p) {
        int inner = 0;
        future(int) mine = spawn(fill(&inner, 1));
        kept = spawn(fill(&inner, 1));
        spawn(fill(&inner, inner));
        kept = spawn(fill(&own, 1));
        await mine;
    }
    await kept;
}
