/* SPDX-License-Identifier: MIT
 *
 * An #include becomes the text of the file, for what has to change in it: code inside a function,
 * or definitions of the dialect's functions in a header. Names of files that are included in turn
 * are written so that they are found from the new place. A file that guards itself, by #pragma once
 * or else, stands there once; its other #includes go.
 */
#include "front/directives.h"
#include "front/rewrite.h"

#include <string.h>

/* An #include that clang followed. */
struct inclusion {
    CXFile from, file;
    unsigned offset; /* in `from`, of its # or behind it */
};

struct inlining {
    struct rewriting *rewriting;
    VEC(struct inclusion) inclusions;
    VEC(CXFile) wanted;
    bool wants_all;
    VEC(CXFile) done; /* that are read but once, and stand there by now */
};

enum { DEEPEST = 100 /* of files that include each other */ };

static enum CXChildVisitResult note(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    struct inlining *inlining = data;
    struct inclusion inclusion = {.file = NULL};
    if (clang_getCursorKind(cursor) != CXCursor_InclusionDirective)
        return CXChildVisit_Continue;
    inclusion.file = clang_getIncludedFile(cursor);
    clang_getFileLocation(clang_getRangeStart(clang_getCursorExtent(cursor)), &inclusion.from, NULL,
                          NULL, &inclusion.offset);
    if (inclusion.file && inclusion.from)
        *vec_push(&inlining->inclusions) = inclusion;
    return CXChildVisit_Continue;
}

static bool is_wanted(const struct inlining *inlining, CXFile file)
{
    if (inlining->wants_all)
        return true;
    for (size_t i = 0; i < inlining->wanted.count; i++)
        if (clang_File_isEqual(inlining->wanted.items[i], file))
            return true;
    return false;
}

/* With a file, those are wanted that include it. */
static void want_includers(struct inlining *inlining)
{
    for (size_t known = 0; known != inlining->wanted.count;) {
        known = inlining->wanted.count;
        for (size_t i = 0; i < inlining->inclusions.count; i++) {
            const struct inclusion *inclusion = &inlining->inclusions.items[i];
            if (is_wanted(inlining, inclusion->file) && !is_wanted(inlining, inclusion->from))
                *vec_push(&inlining->wanted) = inclusion->from;
        }
    }
}

/* ---- the text of a file ---- */

/* What stands between the quotes, or the pointed brackets, of an #include; "" if it has none. */
static const char *included_name(struct builder *b, const struct directive *directive, char *quote)
{
    struct source *source = directive->span.source;
    unsigned at = scan_token_end(source, directive->keyword, directive->span.end);
    at = source_skip_space(source, at, directive->span.end);
    *quote = source->text[at];
    char close = *quote == '<' ? '>' : '"';
    const char *begin = source->text + at + 1;
    const char *end = memchr(begin, close, source->size - at - 1);
    bool is_name =
        (*quote == '<' || *quote == '"') && end && end < source->text + directive->span.end;
    return is_name ? arena_copy(b->arena, begin, (size_t)(end - begin)) : "";
}

/* `name` beside the file `path`. */
static const char *beside(struct builder *b, const char *path, const char *name)
{
    const char *slash = strrchr(path, '/');
    return arena_printf(b->arena, "%.*s%s", slash ? (int)(slash - path) + 1 : 0, path, name);
}

static CXFile file_included_by(const struct inlining *inlining, CXFile from, struct span directive)
{
    for (size_t i = 0; i < inlining->inclusions.count; i++) {
        const struct inclusion *inclusion = &inlining->inclusions.items[i];
        if (clang_File_isEqual(inclusion->from, from) && inclusion->offset >= directive.begin &&
            inclusion->offset < directive.end)
            return inclusion->file;
    }
    return NULL;
}

/* How an #include names a file, as seen from the text that takes it in. */
struct naming {
    const char *name;
    char quote; /* " or < */
};

/* The same name as seen from where the file that says it is taken in, under the name `outer`;
 * *moves tells whether that is another: the file was found beside the one that includes it. */
static struct naming name_from(struct builder *b, const struct directive *directive, CXFile file,
                               struct naming outer, bool *moves)
{
    struct naming own;
    own.name = included_name(b, directive, &own.quote);
    const char *path = file && own.quote == '"' ? own_string(b, clang_getFileName(file)) : NULL;
    *moves =
        path && *outer.name && strcmp(path, beside(b, directive->span.source->name, own.name)) == 0;
    return *moves ? (struct naming){beside(b, outer.name, own.name), outer.quote} : own;
}

static void move_include(struct rewriting *moves, const struct directive *directive, CXFile file,
                         struct naming outer)
{
    struct builder *b = moves->b;
    bool is_moved;
    struct naming naming = name_from(b, directive, file, outer, &is_moved);
    struct span rest = {directive->span.source, 0, directive->span.end};
    rest.begin = scan_token_end(rest.source, directive->keyword, rest.end);
    if (is_moved)
        rewrite_replace(moves, rest,
                        arena_printf(b->arena, " %c%s%c", naming.quote, naming.name,
                                     naming.quote == '<' ? '>' : '"'));
}

/* A pragma about the file as one: it means nothing where its text is going to stand. */
static bool is_of_file(const struct directive *directive)
{
    struct source *source = directive->span.source;
    unsigned end = directive->span.end, at = scan_token_end(source, directive->keyword, end);
    if (!scan_is(source, directive->keyword, "pragma"))
        return false;
    at = source_skip_space(source, at, end);
    if (scan_is(source, at, "once"))
        return true;
    bool is_vendor = scan_is(source, at, "GCC") || scan_is(source, at, "clang");
    at = source_skip_space(source, scan_token_end(source, at, end), end);
    return is_vendor && scan_is(source, at, "system_header");
}

