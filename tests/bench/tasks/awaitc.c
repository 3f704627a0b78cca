/* SPDX-License-Identifier: MIT
 *
 * Async C on libasync.
 */
#include "bench.h"
#include <async.h>
#include <stdlib.h>

static async long child(long i)
{
    await async_yield();
    return i;
}

/* Runs the tasks first .. first + count - 1 at once and gives the sum of what they return. */
static async long spawn_and_join(long first, long count)
{
    future(long) *children = malloc(count * sizeof *children);
    for (long i = 0; i < count; i++)
        children[i] = spawn(child(first + i));
    long sum = 0;
    for (long i = 0; i < count; i++)
        sum += *await children[i];
    free(children);
    return sum;
}

static async long all_batches(long count)
{
    long sum = 0;
    for (long first = 0; first < count; first += BENCH_BATCH)
        sum += await spawn_and_join(first, BENCH_BATCH);
    return sum;
}

long spawn_batches(long count)
{
    return async_run(all_batches(count));
}

long spawn_all(long count)
{
    return async_run(spawn_and_join(0, count));
}

static long total;

static async int closed_gate(void)
{
    await async_sleep(1e-9);
    return 0;
}

static async void wait_at(future(int) gate, long i)
{
    char locals[BENCH_LOCALS];
    bench_fill(locals, i);
    await gate;
    total += bench_check(locals);
}

static async long all_idle(long count)
{
    future(int) gate = spawn(closed_gate());
    for (long i = 0; i < count; i++)
        spawn(wait_at(gate, i));
    await gate;
    await async_yield();
    return total;
}

long idle(long count)
{
    return async_run(all_idle(count));
}

static async long sleep_for(double time, long i)
{
    await async_sleep(time);
    return i;
}

static async long all_timers(long count)
{
    future(long) *children = malloc(count * sizeof *children);
    for (long i = 0; i < count; i++)
        children[i] = spawn(sleep_for(bench_random(), i));
    long sum = 0;
    for (long i = 0; i < count; i++)
        sum += *await children[i];
    free(children);
    return sum;
}

long timers(long count)
{
    return async_run(all_timers(count));
}

/* A future for each way; who has read one puts a new one in its place. */
struct channel {
    future(long) there, back;
};

static long take(future(long) * slot)
{
    long value = **slot;
    future_free(*slot);
    *slot = future_new(long);
    return value;
}

static async void answer(struct channel *channel, long count)
{
    for (long i = 0; i < count; i++) {
        await channel->there;
        future_set(channel->back, take(&channel->there));
    }
}

static async long exchange(long count)
{
    struct channel channel = {future_new(long), future_new(long)};
    future(void) other = spawn(answer(&channel, count));
    long sum = 0;
    for (long i = 0; i < count; i++) {
        future_set(channel.there, i);
        await channel.back;
        sum += take(&channel.back);
    }
    await other;
    future_free(channel.there);
    future_free(channel.back);
    return sum;
}

long ping_pong(long count)
{
    return async_run(exchange(count));
}

static async void sleep_long(long i)
{
    defer total += i;
    await async_sleep(1000 + (double)(i % 7));
}

static async void cancel_each(long count)
{
    future(void) *sleepers = malloc(count * sizeof *sleepers);
    for (long i = 0; i < count; i++)
        sleepers[i] = spawn(sleep_long(i));
    await async_yield();
    for (long i = 0; i < count; i++)
        future_cancel(sleepers[i]);
    free(sleepers);
}

static async long all_cancelled(long count)
{
    total = 0;
    await cancel_each(count);
    return total;
}

long cancel(long count)
{
    return async_run(all_cancelled(count));
}
