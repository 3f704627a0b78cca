/* SPDX-License-Identifier: MIT
 *
 * The functions are visited callees first, along the calls. A callee that is being visited already
 * calls itself, directly or through others; its frame cannot be inside its own, so that call is
 * boxed.
 *
 * The frame's parts are the variables and temps that are saved somewhere and the frames of callees.
 * Two must be apart when both are needed during one await, or are resident and needed at one point;
 * flow/frame finds the layout.
 */
#include "lower/lower.h"

#include "ast/rules.h"
#include "flow/cfg.h"
#include "flow/hidden.h"
#include "flow/live.h"
#include "lower/stmts.h"

#include <string.h>

enum { HEAD_SIZE = 20 /* of the head and the state */, OWNER_SIZE = 24 };

static void lower_func(struct unit *unit, struct diag *diag, struct func *func);

/* ---- where frames can be declared
 * ---------------------------------------------------------------- */

/* An offset in the main file; functions out of headers come before all of it. */
static unsigned place_of(const struct func *func)
{
    return func->span.source->is_main ? func->span.begin : 0;
}

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

bool lower_frame_fits(const struct func *definition, const struct func *before)
{
    return definition->machine && definition->machine->is_laid_out &&
           (place_of(definition) < place_of(before) || !definition->span.source->is_main ||
            definition->machine->begins <= place_of(before));
}

/* ---- awaits
 * -------------------------------------------------------------------------------------- */

static void choose_how(struct func *func, struct await *await)
{
    struct expr *call = await->expr->kids[0];
    if (call->kind != EXPR_CALL || !call->is_async) {
        await->how = AWAIT_FUTURE;
        return;
    }
    await->how = AWAIT_BOXED;
    await->callee = call->function;
    if (!await->callee)
        return;
    struct func *definition = await->callee->definition;
    if (await->callee->leaf_frame)
        await->how = AWAIT_LEAF;
    else if (definition && lower_frame_fits(definition, func))
        await->how = AWAIT_EMBEDDED;
    if (definition && await->how == AWAIT_EMBEDDED)
        definition->machine->is_embedded = true;
    else if (definition)
        definition->machine->is_boxed = true;
}

static const char *callee_name(const struct await *await)
{
    if (await->callee)
        return await->callee->name;
    return await->how == AWAIT_FUTURE ? "future" : "called";
}

static void make_await(struct unit *unit, struct func *func, unsigned i)
{
    struct await *await = &func->machine->awaits[i];
    await->expr = func->awaits.items[i];
    await->line = source_line(await->expr->span.source, await->expr->span.begin);
    await->type = await->expr->type->value;
    choose_how(func, await);
    const char *state = arena_printf(unit->arena, "%s_line_%u", func->name, await->line);
    await->state = unit_free_name(unit, state);
    if (await->how == AWAIT_FUTURE || (await->how == AWAIT_BOXED && await->type->kind == TYPE_VOID))
        return;
    const char *member = arena_printf(unit->arena, "%s_%u", callee_name(await), await->line);
    bool is_taken = name_set_has(&unit->used, member); /* by a macro, perhaps */
    await->member = is_taken ? unit_free_name(unit, member) : member;
}

static void lower_callees(struct unit *unit, struct diag *diag, struct func *func)
{
    for (size_t i = 0; i < func->awaits.count; i++) {
        struct expr *call = func->awaits.items[i]->kids[0];
        if (call->kind == EXPR_CALL && call->function && call->function->definition)
            lower_func(unit, diag, call->function->definition);
    }
}

/* ---- the parts of the frame
 * ---------------------------------------------------------------------- */

/* The value and the arguments of a task are where the runtime puts them. */
static void refuse_alignment(struct diag *diag, const struct type *type, struct span span,
                             const char *what)
{
    if (type->align > FRAME_ALIGN)
        rule_report(diag, RULE_OVERALIGNED, span, what);
}

static void refuse_unkeepable(struct diag *diag, const struct var *var)
{
    const char *name = var->name ? var->name : "this object";
    if (var->type->is_local)
        rule_report(diag, RULE_LOCAL_TYPE, var->span, name);
}

