/* SPDX-License-Identifier: MIT
 *
 * The control flow graph of one function: blocks of events in the order of evaluation.
 *
 * Requires: a func from front/, checked. Leaves: blocks whose events say what happens to the
 * function's variables, in an order that every way of evaluating the expression agrees with:
 * operands left to right, the awaits among them, a call's effects after its arguments, an
 * assignment after its value.
 */
#ifndef AWAITC_FLOW_CFG_H
#define AWAITC_FLOW_CFG_H

#include "ast/ast.h"
#include <stdio.h>

enum cfg_event_kind {
    CFG_DECLARE, /* var's life begins (again): it holds nothing, nobody has its address */
    CFG_USE,     /* var may be read, in whole or part */
    CFG_DEFINE,  /* var is overwritten as a whole */
    CFG_TOUCH,   /* var may be written, in part or perhaps */
    CFG_BORROW,  /* var's address gets out */
    CFG_KEEP,    /* var is needed until its scope ends */
    CFG_AWAIT    /* the call may be suspended here: expr */
};

struct cfg_event {
    enum cfg_event_kind kind;
    struct var *var;
    struct expr *expr;
};

struct cfg_block {
    VEC(struct cfg_event) events;
    VEC(struct cfg_block *) next;
    struct scope *scope; /* whose variables (and those of its parents) exist here */
    unsigned index;
};

struct cfg {
    VEC(struct cfg_block *) blocks; /* the first is the entry */
};

struct cfg *cfg_build(struct arena *arena, struct func *func);
void cfg_free(struct cfg *cfg);
/* The graph in readable lines, for --dump=cfg. */
void cfg_dump(const struct func *func, const struct cfg *cfg, FILE *out);
/* "name#index", as in both dumps of flow/. */
void cfg_dump_var(const struct var *var, FILE *out);

#endif
