/* SPDX-License-Identifier: MIT
 *
 * Growing strings.
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
    reserve(str, 0);
    size_t room = str->room - str->size;
    size_t size = (size_t)vsnprintf(str->text + str->size, room, format, args);
    if (size >= room) {
        reserve(str, size);
        vsnprintf(str->text + str->size, size + 1, format, again);
    }
    str->size += size;
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
