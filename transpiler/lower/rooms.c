/* SPDX-License-Identifier: MIT
 *
 * A handle stays where it is when a loop or a yield_from takes it over at once, or when it
 * initialises a variable of which nothing is ever done but to resume, ask, close and free what it
 * holds, and to read the value. One walk over the tree collects the calls that stand in such a
 * place; it counts on the way, for each variable, the uses that are none of these.
 *
 * A generator is *bare* when no error can leave it and nothing in it has to be ended: a loop over
 * one is the C compiler's to make one of both.
 */
#include "lower/rooms.h"

#include "base/vec.h"
#include "lower/machine.h"

#include <string.h>

enum {
    GENERATOR_SIZE = 128, /* of a core, about; the layout does not depend on getting it right */
    MOST_LITERAL = 1024   /* bytes of a generator in a compound literal, which are all cleared */
};

/* A call that may get a room. */
struct candidate {
    struct expr *call;
    struct scope *scope; /* of the room */
    struct stmt *each;   /* the loop that takes it over; NULL: none */
    struct var *var;     /* the variable that it initialises; NULL: none */
};

struct search {
    struct func *func;
    struct scope *scope; /* of the statement that is looked at */
    VEC(struct candidate) found;
    bool *gets_out; /* [var]: more is done with it than what leaves its handle here */
};

static void walk_stmt(struct search *s, struct stmt *stmt);
static void walk_expr(struct search *s, struct expr *expr);

static struct expr *without_parens(struct expr *expr)
{
    while (expr->kind == EXPR_PAREN && expr->count == 1)
        expr = expr->kids[0];
    return expr;
}

/* ---- what is written out in the source ---- */

static bool is_in_string(const struct func *func, struct span span)
{
    for (size_t i = 0; i < func->strung.count; i++)
        if (func->strung.items[i].begin < span.end && span.begin < func->strung.items[i].end)
            return true;
    return false;
}

/* Can the name and the parenthesis behind it be replaced by others? */
static bool is_plain_call(const struct func *func, const struct expr *call)
{
    const struct expr *callee = call->kids[0];
    struct span span = call->span;
    if (!call->is_spelled || !callee->is_spelled || span.source != func->span.source ||
        callee->span.source != span.source || callee->span.begin != span.begin ||
        is_in_string(func, span))
        return false;
    unsigned open = source_skip_space(span.source, callee->span.end, span.end);
    return open < span.end && span.source->text[open] == '(' &&
           source_find_directive(span.source, span.begin, span.end) == span.end;
}

/* The generator whose definition is here, and that the call makes; NULL: another one, or none. */
static struct func *made_by(const struct func *func, const struct expr *call)
{
    const struct function *function = call->kind == EXPR_CALL ? call->function : NULL;
    struct func *definition =
        function && function->is_generator && !call->is_unevaluated ? function->definition : NULL;
    if (!definition || !definition->span.source->is_main || !is_plain_call(func, call) ||
        call->count - 1 != function->param_count)
        return NULL;
    return definition;
}

static void add(struct search *s, struct expr *expr, struct scope *scope, struct stmt *each,
                struct var *var)
{
    struct expr *call = without_parens(expr);
    if (made_by(s->func, call))
        *vec_push(&s->found) = (struct candidate){call, scope, each, var};
}

/* ---- uses of handles ---- */

static struct var *named(const struct expr *expr)
{
    while (expr->kind == EXPR_PAREN && expr->count == 1)
        expr = expr->kids[0];
    return expr->kind == EXPR_NAME && expr->type->is_generator ? expr->var : NULL;
}

/* The handle through which expr, a value or a member of one, is reached. */
static const struct var *reached_by(const struct expr *expr)
{
    while (expr->kind == EXPR_PAREN || (expr->kind == EXPR_MEMBER && !expr->is_arrow))
        expr = expr->kids[0];
    return expr->kind == EXPR_DEREF || expr->kind == EXPR_MEMBER ? named(expr->kids[0]) : NULL;
}