static const char *member_name(struct unit *unit, struct name_set *members, const char *name)
{
    const char *free_name = name;
    for (unsigned i = 2; name_set_has(members, free_name); i++)
        free_name = arena_printf(unit->arena, "%s_%u", name, i);
    name_set_add(members, unit->arena, free_name, strlen(free_name));
    return free_name;
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

static void add_var_parts(struct lowering *l, struct part_list *parts, struct name_set *members)
{
    struct func *func = l->func;
    struct bits saved = bits_new(l->unit->arena, (unsigned)func->vars.count + 1);
    for (size_t i = 0; i < func->awaits.count; i++)
        for (unsigned w = 0; w < saved.word_count; w++)
            saved.words[w] |= l->live->saved[i].words[w];
    for (size_t i = 0; i < func->vars.count; i++) {
        struct var *var = func->vars.items[i];
        if (!bits_has(saved, var->index) && !var->is_resident)
            continue;
        refuse_unkeepable(l->diag, var);
        var->member = member_name(l->unit, members, var->name ? var->name : "literal");
        add_part(parts, (struct frame_part){.var = var, .member = var->member}, var->type->size,
                 var->type->align);
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
            temp->member = member_name(l->unit, members, temp->name);
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
        await->member = member_name(l->unit, members, await->member);
        unsigned long size = await->type->size, align = await->type->align;
        if (await->how == AWAIT_EMBEDDED) {
            size = await->callee->definition->machine->size;
            align = await->callee->definition->machine->align;
        } else if (await->how == AWAIT_LEAF) {
            size = leaf_size(await->callee->leaf_frame);
            align = size > 1 ? 8 : 1;
        }
        add_part(parts, (struct frame_part){.await = await, .member = await->member}, size, align);
    }
}

/* ---- which parts must be apart
 * -------------------------------------------------------------------- */

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

static void keep_apart(struct bits *apart, const unsigned *items, unsigned count)
{
    for (unsigned i = 0; i < count; i++)
        for (unsigned k = 0; k < count; k++)
            if (i != k)
                bits_add(apart[items[i]], items[k]);
}

static void keep_apart_from_all(struct bits *apart, unsigned item, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        if (i == item)
            continue;
        bits_add(apart[item], i);
        bits_add(apart[i], item);
    }
}

/* All that is in the frame during one await is apart. */
static void keep_await_apart(struct await *await, struct item_map map, unsigned own,
                             struct bits *apart)
{
    VEC(unsigned) together = {0};
    for (size_t i = 0; i < await->vars.count; i++)
        *vec_push(&together) = map.vars[await->vars.items[i]->index];
    for (size_t i = 0; i < await->temps.count; i++)
        *vec_push(&together) = map.temps[await->temps.items[i]->index];
    if (own != ~0u)
        *vec_push(&together) = own;
    keep_apart(apart, together.items, (unsigned)together.count);
    vec_free(&together);
}

