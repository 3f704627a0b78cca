/* SPDX-License-Identifier: MIT
 *
 * The uses of macros in the text, from clang's preprocessing record: it has every definition, and
 * every use that stands in a file itself. Uses in a macro's body are followed by hand through the
 * definitions.
 */
#include "front/rewrite.h"

#include <stdlib.h>
#include <string.h>

struct macro *macro_named(struct builder *b, const char *name)
{
    return map_get(&b->macros, name_intern(b, name));
}

static void add_definition(struct builder *b, CXCursor cursor)
{
    struct macro *macro = arena_new(b->arena, struct macro);
    macro->name = name_intern(b, own_string(b, clang_getCursorSpelling(cursor)));
    macro->cursor = cursor;
    name_set_add(&b->unit->used, b->arena, macro->name, strlen(macro->name));
    name_set_add(&b->unit->macros, b->arena, macro->name, strlen(macro->name));
    void **slot = map_at(&b->macros, macro->name);
    macro->older = *slot;
    *slot = macro;
}

static struct macro *definition_of(struct builder *b, CXCursor use, const char *name)
{
    CXCursor definition = clang_getCursorReferenced(use);
    struct macro *macro = map_get(&b->macros, name);
    while (macro && !clang_equalCursors(macro->cursor, definition))
        macro = macro->older;
    return macro;
}

static void add_use(struct builder *b, CXCursor cursor)
{
    CXSourceRange range = clang_getCursorExtent(cursor);
    struct span span = span_between(b, clang_getRangeStart(range), clang_getRangeEnd(range));
    struct file *file = span.source ? file_of_source(b, span.source) : NULL;
    if (!file)
        return;
    const char *name = name_intern(b, own_string(b, clang_getCursorSpelling(cursor)));
    *vec_add(b->arena, &file->uses) =
        (struct macro_use){span, name, definition_of(b, cursor, name)};
}

static enum CXChildVisitResult visit(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    enum CXCursorKind kind = clang_getCursorKind(cursor);
    if (kind == CXCursor_MacroDefinition)
        add_definition(data, cursor);
    else if (kind == CXCursor_MacroExpansion)
        add_use(data, cursor);
    return CXChildVisit_Continue;
}

static int compare_uses(const void *left, const void *right)
{
    const struct macro_use *a = left, *b = right;
    if (a->span.begin != b->span.begin)
        return a->span.begin < b->span.begin ? -1 : 1;
    return a->span.end > b->span.end ? -1 : a->span.end < b->span.end;
}

/* Does the name stand for one that takes arguments, and not for a keyword? */
static bool is_taker(struct builder *b, const char *name)
{
    enum { MOST_ALIASES = 16 };
    struct macro *macro = macro_named(b, name);
    for (int i = 0; macro && !macro_is_keyword(b, macro) && i < MOST_ALIASES; i++) {
        unsigned count;
        const struct token *tokens = macro_tokens(b, macro, &count);
        if (macro->is_function)
            return true;
        macro = count ? macro_named(b, tokens[count - 1].text) : NULL;
    }
    return false;
}

/* Is one of its arguments, or the end of one, the name of a macro that takes arguments? */
static bool hands_on_taker(struct builder *b, const struct macro_use *use)
{
    const struct source *source = use->span.source;
    unsigned end = use->span.end, at = scan_token_end(source, use->span.begin, end);
    while (at < end) {
        unsigned begin = source_skip_space(source, at, end);
        at = scan_token_end(source, begin, end);
        unsigned next = source_skip_space(source, at, end);
        if (begin < end && is_word_start(source->text[begin]) && next < end &&
            strchr(",)", source->text[next]) &&
            is_taker(b, arena_copy(b->arena, source->text + begin, at - begin)))
            return true;
    }
    return false;
}

/* `ID(SQUARE)(x)`: what stands behind the use are arguments of what it comes to. */
static void take_arguments(struct builder *b, struct macro_use *use)
{
    const struct source *source = use->span.source;
    unsigned size = (unsigned)source->size, open = source_skip_space(source, use->span.end, size);
    if (open < size && source->text[open] == '(' && use->macro &&
        !macro_is_keyword(b, use->macro) && hands_on_taker(b, use))
        use->span.end = scan_match(source, open, size);
}

