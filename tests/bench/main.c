/* SPDX-License-Identifier: MIT
 *
 * The main of every bench program of `transform`, `tasks` and `generators`: PROGRAM CASE COUNT does
 * COUNT operations and prints one line,
 *
 *     nanoseconds per operation, CPU seconds in all, peak memory in MB, bytes of it per operation
 *
 * or nothing when this peer lacks the case. A peer, in whatever language, is an object file that
 * defines some of the functions below, each of which gives a checksum of its count.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#define CASES(X)                                                                                   \
    X(ready1)        /* that many awaits of a function that finishes at once */                    \
    X(ready10)       /* the same, ten calls deep */                                                \
    X(susp1)         /* that many suspensions of a loop */                                         \
    X(susp10)        /* the same, of a loop that ten functions await */                            \
    X(spawn_batches) /* that many tasks in batches of 1000: spawn, yield once, join */             \
    X(spawn_all)     /* the same, all at once */                                                   \
    X(idle)          /* that many tasks that wait, each with 76 bytes of locals */                 \
    X(timers)        /* that many tasks that sleep for a random time below a second */             \
    X(ping_pong)     /* that many messages and answers between two tasks, by futures */            \
    X(cancel)        /* that many tasks that sleep, all cancelled, each with a cleanup */          \
    X(gen)           /* the sum of that many values of a generator that is known */                \
    X(gen_chain)     /* the same through a second one, that passes on every value it gets */       \
    X(gen_far)       /* the same of one in another file, on the heap */

#define DECLARE(name) __attribute__((weak)) long name(long count);
CASES(DECLARE)

#define ENTRY(name) {#name, name},
static const struct {
    const char *name;
    long (*run)(long count);
} cases[] = {CASES(ENTRY)};

static double seconds(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return now.tv_sec + now.tv_nsec * 1e-9;
}

static double peak_bytes(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss * 1024.0;
}

/* Every case gives the sum of 0 .. count - 1, or has not done its work. */
static int run(const char *name, long (*function)(long), long count)
{
    double memory = peak_bytes();
    double wall = seconds(CLOCK_MONOTONIC), cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);
    long sum = function(count);
    wall = seconds(CLOCK_MONOTONIC) - wall;
    cpu = seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu;
    if (sum != count * (count - 1) / 2) {
        fprintf(stderr, "%s: gives %ld for %ld\n", name, sum, count);
        return 1;
    }
    double peak = peak_bytes();
    printf("%.9g %.9g %.9g %.9g\n", wall * 1e9 / count, cpu, peak / 1e6, (peak - memory) / count);
    return 0;
}

int main(int argc, char **argv)
{
    for (size_t i = 0; argc == 3 && i < sizeof cases / sizeof *cases; i++) {
        if (strcmp(argv[1], cases[i].name) == 0)
            return cases[i].run ? run(argv[1], cases[i].run, atol(argv[2])) : 0;
    }
    fprintf(stderr, "usage: %s CASE COUNT\n", argv[0]);
    return 2;
}
