/* SPDX-License-Identifier: MIT
 *
 * Expanding uses of macros: each use that a wish is about is replaced by what clang's preprocessor
 * makes of it. The use is always the outermost in the file, or the outermost within a keyword's
 * brackets: `spawn(f(MAX(a, b)))`. An expansion stands on the first line of its use, and as many
 * newlines follow as the use had.
 */
#include "front/probe.h"

#include <string.h>

enum { FARTHEST = 64 }; /* uses between a macro's name and its argument */

/* A use to be expanded. */
struct expansion {
    struct span span;
    unsigned
        outermost; /* where the use of a keyword begins that it is an argument of, or its own */
};

struct expanding {
    struct rewriting *rewriting;
    VEC(struct expansion) list;
    struct map known; /* the uses in the list */
};

/* ---- which uses ---- */

static bool is_keyword(struct builder *b, const struct macro_use *use)
{
    return use->macro && macro_is_keyword(b, use->macro);
}

const struct macro_use *macro_use_to_expand(struct builder *b, struct file *file, unsigned offset,
                                            unsigned *outermost)
{
    const struct macro_use *found = NULL;
    for (size_t i = macro_uses_before(file, offset + 1); i-- > 0 && file->cover[i] > offset;) {
        const struct macro_use *use = &file->uses.items[i];
        if (use->span.end <= offset)
            continue;
        *outermost = use->span.begin;
        if (!is_keyword(b, use))
            found = use;
    }
    return found;
}

static void add(struct expanding *expanding, const struct macro_use *use, unsigned outermost)
{
    void **slot = map_at(&expanding->known, use);
    if (*slot)
        return;
    *slot = (void *)use;
    *vec_push(&expanding->list) = (struct expansion){use->span, outermost};
}

static bool add_around(struct expanding *expanding, struct file *file, unsigned offset)
{
    unsigned outermost = offset;
    const struct macro_use *use =
        macro_use_to_expand(expanding->rewriting->b, file, offset, &outermost);
    if (use)
        add(expanding, use, outermost);
    return use;
}

static void add_within(struct expanding *expanding, struct file *file, struct span span)
{
    for (size_t i = macro_uses_before(file, span.begin);
         i < file->uses.count && file->uses.items[i].span.begin < span.end; i++)
        if (!is_keyword(expanding->rewriting->b, &file->uses.items[i]))
            add_around(expanding, file, file->uses.items[i].span.begin);
}

/* `ID(SQUARE)(x)`: the arguments of what a use comes to stand behind it. Adds that use. */
static bool add_ahead(struct expanding *expanding, struct file *file, struct span span)
{
    const struct source *source = span.source;
    unsigned size = (unsigned)source->size;
    size_t i = macro_uses_before(file, span.begin);
    for (int far = 0; i-- > 0 && far < FARTHEST; far++) {
        const struct macro_use *use = &file->uses.items[i];
        unsigned open = source_skip_space(source, use->span.end, size);
        if (use->span.end <= span.begin && open < span.begin && source->text[open] == '(' &&
            scan_match(source, open, size) >= span.end)
            return add_around(expanding, file, use->span.begin);
    }
    return false;
}

static void add_wish(struct expanding *expanding, struct span span)
{
    struct file *file = span.source ? file_of_source(expanding->rewriting->b, span.source) : NULL;
    if (!file)
        return;
    bool found = add_around(expanding, file, span.begin);
    if (span.end > span.begin)
        found |= add_around(expanding, file, span.end - 1);
    if (!found && !add_ahead(expanding, file, span))
        add_within(expanding, file, span);
}

/* ---- the text of a use ---- */

static bool is_directive_ahead(const struct source *source, unsigned begin, unsigned at)
{
    return source->text[at] == '#' && memchr(source->text + begin, '\n', at - begin);
}

/* On one line, without comments; NULL when there are directives in it. */
static const char *flatten(struct builder *b, struct span use)
{
    struct str text = {0};
    const struct source *source = use.source;
    const char *copy = NULL;
    unsigned at = use.begin;
    while (at < use.end) {
        unsigned next = source_skip_space(source, at, use.end);
        bool is_splice = source->text[at] == '\\' && memchr("\r\n", source->text[next - 1], 2);
        if (next > at && next < use.end && is_directive_ahead(source, at, next))
            break;
        if (next > at)
            str_puts(&text, is_splice ? "" : " ");
        at = scan_token_end(source, next, use.end);
        str_add(&text, source->text + next, at - next);
    }
    if (at >= use.end)
        copy = arena_copy(b->arena, text.text, text.size);
    str_free(&text);
    return copy;
}

static unsigned count_newlines(struct span span)
{
    unsigned count = 0;
    for (unsigned i = span.begin; i < span.end; i++)
        count += span.source->text[i] == '\n';
    return count;
}

/* ---- the expansion ---- */

static bool can_join(const struct source *source, unsigned offset)
{
    char c = offset < source->size ? source->text[offset] : ' ';
    return !strchr(" \t\r\n;,()[]{}", c);
}

/* `text` in the place of the use: apart from what stands beside it, and with its newlines. */
static const char *fit(struct builder *b, struct span use, const char *text)
{
    struct str fitted = {0};
    if (use.begin && can_join(use.source, use.begin - 1))
        str_puts(&fitted, " ");
    str_puts(&fitted, text);
    if (can_join(use.source, use.end))
        str_puts(&fitted, " ");
    for (unsigned i = count_newlines(use); i > 0; i--)
        str_puts(&fitted, "\n");
    const char *copy = arena_copy(b->arena, fitted.text, fitted.size);
    str_free(&fitted);
    return copy;
}

static void ask(struct expanding *expanding, struct probe *probes)
{
    struct builder *b = expanding->rewriting->b;
    size_t count = 0;
    for (size_t i = 0; i < expanding->list.count; i++) {
        struct expansion *expansion = &expanding->list.items[i];
        const char *text = flatten(b, expansion->span);
        if (!text) {
            conditionals_resolve(expanding->rewriting, expansion->span);
            continue;
        }
        expanding->list.items[count] = *expansion;
        struct span place = expansion->span;
        place.begin = expansion->outermost;
        probes[count++] = (struct probe){
            .place = place, .use = expansion->span, .text = text, .aside = "", .after = ""};
    }
    expanding->list.count = count;
    if (count) {
        probes_ask(expanding->rewriting, probes, count);
        probes_settle(expanding->rewriting, probes, count);
    }
}

void expand_uses(struct rewriting *rewriting)
{
    struct expanding expanding = {.rewriting = rewriting};
    struct builder *b = rewriting->b;
    for (size_t i = 0; i < b->unit->wishes.count; i++)
        if (b->unit->wishes.items[i].kind == WISH_EXPAND)
            add_wish(&expanding, b->unit->wishes.items[i].span);
    struct probe *probes = arena_array(b->arena, struct probe, expanding.list.count + 1);
    ask(&expanding, probes);
    rewriting->group = b->counting.count ? &b->counting : NULL; /* the numbers hold for all */
    for (size_t i = 0; i < expanding.list.count; i++) {
        struct span use = expanding.list.items[i].span;
        if (probes[i].answer)
            rewrite_replace(rewriting, use, fit(b, use, probes[i].answer));
    }
    counter_settle(rewriting);
    rewriting->group = NULL;
    vec_free(&expanding.list);
    map_free(&expanding.known);
}
