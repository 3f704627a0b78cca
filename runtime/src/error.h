/* SPDX-License-Identifier: MIT
 *
 * Records of errors. A record is in one of: task->thrown, a catch block's hands, the outcome of a
 * future or generator that failed. Each is owned by where it is; copies are made for each waiter.
 * Only what a catch block throws on is shared, by the block and by who catches it next.
 *
 * Without memory for a record the error is its code, shifted, with the lowest bit set, and the next
 * one if it is a request. So nothing that has to do with errors can fail.
 */
#ifndef ERROR_H
#define ERROR_H

#include "abi.h"

#include <stdint.h>

#include <stdarg.h>
#include <stdbool.h>

struct async_error {
    struct async_trace trace; /* first: see async_trace */
    struct async_error *next; /* while it is in the pool */
    int code;
    bool is_request; /* the ECANCELED that a request to cancel this task became */
    unsigned shares; /* how many own it, beside the first */
    char message[ASYNC_MESSAGE_SIZE];
};

/* An error without a record. */
extern struct async_error *error_bare(int code);

/* A record of the code, with the message that async_error() has left for it. */
extern struct async_error *error_new(int code);
extern struct async_error *error_copy(const struct async_error *error);
/* NULL is fine. */
extern void error_free(struct async_error *error);

/* Does the error say that its task was asked to end? The same error, which says so then. */
extern bool error_is_request(const struct async_error *error);
extern struct async_error *error_of_request(struct async_error *error);

/* Replaces the code and keeps the traceback; the record may be another one then. */
extern struct async_error *error_replace(struct async_error *error, int code);

/* The pool of the thread is given back when its last loop closes. */
extern void error_pool_close(void);

/* ---- reports ---- */

/* error: NULL if the report is not about one. */
extern void report(enum async_report_kind kind, const struct async_error *error, const char *format,
                   ...) __attribute__((format(printf, 3, 4)));

/* Of no error; trace: where a task stands. */
extern void report_at(enum async_report_kind kind, const struct async_trace *trace,
                      const char *format, ...) __attribute__((format(printf, 3, 4)));

#endif
