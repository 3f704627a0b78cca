/* SPDX-License-Identifier: MIT
 *
 * The frame's parts are the variables and temps that are saved somewhere and the frames of callees.
 * Two must be apart when both are needed during one await, or are resident and needed at one point;
 * flow/frame finds the layout.
 */
#include "lower/parts.h"

#include "ast/rules.h"
#include "flow/exits.h"

#include <string.h>

enum { HEAD_SIZE = 20 /* of the head and the state */, OWNER_SIZE = 24 };

/* ---- the parts of the frame ---- */

static void refuse_unkeepable(struct lowering *l, const struct var *var)
{
    if (var->kind == VAR_LITERAL && var->type->is_variable)
        rule_report(l->diag, RULE_VARIABLE_LENGTH, var->span, "");
    if (!var->type->is_local)
        return;
    const char *name = var->name ? arena_printf(l->unit->arena, "'%s'", var->name) : "this object";
    rule_report(l->diag, RULE_LOCAL_TYPE, var->span, name);
    unit_wish(l->unit, WISH_MOVE_TYPES, l->func->span);
}

struct part_list {
    VEC(struct frame_part) list;
    VEC(struct frame_item) items;
};

static void add_part(struct part_list *parts, struct frame_part part, unsigned long size,
                     unsigned long align)
{
    *vec_push(&parts->list) = part;
    *vec_push(&parts->items) = (struct frame_item){size ? size : 1, align ? align : 1};
}

/* A member's name: `name`, or the first of name_2, name_3, ... that is neither another's nor a
 * macro. */
static const char *free_member(struct lowering *l, struct name_set *members, const char *name)
{
    const char *member;
    do
        member = name_set_add_free(members, l->unit->arena, name);
    while (name_set_has(&l->unit->macros, member));
    return member;
}

static void add_var_parts(struct lowering *l, struct part_list *parts, struct name_set *members)
{
    struct func *func = l->func;
    struct bits saved = bits_new(l->unit->arena, (unsigned)func->vars.count + 1);
    for (size_t i = 0; i < func->awaits.count; i++)
        for (unsigned w = 0; w < saved.word_count; w++)
            saved.words[w] |= l->live->saved[i].words[w];
    for (size_t i = 0; i < func->vars.count; i++) {
        struct var *var = func->vars.items[i];
        if ((!bits_has(saved, var->index) && !var->is_resident) || var->kind == VAR_TYPE)
            continue;
        refuse_unkeepable(l, var);
        var->member = free_member(l, members, var->name ? var->name : "literal");
        const struct type *type = var->type->erased ? var->type->erased : var->type;
        add_part(parts, (struct frame_part){.var = var, .member = var->member}, type->size,
                 type->align);
    }
}

static void add_temp_parts(struct lowering *l, struct part_list *parts, struct name_set *members)
{
    struct machine *machine = l->machine;
    for (size_t i = 0; i < l->func->awaits.count; i++) {
        struct await *await = &machine->awaits[i];
        for (size_t t = 0; t < await->temps.count; t++) {
            struct temp *temp = await->temps.items[t];
            if (temp->member)
                continue;
            temp->member = free_member(l, members, temp->name);
            add_part(parts, (struct frame_part){.temp = temp, .member = temp->member},
                     temp->type->size, temp->type->align);
        }
    }
}

/* About how large the runtime's frames are; the layout does not depend on getting it right. */
static unsigned long leaf_size(const char *type)
{
    static const struct {
        const char *type;
        unsigned long size;
    } sizes[] = {
        {"struct async_wait", 1},
        {"struct async_poll", 24},
        {"struct async_io", 40},
        {"struct async_io_peer", 56},
    };
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        if (strcmp(type, sizes[i].type) == 0)
            return sizes[i].size;
    return 64;
}

static void add_await_parts(struct lowering *l, struct part_list *parts, struct name_set *members)
{
    for (size_t i = 0; i < l->func->awaits.count; i++) {
        struct await *await = &l->machine->awaits[i];
        if (!await->member)
            continue;
        await->member = free_member(l, members, await->member);
        unsigned long size = await->type->size, align = await->type->align;
        if (await->how == AWAIT_EMBEDDED) {
            size = await->callee->definition->machine->size;
            align = await->callee->definition->machine->align;
        } else if (await->how == AWAIT_JOIN || await->how == AWAIT_NEXT) {
            size = 40, align = 8;
        } else if (await->how == AWAIT_LEAF) {
            size = leaf_size(await->callee->leaf_frame);
            align = size > 1 ? 8 : 1;
        }
        add_part(parts, (struct frame_part){.await = await, .member = await->member}, size, align);
    }
}

