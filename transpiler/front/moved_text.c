/* SPDX-License-Identifier: MIT
 *
 * The edits that move a function's types. What is moved stands on the line on which the function
 * begins: first a declaration of each type that is spoken of before it is defined, then the
 * definitions and the typedefs they need, in their order, under the pragmas that they stood under.
 * In the body a reference is left of each
 * definition, or nothing, and the directives that stood in it.
 */
#include "front/moved.h"

#include <string.h>

static const char *word_of(const struct moved *moved)
{
    enum CXCursorKind kind = clang_getCursorKind(moved->cursor);
    return kind == CXCursor_EnumDecl ? "enum" : kind == CXCursor_UnionDecl ? "union" : "struct";
}

static const char *reference_to(struct moving *m, const struct definition *definition)
{
    return arena_printf(m->b->arena, "%s %s", word_of(definition->moved),
                        definition->moved->new_name);
}

unsigned place_for_tag(struct span span)
{
    unsigned brace = scan_find(span.source, span.begin, span.end, '{');
    if (brace == span.end)
        brace = scan_find(span.source, span.begin, span.end, '<'); /* a digraph */
    return scan_find(span.source, span.begin, brace, ':');
}

void moved_add_tags(struct moving *m)
{
    for (size_t i = 0; i < m->definitions.count; i++) {
        const struct definition *definition = &m->definitions.items[i];
        unsigned at = place_for_tag(definition->span);
        const char *name = arena_printf(m->b->arena, "%s ", definition->moved->new_name);
        if (!*definition->moved->name && *definition->moved->new_name)
            *vec_push(&m->changes) = (struct change){at, at, name, true};
    }
}

/* ---- what is moved ---- */

static const struct definition *definition_at(const struct moving *m, unsigned at)
{
    const struct definition *definition = definition_around(m, at);
    return definition && definition->span.begin == at ? definition : NULL;
}

