// SPDX-License-Identifier: MIT
//
// C++20: runs the functions of awaitc.c and prints for each the most bytes of frames that lived at
// once, one line a function.
#include <cstddef>
#include <cstdio>

static std::size_t live, peak;
static void *frame_new(std::size_t size);
static void frame_delete(void *frame, std::size_t size);
#define BENCH_COUNT_FRAMES
#include "coroutine.hh"

static void *frame_new(std::size_t size)
{
    live += size;
    peak = live > peak ? live : peak;
    return std::malloc(size);
}

static void frame_delete(void *frame, std::size_t size)
{
    live -= size;
    std::free(frame);
}

__attribute__((noinline)) static void fill(char *bytes, int size)
{
    for (int i = 0; i < size; i++)
        bytes[i] = 1;
    __asm__ volatile("" : : "r"(bytes) : "memory");
}

__attribute__((noinline)) static int use(const char *bytes, int)
{
    __asm__ volatile("" : : "r"(bytes) : "memory");
    return 0;
}

__attribute__((noinline)) static int number()
{
    int one = 1;
    __asm__ volatile("" : "+r"(one));
    return one;
}

#define CALLEE __attribute__((noinline)) static

CALLEE task<int> one_int(int x)
{
    co_await pause_here();
    co_return x;
}

CALLEE task<int> disjoint_buffers(int n)
{
    int sum = 0;
    for (int i = 0; i < n; i++) {
        {
            char a[128];
            fill(a, sizeof a);
            co_await pause_here();
            sum += use(a, sizeof a);
        }
        {
            char b[128];
            fill(b, sizeof b);
            co_await pause_here();
            sum += use(b, sizeof b);
        }
    }
    co_return sum;
}

CALLEE task<int> middle(int x) { co_return co_await one_int(x) + 1; }

CALLEE task<int> dead_buffer(int x)
{
    {
        char buffer[1024];
        fill(buffer, sizeof buffer);
        x += use(buffer, sizeof buffer);
    }
    co_return co_await middle(x) + 1;
}

CALLEE task<int> live_buffer(int x)
{
    {
        char buffer[1024];
        fill(buffer, sizeof buffer);
        co_await pause_here();
        x += use(buffer, sizeof buffer);
    }
    co_return co_await middle(x) + 1;
}

CALLEE task<int> ten_ints()
{
    int a = number(), b = number(), c = number(), d = number(), e = number();
    int f = number(), g = number(), h = number(), i = number(), j = number();
    int first = a + b + c + d + e, second = f * g * h * i * j;
    co_await pause_here();
    co_return first - second;
}

// Both children, which exist from here on, are run one after the other: their frames count alike.
CALLEE task<int> join_two(int x)
{
    task<int> a = one_int(x), b = one_int(x + 1);
    int first = co_await std::move(a);
    co_return first + co_await std::move(b);
}

CALLEE task<int> early_return(int x)
{
    if (x < 0) {
        char temporary[4096];
        fill(temporary, sizeof temporary);
        co_return use(temporary, sizeof temporary);
    }
    co_await pause_here();
    co_return x;
}

CALLEE task<int> receive(int fd, char *buffer, int size)
{
    co_await pause_here();
    fill(buffer, size);
    co_return fd;
}

CALLEE task<int> reply(int fd, const char *buffer, int size)
{
    co_await pause_here();
    co_return fd + use(buffer, size);
}

CALLEE task<int> echo(int fd)
{
    char buffer[256];
    int n;
    while ((n = co_await receive(fd, buffer, sizeof buffer)) > 0) {
        if (co_await reply(fd, buffer, n) < 0)
            break;
        fd = 0;
    }
    co_return n;
}

CALLEE task<int> sibling_branches(int x)
{
    char throughout[1000];
    fill(throughout, sizeof throughout);
    if (x) {
        char a[1000];
        fill(a, sizeof a);
        co_await pause_here();
        x += use(a, sizeof a);
        co_await pause_here();
        x += use(a, sizeof a);
    } else {
        char b[1000];
        fill(b, sizeof b);
        co_await pause_here();
        x += use(b, sizeof b);
        co_await pause_here();
        x += use(b, sizeof b);
    }
    co_return x + use(throughout, sizeof throughout);
}

struct kilobyte {
    char bytes[1000];
};

CALLEE task<int> wrapped(kilobyte big)
{
    co_await pause_here();
    co_return use(big.bytes, sizeof big.bytes);
}

CALLEE task<int> wrapper_1(kilobyte big) { co_return co_await wrapped(big); }
CALLEE task<int> wrapper_2(kilobyte big) { co_return co_await wrapper_1(big); }
CALLEE task<int> wrappers(kilobyte big) { co_return co_await wrapper_2(big); }

static void measure(task<int> root)
{
    run(std::move(root));
    std::printf("%zu\n", peak);
    peak = 0;
}

int main()
{
    measure(one_int(1));
    measure(disjoint_buffers(2));
    measure(dead_buffer(1));
    measure(live_buffer(1));
    measure(ten_ints());
    measure(join_two(1));
    measure(early_return(1));
    measure(echo(1));
    measure(sibling_branches(1));
    measure(wrappers(kilobyte()));
}
