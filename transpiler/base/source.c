/* SPDX-License-Identifier: MIT
 *
 * Offsets to lines by binary search in a table that is made when it is first needed.
 */
#include "base/source.h"

#include "base/vec.h"
#include <string.h>

static void index_lines(struct source *source)
{
    VEC(unsigned) lines = {0};
    *vec_push(&lines) = 0;
    for (size_t i = 0; i < source->size; i++)
        if (source->text[i] == '\n')
            *vec_push(&lines) = (unsigned)i + 1;
    source->lines = lines.items;
    source->line_count = (unsigned)lines.count;
}

unsigned source_line(struct source *source, unsigned offset)
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

unsigned source_column(struct source *source, unsigned offset)
{
    unsigned line = source_line(source, offset);
    return offset - source->lines[line - 1] + 1;
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

void source_free(struct source *source)
{
    free(source->lines);
    source->lines = NULL;
}
