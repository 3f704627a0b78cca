#pragma once
#include <async.h>

struct pair {
    int left, right;
};
static inline async int sum_of(struct pair pair)
{
    await async_yield();
    return pair.left + pair.right;
}
