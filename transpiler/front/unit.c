/* SPDX-License-Identifier: MIT
 *
 * The walk over the declarations of the translation unit: which functions are async, which of their
 * definitions and which ordinary functions need a tree, and what else the later stages ask of the
 * file as a whole: the keywords to be erased, prototypes, names in use, the files that were read.
 */
#include "front/rewrite.h"

#include <stdlib.h>
#include <string.h>

/* ---- async functions ---- */

static const char leaf_mark[] = "async_frame:";

static const char *leaf_frame_of(struct builder *b, CXCursor cursor)
{
    struct cursors children = children_of(b, cursor);
    for (unsigned i = 0; i < children.count; i++) {
        if (clang_getCursorKind(children.items[i]) != CXCursor_AnnotateAttr)
            continue;
        const char *text = own_string(b, clang_getCursorSpelling(children.items[i]));
        if (strncmp(text, leaf_mark, strlen(leaf_mark)) == 0)
            return text + strlen(leaf_mark);
    }
    return NULL;
}

/* Clang gives main, and what is named like a function that it knows itself, the ordinary calling
 * convention, whatever was asked for. */
bool is_async_function(struct builder *b, CXCursor cursor)
{
    if (clang_getCursorKind(cursor) != CXCursor_FunctionDecl)
        return false;
    return is_async_type(clang_getCursorType(cursor)) ||
           (clang_Cursor_hasAttrs(cursor) && declares_async(b, cursor));
}

bool gives_generator(CXCursor cursor)
{
    return clang_getCursorKind(cursor) == CXCursor_FunctionDecl &&
           is_generator_type(clang_getCursorResultType(cursor));
}

static struct type *function_type(struct builder *b, CXType type, bool is_async)
{
    struct type *copy = arena_new(b->arena, struct type);
    *copy = *type_of(b, type);
    copy->is_async = is_async;
    copy->value = type_pointer_to(b->arena, copy);
    return copy;
}

/* As it is handed over: a pointer to what is of variable size without the size. */
static struct type *param_type(struct builder *b, CXCursor param)
{
    CXType type = clang_getCursorType(param);
    return is_variably_modified(type) ? type_pointer_to(b->arena, type_void())
                                      : type_of(b, type)->value;
}

static struct function *new_function(struct builder *b, CXCursor cursor, const char *name)
{
    struct function *function = arena_new(b->arena, struct function);
    CXType type = clang_getCursorType(cursor);
    int count = clang_Cursor_getNumArguments(cursor);
    function->name = name;
    function->is_async = is_async_function(b, cursor);
    function->type = function_type(b, type, function->is_async);
    function->result = type_unqualified(b, clang_getResultType(type));
    function->param_count = count > 0 ? (unsigned)count : 0;
    function->params = arena_array(b->arena, struct type *, function->param_count + 1);
    for (int i = 0; i < count; i++)
        function->params[i] = param_type(b, clang_Cursor_getArgument(cursor, (unsigned)i));
    function->is_static = clang_getCursorLinkage(cursor) == CXLinkage_Internal;
    function->is_main = strcmp(name, "main") == 0;
    function->leaf_frame = leaf_frame_of(b, cursor);
    function->first = span_of(b, cursor);
    return function;
}

struct function *function_of(struct builder *b, CXCursor cursor)
{
    const char *name = name_intern(b, own_string(b, clang_getCursorSpelling(cursor)));
    void **known = map_at(&b->functions, name);
    if (!*known) {
        struct function *function = new_function(b, cursor, name);
        *map_at(&b->functions, name) = function;
        return function;
    }
    return *known;
}

static void begin_generator(struct builder *b, struct func *func, CXCursor cursor)
{
    CXType handle = clang_getCanonicalType(clang_getCursorResultType(cursor));
    b->yielded = clang_getPointeeType(handle);
    func->is_generator = func->function->is_generator = true;
    func->yielded = type_unqualified(b, b->yielded);
}

/* A definition that stands where awaitc does not write. */
static void want_text(struct builder *b, CXCursor cursor)
{
    struct span span = name_span(b, cursor);
    rule_report(b->diag, RULE_UNSUPPORTED, span, "what is defined in this included file");
    unit_wish(b->unit, WISH_INLINE_FILE, span);
}

