#ifndef DEEP_H
#define DEEP_H
#include "common.h"
#include <async.h>
#include <assert.h>
#include <string.h>

enum { FIRST = __COUNTER__ };
static inline async int deep(int x)
{
    await async_yield();
    const char *slash = strrchr(__FILE__, '/');
    printf("%s:%d %s %d\n", slash ? slash + 1 : __FILE__, __LINE__, __func__, __COUNTER__ - FIRST);
    assert(x);
    return await sum_of((struct pair){x, x});
}
#endif
