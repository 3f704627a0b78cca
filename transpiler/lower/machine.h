/* SPDX-License-Identifier: MIT
 *
 * The machine of one async function: its body with the awaits taken out of expressions, and its
 * frame. Data only; emit/ makes text of it.
 *
 * The statements stay the user's tree. A statement that has to change (stmt.is_changed) owns a
 * `struct lowered`: the steps to be run before what is left of its expressions. A step computes a
 * temp, runs an await, or decides which steps to run; expr.temp says what stands for an expression
 * from then on.
 */
#ifndef AWAITC_LOWER_MACHINE_H
#define AWAITC_LOWER_MACHINE_H

#include "ast/ast.h"
#include "flow/frame.h"

/* A value that the machine computes ahead of the place it is used in: a C local of the run
 * function, saved in the frame where it lives across an await. */
struct temp {
    const char *name;
    struct type *type;
    struct type *as;    /* variably modified, of the value, when type is void *; else NULL */
    const char *member; /* of the frame; NULL: lives across no await */
    bool is_resident;   /* its address is used: lives in the frame only */
    unsigned index;     /* in machine.temps */
};

enum step_kind {
    STEP_EVAL,     /* temp = expr; or just expr, when temp is NULL */
    STEP_AWAIT,    /* expr is the EXPR_AWAIT */
    STEP_IF,       /* if (expr) then else other */
    STEP_GEN,      /* temp = a call that resumes a generator, EXPR_GEN */
    STEP_SPAWN,    /* temp = EXPR_SPAWN, for which there may be no memory */
    STEP_DELEGATE, /* temp = EXPR_YIELD_FROM */
    STEP_BLOCK /* the statements of expr, an EXPR_BLOCK; its value goes to temp, if there is one */
};

struct steps {
    VEC(struct step) list;
};

struct step {
    enum step_kind kind;
    struct expr *expr;
    struct temp *temp;
    int constant;    /* STEP_EVAL without expr: temp = constant */
    bool as_truth;   /* STEP_EVAL: temp = (expr) != 0 */
    bool is_negated; /* STEP_IF: if (!(expr)) */
    struct steps then, other;
};

/* STEP_EVAL: is expr the very thing that its temp stands for, so that it has to be written out
 * here? */
bool step_renders_itself(const struct step *step);

/* What a changed statement needs. Which parts there are goes by its kind: one for the expression of
 * most; one for each declarator; for STMT_FOR the condition's and the step's. */
struct lowered {
    struct steps *parts;
    struct temp *value;         /* STMT_EXPR: where the value goes, which an EXPR_BLOCK gives */
    const char *continue_label; /* of a loop whose `continue` has to jump there; NULL: not needed */
};

enum await_how {
    AWAIT_EMBEDDED, /* a callee whose frame is a member of this one */
    AWAIT_LEAF,     /* one of the runtime's own */
    AWAIT_BOXED,  /* from another file, through a pointer, recursive: frame from the task's stack */
    AWAIT_FUTURE, /* a handle */
    AWAIT_JOIN,   /* the tasks of a block, or of the call, at its end */
    AWAIT_YIELD,  /* a yield or yield_from */
    AWAIT_NEXT    /* the next value of an async generator, in await_each; or its end there */
};

struct await {
    struct expr *expr;
    enum await_how how;
    struct function *callee; /* EMBEDDED, LEAF */
    unsigned line;
    const char *state;      /* its enumerator and label */
    const char *member;     /* of the callee's frame, or of the slot for a boxed callee's value */
    struct type *type;      /* of the value; TYPE_VOID: none */
    struct temp *result;    /* NULL: no value, or nobody wants it */
    VEC(struct var *) vars; /* saved while it is suspended */
    VEC(struct temp *) temps;
};

/* One member of the frame. Just one of the pointers is set. */
struct frame_part {
    struct var *var;
    struct temp *temp;
    struct await *await;
    struct owner *owner;
    struct exit *timeout;
    const char *member;
};

struct machine {
    struct func *func;
    struct await *awaits; /* [func.awaits.count] */
    VEC(struct temp *) temps;
    VEC(struct span) sites;   /* of what may throw, apart from awaits */
    struct frame_part *parts; /* by the items of layout */
    unsigned part_count;
    struct frame_node *layout; /* NULL: nothing is kept */
    unsigned long size, align; /* estimated, of the whole frame */
    unsigned begins;           /* offset in the main file from which the frame can be declared */

    bool has_owner;   /* spawns tasks */
    bool is_embedded; /* some caller has its frame inside: needs `ret` and a resume function */
    bool is_boxed;    /* is called through its symbol */
    bool is_laid_out; /* false: is being lowered still, as a callee of itself */
    bool is_declared; /* filled in by emit/: the frame was written */
    bool shares_ret;  /* ret may share storage with what is kept */

    /* names that the program does not use */
    const char *frame, *at, *task, *ret, *status; /* locals of the run function */
    const char *core;                             /* of a generator */
    const char *leave; /* the label at which all awaits leave; NULL: each leaves where it stands */
    const char *stack; /* the task that arrays of variable size get their memory from */
    const char *state_member, *ret_member, *owner_member;
    const char **inputs; /* [param_count]: the run function's parameter; for aggregates a pointer */
};

#endif
