/* SPDX-License-Identifier: MIT
 *
 * Types that are declared in a function cannot be spoken of in its frame, which is declared in
 * front of it. So they are moved there:
 *
 *     async int f(void)                   struct f__node { int a; }; async int f(void)
 *     {                                   {
 *         struct node { int a; } n;           struct f__node n;
 *
 * A type keeps its name where nothing else in the program has it. Typedefs stay where they are:
 * they hide and are hidden as before, and are only copied where a type that is moved needs them.
 * One walk finds what the function declares; the words of its text are read after that.
 */
#include "front/moved.h"

#include <string.h>

struct walk {
    struct moving *m;
    bool is_inside; /* in a definition or a declaration of typedefs */
};

/* The definitions that stand in no other are in order, so the last one that begins at or before the
 * place is the only one that may hold it. */
struct definition *definition_around(const struct moving *m, unsigned at)
{
    size_t low = 0, high = m->definitions.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (m->definitions.items[middle].span.begin <= at)
            low = middle + 1;
        else
            high = middle;
    }
    struct definition *definition = low ? &m->definitions.items[low - 1] : NULL;
    if (definition && definition->is_inner)
        definition = &m->definitions.items[definition->outer];
    return definition && at < definition->span.end ? definition : NULL;
}

struct alias *alias_around(const struct moving *m, unsigned at)
{
    size_t low = 0, high = m->aliases.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (m->aliases.items[middle]->span.begin <= at)
            low = middle + 1;
        else
            high = middle;
    }
    struct alias *alias = low ? m->aliases.items[low - 1] : NULL;
    return alias && at < alias->span.end ? alias : NULL;
}

void moved_wish(struct moving *m, enum wish_kind kind, struct span span)
{
    m->is_postponed = true;
    unit_wish(m->b->unit, kind, span);
}

/* ---- names ---- */

static struct moved *name_of(struct moving *m, enum moved_kind kind, CXCursor cursor)
{
    struct moved **known = (struct moved **)map_at(&m->moved, declaration_key(cursor));
    if (*known)
        return *known;
    struct moved *moved = *known = arena_new(m->b->arena, struct moved);
    moved->kind = kind;
    moved->cursor = cursor;
    moved->name = kind == MOVED_TAG ? tag_name(m->b, cursor)
                                    : own_string(m->b, clang_getCursorSpelling(cursor));
    moved->is_outer = is_at_file_scope(cursor);
    *vec_push(&m->names) = moved;
    return moved;
}

/* ---- definitions ---- */

static bool is_written(struct moving *m, CXCursor cursor)
{
    CXSourceRange range = clang_getCursorExtent(cursor);
    return is_in_file(m->b, clang_getRangeStart(range)) &&
           is_in_file(m->b, clang_getRangeEnd(range));
}

/* Is the macro's use an attribute and nothing else? */
static bool is_attribute_use(struct builder *b, const struct macro_use *use)
{
    unsigned count = 0;
    const struct token *tokens = use->macro ? macro_tokens(b, use->macro, &count) : NULL;
    return count > 3 && strncmp(tokens[0].text, "__attribute", 11) == 0 &&
           tokens_match(tokens, count, 1) == count - 1;
}

/* Does one of the type's attributes come out of the use? */
static bool gives_attribute(struct moving *m, CXCursor tag, const struct macro_use *use)
{
    struct cursors children = children_of(m->b, tag);
    for (unsigned i = 0; i < children.count; i++)
        if (clang_isAttribute(clang_getCursorKind(children.items[i])) &&
            span_of(m->b, children.items[i]).begin == use->span.begin)
            return true;
    return false;
}

/* The definition with the attributes behind its brace, which are the type's. */
static struct span with_attributes(struct moving *m, struct span span, CXCursor tag)
{
    unsigned size = m->span.end;
    for (;;) {
        unsigned at = source_skip_space(span.source, span.end, size);
        const struct macro_use *use = macro_use_at(m->b, span.source, at);
        bool is_hidden = use && gives_attribute(m, tag, use);
        if (is_hidden && !is_attribute_use(m->b, use))
            moved_wish(m, WISH_EXPAND, use->span);
        if (is_hidden)
            span.end = use->span.end;
        else if (scan_is(span.source, at, "__attribute__") ||
                 scan_is(span.source, at, "__attribute"))
            span.end = scan_match(
                span.source,
                source_skip_space(span.source, scan_token_end(span.source, at, size), size), size);
        else
            return span;
    }
}

