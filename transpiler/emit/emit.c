/* SPDX-License-Identifier: MIT
 *
 * The main file is copied from its begin to its end. On the way stand edits, sorted by place: async
 * keywords are left out, functions that are async are replaced, those that start tasks get what
 * they need ahead of them, and prototypes of static functions nobody calls by name are left out.
 */
#include "emit/emit.h"

#include "emit/functions.h"
#include "emit/render.h"
#include "emit/run.h"

#include <stdlib.h>
#include <string.h>

enum edit_kind { EDIT_KEYWORD, EDIT_PROTOTYPE, EDIT_ASYNC, EDIT_PLAIN };

struct edit {
    enum edit_kind kind;
    struct span span;
    struct func *func;
    bool has_symbol;
};

typedef VEC(struct edit) edit_list;

/* ---- who needs a symbol ---- */

/* Steps over a string, a character or a comment. */
static unsigned skip_token(const struct source *source, unsigned i)
{
    const char *text = source->text;
    unsigned after = source_skip_space(source, i, (unsigned)source->size);
    if (after > i)
        return after;
    if (text[i] != '"' && text[i] != '\'')
        return i + 1;
    char quote = text[i++];
    while (i < source->size && text[i] != quote && text[i] != '\n')
        i += text[i] == '\\' ? 2 : 1;
    return i + 1;
}

struct name_count {
    const char *name;
    unsigned count;
};

static int compare_names(const void *a, const void *b)
{
    return strcmp(((const struct name_count *)a)->name, ((const struct name_count *)b)->name);
}

