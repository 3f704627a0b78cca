/* SPDX-License-Identifier: MIT
 *
 * libuv: callbacks, no tasks; so only the timers, that expire and that are closed before.
 */
#include "bench.h"
#include <stdlib.h>
#include <uv.h>

static long total;

static void on_timer(uv_timer_t *timer)
{
    total += (long)timer->data;
    uv_close((uv_handle_t *)timer, NULL);
}

long timers(long count)
{
    uv_loop_t *loop = uv_default_loop();
    uv_timer_t *all = malloc(count * sizeof *all);
    for (long i = 0; i < count; i++) {
        uv_timer_init(loop, &all[i]);
        all[i].data = (void *)i;
        uv_timer_start(&all[i], on_timer, (uint64_t)(bench_random() * 1000), 0);
    }
    uv_run(loop, UV_RUN_DEFAULT);
    free(all);
    return total;
}

static void on_close(uv_handle_t *timer)
{
    total += (long)timer->data;
}

long cancel(long count)
{
    uv_loop_t *loop = uv_default_loop();
    uv_timer_t *all = malloc(count * sizeof *all);
    total = 0;
    for (long i = 0; i < count; i++) {
        uv_timer_init(loop, &all[i]);
        all[i].data = (void *)i;
        uv_timer_start(&all[i], on_timer, 1000000 + (uint64_t)(i % 7) * 1000, 0);
    }
    uv_run(loop, UV_RUN_NOWAIT);
    for (long i = 0; i < count; i++)
        uv_close((uv_handle_t *)&all[i], on_close);
    uv_run(loop, UV_RUN_DEFAULT);
    free(all);
    return total;
}
