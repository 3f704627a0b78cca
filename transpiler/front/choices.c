/* SPDX-License-Identifier: MIT
 *
 * Which operand of a _Generic or a __builtin_choose_expr is evaluated. A __builtin_choose_expr is
 * asked for the value of its condition. libclang does not tell which arm of a _Generic clang took:
 * where only one of them has the type of the whole, it is that; where more have, and something of
 * the dialect stands in one, the file is parsed once more with an arm put in ahead of the others:
 *
 *     _Generic(x, struct awaitc_choice *: ({ enum { awaitc_choice_17 = _Generic(x, int: 1,
 *              default: 2) }; }), int: f(), default: g())
 *
 * No x has the type of that arm, and the enumerator's value tells which of the others it is. That
 * takes the text of the _Generic: one that comes out of a macro is wished to be expanded.
 */
#include "front/rewrite.h"

#include <stdlib.h>
#include <string.h>

static const char mark[] = "awaitc_choice";

/* ---- the text of a _Generic ---- */

struct arms {
    unsigned first;          /* of the first arm, behind the comma */
    VEC(struct span) values; /* what stands behind the colons */
};

/* False: it does not read as one. */
static bool arms_read(struct arms *arms, struct span generic)
{
    struct source *source = generic.source;
    unsigned open = scan_token_end(source, generic.begin, generic.end);
    open = source_skip_space(source, open, generic.end);
    unsigned close = scan_match(source, open, generic.end) - 1;
    unsigned comma = scan_find(source, open + 1, close, ',');
    arms->first = comma + 1;
    while (comma < close) {
        unsigned colon = scan_find(source, comma + 1, close, ':');
        comma = scan_find(source, comma + 1, close, ',');
        if (colon >= comma)
            return false;
        unsigned begin = source_skip_space(source, colon + 1, comma);
        *vec_push(&arms->values) = (struct span){source, begin, comma};
    }
    return arms->values.count > 0;
}

/* The same _Generic, its arms counted from 1. */
static void write_counted(struct str *text, const struct arms *arms, struct span generic)
{
    unsigned from = generic.begin;
    for (size_t i = 0; i < arms->values.count; i++) {
        struct span value = arms->values.items[i];
        str_add(text, generic.source->text + from, value.begin - from);
        str_printf(text, " %zu", i + 1);
        from = value.end;
    }
    str_puts(text, ")");
}

/* ---- the cursors ---- */

/* May it stand for an object? */
static bool is_place(struct builder *b, CXCursor cursor)
{
    cursor = without_parens(b, cursor);
    switch (clang_getCursorKind(cursor)) {
    case CXCursor_DeclRefExpr:
        return clang_getCursorKind(clang_getCursorReferenced(cursor)) != CXCursor_FunctionDecl;
    case CXCursor_UnaryOperator:
        return clang_getCursorUnaryOperatorKind(cursor) == CXUnaryOperator_Deref;
    case CXCursor_MemberRefExpr:
    case CXCursor_ArraySubscriptExpr:
    case CXCursor_CompoundLiteralExpr:
    case CXCursor_GenericSelectionExpr:
        return true;
    default:
        return false;
    }
}

/* Is the first child what the arms are chosen by? Clang takes a type there, too. */
static bool has_control(struct builder *b, CXCursor cursor, struct cursors children)
{
    struct span span = span_of(b, cursor);
    struct span first = children.count ? span_of(b, children.items[0]) : span;
    if (!span.source || !scan_is(span.source, span.begin, "_Generic"))
        return true;
    unsigned open = scan_token_end(span.source, span.begin, span.end);
    unsigned begin = source_skip_space(span.source, open, span.end) + 1;
    return first.begin < scan_find(span.source, begin, span.end, ',');
}

