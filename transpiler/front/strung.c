/* SPDX-License-Identifier: MIT
 *
 * Arguments of which a macro makes a string or a name (assert is such a macro), be it the name of a
 * member: what stands in them cannot be rewritten without changing that. Parameters are followed
 * into the macros that a definition hands them on to; where that is not certain they count as
 * strung.
 */
#include "front/build.h"

#include <stdlib.h>
#include <string.h>

enum { DEEPEST = 64 };

static bool is(const struct token *token, const char *text)
{
    return strcmp(token->text, text) == 0;
}

/* The function-like macro that a name comes to, through object-like ones. */
static struct macro *function_macro(struct builder *b, const char *name)
{
    struct macro *macro = macro_named(b, name);
    for (int depth = 0; macro && depth < DEEPEST; depth++) {
        unsigned count;
        struct token *tokens = macro_tokens(b, macro, &count);
        if (macro->is_function)
            return macro;
        if (!count || strcmp(tokens[count - 1].text, macro->name) == 0)
            return NULL;
        macro = macro_named(b, tokens[count - 1].text);
    }
    return NULL;
}

static unsigned long long bit(int i)
{
    return 1ull << (i < 63 ? i : 63);
}

static unsigned long long strung_params(struct builder *b, struct macro *macro);

/* Does the macro string its argument number i? */
static bool strings_argument(struct builder *b, struct macro *macro, unsigned i)
{
    unsigned long long strung = strung_params(b, macro);
    unsigned last = macro->param_count ? macro->param_count - 1 : 0;
    return strung & bit((int)(macro->is_variadic && i > last ? last : i));
}

/* Marks the parameters that stand among the arguments in tokens[open..]. */
static void hand_on(struct builder *b, struct macro *macro, struct macro *to, unsigned open)
{
    unsigned close = tokens_match(macro->tokens, macro->count, open), argument = 0;
    int depth = 0;
    bool is_shifted = false; /* the argument's number is not certain: __VA_ARGS__ came before */
    for (unsigned i = open; i < close; i++) {
        const struct token *token = &macro->tokens[i];
        depth += is(token, "(") - is(token, ")");
        argument += depth == 1 && is(token, ",");
        if (!token->is_param)
            continue;
        is_shifted |= is(token, "__VA_ARGS__");
        bool strung =
            !to || (is_shifted ? strung_params(b, to) != 0 : strings_argument(b, to, argument));
        if (strung)
            macro->strung |= bit(macro_param(macro, token->text));
    }
}

static bool is_pasted(const struct macro *macro, unsigned i)
{
    bool after = i && is(&macro->tokens[i - 1], "##");
    bool comma = after && i > 1 && is(&macro->tokens[i - 2], ",");
    bool before = i + 1 < macro->count && is(&macro->tokens[i + 1], "##");
    return before || (after && !(comma && macro->is_variadic));
}

/* Marks the parameters in the member of `__builtin_offsetof(type, member)`. */
static void name_member(struct macro *macro, unsigned open)
{
    unsigned close = tokens_match(macro->tokens, macro->count, open), comma = open;
    for (unsigned i = open; i < close; i++) {
        if (comma == open && is(&macro->tokens[i], ","))
            comma = i;
        if (comma > open && macro->tokens[i].is_param)
            macro->strung |= bit(macro_param(macro, macro->tokens[i].text));
    }
}

/* What the token before a parameter makes of it: a string, or a member. */
static bool is_no_object_behind(const struct token *token)
{
    return is(token, "#") || is(token, ".") || is(token, "->");
}

static unsigned long long strung_params(struct builder *b, struct macro *macro)
{
    unsigned count;
    struct token *tokens = macro_tokens(b, macro, &count);
    if (macro->is_asked || !macro->is_function)
        return macro->strung;
    macro->is_asked = true;
    for (unsigned i = 0; i < count; i++) {
        bool is_called = i + 1 < count && is(&tokens[i + 1], "(");
        struct macro *to =
            is_called && !tokens[i].is_param ? function_macro(b, tokens[i].text) : NULL;
        if (tokens[i].is_param &&
            (is_pasted(macro, i) || (i && is_no_object_behind(&tokens[i - 1]))))
            macro->strung |= bit(macro_param(macro, tokens[i].text));
        if (to || (is_called && tokens[i].is_param))
            hand_on(b, macro, to, i + 1);
        else if (is_called && is(&tokens[i], "__builtin_offsetof"))
            name_member(macro, i + 1);
    }
    return macro->strung;
}

/* ---- the uses in a function ---- */

/* Splits the arguments at `open` as the preprocessor does: only parentheses group. */
static void note_arguments(struct builder *b, struct func *func, struct macro *macro,
                           struct source *source, unsigned open)
{
    unsigned end = scan_match(source, open, (unsigned)source->size), argument = 0, begin = open + 1;
    int depth = 0;
    for (unsigned at = open; (at = source_skip_space(source, at, end)) < end;) {
        char c = source->text[at];
        depth += (c == '(') - (c == ')');
        if ((c == ',' && depth == 1) || (c == ')' && depth == 0)) {
            if (strings_argument(b, macro, argument++))
                *vec_push(&func->strung) = (struct span){source, begin, at};
            begin = at + 1;
        }
        at = scan_token_end(source, at, end);
    }
}

static int compare_spans(const void *left, const void *right)
{
    const struct span *a = left, *b = right;
    if (a->begin != b->begin)
        return a->begin < b->begin ? -1 : 1;
    return a->end > b->end ? -1 : a->end < b->end;
}

/* What stands within another is left out. */
static void order_strung(struct func *func)
{
    struct span *spans = func->strung.items;
    size_t kept = 0;
    if (func->strung.count)
        qsort(spans, func->strung.count, sizeof *spans, compare_spans);
    for (size_t i = 0; i < func->strung.count; i++)
        if (!kept || spans[i].end > spans[kept - 1].end)
            spans[kept++] = spans[i];
    func->strung.count = kept;
}

void macros_find_strung(struct builder *b, struct func *func)
{
    struct source *source = func->span.source;
    struct file *file = file_of_source(b, source);
    for (size_t i = file ? macro_uses_before(file, func->span.begin) : 0;
         file && i < file->uses.count && file->uses.items[i].span.begin < func->span.end; i++) {
        const struct macro_use *use = &file->uses.items[i];
        struct macro *macro = use->macro ? function_macro(b, use->name) : NULL;
        unsigned after = use->span.begin + (unsigned)strlen(use->name);
        unsigned open = source_skip_space(source, after, (unsigned)source->size);
        if (macro && open < source->size && source->text[open] == '(' && strung_params(b, macro))
            note_arguments(b, func, macro, source, open);
    }
    order_strung(func);
}
