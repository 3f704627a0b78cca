/* SPDX-License-Identifier: MIT
 *
 * Statements with a keyword of their own: throw, try, defer, async_timeout, yield, gen_return,
 * await_each, known by the marks in their conditions (keywords.c), and gen_each, which is known by
 * the type of the variable that its macro declares. What clang could not see is refused here: what
 * is thrown or yielded, what stands behind a keyword.
 */
#include "front/build.h"

#include <string.h>

/* A statement of clang's that may be a phrase. */
struct phrase {
    CXCursor cursor;
    struct cursors children;
    const char *mark; /* of its condition; NULL: none */
};

/* ---- the text ---- */

/* Does it begin with the keyword, in the file, and is it no argument of another macro? */
static const struct macro_use *keyword_use(struct builder *b, struct span span, const char *keyword)
{
    const struct macro_use *use = span.source ? macro_use_at(b, span.source, span.begin) : NULL;
    struct file *file = use ? file_of_source(b, span.source) : NULL;
    size_t before = file ? macro_uses_before(file, span.begin) : 0;
    bool is_argument = before && file->cover[before - 1] > span.begin;
    return use && !is_argument && use->macro && macro_leads_to(b, use, keyword) ? use : NULL;
}

static bool part_is_spelled(struct builder *b, const struct stmt *stmt)
{
    if (stmt->other)
        return stmt->other->is_spelled && stmt->then->is_spelled;
    if (stmt->then)
        return stmt->then->is_spelled;
    bool is_last = stmt->expr && stmt->kind != STMT_GEN_RETURN;
    return !stmt->expr || (stmt->expr->is_spelled &&
                           !(is_last && macro_ends_behind(b, stmt->span, stmt->expr->span.end)));
}

/* From the keyword to the end of the last part. Those with a statement in them end with that. */
static void settle_phrase(struct builder *b, struct stmt *stmt, const char *keyword)
{
    const struct macro_use *use = keyword_use(b, stmt->span, keyword);
    const struct stmt *last = stmt->other ? stmt->other : stmt->then;
    if (use && (stmt->kind == STMT_GEN_RETURN || (!last && !stmt->expr)))
        stmt->span.end = use->span.end;
    else if (use && stmt->expr && !last && stmt->expr->span.end > stmt->span.end)
        stmt->span.end = stmt->expr->span.end;
    stmt->head = use ? use->span : stmt->span;
    stmt->is_spelled = use && part_is_spelled(b, stmt);
}

static void refuse_rest(struct builder *b, CXCursor rest, const char *keyword)
{
    rule_report(b->diag, RULE_KEYWORD_WHAT, span_of(b, rest), keyword);
}

/* What stands behind throw and yield: NULL, and an error when it is no expression, for `;`. */
static struct expr *build_operand(struct builder *b, CXCursor operand, const char *keyword)
{
    if (is_expr(operand))
        return expr_build(b, operand);
    if (clang_getCursorKind(operand) != CXCursor_NullStmt)
        refuse_rest(b, operand, keyword);
    return NULL;
}

static CXCursor last_of(const struct phrase *phrase)
{
    return phrase->children.items[phrase->children.count - 1];
}

/* ---- errors ---- */

static bool is_integer(CXType type)
{
    type = clang_getCanonicalType(type);
    bool is_number = type.kind >= CXType_Bool && type.kind <= CXType_Int128;
    return is_number || type.kind == CXType_Enum;
}

static bool is_zero(CXCursor cursor)
{
    CXEvalResult value = clang_Cursor_Evaluate(cursor);
    bool found = value && clang_EvalResult_getKind(value) == CXEval_Int &&
                 clang_EvalResult_getAsLongLong(value) == 0;
    if (value)
        clang_EvalResult_dispose(value);
    return found;
}