static void keep_residents_apart(struct lowering *l, struct item_map map, struct bits *apart)
{
    for (size_t i = 0; i < l->func->vars.count; i++) {
        if (map.vars[i] == ~0u || !l->func->vars.items[i]->is_resident)
            continue;
        for (size_t k = 0; k < l->func->vars.count; k++)
            if (k != i && map.vars[k] != ~0u && bits_has(l->live->overlap[i], (unsigned)k)) {
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
    for (size_t i = 0; i < l->func->awaits.count; i++)
        keep_await_apart(&machine->awaits[i], map, own[i], apart);
    keep_residents_apart(l, map, apart);
    for (unsigned i = 0; i < machine->part_count; i++)
        if ((machine->parts[i].var && machine->parts[i].var->is_alone) ||
            (machine->parts[i].temp && machine->parts[i].temp->is_resident))
            keep_apart_from_all(apart, i, machine->part_count);
    return apart;
}

/* ---- the frame as a whole
 * ------------------------------------------------------------------------ */

static unsigned frame_begins(const struct func *func)
{
    const struct machine *machine = func->machine;
    unsigned begins = signature_begins(func->function);
    for (unsigned i = 0; i < machine->part_count; i++) {
        const struct frame_part *part = &machine->parts[i];
        if (part->var)
            begins = later_of(begins, part->var->type->begins);
        else if (part->temp)
            begins = later_of(begins, part->temp->type->begins);
        else if (part->await->how == AWAIT_EMBEDDED)
            begins = later_of(begins, part->await->callee->definition->machine->begins);
        else
            begins = later_of(begins, part->await->type->begins);
    }
    return begins;
}

static void estimate_size(struct machine *machine)
{
    const struct type *result = machine->func->function->result;
    machine->shares_ret = result->kind == TYPE_SCALAR;
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

static void lay_out(struct lowering *l)
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

/* ---- one function
 * -------------------------------------------------------------------------------- */

static void choose_names(struct unit *unit, struct func *func)
{
    struct machine *machine = func->machine;
    struct {
        const char **name;
        const char *wish;
    } names[] = {
        {&machine->frame, "f"},        {&machine->at, "at"},
        {&machine->task, "task"},      {&machine->ret, "ret"},
        {&machine->status, "st"},      {&machine->state_member, "state"},
        {&machine->ret_member, "ret"}, {&machine->owner_member, "owner"},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *name = names[i].wish;
        for (unsigned k = 2; name_set_has(&unit->used, name); k++)
            name = arena_printf(unit->arena, "%s_%u", names[i].wish, k);
        *names[i].name = name;
    }
}

static bool holds_word(const char *text, const char *word)
{
    for (size_t size; *text; text += size ? size : 1) {
        for (size = 0; is_word(text[size]);)
            size++;
        if (size && word_is(text, size, word))
            return true;
    }
    return false;
}

/* Does a parameter of that name hide a type that the run function's own declarations speak of? */
static bool hides_type(const struct machine *machine, const char *name)
{
    if (holds_word(machine->func->function->result->prefix, name))
        return true;
    for (size_t i = 0; i < machine->temps.count; i++)
        if (holds_word(machine->temps.items[i]->type->prefix, name))
            return true;
    return false;
}

/* Most parameters of the run function are the user's. */
static void name_inputs(struct unit *unit, struct machine *machine)
{
    struct func *func = machine->func;
    machine->inputs = arena_array(unit->arena, const char *, func->param_count + 1);
    for (unsigned i = 0; i < func->param_count; i++) {
        struct var *param = func->vars.items[i];
        if (!param->name)
            machine->inputs[i] = unit_free_name(unit, "unnamed");
        else if (param->type->kind == TYPE_AGGREGATE || param->is_resident ||
                 hides_type(machine, param->name))
            machine->inputs[i] =
                unit_free_name(unit, arena_printf(unit->arena, "%s_in", param->name));
        else
            machine->inputs[i] = param->name;
    }
}

/* The text of included files is not copied, so nothing in it can be replaced. */
static void refuse_included_names(struct unit *unit, const struct func *func, struct diag *diag)
{
    for (size_t i = 0; i < func->names.count; i++) {
        const struct expr *name = func->names.items[i];
        if (!name->var->is_resident || name->span.source == func->span.source)
            continue;
        rule_report(
            diag, RULE_UNSUPPORTED, name->span,
            "a local that lives in the frame, in a file that is included inside a function");
        unit_wish(unit, WISH_INLINE, name->span);
    }
}

static void note_saved_vars(struct lowering *l)
{
    for (size_t i = 0; i < l->func->awaits.count; i++)
        for (size_t v = 0; v < l->func->vars.count; v++)
            if (bits_has(l->live->saved[i], (unsigned)v))
                *vec_add(l->unit->arena, &l->machine->awaits[i].vars) = l->func->vars.items[v];
}

static bool has_await(const struct expr *expr)
{
    if (expr->kind == EXPR_AWAIT)
        return true;
    for (unsigned i = 0; i < expr->count; i++)
        if (has_await(expr->kids[i]))
            return true;
    return false;
}

static bool is_named_in(const struct func *func, const struct var *var, struct span span)
{
    for (size_t i = 0; i < func->names.count; i++) {
        const struct expr *name = func->names.items[i];
        if (name->var == var && name->span.begin >= span.begin && name->span.end <= span.end)
            return true;
    }
    return false;
}

/* `struct s x = await f(sizeof x);`: the steps come before the declaration, where x is not x yet.
 * So it lives in the frame. */
static void keep_what_names_itself(const struct func *func, const struct stmt *stmt)
{
    for (size_t i = 0; i < stmt->decls.count; i++) {
        const struct decl *decl = &stmt->decls.items[i];
        bool names_itself = decl->var && decl->init && !decl->var->is_resident &&
                            has_await(decl->init) && is_named_in(func, decl->var, decl->init->span);
        if (names_itself)
            decl->var->is_resident = decl->var->is_alone = true;
    }
    for (size_t i = 0; i < stmt->body.count; i++)
        keep_what_names_itself(func, stmt->body.items[i]);
    const struct stmt *parts[] = {stmt->init, stmt->then, stmt->other};
    for (size_t i = 0; i < 3; i++)
        if (parts[i])
            keep_what_names_itself(func, parts[i]);
}

static bool has_spawn(const struct func *func)
{
    for (size_t i = 0; i < func->starts.count; i++)
        if (func->starts.items[i]->kind == EXPR_SPAWN)
            return true;
    return false;
}

/* Names in a header's function are not among those of the main file. */
static void use_names_of(struct unit *unit, const struct func *func)
{
    if (func->span.source->is_main)
        return;
    const char *text = func->span.source->text;
    for (unsigned i = func->span.begin; i < func->span.end; i++) {
        unsigned begin = i;
        while (i < func->span.end && is_word(text[i]))
            i++;
        if (i > begin && is_word_start(text[begin]))
            name_set_add(&unit->used, unit->arena, text + begin, i - begin);
    }
}

static void lower_func(struct unit *unit, struct diag *diag, struct func *func)
{
    if (func->machine)
        return;
    struct machine *machine = func->machine = arena_new(unit->arena, struct machine);
    machine->func = func;
    lower_callees(unit, diag, func);
    use_names_of(unit, func);
    machine->has_owner = has_spawn(func);
    hidden_find(func);
    struct cfg *cfg = cfg_build(unit->arena, func);
    struct live *live = live_compute(unit->arena, func, cfg, machine->has_owner);
    cfg_free(cfg);
    keep_what_names_itself(func, func->body);
    for (size_t i = 0; i < func->blocks.count; i++)
        keep_what_names_itself(func, func->blocks.items[i]);
    machine->awaits = arena_array(unit->arena, struct await, func->awaits.count + 1);
    for (unsigned i = 0; i < func->awaits.count; i++)
        make_await(unit, func, i);
    choose_names(unit, func);
    struct lowering lowering = {unit, diag, func, machine, live};
    note_saved_vars(&lowering);
    refuse_included_names(unit, func, diag);
    lower_stmts(&lowering, func->body);
    name_inputs(unit, machine);
    lay_out(&lowering);
    machine->is_laid_out = true;
}

/* A task's frame holds that of what it runs, where that can be declared by then. */
static void prepare_starts(const struct func *func, struct diag *diag)
{
    for (size_t i = 0; i < func->starts.count; i++) {
        const struct expr *call = func->starts.items[i]->kids[0];
        refuse_alignment(diag, call->type, call->span, "its value");
        for (unsigned k = 1; k < call->count; k++)
            refuse_alignment(diag, call->kids[k]->type->value, call->kids[k]->span,
                             "this argument");
        const struct function *function = call->function;
        struct func *definition = function ? function->definition : NULL;
        if (definition && !lower_frame_fits(definition, func))
            definition->machine->is_boxed = true;
    }
}

void lower_unit(struct unit *unit, struct diag *diag)
{
    for (size_t i = 0; i < unit->funcs.count; i++)
        lower_func(unit, diag, unit->funcs.items[i]);
    for (size_t i = 0; i < unit->funcs.count; i++)
        prepare_starts(unit->funcs.items[i], diag);
    for (size_t i = 0; i < unit->plain.count; i++)
        prepare_starts(unit->plain.items[i], diag);
}
