/* SPDX-License-Identifier: MIT
 *
 * What other files, pointers and recursive calls use: f__call, which takes a frame from the task's
 * stack, and the symbol f itself, which has the type that the user declared.
 */
#include "emit/symbols.h"

#include "emit/run.h"
#include "lower/effects.h"

static void write_unbox(struct emission *em, const struct machine *m)
{
    const char *stem = m->func->stem;
    const struct function *function = m->func->function;
    text_line(em, "");
    text_open_layout(em);
    text_printf(em, "struct %s__box {\n    struct %s__frame frame;\n", stem, stem);
    if (function->result->kind != TYPE_VOID)
        text_printf(em, "    %s;\n",
                    text_declare(em, type_pointer_to(em->unit->arena, function->result),
                                 text_own(em, "ret")));
    text_line(em, "};");
    text_close_layout(em);
    text_line(em, "");
    run_write_attributes(em, function);
    text_printf(
        em,
        "static async_status %s__unbox(struct async_frame *frame, struct async_task *task)\n"
        "{\n"
        "    struct %s__box *box = (struct %s__box *)frame;\n"
        "    return async_unbox(task, box, %s__run(&box->frame, async_resumed_at(box->frame.%s), "
        "task",
        stem, stem, stem, stem, m->state_member);
    run_write_no_arguments(em, function);
    run_write_ret_argument(em, function, text_own(em, "box->ret"));
    text_line(em, "));\n}");
    run_write_places(em, m, "unbox");
    text_line(em, "");
}

static void write_no_value(struct emission *em, const struct type *result)
{
    if (result->kind == TYPE_SCALAR)
        text_line(em, "    return 0;");
    else if (result->kind != TYPE_VOID)
        text_printf(em, "    static %s;\n    return none;\n",
                    text_declare(em, result, text_own(em, "none")));
}

/* Does working it out do anything but read? */
static bool has_effect(struct expr *expr)
{
    effects_compute(expr);
    return expr->effects & (EFFECT_WRITE | EFFECT_LOCAL_WRITE | EFFECT_AWAIT);
}

/* The run function works the sizes out. Sizes that do more than that stand there alone. */
void symbols_write_head(struct emission *em, const struct func *func)
{
    unsigned at = func->span.begin;
    for (size_t i = 0; i < func->sizes.count; i++) {
        struct expr *size = func->sizes.items[i].expr;
        if (size->span.begin < at || !has_effect(size))
            continue;
        text_copy(em, func->span.source, at, size->span.begin);
        text_puts(em, "1");
        at = size->span.end;
    }
    text_copy(em, func->span.source, at, func->body->span.begin);
}

/* What a parameter without a name was given cannot be told from any other value. */
static void write_nameless(struct emission *em, const struct machine *m)
{
    for (unsigned i = 0; i < m->func->param_count; i++) {
        const struct var *param = m->func->vars.items[i];
        if (!param->name && !param->type->is_variable)
            text_printf(em, "    static %s;\n",
                        text_declare(em, m->func->function->params[i], m->inputs[i]));
    }
}

void symbols_begin(struct emission *em, const struct machine *m)
{
    symbols_write_head(em, m->func);
    text_puts(em, out_ends_line(em->out) ? "{\n" : "\n{\n");
    write_nameless(em, m);
}

const char *symbols_argument(const struct machine *m, unsigned i)
{
    const struct var *param = m->func->vars.items[i];
    if (!param->name)
        return param->type->is_variable ? "0" : m->inputs[i];
    return param->name;
}

/* The call that starts the program comes from outside any loop. */
static void write_main_entry(struct emission *em, const struct machine *m)
{
    bool has_value = m->func->function->result->kind != TYPE_VOID;
    if (m->is_boxed)
        text_puts(em, "    if (!async_is_called()) {\n    ");
    text_printf(em, "    %s%s__async_run(", has_value ? "return " : "", m->func->stem);
    for (unsigned i = 0; i < m->func->param_count; i++)
        text_printf(em, "%s%s", i ? ", " : "", symbols_argument(m, i));
    text_line(em, ");");
    if (m->is_boxed)
        text_line(em, has_value ? "    }" : "        return;\n    }");
}

void symbols_write_main(struct emission *em, const struct machine *m)
{
    text_puts(em, "\n");
    symbols_begin(em, m);
    write_main_entry(em, m);
    text_line(em, "}");
}

