/* SPDX-License-Identifier: MIT
 *
 * A task is a struct of the future's core, the value and the frame. Until it runs for the first
 * time the arguments are where the frame will be.
 */
#include "emit/tasks.h"

#include "emit/functions.h"
#include "emit/place.h"
#include "emit/render.h"
#include "emit/run.h"
#include "lower/lower.h"

/* What a thunk starts: a function by its name, or whatever a call's operand points to. */
struct start {
    const char *name;          /* as the program has it */
    const char *stem;          /* of the thunk without what kind it is */
    struct function *function; /* NULL: through a pointer */
    struct type *result;
    struct type **params;
    unsigned param_count;
    struct func
        *embedded;        /* its frame is part of the task; NULL: it is called through its symbol */
    struct type *pointer; /* type of the pointer that is called; NULL: by name */
    bool is_main;
};

static const char *param_name(struct emission *em, unsigned i)
{
    return arena_printf(em->unit->arena, "async_a%u", i + 1);
}

static void write_task_struct(struct emission *em, const struct start *s)
{
    text_open_layout(em);
    text_printf(em, "struct %s__task {\n    struct async_future core;\n", s->stem);
    if (s->result->kind != TYPE_VOID)
        text_printf(em, "    %s;\n", text_declare(em, s->result, text_own(em, "value")));
    text_line(em, "    union {");
    if (s->embedded)
        text_printf(em, "        struct %s__frame frame;\n", s->embedded->stem);
    text_line(em, "        struct {\n            struct async_frame head;");
    if (s->pointer)
        text_printf(em, "            %s;\n", text_declare(em, s->pointer, text_own(em, "callee")));
    for (unsigned i = 0; i < s->param_count; i++)
        text_printf(em, "            %s;\n", text_declare(em, s->params[i], param_name(em, i)));
    text_line(em, "        } start;\n    } u;\n};");
    text_close_layout(em);
    text_line(em, "");
}

static void write_step_head(struct emission *em, const struct start *s, const char *which)
{
    text_printf(em,
                "static async_status %s__%s(struct async_frame *frame, struct async_task *task)\n"
                "{\n",
                s->stem, which);
}

static void write_task_pointer(struct emission *em, const struct start *s)
{
    text_printf(em, "    struct %s__task *t = (struct %s__task *)(void *)task;\n    (void)frame;\n",
                s->stem, s->stem);
}

static void write_continue(struct emission *em, const struct start *s)
{
    write_step_head(em, s, "continue");
    if (!s->embedded) {
        text_line(em, "    (void)frame;\n    return async_outcome(task);\n}\n");
        return;
    }
    write_task_pointer(em, s);
    text_printf(em, "    return %s__run(&t->u.frame, async_resumed_at(t->u.frame.%s), task",
                s->embedded->stem, s->embedded->machine->state_member);
    run_write_no_arguments(em, s->embedded->function);
    run_write_ret_argument(em, s->embedded->function, text_own(em, "&t->value"));
    text_line(em, ");\n}");
    run_write_places(em, s->embedded->machine, "continue");
    text_line(em, "");
}

/* Aggregates are moved out of the frame's way first; the run function takes their addresses. */
static void write_begin_embedded(struct emission *em, const struct start *s)
{
    for (unsigned i = 0; i < s->param_count; i++)
        if (s->params[i]->kind == TYPE_AGGREGATE)
            text_printf(em, "    %s = t->u.start.%s;\n",
                        text_declare(em, s->params[i], param_name(em, i)), param_name(em, i));
    text_printf(em, "    async_status st = %s__run(&t->u.frame, 0, task", s->embedded->stem);
    for (unsigned i = 0; i < s->param_count; i++)
        text_printf(em, s->params[i]->kind == TYPE_AGGREGATE ? ", &%s" : ", t->u.start.%s",
                    param_name(em, i));
    if (s->result->kind != TYPE_VOID)
        text_puts(em, ", &t->value");
    text_printf(em,
                ");\n    if (!async_over(st))\n        async_set_resume(frame, %s__continue);\n    "
                "return st;\n}\n\n",
                s->stem);
}

static void write_begin_boxed(struct emission *em, const struct start *s)
{
    bool has_value = s->result->kind != TYPE_VOID;
    const char *ret = text_own(em, has_value ? "&t->value" : "t");
    bool is_symbol = s->pointer || s->function->leaf_frame;
    if (is_symbol)
        text_printf(em, "    (void)task;\n    async_status st = ASYNC_CALL(%s, %s(", ret,
                    s->pointer ? text_own(em, "t->u.start.callee") : s->name);
    else
        text_printf(em, "    async_status st = %s__call(task%s", s->name,
                    s->param_count ? ", " : "");
    for (unsigned i = 0; i < s->param_count; i++)
        text_printf(em, "%st->u.start.%s", i ? ", " : "", param_name(em, i));
    if (!is_symbol && has_value)
        text_printf(em, ", %s", ret);
    text_puts(em, is_symbol ? "));\n" : ");\n");
    text_printf(
        em,
        "    if (!async_over(st)) {\n        async_link(st, frame);\n"
        "        async_set_resume(frame, %s__continue);\n        st = async_suspend(frame);\n    "
        "}\n"
        "    return st;\n}\n\n",
        s->stem);
}

static void write_assignment(struct emission *em, const struct type *type, const char *place,
                             const char *value)
{
    text_printf(em, "    %s\n", place_assignment(em->unit->arena, type, place, value));
}

