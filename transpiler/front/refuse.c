/* SPDX-License-Identifier: MIT
 *
 * What an async function cannot hold, as far as it is seen while the tree is built.
 */
#include "front/build.h"

#include <string.h>

void refuse(struct builder *b, enum rule rule, struct span span, const char *what)
{
    if (b->func->function)
        rule_report(b->diag, rule, span, what);
}

static bool is_one_of(const char *name, const char *const *names)
{
    for (; *names; names++)
        if (strcmp(name, *names) == 0)
            return true;
    return false;
}

/* ---- functions ---- */

/* The spelled name of an attribute: the first word of its text, without underscores around it. */
const char *attribute_name(struct builder *b, CXCursor attribute)
{
    const char *text = first_token(b, attribute).text;
    if (!text)
        return "";
    size_t size = strlen(text);
    bool is_guarded = size > 4 && strncmp(text, "__", 2) == 0 && strcmp(text + size - 2, "__") == 0;
    return is_guarded ? arena_copy(b->arena, text + 2, size - 4) : text;
}

struct span name_span(struct builder *b, CXCursor cursor)
{
    CXSourceLocation place = clang_getCursorLocation(cursor);
    struct span span = span_between(b, place, place);
    if (span.source)
        span.end = scan_token_end(span.source, span.begin, (unsigned)span.source->size);
    return span;
}

/* Do the parameters' declarations follow the brackets? */
bool is_old_style(struct builder *b, CXCursor cursor)
{
    struct span name = name_span(b, cursor);
    if (clang_Cursor_getNumArguments(cursor) <= 0 || !name.source)
        return false;
    unsigned size = (unsigned)name.source->size;
    unsigned open = source_skip_space(name.source, name.end, size);
    struct span param = span_of(b, clang_Cursor_getArgument(cursor, 0));
    return open < size && name.source->text[open] == '(' && param.source == name.source &&
           param.begin >= scan_match(name.source, open, size);
}

void refuse_function(struct builder *b, CXCursor cursor)
{
    const char *name = own_string(b, clang_getCursorSpelling(cursor));
    CXType type = clang_getCursorType(cursor);
    bool has_list = clang_getCanonicalType(type).kind == CXType_FunctionProto;
    if (has_list && clang_isFunctionTypeVariadic(type))
        rule_report(b->diag, RULE_VARIADIC, name_span(b, cursor), name);
    if (is_old_style(b, cursor))
        rule_report(b->diag, RULE_OLD_STYLE, name_span(b, cursor), name);
}

/* ---- locals ---- */

/* The text of the declaration in which attributes are looked for: attributes are told apart by
 * their tokens, because clang exposes few of them. */
static bool has_word(struct span span, const char *word)
{
    if (!span.source)
        return false;
    unsigned at = span.begin;
    while ((at = source_skip_space(span.source, at, span.end)) < span.end) {
        if (scan_is(span.source, at, word))
            return true;
        at = scan_token_end(span.source, at, span.end);
    }
    return false;
}

/* `register int x asm("rdi")`: what a call in between may change. */
static bool is_register_bound(struct builder *b, CXCursor cursor)
{
    struct cursors children = children_of(b, cursor);
    for (unsigned i = 0; i < children.count; i++)
        if (clang_getCursorKind(children.items[i]) == CXCursor_AsmLabelAttr)
            return clang_Cursor_getStorageClass(cursor) == CX_SC_Register;
    return false;
}

bool is_cleanup(struct builder *b, CXCursor attribute)
{
    const char *name = attribute_name(b, attribute); /* or the scope that it has in front */
    return strcmp(name, "cleanup") == 0 ||
           (strcmp(name, "gnu") == 0 && cleanup_function(b, attribute));
}

void refuse_local(struct builder *b, CXCursor cursor)
{
    if (is_register_bound(b, cursor))
        refuse(b, RULE_LOCAL_ATTRIBUTE, span_of(b, cursor), "a local bound to a machine register");
}

bool declares_async(struct builder *b, CXCursor cursor)
{
    struct cursors children = children_of(b, cursor);
    for (unsigned i = 0; i < children.count; i++) {
        CXString text = clang_getCursorSpelling(children.items[i]);
        bool found = clang_getCursorKind(children.items[i]) == CXCursor_AnnotateAttr &&
                     strcmp(clang_getCString(text), "async") == 0;
        clang_disposeString(text);
        if (found)
            return true;
    }
    return false;
}

/* Types that a frame cannot hold. */
void refuse_object(struct builder *b, CXCursor cursor)
{
    CXType type = clang_getCursorType(cursor);
    switch (clang_getCursorKind(cursor)) {
    case CXCursor_TypedefDecl:
        type = clang_getTypedefDeclUnderlyingType(cursor);
        break;
    case CXCursor_VarDecl:
        break;
    default:
        return;
    }
    enum CX_StorageClass storage = clang_Cursor_getStorageClass(cursor);
    bool is_static = storage == CX_SC_Static || storage == CX_SC_Extern;
    if (b->func && is_static && is_variably_modified(type))
        refuse(b, RULE_VARIABLE_LENGTH, span_of(b, cursor), "");
}

bool is_measured(struct builder *b, CXCursor cursor)
{
    (void)b;
    bool is_size = clang_getCursorKind(cursor) == CXCursor_UnaryExpr;
    if (!is_size)
        return is_variably_modified(clang_getCursorType(cursor));
    CXEvalResult value = clang_Cursor_Evaluate(cursor);
    bool is_known = value && clang_EvalResult_getKind(value) == CXEval_Int;
    if (value)
        clang_EvalResult_dispose(value);
    return !is_known;
}

