/* SPDX-License-Identifier: MIT
 *
 * The variables are sorted by name, so that those of one name stand together, and by scope. Scopes
 * are numbered as they open, so the scopes inside of one have the numbers that follow its own: what
 * comes next by number hides a name, or nothing does. What else a block may
 * declare (statics, functions, types, enumerators) is known as text only: each word of such a
 * declaration is taken for a name that it declares.
 */
#include "flow/hidden.h"

#include "base/vec.h"

#include <stdlib.h>
#include <string.h>

/* Something that is declared in a scope. */
struct declared {
    const char *name;
    size_t size;
    const struct scope *scope;
    struct var *var; /* NULL: no variable of the function's own */
};

typedef VEC(struct declared) declared_list;

static void add_words(declared_list *list, const struct stmt *stmt)
{
    const char *text = stmt->span.source->text;
    for (unsigned i = stmt->span.begin; i < stmt->span.end; i++) {
        unsigned begin = i;
        while (i < stmt->span.end && is_word(text[i]))
            i++;
        if (i > begin && is_word_start(text[begin]))
            *vec_push(list) = (struct declared){text + begin, i - begin, stmt->scope, NULL};
    }
}

static void add_declared(declared_list *list, const struct stmt *stmt)
{
    bool only_vars = !stmt->has_tag;
    for (size_t i = 0; i < stmt->decls.count; i++)
        only_vars = only_vars && stmt->decls.items[i].var;
    if (stmt->kind == STMT_DECL && stmt->span.source && !only_vars)
        add_words(list, stmt);
    for (size_t i = 0; i < stmt->body.count; i++)
        add_declared(list, stmt->body.items[i]);
    if (stmt->init)
        add_declared(list, stmt->init);
    if (stmt->then)
        add_declared(list, stmt->then);
    if (stmt->other)
        add_declared(list, stmt->other);
}

static int compare_declared(const void *left, const void *right)
{
    const struct declared *a = left, *b = right;
    int order = memcmp(a->name, b->name, a->size < b->size ? a->size : b->size);
    if (order || a->size != b->size)
        return order ? order : a->size < b->size ? -1 : 1;
    if (a->scope->index != b->scope->index)
        return a->scope->index < b->scope->index ? -1 : 1;
    return 0;
}

static bool is_same_name(const struct declared *a, const struct declared *b)
{
    return a->size == b->size && memcmp(a->name, b->name, a->size) == 0;
}

static bool is_inside(const struct scope *inner, const struct scope *outer)
{
    while (inner && inner->depth > outer->depth)
        inner = inner->parent;
    return inner == outer;
}

/* A declaration at the same level is an error in C, except for a parameter's name in the body,
 * which has a scope of its own here; so only what is deeper hides. */
static void hide(const struct declared *first, const struct declared *end)
{
    for (const struct declared *a = first, *next = first; a < end; a++) {
        while (next < end && next->scope->index <= a->scope->index)
            next++;
        if (a->var && next < end && is_inside(next->scope, a->scope))
            a->var->is_hidden = true;
    }
}

void hidden_find(struct func *func)
{
    declared_list list = {0};
    for (size_t i = 0; i < func->vars.count; i++) {
        struct var *var = func->vars.items[i];
        if (var->name)
            *vec_push(&list) = (struct declared){var->name, strlen(var->name), var->scope, var};
    }
    add_declared(&list, func->body);
    for (size_t i = 0; i < func->blocks.count; i++)
        add_declared(&list, func->blocks.items[i]);
    if (list.count)
        qsort(list.items, list.count, sizeof *list.items, compare_declared);
    for (size_t from = 0, to; from < list.count; from = to) {
        for (to = from + 1; to < list.count; to++)
            if (!is_same_name(&list.items[from], &list.items[to]))
                break;
        hide(&list.items[from], list.items + to);
    }
    vec_free(&list);
}