static bool is_asked(const struct expr *call)
{
    static const char *const names[] = {"gen_free",  "gen_done",  "gen_error",     "gen_next",
                                        "gen_throw", "gen_close", "async_gen_send"};
    const struct named *callee = call->count > 1 ? call->kids[0]->named : NULL;
    for (size_t i = 0; callee && i < sizeof names / sizeof *names; i++)
        if (callee->is_system && strcmp(callee->name, names[i]) == 0)
            return true;
    return false;
}

/* gen_value: the call in `*(T *)async_gen_value(handle, ...)`. A T that is no aggregate is copied.
 */
static const struct expr *asked_for_value(const struct expr *expr)
{
    if (expr->kind != EXPR_DEREF || expr->type->kind != TYPE_SCALAR)
        return NULL;
    const struct expr *call = expr->kids[0];
    while (call->count == 1 && (call->kind == EXPR_PAREN || call->kind == EXPR_CAST))
        call = call->kids[0];
    bool is_it = call->kind == EXPR_CALL && call->count > 1 && call->kids[0]->named &&
                 strcmp(call->kids[0]->named->name, "async_gen_value") == 0;
    return is_it && named(call->kids[1]) ? call : NULL;
}

/* Is a handle that is operand i of expr left where it is? */
static bool leaves_operand(const struct expr *expr, unsigned i)
{
    switch (expr->kind) {
    case EXPR_GEN:
    case EXPR_YIELD_FROM:
        return i == 0;
    case EXPR_CALL:
        return i == 1 && is_asked(expr);
    case EXPR_AND:
    case EXPR_OR:
        return true;
    case EXPR_CONDITIONAL:
        return i == 0 && expr->count == 3;
    case EXPR_UNARY:
        return strcmp(expr->op, "!") == 0;
    case EXPR_CONSTANT:
    case EXPR_NAME:
    case EXPR_GLOBAL:
    case EXPR_PAREN:
    case EXPR_MEMBER:
    case EXPR_INDEX:
    case EXPR_DEREF:
    case EXPR_ADDRESS:
    case EXPR_STEP:
    case EXPR_BINARY:
    case EXPR_COMMA:
    case EXPR_ASSIGN:
    case EXPR_ASSIGN_OP:
    case EXPR_CAST:
    case EXPR_LITERAL:
    case EXPR_INIT:
    case EXPR_AWAIT:
    case EXPR_SPAWN:
    case EXPR_RUN:
    case EXPR_DETACH:
    case EXPR_RECEIVED:
    case EXPR_WAS_SENT:
    case EXPR_CAUGHT:
    case EXPR_BLOCK:
    case EXPR_MEASURE:
    case EXPR_OPAQUE:
        return false;
    }
    return false;
}

/* Of an expression that a statement holds. */
static bool leaves_own(const struct stmt *stmt)
{
    return stmt->kind == STMT_EACH || stmt->kind == STMT_IF || stmt->kind == STMT_WHILE ||
           stmt->kind == STMT_DO || stmt->kind == STMT_FOR;
}

/* A value is copied; or a pointer to it gets out, as an array does. */
static bool stays_inside(struct search *s, struct expr *expr)
{
    const struct expr *value = expr->kind == EXPR_ADDRESS ? expr->kids[0] : expr;
    while (value != expr && value->kind == EXPR_PAREN)
        value = value->kids[0];
    const struct var *reached = reached_by(value);
    const struct expr *asked = asked_for_value(value);
    if (reached)
        s->gets_out[reached->index] |= value != expr || value->type->kind == TYPE_ARRAY;
    else if (asked && value != expr)
        s->gets_out[named(asked->kids[1])->index] = true;
    for (unsigned i = 2; asked && i < asked->count; i++)
        walk_expr(s, asked->kids[i]);
    return reached || asked;
}