/* `struct node { ... };` and `struct node;`: the declaration without its semicolon. */
static struct span lone_statement(struct moving *m, CXCursor tag, CXCursor parent)
{
    struct span none = {0};
    if (clang_getCursorKind(parent) != CXCursor_DeclStmt || children_of(m->b, parent).count != 1)
        return none;
    struct span span = span_of(m->b, parent);
    if (!is_written(m, tag) || span.source != m->span.source || span.end <= span.begin + 1)
        return none;
    span.end--;
    return span;
}

static void add_definition(struct moving *m, CXCursor cursor, CXCursor parent)
{
    struct moved *moved = name_of(m, MOVED_TAG, cursor);
    struct span span = span_of(m->b, cursor);
    if (span.source != m->span.source)
        moved_wish(m, WISH_INLINE, span);
    else if (!is_written(m, cursor))
        moved_wish(m, WISH_EXPAND, span);
    struct span statement = lone_statement(m, cursor, parent);
    moved->is_alone = statement.source;
    if (span.source == m->span.source && is_written(m, cursor))
        *vec_push(&m->definitions) = (struct definition){.span = with_attributes(m, span, cursor),
                                                         .cursor = cursor,
                                                         .moved = moved,
                                                         .statement = statement};
}

static void add_tag(struct moving *m, CXCursor cursor, CXCursor parent)
{
    if (clang_isCursorDefinition(cursor)) {
        void **known = map_at(&m->seen, cursor.data[0]);
        if (!*known)
            add_definition(m, cursor, parent);
        *known = m;
        return;
    }
    struct moved *moved = name_of(m, MOVED_TAG, cursor);
    struct span statement = lone_statement(m, cursor, parent);
    moved->is_early = true;
    m->is_impossible |= moved->is_outer || clang_getCursorKind(cursor) == CXCursor_EnumDecl;
    if (statement.source)
        *vec_push(&m->forwards) = statement;
    else if (clang_getCursorKind(parent) == CXCursor_DeclStmt &&
             children_of(m->b, parent).count == 1)
        moved_wish(m, WISH_EXPAND, span_of(m->b, parent));
}

/* ---- typedefs ---- */

static void add_alias(struct moving *m, CXCursor cursor, CXCursor parent)
{
    struct span span = span_of(m->b, parent);
    struct moved *moved = name_of(m, MOVED_TYPEDEF, cursor);
    struct alias *alias = span.source == m->span.source ? alias_around(m, span.begin) : NULL;
    if (!alias) {
        alias = arena_new(m->b->arena, struct alias);
        span.end -= span.end > span.begin;
        alias->span = span;
        alias->is_stuck = span.source != m->span.source;
        alias->is_written = is_written(m, parent);
        if (!alias->is_stuck)
            *vec_push(&m->aliases) = alias;
    }
    moved->alias = alias;
    alias->is_variable |= is_variably_modified(clang_getTypedefDeclUnderlyingType(cursor));
}

/* ---- the walk ---- */

static void note(struct walk *walk, CXCursor cursor, CXCursor parent)
{
    struct moving *m = walk->m;
    enum CXCursorKind kind = clang_getCursorKind(cursor);
    if (is_tag_kind(kind))
        add_tag(m, cursor, parent);
    else if (kind == CXCursor_EnumConstantDecl)
        name_of(m, MOVED_ENUMERATOR, cursor);
    else if (kind == CXCursor_TypedefDecl && clang_getCursorKind(parent) == CXCursor_DeclStmt)
        add_alias(m, cursor, parent);
    else if (kind == CXCursor_FieldDecl && span_of(m->b, cursor).source != m->span.source)
        moved_wish(m, WISH_INLINE, span_of(m->b, cursor));
    else if (kind == CXCursor_GCCAsmStmt)
        *vec_push(&m->assembly) = span_of(m->b, cursor);
    else if (walk->is_inside && is_expr(cursor) && !is_expr(parent))
        *vec_push(&m->operands) = (struct operand){span_of(m->b, cursor), cursor};
}

static enum CXChildVisitResult visit(CXCursor cursor, CXCursor parent, CXClientData data)
{
    struct walk *walk = data;
    enum CXCursorKind kind = clang_getCursorKind(cursor);
    note(walk, cursor, parent);
    struct walk inner = *walk;
    inner.is_inside |= is_tag_kind(kind) || kind == CXCursor_TypedefDecl;
    visit_children(cursor, visit, &inner);
    return CXChildVisit_Continue;
}

static int compare_definitions(const void *left, const void *right)
{
    const struct definition *a = left, *b = right;
    if (a->span.begin != b->span.begin)
        return a->span.begin < b->span.begin ? -1 : 1;
    return a->span.end > b->span.end ? -1 : a->span.end < b->span.end;
}