static void add_owner_parts(struct lowering *l, struct part_list *parts, struct name_set *members)
{
    for (size_t i = 0; i < l->func->owners.count; i++) {
        struct owner *owner = l->func->owners.items[i];
        if (owner->is_of_call) {
            owner->member = l->machine->owner_member;
            continue;
        }
        owner->member = free_member(l, members, "tasks");
        add_part(parts, (struct frame_part){.owner = owner, .member = owner->member}, OWNER_SIZE,
                 8);
    }
}

static void add_timeout_parts(struct lowering *l, struct part_list *parts, struct name_set *members)
{
    for (size_t i = 0; i < l->func->timeouts.count; i++) {
        struct exit *exit = l->func->timeouts.items[i];
        exit->member = free_member(l, members, "timeout");
        add_part(parts, (struct frame_part){.timeout = exit, .member = exit->member}, 96, 8);
    }
}

/* ---- which parts must be apart ---- */

/* The item of each var and temp; ~0u: has none. */
struct item_map {
    unsigned *vars, *temps;
};

static struct item_map map_items(struct lowering *l)
{
    struct machine *machine = l->machine;
    struct item_map map = {
        arena_array(l->unit->arena, unsigned, l->func->vars.count + 1),
        arena_array(l->unit->arena, unsigned, machine->temps.count + 1),
    };
    memset(map.vars, 0xff, sizeof *map.vars * l->func->vars.count);
    memset(map.temps, 0xff, sizeof *map.temps * machine->temps.count);
    for (unsigned i = 0; i < machine->part_count; i++) {
        if (machine->parts[i].var)
            map.vars[machine->parts[i].var->index] = i;
        if (machine->parts[i].temp)
            map.temps[machine->parts[i].temp->index] = i;
    }
    return map;
}

static bool is_alone(const struct frame_part *part)
{
    return (part->var && part->var->is_alone) || (part->temp && part->temp->is_resident) ||
           part->owner || part->timeout;
}

/* `all` and `lone`, those that must be apart from all, are empty. */
static void keep_lone_apart(const struct machine *machine, struct bits *apart, struct bits all,
                            struct bits lone)
{
    for (unsigned i = 0; i < machine->part_count; i++) {
        bits_add(all, i);
        bits_put(lone, i, is_alone(&machine->parts[i]));
    }
    for (unsigned i = 0; i < machine->part_count; i++) {
        bits_or(apart[i], bits_has(lone, i) ? all : lone);
        bits_remove(apart[i], i);
    }
}

/* All that is in the frame during one await is apart. `together` is empty between uses. */
static void keep_await_apart(struct await *await, struct item_map map, unsigned own,
                             struct bits *apart, struct bits together)
{
    for (size_t i = 0; i < await->vars.count; i++)
        bits_add(together, map.vars[await->vars.items[i]->index]);
    for (size_t i = 0; i < await->temps.count; i++)
        bits_add(together, map.temps[await->temps.items[i]->index]);
    if (own != ~0u)
        bits_add(together, own);
    BITS_EACH(i, together)
    {
        bits_or(apart[i], together);
        bits_remove(apart[i], i);
    }
    bits_clear(together);
}

static void keep_residents_apart(struct lowering *l, struct item_map map, struct bits *apart)
{
    for (size_t i = 0; i < l->func->vars.count; i++) {
        if (map.vars[i] == ~0u || !l->func->vars.items[i]->is_resident)
            continue;
        BITS_EACH(k, l->live->overlap[i])
        {
            if (k == i || map.vars[k] == ~0u)
                continue;
            bits_add(apart[map.vars[i]], map.vars[k]);
            bits_add(apart[map.vars[k]], map.vars[i]);
        }
    }
}

static struct bits *find_apart(struct lowering *l)
{
    struct machine *machine = l->machine;
    struct bits *apart = arena_array(l->unit->arena, struct bits, machine->part_count + 1);
    for (unsigned i = 0; i < machine->part_count; i++)
        apart[i] = bits_new(l->unit->arena, machine->part_count);
    struct item_map map = map_items(l);
    unsigned *own = arena_array(l->unit->arena, unsigned, l->func->awaits.count + 1);
    memset(own, 0xff, sizeof *own * l->func->awaits.count);
    for (unsigned i = 0; i < machine->part_count; i++)
        if (machine->parts[i].await)
            own[machine->parts[i].await - machine->awaits] = i;
    struct bits together = bits_new(l->unit->arena, machine->part_count);
    for (size_t i = 0; i < l->func->awaits.count; i++)
        keep_await_apart(&machine->awaits[i], map, own[i], apart, together);
    keep_residents_apart(l, map, apart);
    keep_lone_apart(machine, apart, together, bits_new(l->unit->arena, machine->part_count));
    return apart;
}