/* `async_status f__call(task, parameters, ret)`, named or, with names NULL, as a prototype. */
void symbols_write_call_head(struct emission *em, const struct function *function,
                             const struct machine *names)
{
    bool is_local = function->is_static || function_is_elsewhere(function);
    if (names)
        run_write_attributes(em, function);
    if (is_local)
        text_puts(em, "static ");
    else if (function->visibility)
        text_printf(em, "__attribute__((__visibility__(\"%s\"))) ", function->visibility);
    text_printf(em, "async_status %s__call(struct async_task *%s", function->name,
                names ? names->task : text_own(em, "task"));
    for (unsigned i = 0; i < function->param_count; i++) {
        const struct var *param = names ? names->func->vars.items[i] : NULL;
        const char *name = !param ? "" : param->name ? param->name : names->inputs[i];
        text_printf(em, ", %s", text_declare(em, function->params[i], name));
    }
    if (function->result->kind != TYPE_VOID)
        text_printf(em, ", %s",
                    text_declare(em, type_pointer_to(em->unit->arena, function->result),
                                 names ? names->ret : ""));
    text_puts(em, ")");
}

/* A function that never waits needs no frame. */
static bool is_frameless(const struct machine *m)
{
    return !m->func->awaits.count && !m->has_owner && !m->layout;
}

static void write_arguments(struct emission *em, const struct machine *m)
{
    for (unsigned i = 0; i < m->func->param_count; i++) {
        const struct var *param = m->func->vars.items[i];
        text_printf(em, ", %s%s", run_takes_address(param) ? "&" : "",
                    param->name ? param->name : m->inputs[i]);
    }
    run_write_ret_argument(em, m->func->function, m->ret);
}

static void write_frameless_call(struct emission *em, const struct machine *m)
{
    text_puts(em, "\n");
    symbols_write_call_head(em, m->func->function, m);
    text_printf(em, "\n{\n    return %s__run(0, 0, %s", m->func->stem, m->task);
    write_arguments(em, m);
    text_line(em, ");\n}");
}

void symbols_write_call(struct emission *em, const struct machine *m)
{
    if (is_frameless(m)) {
        write_frameless_call(em, m);
        return;
    }
    const struct func *func = m->func;
    const char *stem = func->stem, *local = m->frame, *task = m->task, *status = m->status;
    write_unbox(em, m);
    symbols_write_call_head(em, func->function, m);
    text_printf(em,
                "\n{\n"
                "    struct %s__box *%s = async_push(%s, sizeof *%s);\n"
                "    if (!%s)\n"
                "        return async_throw_no_memory(%s);\n",
                stem, local, task, local, local, task);
    if (func->function->result->kind != TYPE_VOID)
        text_printf(em, "    %s->ret = %s;\n", local, m->ret);
    text_printf(em, "    async_status %s = %s__run(&%s->frame, 0, %s", status, stem, local, task);
    write_arguments(em, m);
    text_printf(em,
                ");\n"
                "    if (async_over(%s))\n"
                "        async_pop(%s, %s);\n"
                "    else\n"
                "        async_set_resume(%s, %s__unbox);\n"
                "    return %s;\n}\n",
                status, task, local, local, stem, status);
}

void symbols_write(struct emission *em, const struct machine *m)
{
    const struct func *func = m->func;
    const struct type *result = func->function->result;
    if (function_is_elsewhere(func->function)) {
        text_puts(em, "\n");
        symbols_write_head(em, func);
        text_line(em, ";");
        return;
    }
    text_puts(em, func->function->is_static ? "\nASYNC_UNUSED " : "\n");
    symbols_begin(em, m);
    if (func->function->is_main)
        write_main_entry(em, m);
    if (result->kind != TYPE_VOID)
        text_printf(
            em, "    %s = async_take_ret(\"%s\");\n",
            text_declare(em, type_pointer_to(em->unit->arena, (struct type *)result), m->ret),
            func->name);
    else
        text_printf(em, "    async_take_ret(\"%s\");\n", func->name);
    text_printf(em, "    async_set_status(%s__call(async_current_task()", func->name);
    for (unsigned i = 0; i < func->param_count; i++)
        text_printf(em, ", %s", symbols_argument(m, i));
    run_write_ret_argument(em, func->function, m->ret);
    text_line(em, "));");
    write_no_value(em, result);
    text_line(em, "}");
}
