/* SPDX-License-Identifier: MIT
 *
 * From an expansion as `#` spells it to a text that reads as the same tokens when it stands in the
 * file. Three things may be lost in a string:
 *
 *   - Where a token ends: -x, with -1 for x, is spelled `--1`. Where the spelling may be read in
 *     two ways, the question is asked once more with all tokens of the use and of the definitions
 *     apart from each other, and the spelling is cut where that answer has a token's end.
 *   - That a name is not to be expanded again: `#define read(fd) read(fd, 0)` gives read(3, 0). The
 *     answer is asked what it expands to; a name that would go on is put in brackets. One without
 *     arguments, as in `#define handler u.handler`, is left as it was in the use: that is asked for
 *     with the name undefined, and has to expand to the first answer. So are names of headers that
 *     come with the compiler, which another one reads in another way: atomic_load.
 *   - Bytes that clang does not print.
 */
#include "front/probe.h"

#include <stdlib.h>
#include <string.h>

/* ---- tokens of an answer ---- */

static struct source source_of(const char *text)
{
    return (struct source){.text = text, .size = strlen(text)};
}

static unsigned skip_blanks(const struct source *source, unsigned at)
{
    while (source->text[at] == ' ' || source->text[at] == '\t')
        at++;
    return at;
}

/* There are no comments in an answer: `/` and `*` are two tokens. */
static unsigned token_end(const struct source *source, unsigned at)
{
    return source->text[at] == '/' && source->text[at + 1] != '='
               ? at + 1
               : scan_token_end(source, at, (unsigned)source->size);
}

static bool has_sign(const char *token, unsigned size)
{
    return memchr(token, '+', size) || memchr(token, '-', size);
}

/* May the answer hold two tokens that were written without a blank between them? */
static bool is_ambiguous(const char *answer)
{
    struct source source = source_of(answer);
    for (unsigned at = 0; (at = skip_blanks(&source, at)) < source.size;) {
        unsigned end = token_end(&source, at);
        const char *token = answer + at;
        bool is_double = end - at == 2 && (!strncmp(token, "--", 2) || !strncmp(token, "++", 2));
        bool is_number = token[0] >= '0' && token[0] <= '9';
        bool is_comment = token[0] == '/' && (token[1] == '/' || token[1] == '*');
        if (is_double || is_comment || (is_number && has_sign(token, end - at)))
            return true;
        at = end;
    }
    return false;
}

/* ---- token ends ---- */

static void add_apart(struct str *text, const struct source *source)
{
    for (unsigned at = 0; (at = skip_blanks(source, at)) < source->size;) {
        unsigned end = token_end(source, at);
        str_add(text, source->text + at, end - at);
        str_puts(text, " ");
        at = end;
    }
}

struct closure {
    struct builder *b;
    VEC(struct macro *) macros;
};

static void reach(struct closure *closure, const char *name)
{
    struct macro *macro = is_word_start(*name) ? macro_named(closure->b, name) : NULL;
    if (!macro || macro->older || macro_is_keyword(closure->b, macro))
        return;
    for (size_t i = 0; i < closure->macros.count; i++)
        if (closure->macros.items[i] == macro)
            return;
    *vec_push(&closure->macros) = macro;
}

static void reach_from(struct closure *closure, struct macro *macro)
{
    unsigned count;
    const struct token *tokens = macro_tokens(closure->b, macro, &count);
    for (unsigned i = 0; i < count; i++)
        reach(closure, tokens[i].text);
}

/* The macros that are involved in the use: those named in it, and in their definitions. */
static void close_over(struct closure *closure, const char *use)
{
    struct source source = source_of(use);
    for (unsigned at = 0; (at = skip_blanks(&source, at)) < source.size;) {
        unsigned end = token_end(&source, at);
        reach(closure, arena_copy(closure->b->arena, use + at, end - at));
        at = end;
    }
    for (size_t i = 0; i < closure->macros.count; i++)
        reach_from(closure, closure->macros.items[i]);
}