static void order_definitions(struct moving *m)
{
    unsigned end = 0;
    size_t outer = 0;
    if (m->definitions.count)
        qsort(m->definitions.items, m->definitions.count, sizeof *m->definitions.items,
              compare_definitions);
    for (size_t i = 0; i < m->definitions.count; i++) {
        struct definition *definition = &m->definitions.items[i];
        definition->is_inner = definition->span.end <= end;
        outer = definition->is_inner ? outer : i;
        end = definition->is_inner ? end : definition->span.end;
        definition->outer = outer;
    }
}

/* ---- types of file scope without a name ---- */

/* They get one, where there is nothing else by which to speak of them. */
static enum CXChildVisitResult name_outer(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    struct rewriting *rewriting = data;
    struct builder *b = rewriting->b;
    struct span span = span_of(b, cursor);
    if (!is_tag_kind(clang_getCursorKind(cursor)) || !span.source || !span.source->is_main ||
        !clang_Cursor_isAnonymous(cursor))
        return CXChildVisit_Continue;
    bool is_alone = scan_is(
        span.source, source_skip_space(span.source, span.end, (unsigned)span.source->size), ";");
    if (is_alone || !is_in_file(b, clang_getRangeEnd(clang_getCursorExtent(cursor))))
        return CXChildVisit_Continue;
    span.begin = span.end = place_for_tag(span);
    rewrite_replace(rewriting, span,
                    arena_printf(b->arena, "%s ", unit_free_name(b->unit, "nameless")));
    return CXChildVisit_Continue;
}

/* ---- the wishes ---- */

static void free_moving(struct moving *m)
{
    meanings_free(&m->meanings);
    map_free(&m->moved);
    map_free(&m->seen);
    map_free(&m->declared);
    map_free(&m->spoken);
    vec_free(&m->names);
    vec_free(&m->definitions);
    vec_free(&m->aliases);
    vec_free(&m->forwards);
    vec_free(&m->assembly);
    vec_free(&m->operands);
    vec_free(&m->pragmas);
    vec_free(&m->needs);
    vec_free(&m->changes);
}

/* Moves what is declared in all the functions that have the wish. */
struct movers {
    struct rewriting *rewriting;
    struct census census;
    bool is_outer; /* a function that has the wish has no types of its own */
};

static void move(struct movers *movers, CXCursor function)
{
    struct builder *b = movers->rewriting->b;
    struct moving m = {.rewriting = movers->rewriting, .b = b, .census = &movers->census};
    m.span = span_of(b, function);
    m.function = own_string(b, clang_getCursorSpelling(function));
    meanings_collect(&m.meanings, b, function);
    visit_children(function, visit, &(struct walk){&m, false});
    order_definitions(&m);
    moved_choose_names(&m);
    moved_read_words(&m);
    movers->is_outer |= !m.definitions.count && !m.is_postponed;
    if (!m.is_impossible && !m.is_postponed)
        moved_write(&m);
    free_moving(&m);
}

static bool holds(struct span outer, struct span inner)
{
    return outer.source == inner.source && outer.begin <= inner.begin && inner.end <= outer.end;
}

/* Is it wished for, and nothing else in the function that would change the text, too? */
static bool is_wished(const struct unit *unit, struct span function)
{
    bool found = false;
    for (size_t i = 0; i < unit->wishes.count; i++) {
        const struct wish *wish = &unit->wishes.items[i];
        if (holds(function, wish->span) && wish->kind != WISH_MOVE_TYPES)
            return false;
        found |= holds(function, wish->span);
    }
    return found;
}

static enum CXChildVisitResult visit_function(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    struct movers *movers = data;
    struct builder *b = movers->rewriting->b;
    if (clang_getCursorKind(cursor) == CXCursor_FunctionDecl && clang_isCursorDefinition(cursor) &&
        is_wished(b->unit, span_of(b, cursor)))
        move(movers, cursor);
    return CXChildVisit_Continue;
}

void move_types(struct rewriting *rewriting)
{
    struct builder *b = rewriting->b;
    bool found = false;
    for (size_t i = 0; i < b->unit->wishes.count && !found; i++)
        found = b->unit->wishes.items[i].kind == WISH_MOVE_TYPES;
    if (!found)
        return;
    struct movers movers = {.rewriting = rewriting};
    census_take(&movers.census, b);
    visit_children(clang_getTranslationUnitCursor(b->tu), visit_function, &movers);
    rewriting->group = b->unit;
    if (movers.is_outer)
        visit_children(clang_getTranslationUnitCursor(b->tu), name_outer, rewriting);
    census_free(&movers.census);
}
