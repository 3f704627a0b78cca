/* SPDX-License-Identifier: MIT
 *
 * The output as it grows, and which file and line the compiler will take each line of it for.
 *
 * With lines on, text of the user's is put where `#line` says the user wrote it, and what is
 * generated between is put on the same line; what is generated on its own (frames and the like)
 * says the output's own name. With lines off there are no directives, and generated code is laid
 * out to be read.
 */
#ifndef AWAITC_EMIT_OUT_H
#define AWAITC_EMIT_OUT_H

#include "base/source.h"
#include "base/str.h"

struct out {
    struct str text;
    const char *name;      /* of the output file */
    bool has_lines;        /* write #line */
    unsigned line;         /* the physical line that is being written, from 1 */
    struct source *source; /* whose lines the compiler counts now; NULL: the output's own */
    unsigned source_line;  /* the line of it that is being written */
    unsigned indent;
};

/* Generated text; counts the newlines in it. */
void out_printf(struct out *out, const char *format, ...) __attribute__((format(printf, 2, 3)));
void out_puts(struct out *out, const char *text);
void out_add(struct out *out, const char *text, size_t size);

/* As a string literal. */
void out_quoted(struct out *out, const char *text);

/* The end of a line of generated code within a function: a newline and the indentation, or (with
 * lines on) a blank. */
void out_break(struct out *out);

/* Laid out to be read: takes back the blanks and newlines at the end. */
void out_trim(struct out *out);

/* The same, and puts a blank instead; not behind a comment or a directive, which need their
 * newline. */
void out_join(struct out *out);

/* The next text is the user's, from that place; or generated on lines of its own. */
void out_at(struct out *out, struct source *source, unsigned offset);
void out_generated(struct out *out);

/* Text of the user's: out_at and the text, from wherever each piece of it came. */
void out_copy(struct out *out, struct source *source, unsigned begin, unsigned end);

/* Is the next character the first of a line? */
bool out_ends_line(const struct out *out);

#endif
