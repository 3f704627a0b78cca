/* SPDX-License-Identifier: MIT
 *
 * What the files of front/ share: the builder, which holds everything about one translation unit
 * while its ast is made, and the few calls each file has for the others.
 *
 *     parse.c    libclang's parse; front_parse
 *     messages.c clang's errors as ours; words.c: its types in the words of the dialect
 *     places.c   clang's locations as spans of our sources
 *     scan.h     looking through a stretch of text without understanding it
 *     maps.c     children of cursors, strings, tables
 *     macros.c   the uses of macros; whole.c: whether a node is all that a use stands for;
 *                strung.c: arguments that a macro makes a string of
 *     spelled.c  whether an expression's text is there in the file
 *     types.c    types and their spelling; variable.c: those of variable size; hiding.c: which
 *                names of types variables may have
 *     unit.c     the walk over the declarations of the file; stems.c: names written for functions
 *     locals.c   a function's scopes, variables and references to them; unseen.c: those that clang
 *                does not show
 *     exprs.c    expressions; dialect.c: await, spawn, yield_from, ... among them; choices.c: which
 *                operand is evaluated
 *     stmts.c    statements; phrases.c: throw, try, defer, yield, ... among them; alignment.c: what
 *                a declaration is aligned to
 *     keywords.c the marks that keywords leave; yielded.c: what may be yielded
 *     named.c    what is known of ordinary functions and objects by their names
 *     attributes.c what becomes of an async function's attributes
 *     refuse.c   what an async function cannot hold
 */
#ifndef AWAITC_FRONT_BUILD_H
#define AWAITC_FRONT_BUILD_H

#include "ast/ast.h"
#include "ast/rules.h"
#include "base/diag.h"
#include "front/scan.h"
#include <clang-c/Index.h>

/* The children of a cursor. */
struct cursors {
    const CXCursor *items;
    unsigned count;
};

/* A token of a macro's definition. */
struct token {
    CXSourceLocation place;
    const char *text;
    bool is_param;
};

/* What clang said of a location, and of a cursor, when it was last asked: it works hard for each
 * answer. */
struct place {
    CXSourceLocation location;
    bool is_known, is_asked, has_token;
    CXFile file;
    unsigned offset;
    bool is_in_main;    /* in the main file's text, as its number tells */
    bool is_in_file;    /* is_asked: not in what a macro made of it */
    struct token token; /* that begins there, as the preprocessor saw it */
};
struct node {
    CXCursor cursor;
    bool has_extent, has_children;
    struct span span;
    CXSourceLocation begin, end;
    struct cursors children;
};
enum { MEMORY = 1024 };

/* A macro's definition, with the tokens it stands for once somebody asked for them. */
struct macro {
    const char *name;
    CXCursor cursor;
    struct macro *older;                    /* an earlier definition of the same name */
    bool is_read, is_function, is_variadic; /* the latter two once it is read */
    const char **params;                    /* NULL-terminated; the last may be "__VA_ARGS__" */
    unsigned param_count;
    struct token *tokens;
    unsigned count;
    bool is_sorted, is_keyword; /* is_keyword, which is known: see macro_is_keyword */
    bool is_counted, counts;    /* counts, which is known: leads to __COUNTER__ */
    unsigned followed_in; /* the reading in which asks became known, of those in compilers.c */
    bool asks;            /* leads to what compilers define */
    bool is_searched, hides_names; /* hides_names, which is known: see unseen.c */
    bool is_asked;                 /* strung is known, or is being found out */
    unsigned long long strung;     /* bit i: makes a string or a name of parameter i */
};

/* A use of a macro in the text of a file (not one in another macro's body). */
struct macro_use {
    struct span span; /* with its arguments */
    const char *name;
    struct macro *macro; /* NULL: built into the compiler */
};

/* A source, with what is known of its macros. */
struct file {
    CXFile file;
    struct source *source;
    VEC(struct macro_use) uses; /* by place, once macros_collect is done */
    unsigned *cover;            /* [use]: the furthest end of it and those before */
};