/* ---- the frame as a whole ---- */

static unsigned later_of(unsigned a, unsigned b)
{
    return a > b ? a : b;
}

static unsigned signature_begins(const struct function *function)
{
    unsigned begins = function->result->begins;
    for (unsigned i = 0; i < function->param_count; i++)
        begins = later_of(begins, function->params[i]->begins);
    return begins;
}

static unsigned frame_begins(const struct func *func)
{
    const struct machine *machine = func->machine;
    unsigned begins = signature_begins(func->function);
    if (func->is_generator)
        begins = later_of(begins, func->yielded->begins);
    for (unsigned i = 0; i < machine->part_count; i++) {
        const struct frame_part *part = &machine->parts[i];
        if (part->var)
            begins = later_of(begins, part->var->type->begins);
        else if (part->temp)
            begins = later_of(begins, part->temp->type->begins);
        else if (part->owner || part->timeout)
            continue;
        else if (part->await->how == AWAIT_EMBEDDED)
            begins = later_of(begins, part->await->callee->definition->machine->begins);
        else
            begins = later_of(begins, part->await->type->begins);
    }
    return begins;
}

/* Does something in the frame have to be ended after the value is there? */
static bool ends_any(const struct func *func)
{
    for (size_t i = 0; i < func->vars.count; i++)
        if (var_is_ended(func->vars.items[i]))
            return true;
    return func->uses_errors || func->owners.count;
}

static void estimate_size(struct machine *machine)
{
    const struct type *result = machine->func->function->result;
    machine->shares_ret = result->kind == TYPE_SCALAR && !ends_any(machine->func);
    unsigned long size = machine->layout ? machine->layout->size : 0;
    unsigned long align = machine->layout ? machine->layout->align : 1;
    if (machine->shares_ret && result->size > size)
        size = result->size;
    else if (result->kind == TYPE_AGGREGATE)
        size += result->size;
    if (result->align > align)
        align = result->align;
    unsigned long at = (HEAD_SIZE + align - 1) / align * align;
    machine->align = align > 8 ? align : 8;
    machine->size = (at + size + machine->align - 1) / machine->align * machine->align;
    if (machine->has_owner)
        machine->size += OWNER_SIZE;
}

static void take_words(struct lowering *l, struct name_set *members, const char *text)
{
    for (size_t size; *text; text += size ? size : 1) {
        for (size = 0; is_word(text[size]);)
            size++;
        if (size)
            name_set_add(members, l->unit->arena, text, size);
    }
}

/* A member that is named like a type hides it from what is declared inside of it. */
static void take_type_words(struct lowering *l, struct name_set *members)
{
    for (size_t i = 0; i < l->func->vars.count; i++)
        take_words(l, members, l->func->vars.items[i]->type->prefix);
    for (size_t i = 0; i < l->machine->temps.count; i++)
        take_words(l, members, l->machine->temps.items[i]->type->prefix);
}

void parts_lay_out(struct lowering *l)
{
    struct machine *machine = l->machine;
    struct part_list parts = {0};
    struct name_set members = {0};
    const char *taken[] = {"head", machine->state_member, machine->ret_member,
                           machine->owner_member};
    for (size_t i = 0; i < sizeof taken / sizeof *taken; i++)
        name_set_add(&members, l->unit->arena, taken[i], strlen(taken[i]));
    take_type_words(l, &members);
    add_var_parts(l, &parts, &members);
    add_temp_parts(l, &parts, &members);
    add_await_parts(l, &parts, &members);
    add_owner_parts(l, &parts, &members);
    add_timeout_parts(l, &parts, &members);
    machine->part_count = (unsigned)parts.list.count;
    machine->parts = arena_array(l->unit->arena, struct frame_part, machine->part_count + 1);
    if (machine->part_count)
        memcpy(machine->parts, parts.list.items, sizeof *machine->parts * machine->part_count);
    struct bits *apart = find_apart(l);
    machine->layout = frame_layout(l->unit->arena, parts.items.items, machine->part_count, apart);
    vec_free(&parts.list);
    vec_free(&parts.items);
    machine->begins = frame_begins(l->func);
    estimate_size(machine);
}
