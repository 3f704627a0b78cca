/* SPDX-License-Identifier: MIT
 *
 * Spelling of types, and the set of the names in use: a hash table with open addressing.
 */
#include "ast/ast.h"

#include <string.h>

const char *type_declare(struct arena *arena, const struct type *type, const char *name)
{
    size_t size = strlen(type->prefix);
    char last = size ? type->prefix[size - 1] : ' ';
    const char *space = *name && is_word(last) ? " " : "";
    return arena_printf(arena, "%s%s%s%s", type->prefix, space, name, type->suffix);
}

const char *type_name(struct arena *arena, const struct type *type)
{
    return type_declare(arena, type, "");
}

struct type *type_pointer_to(struct arena *arena, struct type *type)
{
    struct type *pointer = arena_new(arena, struct type);
    bool grouped = type->suffix[0] == '[' || type->suffix[0] == '(';
    const char *space = is_word(type->prefix[strlen(type->prefix) - 1]) ? " " : "";
    *pointer = (struct type){
        .kind = TYPE_SCALAR,
        .prefix = arena_printf(arena, "%s%s%s*", type->prefix, space, grouped ? "(" : ""),
        .suffix = grouped ? arena_printf(arena, ")%s", type->suffix) : type->suffix,
        .size = sizeof(void *),
        .align = sizeof(void *),
        .begins = type->begins,
        .is_variable = type->is_variable,
        .is_local = type->is_local,
        .result = type,
    };
    pointer->value = pointer;
    return pointer;
}

static size_t hash(const char *name, size_t size)
{
    size_t h = 1469598103934665603u;
    for (size_t i = 0; i < size; i++)
        h = (h ^ (unsigned char)name[i]) * 1099511628211u;
    return h;
}

static const char **slot_of(const struct name_set *set, const char *name, size_t size)
{
    size_t i = hash(name, size) & (set->room - 1);
    while (set->slots[i] && !word_is(name, size, set->slots[i]))
        i = (i + 1) & (set->room - 1);
    return &set->slots[i];
}

static void grow(struct name_set *set, struct arena *arena)
{
    struct name_set larger = {.room = set->room ? 2 * set->room : 1024};
    larger.slots = arena_array(arena, const char *, larger.room);
    larger.numbers = arena_array(arena, unsigned, larger.room);
    for (size_t i = 0; i < set->room; i++) {
        if (!set->slots[i])
            continue;
        const char **slot = slot_of(&larger, set->slots[i], strlen(set->slots[i]));
        *slot = set->slots[i];
        larger.numbers[slot - larger.slots] = set->numbers[i];
    }
    larger.count = set->count;
    *set = larger;
}

void name_set_add(struct name_set *set, struct arena *arena, const char *name, size_t size)
{
    if (2 * set->count >= set->room)
        grow(set, arena);
    const char **slot = slot_of(set, name, size);
    if (*slot)
        return;
    *slot = arena_copy(arena, name, size);
    set->count++;
}

bool name_set_has(const struct name_set *set, const char *name)
{
    return set->room && *slot_of(set, name, strlen(name));
}

const char *name_set_add_free(struct name_set *set, struct arena *arena, const char *name)
{
    size_t size = strlen(name);
    const char *free_name = name;
    if (name_set_has(set, name)) {
        unsigned number = set->numbers[slot_of(set, name, size) - set->slots];
        for (number = number ? number : 2;; number++) {
            free_name = arena_printf(arena, "%s_%u", name, number);
            if (!name_set_has(set, free_name))
                break;
        }
        set->numbers[slot_of(set, name, size) - set->slots] = number + 1;
    }
    name_set_add(set, arena, free_name, strlen(free_name));
    return free_name;
}

const char *unit_free_name(struct unit *unit, const char *name)
{
    return name_set_add_free(&unit->used, unit->arena, name);
}

size_t func_names_from(const struct func *func, unsigned offset)
{
    size_t low = 0, high = func->own_names;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (func->names.items[middle]->span.begin < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool func_strings(const struct func *func, struct span span)
{
    size_t low = 0, high = func->strung.count; /* none of them within another */
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (func->strung.items[middle].begin <= span.begin)
            low = middle + 1;
        else
            high = middle;
    }
    return low && span.end <= func->strung.items[low - 1].end;
}

bool stmt_is_typedef(const struct stmt *stmt)
{
    static const char word[] = "typedef";
    struct span span = stmt->span;
    size_t size = sizeof word - 1;
    return stmt->kind == STMT_DECL && span.source && span.end - span.begin > size &&
           memcmp(span.source->text + span.begin, word, size) == 0 &&
           !is_word(span.source->text[span.begin + size]);
}

void unit_wish(struct unit *unit, enum wish_kind kind, struct span span)
{
    const struct wish *last =
        unit->wishes.count ? &unit->wishes.items[unit->wishes.count - 1] : NULL;
    if (!last || last->kind != kind || last->span.source != span.source ||
        last->span.begin != span.begin || last->span.end != span.end)
        *vec_add(unit->arena, &unit->wishes) = (struct wish){kind, span};
}

struct type *type_void(void)
{
    static struct type type = {.kind = TYPE_VOID, .prefix = "void", .suffix = ""};
    type.value = &type;
    return &type;
}

struct type *type_int(void)
{
    static struct type type = {
        .kind = TYPE_SCALAR, .prefix = "int", .suffix = "", .size = 4, .align = 4};
    type.value = &type;
    return &type;
}

struct type *type_bool(void)
{
    static struct type type = {
        .kind = TYPE_SCALAR, .prefix = "_Bool", .suffix = "", .size = 1, .align = 1};
    type.value = &type;
    return &type;
}

bool func_owns_tasks(const struct func *func)
{
    if (!func->function || !func->function->is_async)
        return false; /* a plain generator: it could not wait for them */
    for (size_t i = 0; i < func->starts.count; i++) {
        const struct expr *start = func->starts.items[i];
        if (start->kind == EXPR_SPAWN && !start->is_owned && !start->is_detached)
            return true;
    }
    return false;
}

struct stmt *stmt_block_end(const struct stmt *block)
{
    struct stmt *last = block->body.count ? block->body.items[block->body.count - 1] : NULL;
    while (last && last->kind == STMT_LABEL)
        last = last->then;
    return last && last->kind == STMT_EXPR ? last : NULL;
}

struct stmt *stmt_block_value(const struct stmt *block)
{
    struct stmt *last = stmt_block_end(block);
    return last && last->is_value ? last : NULL;
}

void unit_close(struct unit *unit)
{
    source_free(unit->main);
    for (size_t i = 0; i < unit->sources.count; i++)
        source_free(unit->sources.items[i]);
}

struct expr *expr_in_room(struct expr *expr)
{
    while (expr->kind == EXPR_PAREN && expr->count == 1)
        expr = expr->kids[0];
    return expr->kind == EXPR_CALL && expr->room ? expr : NULL;
}

struct expr *stmt_bare_call(const struct stmt *each)
{
    struct expr *call = expr_in_room(each->expr);
    return call && !each->is_async && call->function->definition->is_bare ? call : NULL;
}
