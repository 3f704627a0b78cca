/* SPDX-License-Identifier: MIT
 *
 * The user's text with what changes in it: a local that lives in the frame is reached through it,
 * an expression that was computed into a temp is that temp, spawn and async_run are calls.
 */
#ifndef AWAITC_EMIT_RENDER_H
#define AWAITC_EMIT_RENDER_H

#include "base/diag.h"
#include "emit/out.h"
#include "lower/machine.h"

/* Emission of one function. */
struct emitter {
    struct unit *unit;
    struct diag *diag;
    struct out *out;
    struct func *func;
    struct machine *machine; /* NULL in an ordinary function */
    struct exit *active;     /* what has to be done when all is left from here */
    void (*block)(struct emitter *e, struct stmt *stmt); /* writes the block of an EXPR_BLOCK; NULL
                                                            in an ordinary function: it is copied */
};

/* Copies [begin, end) of the function's source. */
void render_copy(struct emitter *e, unsigned begin, unsigned end);

/* Copies [begin, end), in which the expressions lie, with what is left of them in their stead. */
void render_around(struct emitter *e, unsigned begin, unsigned end, struct expr **exprs,
                   unsigned count);

/* What is left of an expression. is_self: write it out even if a temp stands for it. */
void render_expr(struct emitter *e, struct expr *expr, bool is_self);

/* The same where an assignment takes it: a comma gets parentheses. */
void render_value(struct emitter *e, struct expr *expr, bool is_self);

/* Does [begin, end) hold a preprocessor directive? Then it cannot be taken apart: reports it. */
bool render_refuses_directive(struct emitter *e, unsigned begin, unsigned end);

/* The function that a spawn starts, as debug mode calls the task; and the name of the site that
 * says so, and where. */
const char *render_started(const struct expr *start);
const char *render_spawn_site(struct arena *arena, const struct func *func,
                              const struct expr *start);

/* What the names of the functions that a spawn or an async_run becomes begin with. */
const char *render_start_name(struct arena *arena, const struct func *func,
                              const struct expr *start);

#endif