static struct name_count *find_name(struct name_count *names, size_t count, const char *text,
                                    size_t size)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strncmp(names[middle].name, text, size);
        if (!order && names[middle].name[size])
            order = 1;
        if (!order)
            return &names[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

/* How often each name stands in the source, outside of strings and comments. */
static void count_names(const struct source *source, struct name_count *names, size_t count)
{
    const char *text = source->text;
    for (unsigned i = 0; i < source->size;) {
        if (!is_word(text[i])) {
            i = skip_token(source, i);
            continue;
        }
        unsigned begin = i;
        while (i < source->size && is_word(text[i]))
            i++;
        struct name_count *found = find_name(names, count, text + begin, i - begin);
        if (found)
            found->count++;
    }
}

static void take_off(struct name_count *names, size_t count, const char *name)
{
    struct name_count *found = find_name(names, count, name, strlen(name));
    if (found && found->count)
        found->count--;
}

static void take_off_starts(const struct func *func, struct name_count *names, size_t count)
{
    for (size_t i = 0; i < func->starts.count; i++) {
        const struct expr *call = func->starts.items[i]->kids[0];
        if (call->function && call->is_spelled)
            take_off(names, count, call->function->name);
    }
}

/* Takes off the places where no symbol is needed: definitions, prototypes, direct calls. */
static void take_off_direct(const struct unit *unit, struct name_count *names, size_t count)
{
    for (size_t i = 0; i < unit->prototyped.count; i++)
        take_off(names, count, unit->prototyped.items[i]->name);
    for (size_t i = 0; i < unit->funcs.count; i++) {
        const struct func *func = unit->funcs.items[i];
        take_off(names, count, func->name);
        for (size_t k = 0; k < func->awaits.count; k++) {
            const struct await *await = &func->machine->awaits[k];
            if (await->callee && await->expr->kids[0]->is_spelled) /* no join, then */
                take_off(names, count, await->callee->name);
        }
    }
    for (size_t i = 0; i < unit->funcs.count; i++)
        take_off_starts(unit->funcs.items[i], names, count);
    for (size_t i = 0; i < unit->plain.count; i++)
        take_off_starts(unit->plain.items[i], names, count);
}

static bool is_symbol_needed(const struct func *func, struct name_count *names, size_t count)
{
    if (!func->function->is_static)
        return true;
    const struct name_count *found = find_name(names, count, func->name, strlen(func->name));
    return found && found->count;
}

/* ---- edits ---- */

static int compare_edits(const void *left, const void *right)
{
    const struct edit *a = left, *b = right;
    if (a->span.begin != b->span.begin)
        return a->span.begin < b->span.begin ? -1 : 1;
    return (a->kind == EDIT_KEYWORD) - (b->kind == EDIT_KEYWORD); /* the larger one first */
}

static void add_functions(const struct unit *unit, edit_list *edits)
{
    size_t count = unit->funcs.count;
    struct name_count *names = arena_array(unit->arena, struct name_count, count + 1);
    for (size_t i = 0; i < count; i++)
        names[i].name = unit->funcs.items[i]->name;
    qsort(names, count, sizeof *names, compare_names);
    count_names(unit->main, names, count);
    take_off_direct(unit, names, count);
    for (size_t i = 0; i < count; i++) {
        struct func *func = unit->funcs.items[i];
        bool needed = is_symbol_needed(func, names, count);
        *vec_push(edits) = (struct edit){EDIT_ASYNC, func->span, func, needed};
    }
    for (size_t i = 0; i < unit->prototypes.count; i++) {
        const struct func *func = unit->prototyped.items[i]->definition;
        bool needed = !func || is_symbol_needed(func, names, count);
        if (!needed)
            *vec_push(edits) =
                (struct edit){EDIT_PROTOTYPE, unit->prototypes.items[i], NULL, false};
    }
}

static void collect_edits(const struct unit *unit, edit_list *edits)
{
    for (size_t i = 0; i < unit->keywords.count; i++)
        if (unit->keywords.items[i].source->is_main)
            *vec_push(edits) = (struct edit){EDIT_KEYWORD, unit->keywords.items[i], NULL, false};
    for (size_t i = 0; i < unit->plain.count; i++)
        *vec_push(edits) =
            (struct edit){EDIT_PLAIN, unit->plain.items[i]->span, unit->plain.items[i], false};
    add_functions(unit, edits);
    if (edits->count)
        qsort(edits->items, edits->count, sizeof *edits->items, compare_edits);
}

/* ---- the splice ---- */

static void copy(struct emission *em, unsigned begin, unsigned end)
{
    if (begin >= end)
        return;
    struct source *source = em->unit->main;
    bool only_newline = end - begin == 1 && source->text[begin] == '\n';
    if (only_newline)
        return;
    out_copy(em->out, source, begin, end);
}

typedef VEC(struct expr *) change_list;

/* By where they begin, what holds another ahead of that. */
static int compare_changes(const void *left, const void *right)
{
    struct span a = (*(struct expr *const *)left)->span, b = (*(struct expr *const *)right)->span;
    if (a.begin != b.begin)
        return a.begin < b.begin ? -1 : 1;
    return a.end > b.end ? -1 : a.end < b.end;
}

/* What stands among the arguments of another call is rendered with that. */
static void leave_inner(change_list *changes)
{
    size_t kept = 0;
    if (changes->count)
        qsort(changes->items, changes->count, sizeof *changes->items, compare_changes);
    for (size_t i = 0; i < changes->count; i++) {
        struct expr *change = changes->items[i];
        if (!kept || !change->is_spelled || change->span.end > changes->items[kept - 1]->span.end)
            changes->items[kept++] = change;
    }
    changes->count = kept;
}

/* An ordinary function: its spawns and runs are calls of what was written ahead of it. */
static void write_plain(struct emission *em, struct func *func)
{
    functions_prepare(em, func);
    run_write_starts(em, func);
    struct emitter e = {em->unit, em->diag, em->out, func, NULL, NULL, NULL};
    out_at(em->out, func->span.source, func->span.begin);
    change_list changes = {0};
    for (size_t i = 0; i < func->starts.count; i++)
        *vec_push(&changes) = func->starts.items[i];
    for (size_t i = 0; i < func->rooms.count; i++)
        *vec_push(&changes) = func->rooms.items[i];
    leave_inner(&changes);
    render_around(&e, func->span.begin, func->span.end, changes.items, (unsigned)changes.count);
    vec_free(&changes);
}

/* Those that can be spoken of at the offset. */
static void write_aliases(struct emission *em, unsigned offset)
{
    for (size_t i = 0; i < em->unit->aliases.count; i++) {
        const struct type_alias *alias = &em->unit->aliases.items[i];
        if (alias->begins > offset || !text_is_new(em, alias->alias))
            continue;
        out_generated(em->out);
        out_printf(em->out, "typedef %s %s;\n", alias->name, alias->alias);
    }
}

static void write_edit(struct emission *em, const struct edit *edit)
{
    if (edit->kind == EDIT_ASYNC || edit->kind == EDIT_PLAIN)
        write_aliases(em, edit->span.begin);
    switch (edit->kind) {
    case EDIT_KEYWORD:
    case EDIT_PROTOTYPE:
        return;
    case EDIT_ASYNC:
        functions_define(em, edit->func, edit->has_symbol);
        return;
    case EDIT_PLAIN:
        write_plain(em, edit->func);
        return;
    }
}

void emit_unit(struct unit *unit, struct diag *diag, const char *out_name, bool has_lines,
               struct str *text)
{
    edit_list edits = {0};
    collect_edits(unit, &edits);
    struct out out = {.name = out_name, .has_lines = has_lines, .line = 1};
    struct emission em = {.unit = unit, .diag = diag, .out = &out};
    out_puts(&out, "#define ASYNC_GENERATED 1\n");
    if (unit->has_inlined)
        out_puts(&out, "#define ASYNC_INLINED 1\n");
    bool has_mark = unit->main->size >= 3 && memcmp(unit->main->text, "\xef\xbb\xbf", 3) == 0;
    unsigned from = has_mark ? 3 : 0; /* a byte order mark is none behind the first line */
    for (size_t i = 0; i < edits.count; i++) {
        const struct edit *edit = &edits.items[i];
        if (edit->span.begin < from)
            continue; /* a keyword inside a function that was replaced */
        copy(&em, from, edit->span.begin);
        write_edit(&em, edit);
        from = edit->span.end;
    }
    copy(&em, from, (unsigned)unit->main->size);
    *text = out.text;
    vec_free(&edits);
}
