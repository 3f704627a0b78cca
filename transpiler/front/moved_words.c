/* SPDX-License-Identifier: MIT
 *
 * The words of a function's text, one after the other: those that mean something that is moved
 * change with it. Where such a word is none of the text's own (it stands in a macro's body, or a
 * macro makes a string of it), the use of the macro has to be expanded first.
 *
 * What is moved may speak of the function's objects, in `sizeof x` or `typeof(x)`. There it gets
 * the value or the type instead.
 */
#include "front/moved.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

const char *word_at(struct builder *b, const struct source *source, unsigned at, unsigned end)
{
    char word[256];
    if (end - at >= sizeof word)
        return name_intern(b, arena_copy(b->arena, source->text + at, end - at));
    memcpy(word, source->text + at, end - at);
    word[end - at] = '\0';
    return name_intern(b, word);
}

/* ---- directives ---- */

bool is_directive(const struct source *source, unsigned at)
{
    if (source->text[at] != '#')
        return false;
    while (at > 0 && (source->text[at - 1] == ' ' || source->text[at - 1] == '\t'))
        at--;
    return at == 0 || source->text[at - 1] == '\n';
}

unsigned directive_end(const struct source *source, unsigned at)
{
    unsigned size = (unsigned)source->size;
    while (at < size && source->text[at] != '\n') {
        const char *text = source->text + at;
        if (*text == '\\')
            at += text[1] == '\r' ? 3 : 2;
        else if (strncmp(text, "/*", 2) == 0 && strstr(text + 2, "*/"))
            at = (unsigned)(strstr(text + 2, "*/") + 2 - source->text);
        else
            at = *text == '"' || *text == '\'' ? scan_token_end(source, at, size) : at + 1;
    }
    return at < size ? at : size;
}

bool directive_is(const struct source *source, unsigned at, const char *name)
{
    return scan_is(source, source_skip_space(source, at + 1, (unsigned)source->size), name);
}

/* ---- what the function's own objects are ---- */

static bool is_typeof(const struct source *source, unsigned at)
{
    while (at > 0 && strchr(" \t\r\n", source->text[at - 1]))
        at--;
    unsigned begin = at;
    while (begin > 0 && is_word(source->text[begin - 1]))
        begin--;
    return at - begin >= 6 && (memcmp(source->text + begin, "typeof", 6) == 0 ||
                               memcmp(source->text + begin, "__typeof", 8) == 0);
}

/* Spells types as they are after the move. */
static struct type *moved_type(struct moving *m, CXType clang_type)
{
    struct map types = m->b->types;
    m->b->types = (struct map){0};
    for (size_t i = 0; i < m->names.count; i++)
        if (m->names.items[i]->kind == MOVED_TAG)
            *map_at(&m->b->renamed, declaration_key(m->names.items[i]->cursor)) =
                (void *)(uintptr_t)m->names.items[i]->new_name;
    struct type *type = type_of(m->b, clang_type);
    map_free(&m->b->renamed);
    map_free(&m->b->types);
    m->b->types = types;
    return type;
}

/* The value, which is a constant; NULL if clang does not know it. */
static const char *constant_text(struct moving *m, CXCursor cursor)
{
    CXEvalResult result = clang_Cursor_Evaluate(cursor);
    const char *text = NULL;
    if (result && clang_EvalResult_getKind(result) == CXEval_Int) {
        long long value = clang_EvalResult_getAsLongLong(result);
        text = clang_EvalResult_isUnsignedInt(result)
                   ? arena_printf(m->b->arena, "%lluu", clang_EvalResult_getAsUnsigned(result))
                   : arena_printf(m->b->arena, value < 0 ? "(%lld)" : "%lld", value);
    }
    if (result)
        clang_EvalResult_dispose(result);
    return text;
}

static const char *operand_text(struct moving *m, const struct operand *operand)
{
    if (!is_typeof(operand->span.source, operand->span.begin))
        return constant_text(m, operand->cursor);
    const struct type *type = moved_type(m, clang_getCursorType(operand->cursor));
    bool is_sayable = !type->is_variable && !type->is_local;
    return is_sayable ? arena_printf(m->b->arena, "(%s)", type_name(m->b->arena, type)) : NULL;
}

/* The largest operand in the stretch that holds the place. */
static const struct operand *operand_around(const struct moving *m, struct span stretch,
                                            unsigned at)
{
    const struct operand *found = NULL;
    for (size_t i = 0; i < m->operands.count; i++) {
        const struct operand *operand = &m->operands.items[i];
        struct span span = operand->span;
        bool holds_it = span.source == stretch.source && stretch.begin <= span.begin &&
                        span.begin <= at && at < span.end && span.end <= stretch.end;
        if (holds_it && (!found || span.end - span.begin > found->span.end - found->span.begin))
            found = operand;
    }
    return found;
}

