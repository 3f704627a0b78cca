/* SPDX-License-Identifier: MIT
 *
 * What the stages after front/ know of a translation unit: its async functions and generators (and
 * those ordinary functions that spawn or run one) as trees of statements and expressions, each with
 * the span of source it came from. Everything else stays text.
 *
 * The tree follows C's meaning, not its spelling: implicit conversions are dropped (an array's or a
 * function's decay shows only in where it stands), and an await of `c ? f() : g()`, of a comma or
 * of parentheses has been moved in to the calls: under EXPR_AWAIT stands a call of an async
 * function or a handle, nothing else.
 *
 * Everything is allocated in the unit's arena, the lists too: nothing is pushed to them once front/
 * is done. Indexes count from 0 within their function.
 */
#ifndef AWAITC_AST_H
#define AWAITC_AST_H

#include "base/arena.h"
#include "base/source.h"
#include "base/str.h"
#include "base/vec.h"
#include <stdbool.h>
#include <stdio.h>

/* ---- types ---- */

enum { FRAME_ALIGN = 16 /* of what the runtime gives frames and tasks */ };

enum type_kind { TYPE_VOID, TYPE_SCALAR, TYPE_AGGREGATE, TYPE_ARRAY, TYPE_FUNCTION };

struct type {
    enum type_kind kind; /* TYPE_SCALAR: arithmetic, enum, pointer; AGGREGATE: struct, union */
    const char *prefix,
        *suffix; /* `prefix NAME suffix` declares NAME: "int (*", ")[3]"; see type_declare */
    unsigned long size, align; /* for the target clang was told; 0: unknown or incomplete */
    unsigned begins;       /* offset in the main file from which the spelling is valid; 0: always */
    bool is_const;         /* the object is const (for an array: its elements) */
    bool has_const;        /* is_const, or a member at any depth is const: cannot be assigned */
    bool is_volatile;      /* volatile or _Atomic */
    bool is_variable;      /* variably modified: a VLA, or a pointer to one */
    struct type *erased;   /* is_variable, of an object: what of it is kept in a frame */
    bool is_local;         /* the spelling needs a type of block scope or without a name */
    bool is_raised;        /* align is more than the type's own: an object declared so */
    const char *alignment; /* is_raised: C that says what it is aligned to; NULL: align does */
    bool is_handle;        /* a future(T) */
    bool is_generator;     /* a generator(T) */
    bool is_async;         /* TYPE_FUNCTION: of an async function */
    struct type *value;    /* of an rvalue of it: unqualified and decayed; itself if it is that */
    struct type *result;   /* TYPE_FUNCTION: what it returns; a pointer or handle: the pointee */
    struct type **params;  /* TYPE_FUNCTION with a prototype: adjusted and unqualified */
    unsigned param_count;
};

/* `T name`, as a declaration without its semicolon. */
const char *type_declare(struct arena *arena, const struct type *type, const char *name);
/* The type without a name, as in a cast. */
const char *type_name(struct arena *arena, const struct type *type);
/* The type `T *`. */
struct type *type_pointer_to(struct arena *arena, struct type *type);
struct type *type_void(void);
struct type *type_int(void);
struct type *type_bool(void);

/* ---- functions and variables ---- */

/* An async function that is called, spawned or defined, or a function whose result is a
 * generator(T); one for each name. */
struct function {
    const char *name;
    const char *stem; /* what names that are written for it begin with: its own, but if the program
                         has some of these */
    struct type *type, *result; /* result: unqualified */
    struct type **params;       /* adjusted (arrays to pointers), unqualified */
    unsigned param_count;
    bool is_static;
    bool is_inline; /* a declaration says so */
    bool is_ours;   /* a definition here makes the symbol, if it is not static: it is no mere inline
                       definition */
    bool is_main;
    bool is_async;     /* says so; with is_generator: an async generator, whose call is an
                          ordinary one */
    bool is_generator; /* its definition is here, and yields; else the result is handed on */
    const char
        *leaf_frame; /* the runtime's own: the type of its frame, "struct async_io"; else NULL */
    struct func *definition; /* in this translation unit; else NULL */
    struct span first;       /* its first declaration */
    const char *attributes;  /* for what has code of the body, with a blank behind; NULL */
    const char *visibility;  /* of what other files see: "hidden"; NULL: not said */
};

