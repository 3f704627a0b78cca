/* SPDX-License-Identifier: MIT
 *
 * <async/error.h>: errors as the user sees them, part of <async.h>. An error is an errno value,
 * perhaps with a message, thrown by `throw` or by a cancellation (ECANCELED). It carries its await
 * traceback: where it was thrown, and each await that it passed on its way out.
 */
#ifndef ASYNC_ERROR_H
#define ASYNC_ERROR_H

#include <async/types.h>

#define ASYNC_MESSAGE_SIZE 128 /* longer messages are cut */

/* `throw async_error(EPROTO, "no greeting");`: the code, for throw, future_fail and gen_throw,
 * which take the message (copied here) along. Nobody owns strings. A code of 0 becomes EINVAL. */
extern int async_error(int code, const char *message);

/* Thrown at the yield of a generator that is closed. No errno value. Python's GeneratorExit. */
#define ASYNC_CLOSED 0x434c

/* A place in the user's source, of static storage. */
struct async_site {
    const char *function, *file;
    unsigned line;
};

/* The places that an error passed, the innermost first. Of a longer one the first
 * ASYNC_TRACE_FIRST and the last ASYNC_TRACE_LAST are kept. For async_trace_site and
 * async_trace_text to read. */
#define ASYNC_TRACE_FIRST 24
#define ASYNC_TRACE_LAST  8

struct async_trace {
    unsigned passed; /* so many it were */
    const struct async_site *sites[ASYNC_TRACE_FIRST + ASYNC_TRACE_LAST];
};

/* The i-th place; NULL for one that was not kept, and beyond the end. */
extern const struct async_site *async_trace_site(const struct async_trace *trace, unsigned i);

/* Writes a line for each place, as the reports do, cut to size with its final 0. Gives the length
 * that the whole text has, as snprintf does. */
extern async_size async_trace_text(const struct async_trace *trace, char *text, async_size size);

/* The text of a code: strerror, and the name of ASYNC_CLOSED. */
extern const char *async_error_name(int code);

/* What async_caught() gives in a catch block; good until the block ends. Python's sys.exception. */
struct async_caught {
    int code;            /* the errno value */
    const char *message; /* of async_error(), or "" */
    const struct async_trace *trace;
};

/* ---- reports ----
 *
 * What went wrong where no code can be told of it is reported. asyncio's exception handler.
 */

enum async_report_kind {
    ASYNC_REPORT_UNCOLLECTED,    /* a task, future or generator failed, and nobody asked for it */
    ASYNC_REPORT_SECOND_ERROR,   /* an error left a defer while another one was in flight */
    ASYNC_REPORT_SECOND_OUTCOME, /* future_set or future_fail of a future that has its outcome */
    ASYNC_REPORT_MAIN,           /* an error left async int main */
    ASYNC_REPORT_DEADLOCK,       /* nothing can ever wake what async_run runs */
    ASYNC_REPORT_DEBUG           /* of debug mode: see async/debug.h */
};

struct async_report {
    enum async_report_kind kind;
    int code;                        /* of the error, or 0 */
    const char *message;             /* of the error, or "" */
    const struct async_trace *trace; /* of the error, or where a task stands; or NULL */
    const char *text;                /* what would go to standard error, without the traceback */
};

typedef void async_unhandled_fn(const struct async_report *report, void *arg);

/* From now on this thread's reports go to report(what, arg), NULL: to standard error again. It must
 * not throw, and must not free what is reported. loop.set_exception_handler. */
extern void async_on_unhandled(async_unhandled_fn *report, void *arg);

/* Why the last async_run() of this thread gave nothing: the code of the error that left the
 * function (also in errno then), or 0. */
extern int async_run_error(void);

#endif
