/* SPDX-License-Identifier: MIT
 *
 * Clang's errors as ours. Its messages speak of the attributes that <async.h> marks types with;
 * they are put back into the words of the dialect.
 */
#include "front/build.h"

#include <string.h>

/* ---- types in messages ---- */

static const char swift[] = " __attribute__((swiftcall))";
static const char space[] = "__attribute__((address_space(7001))) ";

/* `text` without each `part` in it. */
static const char *without(struct builder *b, const char *text, const char *part)
{
    const char *at = strstr(text, part);
    if (!at)
        return text;
    return arena_printf(b->arena, "%.*s%s", (int)(at - text), text,
                        without(b, at + strlen(part), part));
}

/* `typeof(typeof(int) *)`, `int *`: how clang spells future(int), but for the address space. */
static const char *future_name(struct builder *b, const char *type)
{
    size_t size = strlen(type);
    if (size > 17 && strncmp(type, "typeof(typeof(", 14) == 0 &&
        strcmp(type + size - 4, ") *)") == 0)
        return arena_printf(b->arena, "future(%.*s)", (int)(size - 18), type + 14);
    if (size > 2 && strcmp(type + size - 2, " *") == 0)
        return arena_printf(b->arena, "future(%.*s)", (int)(size - 2), type);
    return type;
}

/* One type, as it stands between quotes. */
static const char *type_in_words(struct builder *b, const char *type)
{
    if (strstr(type, swift)) {
        bool is_marked = strncmp(type, "async ", 6) == 0;
        type = arena_printf(b->arena, "%s%s", is_marked ? "" : "async ", without(b, type, swift));
    }
    return strstr(type, space) ? future_name(b, without(b, type, space)) : type;
}

static const char *in_words_of_dialect(struct builder *b, const char *text)
{
    const char *open = strchr(text, '\'');
    const char *close = open ? strchr(open + 1, '\'') : NULL;
    if (!close)
        return text;
    const char *type = arena_copy(b->arena, open + 1, (size_t)(close - open) - 1);
    return arena_printf(b->arena, "%.*s%s'%s", (int)(open + 1 - text), text, type_in_words(b, type),
                        in_words_of_dialect(b, close + 1));
}

/* From the place itself to the end of the range or the token there. */
static struct span diagnostic_span(struct builder *b, CXDiagnostic diagnostic)
{
    CXSourceLocation place = clang_getDiagnosticLocation(diagnostic);
    struct span span = span_between(b, place, place);
    if (!span.source)
        return span;
    span.end = scan_token_end(span.source, span.begin, (unsigned)span.source->size);
    for (unsigned i = 0; i < clang_getDiagnosticNumRanges(diagnostic); i++) {
        CXSourceRange range = clang_getDiagnosticRange(diagnostic, i);
        struct span part = span_between(b, clang_getRangeStart(range), clang_getRangeEnd(range));
        if (part.source == span.source && part.begin == span.begin && part.end > span.end)
            span.end = part.end;
    }
    return span;
}

/* ---- errors that are rules of ours ---- */

static bool give_rule(struct builder *b, CXDiagnostic diagnostic, const char *text)
{
    CXCursor cursor = clang_getCursor(b->tu, clang_getDiagnosticLocation(diagnostic));
    while (clang_isAttribute(clang_getCursorKind(cursor)))
        cursor = clang_getCursorSemanticParent(cursor);
    const char *name = own_string(b, clang_getCursorSpelling(cursor));
    bool is_variadic = strstr(text, "variadic function cannot use swiftcall");
    bool is_old = strstr(text, "no prototype cannot use the swiftcall");
    if (is_variadic || is_old)
        rule_report(b->diag, is_old ? RULE_OLD_STYLE : RULE_VARIADIC,
                    diagnostic_span(b, diagnostic), name);
    return is_variadic || is_old;
}

/* ---- the messages ---- */

/* ---- diagnostics ---- */

static void add_diagnostic(struct builder *b, CXDiagnostic diagnostic, enum diag_level level)
{
    const char *text = own_string(b, clang_getDiagnosticSpelling(diagnostic));
    if (give_rule(b, diagnostic, text))
        return;
    diag_add(b->diag, level, diagnostic_span(b, diagnostic), NULL, in_words_of_dialect(b, text));
    CXDiagnosticSet notes = clang_getChildDiagnostics(diagnostic);
    for (unsigned i = 0; i < clang_getNumDiagnosticsInSet(notes); i++) {
        CXDiagnostic note = clang_getDiagnosticInSet(notes, i);
        add_diagnostic(b, note, DIAG_NOTE);
        clang_disposeDiagnostic(note);
    }
}

/* Errors, and warnings that were made errors. The C compiler will give the other warnings. */
void messages_add(struct builder *b)
{
    for (unsigned i = 0; i < clang_getNumDiagnostics(b->tu); i++) {
        CXDiagnostic diagnostic = clang_getDiagnostic(b->tu, i);
        if (clang_getDiagnosticSeverity(diagnostic) >= CXDiagnostic_Error)
            add_diagnostic(b, diagnostic, DIAG_ERROR);
        clang_disposeDiagnostic(diagnostic);
    }
}
