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
    source->arena = b->arena;
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
            *vec_add(b->arena, &b->unit->sources) = (*known)->source;
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

/* For clang to say so takes as long as there are files. */
bool is_system_file(struct builder *b, CXFile file)
{
    CXString name = clang_getFileName(file);
    const char *text = clang_getCString(name);
    bool is_known = text && (strncmp(text, "/usr/include/", strlen("/usr/include/")) == 0 ||
                             strncmp(text, "/usr/lib/", strlen("/usr/lib/")) == 0);
    clang_disposeString(name);
    return is_known || clang_Location_isInSystemHeader(clang_getLocationForOffset(b->tu, file, 0));
}

/* ---- places ---- */

/* Clang numbers the places of a text one by one. That is nothing it promises, so it is tried. */
void places_open(struct builder *b)
{
    unsigned size = (unsigned)b->unit->main->size;
    CXSourceRange whole = clang_getCursorExtent(clang_getTranslationUnitCursor(b->tu));
    CXSourceLocation begin = clang_getRangeStart(whole), end = clang_getRangeEnd(whole);
    CXFile file, end_file;
    unsigned from, to;
    clang_getFileLocation(begin, &file, NULL, NULL, &from);
    clang_getFileLocation(end, &end_file, NULL, NULL, &to);
    bool is_one = file && file == b->main_file && end_file == file && from == 0 && to == size &&
                  end.int_data - begin.int_data == size && end.ptr_data[0] == begin.ptr_data[0];
    b->main_begin = begin;
    b->main_size = is_one ? size : 0;
    b->nodes = arena_array(b->arena, struct node, MEMORY);
    b->places = arena_array(b->arena, struct place, MEMORY);
}

static void find_place(struct builder *b, struct place *place)
{
    CXSourceLocation location = place->location;
    place->offset = location.int_data - b->main_begin.int_data;
    place->is_in_main =
        place->offset < b->main_size && location.ptr_data[0] == b->main_begin.ptr_data[0];
    if (place->is_in_main)
        place->file = b->main_file;
    else
        clang_getFileLocation(location, &place->file, NULL, NULL, &place->offset);
}

static struct place *place_of(struct builder *b, CXSourceLocation location)
{
    struct place *place = &b->places[location.int_data & (MEMORY - 1)];
    if (place->is_known && clang_equalLocations(place->location, location))
        return place;
    *place = (struct place){.location = location, .is_known = true};
    find_place(b, place);
    return place;
}

/* Clang lets a token begin with the spliced lines before it. */
static unsigned behind_splices(const struct source *source, unsigned at)
{
    const char *text = source->text;
    while (at + 2 < source->size && text[at] == '\\' &&
           (text[at + 1] == '\n' || (text[at + 1] == '\r' && text[at + 2] == '\n')))
        at += text[at + 1] == '\n' ? 2 : 3;
    return at;
}

struct span span_between(struct builder *b, CXSourceLocation begin, CXSourceLocation end)
{
    struct place from = *place_of(b, begin);
    const struct place *to = place_of(b, end);
    struct file *file = file_of(b, from.file);
    if (!file)
        return (struct span){0};
    bool is_range = to->file == from.file && to->offset > from.offset;
    unsigned at = behind_splices(file->source, from.offset);
    return (struct span){file->source, at, is_range && to->offset > at ? to->offset : at};
}

/* Clang gives the location in a macro's argument, where there is one, for an offset. */
bool is_in_file(struct builder *b, CXSourceLocation location)
{
    struct place *place = place_of(b, location);
    if (!place->is_asked) {
        CXFile file = place->file;
        bool is_plain = place->is_in_main && !macro_covers(b, b->unit->main, place->offset);
        place->is_asked = true;
        place->is_in_file =
            is_plain || (file && clang_equalLocations(location, clang_getLocationForOffset(
                                                                    b->tu, file, place->offset)));
    }
    return place->is_in_file;
}

/* A token as if it were on one line. */
const char *token_text(struct builder *b, CXToken token)
{
    const char *from = own_string(b, clang_getTokenSpelling(b->tu, token));
    char *text = arena_array(b->arena, char, strlen(from) + 1);
    size_t size = 0;
    for (; *from; from++)
        if (from[0] == '\\' && from[1] == '\n')
            from++;
        else if (from[0] == '\\' && from[1] == '\r' && from[2] == '\n')
            from += 2;
        else
            text[size++] = *from;
    return text;
}

struct token first_token(struct builder *b, CXCursor cursor)
{
    struct place *place = place_of(b, begin_of(b, cursor));
    if (place->has_token)
        return place->token;
    CXToken *tokens;
    unsigned count;
    clang_tokenize(b->tu, clang_getRange(place->location, place->location), &tokens, &count);
    if (count) {
        place->token.place = clang_getTokenLocation(b->tu, tokens[0]);
        place->token.text = token_text(b, tokens[0]);
    }
    clang_disposeTokens(b->tu, tokens, count);
    place->has_token = true;
    return place->token;
}

/* ---- extents ---- */

/* Where the end comes out of a macro within another's argument, clang gives the start of its use.
 */
static struct span find_span(struct builder *b, const struct node *node)
{
    struct span span = span_between(b, node->begin, node->end);
    const struct macro_use *use = span.source ? macro_use_at(b, span.source, span.end) : NULL;
    if (use && (span.end == span.begin || !is_in_file(b, node->end)))
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
    return is_in_file(b, extent_of(b, cursor)->begin);
}

bool ends_in_file(struct builder *b, CXCursor cursor)
{
    return is_in_file(b, extent_of(b, cursor)->end);
}

bool have_same_extent(struct builder *b, CXCursor cursor, CXCursor other)
{
    struct node one = *extent_of(b, cursor);
    const struct node *two = extent_of(b, other);
    return clang_equalLocations(one.begin, two->begin) && clang_equalLocations(one.end, two->end);
}
