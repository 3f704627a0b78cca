/* SPDX-License-Identifier: MIT
 *
 * The position is kept by counting newlines. A small step forward in the same file is made with
 * newlines, any other with a directive.
 */
#include "emit/out.h"

#include "base/arena.h"
#include <stdarg.h>
#include <string.h>

enum { MAX_STEP = 8, INDENT = 4 };

static void count_lines(struct out *out, const char *text, size_t size)
{
    for (const char *end = text + size; (text = memchr(text, '\n', (size_t)(end - text))); text++) {
        out->line++;
        out->source_line++;
    }
}

void out_add(struct out *out, const char *text, size_t size)
{
    str_add(&out->text, text, size);
    if (size)
        count_lines(out, text, size);
}

void out_puts(struct out *out, const char *text)
{
    out_add(out, text, strlen(text));
}

void out_printf(struct out *out, const char *format, ...)
{
    size_t from = out->text.size;
    va_list args;
    va_start(args, format);
    str_vprintf(&out->text, format, args);
    va_end(args);
    count_lines(out, out->text.text + from, out->text.size - from);
}

void out_break(struct out *out)
{
    if (out->has_lines) {
        out_puts(out, " ");
        return;
    }
    out_puts(out, "\n");
    for (unsigned i = 0; i < out->indent * INDENT; i++)
        out_puts(out, " ");
}

/* How much of the text is left without the blanks and newlines at its end? */
static size_t trimmed(const struct out *out)
{
    size_t size = out->text.size;
    while (size && strchr(" \t\n", out->text.text[size - 1]))
        size--;
    return size;
}

static void cut(struct out *out, size_t size)
{
    for (; out->text.size > size; out->text.size--)
        out->line -= out->text.text[out->text.size - 1] == '\n';
    out->text.text[size] = '\0';
}

void out_trim(struct out *out)
{
    if (!out->has_lines)
        cut(out, trimmed(out));
}

/* May the last line up to there be one that says something up to its newline? */
static bool needs_newline(const struct out *out, size_t size)
{
    const char *text = out->text.text;
    if (size && text[size - 1] == '\\')
        return true;
    for (; size && text[size - 1] != '\n'; size--)
        if (text[size - 1] == '#' || strncmp(text + size - 1, "//", 2) == 0)
            return true;
    return false;
}

void out_join(struct out *out)
{
    size_t size = trimmed(out);
    if (out->has_lines || size == out->text.size || needs_newline(out, size))
        return;
    cut(out, size);
    out_puts(out, " ");
}

bool out_ends_line(const struct out *out)
{
    return !out->text.size || out->text.text[out->text.size - 1] == '\n';
}

void out_quoted(struct out *out, const char *text)
{
    out_puts(out, "\"");
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            out_puts(out, "\\");
        if (*text == '\n' || *text == '\r')
            out_printf(out, "\\%03o", (unsigned)*text);
        else
            out_add(out, text, 1);
    }
    out_puts(out, "\"");
}

static void directive(struct out *out, unsigned line, const char *name)
{
    if (!out_ends_line(out))
        out_puts(out, "\n");
    out_printf(out, "#line %u ", line);
    out_quoted(out, name);
    out_puts(out, "\n");
}

void out_at(struct out *out, struct source *source, unsigned offset)
{
    if (!out->has_lines)
        return;
    struct span place = source_original((struct span){source, offset, offset});
    unsigned line = source_line(place.source, place.begin);
    source = place.source;
    bool is_near = out->source == source && line >= out->source_line &&
                   line - out->source_line <= MAX_STEP &&
                   !source_is_marked(source, out->source_line, line);
    if (is_near) {
        while (out->source_line < line)
            out_puts(out, "\n");
        return;
    }
    unsigned presumed;
    const char *name = source_presumed(source, place.begin, &presumed);
    directive(out, presumed, name);
    out->source = source;
    out->source_line = line;
}

/* A #pragma that belongs to a statement stands ahead of it. */
static bool is_directive(const struct source *source, unsigned at)
{
    if (source->text[at] != '#')
        return false;
    while (at && strchr(" \t", source->text[at - 1]))
        at--;
    return !at || source->text[at - 1] == '\n';
}

void out_copy(struct out *out, struct source *source, unsigned begin, unsigned end)
{
    if (begin < end && !out_ends_line(out) && is_directive(source, begin)) {
        out_puts(out, "\n");
        out->source = NULL;
    }
    while (begin < end) {
        unsigned next = source_piece_end(source, begin, end);
        out_at(out, source, begin);
        out_add(out, source->text + begin, next - begin);
        begin = next;
    }
}

void out_generated(struct out *out)
{
    if (out->has_lines && !out->source)
        return;
    if (!out_ends_line(out))
        out_puts(out, "\n");
    if (!out->has_lines)
        return;
    directive(out, out->line + 1, out->name);
    out->source = NULL;
}
