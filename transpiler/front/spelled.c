/* SPDX-License-Identifier: MIT
 *
 * Is an expression's text there, in the file, as it is? Surely so when its first and last token
 * stand in the file themselves. When macros are involved at either end (or the expression stands in
 * a macro's argument, which need not be used as it is written), the text is compared with what the
 * expression must look like: its operands, spelled in turn, and its own tokens between them. A
 * macro use counts as an operand when it stands for all of it.
 */
#include "front/rewrite.h"

#include <string.h>

/* Reading an expression's text from left to right. */
struct reading {
    struct builder *b;
    const struct expr *expr;
    const struct source *source;
    unsigned at, end;
    bool is_good;
};

/* The token itself, or a macro that stands for it, as <iso646.h> has them. */
static bool eat(struct reading *reading, const char *token)
{
    unsigned at = source_skip_space(reading->source, reading->at, reading->end);
    const struct macro_use *use = macro_use_at(reading->b, reading->source, at);
    bool is_macro = use && macro_is_token(reading->b, use, token);
    reading->is_good &= is_macro || (at < reading->end && scan_is(reading->source, at, token));
    if (reading->is_good)
        reading->at = is_macro ? use->span.end : at + (unsigned)strlen(token);
    return reading->is_good;
}

/* Where the operand's text ends: behind a macro that stands for its argument, too. 0: it does not
 * begin at `at`. */
static unsigned kid_end(struct reading *reading, const struct expr *kid, unsigned at)
{
    if (!kid->is_spelled || kid->span.source != reading->source)
        return 0;
    if (kid->span.begin == at)
        return kid->span.end;
    const struct macro_use *use = macro_use_at(reading->b, reading->source, at);
    bool is_inside = use && kid->span.begin > at && kid->span.end < use->span.end;
    return is_inside && macro_is_argument(reading->b, use) ? use->span.end : 0;
}

static void eat_kid(struct reading *reading, unsigned index)
{
    unsigned at = source_skip_space(reading->source, reading->at, reading->end);
    const struct expr *kid = index < reading->expr->count ? reading->expr->kids[index] : NULL;
    unsigned end = kid ? kid_end(reading, kid, at) : 0;
    reading->is_good &= end != 0;
    if (reading->is_good)
        reading->at = end;
}

static void eat_brackets(struct reading *reading, char open)
{
    unsigned at = source_skip_space(reading->source, reading->at, reading->end);
    reading->is_good &= at < reading->end && reading->source->text[at] == open;
    if (reading->is_good)
        reading->at = scan_match(reading->source, at, reading->end);
}

/* `name` and then perhaps brackets: sizeof(x), __builtin_va_arg(list, int), ({ ... }) */
static void eat_word_and_brackets(struct reading *reading)
{
    unsigned at = source_skip_space(reading->source, reading->at, reading->end);
    if (at < reading->end && is_word_start(reading->source->text[at]))
        reading->at = scan_token_end(reading->source, at, reading->end);
    eat_brackets(reading, '(');
}

static bool is_next(const struct reading *reading, const char *token)
{
    unsigned at = source_skip_space(reading->source, reading->at, reading->end);
    return at < reading->end && scan_is(reading->source, at, token);
}

/* sizeof(x), sizeof x, sizeof *x[1] */
static void eat_measure(struct reading *reading)
{
    unsigned at = source_skip_space(reading->source, reading->at, reading->end);
    unsigned end = scan_token_end(reading->source, at, reading->end);
    unsigned next = source_skip_space(reading->source, end, reading->end);
    if (next >= reading->end || scan_is(reading->source, next, "(")) {
        eat_word_and_brackets(reading);
        return;
    }
    reading->at = next;
    while (is_next(reading, "*"))
        eat(reading, "*");
    at = source_skip_space(reading->source, reading->at, reading->end);
    reading->is_good &= at < reading->end && is_word_start(reading->source->text[at]);
    if (reading->is_good)
        reading->at = scan_token_end(reading->source, at, reading->end);
    while (reading->is_good && is_next(reading, "["))
        eat_brackets(reading, '[');
}