/* `#define` as it is, with blanks between all tokens of what it stands for. */
static void write_definition(struct str *text, struct builder *b, struct macro *macro)
{
    unsigned count;
    const struct token *tokens = macro_tokens(b, macro, &count);
    str_printf(text, "#ifdef %s\n#pragma push_macro(\"%s\")\n#undef %s\n#define %s", macro->name,
               macro->name, macro->name, macro->name);
    if (macro->is_function)
        str_puts(text, "(");
    for (unsigned i = 0; i < macro->param_count; i++) {
        bool is_last = i + 1 == macro->param_count;
        bool is_rest = strcmp(macro->params[i], "__VA_ARGS__") == 0;
        str_printf(text, "%s%s%s", i ? ", " : "", is_rest ? "" : macro->params[i],
                   is_last && macro->is_variadic ? "..." : "");
    }
    if (macro->is_function)
        str_puts(text, ")");
    for (unsigned i = 0; i < count; i++)
        str_printf(text, " %s", tokens[i].text);
    str_puts(text, "\n#endif\n");
}

static void set_apart(struct builder *b, struct probe *probe, const char *use)
{
    struct closure closure = {.b = b};
    struct str aside = {0}, after = {0}, text = {0};
    struct source source = source_of(use);
    close_over(&closure, use);
    for (size_t i = 0; i < closure.macros.count; i++) {
        write_definition(&aside, b, closure.macros.items[i]);
        str_printf(&after, "#pragma pop_macro(\"%s\")\n", closure.macros.items[i]->name);
    }
    add_apart(&text, &source);
    probe->text = arena_copy(b->arena, text.text, text.size);
    if (aside.size)
        probe->aside = arena_copy(b->arena, aside.text, aside.size);
    if (after.size)
        probe->after = arena_copy(b->arena, after.text, after.size);
    str_free(&aside);
    str_free(&after);
    str_free(&text);
    vec_free(&closure.macros);
}

static bool is_quoted(const char *token, unsigned size)
{
    return token[size - 1] == '"' || token[size - 1] == '\'';
}

/* The spelling, cut where `apart` ends a token; NULL when the two do not agree. */
static const char *cut(struct builder *b, const char *spelling, const char *apart)
{
    struct source from = source_of(spelling), other = source_of(apart);
    struct str text = {0};
    unsigned at = skip_blanks(&from, 0), last = 0;
    bool is_good = true;
    for (unsigned i = 0; is_good && (i = skip_blanks(&other, i)) < other.size;) {
        unsigned size = token_end(&other, i) - i, begin = skip_blanks(&from, at);
        if (is_quoted(apart + i, size))
            size = token_end(&from, begin) - begin;
        else
            is_good = strncmp(spelling + begin, apart + i, size) == 0;
        bool is_word_pair = last && is_word(spelling[last - 1]) && is_word(spelling[begin]);
        bool is_sign_pair = last && strchr("+-/*", spelling[begin]) &&
                            (strchr("+-/", spelling[last - 1]) || is_word(spelling[last - 1]));
        if (begin > at || (last && (is_word_pair || is_sign_pair)))
            str_puts(&text, " ");
        str_add(&text, spelling + begin, size);
        last = at = begin + size;
        i = token_end(&other, i);
    }
    const char *copy =
        is_good && at == from.size ? arena_copy(b->arena, text.text, text.size) : NULL;
    str_free(&text);
    return copy;
}

static void settle_tokens(struct rewriting *rewriting, struct probe *probes, size_t count)
{
    struct probe *again = arena_array(rewriting->b->arena, struct probe, count + 1);
    size_t *which = arena_array(rewriting->b->arena, size_t, count + 1), asked = 0;
    for (size_t i = 0; i < count; i++) {
        if (!probes[i].answer || !is_ambiguous(probes[i].answer))
            continue;
        again[asked] = probes[i];
        again[asked].answer = NULL;
        set_apart(rewriting->b, &again[asked], probes[i].text);
        which[asked++] = i;
    }
    if (asked)
        probes_ask(rewriting, again, asked);
    for (size_t i = 0; i < asked; i++) {
        struct probe *probe = &probes[which[i]];
        probe->answer = again[i].answer ? cut(rewriting->b, probe->answer, again[i].answer) : NULL;
    }
}

/* ---- names that must not be expanded again ---- */

static bool has_macro(struct builder *b, const char *answer)
{
    struct source source = source_of(answer);
    for (unsigned at = 0; (at = skip_blanks(&source, at)) < source.size;) {
        unsigned end = token_end(&source, at);
        if (is_word_start(answer[at]) &&
            name_set_has(&b->unit->macros, arena_copy(b->arena, answer + at, end - at)))
            return true;
        at = end;
    }
    return false;
}

