/* SPDX-License-Identifier: MIT
 *
 * What has to be done when blocks are left, in whatever way: the functions of
 * __attribute__((cleanup)) are called, the memory of arrays of variable size is given back, defers
 * run, tasks are joined. Each such thing is an *exit*, and is done at the end of the statement that
 * it belongs to, its *section*: from the last declaration back.
 *
 * A section is *heavy* when something in it may suspend or is too large to be there more than once.
 * It stands in the code once, then; whoever leaves by it notes its *way*, and goes on from the
 * section's end. The exits of other sections are written out at each jump that leaves by them, and
 * once more for errors.
 *
 * Requires: a checked tree. Leaves: stmt.active, stmt.until, stmt.section; var.is_apart; variables
 * of the machine's own and the suspensions of joins, among func.vars and func.awaits.
 */
#ifndef AWAITC_FLOW_EXITS_H
#define AWAITC_FLOW_EXITS_H

#include "ast/ast.h"

enum exit_kind {
    EXIT_CLEANUP,  /* var: its function is called */
    EXIT_MEMORY,   /* var: an array of variable size */
    EXIT_DEFER,    /* stmt */
    EXIT_TASKS,    /* owned by a block: are joined; owner */
    EXIT_OWNER,    /* those of the call */
    EXIT_TIMEOUT,  /* stmt */
    EXIT_CATCH,    /* the record of an error, var, is released */
    EXIT_EACH,     /* the generator var is freed */
    EXIT_TRY,      /* where errors end: stmt. Does nothing, and is in no section */
    EXIT_DEFERRED, /* the same, of the statement of a defer: stmt */
};

struct exit {
    enum exit_kind kind;
    struct exit *outer; /* the one before it; NULL: none */
    struct section *section;
    struct var *var;
    struct var *held; /* EXIT_DEFER, EXIT_EACH of await_each: the error in flight meanwhile */
    struct var *more; /* EXIT_EACH of await_each: is there another value? */
    struct stmt *stmt;
    const char *member;  /* EXIT_TIMEOUT: filled in by lower/ */
    struct owner *owner; /* EXIT_TASKS, EXIT_OWNER */
    struct expr *join;   /* the suspension of a join, or of closing an async generator */
    const char *label;
    struct cfg_block *block; /* filled in by cfg_build(): where it, or what catches, begins */
    bool is_target;          /* filled in by emit/: something jumps to it */
    bool goes_on; /* a join: what is done behind it on some way out may await. A request to cancel
                     that comes meanwhile is put off to the end of the way */
};

/* The tasks that one block, or one call, owns: a member of the frame. */
struct owner {
    const char *member; /* filled in by lower/ */
    bool is_of_call;
};

struct section {
    struct stmt *stmt;
    struct exit *outer; /* what is active around it */
    bool is_heavy;
    unsigned number;
    struct var *way; /* is_heavy */
    VEC(struct stmt *)
    jumps; /* is_heavy: those that leave by it. Their ways count from FIRST_WAY */
};

enum { WAY_THROWN, WAY_END, FIRST_WAY };

void exits_find(struct unit *unit, struct func *func);

/* The spawn in a declaration that owns its task. */
struct expr *exits_owned_spawn(struct expr *init);

/* Does leaving by this jump, or at the end of this statement, do anything? */
bool exits_any(const struct stmt *stmt);

/* The way of a jump that leaves by the section. */
int exits_way(const struct section *section, const struct stmt *jump);

/* Does the jump lead to a place between two exits of the section? */
bool exits_ends_inside(const struct section *section, const struct stmt *jump);

/* Is there a join with goes_on between the two? */
bool exits_put_off(const struct exit *active, const struct exit *until);

/* The first heavy section that the jump leaves by; NULL: none. */
struct section *exits_first_heavy(const struct stmt *jump);

/* Does a try stand in a defer? */
bool exits_in_defer(const struct stmt *stmt);

/* Where an error goes that is thrown with `active` outermost: an EXIT_TRY, an EXIT_DEFERRED, an
 * exit of a heavy section; NULL: out of the function. */
struct exit *exits_handler(struct exit *active);

#endif