/* ---- one word ---- */

static void add_change(struct moving *m, unsigned begin, unsigned end, const char *text,
                       bool only_moved)
{
    *vec_push(&m->changes) = (struct change){begin, end, text, only_moved};
}

/* What a place is part of, as far as that is, or may be, moved. */
struct zone {
    struct definition *definition;
    struct alias *alias; /* when it is in no definition */
    struct span span;
};

static struct zone zone_of(const struct moving *m, unsigned at)
{
    struct zone zone = {.definition = definition_around(m, at)};
    zone.alias = zone.definition ? NULL : alias_around(m, at);
    if (zone.definition)
        zone.span = zone.definition->span;
    else if (zone.alias)
        zone.span = zone.alias->span;
    return zone;
}

static void give_up(struct moving *m, const struct zone *zone)
{
    if (zone->alias)
        zone->alias->is_stuck = true;
    else
        m->is_impossible = true;
}

/* An object of the function's in what is moved. */
static void replace_operand(struct moving *m, const struct zone *zone, unsigned at)
{
    const struct operand *operand = operand_around(m, zone->span, at);
    const char *text = operand ? operand_text(m, operand) : NULL;
    if (text)
        add_change(m, operand->span.begin, operand->span.end, text, true);
    else
        give_up(m, zone);
}

static void need_alias(struct moving *m, const struct zone *zone, struct alias *needed)
{
    if (zone->definition)
        needed->is_needed = true;
    else if (zone->alias != needed)
        *vec_push(&m->needs) = (struct need){zone->alias, needed};
}

/* Is it an object, or a function, that is declared in the function outside of the zone? */
static bool is_foreign(const struct moving *m, const struct zone *zone, const void *of)
{
    const struct declared *declared = map_get(&m->declared, of);
    enum CXCursorKind kind =
        declared ? clang_getCursorKind(declared->cursor) : CXCursor_UnexposedDecl;
    bool is_object =
        kind == CXCursor_VarDecl || kind == CXCursor_ParmDecl || kind == CXCursor_FunctionDecl;
    return is_object && (declared->at < zone->span.begin || declared->at >= zone->span.end);
}

static void change_word(struct moving *m, unsigned at, unsigned end, const void *of)
{
    struct moved *moved = map_get(&m->moved, of);
    struct zone zone = zone_of(m, at);
    if (moved && moved->kind != MOVED_TYPEDEF) {
        if (strcmp(moved->new_name, moved->name) != 0)
            add_change(m, at, end, moved->new_name, false);
    } else if (zone.span.source && moved) {
        need_alias(m, &zone, moved->alias);
        add_change(m, at, end, moved->new_name, true);
    } else if (zone.span.source && is_foreign(m, &zone, of)) {
        replace_operand(m, &zone, at);
    }
}

/* The same for a word that stands in a macro's body. */
static void look_at_lost(struct moving *m, const struct lost_name *lost)
{
    const struct moved *moved = map_get(&m->moved, lost->of);
    struct zone zone = zone_of(m, lost->at);
    bool is_named = moved && *moved->name && strcmp(moved->new_name, moved->name) != 0;
    bool changes = is_named && moved->kind != MOVED_TYPEDEF;
    if (zone.span.source)
        changes |= is_named || is_foreign(m, &zone, lost->of);
    if (changes)
        moved_wish(m, WISH_EXPAND, (struct span){m->span.source, lost->at, lost->at});
}

/* ---- all words ---- */

/* What came before the word. */
struct context {
    unsigned last, before_last; /* tokens */
    unsigned depth;             /* in the brackets of an attribute */
};

static bool is_punctuator(const struct source *source, unsigned at, const char *text)
{
    return strncmp(source->text + at, text, strlen(text)) == 0;
}

/* Where a name is none that is declared, whatever is in scope. */
static bool is_apart(const struct moving *m, const struct context *context, unsigned at)
{
    const struct source *source = m->span.source;
    unsigned last = context->last;
    for (size_t i = 0; i < m->assembly.count; i++)
        if (m->assembly.items[i].begin <= at && at < m->assembly.items[i].end)
            return true;
    if (context->depth == 2 &&
        (is_punctuator(source, last, "(") || is_punctuator(source, last, ",")))
        return true;
    bool is_member = (is_punctuator(source, last, ".") && !is_punctuator(source, last, "...")) ||
                     is_punctuator(source, last, "->");
    bool is_attribute =
        is_punctuator(source, context->before_last, "[[") && last == context->before_last + 1;
    return is_member || is_attribute;
}

static bool follows_tag_word(const struct source *source, unsigned at)
{
    return scan_is(source, at, "struct") || scan_is(source, at, "union") ||
           scan_is(source, at, "enum");
}

