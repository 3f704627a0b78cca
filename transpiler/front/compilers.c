/* SPDX-License-Identifier: MIT
 *
 * Conditionals in async functions that ask which compiler reads them. Only the branch that clang
 * took is transformed, so another compiler must not come to another branch: these conditionals are
 * wished to be resolved. Others are left, for all compilers take the same branch there.
 */
#include "front/directives.h"
#include "front/rewrite.h"
#include "front/scan.h"

#include <string.h>

static bool asks_compiler(struct builder *b, const char *name);

/* A name that compilers define by themselves, each in its own way. */
static bool is_of_compiler(const char *name)
{
    static const char *const begins[] = {"__clang",   "__llvm",     "__GNUC",     "__has_",
                                         "__VERSION", "__STDC_VER", "__OPTIMIZE", "__SANITIZE",
                                         "__INTEL",   "__TINYC",    "_MSC_",      "__NO_INLINE"};
    for (size_t i = 0; i < sizeof begins / sizeof *begins; i++)
        if (strncmp(name, begins[i], strlen(begins[i])) == 0)
            return strncmp(name, "__has_include", strlen("__has_include")) != 0;
    return false;
}

static bool definition_asks(struct builder *b, struct macro *macro)
{
    unsigned count;
    const struct token *tokens = macro_tokens(b, macro, &count);
    if (macro->is_followed)
        return macro->asks;
    macro->is_followed = true;
    for (unsigned i = 0; i < count && !macro->asks; i++)
        macro->asks = asks_compiler(b, tokens[i].text);
    return macro->asks;
}

static bool asks_compiler(struct builder *b, const char *name)
{
    if (!is_word_start(*name))
        return false;
    if (is_of_compiler(name))
        return true;
    for (struct macro *macro = macro_named(b, name); macro; macro = macro->older)
        if (definition_asks(b, macro))
            return true;
    return false;
}

static bool line_asks(struct builder *b, const struct directive *directive)
{
    const struct source *source = directive->span.source;
    unsigned limit = directive->span.end;
    for (unsigned at = directive->keyword; (at = source_skip_space(source, at, limit)) < limit;) {
        unsigned end = scan_token_end(source, at, limit);
        if (asks_compiler(b, arena_copy(b->arena, source->text + at, end - at)))
            return true;
        at = end;
    }
    return false;
}

static bool is_branch(const struct directive *directive)
{
    return directive->kind == DIRECTIVE_IF || directive->kind == DIRECTIVE_ELSE;
}

static void wish_in(struct builder *b, const directive_list *directives, struct span function)
{
    for (size_t i = 0; i < directives->count; i++) {
        const struct directive *directive = &directives->items[i];
        if (is_branch(directive) && directive->group >= function.begin &&
            directive->span.end < function.end && line_asks(b, directive))
            unit_wish(b->unit, WISH_CONDITIONALS, directive->span);
    }
}

static bool may_hold_directives(struct span span)
{
    const char *text = span.source->text + span.begin, *end = span.source->text + span.end;
    for (const char *at = text; at < end; at++)
        if (*at == '#' || (*at == '%' && at[1] == ':'))
            return true;
    return false;
}

void compilers_wish(struct builder *b)
{
    directive_list directives = {0};
    const struct source *source = NULL;
    for (size_t i = 0; i < b->unit->funcs.count; i++) {
        struct span span = b->unit->funcs.items[i]->span;
        if (!span.source || !may_hold_directives(span))
            continue;
        if (span.source != source) {
            vec_free(&directives);
            directives = (directive_list){0};
            directives_find(span.source, &directives);
            source = span.source;
        }
        wish_in(b, &directives, span);
    }
    vec_free(&directives);
}
