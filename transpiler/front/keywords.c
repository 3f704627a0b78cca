/* SPDX-License-Identifier: MIT
 *
 * The marks that the keywords of <async.h> leave in clang's tree. All of them are names that begin
 * with async_marker_:
 *
 *     an expression  (..., (void)async_marker_NAME, item, item)   spawn's stands in a cast
 *     a statement    for (...; async_marker_NAME;) and if or switch (..., async_marker_NAME)
 *
 * where the mark is followed by what the keyword was given.
 */
#include "front/build.h"

#include <string.h>

static const char prefix[] = "async_marker_";

static CXCursor last_child(struct builder *b, CXCursor cursor)
{
    struct cursors children = children_of(b, cursor);
    return children.count ? children.items[children.count - 1] : clang_getNullCursor();
}

CXCursor without_parens(struct builder *b, CXCursor cursor)
{
    cursor = without_casts(b, cursor);
    while (clang_getCursorKind(cursor) == CXCursor_ParenExpr)
        cursor = without_casts(b, last_child(b, cursor));
    return cursor;
}

const char *mark_spelled(CXCursor cursor)
{
    static const char *const names[] = {"spawn",    "run",      "detach",     "yield_from",
                                        "received", "was_sent", "caught",     "await_each",
                                        "yield",    "defer",    "timeout",    "throw",
                                        "try",      "catch",    "gen_return", NULL};
    CXString text = clang_getCursorSpelling(cursor);
    const char *name = clang_getCString(text);
    const char *const *known = names;
    bool is_mark = name && strncmp(name, prefix, sizeof prefix - 1) == 0;
    while (is_mark && *known && strcmp(*known, name + sizeof prefix - 1) != 0)
        known++;
    clang_disposeString(text);
    return is_mark ? *known : NULL;
}

const char *mark_named(CXCursor cursor)
{
    return clang_getCursorKind(cursor) == CXCursor_DeclRefExpr ? mark_spelled(cursor) : NULL;
}

/* ---- expressions ---- */

static bool is_comma(CXCursor cursor)
{
    return clang_getCursorKind(cursor) == CXCursor_BinaryOperator &&
           clang_getCursorBinaryOperatorKind(cursor) == CXBinaryOperator_Comma;
}

/* The name in `(void)async_marker_NAME`. */
static const char *name_in_cast(struct builder *b, CXCursor cursor)
{
    if (clang_getCursorKind(cursor) != CXCursor_CStyleCastExpr)
        return NULL;
    return mark_named(without_casts(b, last_child(b, cursor)));
}

struct keyword_mark mark_of(struct builder *b, CXCursor cursor)
{
    struct keyword_mark mark = {.count = 0};
    CXCursor list = without_parens(b, cursor);
    if (clang_getCursorKind(list) == CXCursor_CStyleCastExpr)
        list = without_parens(b, last_child(b, list));
    while (is_comma(list)) {
        struct cursors sides = children_of(b, list);
        CXCursor right = sides.count == 2 ? without_casts(b, sides.items[1]) : list;
        mark.name = name_in_cast(b, right);
        if (sides.count != 2 || mark.name || mark.count == MARK_ITEMS)
            break;
        memmove(mark.items + 1, mark.items, mark.count++ * sizeof *mark.items);
        mark.items[0] = right;
        list = without_casts(b, sides.items[0]);
    }
    return mark;
}

CXCursor marked_argument(struct builder *b, CXCursor item)
{
    struct cursors children = children_of(b, item);
    if (clang_getCursorKind(item) == CXCursor_CallExpr && children.count > 1)
        return children.items[1];
    return clang_getCursorKind(item) == CXCursor_ParenExpr && children.count ? children.items[0]
                                                                             : item;
}

/* ---- statements ---- */

const char *mark_of_condition(struct builder *b, CXCursor condition)
{
    condition = without_casts(b, condition);
    if (is_comma(condition))
        condition = without_casts(b, last_child(b, condition));
    if (clang_getCursorKind(condition) == CXCursor_CStyleCastExpr)
        condition = last_child(b, condition);
    return mark_named(without_parens(b, condition));
}