/* An ordinary function, or an object that is not a var, as far as a rule asks. */
struct named {
    const char *name;
    bool is_system;     /* declared in a system header */
    bool never_returns; /* a function that is said not to */
};

struct scope {
    struct scope *parent; /* NULL: the function's parameters */
    unsigned index, depth;
    bool has_await; /* it, or one inside of it, holds an await */
};

enum var_kind {
    VAR_PARAM,
    VAR_LOCAL,   /* automatic */
    VAR_LITERAL, /* the object of a compound literal; lives as long as its block */
    VAR_OWN,     /* the machine's own: a size in a variably modified type, a way out of a block */
    VAR_ROOM,    /* likewise: the memory of a generator */
    VAR_TYPE     /* a variably modified type that a block names */
};

/* An object with automatic storage. Statics and externs are none of ours. */
struct var {
    enum var_kind kind;
    const char *name; /* NULL for VAR_LITERAL and parameters without a name */
    struct type *type;
    struct scope *scope; /* the innermost that encloses the declaration */
    struct span span;    /* of the name in its declaration; of the compound literal */
    unsigned index;      /* in func.vars */
    const char *cleanup; /* the function that is called when its block is left; NULL: none */
    bool is_apart;       /* C's own way of ending its life will not do: it is taken apart */

    bool is_maybe_unused; /* an attribute says so */
    bool is_hidden;       /* filled in by flow/hidden: an inner scope declares its name anew */
    /* filled in by flow/live */
    bool is_written;   /* somewhere; a parameter anew */
    bool is_addressed; /* its address is taken somewhere, in whatever way */
    bool
        is_resident; /* lives in the frame all the time; else it is a C local, saved where needed */
    /* filled in by lower/ */
    bool is_alone;          /* shares its storage with nothing */
    bool is_stored_once;    /* when the function begins: a parameter that keeps its value */
    const char *member;     /* of the frame struct; NULL: has no place there */
    struct var *record;     /* of a catch block's variable: the error itself */
    bool runs_bare;         /* VAR_ROOM: of a bare generator that a loop runs; see stmt_bare_call */
    struct func *generator; /* of a handle, filled in by lower/rooms: all that it ever holds is one
                               that this function made */
};

/* ---- expressions ---- */

enum expr_kind {
    EXPR_CONSTANT, /* nothing is read or done: literals, enumerators, sizeof, names of functions */
    EXPR_NAME,     /* a local: var */
    EXPR_GLOBAL,   /* an object that is not a var */
    EXPR_PAREN,    /* kids: 1. So are __extension__ and _Generic's way to its chosen arm */
    EXPR_MEMBER,   /* kids[0].x, or kids[0]->x with is_arrow */
    EXPR_INDEX,    /* kids[0][kids[1]]; kids[0] is the pointer or array, kids[1] the integer */
    EXPR_DEREF,    /* *kids[0] */
    EXPR_ADDRESS,  /* &kids[0] */
    EXPR_UNARY,    /* + - ~ ! __real __imag */
    EXPR_STEP,     /* ++ and --, before or after */
    EXPR_BINARY,   /* arithmetic, comparison, shifts, bits */
    EXPR_AND,      /* && */
    EXPR_OR,       /* || */
    EXPR_CONDITIONAL, /* kids[0] ? kids[1] : kids[2]; 2 kids: kids[0] ?: kids[1] */
    EXPR_COMMA,
    EXPR_ASSIGN,
    EXPR_ASSIGN_OP, /* kids[0] op kids[1], op as written: "+=" */
    EXPR_CAST,      /* explicit */
    EXPR_CALL,    /* kids[0] is what is called, then the arguments; function if async and by name */
    EXPR_LITERAL, /* a compound literal: kids[0] is its EXPR_INIT; var */
    EXPR_INIT,    /* an initialiser in braces: the kids are what is evaluated, as written */
    EXPR_AWAIT,   /* kids[0]: EXPR_CALL with is_async, or an expression of a handle type */
    EXPR_SPAWN,   /* spawn(kids[0]): EXPR_CALL with is_async */
    EXPR_RUN,     /* async_run(kids[0]): EXPR_CALL with is_async */
    EXPR_DETACH,  /* detach(kids[0]): EXPR_SPAWN */
    EXPR_YIELD_FROM, /* yield_from(type, kids[0]): the generator that goes on in its stead */
    EXPR_RECEIVED,   /* received(type): what was sent */
    EXPR_WAS_SENT,   /* was_sent() */
    EXPR_CAUGHT,     /* async_caught(): of the catch block whose variable var is */
    EXPR_GEN,        /* gen_next, gen_send, gen_throw, gen_close in an async function or generator:
                        op is "next", ..., the kids are the arguments */
    EXPR_BLOCK,      /* ({ ... }): block; the kids are all the expressions in it */
    EXPR_MEASURE,    /* sizeof of what has to be worked out: the kids are read for it */
    EXPR_OPAQUE /* anything else: the kids may be evaluated any number of times, in any order */
};