/* A macro's name that is none here, but would be one in front of the function? */
static bool would_expand(struct moving *m, unsigned at, unsigned end, const char *name)
{
    const struct source *source = m->span.source;
    struct macro *macro = macro_named(m->b, name);
    if (!macro || !zone_of(m, at).span.source || macro_use_at(m->b, source, at))
        return false;
    unsigned next = source_skip_space(source, end, m->span.end);
    CXSourceLocation place = clang_getCursorLocation(macro->cursor);
    struct span span = span_between(m->b, place, place);
    bool is_later = span.source == source && span.begin >= m->span.begin;
    return !is_later && (!macro_is_function(m->b, macro) || source->text[next] == '(');
}

static void read_word(struct moving *m, const struct context *context, unsigned at, unsigned end)
{
    const struct source *source = m->span.source;
    const char *name = word_at(m->b, source, at, end);
    m->is_impossible |= would_expand(m, at, end, name);
    if (strncmp(name, "__", 2) == 0 && zone_of(m, at).span.source &&
        (strcmp(name, "__func__") == 0 || strcmp(name, "__FUNCTION__") == 0)) {
        struct zone zone = zone_of(m, at);
        replace_operand(m, &zone, at);
    }
    if (!map_get(&m->spoken, name) || macro_use_at(m->b, source, at))
        return;
    const void *of = meaning_said(&m->meanings, at);
    if (meaning_is_double(&m->meanings, at))
        moved_wish(m, WISH_EXPAND, (struct span){m->span.source, at, end});
    if (!of && !is_apart(m, context, at))
        of = meaning_in_scope(&m->meanings, at, name, follows_tag_word(source, context->last));
    if (of)
        change_word(m, at, end, of);
}

static void step(struct context *context, const struct source *source, unsigned at)
{
    bool opens = source->text[at] == '(', closes = source->text[at] == ')';
    bool is_attribute = is_punctuator(source, context->last, "__attribute");
    if (opens && (context->depth || is_attribute))
        context->depth++;
    else if (closes && context->depth)
        context->depth--;
    context->before_last = context->last;
    context->last = at;
}

/* `#pragma pack(...)` and the like hold for what is moved as well. */
static void look_at_pragma(struct moving *m, unsigned at, unsigned end)
{
    const struct source *source = m->span.source;
    unsigned name = source_skip_space(source, at + 1, end);
    unsigned begin = source_skip_space(source, name + (unsigned)strlen("pragma"), end);
    const char *text = arena_copy(m->b->arena, source->text + begin, end - begin);
    if (!scan_is(source, begin, "pack") && !scan_is(source, begin, "ms_struct") &&
        !scan_is(source, begin, "scalar_storage_order"))
        return;
    m->pragma_depth += (strstr(text, "push") != NULL) - (strstr(text, "pop") != NULL);
    m->is_impossible |= m->pragma_depth < 0 || strpbrk(text, "\"\\/") || definition_around(m, at);
    *vec_push(&m->pragmas) = (struct pragma){at, text};
}

static void look_at_directive(struct moving *m, unsigned at, unsigned end)
{
    const struct source *source = m->span.source;
    struct span zone = zone_of(m, at).span;
    bool defines = directive_is(source, at, "define") || directive_is(source, at, "undef");
    if (defines && at < m->first_define)
        m->first_define = at;
    if (directive_is(source, at, "pragma"))
        look_at_pragma(m, at, end);
    static const char *const conditionals[] = {"if",      "ifdef",    "ifndef", "elif",
                                               "elifdef", "elifndef", "else",   "endif"};
    for (size_t i = 0; zone.source && i < sizeof conditionals / sizeof *conditionals; i++)
        if (directive_is(source, at, conditionals[i]))
            moved_wish(m, WISH_CONDITIONALS, zone);
}

static void read_text(struct moving *m)
{
    const struct source *source = m->span.source;
    struct context context = {m->span.begin, m->span.begin, 0};
    for (unsigned at = m->span.begin;
         (at = source_skip_space(source, at, m->span.end)) < m->span.end;) {
        unsigned end = scan_token_end(source, at, m->span.end);
        if (is_directive(source, at)) {
            end = directive_end(source, at);
            look_at_directive(m, at, end);
        } else {
            if (is_word_start(source->text[at]))
                read_word(m, &context, at, end);
            step(&context, source, at);
        }
        at = end > at ? end : at + 1;
    }
}

/* ---- macros in the way ---- */

/* Does the use say something else in front of the function? */
static bool depends_on_place(struct moving *m, const struct macro_use *use)
{
    if (use->macro && macro_is_keyword(m->b, use->macro))
        return false;
    if (use->span.end > m->first_define || !use->macro)
        return use->macro || strcmp(use->name, "__LINE__") == 0 ||
               strcmp(use->name, "__COUNTER__") == 0;
    return macro_holds(m->b, use->macro, "__LINE__") ||
           macro_holds(m->b, use->macro, "__COUNTER__");
}