static void walk_expr(struct search *s, struct expr *expr)
{
    if (!expr || expr->is_unevaluated)
        return;
    if (expr->kind == EXPR_NAME && expr->var)
        s->gets_out[expr->var->index] = true;
    if (expr->kind == EXPR_YIELD_FROM)
        add(s, expr->kids[0], s->scope, NULL, NULL);
    if (expr->kind == EXPR_BLOCK) {
        struct scope *outer = s->scope;
        walk_stmt(s, expr->block);
        s->scope = outer;
        return;
    }
    if (stays_inside(s, expr))
        return;
    for (unsigned i = 0; i < expr->count; i++)
        if (!leaves_operand(expr, i) || !named(expr->kids[i]))
            walk_expr(s, expr->kids[i]);
}

static bool is_variable(const struct decl *decl)
{
    const struct var *var = decl->var;
    return var && var->kind == VAR_LOCAL && var->type->is_generator && !var->type->is_volatile &&
           !var->cleanup && decl->init;
}

static void walk_decls(struct search *s, struct stmt *stmt)
{
    for (size_t i = 0; i < stmt->decls.count; i++) {
        struct decl *decl = &stmt->decls.items[i];
        for (size_t k = 0; k < decl->sizes.count; k++)
            walk_expr(s, decl->sizes.items[k].expr);
        if (!decl->init)
            continue;
        if (is_variable(decl))
            add(s, decl->init, decl->var->scope, NULL, decl->var);
        walk_expr(s, decl->init);
    }
}

static void walk_stmt(struct search *s, struct stmt *stmt)
{
    if (!stmt)
        return;
    s->scope = stmt->scope;
    if (stmt->kind == STMT_EACH)
        add(s, stmt->expr, stmt->inner, stmt, NULL);
    if (stmt->expr && (!leaves_own(stmt) || !named(stmt->expr)))
        walk_expr(s, stmt->expr);
    walk_decls(s, stmt);
    walk_stmt(s, stmt->init);
    s->scope = stmt->scope;
    walk_expr(s, stmt->step);
    for (size_t i = 0; i < stmt->body.count; i++)
        walk_stmt(s, stmt->body.items[i]);
    walk_stmt(s, stmt->then);
    walk_stmt(s, stmt->other);
}

static struct search look(struct func *func, struct arena *arena)
{
    struct search search = {.func = func};
    search.gets_out = arena_array(arena, bool, func->vars.count + 1);
    walk_stmt(&search, func->body);
    return search;
}

/* ---- what an async generator does when it is closed ---- */

static bool holds(const struct stmt *stmt, enum stmt_kind kind)
{
    if (!stmt)
        return false;
    bool found = stmt->kind == kind || holds(stmt->init, kind) || holds(stmt->then, kind) ||
                 holds(stmt->other, kind);
    for (size_t i = 0; i < stmt->body.count && !found; i++)
        found = holds(stmt->body.items[i], kind);
    return found;
}

static bool yields_in(const struct stmt *stmt, enum stmt_kind kind)
{
    if (!stmt)
        return false;
    bool found = (stmt->kind == kind && holds(stmt->then, STMT_YIELD)) ||
                 yields_in(stmt->then, kind) || yields_in(stmt->other, kind);
    for (size_t i = 0; i < stmt->body.count && !found; i++)
        found = yields_in(stmt->body.items[i], kind);
    return found;
}

/* One that yields when it is closed is closed once more, by a task that outlives the loop. */
static bool ends_when_closed(const struct func *definition)
{
    return !definition->delegations.count && !definition->blocks.count &&
           !holds(definition->body, STMT_TRY) && !yields_in(definition->body, STMT_DEFER);
}

/* ---- bare generators ---- */

