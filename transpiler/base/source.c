/* SPDX-License-Identifier: MIT
 *
 * Offsets to lines by binary search in a table that is made when it is first needed, and to pieces
 * of a rewritten text likewise.
 */
#include "base/source.h"

#include "base/arena.h"
#include "base/vec.h"
#include <string.h>

static void index_lines(struct source *source)
{
    unsigned count = 1;
    for (size_t i = 0; i < source->size; i++)
        count += source->text[i] == '\n';
    source->lines = source->arena ? arena_array(source->arena, unsigned, count)
                                  : xrealloc(NULL, count * sizeof *source->lines);
    source->lines[0] = 0;
    source->line_count = 1;
    for (size_t i = 0; i < source->size; i++)
        if (source->text[i] == '\n')
            source->lines[source->line_count++] = (unsigned)i + 1;
}

/* The last piece that begins at or before the offset. */
static unsigned piece_at(const struct source *source, unsigned offset)
{
    unsigned low = 0, high = source->piece_count;
    while (high - low > 1) {
        unsigned middle = low + (high - low) / 2;
        if (source->pieces[middle].begin <= offset)
            low = middle;
        else
            high = middle;
    }
    return low;
}

struct span source_original(struct span span)
{
    if (!span.source || !span.source->piece_count)
        return span;
    const struct piece *piece = &span.source->pieces[piece_at(span.source, span.begin)];
    if (!piece->is_copy)
        return piece->from;
    unsigned begin = piece->from.begin + (span.begin - piece->begin);
    unsigned end = piece->from.begin + (span.end - piece->begin);
    if (end > piece->from.end)
        end = piece->from.end;
    return (struct span){piece->from.source, begin, end > begin ? end : begin};
}

bool source_is_inserted(const struct source *source, unsigned offset)
{
    return source->piece_count && source->pieces[piece_at(source, offset)].is_inserted;
}

unsigned source_piece_end(const struct source *source, unsigned offset, unsigned end)
{
    if (!source->piece_count)
        return end;
    unsigned next = piece_at(source, offset) + 1;
    bool ends = next < source->piece_count && source->pieces[next].begin < end;
    return ends ? source->pieces[next].begin : end;
}

bool source_is_rewritten(struct span span)
{
    const struct source *source = span.source;
    for (unsigned i = source->piece_count ? piece_at(source, span.begin) : 0;
         i < source->piece_count && source->pieces[i].begin < span.end; i++)
        if (!source->pieces[i].is_copy)
            return true;
    return false;
}

/* The line in the file that the source is. */
static unsigned line_of(struct source *source, unsigned offset)
{
    if (!source->lines)
        index_lines(source);
    unsigned low = 0, high = source->line_count;
    while (high - low > 1) {
        unsigned middle = low + (high - low) / 2;
        if (source->lines[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    return low + 1;
}

unsigned source_line(struct source *source, unsigned offset)
{
    struct span place = source_original((struct span){source, offset, offset});
    return line_of(place.source, place.begin);
}

unsigned source_column(struct source *source, unsigned offset)
{
    struct span place = source_original((struct span){source, offset, offset});
    unsigned line = line_of(place.source, place.begin);
    return place.begin - place.source->lines[line - 1] + 1;
}

/* The last mark at or before the offset; NULL: none. */
static const struct mark *mark_at(const struct source *source, unsigned offset)
{
    unsigned low = 0, high = source->mark_count;
    while (low < high) {
        unsigned middle = low + (high - low) / 2;
        if (source->marks[middle].begin <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low ? &source->marks[low - 1] : NULL;
}

const char *source_presumed(struct source *source, unsigned offset, unsigned *line)
{
    struct span place = source_original((struct span){source, offset, offset});
    const struct mark *mark = mark_at(place.source, place.begin);
    *line = line_of(place.source, place.begin);
    if (!mark)
        return place.source->name;
    *line = mark->line + (*line - line_of(place.source, mark->begin));
    return mark->name;
}

bool source_is_marked(struct source *source, unsigned from_line, unsigned to_line)
{
    if (!source->mark_count || from_line >= to_line)
        return false;
    line_of(source, 0);
    unsigned last = to_line <= source->line_count ? source->lines[to_line - 1] : 0;
    const struct mark *mark = mark_at(source, last);
    return mark && mark->begin > source->lines[from_line - 1];
}

const char *source_line_text(struct source *source, unsigned line, size_t *size)
{
    if (!source->lines)
        index_lines(source);
    unsigned begin = source->lines[line - 1];
    const char *text = source->text + begin;
    const char *end = memchr(text, '\n', source->size - begin);
    *size = end ? (size_t)(end - text) : source->size - begin;
    if (*size && text[*size - 1] == '\r')
        (*size)--;
    return text;
}

static unsigned skip_comment(const struct source *source, unsigned offset, unsigned end)
{
    const char *text = source->text;
    bool block = text[offset + 1] == '*';
    for (offset += 2; offset < end; offset++) {
        if (block && text[offset] == '*' && text[offset + 1] == '/')
            return offset + 2;
        if (!block && text[offset] == '\n' && text[offset - 1] != '\\')
            return offset;
    }
    return end;
}

unsigned source_skip_space(const struct source *source, unsigned offset, unsigned end)
{
    const char *text = source->text;
    while (offset < end) {
        char c = text[offset];
        bool splice = c == '\\' && (text[offset + 1] == '\n' || text[offset + 1] == '\r');
        if (splice || c == ' ' || (c >= '\t' && c <= '\r'))
            offset++;
        else if (c == '/' && (text[offset + 1] == '/' || text[offset + 1] == '*'))
            offset = skip_comment(source, offset, end);
        else
            break;
    }
    return offset < end ? offset : end;
}

static unsigned line_begin(const struct source *source, unsigned offset)
{
    while (offset && source->text[offset - 1] != '\n')
        offset--;
    return offset;
}

static void index_hashes(struct source *source)
{
    const char *text = source->text, *end = text + source->size;
    VEC(unsigned) hashes = {0};
    *vec_push(&hashes) = 0; /* stands for none */
    for (const char *at = text; (at = memchr(at, '#', (size_t)(end - at))); at++) {
        const char *before = at;
        while (before > text && (before[-1] == ' ' || before[-1] == '\t'))
            before--;
        if (before > text && before[-1] == '\n')
            *vec_push(&hashes) = (unsigned)(at - text);
    }
    source->hashes = hashes.items;
    source->hash_count = (unsigned)hashes.count;
    if (source->arena) {
        source->hashes = arena_array(source->arena, unsigned, hashes.count);
        memcpy(source->hashes, hashes.items, hashes.count * sizeof *hashes.items);
        vec_free(&hashes);
    }
}

unsigned source_find_directive(struct source *source, unsigned begin, unsigned end)
{
    if (!source->hashes)
        index_hashes(source);
    unsigned low = 1, high = source->hash_count;
    while (low < high) {
        unsigned middle = low + (high - low) / 2;
        if (source->hashes[middle] <= begin)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < source->hash_count && line_begin(source, source->hashes[low]) <= begin)
        low++;
    return low < source->hash_count && source->hashes[low] < end ? source->hashes[low] : end;
}

void source_free(struct source *source)
{
    if (source->arena)
        return;
    free(source->lines);
    free(source->hashes);
    source->lines = source->hashes = NULL;
}
