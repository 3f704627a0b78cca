/* SPDX-License-Identifier: MIT
 *
 * The text is read from its begin, token by token, with an eye on what stands first on a line; a
 * stack holds the conditionals that are open.
 */
#include "front/directives.h"

#include "base/str.h"
#include "front/scan.h"
#include <string.h>

static enum directive_kind kind_of(const struct source *source, unsigned at)
{
    static const struct {
        const char *word;
        enum directive_kind kind;
    } words[] = {{"if", DIRECTIVE_IF},           {"ifdef", DIRECTIVE_IF},
                 {"ifndef", DIRECTIVE_IF},       {"else", DIRECTIVE_ELSE},
                 {"elif", DIRECTIVE_ELSE},       {"elifdef", DIRECTIVE_ELSE},
                 {"elifndef", DIRECTIVE_ELSE},   {"endif", DIRECTIVE_ENDIF},
                 {"define", DIRECTIVE_DEFINE},   {"undef", DIRECTIVE_DEFINE},
                 {"include", DIRECTIVE_INCLUDE}, {"include_next", DIRECTIVE_INCLUDE}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (at < source->size && scan_is(source, at, words[i].word))
            return words[i].kind;
    return DIRECTIVE_OTHER;
}

static unsigned comment_end(const struct source *source, unsigned at)
{
    const char *text = source->text + at;
    const char *end = text[1] == '*' ? strstr(text + 2, "*/") : NULL;
    if (text[1] == '*')
        return end ? (unsigned)(end + 2 - source->text) : (unsigned)source->size;
    while (at < source->size && source->text[at] != '\n')
        at += source->text[at] == '\\' && source->text[at + 1] == '\n' ? 2 : 1;
    return at;
}

/* The newline that ends the logical line; one in a comment does not. */
static unsigned line_end(const struct source *source, unsigned at)
{
    const char *text = source->text;
    unsigned size = (unsigned)source->size;
    while (at < size && text[at] != '\n') {
        if (text[at] == '/' && (text[at + 1] == '*' || text[at + 1] == '/'))
            at = comment_end(source, at);
        else if (text[at] == '\\' && (text[at + 1] == '\n' || text[at + 1] == '\r'))
            at += text[at + 1] == '\r' ? 3 : 2;
        else
            at = scan_token_end(source, at, size);
    }
    return at < size ? at : size;
}

typedef VEC(unsigned) offset_list;

/* Notes which group the directive is of. `open`: where the conditionals around begin. */
static void set_group(struct directive *directive, offset_list *open)
{
    bool is_inside = directive->kind == DIRECTIVE_ELSE || directive->kind == DIRECTIVE_ENDIF;
    if (directive->kind == DIRECTIVE_IF)
        *vec_push(open) = directive->span.begin;
    if (directive->kind == DIRECTIVE_IF || (is_inside && open->count))
        directive->group = open->items[open->count - 1];
    if (directive->kind == DIRECTIVE_ENDIF && open->count)
        open->count--;
}

static struct directive read_directive(struct source *source, unsigned at)
{
    unsigned hash = source->text[at] == '#' ? 1 : 2, end = line_end(source, at);
    unsigned keyword = source_skip_space(source, at + hash, end);
    return (struct directive){
        .kind = kind_of(source, keyword), .span = {source, at, end}, .keyword = keyword};
}

static bool is_hash(const struct source *source, unsigned at)
{
    return source->text[at] == '#' || (source->text[at] == '%' && source->text[at + 1] == ':');
}

void directives_find(struct source *source, directive_list *list)
{
    offset_list open = {0};
    unsigned size = (unsigned)source->size, from = 0;
    for (unsigned at; (at = source_skip_space(source, from, size)) < size;) {
        bool is_first = from == 0 || source->text[from - 1] == '\n' ||
                        memchr(source->text + from, '\n', at - from);
        if (is_first && is_hash(source, at)) {
            struct directive directive = read_directive(source, at);
            set_group(&directive, &open);
            *vec_push(list) = directive;
            from = directive.span.end;
        } else {
            from = scan_token_end(source, at, size);
        }
    }
    vec_free(&open);
}