/* An open hash table from a pointer or a cursor to what was made of it. */
struct map_slot {
    const void *key;
    void *value;
};
struct map {
    struct map_slot *slots;
    size_t count, room;
};

/* A place a break or continue may lead to. */
struct jump_context {
    struct stmt *break_to, *continue_to;
    struct stmt *catching; /* the STMT_TRY in whose catch block this is, the innermost; or NULL */
    bool is_in_head;       /* of a loop, where compilers do not agree on what is left */
};

/* A goto, and the label that it leads to. */
struct jump {
    struct stmt *stmt;
    const void *label;
};

struct builder {
    struct front *front;
    struct arena *arena; /* the unit's */
    struct diag *diag;
    struct unit *unit;
    CXTranslationUnit tu;
    CXFile main_file;
    VEC(struct file *) files;
    struct file *last_file;
    struct map file_map, types, macros, functions, named;
    struct map const_members; /* by the type of a record: is there one in it, at any depth? */
    struct map cleanups;      /* by the place of the attribute's word: the function */
    struct map judged;        /* by declaration: does its name alone make a function dialect? */
    struct name_set varying, jumping; /* macros; see compilers.c */
    unsigned reading;                 /* of their definitions: the number of the last one */
    struct map renamed; /* by canonical declaration: the names that types get when they are moved */
    struct map
        included_at;    /* by CXFile: the end of the #include in the main file that leads there */
    struct map choices; /* by the place of a _Generic in its text: see choices.c */
    bool is_choosing_done;
    struct name_set names;       /* interned: one pointer for each name */
    struct name_set hiding;      /* names that may be those of variables: see hiding.c */
    struct name_set hiding_tags; /* tags that functions declare */
    struct node *nodes;          /* [MEMORY] */
    struct place *places;        /* [MEMORY] */
    CXSourceLocation main_begin;
    unsigned main_size; /* of the main file's text, where places in it follow main_begin; or 0 */
    unsigned *first_declaration; /* offset of the first declaration in the main file; NULL: not
                                    asked for yet */
    bool every_function;         /* as in front_input */
    VEC(struct span) counting;   /* functions that use __COUNTER__, once for each use */

    /* the function that is being built */
    struct func *func;
    CXType yielded; /* of a generator */
    struct scope *scope;
    struct map vars;
    struct map typeofs;      /* by the place of the first size in a typeof: the type */
    struct map inner_parens; /* by what clang knows them by: parentheses right within others */
    struct jump_context jumps;
    struct map labels; /* by what clang knows a label's statement by */
    VEC(struct jump) gotos;
    VEC(const void *) addressed;    /* the labels whose addresses are taken */
    unsigned unevaluated;           /* > 0: in an operand that is not evaluated */
    unsigned statement_expressions; /* how many enclose */

    /* the walk over declarations */
    bool is_in_main; /* this one stands in the main file */
    unsigned
        last_begin; /* where the one before begins: the same place when they share specifiers */
};

/* maps.c */
/* What is known of the cursor, until others take its place. */
struct node *node_of(struct builder *b, CXCursor cursor);
bool is_tag_kind(enum CXCursorKind kind);

/* clang_visitChildren(), but for types that are defined in the declaration of a member: those are
 * among the record's declarations too, and would be visited twice for each record around them. Was
 * it ended by CXChildVisit_Break? */
bool visit_children(CXCursor cursor, CXCursorVisitor visitor, void *data);

struct cursors children_of(struct builder *b, CXCursor cursor);
/* Moves a list that is complete into the arena. */
void *list_copy(struct builder *b, void *items, size_t size);
#define list_settle(b, list)                                                                       \
    ((void)((list)->items = list_copy(b, (list)->items, (list)->count * sizeof *(list)->items)),   \
     (void)((list)->room = (list)->count))
const char *own_string(struct builder *b, CXString string);
void **map_at(struct map *map, const void *key);
void *map_get(const struct map *map, const void *key);
void map_free(struct map *map);
static inline bool is_expr(CXCursor cursor)
{
    return clang_isExpression(clang_getCursorKind(cursor));
}

