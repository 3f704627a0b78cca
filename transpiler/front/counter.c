/* SPDX-License-Identifier: MIT
 *
 * __COUNTER__ in async functions. Each use of it is to get the number that it gets in the plain
 * program, in whatever order a function's text is written out: so all uses of it, and of macros
 * that lead to it, are wished to be expanded. The numbers that they took are then taken by a
 * directive behind the function, so that those to come are what they were.
 */
#include "front/probe.h"

#include <stdlib.h>
#include <string.h>

static const char counter[] = "__COUNTER__";

/* ---- what leads to it ---- */

static bool name_counts(struct builder *b, const char *name);

static bool definition_counts(struct builder *b, struct macro *macro)
{
    unsigned count;
    const struct token *tokens = macro_tokens(b, macro, &count);
    if (macro->is_counted)
        return macro->counts;
    macro->is_counted = true;
    for (unsigned i = 0; i < count && !macro->counts; i++)
        macro->counts = name_counts(b, tokens[i].text);
    return macro->counts;
}

static bool name_counts(struct builder *b, const char *name)
{
    if (strcmp(name, counter) == 0)
        return true;
    struct macro *macro = is_word_start(*name) ? macro_named(b, name) : NULL;
    for (; macro; macro = macro->older)
        if (definition_counts(b, macro))
            return true;
    return false;
}

/* Does the use, or one in its arguments, take a number? */
static bool use_counts(struct builder *b, const struct macro_use *use)
{
    struct source *source = use->span.source;
    for (unsigned at = use->span.begin;
         (at = source_skip_space(source, at, use->span.end)) < use->span.end;) {
        unsigned end = scan_token_end(source, at, use->span.end);
        if (is_word_start(source->text[at]) &&
            name_counts(b, arena_copy(b->arena, source->text + at, end - at)))
            return true;
        at = end;
    }
    return false;
}

static bool is_mentioned(struct builder *b)
{
    for (size_t i = 0; i < b->files.count; i++)
        if (strstr(b->files.items[i]->source->text, counter))
            return true;
    return false;
}

/* ---- the wishes ---- */

static void wish_in(struct builder *b, const struct func *func)
{
    struct span span = func->span;
    struct file *file = file_of_source(b, span.source);
    unsigned reached = 0;
    for (size_t i = file ? macro_uses_before(file, span.begin) : 0;
         file && i < file->uses.count && file->uses.items[i].span.begin < span.end; i++) {
        const struct macro_use *use = &file->uses.items[i];
        bool is_keyword = use->macro && macro_is_keyword(b, use->macro);
        if (use->span.begin < reached || is_keyword || !use_counts(b, use))
            continue;
        reached = use->span.end;
        rule_report(b->diag, RULE_UNSUPPORTED, use->span,
                    "'__COUNTER__' where it cannot be expanded");
        unit_wish(b->unit, WISH_EXPAND, use->span);
        *vec_push(&b->counting) = (struct span){span.source, span.begin, span.end};
    }
}

void counter_wish(struct builder *b)
{
    if (!is_mentioned(b))
        return;
    for (size_t i = 0; i < b->unit->funcs.count; i++)
        wish_in(b, b->unit->funcs.items[i]);
}

/* ---- the numbers behind a function ---- */

static bool is_known(const struct probe *probes, size_t count, struct span span)
{
    for (size_t i = 0; i < count; i += 2)
        if (probes[i].place.source == span.source && probes[i].place.begin == span.begin)
            return true;
    return false;
}

/* Where the counter stands ahead of each function and behind it. */
static size_t make_questions(struct builder *b, struct probe *probes)
{
    size_t count = 0;
    for (size_t i = 0; i < b->counting.count; i++) {
        struct span span = b->counting.items[i];
        if (is_known(probes, count, span))
            continue;
        for (int behind = 0; behind < 2; behind++) {
            struct span place = {span.source, behind ? span.end : span.begin, 0};
            place.end = place.begin;
            probes[count++] =
                (struct probe){.place = place, .text = counter, .aside = "", .after = ""};
        }
    }
    return count;
}

static void take_numbers(struct rewriting *rewriting, struct span place, unsigned long count)
{
    struct str text = {0};
    str_puts(&text, "\n#if 0");
    for (unsigned long i = 0; i < count; i++)
        str_printf(&text, " + %s", counter);
    str_puts(&text, "\n#endif\n");
    rewrite_replace(rewriting, place, arena_copy(rewriting->b->arena, text.text, text.size));
    str_free(&text);
}

void counter_settle(struct rewriting *rewriting)
{
    struct builder *b = rewriting->b;
    struct probe *probes = arena_array(b->arena, struct probe, 2 * b->counting.count + 1);
    size_t count = make_questions(b, probes);
    if (count)
        probes_ask(rewriting, probes, count);
    for (size_t i = 0; i + 1 < count; i += 2) {
        unsigned long from = probes[i].answer ? strtoul(probes[i].answer, NULL, 10) : 0;
        unsigned long to = probes[i + 1].answer ? strtoul(probes[i + 1].answer, NULL, 10) : 0;
        if (to > from + 1)
            take_numbers(rewriting, probes[i + 1].place, to - from - 1);
    }
}