static struct stmt *build_throw(struct builder *b, const struct phrase *phrase)
{
    struct stmt *stmt = stmt_new(b, STMT_THROW, phrase->cursor);
    CXCursor operand = without_casts(b, last_of(phrase));
    stmt->expr = build_operand(b, operand, "throw");
    if (!stmt->expr)
        stmt->target = b->jumps.catching;
    else if (!is_integer(clang_getCursorType(operand)))
        rule_report(b->diag, RULE_THROW_WHAT, stmt->expr->span, words_of_cursor_type(b, operand));
    else if (is_zero(operand))
        rule_report(b->diag, RULE_THROW_ZERO, stmt->expr->span, "");
    settle_phrase(b, stmt, "_Throw");
    return stmt;
}

static bool is_block(CXCursor cursor)
{
    return clang_getCursorKind(cursor) == CXCursor_CompoundStmt;
}

/* `catch (e) { }`: a loop that declares e. */
static void build_catch(struct builder *b, struct stmt *stmt, struct cursors children)
{
    CXCursor body = children.items[children.count - 1];
    struct jump_context outer = b->jumps;
    struct cursors declared = children_of(b, children.items[0]);
    if (!is_block(body))
        rule_report(b->diag, RULE_TRY_BRACES, span_of(b, body), "catch");
    stmt->inner = scope_open(b);
    if (declared.count)
        stmt->caught = var_add(b, VAR_LOCAL, declared.items[0]);
    b->jumps.catching = stmt;
    stmt->other = stmt_build(b, body);
    b->jumps = outer;
    scope_close(b);
}

static bool is_catch(struct builder *b, CXCursor cursor, struct cursors children)
{
    if (clang_getCursorKind(cursor) != CXCursor_ForStmt || children.count < 3)
        return false;
    const char *mark = mark_of_condition(b, children.items[children.count - 2]);
    return mark && strcmp(mark, "catch") == 0;
}

static struct stmt *build_try(struct builder *b, const struct phrase *phrase)
{
    struct stmt *stmt = stmt_new(b, STMT_TRY, phrase->cursor);
    CXCursor other = last_of(phrase);
    struct cursors children = children_of(b, other);
    bool has_catch = phrase->children.count > 2 && is_catch(b, other, children);
    if (!is_block(phrase->children.items[1]))
        rule_report(b->diag, RULE_TRY_BRACES, span_of(b, phrase->children.items[1]), "try");
    stmt->then = stmt_build(b, phrase->children.items[1]);
    settle_phrase(b, stmt, "_Try");
    if (!has_catch) {
        rule_report(b->diag, RULE_TRY_ALONE, stmt->head, "");
        stmt->kind = STMT_IF; /* as good as any for what is in it */
        return stmt;
    }
    build_catch(b, stmt, children);
    settle_phrase(b, stmt, "_Try");
    return stmt;
}

static struct stmt *build_defer(struct builder *b, const struct phrase *phrase)
{
    struct stmt *stmt = stmt_new(b, STMT_DEFER, phrase->cursor);
    stmt->is_at_once = true;
    stmt->then = stmt_build_inside(b, last_of(phrase), stmt, stmt);
    settle_phrase(b, stmt, "_Defer");
    return stmt;
}

/* `if (async_marker_seconds(E), async_marker_timeout) { } else S` */
static struct stmt *build_timeout(struct builder *b, const struct phrase *phrase)
{
    struct stmt *stmt = stmt_new(b, STMT_TIMEOUT, phrase->cursor);
    struct cursors sides = children_of(b, without_casts(b, phrase->children.items[0]));
    if (sides.count)
        stmt->expr = expr_build(b, marked_argument(b, without_casts(b, sides.items[0])));
    stmt->then = stmt_build(b, last_of(phrase));
    settle_phrase(b, stmt, "async_timeout");
    return stmt;
}

/* ---- generators ---- */

static void note_suspension(struct builder *b)
{
    for (struct scope *scope = b->scope; scope; scope = scope->parent)
        scope->has_await = true;
}

static struct stmt *build_yield(struct builder *b, const struct phrase *phrase)
{
    struct stmt *stmt = stmt_new(b, STMT_YIELD, phrase->cursor);
    struct cursors inner = children_of(b, last_of(phrase));
    CXCursor operand =
        inner.count ? without_casts(b, inner.items[inner.count - 1]) : last_of(phrase);
    stmt->expr = build_operand(b, operand, "yield");
    settle_phrase(b, stmt, "_Yield");
    bool is_understood = stmt->expr || clang_getCursorKind(operand) == CXCursor_NullStmt;
    if (b->func->is_generator && is_understood)
        refuse_yield(b, stmt, operand);
    note_suspension(b);
    stmt->index = (unsigned)b->func->yields.count;
    *vec_push(&b->func->yields) = stmt;
    return stmt;
}

