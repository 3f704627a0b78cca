/* SPDX-License-Identifier: MIT
 *
 * Generators as structs and functions by hand; the loop that they stand for is the first case.
 */
#include "bench.h"
#include <stdbool.h>
#include <stdlib.h>

struct values {
    bool (*next)(struct values *);
    int state;
    long count, i, value;
};

extern struct values *far_values(long count);

#ifdef FAR
static bool far_next(struct values *me)
{
    switch (me->state) {
    case 0:
        for (me->i = 0; me->i < me->count; me->i++) {
            me->value = me->i;
            me->state = 1;
            return true;
        case 1:;
        }
    }
    return false;
}

struct values *far_values(long count)
{
    struct values *made = malloc(sizeof *made);
    if (!made)
        abort();
    *made = (struct values){.next = far_next, .count = count};
    return made;
}
#else
long gen(long count)
{
    long sum = 0;
    for (long value = 0; value < count; value++)
        sum += bench_opaque(value);
    return sum;
}

static bool values_next(struct values *me)
{
    switch (me->state) {
    case 0:
        for (me->i = 0; me->i < me->count; me->i++) {
            me->value = me->i;
            me->state = 1;
            return true;
        case 1:;
        }
    }
    return false;
}

static bool passed_on_next(struct values *me, struct values *inner)
{
    if (!values_next(inner))
        return false;
    me->value = inner->value;
    return true;
}

long gen_chain(long count)
{
    long sum = 0;
    struct values inner = {.count = count}, outer = {0};
    while (passed_on_next(&outer, &inner))
        sum += bench_opaque(outer.value);
    return sum;
}

long gen_far(long count)
{
    long sum = 0;
    struct values *all = far_values(count);
    while (all->next(all))
        sum += bench_opaque(all->value);
    free(all);
    return sum;
}
#endif
