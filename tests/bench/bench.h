/* SPDX-License-Identifier: MIT
 *
 * What the peers in C, C++ and async C share, so that each does the same work.
 */
#ifndef BENCH_H
#define BENCH_H

enum {
    BENCH_BATCH = 1000, /* tasks in a batch of spawn_batches */
    BENCH_LOCALS = 76   /* bytes of locals in an idle task */
};

/* x, but the optimiser does not know it: the work of a leaf cannot be folded into its loop. */
static inline long bench_opaque(long x)
{
    __asm__ volatile("" : "+r"(x));
    return x;
}

/* The next of a fixed sequence of random numbers in [0, 1). */
static inline double bench_random(void)
{
    static unsigned long long state = 1;
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return (double)(state >> 11) / (double)(1ULL << 53);
}

/* Locals that depend on i, and what they hold afterwards: i. */
static inline void bench_fill(char *locals, long i)
{
    for (int k = 0; k < BENCH_LOCALS; k++)
        locals[k] = (char)(i >> 8 * (k % 8));
}

static inline long bench_check(const char *locals)
{
    unsigned long i = 0;
    for (int k = 0; k < 8; k++)
        i |= (unsigned long)(unsigned char)locals[BENCH_LOCALS - 12 + k] << 8 * k;
    return (long)i;
}

#endif
