/* SPDX-License-Identifier: MIT
 *
 * Functions whose frames are measured, never run. The order is that of the table in `run`, and of
 * the twins in coroutine.cc and future.rs.
 */
#include "pause.h"

extern void fill(char *bytes, int size);
extern int use(const char *bytes, int size);

async int one_int(int x)
{
    await pause_here();
    return x;
}

async int disjoint_buffers(int n)
{
    int sum = 0;
    for (int i = 0; i < n; i++) {
        {
            char a[128];
            fill(a, sizeof a);
            await pause_here();
            sum += use(a, sizeof a);
        }
        {
            char b[128];
            fill(b, sizeof b);
            await pause_here();
            sum += use(b, sizeof b);
        }
    }
    return sum;
}

static async int innermost(int x)
{
    await pause_here();
    return x;
}

static async int middle(int x)
{
    return await innermost(x) + 1;
}

async int dead_buffer(int x)
{
    {
        char buffer[1024];
        fill(buffer, sizeof buffer);
        x += use(buffer, sizeof buffer);
    }
    return await middle(x) + 1;
}

async int live_buffer(int x)
{
    {
        char buffer[1024];
        fill(buffer, sizeof buffer);
        await pause_here();
        x += use(buffer, sizeof buffer);
    }
    return await middle(x) + 1;
}

extern int number(void);

async int ten_ints(void)
{
    int a = number(), b = number(), c = number(), d = number(), e = number();
    int f = number(), g = number(), h = number(), i = number(), j = number();
    int first = a + b + c + d + e, second = f * g * h * i * j;
    await pause_here();
    return first - second;
}

async int join_child(int x)
{
    await pause_here();
    return x;
}

async int join_two(int x)
{
    future(int) a = spawn(join_child(x));
    future(int) b = spawn(join_child(x + 1));
    return *await a + *await b;
}

async int early_return(int x)
{
    if (x < 0) {
        char temporary[4096];
        fill(temporary, sizeof temporary);
        return use(temporary, sizeof temporary);
    }
    await pause_here();
    return x;
}

static async int receive(int fd, char *buffer, int size)
{
    await pause_here();
    fill(buffer, size);
    return fd;
}

static async int reply(int fd, const char *buffer, int size)
{
    await pause_here();
    return fd + use(buffer, size);
}

async int echo(int fd)
{
    char buffer[256];
    int n;
    while ((n = await receive(fd, buffer, sizeof buffer)) > 0) {
        if (await reply(fd, buffer, n) < 0)
            break;
    }
    return n;
}

async int sibling_branches(int x)
{
    char throughout[1000];
    fill(throughout, sizeof throughout);
    if (x) {
        char a[1000];
        fill(a, sizeof a);
        await pause_here();
        x += use(a, sizeof a);
        await pause_here();
        x += use(a, sizeof a);
    } else {
        char b[1000];
        fill(b, sizeof b);
        await pause_here();
        x += use(b, sizeof b);
        await pause_here();
        x += use(b, sizeof b);
    }
    return x + use(throughout, sizeof throughout);
}

struct kilobyte {
    char bytes[1000];
};

static async int wrapped(struct kilobyte big)
{
    await pause_here();
    return use(big.bytes, sizeof big.bytes);
}

static async int wrapper_1(struct kilobyte big)
{
    return await wrapped(big);
}

static async int wrapper_2(struct kilobyte big)
{
    return await wrapper_1(big);
}

async int wrappers(struct kilobyte big)
{
    return await wrapper_2(big);
}