static bool is_bare_expr(const struct expr *expr)
{
    switch (expr->kind) {
    case EXPR_AWAIT:
    case EXPR_SPAWN:
    case EXPR_RUN:
    case EXPR_DETACH:
    case EXPR_YIELD_FROM:
    case EXPR_RECEIVED:
    case EXPR_WAS_SENT:
    case EXPR_CAUGHT:
    case EXPR_GEN:
    case EXPR_BLOCK:
    case EXPR_MEASURE:
        return false;
    case EXPR_CONSTANT:
    case EXPR_NAME:
    case EXPR_GLOBAL:
    case EXPR_PAREN:
    case EXPR_MEMBER:
    case EXPR_INDEX:
    case EXPR_DEREF:
    case EXPR_ADDRESS:
    case EXPR_UNARY:
    case EXPR_STEP:
    case EXPR_BINARY:
    case EXPR_AND:
    case EXPR_OR:
    case EXPR_CONDITIONAL:
    case EXPR_COMMA:
    case EXPR_ASSIGN:
    case EXPR_ASSIGN_OP:
    case EXPR_CAST:
    case EXPR_CALL:
    case EXPR_LITERAL:
    case EXPR_INIT:
    case EXPR_OPAQUE:
        break;
    }
    for (unsigned i = 0; i < expr->count; i++)
        if (!is_bare_expr(expr->kids[i]))
            return false;
    return true;
}

static bool is_bare_kind(const struct stmt *stmt)
{
    switch (stmt->kind) {
    case STMT_THROW:
    case STMT_TRY:
    case STMT_DEFER:
    case STMT_TIMEOUT:
    case STMT_GEN_RETURN:
        return false;
    case STMT_EACH:
        return stmt_bare_call(stmt);
    case STMT_EXPR:
    case STMT_DECL:
    case STMT_BLOCK:
    case STMT_IF:
    case STMT_WHILE:
    case STMT_DO:
    case STMT_FOR:
    case STMT_SWITCH:
    case STMT_CASE:
    case STMT_DEFAULT:
    case STMT_LABEL:
    case STMT_GOTO:
    case STMT_BREAK:
    case STMT_CONTINUE:
    case STMT_RETURN:
    case STMT_NULL:
    case STMT_YIELD:
    case STMT_OPAQUE:
        return true;
    }
    return false;
}

static bool is_bare_stmt(const struct stmt *stmt)
{
    if (!stmt)
        return true;
    bool is_bare = is_bare_kind(stmt) && (!stmt->expr || is_bare_expr(stmt->expr)) &&
                   (!stmt->step || is_bare_expr(stmt->step)) && is_bare_stmt(stmt->init) &&
                   is_bare_stmt(stmt->then) && is_bare_stmt(stmt->other);
    for (size_t i = 0; i < stmt->decls.count && is_bare; i++)
        is_bare = !stmt->decls.items[i].init || is_bare_expr(stmt->decls.items[i].init);
    for (size_t i = 0; i < stmt->body.count && is_bare; i++)
        is_bare = is_bare_stmt(stmt->body.items[i]);
    return is_bare;
}

static bool is_bare(const struct func *func)
{
    if (!func->is_generator || func->function->is_async || !func->yields.count ||
        func->yielded->kind == TYPE_VOID || func->yielded->align > FRAME_ALIGN)
        return false;
    for (size_t i = 0; i < func->vars.count; i++)
        if (func->vars.items[i]->cleanup || func->vars.items[i]->type->is_variable)
            return false;
    return is_bare_stmt(func->body);
}

/* ---- rooms ---- */

static struct var *new_room(struct unit *unit, struct func *func, const struct candidate *c)
{
    const struct func *definition = c->call->function->definition;
    bool is_loop = c->each && !c->each->is_async && definition->is_bare;
    struct type *type = arena_new(unit->arena, struct type);
    *type = (struct type){
        .kind = TYPE_AGGREGATE,
        .prefix =
            arena_printf(unit->arena, "struct %s__%s ", definition->stem, is_loop ? "each" : "gen"),
        .suffix = "",
        .size = GENERATOR_SIZE + definition->yielded->size + definition->machine->size,
        .align = FRAME_ALIGN,
        .begins = definition->machine->begins,
    };
    type->value = type;
    struct var *var = arena_new(unit->arena, struct var);
    var->kind = VAR_ROOM;
    var->runs_bare = is_loop;
    var->name = unit_free_name(unit, arena_printf(unit->arena, "%s_room", definition->name));
    var->type = type;
    var->scope = c->scope;
    var->index = (unsigned)func->vars.count;
    *vec_add(unit->arena, &func->vars) = var;
    return var;
}