/* Clang's own reading of a header that other compilers have one of for themselves. */
static bool is_compilers_file(const char *name)
{
    static const char *const headers[] = {"stdatomic.h", "tgmath.h"};
    const char *slash = strrchr(name, '/');
    for (size_t i = 0; slash && i < sizeof headers / sizeof *headers; i++)
        if (strcmp(slash + 1, headers[i]) == 0)
            return true;
    return false;
}

static bool is_compilers(struct builder *b, const struct macro *macro)
{
    CXSourceLocation place = clang_getCursorLocation(macro->cursor);
    struct span span = span_between(b, place, place);
    return span.source && is_compilers_file(span.source->name) &&
           clang_Location_isInSystemHeader(place);
}

/* Puts brackets around the names of function-like macros that are followed by one. */
static const char *protect(struct builder *b, const char *answer)
{
    struct source source = source_of(answer);
    struct str text = {0};
    for (unsigned at = 0; at < source.size;) {
        unsigned begin = skip_blanks(&source, at), end = token_end(&source, begin);
        const char *name = arena_copy(b->arena, answer + begin, end - begin);
        struct macro *macro = is_word_start(*name) ? macro_named(b, name) : NULL;
        bool is_call = answer[skip_blanks(&source, end)] == '(';
        bool is_held = macro && is_call && macro_is_function(b, macro) &&
                       !macro_is_keyword(b, macro) && !is_compilers(b, macro);
        str_add(&text, answer + at, begin - at);
        str_printf(&text, is_held ? "(%s)" : "%s", name);
        at = end;
    }
    const char *copy = arena_copy(b->arena, text.text, text.size);
    str_free(&text);
    return copy;
}

/* Of the questions those whose answers do not expand to themselves; in `which`. */
static size_t find_growing(struct rewriting *rewriting, const struct probe *probes, size_t count,
                           size_t *which)
{
    struct builder *b = rewriting->b;
    struct probe *again = arena_array(b->arena, struct probe, count + 1);
    size_t asked = 0, found = 0;
    for (size_t i = 0; i < count; i++) {
        if (!probes[i].answer || !has_macro(b, probes[i].answer))
            continue;
        again[asked] = probes[i];
        again[asked].text = probes[i].answer;
        again[asked].answer = NULL;
        which[asked++] = i;
    }
    if (asked)
        probes_ask(rewriting, again, asked);
    for (size_t i = 0; i < asked; i++)
        if (!again[i].answer || strcmp(again[i].answer, probes[which[i]].answer) != 0)
            which[found++] = which[i];
    return found;
}

/* Does the macro, which takes no arguments, stand for something that names it? */
static bool grows(struct builder *b, struct macro *macro)
{
    struct closure closure = {.b = b};
    bool found = false;
    if (!macro_is_function(b, macro))
        reach_from(&closure, macro);
    for (size_t i = 0; i < closure.macros.count && !found; i++) {
        found = closure.macros.items[i] == macro;
        reach_from(&closure, closure.macros.items[i]);
    }
    vec_free(&closure.macros);
    return found;
}

/* Takes the definitions away of those involved in the use that are to stay as they were written.
 * False: there are none. */
static bool hide_growing(struct builder *b, struct probe *probe)
{
    struct closure closure = {.b = b};
    struct str aside = {0}, after = {0};
    close_over(&closure, probe->text);
    for (size_t i = 0; i < closure.macros.count; i++) {
        const char *name = closure.macros.items[i]->name;
        if (!grows(b, closure.macros.items[i]) && !is_compilers(b, closure.macros.items[i]))
            continue;
        str_printf(&aside, "#pragma push_macro(\"%s\")\n#undef %s\n", name, name);
        str_printf(&after, "#pragma pop_macro(\"%s\")\n", name);
    }
    bool found = aside.size > 0;
    if (found) {
        probe->aside = arena_copy(b->arena, aside.text, aside.size);
        probe->after = arena_copy(b->arena, after.text, after.size);
        probe->answer = NULL;
    }
    str_free(&aside);
    str_free(&after);
    vec_free(&closure.macros);
    return found;
}

/* What names stay in an answer as they were written. */
struct staying {
    size_t probe;
    bool must, is_left; /* must: else there is no answer. So is it with functions of clang's own */
};