struct expr {
    enum expr_kind kind;
    struct span span; /* in the file, of exactly this expression when is_spelled */
    bool is_spelled;  /* false: (part of) it comes out of a macro's body, so there is no text of its
                         own */
    bool is_unevaluated; /* stands in a sizeof or the like */
    const char *text;    /* !is_spelled: C that means the same; NULL: none is known */
    bool is_list;        /* EXPR_INIT: of nothing but its kids, in their order */
    bool is_arrow, is_async, is_prefix;
    bool never_returns; /* EXPR_CALL: of a function that is said not to return */
    bool is_discarded;  /* EXPR_SPAWN: a statement of its own, or cast to void */
    bool is_owned;      /* EXPR_SPAWN: by a block */
    bool is_detached;   /* EXPR_SPAWN: by the loop */
    bool is_read;       /* a future whose value is read, which is to be checked */
    unsigned bit_width; /* EXPR_MEMBER: of a bit-field; else 0 */
    struct type *
        type; /* as clang gives it before conversions of its context (of an lvalue: the object's) */
    const char *op;  /* EXPR_UNARY, STEP, BINARY, ASSIGN_OP: the operator as written; EXPR_GEN */
    struct var *var; /* EXPR_NAME, EXPR_LITERAL, EXPR_CAUGHT */
    struct function *function; /* EXPR_CALL of an async function (is_async) or one that gives a
                                  generator, by its name; EXPR_CONSTANT naming one */
    const struct named *named; /* EXPR_GLOBAL; EXPR_CONSTANT naming an ordinary function */
    struct expr **kids;
    unsigned count;
    unsigned index;     /* EXPR_AWAIT: in func.awaits; EXPR_YIELD_FROM: in func.delegations */
    struct stmt *block; /* EXPR_BLOCK */
    unsigned joins, joins_end; /* EXPR_BLOCK: filled in by flow/exits: from which to which of
                                  func.awaits what the machine itself waits for in it is */

    /* filled in by lower/ */
    struct var *room;    /* EXPR_CALL of a generator: where it lives; NULL: on the heap */
    struct owner *owner; /* EXPR_SPAWN: filled in by flow/exits; NULL: the call's, or the loop's */
    struct expr *suspension; /* EXPR_YIELD_FROM: among func.awaits */
    struct temp *temp;       /* holds the value once it was computed: render this instead */
    struct expr *instead;    /* this operand is all that is left of it: render that instead */
    unsigned effects;        /* see lower/effects.h */
    bool is_kept; /* the object that its value is stays to the end of the full expression */
};

/* ---- statements ---- */

