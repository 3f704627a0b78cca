/* SPDX-License-Identifier: MIT
 *
 * Generated text outside of bodies. The names in it are fixed, so that it is the same in every
 * file; where the program has a macro, a type or an object of such a name, another is taken.
 */
#include "emit/text.h"

#include <stdarg.h>
#include <string.h>

/* Names in the text that is written here. */
static const char *const own_names[] = {
    "frame", "task",  "f",      "g",    "st",   "box",    "ret",  "t",   "u",    "start", "head",
    "value", "owner", "callee", "core", "keep", "handle", "none", "how", "site", "each",
};

/* Is it one of them that the program has, too? */
static bool is_taken_name(const struct emission *em, const char *word, size_t size)
{
    for (size_t i = 0; i < sizeof own_names / sizeof *own_names; i++)
        if (word_is(word, size, own_names[i]))
            return name_set_has(&em->unit->macros, own_names[i]) ||
                   name_set_has(&em->unit->globals, own_names[i]);
    return false;
}

/* How much of it is one word, or one character, or what printf takes for a conversion. */
static size_t piece_size(const char *text)
{
    size_t size = 0;
    if (text[0] == '%' && text[1])
        return 2;
    while (is_word(text[size]))
        size++;
    return size ? size : 1;
}

const char *text_own(struct emission *em, const char *text)
{
    struct str own = {0};
    for (size_t size; *text; text += size) {
        size = piece_size(text);
        str_add(&own, text, size);
        if (is_taken_name(em, text, size))
            str_puts(&own, "_own");
    }
    const char *kept = arena_copy(em->unit->arena, own.text ? own.text : "", own.size);
    str_free(&own);
    return kept;
}

void text_puts(struct emission *em, const char *text)
{
    out_puts(em->out, text_own(em, text));
}

void text_printf(struct emission *em, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

void text_printf(struct emission *em, const char *format, ...)
{
    struct str text = {0};
    va_list args;
    va_start(args, format);
    str_vprintf(&text, text_own(em, format), args);
    va_end(args);
    out_puts(em->out, text.text);
    str_free(&text);
}

void text_line(struct emission *em, const char *text)
{
    text_puts(em, text);
    out_puts(em->out, "\n");
}

const char *text_declare(struct emission *em, const struct type *type, const char *name)
{
    return type_declare(em->unit->arena, type, name);
}

/* Those of a source stand together: finds the stretch once for each. */
static void find_keywords(struct emission *em, const struct source *source)
{
    const struct span *all = em->unit->keywords.items;
    size_t count = em->unit->keywords.count, first = 0;
    while (first < count && all[first].source != source)
        first++;
    size_t end = first;
    while (end < count && all[end].source == source)
        end++;
    em->copied = source;
    em->first_keyword = first;
    em->end_keyword = end;
}

void text_copy(struct emission *em, struct source *source, unsigned begin, unsigned end)
{
    const struct span *keywords = em->unit->keywords.items;
    if (em->copied != source)
        find_keywords(em, source);
    size_t low = em->first_keyword, high = em->end_keyword;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (keywords[middle].begin < begin)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < em->end_keyword && keywords[low].end <= end; low++) {
        out_add(em->out, source->text + begin, keywords[low].begin - begin);
        begin = keywords[low].end;
    }
    out_add(em->out, source->text + begin, end - begin);
}

void text_open_layout(struct emission *em)
{
    if (em->unit->packs)
        text_line(em, "#pragma pack(push, 16)\n#pragma pack()");
}

void text_close_layout(struct emission *em)
{
    if (em->unit->packs)
        text_line(em, "#pragma pack(pop)");
}

bool text_is_new(struct emission *em, const char *name)
{
    if (name_set_has(&em->written, name))
        return false;
    name_set_add(&em->written, em->unit->arena, name, strlen(name));
    return true;
}