/* Sorts the uses, once each, and notes how far each stretch of them reaches. */
static void order_uses(struct builder *b, struct file *file)
{
    struct macro_use *uses = file->uses.items;
    size_t kept = 0;
    if (file->uses.count)
        qsort(uses, file->uses.count, sizeof *uses, compare_uses);
    for (size_t i = 0; i < file->uses.count; i++)
        if (!kept || uses[kept - 1].span.begin != uses[i].span.begin)
            uses[kept++] = uses[i];
    file->uses.count = kept;
    for (size_t i = 0; i < kept; i++)
        take_arguments(b, &uses[i]);
    file->cover = arena_array(b->arena, unsigned, kept + 1);
    for (size_t i = 0; i < kept; i++) {
        unsigned before = i ? file->cover[i - 1] : 0;
        file->cover[i] = before > uses[i].span.end ? before : uses[i].span.end;
    }
}

void macros_collect(struct builder *b)
{
    visit_children(clang_getTranslationUnitCursor(b->tu), visit, b);
    for (size_t i = 0; i < b->files.count; i++)
        order_uses(b, b->files.items[i]);
}

size_t macro_uses_before(const struct file *file, unsigned offset)
{
    size_t low = 0, high = file->uses.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (file->uses.items[middle].span.begin < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const struct macro_use *macro_use_at(struct builder *b, const struct source *source, unsigned begin)
{
    struct file *file = file_of_source(b, source);
    size_t i = file ? macro_uses_before(file, begin) : 0;
    bool found = file && i < file->uses.count && file->uses.items[i].span.begin == begin;
    return found ? &file->uses.items[i] : NULL;
}

const struct macro_use *macro_use_late(struct builder *b, struct span span)
{
    unsigned size = (unsigned)span.source->size;
    span.end = scan_token_end(span.source, span.begin, size);
    const char *name = arena_copy(b->arena, span.source->text + span.begin, span.end - span.begin);
    struct macro *macro = is_word_start(*name) ? macro_named(b, name) : NULL;
    if (!macro)
        return NULL;
    struct macro_use *use = arena_new(b->arena, struct macro_use);
    unsigned open = source_skip_space(span.source, span.end, size);
    if (macro_is_function(b, macro))
        span.end = scan_match(span.source, open, size);
    *use = (struct macro_use){span, macro->name, macro};
    return use;
}

/* The outermost use that span begins in and reaches behind; NULL: none. */
const struct macro_use *macro_use_around(struct builder *b, struct span span)
{
    struct file *file = file_of_source(b, span.source);
    const struct macro_use *outermost = NULL;
    size_t i = file ? macro_uses_before(file, span.begin) : 0;
    for (; i-- > 0 && file->cover[i] > span.begin;) {
        const struct macro_use *use = &file->uses.items[i];
        if (use->span.end > span.begin && use->span.end < span.end)
            outermost = use;
    }
    return outermost;
}

/* Does a use that begins within span hold `offset`: `return ID(x` up to the bracket? */
bool macro_ends_behind(struct builder *b, struct span span, unsigned offset)
{
    struct file *file = file_of_source(b, span.source);
    size_t i = file ? macro_uses_before(file, offset) : 0;
    for (; i-- > 0 && file->uses.items[i].span.begin > span.begin;)
        if (file->uses.items[i].span.end > offset)
            return true;
    return false;
}

bool macro_covers(struct builder *b, const struct source *source, unsigned offset)
{
    struct file *file = file_of_source(b, source);
    size_t before = file ? macro_uses_before(file, offset + 1) : 0;
    return before && file->cover[before - 1] > offset;
}

/* ---- definitions ---- */

static bool is_param_of(const struct macro *macro, const char *text)
{
    return macro_param(macro, text) >= 0;
}

int macro_param(const struct macro *macro, const char *text)
{
    for (int i = 0; macro->params && macro->params[i]; i++)
        if (strcmp(macro->params[i], text) == 0)
            return i;
    return -1;
}

/* Reads `(a, b, ...)` from tokens[*at] on. `rest...` is a parameter of that name. */
static void read_params(struct builder *b, struct macro *macro, const struct token *tokens,
                        unsigned count, unsigned *at)
{
    unsigned params = 0;
    macro->params = arena_array(b->arena, const char *, count + 1);
    for (++*at; *at < count && strcmp(tokens[*at].text, ")") != 0; ++*at) {
        const char *text = tokens[*at].text;
        bool is_named = *at && is_word_start(tokens[*at - 1].text[0]);
        if (strcmp(text, "...") == 0 && !is_named)
            macro->params[params++] = "__VA_ARGS__";
        else if (is_word_start(text[0]))
            macro->params[params++] = text;
        macro->is_variadic |= strcmp(text, "...") == 0;
    }
    macro->param_count = params;
    ++*at;
}

/* Does a bracket follow the name at once? libclang forgets of some macros that it does. */
static bool is_function_like(struct builder *b, const struct macro *macro)
{
    CXSourceLocation place = clang_getCursorLocation(macro->cursor);
    struct span span = span_between(b, place, place);
    size_t after = span.begin + strlen(macro->name);
    bool is_written = span.source && after < span.source->size && span.source->text[after] == '(';
    return is_written || clang_Cursor_isMacroFunctionLike(macro->cursor);
}

static void read_definition(struct builder *b, struct macro *macro)
{
    CXToken *raw;
    unsigned count, at = 1;
    clang_tokenize(b->tu, clang_getCursorExtent(macro->cursor), &raw, &count);
    struct token *tokens = arena_array(b->arena, struct token, count + 1);
    unsigned kept = 0;
    for (unsigned i = 0; i < count; i++)
        if (clang_getTokenKind(raw[i]) != CXToken_Comment)
            tokens[kept++] =
                (struct token){clang_getTokenLocation(b->tu, raw[i]), token_text(b, raw[i]), false};
    clang_disposeTokens(b->tu, raw, count);
    macro->is_function = is_function_like(b, macro);
    if (macro->is_function)
        read_params(b, macro, tokens, kept, &at);
    macro->tokens = tokens + (at < kept ? at : kept);
    macro->count = at < kept ? kept - at : 0;
    for (unsigned i = 0; i < macro->count; i++)
        macro->tokens[i].is_param = is_param_of(macro, macro->tokens[i].text);
    macro->is_read = true;
}

struct token *macro_tokens(struct builder *b, struct macro *macro, unsigned *count)
{
    if (!macro->is_read)
        read_definition(b, macro);
    *count = macro->count;
    return macro->tokens;
}

bool macro_is_function(struct builder *b, struct macro *macro)
{
    unsigned count;
    macro_tokens(b, macro, &count);
    return macro->is_function;
}

unsigned tokens_match(const struct token *tokens, unsigned count, unsigned at)
{
    int depth = 0;
    for (; at < count; at++) {
        depth += strpbrk(tokens[at].text, "([{") && !tokens[at].text[1] ? 1 : 0;
        depth -= strpbrk(tokens[at].text, ")]}") && !tokens[at].text[1] ? 1 : 0;
        if (depth <= 0)
            return at;
    }
    return count;
}

/* ---- what macros hold ---- */

static bool holds(struct builder *b, struct macro *macro, const char *word, struct map *seen)
{
    unsigned count;
    const struct token *tokens = macro_tokens(b, macro, &count);
    *map_at(seen, macro) = macro;
    for (unsigned i = 0; i < count; i++) {
        const char *text = tokens[i].text;
        if (strcmp(text, word) == 0 || (*text == '"' && strstr(text, word)))
            return true;
        struct macro *inner = is_word_start(*text) ? macro_named(b, text) : NULL;
        if (inner && !map_get(seen, inner) && holds(b, inner, word, seen))
            return true;
    }
    return false;
}

bool macro_holds(struct builder *b, struct macro *macro, const char *word)
{
    struct map seen = {0};
    bool found = macro && holds(b, macro, word, &seen);
    map_free(&seen);
    return found;
}
