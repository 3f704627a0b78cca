/* SPDX-License-Identifier: MIT
 *
 * Growing strings, and the characters of identifiers.
 */
#include "base/str.h"

#include "base/arena.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void reserve(struct str *str, size_t more)
{
    if (str->size + more + 1 <= str->room)
        return;
    size_t room = str->room ? 2 * str->room : 256;
    while (room < str->size + more + 1)
        room *= 2;
    str->text = xrealloc(str->text, room);
    str->room = room;
}

void str_add(struct str *str, const char *text, size_t size)
{
    reserve(str, size);
    if (size)
        memcpy(str->text + str->size, text, size);
    str->size += size;
    str->text[str->size] = '\0';
}

void str_puts(struct str *str, const char *text)
{
    str_add(str, text, strlen(text));
}

void str_vprintf(struct str *str, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int size = vsnprintf(NULL, 0, format, args);
    reserve(str, (size_t)size);
    vsnprintf(str->text + str->size, (size_t)size + 1, format, again);
    str->size += (size_t)size;
    va_end(again);
}

void str_printf(struct str *str, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    str_vprintf(str, format, args);
    va_end(args);
}

void str_free(struct str *str)
{
    free(str->text);
    *str = (struct str){0};
}

bool word_is(const char *text, size_t size, const char *word)
{
    return strlen(word) == size && memcmp(text, word, size) == 0;
}

bool is_word_start(char c)
{
    return c == '_' || c == '$' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (unsigned char)c >= 0x80;
}

bool is_word(char c)
{
    return is_word_start(c) || (c >= '0' && c <= '9');
}
