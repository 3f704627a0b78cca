/* SPDX-License-Identifier: MIT
 *
 * The functions of a program: which can be made async, and the calls of them.
 *
 * A function stays ordinary (is pinned) when it cannot be async, when its calls cannot all be
 * edited, or when it is called from one that stays ordinary. With bridges it is only the first of
 * these that pins: for the others the function is made async under another name, and one of its own
 * name, the bridge, runs that.
 */
#ifndef DIFFERENTIAL_FUNCTIONS_H
#define DIFFERENTIAL_FUNCTIONS_H

#include "ast/ast.h"

struct candidate {
    struct func *func;
    const char *name;
    const char *pinned;  /* why it stays ordinary; NULL: it does not */
    const char *bridged; /* why ordinary code has to reach it; NULL: that need not */
    bool is_async;       /* it is already */
    bool starts_tasks;   /* or calls one that does: it does not run in a task */
};

/* A call of a candidate, from a function with a tree. */
struct call {
    struct expr *expr;
    size_t caller, callee; /* candidates */
    struct span name;      /* of the callee, if it is written in the main file */
    bool is_plain;         /* cannot be awaited */
    bool needs_brackets;   /* when it gets an operator before it: `f(x).m` */
    bool is_hidden;        /* stands in a macro's body */
    bool is_fixed;         /* cannot be edited, wherever it stands */
};

struct functions {
    struct arena *arena;
    const struct unit *unit;
    VEC(struct candidate) list;
    VEC(struct call) calls;
    bool has_bridges;
    struct name_set names; /* of the candidates */
    char *known; /* for each byte of the main file: a word that begins there is none of the
                    candidates' names, or is one in a place that can be edited */
};

/* Finds the candidates, their calls, and who stays ordinary. */
void functions_find(struct functions *functions, struct arena *arena, const struct unit *unit,
                    bool has_bridges);
void functions_free(struct functions *functions);

/* Wishes that macro uses be expanded for the sake of the calls they hide, or make strings of. */
void functions_wish(const struct functions *functions, struct unit *unit);

/* The candidate of that name; list.count if there is none. */
size_t functions_named(const struct functions *functions, const char *name);
/* The same; NULL if there is none. */
struct candidate *functions_candidate(const struct functions *functions, const char *name);

/* pins.c */
void functions_pin(struct functions *functions);

/* mentions.c: pins whatever is named in a place that is not known. */
void functions_pin_mentioned(struct functions *functions);

/* Leaves the candidate ordinary, unless it is async or has a reason already. */
void candidate_pin(struct candidate *candidate, const char *reason);

/* It has to be there as an ordinary function: leaves it so, or has a bridge made. */
void functions_keep(const struct functions *functions, struct candidate *candidate,
                    const char *reason);

/* Is the call of a function that becomes async to be awaited? */
bool call_is_awaited(const struct functions *functions, const struct call *call);

/* bridges.c: can there be a bridge? */
bool bridge_is_possible(const struct functions *functions, const struct candidate *candidate);

#endif
