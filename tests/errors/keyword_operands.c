/* What the parser itself sees to be wrong, within the header's macros. */
#include <async.h>

async int late(void);

async int values(future(int) f)
{
    __typeof__(*f) value = *await f;
    struct {
        __typeof__(*f) member;
    } s = {value};
    __typeof__((void)0, *f) good = s.member;
    return good;
}

async void no_spawn(void)
{
    detach(late());
}

async int no_name(int x)
{
    try {
        await late();
    } catch () {
        x = 1;
    }
    return x;
}