static void add_definition(struct builder *b, CXCursor cursor, struct function *function)
{
    struct span span = span_of(b, cursor);
    struct file *file = span.source ? file_of_source(b, span.source) : NULL;
    if (file && !span.source->is_main)
        want_text(b, cursor);
    if (!file || function->definition || !span.source->is_main)
        return;
    struct func *func = arena_new(b->arena, struct func);
    func->function = function;
    func->name = function->name;
    function->definition = func;
    if (gives_generator(cursor))
        begin_generator(b, func, cursor);
    func_build(b, func, cursor);
    if (func->body)
        *vec_push(&b->unit->funcs) = func;
}

static bool defines_tag(struct builder *b, CXCursor cursor)
{
    struct cursors children = children_of(b, cursor);
    for (unsigned i = 0; i < children.count; i++) {
        enum CXCursorKind kind = clang_getCursorKind(children.items[i]);
        if (is_tag_kind(kind))
            return true;
    }
    return false;
}

/* A declaration of one static async function and nothing else, written out in the main file. */
static void add_prototype(struct builder *b, CXCursor cursor, struct function *function)
{
    CXSourceRange range = clang_getCursorExtent(cursor);
    struct span span = declaration_span(b, cursor);
    bool is_alone = span.source && span.source->is_main && function->is_static &&
                    !macro_covers(b, span.source, span.end - 1) &&
                    span_of(b, cursor).begin != b->last_begin;
    struct span whole = span_with_semicolon(span);
    const struct macro_use *use = span.source ? macro_use_at(b, span.source, span.begin) : NULL;
    bool is_written =
        is_in_file(b, clang_getRangeStart(range)) || (use && macro_leads_to(b, use, "_Async"));
    if (!is_alone || !is_written || whole.end == span.end || defines_tag(b, cursor) ||
        source_find_directive(span.source, whole.begin, whole.end) != whole.end)
        return;
    *vec_push(&b->unit->prototypes) = whole;
    *vec_push(&b->unit->prototyped) = function;
}

/* Of what other files see; NULL: as it is without saying so. */
static const char *visibility_of(struct builder *b, CXCursor cursor)
{
    enum CXVisibilityKind kind = clang_getCursorVisibility(cursor);
    struct cursors children = children_of(b, cursor);
    bool is_said = kind == CXVisibility_Hidden || kind == CXVisibility_Protected;
    for (unsigned i = 0; i < children.count && !is_said; i++)
        is_said = clang_getCursorKind(children.items[i]) == CXCursor_VisibilityAttr;
    return is_said ? kind == CXVisibility_Hidden      ? "hidden"
                     : kind == CXVisibility_Protected ? "protected"
                                                      : "default"
                   : NULL;
}

static void add_async(struct builder *b, CXCursor cursor)
{
    struct function *function = function_of(b, cursor);
    if (!function->leaf_frame)
        function->leaf_frame = leaf_frame_of(b, cursor);
    function->is_static |= clang_getCursorLinkage(cursor) == CXLinkage_Internal;
    function->visibility = visibility_of(b, cursor);
    refuse_function(b, cursor);
    attributes_settle(b, cursor, function);
    if (clang_isCursorDefinition(cursor))
        add_definition(b, cursor, function);
    else if (!gives_generator(cursor))
        add_prototype(b, cursor, function);
}

/* ---- generators ---- */

/* A yield, a yield_from or a gen_return makes a function a generator. */
static enum CXChildVisitResult look_for_yield(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    const char *mark = mark_named(cursor);
    bool *found = data;
    *found = mark && (strcmp(mark, "yield") == 0 || strcmp(mark, "yield_from") == 0 ||
                      strcmp(mark, "gen_return") == 0);
    return *found ? CXChildVisit_Break : CXChildVisit_Recurse;
}

static bool is_generator(CXCursor cursor)
{
    bool found = false;
    if (gives_generator(cursor) && clang_isCursorDefinition(cursor))
        visit_children(cursor, look_for_yield, &found);
    return found;
}

/* ---- ordinary functions ---- */

