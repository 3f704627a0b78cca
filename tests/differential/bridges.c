/* SPDX-License-Identifier: MIT
 *
 * A bridge's head is the text of the definition's; the async function's prototypes are those of the
 * program, with the other name. So both have to be text that can be copied.
 */
#include "bridges.h"

#include "front/scan.h"
#include <string.h>

/* A declaration up to what ends it or the body. */
static struct span head_of(const struct declared_function *declared, const struct func *func)
{
    struct span span = declared->span;
    if (declared->is_definition)
        for (span.end = func->body->span.begin; strchr(" \t\n", span.source->text[span.end - 1]);)
            span.end--;
    return span;
}

/* Is it text of the main file that means the same a second time? */
static bool can_copy(struct span head)
{
    const struct source *source = head.source;
    int depth = 0;
    if (head.begin >= head.end)
        return false;
    for (unsigned at = head.begin; at < head.end && depth >= 0; at++) {
        depth += (source->text[at] == '(') - (source->text[at] == ')');
        if (strchr("{}#=", source->text[at]) || scan_is(source, at, "asm") ||
            scan_is(source, at, "__asm__") || scan_is(source, at, "noreturn") ||
            scan_is(source, at, "__noreturn__") || scan_is(source, at, "_Noreturn"))
            return false;
    }
    return !depth;
}

/* `int n`, and neither `int` nor `n` */
static bool has_type_and_name(const struct var *param)
{
    const char *text = param->span.source ? param->span.source->text : NULL;
    unsigned at = param->span.begin;
    while (text && at && strchr(" \t\n", text[at - 1]))
        at--;
    return param->name && text && at && !strchr("(,", text[at - 1]);
}

static bool has_names(const struct func *func)
{
    for (unsigned i = 0; i < func->param_count; i++)
        if (!has_type_and_name(func->vars.items[i]))
            return false;
    return true;
}

bool bridge_is_possible(const struct functions *functions, const struct candidate *candidate)
{
    const struct unit *unit = functions->unit;
    const struct func *func = candidate->func;
    if (strcmp(candidate->name, "main") == 0 || func->names_itself || !has_names(func) ||
        func->body->span.source != func->span.source ||
        func->span.source->text[func->body->span.begin] != '{')
        return false;
    for (size_t i = 0; i < unit->declared.count; i++) {
        const struct declared_function *declared = &unit->declared.items[i];
        if (strcmp(declared->name, candidate->name) == 0 &&
            (declared->place.source != func->span.source || !can_copy(head_of(declared, func))))
            return false;
    }
    return true;
}

static void put_line(struct str *out, struct source *source, unsigned at)
{
    str_printf(out, "\n#line %u \"%s\"\n", source_line(source, at), source->name);
}

static void put_text(struct str *out, const struct source *source, unsigned begin, unsigned end)
{
    str_add(out, source->text + begin, end - begin);
}

static const char *finish(const struct functions *functions, struct str *text)
{
    const char *copy = arena_copy(functions->arena, text->text, text->size);
    str_free(text);
    return copy;
}

/* `async int f_awaited(int n);` ahead of `int f(int n);` */
static void add_prototype(struct edits *edits, const struct functions *functions,
                          const struct declared_function *declared, const char *word)
{
    struct span span = declared->span;
    struct str text = {0};
    str_puts(&text, word);
    put_text(&text, span.source, span.begin, declared->place.end);
    str_puts(&text, BRIDGED_SUFFIX);
    put_text(&text, span.source, declared->place.end, span.end);
    str_puts(&text, ";");
    put_line(&text, span.source, span.begin);
    edits_add(edits, span.begin, EDIT_DECLARATION, finish(functions, &text));
}

/* The bridge's own prototype, as the body may name it. */
static void add_head(struct edits *edits, const struct functions *functions, struct span head)
{
    struct str text = {0};
    put_text(&text, head.source, head.begin, head.end);
    str_puts(&text, ";");
    put_line(&text, head.source, head.begin);
    edits_add(edits, head.begin, EDIT_DECLARATION, finish(functions, &text));
}

/* `int f(int n) { return async_run(f_awaited(n)); }` behind `async int f_awaited(int n) {...}` */
static void add_bridge(struct edits *edits, const struct functions *functions,
                       const struct candidate *candidate, struct span head)
{
    const struct func *func = candidate->func;
    unsigned end = func->body->span.end;
    struct str text = {0};
    put_line(&text, head.source, head.begin);
    put_text(&text, head.source, head.begin, head.end);
    str_printf(&text, "\n{ return async_run(%s" BRIDGED_SUFFIX "(", candidate->name);
    for (unsigned i = 0; i < func->param_count; i++)
        str_printf(&text, "%s%s", i ? ", " : "", func->vars.items[i]->name);
    str_puts(&text, ")); }");
    put_line(&text, head.source, end);
    edits_add(edits, end, EDIT_END_OF_BLOCK, finish(functions, &text));
}

void bridges_add(struct edits *edits, const struct functions *functions, const char *word)
{
    const struct unit *unit = functions->unit;
    for (size_t i = 0; i < unit->declared.count; i++) {
        const struct declared_function *declared = &unit->declared.items[i];
        const struct candidate *candidate = functions_candidate(functions, declared->name);
        if (!candidate || candidate->pinned || !candidate->bridged)
            continue;
        if (!declared->is_definition) {
            add_prototype(edits, functions, declared, word);
            continue;
        }
        add_head(edits, functions, head_of(declared, candidate->func));
        edits_add(edits, declared->span.begin, EDIT_WORD, word);
        edits_add(edits, declared->place.end, EDIT_NAME, BRIDGED_SUFFIX);
        add_bridge(edits, functions, candidate, head_of(declared, candidate->func));
    }
}