/* An arm of the wanted type, and how many there are; clears *places if one is no object. */
static unsigned find_arms(struct builder *b, CXCursor cursor, CXCursor *arm, bool *places)
{
    struct cursors children = children_of(b, cursor);
    CXType wanted = clang_getCanonicalType(clang_getCursorType(cursor));
    unsigned found = 0;
    for (unsigned i = has_control(b, cursor, children); i < children.count; i++) {
        CXType type = clang_getCanonicalType(clang_getCursorType(children.items[i]));
        if (!is_expr(children.items[i]) || !clang_equalTypes(type, wanted))
            continue;
        *arm = children.items[i];
        *places &= is_place(b, *arm);
        found++;
    }
    return found;
}

/* Stops at what is of the dialect. */
static enum CXChildVisitResult look(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    struct builder *b = data;
    bool is_call = clang_getCursorKind(cursor) == CXCursor_CallExpr;
    bool is_found =
        mark_named(cursor) || is_await(b, cursor) || (is_call && is_async_call(b, cursor));
    return is_found ? CXChildVisit_Break : CXChildVisit_Recurse;
}

/* Is it for its text to tell which arm is evaluated? */
static bool is_open(struct builder *b, CXCursor cursor)
{
    CXCursor arm;
    bool places = true;
    return clang_getCursorKind(cursor) == CXCursor_GenericSelectionExpr &&
           find_arms(b, cursor, &arm, &places) != 1 && (places || visit_children(cursor, look, b));
}

/* ---- the questions ---- */

/* What is known of one. */
struct choice {
    size_t arm; /* that is evaluated, counted from 1; 0: it cannot be told */
    bool is_answered;
};

struct choosing {
    struct builder *b;
    struct rewriting asking;
    const char *name; /* of the type that no operand has, and what the enumerators begin with */
    VEC(struct choice *) asked;
};

/* Is it written out, and not within the use of a macro that is to be expanded? */
static bool is_written(struct builder *b, struct span span)
{
    struct file *file = span.source ? file_of_source(b, span.source) : NULL;
    unsigned outermost;
    return file && span.source->is_main && scan_is(span.source, span.begin, "_Generic") &&
           !macro_use_to_expand(b, file, span.begin, &outermost);
}

/* Clang visits some operands twice. */
static void ask(struct choosing *choosing, struct span generic)
{
    struct arms arms = {0};
    struct str text = {0};
    void **known = map_at(&choosing->b->choices, generic.source->text + generic.begin);
    if (!*known && arms_read(&arms, generic)) {
        str_printf(&text, " struct %s *: ({ enum { %s_%zu = ", choosing->name, choosing->name,
                   choosing->asked.count);
        write_counted(&text, &arms, generic);
        str_puts(&text, " }; }),");
        struct span place = {generic.source, arms.first, arms.first};
        rewrite_replace(&choosing->asking, place,
                        arena_copy(choosing->b->arena, text.text, text.size));
        struct choice *choice = arena_new(choosing->b->arena, struct choice);
        *known = choice;
        *vec_push(&choosing->asked) = choice;
    }
    str_free(&text);
    vec_free(&arms.values);
}

static enum CXChildVisitResult find_open(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    struct choosing *choosing = data;
    struct span span =
        is_open(choosing->b, cursor) ? span_of(choosing->b, cursor) : (struct span){0};
    if (span.source && is_written(choosing->b, span))
        ask(choosing, span);
    return CXChildVisit_Recurse;
}

/* ---- the functions of a file ---- */

struct visit {
    CXCursorVisitor visitor;
    void *data;
};

static enum CXChildVisitResult visit_function(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    bool is_ours = clang_isCursorDefinition(cursor) &&
                   clang_getCursorKind(cursor) == CXCursor_FunctionDecl &&
                   !clang_Location_isInSystemHeader(clang_getCursorLocation(cursor));
    const struct visit *visit = data;
    if (is_ours)
        visit_children(cursor, visit->visitor, visit->data);
    return CXChildVisit_Continue;
}

static void visit_functions(CXTranslationUnit tu, CXCursorVisitor visitor, void *data)
{
    visit_children(clang_getTranslationUnitCursor(tu), visit_function,
                   &(struct visit){visitor, data});
}

/* ---- the answers ---- */