static struct stmt *build_gen_return(struct builder *b, const struct phrase *phrase)
{
    struct stmt *stmt = stmt_new(b, STMT_GEN_RETURN, phrase->cursor);
    struct cursors arguments = children_of(b, last_of(phrase));
    if (arguments.count > 2)
        stmt->expr = expr_build(b, arguments.items[2]);
    if (arguments.count > 3)
        rule_report(b->diag, RULE_KEYWORD_WHAT, span_of(b, arguments.items[3]), "gen_return");
    settle_phrase(b, stmt, "_Gen_return");
    return stmt;
}

/* ---- gen_each, await_each ---- */

/* The text of a macro's first argument. */
static struct span first_argument(struct span use)
{
    struct span span = use;
    unsigned open = scan_find(use.source, use.begin, use.end, '(');
    span.begin = source_skip_space(use.source, open + 1, use.end);
    span.end = scan_find(use.source, span.begin, use.end, ',');
    while (span.end > span.begin && strchr(" \t\r\n", use.source->text[span.end - 1]))
        span.end--;
    return span;
}

/* The one variable, which the loop itself sets. */
static struct stmt *build_loop_variable(struct builder *b, struct stmt *each, CXCursor declaration)
{
    struct stmt *stmt = stmt_new(b, STMT_DECL, declaration);
    struct cursors children = children_of(b, declaration);
    const struct macro_use *use =
        keyword_use(b, each->span, each->is_async ? "_Await_each" : "_Gen_each");
    bool is_declared = clang_getCursorKind(declaration) == CXCursor_DeclStmt &&
                       children.count == 1 && is_automatic(children.items[0]);
    if (!is_declared) {
        rule_report(b->diag, RULE_EACH_WHAT, use ? first_argument(use->span) : each->span,
                    each->is_async ? "await_each" : "gen_each");
        return NULL;
    }
    stmt->is_plain = true;
    declarator_build(b, stmt, children.items[0], false);
    list_settle(b, &stmt->decls);
    stmt->is_spelled = use;
    if (use)
        stmt->span = stmt->decls.items[0].span = first_argument(use->span);
    return stmt;
}

/* `value` and `loop` are the two halves of the macro's expansion; the body is the loop's last. */
static struct stmt *build_each(struct builder *b, CXCursor cursor, CXCursor generator,
                               struct cursors loop, bool is_async)
{
    struct stmt *stmt = stmt_new(b, STMT_EACH, cursor);
    stmt->is_async = is_async;
    stmt->inner = scope_open(b);
    stmt->expr = expr_build(b, generator);
    stmt->init = build_loop_variable(b, stmt, loop.items[0]);
    stmt->then = stmt_build_inside(b, loop.items[loop.count - 1], stmt, stmt);
    scope_close(b);
    settle_phrase(b, stmt, is_async ? "_Await_each" : "_Gen_each");
    if (is_async)
        note_suspension(b);
    if (is_async && !is_generator_type(clang_getCursorType(generator)))
        rule_report(b->diag, RULE_EACH_GENERATOR, stmt->expr->span,
                    words_of_cursor_type(b, generator));
    if (!stmt->init)
        stmt->kind = STMT_WHILE; /* as good as any for what is in it */
    return stmt;
}

/* The variable that a loop declares; null if it declares none. */
static CXCursor loop_variable(struct builder *b, struct cursors children)
{
    if (children.count < 3 || clang_getCursorKind(children.items[0]) != CXCursor_DeclStmt)
        return clang_getNullCursor();
    struct cursors declared = children_of(b, children.items[0]);
    return declared.count == 1 ? declared.items[0] : clang_getNullCursor();
}