/* Arithmetic on a future or a generator, which a rule refuses. */
static bool computes_handle(struct builder *b, CXCursor cursor, enum CXCursorKind kind)
{
    bool is_index = kind == CXCursor_ArraySubscriptExpr;
    if (!is_index && kind != CXCursor_BinaryOperator && kind != CXCursor_UnaryOperator &&
        kind != CXCursor_CompoundAssignOperator)
        return false;
    CXType type = clang_getCursorType(cursor);
    if (is_index ? !is_behind_handle(type) : !is_handle_type(type))
        return false;
    struct cursors children = children_of(b, cursor);
    bool is_assignment = kind == CXCursor_BinaryOperator &&
                         clang_getCursorBinaryOperatorKind(cursor) == CXBinaryOperator_Assign;
    return children.count && !is_assignment &&
           is_handle_type(clang_getCursorType(without_casts(b, children.items[0])));
}

/* A function that rules speak of, wherever it is named. */
static bool is_judged(struct builder *b, CXCursor named)
{
    if (clang_getCursorKind(named) != CXCursor_FunctionDecl)
        return false;
    CXString name = clang_getCursorSpelling(named);
    bool is_error = strcmp(clang_getCString(name), "async_error") == 0;
    clang_disposeString(name);
    return is_error || (gives_generator(named) && is_async_function(b, named));
}

/* A call of a generator that is defined in this file: it may live where its handle does. */
static bool makes_generator(CXCursor call)
{
    CXCursor named = clang_getCursorReferenced(call);
    if (!gives_generator(named))
        return false;
    CXCursor definition = clang_getCursorDefinition(named);
    return !clang_Cursor_isNull(definition) && is_generator(definition) &&
           clang_Location_isFromMainFile(clang_getCursorLocation(definition));
}

/* What is named is looked at once. */
static bool names_dialect(struct builder *b, CXCursor named)
{
    static char yes, no;
    if (!named.data[0])
        return false;
    void **known = map_at(&b->judged, named.data[0]);
    if (!*known)
        *known = mark_spelled(named) || is_judged(b, named) ? &yes : &no;
    return *known == &yes;
}

static bool is_dialect(struct builder *b, CXCursor cursor)
{
    enum CXCursorKind kind = clang_getCursorKind(cursor);
    if (kind == CXCursor_DeclRefExpr)
        return names_dialect(b, clang_getCursorReferenced(cursor));
    if (computes_handle(b, cursor, kind))
        return true;
    if (kind == CXCursor_UnaryOperator)
        return is_await(b, cursor);
    return kind == CXCursor_CallExpr && (is_async_call(b, cursor) || makes_generator(cursor));
}

struct search {
    struct builder *b;
    bool found;
};

static enum CXChildVisitResult look_for_dialect(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    struct search *search = data;
    if (clang_getCursorKind(cursor) == CXCursor_CStyleCastExpr)
        refuse_cast(search->b, cursor);
    search->found = is_dialect(search->b, cursor);
    return search->found ? CXChildVisit_Break : CXChildVisit_Recurse;
}

static void add_plain(struct builder *b, CXCursor cursor)
{
    struct search search = {.b = b};
    visit_children(cursor, look_for_dialect, &search);
    if (search.found && !b->is_in_main)
        want_text(b, cursor);
    if ((!search.found && !b->every_function) || !b->is_in_main)
        return;
    struct func *func = arena_new(b->arena, struct func);
    func->name = own_string(b, clang_getCursorSpelling(cursor));
    func_build(b, func, cursor);
    if (func->body)
        *vec_push(&b->unit->plain) = func;
}

void declared_note(struct builder *b, CXCursor cursor)
{
    if (!b->every_function)
        return;
    CXType type = clang_getCanonicalType(clang_getCursorType(cursor));
    int count = clang_Cursor_getNumArguments(cursor);
    struct cursors children = children_of(b, cursor);
    struct declared_function declared = {
        .name = own_string(b, clang_getCursorSpelling(cursor)),
        .span = span_of(b, cursor),
        .place = name_span(b, cursor),
        .is_definition = clang_isCursorDefinition(cursor),
        .is_old_style = is_old_style(b, cursor),
        .is_system = clang_Location_isInSystemHeader(clang_getCursorLocation(cursor)),
        .has_prototype = type.kind == CXType_FunctionProto,
        .param_count = count > 0 ? (unsigned)count : 0,
    };
    declared.is_variadic = declared.has_prototype && clang_isFunctionTypeVariadic(type);
    for (unsigned i = 0; i < children.count; i++)
        if (clang_isAttribute(clang_getCursorKind(children.items[i])))
            *vec_push(&declared.attributes) = attribute_name(b, children.items[i]);
    list_settle(b, &declared.attributes);
    *vec_push(&b->unit->declared) = declared;
}

