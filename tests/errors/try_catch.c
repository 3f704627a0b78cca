/* try and catch go together, in braces. */
#include <async.h>

async void late(void);

async int no_catch(int x)
{
    try {
        await late();
    }
    return x;
}

async int an_else(int x)
{
    try {
        await late();
    } else {
        x++;
    }
    return x;
}

async int behind_if(int x)
{
    if (x) {
        await late();
    } catch (e) {
        x = e;
    }
    return x;
}

async int no_braces(int x)
{
    try
        await late();
    catch (e)
        x = e;
    return x;
}