enum stmt_kind {
    STMT_EXPR,    /* expr */
    STMT_DECL,    /* decls */
    STMT_BLOCK,   /* body */
    STMT_IF,      /* expr, then, other (or NULL) */
    STMT_WHILE,   /* expr, then */
    STMT_DO,      /* then, expr */
    STMT_FOR,     /* init (or NULL), expr (or NULL), step (or NULL), then */
    STMT_SWITCH,  /* expr, then */
    STMT_CASE,    /* `case X:`, `case X ... Y:`: then */
    STMT_DEFAULT, /* then */
    STMT_LABEL,   /* name, then */
    STMT_GOTO,    /* name; expr, if it is computed */
    STMT_BREAK,
    STMT_CONTINUE,
    STMT_RETURN,     /* expr or NULL */
    STMT_NULL,       /* ; */
    STMT_THROW,      /* `throw expr;`; `throw;`: no expr, target is the STMT_TRY in whose catch */
    STMT_TRY,        /* `try then catch (caught) other`: both are STMT_BLOCK */
    STMT_DEFER,      /* `defer then` */
    STMT_TIMEOUT,    /* `async_timeout (expr) then`: no loop */
    STMT_YIELD,      /* `yield expr;`, or no expr */
    STMT_GEN_RETURN, /* `gen_return(expr);`, or no expr */
    STMT_EACH,  /* `gen_each (init, expr) then`, `await_each (...)` with is_async: a loop; init is
                   a STMT_DECL of one variable without initialiser */
    STMT_OPAQUE /* asm: expr is an EXPR_OPAQUE over its operands, or NULL */
};

/* A size in a declarator. */
struct size {
    struct var *var;
    struct expr *expr;
};

/* One declarator of a declaration. */
struct decl {
    struct var *var;        /* NULL: static, extern, a typedef, a function, a tag */
    struct expr *init;      /* of var; NULL: none */
    bool owns_task;         /* var is a handle, and init, parentheses aside, an EXPR_SPAWN: the
                               task belongs to the block */
    VEC(struct size) sizes; /* of a variably modified type, as they are worked out */
    struct exit *exit;      /* filled in by flow/exits: what is active from here on */
    struct span
        span; /* of the declarator with its initialiser; its begin is exact only for the first */
};

struct stmt {
    enum stmt_kind kind;
    struct span span;    /* with its semicolon */
    bool is_spelled;     /* false: begin or end come out of a macro */
    struct scope *scope; /* in which the statement stands */
    struct scope *inner; /* STMT_BLOCK, STMT_FOR, STMT_EACH: the scope it opens; STMT_TRY: that of
                            caught, around the catch block; else NULL */
    struct expr *expr;
    struct stmt *init, *then, *other;
    struct expr *step;
    const char *name;        /* of the label */
    struct span head;        /* what stands before `then`: `case 1:`, `name:`, `while (...)` */
    VEC(struct stmt *) body; /* STMT_BLOCK */
    VEC(struct decl) decls;  /* STMT_DECL */
    bool has_tag;            /* STMT_DECL: defines a struct, union or enum */
    bool is_addressed;       /* STMT_LABEL: &&name stands somewhere */
    bool is_value;           /* STMT_EXPR: the value of the EXPR_BLOCK that it ends */
    bool is_async;           /* STMT_EACH: await_each */
    bool is_at_once;         /* STMT_DEFER: stands in no block of its own, as behind `if (x)`: its
                                statement runs where it stands */
    struct var *caught;      /* STMT_TRY: the catch block's int */
    unsigned index;          /* STMT_YIELD: in func.yields */
    bool is_plain;           /* STMT_DECL: no attribute, _Alignas or register; all decls are vars */
    struct stmt *target; /* STMT_GOTO: the label; STMT_BREAK, STMT_CONTINUE: what is left or gone
                            on; STMT_THROW without expr: the STMT_TRY that caught the error */

    /* filled in by lower/ */
    bool is_changed; /* it, or something in it, cannot be copied as it stands */
    struct lowered *lowered;
    struct exit *active, *until; /* what is to be done when it is left; see flow/exits.h */
    struct section *section;     /* what is done at its end; NULL: nothing */
    struct expr *suspension;     /* STMT_YIELD, STMT_EACH: among func.awaits */
    struct exit *border;         /* STMT_TRY, STMT_DEFER: where errors out of `then` end */
};

/* ---- the unit ---- */

/* A function with a body: async, a generator, or an ordinary one that holds EXPR_SPAWN or EXPR_RUN
 * or mistakes.
 */
