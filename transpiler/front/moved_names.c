/* SPDX-License-Identifier: MIT
 *
 * Names for what is moved in front of a function. A name may stay as it is when nothing else could
 * be meant by it there: it stands nowhere else in the main file, no header declares it, and the
 * function declares it once. Otherwise `node` in `serve` is called serve__node, or whichever name
 * like that the program does not use.
 */
#include "front/moved.h"

#include <stdint.h>
#include <string.h>

/* ---- how often names stand in the text ---- */

static uintptr_t *count_of(struct map *counts, const char *name)
{
    return (uintptr_t *)map_at(counts, name);
}

static void count_words(struct builder *b, struct map *counts, struct span span)
{
    for (unsigned at = span.begin;
         (at = source_skip_space(span.source, at, span.end)) < span.end;) {
        unsigned end = scan_token_end(span.source, at, span.end);
        if (is_word_start(span.source->text[at]))
            ++*count_of(counts, word_at(b, span.source, at, end));
        at = end > at ? end : at + 1;
    }
}

static struct span whole(struct source *source)
{
    return (struct span){source, 0, (unsigned)source->size};
}

static enum CXChildVisitResult note_declaration(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    struct census *census = data;
    enum CXCursorKind kind = clang_getCursorKind(cursor);
    if (!clang_isDeclaration(kind) ||
        clang_Location_isFromMainFile(clang_getCursorLocation(cursor)))
        return CXChildVisit_Continue;
    CXString name = clang_getCursorSpelling(cursor);
    const char *text = clang_getCString(name);
    if (text && kind != CXCursor_FieldDecl)
        ++*count_of(&census->counts, name_intern(census->b, text));
    clang_disposeString(name);
    return is_tag_kind(kind) ? CXChildVisit_Recurse : CXChildVisit_Continue;
}

void census_take(struct census *census, struct builder *b)
{
    *census = (struct census){.b = b};
    count_words(b, &census->counts, whole(b->unit->main));
    visit_children(clang_getTranslationUnitCursor(b->tu), note_declaration, census);
}

void census_free(struct census *census)
{
    map_free(&census->counts);
}

/* ---- which may stay ---- */

/* How many things of the same kind the function calls so. */
struct namesakes {
    struct map tags, others; /* by interned name: the declaration_key; or this map, for several */
};

static void count_namesakes(const struct moving *m, struct namesakes *namesakes)
{
    for (size_t i = 0; i < m->meanings.list.count; i++) {
        const struct declared *declared = &m->meanings.list.items[i];
        struct map *map = declared->is_tag ? &namesakes->tags : &namesakes->others;
        void **slot = map_at(map, declared->name);
        bool is_another = *slot && *slot != declared->key;
        *slot = is_another ? map : (void *)(uintptr_t)declared->key;
    }
}

static bool is_declared_once(struct moving *m, const struct namesakes *namesakes,
                             const struct moved *moved)
{
    const struct map *map = moved->kind == MOVED_TAG ? &namesakes->tags : &namesakes->others;
    return map_get(map, name_intern(m->b, moved->name)) == declaration_key(moved->cursor);
}

/* Does the name stand in the function only? `inside`: how often there. */
static bool is_nowhere_else(struct moving *m, struct map *inside, const char *name)
{
    name = name_intern(m->b, name);
    return *count_of(&m->census->counts, name) <= *count_of(inside, name);
}

static bool may_stay(struct moving *m, struct map *inside, const struct namesakes *namesakes,
                     const struct moved *moved)
{
    if (moved->kind == MOVED_TYPEDEF || !*moved->name)
        return false;
    if (!m->span.source->is_main)
        return moved->is_outer;
    return moved->is_outer || (is_nowhere_else(m, inside, moved->name) &&
                               !name_set_has(&m->b->unit->macros, moved->name) &&
                               is_declared_once(m, namesakes, moved));
}

/* What a type without a name is called after: a typedef of it, or what it is. */
static const char *base_name(struct moving *m, const struct moved *moved)
{
    if (*moved->name)
        return moved->name;
    const char *text = own_string(m->b, clang_getTypeSpelling(clang_getCursorType(moved->cursor)));
    if (is_word_start(*text) && !strchr(text, ' '))
        return text;
    enum CXCursorKind kind = clang_getCursorKind(moved->cursor);
    return kind == CXCursor_EnumDecl ? "enum" : kind == CXCursor_UnionDecl ? "union" : "struct";
}

/* `enum { SIZE = 8 };` and members without a name remain without. */
static bool stays_nameless(const struct moved *moved)
{
    if (moved->kind != MOVED_TAG || *moved->name)
        return false;
    if (clang_Cursor_isAnonymousRecordDecl(moved->cursor))
        return true;
    return clang_getCursorKind(moved->cursor) == CXCursor_EnumDecl && moved->is_alone;
}

void moved_choose_names(struct moving *m)
{
    struct map inside = {0};
    struct namesakes namesakes = {0};
    count_namesakes(m, &namesakes);
    count_words(m->b, &inside, m->span);
    for (size_t i = 0; i < m->names.count; i++) {
        struct moved *moved = m->names.items[i];
        if (may_stay(m, &inside, &namesakes, moved) || stays_nameless(moved))
            moved->new_name = moved->name;
        else
            moved->new_name = unit_free_name(
                m->b->unit, arena_printf(m->b->arena, "%s__%s", m->function, base_name(m, moved)));
    }
    map_free(&namesakes.tags);
    map_free(&namesakes.others);
    map_free(&inside);
}