static void eat_call(struct reading *reading)
{
    eat_kid(reading, 0);
    eat(reading, "(");
    for (unsigned i = 1; i < reading->expr->count; i++) {
        if (i > 1)
            eat(reading, ",");
        eat_kid(reading, i);
    }
    eat(reading, ")");
}

/* `_Generic(...)` is one as well. */
static void eat_paren(struct reading *reading, CXCursor cursor)
{
    struct token first = first_token(reading->b, cursor);
    unsigned at = source_skip_space(reading->source, reading->at, reading->end);
    bool is_word = at < reading->end && is_word_start(reading->source->text[at]);
    if (is_word && scan_is(reading->source, at, "__extension__")) {
        eat(reading, "__extension__");
        eat_kid(reading, 0);
    } else if (is_word) {
        reading->is_good &= first.text && scan_is(reading->source, at, first.text);
        eat_word_and_brackets(reading);
    } else {
        eat(reading, "(");
        eat_kid(reading, 0);
        eat(reading, ")");
    }
}

static void eat_infix(struct reading *reading)
{
    enum expr_kind kind = reading->expr->kind;
    eat_kid(reading, 0);
    eat(reading, kind == EXPR_AND      ? "&&"
                 : kind == EXPR_OR     ? "||"
                 : kind == EXPR_COMMA  ? ","
                 : kind == EXPR_ASSIGN ? "="
                                       : reading->expr->op);
    eat_kid(reading, 1);
}

static void eat_index(struct reading *reading)
{
    eat_kid(reading, 0);
    eat(reading, "[");
    eat_kid(reading, 1);
    eat(reading, "]");
}

static void eat_conditional(struct reading *reading)
{
    eat_kid(reading, 0);
    eat(reading, "?");
    if (reading->expr->count == 3)
        eat_kid(reading, 1);
    eat(reading, ":");
    eat_kid(reading, reading->expr->count - 1);
}

static void eat_prefix(struct reading *reading, const char *op)
{
    eat(reading, op);
    eat_kid(reading, 0);
}

static void eat_step(struct reading *reading)
{
    if (reading->expr->is_prefix)
        eat(reading, reading->expr->op);
    eat_kid(reading, 0);
    if (!reading->expr->is_prefix)
        eat(reading, reading->expr->op);
}

static void eat_cast(struct reading *reading)
{
    eat_brackets(reading, '(');
    eat_kid(reading, 0);
}

/* What has no operands of its own: its first token has to be the one that clang saw. */
static void eat_leaf(struct builder *b, struct reading *reading, CXCursor cursor)
{
    struct token first = first_token(b, cursor);
    unsigned end = reading->expr->span.end;
    reading->is_good &= first.text && scan_is(reading->source, reading->at, first.text);
    unsigned token_end = scan_token_end(reading->source, reading->at, reading->end);
    reading->at = end > token_end ? end : token_end;
}

/* `x.st_mtime`, where the macro stands for st_mtim.tv_sec: the object is that of the first member.
 */
static bool eat_member_macro(struct builder *b, struct reading *reading, const char *name)
{
    const struct expr *member = reading->expr, *expr = member;
    while (expr->kind == EXPR_MEMBER && expr->count && !expr->kids[0]->is_spelled)
        expr = expr->kids[0];
    if (expr == member || expr->kind != EXPR_MEMBER)
        return false;
    reading->expr = expr;
    eat_kid(reading, 0);
    eat(reading, expr->is_arrow ? "->" : ".");
    reading->expr = member;
    unsigned at = source_skip_space(reading->source, reading->at, reading->end);
    const struct macro_use *use = macro_use_at(b, reading->source, at);
    reading->is_good &= use && macro_is_member(b, use, name);
    if (reading->is_good)
        reading->at = use->span.end;
    return true;
}

static void eat_member(struct builder *b, struct reading *reading, CXCursor cursor)
{
    const char *name = own_string(b, clang_getCursorSpelling(cursor));
    if (eat_member_macro(b, reading, name))
        return;
    eat_kid(reading, 0);
    eat(reading, reading->expr->is_arrow ? "->" : ".");
    eat(reading, name);
}