/* `for (struct async_each ... = {(g), ...}; ...) for (D = ...) S` */
static struct stmt *build_gen_each(struct builder *b, CXCursor cursor, CXCursor variable,
                                   struct cursors children)
{
    CXString type = clang_getTypeSpelling(clang_getCursorType(variable));
    bool is_each = strcmp(clang_getCString(type), "struct async_each") == 0;
    clang_disposeString(type);
    CXCursor inner = children.items[children.count - 1];
    struct cursors values = {0}, loop = {0};
    if (is_each && clang_getCursorKind(inner) == CXCursor_ForStmt) {
        loop = children_of(b, inner);
        values = children_of(b, clang_Cursor_getVarDeclInitializer(variable));
    }
    if (!values.count || loop.count < 2)
        return NULL;
    CXCursor generator = without_casts(b, values.items[0]);
    return build_each(b, cursor, marked_argument(b, generator), loop, false);
}

/* `for (D = *(..., (void)async_marker_await_each, (g)); ...) S`; without a declaration the value is
 * that of an assignment. */
static struct stmt *build_await_each(struct builder *b, CXCursor cursor, struct cursors children)
{
    CXCursor variable = loop_variable(b, children), value = children.items[0];
    struct cursors sides = children_of(b, value);
    if (!clang_Cursor_isNull(variable))
        value = clang_getCursorKind(variable) == CXCursor_VarDecl
                    ? clang_Cursor_getVarDeclInitializer(variable)
                    : variable;
    else if (sides.count == 2)
        value = sides.items[1];
    sides = children_of(b, without_casts(b, value));
    struct keyword_mark mark = {.count = 0};
    if (sides.count == 1)
        mark = mark_of(b, sides.items[0]);
    if (!mark.name || strcmp(mark.name, "await_each") != 0)
        return NULL;
    return build_each(b, cursor, marked_argument(b, mark.items[0]), children, true);
}

static struct stmt *loop_phrase(struct builder *b, CXCursor cursor, struct cursors children)
{
    if (children.count < 2)
        return NULL;
    CXCursor variable = loop_variable(b, children);
    struct stmt *each =
        clang_Cursor_isNull(variable) ? NULL : build_gen_each(b, cursor, variable, children);
    return each ? each : build_await_each(b, cursor, children);
}

/* ---- all of them ---- */

static struct stmt *build_marked(struct builder *b, const struct phrase *phrase)
{
    static const struct {
        const char *mark;
        struct stmt *(*build)(struct builder *b, const struct phrase *phrase);
    } phrases[] = {
        {"throw", build_throw},     {"try", build_try},     {"defer", build_defer},
        {"timeout", build_timeout}, {"yield", build_yield}, {"gen_return", build_gen_return},
    };
    for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++)
        if (strcmp(phrases[i].mark, phrase->mark) == 0)
            return phrases[i].build(b, phrase);
    return NULL;
}

/* A catch behind an `if` of the user's. */
static struct stmt *build_lone_catch(struct builder *b, const struct phrase *phrase)
{
    struct span span = span_of(b, phrase->cursor);
    const struct macro_use *use = keyword_use(b, span, "_Catch");
    rule_report(b->diag, RULE_CATCH_ALONE, use ? use->span : span, "");
    return stmt_new(b, STMT_NULL, phrase->cursor);
}

struct stmt *phrase_build(struct builder *b, CXCursor cursor, struct cursors children)
{
    enum CXCursorKind kind = clang_getCursorKind(cursor);
    bool is_for = kind == CXCursor_ForStmt;
    struct phrase phrase = {cursor, children, NULL};
    if ((!is_for && kind != CXCursor_IfStmt && kind != CXCursor_SwitchStmt) || children.count < 2)
        return NULL;
    phrase.mark = mark_of_condition(b, children.items[is_for ? children.count - 2 : 0]);
    struct stmt *stmt = NULL;
    if (phrase.mark && is_catch(b, cursor, children))
        stmt = build_lone_catch(b, &phrase);
    else if (phrase.mark)
        stmt = build_marked(b, &phrase);
    else if (is_for)
        stmt = loop_phrase(b, cursor, children);
    if (stmt && stmt->kind != STMT_YIELD && stmt->kind != STMT_GEN_RETURN)
        b->func->uses_errors = true;
    return stmt;
}
