/* What can be thrown: a number that is not 0. */
#include <async.h>
#include <errno.h>

struct failure { int code; };
enum error { FAILED = 1000 };

async int text(void) { throw "no"; }
async int record(struct failure f) { throw f; }
async int number(void) { throw 1.5; }
async int pointer(int *p) { throw p; }
async int zero(void) { throw 0; }
async int hidden_zero(void) { throw EIO - EIO; }
async int two(void) { throw { }; }
async int right(int code, enum error e)
{
    int later = 0;
    const int never = 0;
    if (code)
        throw code;
    if (e)
        throw e;
    if (code > 2)
        throw later + never;
    throw async_error(EPROTO, "words");
}
