/* SPDX-License-Identifier: MIT
 *
 * Clang's tree shows nearly every use of a name, at its place in the text; what it leaves out (the
 * types in _Generic, the operands of attributes, of _Alignas and of _BitInt) is found by the scopes
 * of the declarations. Both are read in one walk over the function, which knows where each scope
 * ends, and sorted by place.
 */
#include "front/meanings.h"

#include <stdlib.h>
#include <string.h>

struct walk {
    struct meanings *meanings;
    unsigned scope_end;
};

const void *declaration_key(CXCursor declaration)
{
    return clang_Cursor_isNull(declaration) ? NULL : clang_getCanonicalCursor(declaration).data[0];
}

static bool opens_scope(enum CXCursorKind kind)
{
    switch (kind) {
    case CXCursor_CompoundStmt:
    case CXCursor_ForStmt:
    case CXCursor_IfStmt:
    case CXCursor_WhileStmt:
    case CXCursor_DoStmt:
    case CXCursor_SwitchStmt:
        return true;
    default:
        return false;
    }
}

static bool is_ordinary(enum CXCursorKind kind)
{
    return kind == CXCursor_VarDecl || kind == CXCursor_ParmDecl || kind == CXCursor_TypedefDecl ||
           kind == CXCursor_EnumConstantDecl || kind == CXCursor_FunctionDecl;
}

static bool is_reference(enum CXCursorKind kind)
{
    return kind == CXCursor_DeclRefExpr || kind == CXCursor_TypeRef ||
           kind == CXCursor_MemberRefExpr || kind == CXCursor_MemberRef ||
           kind == CXCursor_LabelRef;
}

static bool has_word(const struct source *source, unsigned at, const char *name)
{
    size_t size = strlen(name);
    return at + size <= source->size && memcmp(source->text + at, name, size) == 0 &&
           !is_word(source->text[at + size]);
}

/* A nameless type is spelled as the typedef that gives it a name, or with its place. */
const char *tag_name(struct builder *b, CXCursor tag)
{
    const char *text = own_string(b, clang_getTypeSpelling(clang_getCursorType(tag)));
    bool is_named = strchr(text, ' ') && !strchr(text, '(');
    return is_named ? own_string(b, clang_getCursorSpelling(tag)) : "";
}

static const char *name_of(struct builder *b, CXCursor cursor)
{
    enum CXCursorKind kind = clang_getCursorKind(cursor);
    if (is_tag_kind(kind))
        return tag_name(b, cursor);
    const char *text = own_string(b, clang_getCursorSpelling(cursor));
    const char *space = kind == CXCursor_TypeRef ? strrchr(text, ' ') : NULL;
    return space ? space + 1 : text;
}

static void add_declared(struct walk *walk, CXCursor cursor, unsigned at, const char *name)
{
    struct meanings *meanings = walk->meanings;
    struct declared declared = {.name = name_intern(meanings->b, name), .at = at};
    declared.is_tag = is_tag_kind(clang_getCursorKind(cursor));
    declared.scope_end = walk->scope_end;
    declared.cursor = cursor;
    declared.key = declaration_key(cursor);
    *vec_push(&meanings->list) = declared;
}

static void note(struct walk *walk, CXCursor cursor)
{
    struct meanings *meanings = walk->meanings;
    enum CXCursorKind kind = clang_getCursorKind(cursor);
    bool declares = clang_isDeclaration(kind) || kind == CXCursor_LabelStmt;
    if (!declares && !is_reference(kind))
        return;
    CXSourceLocation place = clang_getCursorLocation(cursor);
    struct span span = span_between(meanings->b, place, place);
    const char *name = name_of(meanings->b, cursor);
    if (span.source != meanings->span.source || !is_word_start(*name))
        return;
    const void *key = declaration_key(declares ? cursor : clang_getCursorReferenced(cursor));
    if (has_word(span.source, span.begin, name))
        *vec_push(&meanings->words) = (struct meaning){span.begin, key};
    else
        *vec_push(&meanings->lost) = (struct lost_name){span.begin, key};
    if (is_tag_kind(kind) || is_ordinary(kind))
        add_declared(walk, cursor, span.begin, name);
}

/* Where what is declared within the cursor goes out of scope. What a list of parameters declares is
 * known no longer than to the end of the declarator, but for the function's own. */
static unsigned scope_end_within(const struct walk *walk, CXCursor cursor, CXCursor parent)
{
    struct span whole = walk->meanings->span;
    bool is_parameter = clang_getCursorKind(cursor) == CXCursor_ParmDecl;
    if (!is_parameter && !opens_scope(clang_getCursorKind(cursor)))
        return walk->scope_end;
    struct span span = span_of(walk->meanings->b, is_parameter ? parent : cursor);
    return span.source == whole.source && span.end < walk->scope_end ? span.end : walk->scope_end;
}

static enum CXChildVisitResult visit(CXCursor cursor, CXCursor parent, CXClientData data)
{
    struct walk *walk = data;
    struct walk inner = {walk->meanings, scope_end_within(walk, cursor, parent)};
    note(clang_getCursorKind(cursor) == CXCursor_ParmDecl ? &inner : walk, cursor);
    visit_children(cursor, visit, &inner);
    return CXChildVisit_Continue;
}

static int compare_words(const void *left, const void *right)
{
    const struct meaning *a = left, *b = right;
    if (a->at != b->at)
        return a->at < b->at ? -1 : 1;
    return a->of < b->of ? -1 : a->of > b->of;
}

static int compare_declared(const void *left, const void *right)
{
    const struct declared *a = left, *b = right;
    return a->at < b->at ? -1 : a->at > b->at;
}

void meanings_collect(struct meanings *meanings, struct builder *b, CXCursor function)
{
    *meanings = (struct meanings){.b = b, .span = span_of(b, function)};
    struct walk walk = {meanings, meanings->span.end};
    visit_children(function, visit, &walk);
    if (meanings->words.count)
        qsort(meanings->words.items, meanings->words.count, sizeof *meanings->words.items,
              compare_words);
    if (meanings->list.count)
        qsort(meanings->list.items, meanings->list.count, sizeof *meanings->list.items,
              compare_declared);
}

void meanings_free(struct meanings *meanings)
{
    vec_free(&meanings->words);
    vec_free(&meanings->list);
    vec_free(&meanings->lost);
}

/* The first word at or after `at`. */
static size_t word_index(const struct meanings *meanings, unsigned at)
{
    size_t low = 0, high = meanings->words.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (meanings->words.items[middle].at < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const void *meaning_said(const struct meanings *meanings, unsigned at)
{
    size_t i = word_index(meanings, at);
    bool found = i < meanings->words.count && meanings->words.items[i].at == at;
    return found ? meanings->words.items[i].of : NULL;
}

/* The innermost declaration whose scope holds the place is the last one before it. */
const void *meaning_in_scope(const struct meanings *meanings, unsigned at, const char *name,
                             bool is_tag)
{
    const void *found = NULL;
    for (size_t i = 0; i < meanings->list.count && meanings->list.items[i].at <= at; i++) {
        const struct declared *declared = &meanings->list.items[i];
        if (declared->is_tag == is_tag && at < declared->scope_end &&
            strcmp(declared->name, name) == 0)
            found = declared->key;
    }
    return found;
}

bool meaning_is_double(const struct meanings *meanings, unsigned at)
{
    size_t i = word_index(meanings, at), last = i;
    while (last < meanings->words.count && meanings->words.items[last].at == at)
        last++;
    return last > i && meanings->words.items[last - 1].of != meanings->words.items[i].of;
}