struct func {
    struct function *function; /* NULL: an ordinary one */
    const char *name, *stem;   /* stem: as in struct function */
    struct span span;          /* from its first specifier to the closing brace */
    struct stmt *body;         /* STMT_BLOCK */
    unsigned param_count;      /* of an async function: the first of vars */
    VEC(struct var *) vars;
    VEC(struct size) sizes;    /* of the parameters' types */
    VEC(struct expr *) awaits; /* that are evaluated, in the order of the source */
    VEC(struct stmt *) blocks; /* of every EXPR_BLOCK */
    VEC(struct expr *) starts; /* EXPR_SPAWN and EXPR_RUN, likewise */
    VEC(struct stmt *) yields; /* STMT_YIELD, likewise */
    VEC(struct expr *)
    rooms;                          /* filled in by lower/rooms: each EXPR_CALL with a room. One
                                       without kids is the "gen_each (" of an ordinary function */
    VEC(struct expr *) delegations; /* EXPR_YIELD_FROM, likewise */
    VEC(struct owner *) owners;     /* filled in by flow/exits */
    VEC(struct exit *) timeouts;    /* likewise: of each STMT_TIMEOUT */
    struct var *returned;           /* the value, while exits are on their way; NULL: never */
    VEC(struct expr *)
    names; /* every EXPR_NAME, unevaluated ones too, by place; is_spelled false: in a macro's body
            */
    size_t own_names; /* the first of names: those in the text that span is of */
    VEC(struct span)
    strung; /* macro arguments, by place, that the macro makes a string or a name of */
    unsigned scope_count;
    bool is_generator;    /* holds a yield, yield_from or gen_return; function->is_async: an async
                             one. The result's type is a generator(T) */
    struct type *yielded; /* is_generator: T, unqualified; void for generator(void) */
    bool is_bare;         /* likewise, filled in by lower/rooms: it can but yield and end */
    bool uses_errors;     /* holds a try, throw, defer, async_timeout, detach, gen_each, await_each
                             or EXPR_GEN */
    bool owns_tasks;      /* holds a decl with owns_task */
    bool keeps_macros;    /* filled in by lower/: the unit does */
    bool has_exits;       /* filled in by flow/exits: something is done when a block is left */
    bool puts_off;        /* filled in by flow/: holds a join with goes_on */
    bool names_itself;    /* __func__ or the like is used, be it in a macro */
    struct machine *machine; /* filled in by lower/ */
};

/* A declaration of a function, ordinary or async, as a tool wants to know of it. */
struct declared_function {
    const char *name;
    struct span span;  /* from its first specifier, as far as clang knows */
    struct span place; /* of the name */
    bool is_definition, is_old_style, is_variadic, is_system;
    bool has_prototype;
    unsigned param_count;
    VEC(const char *) attributes; /* their names without underscores around them */
};

/* A change of the source's text that a stage wants, because without it it has to refuse the place.
 */
enum wish_kind {
    WISH_EXPAND,       /* the uses of macros that the span begins in, ends in or holds */
    WISH_INLINE,       /* the #include, inside a function, of the file in which the span lies */
    WISH_INLINE_FILE,  /* the same, at file scope */
    WISH_CONDITIONALS, /* the preprocessor's conditionals within the span */
    WISH_MOVE_TYPES    /* the block-scope types of the function that holds the span */
};

struct wish {
    enum wish_kind kind;
    struct span span;
};

/* A set of identifiers. */
struct name_set {
    const char **slots;
    unsigned *numbers; /* [slot]: what name_set_add_free tries first behind the name; 0: 2 */
    size_t count, room;
};

/* Adds `name`, or name_2, name_3, ... whichever is none of the set's. */
const char *name_set_add_free(struct name_set *set, struct arena *arena, const char *name);
void name_set_add(struct name_set *set, struct arena *arena, const char *name, size_t size);
bool name_set_has(const struct name_set *set, const char *name);

