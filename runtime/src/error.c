/* SPDX-License-Identifier: MIT
 *
 * Throwing: records of errors from a pool of the thread, and their tracebacks.
 */
#include "error.h"
#include "loop.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* What async_error() has left for the throw that follows it. */
struct pending {
    int code;
    char message[ASYNC_MESSAGE_SIZE];
};

#ifdef ASYNC_NO_THREADS
static struct async_error *pool;
static struct pending pending;
#else
static _Thread_local struct async_error *pool;
static _Thread_local struct pending pending;
#endif

static const struct async_trace no_trace;

/* ---- errors without a record ---- */

enum { BARE = 1, BARE_REQUEST = 2, BARE_SHIFT = 2 };

static bool is_bare(const struct async_error *error)
{
    return (uintptr_t)error & BARE;
}

struct async_error *error_bare(int code)
{
    return (struct async_error *)((uintptr_t)(unsigned)code << BARE_SHIFT | BARE);
}

/* ---- records ---- */

static struct async_error *take_record(void)
{
    struct async_error *error = pool;
    if (!error)
        return memory_resize(NULL, sizeof *error);
    pool = error->next;
    return error;
}

struct async_error *error_new(int code)
{
    if (code == 0)
        code = EINVAL;
    struct async_error *error = code == ASYNC_CLOSED ? NULL : take_record();
    if (!error) /* of a generator's end nobody wants to know where it was asked for */
        return error_bare(code);
    error->code = code;
    error->is_request = false;
    error->shares = 0;
    error->message[0] = 0;
    error->trace.passed = 0;
    if (pending.code == code)
        memcpy(error->message, pending.message, sizeof pending.message);
    pending.code = 0;
    return error;
}

static unsigned sites_kept(const struct async_trace *trace)
{
    const unsigned room = ASYNC_TRACE_FIRST + ASYNC_TRACE_LAST;
    return trace->passed < room ? trace->passed : room;
}

struct async_error *error_copy(const struct async_error *error)
{
    if (is_bare(error))
        return (struct async_error *)error;
    struct async_error *copy = take_record();
    if (!copy)
        return error_bare(error->code);
    copy->code = error->code;
    copy->is_request = false;
    copy->shares = 0;
    strcpy(copy->message, error->message);
    copy->trace.passed = error->trace.passed;
    memcpy(copy->trace.sites, error->trace.sites,
           sites_kept(&error->trace) * sizeof error->trace.sites[0]);
    return copy;
}

void error_free(struct async_error *error)
{
    if (!error || is_bare(error))
        return;
    if (error->shares) {
        error->shares--;
        return;
    }
    if (!loop_here) { /* nobody would close the pool */
        memory_resize(error, 0);
        return;
    }
    error->next = pool;
    pool = error;
}

struct async_error *error_replace(struct async_error *error, int code)
{
    if (is_bare(error))
        return error_bare(code);
    if (error->shares) {
        struct async_error *other = error_copy(error);
        error_free(error);
        return error_replace(other, code);
    }
    error->code = code;
    error->is_request = false;
    error->message[0] = 0;
    return error;
}

bool error_is_request(const struct async_error *error)
{
    return is_bare(error) ? (uintptr_t)error & BARE_REQUEST : error->is_request;
}

struct async_error *error_of_request(struct async_error *error)
{
    if (is_bare(error))
        return (struct async_error *)((uintptr_t)error | BARE_REQUEST);
    error->is_request = true;
    return error;
}

void error_pool_close(void)
{
    for (struct async_error *error; (error = pool);) {
        pool = error->next;
        memory_resize(error, 0);
    }
}

/* ---- what generated code calls ---- */

int async_error(int code, const char *message)
{
    pending.code = code ? code : EINVAL;
    snprintf(pending.message, sizeof pending.message, "%s", message ? message : "");
    return pending.code;
}

async_status async_throw(struct async_task *task, int code, const struct async_site *site)
{
    task->thrown = error_new(code);
    if (site)
        async_trace(task, site);
    return ASYNC_THROWN;
}

async_status async_throw_no_memory(struct async_task *task)
{
    return async_throw(task, ENOMEM, NULL);
}

void async_defer_failed(struct async_task *task, struct async_error *held)
{
    struct async_error *second = task->thrown;
    if (!held)
        return;
    if (second == ASYNC_FINAL) {
        async_release(task, held);
        return;
    }
    if (async_code(second) != ECANCELED)
        report(ASYNC_REPORT_SECOND_ERROR, second,
               "an error left a defer and was dropped, because "
               "another one was on its way");
    async_release(task, second);
    task->thrown = held;
}

int async_code(const struct async_error *error)
{
    return is_bare(error) ? (int)((uintptr_t)error >> BARE_SHIFT) : error->code;
}

struct async_caught async_caught_of(const struct async_error *error)
{
    if (is_bare(error))
        return (struct async_caught){async_code(error), "", &no_trace};
    return (struct async_caught){error->code, error->message, &error->trace};
}

async_status async_rethrow(struct async_task *task, struct async_error **caught)
{
    task->thrown = *caught;
    if (!is_bare(*caught))
        (*caught)->shares++;
    return ASYNC_THROWN;
}

void async_release(struct async_task *task, struct async_error *error)
{
    bool is_shared = is_bare(error) ? task->thrown == error : error && error->shares;
    if (error && error_is_request(error) && !is_shared)
        node_request_over(node_at(task));
    error_free(error);
}

/* ---- tracebacks ---- */

const struct async_site *async_trace_site(const struct async_trace *trace, unsigned i)
{
    if (i >= trace->passed)
        return NULL;
    if (i >= ASYNC_TRACE_FIRST && i + ASYNC_TRACE_LAST < trace->passed)
        return NULL;
    return trace->sites[i < ASYNC_TRACE_FIRST ? i : ASYNC_TRACE_FIRST + i % ASYNC_TRACE_LAST];
}

/* Where the text goes on, and how much of it is left. */
struct text {
    char *at;
    size_t room, length;
};

static void put(struct text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void put(struct text *text, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int written = vsnprintf(text->at, text->room, format, arguments);
    va_end(arguments);
    size_t step = written > 0 ? (size_t)written : 0;
    text->length += step;
    if (step > text->room)
        step = text->room;
    text->at = text->at ? text->at + step : NULL;
    text->room -= step;
}

size_t async_trace_text(const struct async_trace *trace, char *text, size_t size)
{
    struct text out = {text, size, 0};
    for (unsigned i = 0; i < trace->passed; i++) {
        const struct async_site *site = async_trace_site(trace, i);
        if (site) {
            put(&out, "    %s %s (%s:%u)\n", i ? "awaited by" : "in", site->function, site->file,
                site->line);
            continue;
        }
        unsigned kept_again = trace->passed - ASYNC_TRACE_LAST;
        put(&out, "    ... %u more\n", kept_again - i);
        i = kept_again - 1;
    }
    if (size)
        text[out.length < size ? out.length : size - 1] = 0;
    return out.length;
}

const char *async_error_name(int code)
{
    return code == ASYNC_CLOSED ? "the generator was closed" : strerror(code);
}
