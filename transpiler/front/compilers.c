/* SPDX-License-Identifier: MIT
 *
 * Conditionals in async functions that ask which compiler reads them. Only the branch that clang
 * took is transformed, so another compiler must not come to another branch: these conditionals are
 * wished to be resolved. Others are left, for all compilers take the same branch there.
 *
 * A macro varies that is defined in such a conditional, be it in a branch that clang passes over.
 * To ask for it is to ask for the compiler; which macros vary is found by reading all directives
 * until nothing is added. A use of one that may leave a function or a loop is wished to be
 * expanded: there may be nothing to be seen of it in clang's reading.
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
    if (macro->followed_in == b->reading)
        return macro->asks;
    macro->followed_in = b->reading;
    for (unsigned i = 0; i < count && !macro->asks; i++)
        macro->asks = asks_compiler(b, tokens[i].text);
    return macro->asks;
}

static bool asks_compiler(struct builder *b, const char *name)
{
    if (!is_word_start(*name))
        return false;
    if (is_of_compiler(name) || name_set_has(&b->varying, name))
        return true;
    for (struct macro *macro = macro_named(b, name); macro; macro = macro->older)
        if (definition_asks(b, macro))
            return true;
    return false;
}

typedef bool of_word(struct builder *b, const char *word);

/* Is any word of the text so? */
static bool any_word(struct builder *b, struct span span, of_word *is_so)
{
    const struct source *source = span.source;
    for (unsigned at = span.begin; (at = source_skip_space(source, at, span.end)) < span.end;) {
        unsigned end = scan_token_end(source, at, span.end);
        if (is_word_start(source->text[at]) &&
            is_so(b, arena_copy(b->arena, source->text + at, end - at)))
            return true;
        at = end;
    }
    return false;
}

static struct span behind(const struct directive *directive, unsigned at)
{
    return (struct span){directive->span.source, at, directive->span.end};
}

static bool line_asks(struct builder *b, const struct directive *directive)
{
    return any_word(b, behind(directive, directive->keyword), asks_compiler);
}

static bool is_branch(const struct directive *directive)
{
    return directive->kind == DIRECTIVE_IF || directive->kind == DIRECTIVE_ELSE;
}

/* ---- macros that vary ---- */

static bool is_jump(struct builder *b, const char *word)
{
    static const char *const jumps[] = {"return", "goto", "break", "continue"};
    for (size_t i = 0; i < sizeof jumps / sizeof *jumps; i++)
        if (strcmp(word, jumps[i]) == 0)
            return true;
    return name_set_has(&b->jumping, word);
}

/* Adds the macro's name. Is it new there? */
static bool add_name(struct builder *b, struct name_set *set, const char *name)
{
    if (name_set_has(set, name))
        return false;
    name_set_add(set, b->arena, name, strlen(name));
    return true;
}

static bool read_define(struct builder *b, const struct directive *define, bool varies)
{
    const struct source *source = define->span.source;
    unsigned at = scan_token_end(source, define->keyword, define->span.end);
    at = source_skip_space(source, at, define->span.end);
    unsigned end = scan_token_end(source, at, define->span.end);
    const char *name = arena_copy(b->arena, source->text + at, end - at);
    bool is_new = varies && add_name(b, &b->varying, name);
    if (any_word(b, behind(define, end), is_jump))
        is_new |= add_name(b, &b->jumping, name);
    return is_new;
}

/* Directives of one file, by place. Has any macro been added? */
static bool read_directives(struct builder *b, const directive_list *directives)
{
    bool has_changed = false;
    unsigned open = 0, asking = 0; /* conditionals; from which one on they ask, 0: none does */
    for (size_t i = 0; i < directives->count; i++) {
        const struct directive *directive = &directives->items[i];
        open += directive->kind == DIRECTIVE_IF;
        if (is_branch(directive) && !asking && line_asks(b, directive))
            asking = open;
        if (directive->kind == DIRECTIVE_DEFINE)
            has_changed |= read_define(b, directive, asking > 0);
        if (directive->kind != DIRECTIVE_ENDIF || !open)
            continue;
        asking = asking == open ? 0 : asking;
        open--;
    }
    return has_changed;
}

static void find_varying(struct builder *b)
{
    size_t count = 0;
    directive_list *lists = arena_array(b->arena, directive_list, b->files.count + 1);
    for (size_t i = 0; i < b->files.count; i++)
        if (!is_system_file(b, b->files.items[i]->file))
            directives_find(b->files.items[i]->source, &lists[count++]);
    for (bool has_changed = true; has_changed;) {
        b->reading++;
        has_changed = false;
        for (size_t i = 0; i < count; i++)
            has_changed |= read_directives(b, &lists[i]);
    }
    for (size_t i = 0; i < count; i++)
        vec_free(&lists[i]);
}

/* ---- wishes ---- */

/* What another compiler reads there may leave the function, or a loop. */
static void wish_expanded(struct builder *b, struct span function)
{
    const struct file *file = file_of_source(b, function.source);
    size_t i = file ? macro_uses_before(file, function.begin) : 0;
    for (; file && i < file->uses.count && file->uses.items[i].span.begin < function.end; i++) {
        const struct macro_use *use = &file->uses.items[i];
        if (use->macro && !macro_is_keyword(b, use->macro) && asks_compiler(b, use->name) &&
            any_word(b, use->span, is_jump))
            unit_wish(b->unit, WISH_EXPAND, use->span);
    }
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
    if (b->unit->funcs.count)
        find_varying(b);
    for (size_t i = 0; i < b->unit->funcs.count; i++) {
        struct span span = b->unit->funcs.items[i]->span;
        if (span.source)
            wish_expanded(b, span);
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
