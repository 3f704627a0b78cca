#ifndef MULTI_H
#define MULTI_H
#include <async.h>

typedef async int multi_binary(int a, int b);

struct multi_route {
    const char *name;
    multi_binary *run;
};

struct multi_value {
    int n;
    const char *name;
};

extern int second_counter;

async int second_add(int a, int b);
extern async int second_mul(int a, int b);
async const char *second_local(void);
async struct multi_value second_triple(struct multi_value v);
async void ping(int n), pong(int n);

/* plain.c */
const struct multi_route *plain_find(const char *name);

static inline async int inline_twice(int x)
{
    await async_yield();
    return await second_add(x, x);
}

#endif