/* The first change at or behind the place. */
static size_t change_index(const struct moving *m, unsigned at)
{
    size_t low = 0, high = m->changes.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (m->changes.items[middle].begin < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Writes the changes at the place, insertions first; behind what they replace. */
static unsigned write_changes(const struct moving *m, struct str *text, unsigned at)
{
    size_t first = change_index(m, at), end = first;
    unsigned behind = at;
    for (; end < m->changes.count && m->changes.items[end].begin == at; end++)
        if (m->changes.items[end].end == at)
            str_puts(text, m->changes.items[end].text);
    if (end > first && m->changes.items[first].end > at) {
        str_puts(text, m->changes.items[first].text);
        behind = m->changes.items[first].end;
    }
    return behind;
}

/* The stretch on one line, with its changes; `self` is the definition that is being written. */
static void write_stretch(struct moving *m, struct str *text, struct span span,
                          const struct definition *self)
{
    const struct source *source = span.source;
    for (unsigned at = span.begin; at < span.end;) {
        unsigned next = source_skip_space(source, at, span.end);
        if (next < span.end && is_directive(source, next)) {
            at = directive_end(source, next);
            continue;
        }
        if (next > at && text->size && text->text[text->size - 1] != ' ')
            str_puts(text, " ");
        at = next;
        const struct definition *other = definition_at(m, at);
        unsigned changed = write_changes(m, text, at);
        if (changed > at || at >= span.end) {
            at = changed > at ? changed : at;
        } else if (other && other != self) {
            str_puts(text, reference_to(m, other));
            at = other->span.end;
        } else {
            unsigned end = scan_token_end(source, at, span.end);
            str_add(text, source->text + at, end - at);
            at = end;
        }
    }
}

static void write_forwards(struct moving *m, struct str *text)
{
    for (size_t i = 0; i < m->names.count; i++) {
        const struct moved *moved = m->names.items[i];
        if (moved->kind == MOVED_TAG && moved->is_early)
            str_printf(text, "%s %s; ", word_of(moved), moved->new_name);
    }
}

/* Writes a definition, or a typedef, behind the pragmas that come before it. */
static void write_one(struct moving *m, struct str *text, struct span span,
                      const struct definition *self, size_t *pragma)
{
    for (; *pragma < m->pragmas.count && m->pragmas.items[*pragma].at < span.begin; ++*pragma)
        str_printf(text, "_Pragma(\"%s\") ", m->pragmas.items[*pragma].text);
    write_stretch(m, text, span, self);
    str_puts(text, "; ");
}

/* Definitions and needed typedefs, in the order in which they end. */
static void write_moved(struct moving *m, struct str *text)
{
    size_t alias = 0, pragma = 0;
    for (size_t i = 0; i <= m->definitions.count; i++) {
        bool is_last = i == m->definitions.count;
        const struct definition *definition = is_last ? NULL : &m->definitions.items[i];
        if (!is_last && definition->is_inner)
            continue;
        for (; alias < m->aliases.count; alias++) {
            struct span span = m->aliases.items[alias]->span;
            if (!is_last && span.end > definition->span.end)
                break;
            if (m->aliases.items[alias]->is_needed)
                write_one(m, text, span, NULL, &pragma);
        }
        if (!is_last)
            write_one(m, text, definition->span, definition, &pragma);
    }
    for (; pragma < m->pragmas.count; pragma++)
        str_printf(text, "_Pragma(\"%s\") ", m->pragmas.items[pragma].text);
}

/* ---- what is left ---- */

/* The newlines and the directives of a stretch. */
static const char *remains(struct moving *m, struct span span, const char *reference)
{
    struct str text = {0};
    str_puts(&text, reference);
    for (unsigned at = span.begin; at < span.end; at++) {
        if (is_directive(span.source, at)) {
            unsigned end = directive_end(span.source, at);
            str_add(&text, span.source->text + at, end - at);
            at = end;
        }
        if (at < span.end && span.source->text[at] == '\n')
            str_puts(&text, "\n");
    }
    const char *copy = arena_copy(m->b->arena, text.text, text.size);
    str_free(&text);
    return copy;
}

static bool is_in_what_goes(const struct moving *m, unsigned at)
{
    const struct definition *definition = definition_around(m, at);
    for (size_t i = 0; i < m->forwards.count; i++)
        if (m->forwards.items[i].begin <= at && at < m->forwards.items[i].end)
            return true;
    return definition != NULL;
}

static void add_edits(struct moving *m)
{
    for (size_t i = 0; i < m->definitions.count; i++) {
        const struct definition *definition = &m->definitions.items[i];
        struct span lone = definition->statement;
        if (definition->is_inner)
            continue;
        if (lone.source)
            rewrite_replace(m->rewriting, lone, remains(m, lone, ""));
        else
            rewrite_replace(m->rewriting, definition->span,
                            remains(m, definition->span, reference_to(m, definition)));
    }
    for (size_t i = 0; i < m->forwards.count; i++)
        rewrite_replace(m->rewriting, m->forwards.items[i], remains(m, m->forwards.items[i], ""));
    for (size_t i = 0; i < m->changes.count; i++) {
        const struct change *change = &m->changes.items[i];
        struct span span = {m->span.source, change->begin, change->end};
        if (!change->only_moved && !is_in_what_goes(m, change->begin))
            rewrite_replace(m->rewriting, span, change->text);
    }
}

/* ---- where the function begins ---- */

struct search {
    struct moving *m;
    unsigned end; /* of the declaration before the function */
};

static enum CXChildVisitResult look_before(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    struct search *search = data;
    struct span span = span_of(search->m->b, cursor);
    if (clang_isDeclaration(clang_getCursorKind(cursor)) && span.source == search->m->span.source &&
        span.end <= search->m->span.begin && span.end > search->end)
        search->end = span.end;
    return CXChildVisit_Continue;
}

static bool begins_attribute(struct moving *m, unsigned at)
{
    const struct macro_use *use = macro_use_at(m->b, m->span.source, at);
    unsigned count = 0;
    const struct token *tokens = use && use->macro ? macro_tokens(m->b, use->macro, &count) : NULL;
    return (count && strcmp(tokens[0].text, "[") == 0) ||
           strncmp(m->span.source->text + at, "[[", 2) == 0;
}

/* Before what stands ahead of the declaration's extent: attributes in double brackets. Nothing is
 * looked for ahead of directives, semicolons and pragmas. */
static unsigned place_ahead(struct moving *m)
{
    const struct source *source = m->span.source;
    struct search search = {m, 0};
    visit_children(clang_getTranslationUnitCursor(m->b->tu), look_before, &search);
    unsigned found = m->span.begin, end = m->span.begin;
    for (unsigned at = search.end; (at = source_skip_space(source, at, end)) < end;) {
        bool is_one = is_directive(source, at), is_pragma = scan_is(source, at, "_Pragma");
        unsigned next = is_one ? directive_end(source, at) : scan_token_end(source, at, end);
        if (is_pragma)
            next = scan_match(source, source_skip_space(source, next, end), end);
        if (is_one || is_pragma || source->text[at] == ';')
            found = end;
        else if (found == end && begins_attribute(m, at))
            found = at;
        at = next > at ? next : at + 1;
    }
    return found;
}

void moved_write(struct moving *m)
{
    struct str text = {0};
    m->rewriting->group = m->function;
    write_forwards(m, &text);
    write_moved(m, &text);
    add_edits(m);
    if (text.size) {
        unsigned at = place_ahead(m);
        const char *copy = arena_copy(m->b->arena, text.text, text.size);
        rewrite_replace(m->rewriting, (struct span){m->span.source, at, at}, copy);
    }
    str_free(&text);
}