/* places.c */
/* The file's text as clang has it. */
struct source *source_read(struct builder *b, CXFile file, const char *name);
struct file *file_of(struct builder *b, CXFile file);
struct span span_between(struct builder *b, CXSourceLocation begin, CXSourceLocation end);
struct span span_of(struct builder *b, CXCursor cursor);
CXSourceLocation begin_of(struct builder *b, CXCursor cursor);
bool have_same_extent(struct builder *b, CXCursor cursor, CXCursor other);
/* Does the cursor's first token, or its last, stand in a file itself? */
bool begins_in_file(struct builder *b, CXCursor cursor);
bool ends_in_file(struct builder *b, CXCursor cursor);
/* Tells clang's numbers of places in the main file. */
void places_open(struct builder *b);
/* Does the location stand in a file itself, not in what a macro made of it? */
bool is_in_file(struct builder *b, CXSourceLocation place);
bool is_system_file(struct builder *b, CXFile file);
struct file *file_of_source(struct builder *b, const struct source *source);

/* messages.c */
void messages_add(struct builder *b);

/* words.c: clang's types as a user of the dialect writes them */
const char *words_of_type(struct builder *b, const char *type);
const char *words_of_clang_type(struct builder *b, CXType type);
const char *words_of_cursor_type(struct builder *b, CXCursor cursor);
const char *words_of_message(struct builder *b, const char *text);
/* What stands in the next pair of quotes; *text is moved behind it. NULL: there is none. */
const char *words_quoted(struct builder *b, const char **text);
/* The same, and what it is also known as instead, if clang says so. */
const char *words_next_type(struct builder *b, const char **text);

/* One pointer for each name. */
const char *name_intern(struct builder *b, const char *name);

/* hiding.c */
void hiding_collect(struct builder *b);

/* macros.c */
struct macro *macro_named(struct builder *b, const char *name); /* its last definition */
int macro_param(const struct macro *macro, const char *text);   /* the index, or -1 */
size_t macro_uses_before(const struct file *file, unsigned offset);
/* The index of the bracket that closes the one at `at`; count if none does. */
unsigned tokens_match(const struct token *tokens, unsigned count, unsigned at);
void macros_collect(struct builder *b);
const struct macro_use *macro_use_at(struct builder *b, const struct source *source,
                                     unsigned begin);
bool macro_covers(struct builder *b, const struct source *source, unsigned offset);
bool macro_ends_behind(struct builder *b, struct span span, unsigned offset);
const struct macro_use *macro_use_around(struct builder *b, struct span span);
/* Is the node all that the macro's use stands for? */
bool macro_is_whole(struct builder *b, const struct macro_use *use, CXCursor node);
/* Does the macro stand for this one token? */
bool macro_is_token(struct builder *b, const struct macro_use *use, const char *token);
/* Does it stand for `member`, or for a way to it through other members? */
bool macro_is_member(struct builder *b, const struct macro_use *use, const char *member);
/* Does the macro stand for its one argument, as it is? */
bool macro_is_argument(struct builder *b, const struct macro_use *use);
/* The use at the begin of a span that clang did not record because it stands in an argument which
 * is expanded late; NULL if there is none. */
const struct macro_use *macro_use_late(struct builder *b, struct span span);
/* Does the use begin with the node's first token? */
bool macro_begins(struct builder *b, const struct macro_use *use, CXCursor node);
/* Does the use stand for what the macro `name` stands for, directly or through other macros? */
bool macro_leads_to(struct builder *b, const struct macro_use *use, const char *name);
void macros_find_strung(struct builder *b, struct func *func);
struct token *macro_tokens(struct builder *b, struct macro *macro, unsigned *count);
/* Does what the macro stands for hold the word, be it in a string or in another macro? */
bool macro_holds(struct builder *b, struct macro *macro, const char *word);
bool macro_is_function(struct builder *b, struct macro *macro);
/* The first token of a cursor as the preprocessor saw it; NULL text if there is none. */
const char *token_text(struct builder *b, CXToken token);
struct token first_token(struct builder *b, CXCursor cursor);