static void read_expr(struct builder *b, struct reading *reading, CXCursor cursor)
{
    const struct expr *expr = reading->expr;
    switch (expr->kind) {
    case EXPR_CONSTANT:
    case EXPR_NAME:
    case EXPR_GLOBAL:
        eat_leaf(b, reading, cursor);
        break;
    case EXPR_PAREN:
        eat_paren(reading, cursor);
        break;
    case EXPR_MEMBER:
        eat_member(b, reading, cursor);
        break;
    case EXPR_INDEX:
        eat_index(reading);
        break;
    case EXPR_DEREF:
        eat_prefix(reading, "*");
        break;
    case EXPR_ADDRESS:
        eat_prefix(reading, "&");
        break;
    case EXPR_UNARY:
        eat_prefix(reading, expr->op);
        break;
    case EXPR_STEP:
        eat_step(reading);
        break;
    case EXPR_BINARY:
    case EXPR_ASSIGN_OP:
    case EXPR_AND:
    case EXPR_OR:
    case EXPR_COMMA:
    case EXPR_ASSIGN:
        eat_infix(reading);
        break;
    case EXPR_CONDITIONAL:
        eat_conditional(reading);
        break;
    case EXPR_CAST:
    case EXPR_LITERAL:
        eat_cast(reading);
        break;
    case EXPR_CALL:
        eat_call(reading);
        break;
    case EXPR_INIT:
        eat_brackets(reading, '{');
        break;
    case EXPR_AWAIT:
        eat_kid(reading, 0);
        break;
    case EXPR_MEASURE:
        eat_measure(reading);
        break;
    case EXPR_BLOCK:
    case EXPR_OPAQUE:
        eat_word_and_brackets(reading);
        break;
    case EXPR_SPAWN:
    case EXPR_RUN:
    case EXPR_DETACH:
    case EXPR_YIELD_FROM:
    case EXPR_RECEIVED:
    case EXPR_WAS_SENT:
    case EXPR_CAUGHT:
    case EXPR_GEN:
        reading->is_good = false;
        break;
    }
}

/* The use at which the expression begins is the keyword that it is, or an alias of it. */
static const char *keyword_of(enum expr_kind kind)
{
    switch (kind) {
    case EXPR_AWAIT:
        return "_Await";
    case EXPR_SPAWN:
        return "_Spawn";
    case EXPR_RUN:
        return "async_run";
    case EXPR_DETACH:
        return "_Detach";
    case EXPR_YIELD_FROM:
        return "_Yield_from";
    case EXPR_RECEIVED:
        return "_Received";
    case EXPR_WAS_SENT:
        return "_Was_sent";
    case EXPR_CAUGHT:
        return "async_caught";
    case EXPR_GEN:
        return "gen_send";
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
    case EXPR_BLOCK:
    case EXPR_MEASURE:
    case EXPR_OPAQUE:
        return NULL;
    }
    return NULL;
}

static void compare_text(struct builder *b, struct expr *expr, CXCursor cursor, unsigned at)
{
    struct reading reading = {b,   expr, expr->span.source, at, (unsigned)expr->span.source->size,
                              true};
    read_expr(b, &reading, cursor);
    expr->is_spelled = reading.is_good;
    if (reading.is_good)
        expr->span.end = reading.at;
    else if (expr->span.end <= expr->span.begin)
        expr->span.end = expr->span.begin + 1;
}

/* Does the last token stand in the file, and not in a macro's arguments? */
static bool ends_plainly(struct builder *b, CXCursor cursor, struct span span)
{
    return span.end > span.begin && ends_in_file(b, cursor) &&
           !macro_covers(b, span.source, span.end - 1);
}