/* Was the file read before, so that it is not read again here? */
static bool is_done(struct inlining *inlining, CXFile file)
{
    if (!clang_isFileMultipleIncludeGuarded(inlining->rewriting->b->tu, file))
        return false;
    for (size_t i = 0; i < inlining->done.count; i++)
        if (clang_File_isEqual(inlining->done.items[i], file))
            return true;
    *vec_push(&inlining->done) = file;
    return false;
}

static struct source *text_of_file(struct inlining *inlining, CXFile file, struct naming outer,
                                   unsigned depth);

/* The edit of a directive that is to go; the file may have been there already. */
static struct edit inline_edit(struct inlining *inlining, const struct directive *directive,
                               CXFile file, struct naming naming, unsigned depth)
{
    if (is_done(inlining, file))
        return (struct edit){.span = directive->span, .text = ""};
    struct front *front = inlining->rewriting->front;
    struct source *text = text_of_file(inlining, file, naming, depth);
    *vec_add(&front->arena, &front->inlined) = text->name;
    return (struct edit){.span = directive->span, .copy = text};
}

/* The text that stands for the file, which is known by a name where it is going to stand. */
static struct source *text_of_file(struct inlining *inlining, CXFile file, struct naming outer,
                                   unsigned depth)
{
    struct builder *b = inlining->rewriting->b;
    struct rewriting moves = {.front = inlining->rewriting->front, .b = b};
    struct source *source = source_read(b, file, own_string(b, clang_getFileName(file)));
    directive_list directives = {0};
    directives_find(source, &directives);
    for (size_t i = 0; i < directives.count; i++) {
        const struct directive *directive = &directives.items[i];
        if (is_of_file(directive))
            rewrite_replace(&moves, directive->span, "");
        if (directive->kind != DIRECTIVE_INCLUDE)
            continue;
        CXFile inner = file_included_by(inlining, file, directive->span);
        bool is_moved, goes = inner && !inlining->wants_all && is_wanted(inlining, inner);
        if (goes && depth < DEEPEST)
            *vec_push(&moves.edits) =
                inline_edit(inlining, directive, inner,
                            name_from(b, directive, inner, outer, &is_moved), depth + 1);
        else
            move_include(&moves, directive, inner, outer);
    }
    struct source *text = rewrite_apply(moves.front, source, moves.edits.items, moves.edits.count);
    vec_free(&directives);
    vec_free(&moves.edits);
    return text;
}

/* ---- the directives ---- */

static void inline_directive(struct inlining *inlining, CXFile from,
                             const struct directive *directive)
{
    CXFile file = file_included_by(inlining, from, directive->span);
    if (!file || !is_wanted(inlining, file))
        return;
    struct naming naming;
    naming.name = included_name(inlining->rewriting->b, directive, &naming.quote);
    *vec_push(&inlining->rewriting->edits) = inline_edit(inlining, directive, file, naming, 0);
}

static void inline_within(struct inlining *inlining, struct span span)
{
    struct file *file = file_of_source(inlining->rewriting->b, span.source);
    directive_list directives = {0};
    if (file)
        directives_find(span.source, &directives);
    for (size_t i = 0; i < directives.count; i++) {
        const struct directive *directive = &directives.items[i];
        if (directive->kind == DIRECTIVE_INCLUDE && directive->span.begin >= span.begin &&
            directive->span.begin < span.end)
            inline_directive(inlining, file->file, directive);
    }
    vec_free(&directives);
}

void inline_span(struct rewriting *rewriting, struct span span)
{
    struct inlining inlining = {.rewriting = rewriting, .wants_all = true};
    visit_children(clang_getTranslationUnitCursor(rewriting->b->tu), note, &inlining);
    inline_within(&inlining, span);
    vec_free(&inlining.inclusions);
    vec_free(&inlining.done);
}

static void inline_wished(struct rewriting *rewriting, enum wish_kind kind)
{
    struct inlining inlining = {.rewriting = rewriting};
    struct builder *b = rewriting->b;
    for (size_t i = 0; i < b->unit->wishes.count; i++) {
        const struct wish *wish = &b->unit->wishes.items[i];
        struct file *file = wish->kind == kind ? file_of_source(b, wish->span.source) : NULL;
        if (file && !is_wanted(&inlining, file->file))
            *vec_push(&inlining.wanted) = file->file;
    }
    if (inlining.wanted.count) {
        visit_children(clang_getTranslationUnitCursor(b->tu), note, &inlining);
        want_includers(&inlining);
        struct source *main = b->unit->main;
        if (kind == WISH_INLINE_FILE)
            inline_within(&inlining, (struct span){main, 0, (unsigned)main->size});
        for (size_t i = 0; i < b->unit->funcs.count && kind == WISH_INLINE; i++)
            inline_within(&inlining, b->unit->funcs.items[i]->span);
    }
    vec_free(&inlining.inclusions);
    vec_free(&inlining.done);
    vec_free(&inlining.wanted);
}

void inline_files(struct rewriting *rewriting)
{
    inline_wished(rewriting, WISH_INLINE);
    inline_wished(rewriting, WISH_INLINE_FILE);
}
