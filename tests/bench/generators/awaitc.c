/* SPDX-License-Identifier: MIT
 *
 * Generators in async C. The one of the other file, made of this one with FAR, is there under its
 * type alone.
 */
#include "bench.h"
#include <async.h>

extern generator(long) far_values(long count);

#ifdef FAR
generator(long) far_values(long count)
{
    for (long i = 0; i < count; i++)
        yield i;
}
#else
static generator(long) values(long count)
{
    for (long i = 0; i < count; i++)
        yield i;
}

static generator(long) passed_on(long count)
{
    gen_each (long value, values(count))
        yield value;
}

long gen(long count)
{
    long sum = 0;
    gen_each (long value, values(count))
        sum += bench_opaque(value);
    return sum;
}

long gen_chain(long count)
{
    long sum = 0;
    gen_each (long value, passed_on(count))
        sum += bench_opaque(value);
    return sum;
}

long gen_far(long count)
{
    long sum = 0;
    gen_each (long value, far_values(count))
        sum += bench_opaque(value);
    return sum;
}
#endif
