/* SPDX-License-Identifier: MIT
 *
 * The text of one file that was read, and places in it. A span is a stretch of bytes of one file;
 * all the transpiler knows of what it does not restructure are spans, which it copies.
 */
#ifndef AWAITC_BASE_SOURCE_H
#define AWAITC_BASE_SOURCE_H

#include <stdbool.h>
#include <stddef.h>

struct source {
    const char *name; /* as the compiler calls it, for messages and #line */
    const char *text; /* size bytes and a NUL */
    size_t size;
    struct arena *arena; /* for the lines; NULL: source_free() releases them */
    unsigned *lines;     /* the offset at which each line starts; NULL until asked for */
    unsigned line_count;
    unsigned *hashes; /* at each # that is first on its line; NULL until asked for */
    unsigned hash_count;
    bool is_main;               /* the file that was given to awaitc, not one it includes */
    const struct piece *pieces; /* NULL: the text is that of the file */
    unsigned piece_count;
    const struct mark *marks; /* the user's #line directives, by place */
    unsigned mark_count;
};

struct span {
    struct source *source; /* NULL: no place (the command line, say) */
    unsigned begin, end;   /* offsets, end exclusive */
};

/* A text that was rewritten is made of pieces, by place, the first at offset 0. */
struct piece {
    unsigned begin;   /* up to the begin of the next one */
    struct span from; /* what it stands for in a file as it was read */
    bool is_copy;     /* byte by byte; else all of it stands for all of `from` */
    bool is_inserted; /* stands for nothing: `from` is only its place */
};

/* A #line of the user's: the line that begins at `begin` is called thus, and those behind it. */
struct mark {
    unsigned begin;
    unsigned line;
    const char *name;
};

/* The place as the user knows it. */
struct span source_original(struct span span);
/* Was the text at `offset` put there, instead of nothing? */
bool source_is_inserted(const struct source *source, unsigned offset);
/* Where the piece at `offset` ends; `end` at the most. */
unsigned source_piece_end(const struct source *source, unsigned offset, unsigned end);

/* Is there text in the span that no file has? */
bool source_is_rewritten(struct span span);

/* 1-based line and column of an offset; in a text that was rewritten, of the original place. */
unsigned source_line(struct source *source, unsigned offset);
unsigned source_column(struct source *source, unsigned offset);

/* What __FILE__ and __LINE__ are there. */
const char *source_presumed(struct source *source, unsigned offset, unsigned *line);
/* Does a #line of the user's take effect between the lines, in the file that the source is? */
bool source_is_marked(struct source *source, unsigned from_line, unsigned to_line);

/* The text of a line without its end; *size its length. */
const char *source_line_text(struct source *source, unsigned line, size_t *size);

/* The offset of the next byte at or after `offset` that is neither blank nor comment; `end` at the
 * most. */
unsigned source_skip_space(const struct source *source, unsigned offset, unsigned end);

/* The offset of the first # in [begin, end) that is first on a line which begins behind `begin`;
 * `end` if there is none. */
unsigned source_find_directive(struct source *source, unsigned begin, unsigned end);

void source_free(struct source *source);

#endif
