/* SPDX-License-Identifier: MIT
 *
 * Which names may be those of variables and hide types: `node *insert(node *node)`. Clang tells
 * when it comes to a variable, and by then types have been spelled; so the tokens of the async
 * functions are asked beforehand. A name counts when it stands behind a word, a `*`, a comma or a
 * brace, and ahead of what ends a declarator. What stands in a struct ahead of the body or in a
 * typedef declares no variables. Tags that functions declare hide those of the file. What comes out
 * of macros, and what else the tokens do not tell, is asked of clang, by a walk through the
 * functions' declarations; it does not show the types in expressions, which the tokens do. A name
 * too many does no harm.
 */
#include "front/build.h"

#include "front/scan.h"
#include <string.h>

static bool is_one_of(const struct source *source, unsigned at, const char *const *words)
{
    while (*words && !scan_is(source, at, *words))
        words++;
    return *words;
}

/* A word behind which a name is that of a type, or of an object in an expression. */
static bool is_no_type(const struct source *source, unsigned at)
{
    static const char *const words[] = {"struct", "union",  "enum",     "return", "sizeof",
                                        "const",  "static", "volatile", "extern", "goto",
                                        "case",   "else",   "do",       NULL};
    return is_one_of(source, at, words);
}

/* Behind `struct tag { ... }`, or behind the word when no body follows. */
static unsigned skip_tag(const struct source *source, unsigned end, unsigned size)
{
    unsigned at = source_skip_space(source, end, size);
    if (at < size && is_word_start(source->text[at]))
        at = source_skip_space(source, scan_token_end(source, at, size), size);
    return at < size && source->text[at] == '{' ? scan_match(source, at, size) : end;
}

static bool ends_declarator(const struct source *source, unsigned at, unsigned size)
{
    at = source_skip_space(source, at, size);
    return at < size && source->text[at] && strchr(",;=)[}", source->text[at]);
}

/* `struct tag {` and `struct tag;` declare a tag; in a function, one that may hide another. */
static void note_tag(struct builder *b, const struct source *source, unsigned end)
{
    unsigned size = (unsigned)source->size, at = source_skip_space(source, end, size);
    if (at >= size || !is_word_start(source->text[at]))
        return;
    unsigned behind = scan_token_end(source, at, size);
    unsigned next = source_skip_space(source, behind, size);
    if (next < size && source->text[next] && strchr("{;", source->text[next]))
        name_set_add(&b->hiding_tags, b->arena, source->text + at, behind - at);
}

/* The names to which that of such a declaration in a function belongs, or NULL. */
static struct name_set *hidden_by(struct builder *b, enum CXCursorKind kind)
{
    bool is_ordinary = kind == CXCursor_TypedefDecl || kind == CXCursor_EnumConstantDecl ||
                       kind == CXCursor_VarDecl || kind == CXCursor_ParmDecl;
    return is_tag_kind(kind) ? &b->hiding_tags : is_ordinary ? &b->hiding : NULL;
}

static enum CXChildVisitResult note_inner(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    struct builder *b = data;
    struct name_set *names = hidden_by(b, clang_getCursorKind(cursor));
    if (!names)
        return CXChildVisit_Recurse;
    CXString name = clang_getCursorSpelling(cursor);
    const char *text = clang_getCString(name);
    if (text && is_word_start(text[0]))
        name_set_add(names, b->arena, text, strlen(text));
    clang_disposeString(name);
    return CXChildVisit_Recurse;
}

static void note_tokens(struct builder *b, struct span span)
{
    static const char *const tags[] = {"struct", "union", "enum", NULL};
    unsigned depth = 0; /* in braces, not those of a struct ahead of the body */
    const struct source *source = span.source;
    bool follows_type = false;
    for (unsigned at = span.begin, end; (at = source_skip_space(source, at, span.end)) < span.end;
         at = end) {
        end = scan_token_end(source, at, span.end);
        bool is_name = is_word_start(source->text[at]);
        depth += source->text[at] == '{' ? 1u : 0;
        depth -= source->text[at] == '}' && depth ? 1u : 0;
        if (is_name && follows_type && ends_declarator(source, end, span.end))
            name_set_add(&b->hiding, b->arena, source->text + at, end - at);
        follows_type = is_name ? !is_no_type(source, at) : strchr("*,{}", source->text[at]) != NULL;
        if (is_name && is_one_of(source, at, tags)) {
            unsigned behind = end;
            if (depth)
                note_tag(b, source, end);
            else
                end = skip_tag(source, end, span.end);
            follows_type = end > behind;
        } else if (is_name && scan_is(source, at, "typedef")) {
            unsigned word = source_skip_space(source, end, span.end);
            if (depth && word < span.end && is_one_of(source, word, tags))
                note_tag(b, source, scan_token_end(source, word, span.end));
            end = scan_find(source, end, span.end, ';');
        }
    }
}

/* Only of what is written anew. */
static enum CXChildVisitResult note_function(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    struct builder *b = data;
    if (clang_getCursorKind(cursor) != CXCursor_FunctionDecl || !clang_isCursorDefinition(cursor) ||
        (!is_async_function(b, cursor) && !gives_generator(cursor)))
        return CXChildVisit_Continue;
    struct span span = span_of(b, cursor);
    if (span.source)
        note_tokens(b, span);
    visit_children(cursor, note_inner, b);
    return CXChildVisit_Continue;
}

void hiding_collect(struct builder *b)
{
    visit_children(clang_getTranslationUnitCursor(b->tu), note_function, b);
}