/* spelled.c */
void settle_spelling(struct builder *b, struct expr *expr, CXCursor cursor);
bool stmt_is_spelled(struct builder *b, struct stmt *stmt, CXCursor cursor);

/* stems.c: chooses what the names begin with that are written for each function */
void stems_choose(struct builder *b);

/* types.c */
struct type *type_of(struct builder *b, CXType type);
struct type *type_unqualified(struct builder *b, CXType type);
bool is_async_type(CXType type);
bool is_generator_type(CXType type);
bool is_handle_type(CXType type);   /* a future(T) or a generator(T) */
bool is_behind_handle(CXType type); /* what one points to */
bool is_variably_modified(CXType type);
bool is_at_file_scope(CXCursor declaration);

/* variable.c */
/* The type of a declarator that is variably modified; decl takes the sizes. */
struct type *variable_type(struct builder *b, CXCursor cursor, CXType type, struct decl *decl);
/* The expression's type with the sizes of what its operands were declared as, as far as known. */
void variable_settle(struct builder *b, struct expr *expr);

/* counter.c */
void counter_wish(struct builder *b);

/* compilers.c */
void compilers_wish(struct builder *b);

/* unit.c */
void unit_walk(struct builder *b);
void declared_note(struct builder *b, CXCursor cursor); /* when every function is asked for */
bool is_async_function(struct builder *b, CXCursor cursor);
bool gives_generator(CXCursor cursor); /* a function whose result is a generator(T) */
struct function *function_of(struct builder *b, CXCursor cursor);

/* attributes.c */
void attributes_settle(struct builder *b, CXCursor cursor, struct function *function);
/* The whole of a function's declaration, with the attributes ahead of it. */
struct span declaration_span(struct builder *b, CXCursor cursor);

/* named.c */
const struct named *named_of(struct builder *b, CXCursor declaration);
bool type_never_returns(CXType type);

/* locals.c */
struct scope *scope_open(struct builder *b);
void scope_close(struct builder *b);
struct var *var_add(struct builder *b, enum var_kind kind, CXCursor cursor);
struct var *var_of(struct builder *b, CXCursor cursor);
/* A typedef of a block, of a variably modified type. */
struct var *var_add_typedef(struct builder *b, CXCursor cursor, struct decl *decl);
/* Notes what the declaration's attribute says is to be called when its block is left. */
void cleanup_note(struct builder *b, struct var *var, struct cursors children);
void name_note(struct builder *b, struct expr *name);
/* Notes the names in what is not evaluated. */
void names_note_all(struct builder *b, CXCursor cursor);
void names_sort(struct func *func);
/* Notes when the string literal is __func__ or the like. */
void own_name_note(struct builder *b, CXCursor literal);
/* Builds the body of a definition. */
void func_build(struct builder *b, struct func *func, CXCursor cursor);

/* unseen.c: notes the names that clang's tree does not show, of the function that is being built */
void unseen_names_note(struct builder *b, CXCursor function);

/* exprs.c */
struct expr *expr_new(struct builder *b, enum expr_kind kind, CXCursor cursor);
struct expr *expr_build(struct builder *b, CXCursor cursor);
void expr_set_kids(struct builder *b, struct expr *expr, struct expr **kids, unsigned count);
void expr_build_kids(struct builder *b, struct expr *expr, const CXCursor *cursors, unsigned count);
bool is_async_call(struct builder *b, CXCursor call);
/* Without the conversions that clang adds. */
CXCursor without_casts(struct builder *b, CXCursor cursor);

/* choices.c: the operand of a _Generic or a __builtin_choose_expr that is evaluated; null when it
 * cannot be told, or need not. */
CXCursor choice_of(struct builder *b, CXCursor cursor);