static enum CXChildVisitResult take_answer(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    struct choosing *choosing = data;
    size_t size = strlen(choosing->name);
    if (clang_getCursorKind(cursor) != CXCursor_EnumConstantDecl)
        return CXChildVisit_Recurse;
    const char *name = own_string(choosing->b, clang_getCursorSpelling(cursor));
    if (strncmp(name, choosing->name, size) != 0 || name[size] != '_')
        return CXChildVisit_Recurse;
    size_t number = strtoul(name + size + 1, NULL, 10);
    if (number < choosing->asked.count) {
        struct choice *choice = choosing->asked.items[number];
        size_t arm = (size_t)clang_getEnumConstantDeclValue(cursor);
        choice->arm = choice->is_answered && choice->arm != arm ? 0 : arm;
        choice->is_answered = true;
    }
    return CXChildVisit_Recurse;
}

static void ask_all(struct builder *b)
{
    struct choosing choosing = {.b = b, .asking = {.front = b->front, .b = b}};
    enum CXErrorCode error;
    size_t count;
    b->is_choosing_done = true;
    choosing.name = unit_free_name(b->unit, mark);
    visit_functions(b->tu, find_open, &choosing);
    struct source **texts = rewrite_texts(&choosing.asking, &count);
    CXTranslationUnit tu =
        choosing.asked.count
            ? front_parse_texts(b->front, texts, count, CXTranslationUnit_KeepGoing, &error)
            : NULL;
    if (tu) {
        visit_functions(tu, take_answer, &choosing);
        clang_disposeTranslationUnit(tu);
    }
    free(texts);
    vec_free(&choosing.asking.edits);
    vec_free(&choosing.asked);
}

static CXCursor arm_told(struct builder *b, CXCursor cursor, struct span span)
{
    CXCursor arm = clang_getNullCursor();
    struct cursors children = children_of(b, cursor);
    struct arms arms = {0};
    const struct choice *choice = map_get(&b->choices, span.source->text + span.begin);
    bool is_told = choice && arms_read(&arms, span) && choice->arm - 1 < arms.values.count;
    struct span value = is_told ? arms.values.items[choice->arm - 1] : (struct span){0};
    for (unsigned i = 0; is_told && i < children.count; i++) {
        struct span child = span_of(b, children.items[i]);
        if (is_expr(children.items[i]) && child.source == span.source &&
            child.begin >= value.begin && child.begin < value.end)
            arm = children.items[i];
    }
    vec_free(&arms.values);
    return arm;
}

static CXCursor choose_arm(struct builder *b, CXCursor cursor)
{
    CXCursor arm = clang_getNullCursor();
    bool places = true;
    if (find_arms(b, cursor, &arm, &places) == 1)
        return arm;
    if (b->unevaluated || !is_open(b, cursor))
        return clang_getNullCursor();
    if (!b->is_choosing_done)
        ask_all(b);
    struct span span = span_of(b, cursor);
    arm = is_written(b, span) ? arm_told(b, cursor, span) : clang_getNullCursor();
    if (clang_Cursor_isNull(arm)) {
        unit_wish(b->unit, WISH_EXPAND, span);
        unit_wish(b->unit, WISH_CONDITIONALS, span);
    }
    return arm;
}

/* ---- __builtin_choose_expr ---- */

static CXCursor choose_operand(CXCursor condition, CXCursor one, CXCursor other)
{
    CXEvalResult value = clang_Cursor_Evaluate(condition);
    bool is_known = value && clang_EvalResult_getKind(value) == CXEval_Int;
    CXCursor chosen = !is_known                               ? clang_getNullCursor()
                      : clang_EvalResult_getAsLongLong(value) ? one
                                                              : other;
    if (value)
        clang_EvalResult_dispose(value);
    return chosen;
}

CXCursor choice_of(struct builder *b, CXCursor cursor)
{
    struct cursors children = children_of(b, cursor);
    if (clang_getCursorKind(cursor) == CXCursor_GenericSelectionExpr)
        return choose_arm(b, cursor);
    return choose_operand(children.items[0], children.items[1], children.items[2]);
}