static bool packs(struct moving *m, const struct macro_use *use)
{
    if (!macro_holds(m->b, use->macro, "_Pragma"))
        return false;
    const char *text = arena_copy(m->b->arena, use->span.source->text + use->span.begin,
                                  use->span.end - use->span.begin);
    return macro_holds(m->b, use->macro, "pack") || strstr(text, "pack");
}

/* Does the macro speak of what changes where clang does not show it? */
static bool hides_word(struct moving *m, const struct macro_use *use)
{
    static const char *const places[] = {"_Generic", "__attribute__", "_Alignas", "alignas",
                                         "_BitInt"};
    bool has_place = false;
    if (!use->macro || macro_is_keyword(m->b, use->macro))
        return false;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        has_place |= macro_holds(m->b, use->macro, places[i]);
    for (size_t i = 0; has_place && i < m->names.count; i++) {
        const struct moved *moved = m->names.items[i];
        bool changes = moved->kind != MOVED_TYPEDEF && strcmp(moved->name, moved->new_name) != 0;
        if (changes && *moved->name && macro_holds(m->b, use->macro, moved->name))
            return true;
    }
    return false;
}

static void look_at_uses(struct moving *m)
{
    struct file *file = file_of_source(m->b, m->span.source);
    for (size_t i = file ? macro_uses_before(file, m->span.begin) : 0;
         file && i < file->uses.count && file->uses.items[i].span.begin < m->span.end; i++) {
        const struct macro_use *use = &file->uses.items[i];
        struct zone zone = zone_of(m, use->span.begin);
        bool is_moved = zone.definition || (zone.alias && zone.alias->is_needed);
        if ((is_moved && depends_on_place(m, use)) || hides_word(m, use))
            moved_wish(m, WISH_EXPAND, use->span);
        m->is_impossible |= use->macro && packs(m, use);
    }
}

/* Is what changes in a text that a macro makes a string of? */
static void look_at_string(struct moving *m, struct span string, unsigned begin, unsigned end)
{
    if (string.begin <= begin && end <= string.end)
        moved_wish(m, WISH_EXPAND, (struct span){string.source, begin, end});
}

/* Arguments that a macro makes strings of keep their words. */
static void look_at_strings(struct moving *m)
{
    struct func strings = {.span = m->span};
    macros_find_strung(m->b, &strings);
    for (size_t i = 0; i < strings.strung.count; i++) {
        struct span string = strings.strung.items[i];
        for (size_t k = 0; k < m->changes.count; k++)
            look_at_string(m, string, m->changes.items[k].begin, m->changes.items[k].end);
        for (size_t k = 0; k < m->definitions.count; k++)
            look_at_string(m, string, m->definitions.items[k].span.begin,
                           m->definitions.items[k].span.end);
        for (size_t k = 0; k < m->forwards.count; k++)
            look_at_string(m, string, m->forwards.items[k].begin, m->forwards.items[k].end);
    }
    vec_free(&strings.strung);
}

static void look_at_aliases(struct moving *m)
{
    for (size_t i = m->needs.count; i-- > 0;)
        m->needs.items[i].needed->is_needed |= m->needs.items[i].by->is_needed;
    for (size_t i = 0; i < m->aliases.count; i++) {
        struct alias *alias = m->aliases.items[i];
        m->is_impossible |= alias->is_needed && (alias->is_variable || alias->is_stuck);
        if (alias->is_needed && !alias->is_written)
            moved_wish(m, WISH_EXPAND, alias->span);
    }
}

static int compare_changes(const void *left, const void *right)
{
    const struct change *a = left, *b = right;
    if (a->begin != b->begin)
        return a->begin < b->begin ? -1 : 1;
    return a->end > b->end ? -1 : a->end < b->end;
}

void moved_read_words(struct moving *m)
{
    m->first_define = m->span.end;
    for (size_t i = 0; i < m->meanings.list.count; i++) {
        struct declared *declared = &m->meanings.list.items[i];
        *map_at(&m->declared, declared->key) = declared;
        *map_at(&m->spoken, declared->name) = declared;
    }
    read_text(m);
    m->is_impossible |= m->pragma_depth != 0;
    for (size_t i = 0; i < m->meanings.lost.count; i++)
        look_at_lost(m, &m->meanings.lost.items[i]);
    look_at_aliases(m);
    look_at_uses(m);
    look_at_strings(m);
    moved_add_tags(m);
    if (m->changes.count)
        qsort(m->changes.items, m->changes.count, sizeof *m->changes.items, compare_changes);
}