/* ---- handles ---- */

void refuse_handle(struct builder *b, CXType type, CXCursor declaration)
{
    CXType handle = clang_getCanonicalType(type);
    if (!is_handle_type(handle))
        return;
    CXType value = clang_getCanonicalType(clang_getPointeeType(handle));
    bool is_array = clang_getArrayElementType(value).kind != CXType_Invalid &&
                    value.kind != CXType_Vector && value.kind != CXType_ExtVector;
    bool is_param = clang_getCursorKind(declaration) == CXCursor_ParmDecl;
    if (is_array)
        rule_report(b->diag, RULE_HANDLE_OF,
                    is_param ? span_of(b, declaration) : name_span(b, declaration), "an array");
}

/* ---- casts ---- */

/* The function type that a pointer leads to, or that a function has; invalid for anything else. */
static CXType function_type(CXType type)
{
    type = clang_getCanonicalType(type);
    if (type.kind == CXType_Pointer)
        type = clang_getCanonicalType(clang_getPointeeType(type));
    bool is_function = type.kind == CXType_FunctionProto || type.kind == CXType_FunctionNoProto;
    return is_function ? type : (CXType){.kind = CXType_Invalid};
}

/* A cast between a pointer to an async function and one to an ordinary one. */
void refuse_cast(struct builder *b, CXCursor cast)
{
    CXType to = clang_getCursorType(cast);
    if (function_type(to).kind == CXType_Invalid || !rule_is_on(b->diag, RULE_COLOUR_CAST))
        return;
    struct cursors children = children_of(b, cast);
    if (!children.count)
        return;
    CXType from = clang_getCursorType(without_casts(b, children.items[children.count - 1]));
    if (function_type(from).kind != CXType_Invalid &&
        is_async_type(function_type(from)) != is_async_type(function_type(to)))
        rule_report_both(b->diag, RULE_COLOUR_CAST, span_of(b, cast), words_of_clang_type(b, from),
                         words_of_clang_type(b, to));
}

static enum CXChildVisitResult visit_cast(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    if (clang_getCursorKind(cursor) == CXCursor_CStyleCastExpr)
        refuse_cast(data, cursor);
    return CXChildVisit_Recurse;
}

/* Tables of numbers may be long, and hold no such cast. */
void refuse_casts(struct builder *b, CXCursor object)
{
    CXType type = clang_getCanonicalType(clang_getCursorType(object));
    for (CXType item = type; item.kind != CXType_Invalid; item = clang_getArrayElementType(type))
        type = clang_getCanonicalType(item);
    if (type.kind == CXType_Pointer || type.kind == CXType_Record)
        visit_children(object, visit_cast, b);
}

/* ---- keywords ---- */

/* `async;`, and a second `async` with only words between. */
void refuse_keyword(struct builder *b, const struct macro_use *use)
{
    struct source *source = use->span.source;
    unsigned size = (unsigned)source->size;
    unsigned at = source_skip_space(source, use->span.end, size);
    if (at < size && source->text[at] == ';')
        rule_report(b->diag, RULE_ASYNC_NOWHERE, use->span, "");
    while (at < size && is_word_start(source->text[at])) {
        unsigned end = scan_token_end(source, at, size);
        const struct macro_use *next = macro_use_at(b, source, at);
        if (next && macro_leads_to(b, next, "_Async")) {
            rule_report(b->diag, RULE_ASYNC_TWICE, (struct span){source, at, end}, "");
            return;
        }
        at = source_skip_space(source, end, size);
    }
}

/* ---- calls and asm ---- */

static bool is_forbidden(const char *name)
{
    static const char *const names[] = {"alloca",
                                        "__builtin_alloca",
                                        "__builtin_alloca_with_align",
                                        "__builtin_alloca_uninitialized",
                                        "__builtin_alloca_with_align_uninitialized",
                                        "setjmp",
                                        "_setjmp",
                                        "sigsetjmp",
                                        "__sigsetjmp",
                                        "__builtin_setjmp",
                                        "getcontext",
                                        "vfork",
                                        "__builtin_frame_address",
                                        "__builtin_return_address",
                                        "__builtin_apply",
                                        "__builtin_apply_args",
                                        "__builtin_return",

                                        NULL};
    return is_one_of(name, names);
}

/* setjmp rather than _setjmp, where that is what stands in the text. */
static const char *name_as_written(struct builder *b, struct span span, const char *name)
{
    unsigned end = span.source ? scan_token_end(span.source, span.begin, span.end) : 0;
    const char *word = end > span.begin
                           ? arena_copy(b->arena, span.source->text + span.begin, end - span.begin)
                           : name;
    return is_word_start(*word) && strstr(name, word) ? word : name;
}

void refuse_name(struct builder *b, CXCursor function, struct span span)
{
    const char *name = own_string(b, clang_getCursorSpelling(function));
    if (is_forbidden(name))
        refuse(b, RULE_FORBIDDEN_CALL, span, name_as_written(b, span, name));
}

/* asm goto */
void refuse_asm(struct builder *b, CXCursor cursor)
{
    struct span span = span_of(b, cursor);
    if (clang_getCursorKind(cursor) != CXCursor_GCCAsmStmt || !span.source)
        return;
    span.end = scan_find(span.source, span.begin, span.end, '(');
    if (has_word(span, "goto"))
        refuse(b, RULE_UNSUPPORTED, span, "asm goto");
}
