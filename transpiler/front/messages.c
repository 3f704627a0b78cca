/* SPDX-License-Identifier: MIT
 *
 * Clang's errors as ours. Where it stumbles over how <async.h> marks types (functions of two
 * colours, or futures and pointers, that do not fit each other) a rule of ours says what is wrong;
 * any other message is kept, with its types in the words of the dialect. Notes that speak of the
 * inside of <async.h> are left out.
 */
#include "front/rewrite.h"

#include <string.h>

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

static bool is_header(const char *path)
{
    const char *slash = strrchr(path, '/');
    return strcmp(slash ? slash + 1 : path, "async.h") == 0;
}

/* ---- types that do not fit ---- */

static unsigned count_of(const char *text, const char *part)
{
    unsigned count = 0;
    while ((text = strstr(text, part))) {
        text += strlen(part);
        count++;
    }
    return count;
}

/* Types are in the words of the dialect here. */
static bool is_handle(const char *type)
{
    bool is_one = strncmp(type, "future(", 7) == 0 || strncmp(type, "generator(", 10) == 0;
    return is_one && type[strlen(type) - 1] == ')';
}

/* A function or what leads to one: something in it ends a list of parameters. */
static bool is_function(const char *type)
{
    return strchr(type, ')') && !is_handle(type);
}

static bool is_generator(const char *type)
{
    return is_handle(type) && *type == 'g';
}

static enum rule mixed_handles(const char *one, const char *other)
{
    bool has_generator = is_generator(one) || is_generator(other);
    if (is_handle(one) && is_handle(other))
        return has_generator ? RULE_MIXED_GENERATORS : RULE_MIXED_FUTURES;
    const char *foreign = is_handle(one) ? other : one;
    if (strchr(foreign, '*'))
        return has_generator ? RULE_GENERATOR_AS_POINTER : RULE_FUTURE_AS_POINTER;
    return has_generator ? RULE_GENERATOR_AS_VALUE : RULE_FUTURE_AS_VALUE;
}

/* Every message about two types names both. Which rule is broken, if any is. */
static enum rule mixed_types(const char *one, const char *other)
{
    if (is_function(one) && is_function(other) &&
        count_of(one, "async ") != count_of(other, "async "))
        return RULE_MIXED_COLOURS;
    return is_handle(one) || is_handle(other) ? mixed_handles(one, other) : RULE_COUNT;
}

static bool is_about_types(const char *text)
{
    return strstr(text, "incompatible") || strstr(text, "mismatch") ||
           strstr(text, "distinct pointer types") || strstr(text, "changes address space");
}

static const char *next_type(struct builder *b, const char **text)
{
    const char *type = words_next_type(b, text);
    return type ? words_of_type(b, type) : NULL;
}

/* Of the two types of a message, is the first the one that the other was to become? */
static bool is_wanted_first(const char *text)
{
    return strstr(text, "initializing '") || strstr(text, "assigning to '");
}

static bool give_mixed(struct builder *b, CXDiagnostic diagnostic, const char *text)
{
    const char *rest = text;
    if (!is_about_types(text))
        return false;
    const char *one = next_type(b, &rest), *other = one ? next_type(b, &rest) : NULL;
    enum rule rule = other ? mixed_types(one, other) : RULE_COUNT;
    if (rule == RULE_COUNT)
        return false;
    if (rule == RULE_FUTURE_AS_VALUE && is_handle(is_wanted_first(text) ? one : other))
        rule = RULE_VALUE_AS_FUTURE;
    bool is_swapped = rule != RULE_MIXED_COLOURS && !is_handle(one);
    rule_report_both(b->diag, rule, diagnostic_span(b, diagnostic), is_swapped ? other : one,
                     is_swapped ? one : other);
    return true;
}

/* ---- other errors that are rules of ours ---- */

static CXCursor declaration_at(struct builder *b, CXDiagnostic diagnostic)
{
    CXCursor cursor = clang_getCursor(b->tu, clang_getDiagnosticLocation(diagnostic));
    while (clang_isAttribute(clang_getCursorKind(cursor)))
        cursor = clang_getCursorSemanticParent(cursor);
    return cursor;
}

static const char *declared_name(struct builder *b, CXDiagnostic diagnostic)
{
    return own_string(b, clang_getCursorSpelling(declaration_at(b, diagnostic)));
}