static void write_spawn(struct emission *em, const struct start *s)
{
    const char *head =
        arena_printf(em->unit->arena,
                     text_own(em, "%s__spawn(struct async_owner *owner, enum async_how how, "
                                  "const struct async_site *site"),
                     s->stem);
    text_printf(em, "ASYNC_UNUSED static %s",
                text_declare(em, type_pointer_to(em->unit->arena, s->result), head));
    if (s->pointer)
        text_printf(em, ", %s", text_declare(em, s->pointer, text_own(em, "callee")));
    for (unsigned i = 0; i < s->param_count; i++)
        text_printf(em, ", %s", text_declare(em, s->params[i], param_name(em, i)));
    text_printf(em,
                ")\n{\n    struct %s__task *t = async_task_new(sizeof *t);\n"
                "    if (!t)\n        return 0;\n",
                s->stem);
    if (s->pointer)
        text_line(em, "    t->u.start.callee = callee;");
    for (unsigned i = 0; i < s->param_count; i++)
        write_assignment(
            em, s->params[i],
            arena_printf(em->unit->arena, text_own(em, "t->u.start.%s"), param_name(em, i)),
            param_name(em, i));
    text_printf(
        em,
        "    async_set_resume(&t->u, %s__begin);\n"
        "    async_task_begin(&t->core, &t->u.start.head, owner, how, site);\n"
        "    return %s;\n}\n\n",
        s->stem,
        text_own(em, s->result->kind == TYPE_VOID ? "(void *)(&t->core + 1)" : "&t->value"));
}

static void write_async_run(struct emission *em, const struct start *s)
{
    const struct type *result = s->result;
    bool has_value = result->kind != TYPE_VOID;
    text_printf(em, "static %s",
                text_declare(em, result, arena_printf(em->unit->arena, "%s__async_run(", s->stem)));
    const char *comma = "";
    if (s->pointer) {
        out_puts(em->out, text_declare(em, s->pointer, text_own(em, "callee")));
        comma = ", ";
    }
    for (unsigned i = 0; i < s->param_count; i++, comma = ", ")
        text_printf(em, "%s%s", comma, text_declare(em, s->params[i], param_name(em, i)));
    text_puts(em, *comma ? ")\n{\n" : "void)\n{\n");
    if (has_value)
        text_printf(em, "    static %s;\n    %s = none;\n",
                    text_declare(em, result, text_own(em, "none")),
                    text_declare(em, result, text_own(em, "value")));
    text_printf(
        em,
        "    static const struct async_site site = {\"%s\", 0, 0};\n"
        "    %s = async_run_open(ASYNC_ALL_PLACES) ? %s__spawn(ASYNC_NO_OWNER, ASYNC_KEPT, &site",
        s->name,
        text_declare(em, type_pointer_to(em->unit->arena, s->result), text_own(em, "handle")),
        s->stem);
    if (s->pointer)
        text_puts(em, ", callee");
    for (unsigned i = 0; i < s->param_count; i++)
        text_printf(em, ", %s", param_name(em, i));
    text_line(em, ") : 0;");
    const char *until = s->is_main ? "async_main_until" : "async_run_until";
    if (has_value) {
        text_printf(em, "    if (%s(handle) == 0)\n    ", until);
        write_assignment(em, result, text_own(em, "value"), text_own(em, "*handle"));
    } else {
        text_printf(em, s->is_main ? "    if (%s(handle))\n" : "    %s(handle);\n", until);
    }
    if (s->is_main)
        text_line(em, has_value ? "    else\n        value = async_main_failed();"
                                : "        async_main_failed();");
    text_line(em, "    async_task_free(handle);");
    if (s->is_main)
        text_line(em, "    async_main_over();");
    text_line(em, has_value ? "    return value;\n}\n" : "}\n");
}

static void write_thunks(struct emission *em, const struct start *s, bool is_run)
{
    out_generated(em->out);
    if (s->embedded)
        functions_declare(em, s->embedded);
    else if (!s->pointer && !s->function->leaf_frame)
        functions_declare_call(em, s->function);
    if (text_is_new(em, arena_printf(em->unit->arena, "%s__spawn", s->stem))) {
        write_task_struct(em, s);
        write_continue(em, s);
        write_step_head(em, s, "begin");
        write_task_pointer(em, s);
        if (s->embedded)
            write_begin_embedded(em, s);
        else
            write_begin_boxed(em, s);
        write_spawn(em, s);
    }
    if (is_run && text_is_new(em, arena_printf(em->unit->arena, "%s__async_run", s->stem)))
        write_async_run(em, s);
}

void tasks_write(struct emission *em, struct function *function, const struct func *before,
                 bool is_run)
{
    struct func *definition = function->definition;
    bool fits = definition && lower_frame_fits(definition, before);
    struct start start = {
        .name = function->name,
        .stem = function->stem,
        .function = function,
        .result = function->result,
        .params = function->params,
        .param_count = function->param_count,
        .embedded = fits ? definition : NULL,
        .is_main = function->is_main,
    };
    write_thunks(em, &start, is_run);
}

void tasks_write_pointer(struct emission *em, struct func *func, struct expr *expr)
{
    struct type *pointer = expr->kids[0]->kids[0]->type->value;
    struct type *type = pointer->kind == TYPE_FUNCTION ? pointer : pointer->result;
    struct start start = {
        .name = "(*)",
        .stem = render_start_name(em->unit->arena, func, expr),
        .result = type->result->value,
        .params = type->params,
        .param_count = type->param_count,
        .pointer = pointer,
    };
    write_thunks(em, &start, expr->kind == EXPR_RUN);
}
