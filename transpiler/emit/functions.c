/* SPDX-License-Identifier: MIT
 *
 * For an async function `int f(int n)`:
 *
 *     struct f__frame                 what lives across its awaits
 *     f__run                          the body
 *     f__resume                       for a caller that has f's frame inside its own
 *     struct f__box, f__unbox, f__call   for any other: its frame comes from the task's stack
 *     f                               the symbol, for pointers to it (see <async/frame.h>)
 *     struct f__task, f__begin, f__continue, f__spawn     a task, where something spawns it
 *     f__async_run                    the same from an ordinary function
 *
 * Only what is used is written.
 */
#include "emit/functions.h"

#include "emit/frames.h"
#include "emit/generators.h"
#include "emit/run.h"
#include "emit/symbols.h"
#include "emit/tasks.h"

/* The prototype of f__call, once. */
void functions_declare_call(struct emission *em, const struct function *function)
{
    if (!text_is_new(em, arena_printf(em->unit->arena, "%s__call", function->name)))
        return;
    out_generated(em->out);
    symbols_write_call_head(em, function, NULL);
    text_line(em, ";");
}

static void declare_callees(struct emission *em, struct func *func)
{
    for (size_t i = 0; i < func->awaits.count; i++) {
        const struct await *await = &func->machine->awaits[i];
        if (await->how == AWAIT_EMBEDDED)
            functions_declare(em, await->callee->definition);
        else if (await->how == AWAIT_BOXED && await->callee)
            functions_declare_call(em, await->callee);
    }
}

static void declare_generators(struct emission *em, struct func *func)
{
    for (size_t i = 0; i < func->rooms.count; i++)
        functions_declare(em, func->rooms.items[i]->function->definition);
}

static void write_frame(struct emission *em, struct func *func)
{
    out_generated(em->out);
    frames_write(em, func->machine);
    frames_write_states(em, func->machine);
    run_write_sites(em, func->machine);
}

/* The frame, and prototypes of the functions, once. */
void functions_declare(struct emission *em, struct func *func)
{
    struct machine *m = func->machine;
    if (m->is_declared)
        return;
    m->is_declared = true;
    declare_callees(em, func);
    declare_generators(em, func);
    write_frame(em, func);
    run_write_head(em, m);
    text_line(em, ";");
    if (func->is_generator)
        generators_declare(em, m);
    if (m->is_embedded)
        text_printf(
            em,
            "static async_status %s__resume(struct async_frame *frame, struct async_task *task);\n",
            func->stem);
    text_line(em, "");
}

void functions_prepare(struct emission *em, struct func *func)
{
    if (func->machine)
        declare_callees(em, func);
    declare_generators(em, func);
    for (size_t i = 0; i < func->starts.count; i++) {
        struct expr *start = func->starts.items[i];
        struct function *function = start->kids[0]->function;
        if (function)
            tasks_write(em, function, func, start->kind == EXPR_RUN);
        else
            tasks_write_pointer(em, func, start);
    }
}

void functions_define(struct emission *em, struct func *func, bool has_symbol)
{
    struct machine *m = func->machine;
    if (!text_is_new(em, func->name))
        return;
    functions_prepare(em, func);
    out_generated(em->out);
    bool is_new = !m->is_declared;
    m->is_declared = true;
    if (is_new)
        write_frame(em, func);
    if (func->is_generator) {
        if (is_new)
            generators_declare(em, m);
        generators_write_prototype(em, func);
        run_write(em, func);
        generators_write(em, m);
        return;
    }
    run_write(em, func);
    if (m->is_embedded)
        run_write_resume(em, m);
    if (func->function->is_main)
        tasks_write(em, func->function, func, true);
    if (func->function->is_main && !m->is_boxed) {
        symbols_write_main(em, m);
        return;
    }
    if (m->is_boxed || (has_symbol && !function_is_elsewhere(func->function)))
        symbols_write_call(em, m);
    if (has_symbol)
        symbols_write(em, m);
}
