/* SPDX-License-Identifier: MIT
 *
 * The events of expressions: what evaluating one does to the variables of its function. One half of
 * building a control flow graph, the other being cfg.c. Internal to flow/.
 */
#ifndef AWAITC_FLOW_EVENTS_H
#define AWAITC_FLOW_EVENTS_H

#include "flow/cfg.h"

/* A graph under construction. Events go to the end of `block`. */
struct cfg_builder {
    struct arena *arena;
    struct cfg *cfg;
    struct cfg_block *block;
    struct cfg_block *handler; /* where an error goes; NULL: out of the function */
    void (*statement)(struct cfg_builder *builder, struct stmt *stmt); /* cfg.c's, for EXPR_BLOCK */
};

/* A block in the scope, or in that of the current one; no part of the graph until it starts. */
struct cfg_block *cfg_block_new(struct cfg_builder *builder, struct scope *scope);
struct cfg_block *cfg_block_here(struct cfg_builder *builder);
/* What follows goes to `block`, which from now on is part of the graph. */
void cfg_start(struct cfg_builder *builder, struct cfg_block *block);
void cfg_edge(struct cfg_block *from, struct cfg_block *to);
/* Goes on from the current block to `block`, and starts that. */
void cfg_fall_into(struct cfg_builder *builder, struct cfg_block *block);

/* Evaluates expr for its value or its effects. */
void events_value(struct cfg_builder *builder, struct expr *expr);
/* Evaluates expr and goes to yes or no; the caller starts a block next. */
void events_condition(struct cfg_builder *builder, struct expr *expr, struct cfg_block *yes,
                      struct cfg_block *no);
/* Declares and initialises decl's variable. */
void events_declare(struct cfg_builder *builder, const struct decl *decl);
/* What a call of a generator has made in its room is there until the scope ends. */
void events_room(struct cfg_builder *builder, struct expr *expr);
/* Notes something that happens to a variable. */
void events_add(struct cfg_builder *builder, enum cfg_event_kind kind, struct var *var,
                struct expr *expr);
/* An error may come out here. */
void events_throw(struct cfg_builder *builder);
/* The function may be suspended, and an error come out of it. */
void events_await(struct cfg_builder *builder, struct expr *await);
/* Works out a size of a variably modified type. */
void events_size(struct cfg_builder *builder, const struct size *size);

#endif