static void note_skipped(struct builder *b)
{
    CXSourceRangeList *ranges = clang_getSkippedRanges(b->tu, b->main_file);
    for (unsigned i = 0; i < ranges->count; i++)
        *vec_push(&b->unit->skipped) = span_between(b, clang_getRangeStart(ranges->ranges[i]),
                                                    clang_getRangeEnd(ranges->ranges[i]));
    clang_disposeSourceRangeList(ranges);
}

/* ---- the walk ---- */

static void use_name(struct builder *b, CXCursor cursor)
{
    CXString name = clang_getCursorSpelling(cursor);
    const char *text = clang_getCString(name);
    if (text && is_word_start(text[0])) {
        enum CXCursorKind kind = clang_getCursorKind(cursor);
        name_set_add(&b->unit->used, b->arena, text, strlen(text));
        if (kind != CXCursor_FunctionDecl && !is_tag_kind(kind))
            name_set_add(&b->unit->globals, b->arena, text, strlen(text));
    }
    clang_disposeString(name);
}

static enum CXChildVisitResult use_enumerator(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    if (clang_getCursorKind(cursor) == CXCursor_EnumConstantDecl)
        use_name(data, cursor);
    return CXChildVisit_Recurse;
}

static void refuse_handles(struct builder *b, CXCursor cursor)
{
    int count = clang_Cursor_getNumArguments(cursor);
    refuse_handle(b, clang_getCursorResultType(cursor), cursor);
    for (int i = 0; i < count; i++) {
        CXCursor param = clang_Cursor_getArgument(cursor, (unsigned)i);
        refuse_handle(b, clang_getCursorType(param), param);
    }
}

static bool is_system(CXCursor cursor)
{
    return clang_Location_isInSystemHeader(clang_getCursorLocation(cursor));
}

static void visit_function(struct builder *b, CXCursor cursor)
{
    declared_note(b, cursor);
    refuse_handles(b, cursor);
    if (is_async_function(b, cursor) || is_generator(cursor))
        add_async(b, cursor);
    else if (clang_isCursorDefinition(cursor) && (b->is_in_main || !is_system(cursor)))
        add_plain(b, cursor);
}

static void visit_object(struct builder *b, CXCursor cursor)
{
    refuse_handle(b, clang_getCursorType(cursor), cursor);
    if (b->is_in_main)
        refuse_casts(b, cursor);
}

static enum CXChildVisitResult visit(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    struct builder *b = data;
    CXFile file;
    unsigned offset;
    enum CXCursorKind kind = clang_getCursorKind(cursor);
    if (!clang_isDeclaration(kind))
        return CXChildVisit_Continue;
    clang_getFileLocation(clang_getCursorLocation(cursor), &file, NULL, NULL, &offset);
    b->is_in_main = file && clang_File_isEqual(file, b->main_file);
    use_name(b, cursor);
    if (is_tag_kind(kind))
        visit_children(cursor, use_enumerator, b);
    if (kind == CXCursor_FunctionDecl)
        visit_function(b, cursor);
    else if (kind == CXCursor_VarDecl)
        visit_object(b, cursor);
    b->last_begin = b->is_in_main ? span_of(b, cursor).begin : b->last_begin;
    return CXChildVisit_Continue;
}

/* ---- keywords, names, files ---- */

static bool is_keyword(const char *name)
{
    return strcmp(name, "async") == 0 || strcmp(name, "_Async") == 0;
}