/* `f(a) int a;`, or `f()`, which says nothing of parameters before C23, but for what the definition
 * says. */
static void give_without_prototype(struct builder *b, CXDiagnostic diagnostic)
{
    CXCursor cursor = declaration_at(b, diagnostic);
    CXCursor definition = clang_getCursorDefinition(cursor);
    if (!clang_Cursor_isNull(definition) && clang_Cursor_getNumArguments(definition) == 0)
        return;
    bool is_old = clang_Cursor_getNumArguments(cursor) > 0;
    rule_report(b->diag, is_old ? RULE_OLD_STYLE : RULE_NO_PARAMETERS,
                diagnostic_span(b, diagnostic), declared_name(b, diagnostic));
}

/* Does the message come out of the macro? */
static bool is_in_macro(struct builder *b, CXDiagnostic diagnostic, const char *macro)
{
    const char *wanted = arena_printf(b->arena, "macro '%s'", macro);
    CXDiagnosticSet notes = clang_getChildDiagnostics(diagnostic);
    bool found = false;
    for (unsigned i = 0; i < clang_getNumDiagnosticsInSet(notes) && !found; i++) {
        CXDiagnostic note = clang_getDiagnosticInSet(notes, i);
        found = strstr(own_string(b, clang_getDiagnosticSpelling(note)), wanted);
        clang_disposeDiagnostic(note);
    }
    return found;
}

/* `yield_from(int, f())` of what is no generator. */
static bool give_yield_from(struct builder *b, CXDiagnostic diagnostic, const char *text)
{
    const char *rest = text, *given = is_about_types(text) ? next_type(b, &rest) : NULL;
    if (!given || !strstr(rest, "ASYNC_GENERATOR_SPACE void") || strstr(given, "generator(") ||
        !is_in_macro(b, diagnostic, "_Yield_from"))
        return false;
    rule_report(b->diag, RULE_YIELD_FROM_VALUE, diagnostic_span(b, diagnostic), given);
    return true;
}

/* `spawn(a, b)`; to clang what is left is a name that was never declared. */
static bool is_wrong_use(const char *text)
{
    return strstr(text, "to function-like macro invocation");
}

static bool is_spawn_of_what(struct builder *b, CXDiagnostic diagnostic, const char *text)
{
    return ((strstr(text, "may not be qualified with an address space") ||
             strcmp(text, "expected expression") == 0) &&
            is_in_macro(b, diagnostic, "_Spawn")) ||
           (is_wrong_use(text) && is_in_macro(b, diagnostic, "spawn"));
}

static unsigned blanks_before(const struct source *source, unsigned at)
{
    while (at && strchr(" \t\n", source->text[at - 1]))
        at--;
    return at;
}

/* `catch (int e)`, where the type is there already. */
static bool is_catch_of_type(struct span span, const char *text)
{
    if (!span.source || !strstr(text, "cannot combine with previous 'int'"))
        return false;
    unsigned at = blanks_before(span.source, span.begin);
    at = at && span.source->text[at - 1] == '(' ? blanks_before(span.source, at - 1) : 0;
    return at >= 5 && strncmp(span.source->text + at - 5, "catch", 5) == 0;
}

static bool is_wrong_catch(const char *text)
{
    return strncmp(text, "expected identifier", 19) == 0 ||
           strcmp(text, "expected ';' in 'for' statement specifier") == 0;
}

/* __typeof__(*handle) x; */
static bool is_type_of_value(const char *text)
{
    return strstr(text, "variable qualified with an address space") ||
           strstr(text, "field may not be qualified with an address space") ||
           strstr(text, "parameter may not be qualified with an address space");
}

/* ---- `async` where it means nothing ---- */

/* Clang gives two messages for each: one about the annotation, one about the calling convention. */
static bool is_twin(struct builder *b, CXDiagnostic diagnostic, const char *text)
{
    return strstr(text, "annotate__'") && is_in_macro(b, diagnostic, "_Async");
}

