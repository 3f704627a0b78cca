/* SPDX-License-Identifier: MIT
 *
 * Which names may be those of variables and hide types: `node *insert(node *node)`. Clang tells
 * when it comes to a variable, and by then types have been spelled; so the tokens are asked
 * beforehand. A name counts when it stands behind a word or a `*` and ahead of what ends a
 * declarator. What stands in a struct or a typedef declares no variables. Tags that functions
 * declare hide those of the file. A name too many does no harm.
 */
#include "front/build.h"

#include "front/scan.h"
#include <string.h>

static bool is_one_of(const struct source *source, unsigned at, const char *const *words)
{
    while (*words && !scan_is(source, at, *words))
        words++;
    return *words;
}

/* A word behind which a name is that of a type, or of an object in an expression. */
static bool is_no_type(const struct source *source, unsigned at)
{
    static const char *const words[] = {"struct", "union",  "enum",     "return", "sizeof",
                                        "const",  "static", "volatile", "extern", "goto",
                                        "case",   "else",   "do",       NULL};
    return is_one_of(source, at, words);
}

/* Behind `struct tag { ... }`, or behind the word when no body follows. */
static unsigned skip_tag(const struct source *source, unsigned end, unsigned size)
{
    unsigned at = source_skip_space(source, end, size);
    if (at < size && is_word_start(source->text[at]))
        at = source_skip_space(source, scan_token_end(source, at, size), size);
    return at < size && source->text[at] == '{' ? scan_match(source, at, size) : end;
}

static bool ends_declarator(const struct source *source, unsigned at, unsigned size)
{
    at = source_skip_space(source, at, size);
    return at < size && source->text[at] && strchr(",;=)[", source->text[at]);
}

/* `struct tag {` and `struct tag;` declare a tag; in a function, one that may hide another. */
static void note_tag(struct builder *b, unsigned end)
{
    const struct source *source = b->unit->main;
    unsigned size = (unsigned)source->size, at = source_skip_space(source, end, size);
    if (at >= size || !is_word_start(source->text[at]))
        return;
    unsigned behind = scan_token_end(source, at, size);
    unsigned next = source_skip_space(source, behind, size);
    if (next < size && source->text[next] && strchr("{;", source->text[next]))
        name_set_add(&b->hiding_tags, b->arena, source->text + at, behind - at);
}

void hiding_collect(struct builder *b)
{
    static const char *const tags[] = {"struct", "union", "enum", NULL};
    unsigned depth = 0; /* in braces that are not those of a struct */
    const struct source *source = b->unit->main;
    unsigned size = (unsigned)source->size;
    bool follows_type = false;
    for (unsigned at = 0, end; (at = source_skip_space(source, at, size)) < size; at = end) {
        end = scan_token_end(source, at, size);
        bool is_name = is_word_start(source->text[at]);
        depth += source->text[at] == '{' ? 1u : 0;
        depth -= source->text[at] == '}' && depth ? 1u : 0;
        if (is_name && follows_type && ends_declarator(source, end, size))
            name_set_add(&b->hiding, b->arena, source->text + at, end - at);
        follows_type = is_name ? !is_no_type(source, at) : strchr("*,", source->text[at]) != NULL;
        if (is_name && is_one_of(source, at, tags)) {
            unsigned behind = end;
            if (depth)
                note_tag(b, end);
            end = skip_tag(source, end, size);
            follows_type = end > behind;
        } else if (scan_is(source, at, "typedef")) {
            unsigned word = source_skip_space(source, end, size);
            if (depth && word < size && is_one_of(source, word, tags))
                note_tag(b, scan_token_end(source, word, size));
            end = scan_find(source, end, size, ';');
        }
    }
}
