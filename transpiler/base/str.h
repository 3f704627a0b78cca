/* SPDX-License-Identifier: MIT
 *
 * A string that grows. `text` is NUL-terminated once anything was added; NULL before.
 */
#ifndef AWAITC_BASE_STR_H
#define AWAITC_BASE_STR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

struct str {
    char *text;
    size_t size, room;
};

void str_add(struct str *str, const char *text, size_t size);
void str_puts(struct str *str, const char *text);
void str_printf(struct str *str, const char *format, ...) __attribute__((format(printf, 2, 3)));
void str_vprintf(struct str *str, const char *format, va_list args);
void str_free(struct str *str);

/* Is the identifier text[0..size) the word? */
bool word_is(const char *text, size_t size, const char *word);

/* May the character begin, or stand in, an identifier? */
static inline bool is_word_start(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$' ||
           (unsigned char)c >= 0x80;
}

static inline bool is_word(char c)
{
    return is_word_start(c) || (c >= '0' && c <= '9');
}

#endif