static bool give_misplaced(struct builder *b, CXDiagnostic diagnostic, const char *text)
{
    const char *type = strstr(text, "swiftcall__' only applies to function types");
    bool is_nowhere = strstr(text, "swiftcall__' attribute only applies") ||
                      strstr(text, "swiftcall__' is ignored") ||
                      strstr(text, "swiftcall__' attribute cannot be applied") ||
                      strstr(text, "an attribute list cannot appear here") ||
                      strstr(text, "does not declare anything");
    if ((!type && !is_nowhere) || !is_in_macro(b, diagnostic, "_Async"))
        return false;
    struct span span = diagnostic_span(b, diagnostic);
    const char *rest = type ? strstr(text, "type here is") : NULL;
    const char *name = rest ? words_next_type(b, &rest) : NULL;
    rule_report(b->diag, name ? RULE_ASYNC_WHERE : RULE_ASYNC_NOWHERE, span, name ? name : "");
    return true;
}

/* ---- the rules ---- */

/* The calling convention that was asked for besides, as clang calls it. */
static const char *other_convention(struct builder *b, const char *text)
{
    static const char before[] = "swiftcall and ", behind[] = " attributes are not compatible";
    const char *begin = strstr(text, before), *end = strstr(text, behind);
    if (!begin || !end)
        return NULL;
    begin += sizeof before - 1;
    return arena_copy(b->arena, begin, (size_t)(end - begin));
}

static bool give_rule(struct builder *b, CXDiagnostic diagnostic, const char *text)
{
    struct span span = diagnostic_span(b, diagnostic);
    if (strstr(text, "variadic function cannot use swiftcall"))
        rule_report(b->diag, RULE_VARIADIC, span, declared_name(b, diagnostic));
    else if (strstr(text, "no prototype cannot use the swiftcall"))
        give_without_prototype(b, diagnostic);
    else if (other_convention(b, text))
        rule_report(b->diag, RULE_ATTRIBUTE, span, other_convention(b, text));
    else if (strstr(text, "'swiftcall' here was previously declared without"))
        rule_report(b->diag, RULE_DECLARED_ORDINARY, span, declared_name(b, diagnostic));
    else if (is_spawn_of_what(b, diagnostic, text))
        rule_report(b->diag, RULE_SPAWN_WHAT, span, "spawn");
    else if (strcmp(text, "expected expression") == 0 && is_in_macro(b, diagnostic, "_Catch"))
        rule_report(b->diag, RULE_CATCH_ALONE, span, "");
    else if (is_catch_of_type(span, text))
        rule_report(b->diag, RULE_CATCH_TYPE, span, "");
    else if (is_wrong_catch(text) && is_in_macro(b, diagnostic, "_Catch"))
        rule_report(b->diag, RULE_CATCH_WHAT, span, "");
    else if (strncmp(text, "incompatible ", 13) == 0 && is_in_macro(b, diagnostic, "_Detach"))
        rule_report(b->diag, RULE_DETACH_WHAT, span, "");
    else if (strncmp(text, "cannot jump from ", 17) == 0 && is_in_macro(b, diagnostic, "_Gen_each"))
        rule_report(b->diag, RULE_JUMP_INTO, span, "into a loop over a generator");
    else if (strncmp(text, "trigraph converted to ", 22) == 0)
        rule_report(b->diag, RULE_TRIGRAPH, span, "");
    else if (is_type_of_value(text))
        rule_report(b->diag, RULE_HANDLE_TYPE, span, "");
    else if (strstr(text, "may not be qualified with an address space"))
        rule_report(b->diag, RULE_HANDLE_OF, span, "a function");
    else
        return give_misplaced(b, diagnostic, text) || give_yield_from(b, diagnostic, text) ||
               give_mixed(b, diagnostic, text);
    return true;
}

/* ---- the messages ---- */

static void add_note(struct builder *b, CXDiagnostic note)
{
    struct span span = diagnostic_span(b, note);
    const char *text = own_string(b, clang_getDiagnosticSpelling(note));
    if (!span.source || !is_header(span.source->name))
        diag_add(b->diag, DIAG_NOTE, span, NULL, words_of_message(b, text));
}

static void add_notes(struct builder *b, CXDiagnostic diagnostic)
{
    CXDiagnosticSet notes = clang_getChildDiagnostics(diagnostic);
    for (unsigned i = 0; i < clang_getNumDiagnosticsInSet(notes); i++) {
        CXDiagnostic note = clang_getDiagnosticInSet(notes, i);
        add_note(b, note);
        clang_disposeDiagnostic(note);
    }
}