/* Asks for the answers in which such names are left, which have to expand to those there are. */
static void leave_names(struct rewriting *rewriting, struct probe *probes, struct staying *staying,
                        size_t count)
{
    struct builder *b = rewriting->b;
    struct probe *left = arena_array(b->arena, struct probe, count + 1);
    struct probe *again = arena_array(b->arena, struct probe, count + 1);
    struct staying **of = arena_array(b->arena, struct staying *, count + 1);
    size_t asked = 0, kept = 0;
    for (size_t i = 0; i < count; i++) {
        left[asked] = probes[staying[i].probe];
        of[asked] = &staying[i];
        asked += hide_growing(b, &left[asked]);
    }
    if (asked)
        probes_ask(rewriting, left, asked);
    for (size_t i = 0; i < asked; i++) {
        if (!left[i].answer || strcmp(left[i].answer, left[i].text) == 0)
            continue;
        again[kept] = probes[of[i]->probe];
        again[kept].text = protect(b, left[i].answer);
        again[kept].answer = NULL;
        of[kept++] = of[i];
    }
    if (kept)
        probes_ask(rewriting, again, kept);
    for (size_t i = 0; i < kept; i++) {
        struct probe *probe = &probes[of[i]->probe];
        of[i]->is_left = again[i].answer && strcmp(again[i].answer, protect(b, probe->answer)) == 0;
        if (of[i]->is_left)
            probe->answer = again[i].text;
    }
}

/* Adds the questions that names of clang's own headers are involved in. */
static size_t find_compilers(struct builder *b, const struct probe *probes, size_t count,
                             struct staying *staying, size_t found)
{
    bool is_there = false;
    for (size_t i = 0; i < b->files.count && !is_there; i++)
        is_there = is_compilers_file(b->files.items[i]->source->name);
    for (size_t i = 0; i < count && is_there; i++) {
        struct closure closure = {.b = b};
        bool is_involved = false;
        if (probes[i].answer)
            close_over(&closure, probes[i].text);
        for (size_t k = 0; k < closure.macros.count && !is_involved; k++)
            is_involved = is_compilers(b, closure.macros.items[k]);
        for (size_t k = 0; k < found && is_involved; k++)
            is_involved = staying[k].probe != i;
        if (is_involved)
            staying[found++] = (struct staying){.probe = i};
        vec_free(&closure.macros);
    }
    return found;
}

static void settle_names(struct rewriting *rewriting, struct probe *probes, size_t count)
{
    struct arena *arena = rewriting->b->arena;
    size_t *which = arena_array(arena, size_t, count + 1);
    size_t found = find_growing(rewriting, probes, count, which);
    struct probe *held = arena_array(arena, struct probe, found + 1);
    for (size_t i = 0; i < found; i++) {
        held[i] = probes[which[i]];
        held[i].answer = protect(rewriting->b, held[i].answer);
    }
    size_t *still = arena_array(arena, size_t, found + 1);
    size_t growing = find_growing(rewriting, held, found, still), all;
    struct staying *staying = arena_array(arena, struct staying, count + 1);
    for (size_t i = 0, k = 0; i < found; i++) {
        if (k < growing && still[k] == i)
            staying[k++] = (struct staying){.probe = which[i], .must = true};
        else
            probes[which[i]].answer = held[i].answer;
    }
    all = find_compilers(rewriting->b, probes, count, staying, growing);
    if (all)
        leave_names(rewriting, probes, staying, all);
    for (size_t i = 0; i < all; i++) {
        struct probe *probe = &probes[staying[i].probe];
        bool must = staying[i].must || (probe->answer && strstr(probe->answer, "__tg_"));
        if (must && !staying[i].is_left)
            probe->answer = NULL;
    }
}

/* ---- bytes ---- */

/* Clang prints a byte that is no character as <80>, and a control character as <U+0001>. */
static bool has_escape(const char *answer)
{
    for (const char *c = answer; (c = strchr(c, '<')); c++) {
        size_t size = strspn(c + 1, "0123456789ABCDEFU+");
        if (size >= 2 && c[1 + size] == '>')
            return true;
    }
    return false;
}

void probes_settle(struct rewriting *rewriting, struct probe *probes, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (probes[i].answer && has_escape(probes[i].answer) && !has_escape(probes[i].text))
            probes[i].answer = NULL;
    settle_tokens(rewriting, probes, count);
    settle_names(rewriting, probes, count);
}
