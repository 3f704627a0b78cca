/* SPDX-License-Identifier: MIT
 *
 * Reports of what no code can be told of: to the user's handler, or to standard error.
 */
#include "error.h"
#include "loop.h"

#include <stdio.h>
#include <string.h>

struct handler {
    async_unhandled_fn *report;
    void *arg;
};

#ifdef ASYNC_NO_THREADS
static struct handler handler;
#else
static _Thread_local struct handler handler;
#endif

void async_on_unhandled(async_unhandled_fn *function, void *arg)
{
    handler = (struct handler){function, arg};
}

static void print(const struct async_report *what)
{
    char trace[4096] = "";
    if (what->trace)
        async_trace_text(what->trace, trace, sizeof trace);
    if (what->code)
        fprintf(stderr, "async: %s: %s%s%s\n%s", what->text, async_error_name(what->code),
                what->message[0] ? ": " : "", what->message, trace);
    else
        fprintf(stderr, "async: %s\n%s", what->text, trace);
}

static void tell(struct async_report *what, const char *format, va_list arguments)
{
    char text[1024];
    vsnprintf(text, sizeof text, format, arguments);
    what->text = text;
    if (handler.report)
        handler.report(what, handler.arg);
    else
        print(what);
}

void report(enum async_report_kind kind, const struct async_error *error, const char *format, ...)
{
    struct async_report what = {.kind = kind, .message = ""};
    if (error) {
        struct async_caught caught = async_caught_of(error);
        what.code = caught.code;
        what.message = caught.message;
        what.trace = caught.trace;
    }
    va_list arguments;
    va_start(arguments, format);
    tell(&what, format, arguments);
    va_end(arguments);
}

void report_at(enum async_report_kind kind, const struct async_trace *trace, const char *format,
               ...)
{
    struct async_report what = {.kind = kind, .message = "", .trace = trace};
    va_list arguments;
    va_start(arguments, format);
    tell(&what, format, arguments);
    va_end(arguments);
}