/* ---- what other compilers only warn of ---- */

/* Does it speak of what only the dialect has, in whatever depth of a type? */
static bool is_of_the_dialect(const char *words)
{
    return strstr(words, "future(") || strstr(words, "generator(") || strstr(words, "async ") ||
           strstr(words, "address_space") || strstr(words, "swiftcall");
}

/* Is one of the flags `PREFIX NAME`? */
static bool has_flag(const struct front *front, const char *prefix, const char *name)
{
    size_t size = strlen(prefix);
    for (unsigned i = 0; i < front->flag_count; i++)
        if (strncmp(front->flags[i], prefix, size) == 0 &&
            strcmp(front->flags[i] + size, name) == 0)
            return true;
    return false;
}

/* <async.h> makes errors of what are warnings in plain C, or where the flags ask for leniency, for
 * the sake of futures and async functions only. */
static bool is_left_to_compiler(struct builder *b, CXDiagnostic diagnostic, const char *text)
{
    const char *option = own_string(b, clang_getDiagnosticOption(diagnostic, NULL));
    if (strncmp(option, "-W", 2) != 0 || is_of_the_dialect(words_of_message(b, text)))
        return false;
    const char *name = option + 2;
    if (strcmp(name, "incompatible-pointer-types") == 0 ||
        strcmp(name, "pointer-type-mismatch") == 0)
        return !has_flag(b->front, "-Werror=", name);
    return (strcmp(name, "int-conversion") == 0 ||
            strcmp(name, "incompatible-function-pointer-types") == 0) &&
           (has_flag(b->front, "-Wno-error=", name) || has_flag(b->front, "-Wno-", name));
}

static bool is_bare(struct span span)
{
    const char *text = span.source ? span.source->text + span.end : "(";
    return text[strspn(text, " \t\n")] != '(';
}

/* Generated code does not call it by its name, so no C compiler would tell; of a pointer to it one
 * does. */
static bool is_deprecated_call(struct builder *b, CXDiagnostic diagnostic)
{
    const char *option = own_string(b, clang_getDiagnosticOption(diagnostic, NULL));
    if (strcmp(option, "-Wdeprecated-declarations") != 0 || is_bare(diagnostic_span(b, diagnostic)))
        return false;
    CXCursor use = clang_getCursor(b->tu, clang_getDiagnosticLocation(diagnostic));
    return is_async_function(b, clang_getCursorReferenced(use));
}

/* Warnings are left to the C compiler, but for those that a rule of ours knows. */
static void add_diagnostic(struct builder *b, CXDiagnostic diagnostic, const char *text)
{
    bool is_error = clang_getDiagnosticSeverity(diagnostic) >= CXDiagnostic_Error;
    if (give_rule(b, diagnostic, text)) {
        add_notes(b, diagnostic);
    } else if (is_error && !is_twin(b, diagnostic, text) &&
               !is_left_to_compiler(b, diagnostic, text)) {
        diag_add(b->diag, DIAG_ERROR, diagnostic_span(b, diagnostic), NULL,
                 words_of_message(b, text));
        add_notes(b, diagnostic);
    } else if (is_deprecated_call(b, diagnostic)) {
        diag_add(b->diag, DIAG_WARNING, diagnostic_span(b, diagnostic), "-Wdeprecated-declarations",
                 text);
    }
}

/* ---- a file without the header ---- */

static void look_for_header(CXFile file, CXSourceLocation *stack, unsigned depth, CXClientData data)
{
    (void)stack, (void)depth;
    CXString name = clang_getFileName(file);
    *(bool *)data |= is_header(clang_getCString(name));
    clang_disposeString(name);
}

/* A keyword of the dialect. */
struct keyword {
    const char *name;
    const char *form; /* of one that is followed by brackets; else NULL */
};

