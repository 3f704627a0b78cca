/* SPDX-License-Identifier: MIT
 *
 * Clang's locations as spans of our sources. A location in a macro's argument maps to the
 * argument's text; one in a macro's body to the use of the macro in the file. Sources are read from
 * clang's own buffers, so that offsets agree whatever happens to the file.
 */
#include "front/rewrite.h"

#include <string.h>

struct source *source_read(struct builder *b, CXFile file, const char *name)
{
    struct source *source = arena_new(b->arena, struct source);
    const struct source *rewritten = front_text(b->front, name);
    size_t size = 0;
    const char *text = file ? clang_getFileContents(b->tu, file, &size) : NULL;
    source->name = arena_copy(b->arena, name, strlen(name));
    source->text = arena_copy(b->arena, text ? text : "", text ? size : 0);
    source->size = text ? size : 0;
    source->pieces = rewritten ? rewritten->pieces : NULL;
    source->piece_count = rewritten ? rewritten->piece_count : 0;
    return source;
}

struct file *file_of(struct builder *b, CXFile file)
{
    if (!file)
        return NULL;
    if (b->last_file && b->last_file->file == file)
        return b->last_file;
    struct file **known = (struct file **)map_at(&b->file_map, file);
    if (!*known) {
        *known = arena_new(b->arena, struct file);
        (*known)->file = file;
        (*known)->source = b->main_file && clang_File_isEqual(file, b->main_file)
                               ? b->unit->main
                               : source_read(b, file, own_string(b, clang_getFileName(file)));
        if ((*known)->source != b->unit->main)
            *vec_push(&b->unit->sources) = (*known)->source;
        *vec_push(&b->files) = *known;
    }
    return b->last_file = *known;
}

struct file *file_of_source(struct builder *b, const struct source *source)
{
    if (b->last_file && b->last_file->source == source)
        return b->last_file;
    for (size_t i = 0; i < b->files.count; i++)
        if (b->files.items[i]->source == source)
            return b->last_file = b->files.items[i];
    return NULL;
}

struct span span_between(struct builder *b, CXSourceLocation begin, CXSourceLocation end)
{
    CXFile file, end_file;
    unsigned from, to;
    clang_getFileLocation(begin, &file, NULL, NULL, &from);
    clang_getFileLocation(end, &end_file, NULL, NULL, &to);
    struct file *place = file_of(b, file);
    if (!place)
        return (struct span){0};
    return (struct span){place->source, from, end_file == file && to > from ? to : from};
}

/* Where the end comes out of a macro within another's argument, clang gives the start of its use.
 */
struct span span_of(struct builder *b, CXCursor cursor)
{
    CXSourceRange range = clang_getCursorExtent(cursor);
    CXSourceLocation end = clang_getRangeEnd(range);
    struct span span = span_between(b, clang_getRangeStart(range), end);
    const struct macro_use *use = span.source ? macro_use_at(b, span.source, span.end) : NULL;
    if (use && (span.end == span.begin || !is_in_file(b, end)))
        span.end = use->span.end;
    return span;
}

bool is_in_file(struct builder *b, CXSourceLocation place)
{
    CXFile file;
    unsigned offset;
    clang_getFileLocation(place, &file, NULL, NULL, &offset);
    return file && clang_equalLocations(place, clang_getLocationForOffset(b->tu, file, offset));
}
