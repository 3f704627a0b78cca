/* SPDX-License-Identifier: MIT
 *
 * Clang's types in the words of the dialect. <async.h> marks types with attributes, and clang shows
 * them: a calling convention behind the parameters of an async function, an address space beside
 * what a future points to. Each attribute is cut out, and the word it stands for is put where a
 * user would have written it: ahead of the declaration that the attribute belongs to, which begins
 * where its enclosing list of parameters or the text does.
 */
#include "front/build.h"

#include <string.h>

static const char swift[] = "__attribute__((swiftcall))";

/* The handles' address spaces, and the words for them. */
static const struct handle {
    const char *space, *word;
} handles[] = {
    {"__attribute__((address_space(7001)))", "future"},
    {"__attribute__((address_space(7002)))", "generator"},
};
enum { HANDLES = sizeof handles / sizeof *handles };

/* ---- text ---- */

static const char *cut(struct builder *b, const char *text, const char *from, const char *to,
                       const char *instead)
{
    return arena_printf(b->arena, "%.*s%s%s", (int)(from - text), text, instead, to);
}

/* The bracket that closes the one at `open`; the text's end if none does. */
static const char *closing(const char *open)
{
    int depth = 0;
    for (; *open; open++) {
        depth += (*open == '(') - (*open == ')');
        if (!depth)
            return open;
    }
    return open;
}

/* Where the declaration that `at` stands in begins. Brackets of a declarator are passed: `int
 * (*(int) ...)(int)`. */
static const char *declaration_begin(const char *text, const char *at)
{
    int depth = 0;
    while (at > text) {
        char before = at[-1];
        if (before == ')')
            depth++;
        else if (before == '(' && depth)
            depth--;
        else if (!depth && (before == ',' || (before == '(' && *at != '*' && *at != '(')))
            break;
        at--;
    }
    while (*at == ' ')
        at++;
    return at;
}

/* `((*))` is `(*)`. */
static const char *with_single_brackets(struct builder *b, const char *text)
{
    for (const char *at = strstr(text, "(("); at; at = strstr(at + 1, "((")) {
        const char *inner = closing(at + 1), *outer = closing(at);
        bool is_attribute = at > text && at[-1] == '_';
        if (is_attribute || !*inner || outer != inner + 1)
            continue;
        const char *rest = cut(b, at + 1, inner, outer, "");
        text = cut(b, text, at, rest, "");
        at = text;
    }
    return text;
}

/* ---- types ---- */

static const char *with_async(struct builder *b, const char *type)
{
    const char *at;
    while ((at = strstr(type, swift))) {
        const char *from = at > type && at[-1] == ' ' ? at - 1 : at;
        const char *bare = cut(b, type, from, at + strlen(swift), "");
        const char *begin = declaration_begin(bare, bare + (from - type));
        bool is_marked = strncmp(begin, "async ", 6) == 0;
        type = cut(b, bare, begin, begin, is_marked ? "" : "async ");
    }
    return type;
}

/* `typeof(T)` is T. */
static const char *without_typeof(struct builder *b, const char *type)
{
    bool is_whole =
        strncmp(type, "typeof(", 7) == 0 && closing(type + 6)[0] == ')' && !closing(type + 6)[1];
    return is_whole ? arena_copy(b->arena, type + 7, strlen(type) - 8) : type;
}

/* The attribute stands ahead of the type that is pointed to, or behind it when that is a pointer.
 */
static const char *with_handle(struct builder *b, const char *type, const struct handle *handle)
{
    const char *at;
    while ((at = strstr(type, handle->space))) {
        const char *begin = declaration_begin(type, at), *after = at + strlen(handle->space);
        after += *after == ' ';
        const char *star = strchr(after, '*');
        if (!star)
            return cut(b, type, at, after, "");
        const char *value = arena_printf(b->arena, "%.*s%.*s", (int)(at - begin), begin,
                                         (int)(star - after), after);
        size_t size = strlen(value);
        while (size && value[size - 1] == ' ')
            size--;
        value = without_typeof(b, arena_copy(b->arena, value, size));
        const char *end = star + 1;
        bool is_wrapped = begin - type >= 7 && strncmp(begin - 7, "typeof(", 7) == 0 && *end == ')';
        if (strcmp(value, "const volatile void") == 0) /* any one */
            value = "...";
        type = cut(b, type, begin - (is_wrapped ? 7 : 0), end + is_wrapped,
                   arena_printf(b->arena, "%s(%s)", handle->word, value));
    }
    return type;
}

const char *words_of_type(struct builder *b, const char *type)
{
    type = with_async(b, type);
    for (size_t i = 0; i < HANDLES; i++)
        type = with_handle(b, type, &handles[i]);
    return with_single_brackets(b, type);
}

const char *words_of_clang_type(struct builder *b, CXType type)
{
    type = clang_getCanonicalType(type);
    return words_of_type(b, own_string(b, clang_getTypeSpelling(type)));
}

const char *words_of_cursor_type(struct builder *b, CXCursor cursor)
{
    return words_of_clang_type(b, clang_getCursorType(cursor));
}

/* ---- messages ---- */

const char *words_quoted(struct builder *b, const char **text)
{
    const char *open = strchr(*text, '\'');
    const char *close = open ? strchr(open + 1, '\'') : NULL;
    if (!close)
        return NULL;
    *text = close + 1;
    return arena_copy(b->arena, open + 1, (size_t)(close - open) - 1);
}

static bool is_marked(const char *type)
{
    bool found = strstr(type, swift);
    for (size_t i = 0; i < HANDLES; i++)
        found |= strstr(type, handles[i].space) != NULL;
    return found;
}

/* What stands behind ` (aka` when the type has another name; NULL if it has not. */
static const char *other_name(struct builder *b, const char **text)
{
    if (strncmp(*text, " (aka '", 7) != 0)
        return NULL;
    const char *name = words_quoted(b, text);
    *text += **text == ')';
    return name;
}

const char *words_next_type(struct builder *b, const char **text)
{
    const char *type = words_quoted(b, text);
    const char *known = type ? other_name(b, text) : NULL;
    return known ? known : type;
}

const char *words_of_message(struct builder *b, const char *text)
{
    const char *open = strchr(text, '\''), *rest = text;
    const char *type = words_quoted(b, &rest);
    if (!type)
        return text;
    const char *known = other_name(b, &rest);
    const char *shown = words_of_type(b, type);
    if (known && is_marked(known))
        known = words_of_type(b, known);
    if (known && is_marked(type))
        shown = known;
    const char *aka = known && strcmp(known, shown) != 0
                          ? arena_printf(b->arena, "'%s' (aka '%s')", shown, known)
                          : arena_printf(b->arena, "'%s'", shown);
    return arena_printf(b->arena, "%.*s%s%s", (int)(open - text), text, aka,
                        words_of_message(b, rest));
}