/* The one that clang does not know; NULL if the message is another. */
static const struct keyword *unknown_keyword(struct builder *b, const char *text)
{
    static const struct keyword keywords[] = {
        {"async", NULL},
        {"await", NULL},
        {"yield", NULL},
        {"throw", NULL},
        {"try", NULL},
        {"defer", NULL},
        {"spawn", "spawn(f(x))"},
        {"detach", "detach(spawn(f(x)))"},
        {"future", "future(int)"},
        {"generator", "generator(int)"},
        {"yield_from", "yield_from(int, g)"},
        {"received", "received(int)"},
        {"was_sent", "was_sent()"},
        {"catch", "catch (e) { ... }"},
        {"gen_each", "gen_each (int value, g) { ... }"},
        {"await_each", "await_each (int value, g) { ... }"},
        {"gen_return", "gen_return(value)"},
        {"async_timeout", "async_timeout (seconds) { ... }"},
    };
    const char *rest = text;
    const char *name = words_quoted(b, &rest);
    bool is_unknown = name && (strstr(text, "unknown type name") || strstr(text, "undeclared"));
    for (size_t i = 0; is_unknown && i < sizeof keywords / sizeof *keywords; i++)
        if (strcmp(keywords[i].name, name) == 0)
            return &keywords[i];
    return NULL;
}

static void report_keyword(struct builder *b, struct span span, const struct keyword *keyword)
{
    bool has_header = false;
    clang_getInclusions(b->tu, look_for_header, &has_header);
    if (has_header && keyword->form && is_bare(span))
        rule_report_both(b->diag, RULE_KEYWORD_BARE, span, keyword->name, keyword->form);
    else
        rule_report(b->diag, has_header ? RULE_NO_KEYWORD : RULE_NO_HEADER, span, keyword->name);
}

/* The header, if it is what was not found; NULL if the message is another. */
static const char *missing_header(struct builder *b, const char *text)
{
    const char *rest = text;
    const char *name = strstr(text, "file not found") ? words_quoted(b, &rest) : NULL;
    return name && is_header(name) ? name : NULL;
}

/* `gen_each (int v : g)`, without a comma: the word; NULL if the message is another. */
static const char *each_of_what(struct builder *b, CXDiagnostic diagnostic, const char *text)
{
    struct span span = diagnostic_span(b, diagnostic);
    if (!span.source || strncmp(text, "expected ", 9) != 0 ||
        (!is_in_macro(b, diagnostic, "_Gen_each") && !is_in_macro(b, diagnostic, "_Await_each")))
        return NULL;
    unsigned size = (unsigned)span.source->size;
    unsigned end = scan_token_end(span.source, span.begin, size);
    unsigned open = source_skip_space(span.source, end, size);
    unsigned close =
        open < size && span.source->text[open] == '(' ? scan_match(span.source, open, size) : open;
    bool is_one = close > open && scan_find(span.source, open + 1, close - 1, ',') == close - 1;
    return is_one ? arena_copy(b->arena, span.source->text + span.begin, end - span.begin) : NULL;
}

/* What follows a missing header or an unknown keyword makes no sense, so nothing more is said. */
static bool give_unknown_keyword(struct builder *b, CXDiagnostic diagnostic, const char *text)
{
    const struct keyword *keyword = unknown_keyword(b, text);
    const char *header = missing_header(b, text), *each = each_of_what(b, diagnostic, text);
    if (each) {
        rule_report(b->diag, RULE_EACH_WHAT, diagnostic_span(b, diagnostic), each);
        return true;
    }
    if (header) {
        rule_report(b->diag, RULE_HEADER_NOT_FOUND, diagnostic_span(b, diagnostic), header);
        return true;
    }
    if (keyword)
        report_keyword(b, diagnostic_span(b, diagnostic), keyword);
    return keyword;
}

enum { MOST_ERRORS = 20 };

void messages_add(struct builder *b)
{
    bool is_lost = false, is_after_macro = false;
    CXDiagnosticSet messages = clang_getDiagnosticSetFromTU(b->tu);
    for (unsigned i = 0; i < clang_getNumDiagnosticsInSet(messages) && !is_lost; i++) {
        CXDiagnostic diagnostic = clang_getDiagnosticInSet(messages, i);
        const char *text = own_string(b, clang_getDiagnosticSpelling(diagnostic));
        bool is_said = is_after_macro && unknown_keyword(b, text);
        is_lost = !is_said && give_unknown_keyword(b, diagnostic, text);
        if (!is_lost && !is_said)
            add_diagnostic(b, diagnostic, text);
        is_after_macro = is_wrong_use(text);
        if (b->diag->errors > MOST_ERRORS) {
            diag_add(b->diag, DIAG_NOTE, (struct span){0}, NULL,
                     "too many errors: the rest is left out");
            return;
        }
    }
}
