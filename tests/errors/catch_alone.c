/* A catch that follows no try. */
#include <async.h>

async void late(void);

async int something_between(int x)
{
    try {
        await late();
    }
    x++;
    catch (e) {
        x = e;
    }
    return x;
}