struct unit {
    struct arena *arena;
    struct source *main;
    VEC(struct source *) sources;
    VEC(struct func *)
    funcs; /* async functions and generators, in the order of the translation unit */
    VEC(struct func *)
    plain; /* ordinary functions with a spawn or a run (and those with a mistake) */
    VEC(struct span)
    keywords; /* to be erased, by place, in all sources: each `async`, attributes that do not hold
               */
    VEC(struct span)
    prototypes; /* declarations in the main file that only declare static async functions */
    VEC(struct function *) prototyped;      /* the function each of prototypes declares */
    VEC(struct declared_function) declared; /* only when front_input.every_function asks for it */
    VEC(struct span) skipped;               /* likewise: by the preprocessor, in the main file */
    VEC(struct type_alias) aliases;         /* in the arena */
    VEC(const char *) headers;              /* every file that was read, for the depfile */
    bool checks_values;                     /* reads of futures' values: set before lowering */
    bool packs;                             /* `#pragma pack` stands somewhere */
    bool has_inlined;                       /* an #include at file scope was replaced by its file */
    VEC(struct wish) wishes;                /* in the arena */
    bool keeps_macros;       /* nothing is chosen to live in the frame that a macro's body names */
    struct name_set used;    /* identifiers that a generated name must not be */
    struct name_set macros;  /* those of them that are macros */
    struct name_set globals; /* types, objects and enumerators of the whole file */
    struct name_set own;     /* those of them that lower/ gives to each function */
};

/* Where a variable has the name of a type, the output speaks of the type by another one. */
struct type_alias {
    const char *name, *alias;
    unsigned begins; /* where in the main file the type's name is known */
};

/* The index of the first of the function's own names at or behind an offset. */
size_t func_names_from(const struct func *func, unsigned offset);

/* Does a macro make a string or a name of what stands in the span? */
bool func_strings(const struct func *func, struct span span);

/* Is it a declaration that begins with `typedef`? */
bool stmt_is_typedef(const struct stmt *stmt);

/* Prints the tree of every function: --dump=ast. */
void ast_dump(const struct unit *unit, FILE *out);

/* Adds a wish; where it cannot be granted, the error that goes with it is what the user sees. */
void unit_wish(struct unit *unit, enum wish_kind kind, struct span span);

/* Releases what is not in the arena. */
void unit_close(struct unit *unit);

/* `name`, or name_2, name_3, ... whichever the program does not use; it is used from then on. */
const char *unit_free_name(struct unit *unit, const char *name);

/* Is it an element of what its first operand is, rather than of what that points to? */
static inline bool expr_is_element(const struct expr *expr)
{
    return expr->kind == EXPR_INDEX &&
           (expr->kids[0]->type->kind == TYPE_ARRAY || expr->kids[0]->type->kind == TYPE_AGGREGATE);
}

/* The call, parentheses aside, of a generator that lives in a room; NULL: it is something else. */
struct expr *expr_in_room(struct expr *expr);

/* The same, of a bare one that a loop runs: it has neither handle nor core, and nothing is done at
 * the loop's end. */
struct expr *stmt_bare_call(const struct stmt *each);

/* Is the symbol another file's, though there is a definition? */
static inline bool function_is_elsewhere(const struct function *function)
{
    return function->definition && !function->is_static && !function->is_ours;
}

/* Do tasks belong to its call? */
bool func_owns_tasks(const struct func *func);

/* Is it one half of a complex number, __real x or __imag x? */
static inline bool expr_is_half(const struct expr *expr)
{
    return expr->kind == EXPR_UNARY && expr->op[0] == '_';
}

/* Is it taken apart into its sizes and a pointer to memory of its own? An array of a constant
 * number of pointers is not. */
static inline bool var_is_allocated(const struct var *var)
{
    const struct type *type = var->type;
    return var->kind == VAR_LOCAL && var->is_apart && type->kind == TYPE_ARRAY && type->erased &&
           type->erased->kind == TYPE_SCALAR;
}

/* Is there something to do when its block is left? */
static inline bool var_is_ended(const struct var *var)
{
    return (var->is_apart && var->cleanup) || var_is_allocated(var);
}

/* The expression statement that ends an EXPR_BLOCK's block; NULL: another one does. */
struct stmt *stmt_block_end(const struct stmt *block);

/* The same, if it is the block's value; NULL: it has none. */
struct stmt *stmt_block_value(const struct stmt *block);

#endif
