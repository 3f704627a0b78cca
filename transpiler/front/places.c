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

/* ---- places ---- */

/* Clang numbers the places of a text one by one. That is nothing it promises, so it is tried. */
void places_open(struct builder *b)
{
    unsigned size = (unsigned)b->unit->main->size;
    b->main_begin = clang_getLocationForOffset(b->tu, b->main_file, 0);
    CXSourceLocation end = clang_getLocationForOffset(b->tu, b->main_file, size);
    CXFile file, end_file;
    unsigned from, to;
    clang_getFileLocation(b->main_begin, &file, NULL, NULL, &from);
    clang_getFileLocation(end, &end_file, NULL, NULL, &to);
    bool is_one = file && file == end_file && from == 0 && to == size &&
                  end.int_data - b->main_begin.int_data == size &&
                  end.ptr_data[0] == b->main_begin.ptr_data[0];
    b->main_size = is_one ? size : 0;
    b->nodes = arena_array(b->arena, struct node, NODES);
}

/* Does the location stand in the text of the main file itself? Then where. */
static bool is_in_main(const struct builder *b, CXSourceLocation place, unsigned *offset)
{
    *offset = place.int_data - b->main_begin.int_data;
    return *offset < b->main_size && place.ptr_data[0] == b->main_begin.ptr_data[0];
}

static CXFile file_at(const struct builder *b, CXSourceLocation place, unsigned *offset)
{
    CXFile file = b->main_file;
    if (!is_in_main(b, place, offset))
        clang_getFileLocation(place, &file, NULL, NULL, offset);
    return file;
}

struct span span_between(struct builder *b, CXSourceLocation begin, CXSourceLocation end)
{
    unsigned from, to;
    CXFile file = file_at(b, begin, &from), end_file = file_at(b, end, &to);
    struct file *place = file_of(b, file);
    if (!place)
        return (struct span){0};
    return (struct span){place->source, from, end_file == file && to > from ? to : from};
}

bool is_in_file(struct builder *b, CXSourceLocation place)
{
    CXFile file;
    unsigned offset;
    if (is_in_main(b, place, &offset))
        return true;
    clang_getFileLocation(place, &file, NULL, NULL, &offset);
    return file && clang_equalLocations(place, clang_getLocationForOffset(b->tu, file, offset));
}

/* ---- extents ---- */

/* Where the end comes out of a macro within another's argument, clang gives the start of its use.
 */
static struct span find_span(struct builder *b, const struct node *node)
{
    struct span span = span_between(b, node->begin, node->end);
    const struct macro_use *use = span.source ? macro_use_at(b, span.source, span.end) : NULL;
    if (use && (span.end == span.begin || !node->ends_in_file))
        span.end = use->span.end;
    return span;
}

static const struct node *extent_of(struct builder *b, CXCursor cursor)
{
    struct node *node = node_of(b, cursor);
    if (node->has_extent)
        return node;
    CXSourceRange range = clang_getCursorExtent(cursor);
    node->begin = clang_getRangeStart(range);
    node->end = clang_getRangeEnd(range);
    node->begins_in_file = is_in_file(b, node->begin);
    node->ends_in_file = is_in_file(b, node->end);
    node->span = find_span(b, node);
    node->has_extent = true;
    return node;
}

struct span span_of(struct builder *b, CXCursor cursor)
{
    return extent_of(b, cursor)->span;
}

CXSourceLocation begin_of(struct builder *b, CXCursor cursor)
{
    return extent_of(b, cursor)->begin;
}

bool begins_in_file(struct builder *b, CXCursor cursor)
{
    return extent_of(b, cursor)->begins_in_file;
}

bool ends_in_file(struct builder *b, CXCursor cursor)
{
    return extent_of(b, cursor)->ends_in_file;
}

bool have_same_extent(struct builder *b, CXCursor cursor, CXCursor other)
{
    struct node one = *extent_of(b, cursor);
    const struct node *two = extent_of(b, other);
    return clang_equalLocations(one.begin, two->begin) && clang_equalLocations(one.end, two->end);
}