/* `gen_each (`, when it stands there as such: what an ordinary function's loop begins with. */
static struct span head_of(const struct func *func, const struct stmt *each)
{
    struct span span = {each->span.source, each->span.begin, each->init->span.begin}, none = {0};
    const char *text = span.source->text + span.begin;
    unsigned length = *text == '_' ? 9 : 8;
    if (!each->is_spelled || !each->init->is_spelled || span.source != func->span.source ||
        span.begin >= span.end || each->init->span.source != span.source ||
        strncmp(text, *text == '_' ? "_Gen_each" : "gen_each", length) != 0 ||
        is_in_string(func, each->span))
        return none;
    unsigned open = source_skip_space(span.source, span.begin + length, span.end);
    bool is_head = open < span.end && span.source->text[open] == '(' &&
                   source_skip_space(span.source, open + 1, span.end) == span.end &&
                   source_find_directive(span.source, span.begin, span.end) == span.end;
    return is_head ? span : none;
}

/* Does the head of an ordinary function make it one that other files may have inline? Those must
 * not name static functions. */
static bool is_shared_inline(const struct func *func)
{
    const char *text = func->span.source->text;
    bool is_inline = false, is_static = false;
    for (unsigned i = func->span.begin; i < func->body->span.begin; i++) {
        unsigned begin = i;
        while (is_word(text[i]))
            i++;
        is_static |= word_is(text + begin, i - begin, "static");
        is_inline |= word_is(text + begin, i - begin, "inline") ||
                     word_is(text + begin, i - begin, "__inline") ||
                     word_is(text + begin, i - begin, "__inline__");
    }
    return is_inline && !is_static;
}

/* In an ordinary function all there is is the text: the head of a loop over a bare generator is
 * replaced, too; any other generator lives in a compound literal. */
static bool prepare_plain(struct unit *unit, struct func *func, const struct candidate *c)
{
    const struct func *definition = c->call->function->definition;
    if (is_shared_inline(func))
        return false;
    if (!c->each || !definition->is_bare)
        return c->each || c->var ? definition->machine->size <= MOST_LITERAL : false;
    struct span span = head_of(func, c->each);
    if (!span.source)
        return false;
    struct expr *head = arena_new(unit->arena, struct expr);
    *head = (struct expr){
        .kind = EXPR_CALL, .span = span, .is_spelled = true, .function = c->call->function};
    head->room = new_room(unit, func, c);
    *vec_add(unit->arena, &func->rooms) = head;
    return true;
}

static bool is_fit(const struct search *s, const struct candidate *c,
                   bool (*fits)(const struct func *definition, const struct func *before))
{
    const struct func *definition = c->call->function->definition;
    if (!fits(definition, s->func) || definition->machine->align > FRAME_ALIGN ||
        definition->yielded->align > FRAME_ALIGN || (c->var && s->gets_out[c->var->index]))
        return false;
    bool is_async = definition->function->is_async;
    return !is_async || (c->each && c->each->is_async && ends_when_closed(definition));
}

void rooms_names(struct func *func, void (*name)(void *data, struct func *definition), void *data)
{
    struct arena arena = {0};
    struct search search = look(func, &arena);
    for (size_t i = 0; i < search.found.count; i++)
        name(data, search.found.items[i].call->function->definition);
    vec_free(&search.found);
    arena_free(&arena);
}

void rooms_find(struct unit *unit, struct func *func,
                bool (*fits)(const struct func *definition, const struct func *before))
{
    struct arena arena = {0};
    struct search search = look(func, &arena);
    for (size_t i = 0; i < search.found.count; i++) {
        const struct candidate *c = &search.found.items[i];
        if (c->call->room || !is_fit(&search, c, fits) ||
            (!func->function && !prepare_plain(unit, func, c)))
            continue;
        c->call->room = new_room(unit, func, c);
        *vec_add(unit->arena, &func->rooms) = c->call;
        if (c->var)
            c->var->generator = c->call->function->definition;
    }
    vec_free(&search.found);
    arena_free(&arena);
    func->is_bare = is_bare(func);
}