/* keywords.c */
enum { MARK_ITEMS = 2 };
struct keyword_mark {
    const char *name; /* "spawn" of async_marker_spawn; NULL: there is none */
    CXCursor items[MARK_ITEMS];
    unsigned count;
};
/* The name behind async_marker_ of a reference to one; else NULL. */
const char *mark_named(CXCursor cursor);
/* The same by the declaration that is named. */
const char *mark_spelled(CXCursor cursor);
/* The mark of an expression. */
struct keyword_mark mark_of(struct builder *b, CXCursor cursor);
/* That of a statement with this condition. */
const char *mark_of_condition(struct builder *b, CXCursor condition);
/* The first argument of an item that is a call; what stands in its brackets. */
CXCursor marked_argument(struct builder *b, CXCursor item);
CXCursor without_parens(struct builder *b, CXCursor cursor);

/* dialect.c: NULL when the cursor is something else */
struct expr *await_build(struct builder *b, CXCursor cursor);
struct expr *marked_build(struct builder *b, CXCursor cursor);
/* gen_send, in an async function or a generator. */
struct expr *gen_call_build(struct builder *b, CXCursor cursor, struct cursors children);
/* The same of gen_next, gen_throw and gen_close: a call that was built. */
void gen_call_settle(struct builder *b, struct expr *call);

bool is_await(struct builder *b, CXCursor cursor);

/* Notes that the address of the label is taken to which the cursor of &&label refers. */
void label_note(struct builder *b, CXCursor cursor);

/* alignment.c: of a local, by the attributes of its declaration */
void alignment_settle(struct builder *b, struct var *var, CXCursor object, struct cursors children);

/* stmts.c; stmtexpr.c */
struct stmt *stmt_build(struct builder *b, CXCursor cursor);
struct stmt *stmt_new(struct builder *b, enum stmt_kind kind, CXCursor cursor);
/* The statement in a loop or switch, to which break and continue lead from there; continue_to NULL:
 * it is no loop. */
struct stmt *stmt_build_inside(struct builder *b, CXCursor cursor, struct stmt *break_to,
                               struct stmt *continue_to);

/* A declarator of the STMT_DECL; has_init false: its initialiser is none of the user's. */
void declarator_build(struct builder *b, struct stmt *stmt, CXCursor cursor, bool has_init);
bool is_automatic(CXCursor cursor); /* a variable with automatic storage */

/* phrases.c: NULL when the statement is something else */
struct stmt *phrase_build(struct builder *b, CXCursor cursor, struct cursors children);
struct expr *statement_expression_build(struct builder *b, CXCursor cursor);

/* A future or generator of what cannot be assigned. */
void refuse_handle(struct builder *b, CXType type, CXCursor declaration);

/* yielded.c */
void refuse_yield(struct builder *b, const struct stmt *yield, CXCursor value);
void refuse_yield_from(struct builder *b, const struct expr *expr, CXCursor inner);

/* refuse.c */
const char *attribute_name(struct builder *b, CXCursor attribute);
bool is_old_style(struct builder *b, CXCursor cursor); /* a function with a K&R parameter list */
struct span name_span(struct builder *b, CXCursor cursor); /* of the name in a declaration */
bool declares_async(struct builder *b, CXCursor cursor);   /* `async` stands in the declaration */
void refuse(struct builder *b, enum rule rule, struct span span, const char *what);
void refuse_function(struct builder *b, CXCursor cursor);
void refuse_local(struct builder *b, CXCursor cursor);
/* What needs a stack that stays, be it called or pointed to. */
void refuse_name(struct builder *b, CXCursor function, struct span span);
/* Is it a sizeof, or a cast to a type, that has to be worked out: sizeof(int[n]), (int (*)[n])p? */
bool is_measured(struct builder *b, CXCursor cursor);
bool is_cleanup(struct builder *b, CXCursor attribute);
const char *cleanup_function(struct builder *b, CXCursor attribute);
void refuse_asm(struct builder *b, CXCursor cursor);
void refuse_object(struct builder *b, CXCursor cursor);
void refuse_cast(struct builder *b, CXCursor cast);
void refuse_casts(struct builder *b, CXCursor object); /* in its initialiser */
void refuse_keyword(struct builder *b, const struct macro_use *use);

#endif
