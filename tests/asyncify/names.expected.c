/* A program that has the dialect's keywords for names, and a bool of its own. */
#define _GNU_SOURCE
#define ASYNC_NO_KEYWORDS
#include <async.h>
#line 3 "names.c"
typedef int bool;
_Async static bool await(bool yield) { _Await async_yield(); return !yield; }
_Async int main(void) { _Await async_yield(); return _Await await(1); }