static void compare_use(struct builder *b, struct expr *expr, CXCursor cursor,
                        const struct macro_use *use)
{
    const char *keyword = keyword_of(expr->kind);
    bool is_keyword = keyword && macro_leads_to(b, use, keyword);
    if (is_keyword && expr->kind == EXPR_AWAIT) {
        compare_text(b, expr, cursor, use->span.end);
    } else if (is_keyword ||
               (!keyword && expr->span.end <= use->span.end && macro_is_whole(b, use, cursor))) {
        expr->span = use->span;
        expr->is_spelled = true;
    } else if (expr->span.end > use->span.end && ends_plainly(b, cursor, expr->span) &&
               macro_begins(b, use, cursor)) {
        expr->span.begin = use->span.begin; /* not that of the argument the first token is from */
        expr->is_spelled = true;
    } else {
        compare_text(b, expr, cursor, expr->span.begin);
        if (!expr->is_spelled && expr->span.end < use->span.end)
            expr->span.end = use->span.end;
    }
}

static bool stands_in_file(struct builder *b, CXCursor cursor, struct span span)
{
    return begins_in_file(b, cursor) && !macro_covers(b, span.source, span.begin) &&
           ends_plainly(b, cursor, span);
}

void settle_spelling(struct builder *b, struct expr *expr, CXCursor cursor)
{
    if (!expr->span.source)
        return;
    expr->is_spelled = stands_in_file(b, cursor, expr->span);
    if (expr->is_spelled)
        return;
    const struct macro_use *around = macro_use_around(b, expr->span);
    if (around) { /* `ID(x) + 1` begins with x, as clang has it */
        expr->span.begin = around->span.begin;
        compare_text(b, expr, cursor, expr->span.begin);
        return;
    }
    const struct macro_use *use = macro_use_at(b, expr->span.source, expr->span.begin);
    if (!use && !begins_in_file(b, cursor))
        use = macro_use_late(b, expr->span);
    if (use)
        compare_use(b, expr, cursor, use);
    else
        compare_text(b, expr, cursor, expr->span.begin);
}

/* ---- statements ---- */

static bool ends_spelled(struct builder *b, const struct stmt *stmt)
{
    if (stmt->other)
        return stmt->other->is_spelled;
    if (stmt->kind == STMT_RETURN)
        return stmt->expr && stmt->expr->is_spelled &&
               !macro_ends_behind(b, stmt->span, stmt->expr->span.end);
    if (stmt->kind == STMT_EXPR)
        return stmt->expr && stmt->expr->is_spelled;
    return stmt->kind != STMT_DO && stmt->then && stmt->then->is_spelled;
}

static bool begins_spelled(struct builder *b, const struct stmt *stmt, CXCursor cursor)
{
    struct span span = stmt->span;
    if (begins_in_file(b, cursor)) /* but not `DECLARE(int, x, 1);`, from the `int` on */
        return !macro_use_around(b, span);
    const struct macro_use *use = macro_use_at(b, span.source, span.begin);
    return use && span.end > use->span.end && macro_begins(b, use, cursor);
}

/* Is it written out in the brackets of a keyword, and of no other macro: `spawn(f(({ ... })))`? */
static bool stands_in_keyword(struct builder *b, CXCursor cursor, struct span span)
{
    struct file *file = file_of_source(b, span.source);
    struct token first = first_token(b, cursor);
    unsigned outermost;
    return file && span.end > span.begin && macro_covers(b, span.source, span.begin) &&
           first.text && scan_is(span.source, span.begin, first.text) &&
           !macro_use_to_expand(b, file, span.begin, &outermost) &&
           !macro_use_to_expand(b, file, span.end - 1, &outermost);
}

bool stmt_is_spelled(struct builder *b, struct stmt *stmt, CXCursor cursor)
{
    struct span span = span_of(b, cursor);
    if (!span.source)
        return false;
    if (stands_in_file(b, cursor, span) || stands_in_keyword(b, cursor, span))
        return true;
    if (stmt->kind == STMT_EXPR)
        return stmt->expr->is_spelled;
    const struct macro_use *use = macro_use_at(b, span.source, span.begin);
    if (use && span.end <= use->span.end)
        return macro_is_whole(b, use, cursor);
    if (stmt->kind == STMT_BLOCK && span.source->text[span.begin] == '{')
        return scan_match(span.source, span.begin, (unsigned)span.source->size) == span.end;
    return begins_spelled(b, stmt, cursor) &&
           (ends_spelled(b, stmt) || !macro_covers(b, span.source, span.end - 1));
}
