/* SPDX-License-Identifier: MIT
 *
 * A yield goes before every statement of a block, and before the one behind a label (but for a
 * declaration, which would not be what is labelled any more). A body without braces gets them, so
 * that a yield fits in: always where it is a labelled statement, or what stands behind the label
 * would fall out of the body. In a statement expression its value stays last. Statements that
 * macros make are left as they are; so is what follows a #pragma, which may speak of the next
 * statement.
 */
#include "yields.h"

#include "front/scan.h"
#include <string.h>

enum { MAX_CHAIN = 40 }; /* compilers limit the depth of braces */

static bool want(struct yields *yields)
{
    yields->random = yields->random * 6364136223846793005u + 1442695040888963407u;
    return (yields->random >> 33) % 100 < yields->density;
}

static bool is_label(const struct stmt *stmt)
{
    return stmt->kind == STMT_CASE || stmt->kind == STMT_DEFAULT || stmt->kind == STMT_LABEL;
}

static unsigned line_begin(const char *text, unsigned at)
{
    while (at && text[at - 1] != '\n')
        at--;
    return at;
}

/* Is the line before the one that the statement begins a #pragma? */
static bool follows_pragma(struct span span)
{
    const char *text = span.source->text;
    unsigned at = span.begin;
    while (at && strchr(" \t\r\n", text[at - 1]))
        at--;
    unsigned begin = source_skip_space(span.source, line_begin(text, at), at);
    if (begin >= at || text[begin] != '#')
        return false;
    begin = source_skip_space(span.source, begin + 1, at);
    return scan_is(span.source, begin, "pragma");
}

/* Behind the last label of a block there is a statement that is not in the text. */
static bool is_empty(const struct stmt *stmt)
{
    struct span span = stmt->span;
    return stmt->kind == STMT_NULL &&
           (span.begin == span.end || !strchr(";[_", span.source->text[span.begin]));
}

static bool is_editable(const struct stmt *stmt)
{
    struct span span = stmt->span;
    return stmt->is_spelled && span.source && span.source->is_main && span.begin < span.end &&
           span.source->text[span.begin] != '#' && !is_empty(stmt) && !follows_pragma(span) &&
           !scan_is(span.source, span.begin, "__label__");
}

/* Not so in a macro's argument, where the semicolon may be the macro's. */
static bool is_complete(const struct stmt *stmt)
{
    return strchr(";}", stmt->span.source->text[stmt->span.end - 1]) != NULL;
}

static void add_yield(struct yields *yields, const struct stmt *stmt)
{
    if (is_editable(stmt) && want(yields) &&
        !edits_has(yields->edits, stmt->span.begin, EDIT_YIELD))
        edits_add(yields->edits, stmt->span.begin, EDIT_YIELD, yields->text);
}

static void add_in(struct yields *yields, const struct stmt *stmt, bool is_listed);

/* The body of a loop, an if or a switch. */
static void add_in_body(struct yields *yields, const struct stmt *stmt)
{
    bool is_braced = stmt->kind != STMT_BLOCK && is_editable(stmt) && is_complete(stmt) &&
                     yields->chain < MAX_CHAIN && (is_label(stmt) || want(yields)) &&
                     !edits_has(yields->edits, stmt->span.begin, EDIT_BLOCK);
    if (is_braced)
        edits_add(yields->edits, stmt->span.begin, EDIT_BLOCK, "{ ");
    add_in(yields, stmt, is_braced);
    if (is_braced)
        edits_add(yields->edits, stmt->span.end, EDIT_END_OF_BLOCK, " }");
}

/* is_listed: another statement may stand before this one. */
static void add_in(struct yields *yields, const struct stmt *stmt, bool is_listed)
{
    if (is_listed && !is_label(stmt))
        add_yield(yields, stmt);
    for (size_t i = 0; i < stmt->body.count; i++)
        add_in(yields, stmt->body.items[i], true);
    if (is_label(stmt)) {
        add_in(yields, stmt->then, is_listed && stmt->then->kind != STMT_DECL);
        return;
    }
    if (stmt->then)
        add_in_body(yields, stmt->then);
    if (stmt->other) {
        yields->chain++;
        add_in_body(yields, stmt->other);
        yields->chain--;
    }
}

void yields_add(struct yields *yields, const struct func *func)
{
    add_in(yields, func->body, false);
    for (size_t i = 0; i < func->blocks.count; i++)
        add_in(yields, func->blocks.items[i], false);
}