static void add_keywords(struct builder *b, const struct file *file)
{
    for (size_t i = 0; i < file->uses.count; i++) {
        const struct macro_use *use = &file->uses.items[i];
        struct span span = use->span;
        if (!use->macro || !is_keyword(use->name))
            continue;
        span.end += span.source->text[span.end] == ' ' || span.source->text[span.end] == '\t';
        refuse_keyword(b, use);
        *vec_push(&b->unit->keywords) = span;
    }
}

static int compare_spans(const void *left, const void *right)
{
    const struct span *a = left, *b = right;
    if (a->source != b->source)
        return a->source->is_main || (!b->source->is_main && a->source < b->source) ? -1 : 1;
    return a->begin < b->begin ? -1 : a->begin > b->begin;
}

/* Declarations that share their specifiers have found the same attributes. */
static void order_keywords(struct unit *unit)
{
    struct span *spans = unit->keywords.items;
    size_t kept = 0;
    if (unit->keywords.count)
        qsort(spans, unit->keywords.count, sizeof *spans, compare_spans);
    for (size_t i = 0; i < unit->keywords.count; i++)
        if (!kept || compare_spans(&spans[kept - 1], &spans[i]) != 0)
            spans[kept++] = spans[i];
    unit->keywords.count = kept;
}

static void find_keywords(struct builder *b)
{
    for (size_t i = 0; i < b->files.count; i++)
        if (b->files.items[i]->source->is_main)
            add_keywords(b, b->files.items[i]);
}

static void use_words(struct builder *b)
{
    const struct source *source = b->unit->main;
    unsigned size = (unsigned)source->size;
    for (unsigned at = 0; (at = source_skip_space(source, at, size)) < size;) {
        unsigned end = scan_token_end(source, at, size);
        if (is_word_start(source->text[at]))
            name_set_add(&b->unit->used, b->arena, source->text + at, end - at);
        at = end;
    }
}

/* Does `#pragma pack`, or _Pragma("pack...") stand in it? */
static bool says_pack(const struct source *source)
{
    const char *end = source->text + source->size;
    for (const char *at = source->text; (at = memchr(at, 'g', (size_t)(end - at))); at++) {
        if (end - at < 9 || at - source->text < 2 || memcmp(at - 2, "ragma", 5) != 0)
            continue;
        for (at += 3; end - at > 4 && strchr(" \t(\"", *at);)
            at++;
        if (word_is(at, 4, "pack"))
            return true;
    }
    return false;
}

static void add_header(CXFile file, CXSourceLocation *stack, unsigned depth, CXClientData data)
{
    struct builder *b = data;
    const char *name = own_string(b, clang_getFileName(file));
    *vec_push(&b->unit->headers) = name;
    if (!depth)
        return;
    CXFile from;
    unsigned offset;
    clang_getFileLocation(stack[depth - 1], &from, NULL, NULL, &offset);
    b->unit->packs |= !is_system_file(b, file) && says_pack(file_of(b, file)->source);
    unsigned **included_at = (unsigned **)map_at(&b->included_at, file);
    if (from && clang_File_isEqual(from, b->main_file) && !*included_at) {
        *included_at = arena_new(b->arena, unsigned);
        **included_at = scan_line_end(b->unit->main, offset);
    }
}

/* Files whose texts stand in the main file by now were read, too. */
static void add_inlined(struct builder *b)
{
    const struct front *front = b->front;
    b->unit->has_inlined = front->inlined.count;
    for (size_t i = 0; i < front->inlined.count; i++) {
        bool is_known = false;
        for (size_t k = 0; k < b->unit->headers.count && !is_known; k++)
            is_known = strcmp(b->unit->headers.items[k], front->inlined.items[i]) == 0;
        if (!is_known)
            *vec_push(&b->unit->headers) = front->inlined.items[i];
    }
}

void unit_walk(struct builder *b)
{
    CXCursor whole = clang_getTranslationUnitCursor(b->tu);
    b->unit->packs = says_pack(b->unit->main);
    clang_getInclusions(b->tu, add_header, b);
    add_inlined(b);
    macros_collect(b);
    use_words(b);
    hiding_collect(b);
    visit_children(whole, visit, b);
    if (b->every_function)
        note_skipped(b);
    find_keywords(b);
    counter_wish(b);
    compilers_wish(b);
    order_keywords(b->unit);
    stems_choose(b);
}
