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

#include "ast/rules.h"
#include "emit/body.h"
#include "lower/lower.h"

#include <stdarg.h>
#include <string.h>

/* Names in the text that is written here. Where the program has a macro of that name, another is
 * taken. */
static const char *const own_names[] = {
    "frame", "task",  "f",     "st",     "box",  "ret",  "t",      "u",    "start",
    "head",  "value", "owner", "callee", "core", "keep", "handle", "none", "tasks",
};

static bool is_own_name(const char *word, size_t size)
{
    for (size_t i = 0; i < sizeof own_names / sizeof *own_names; i++)
        if (word_is(word, size, own_names[i]))
            return true;
    return false;
}

static void put_word(struct emission *em, const char *word, size_t size)
{
    out_add(em->out, word, size);
    if (is_own_name(word, size) &&
        name_set_has(&em->unit->macros, arena_copy(em->unit->arena, word, size)))
        out_puts(em->out, "_own");
}

/* Writes generated text. */
static void put(struct emission *em, const char *text)
{
    while (*text) {
        size_t size = 0;
        while (is_word(text[size]))
            size++;
        if (size)
            put_word(em, text, size);
        else
            out_add(em->out, text, size = 1);
        text += size;
    }
}

static void putf(struct emission *em, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void putf(struct emission *em, const char *format, ...)
{
    struct str text = {0};
    va_list args;
    va_start(args, format);
    str_vprintf(&text, format, args);
    va_end(args);
    put(em, text.text);
    str_free(&text);
}

static void line(struct emission *em, const char *text)
{
    put(em, text);
    out_puts(em->out, "\n");
}

static const char *declare(struct emission *em, const struct type *type, const char *name)
{
    return type_declare(em->unit->arena, type, name);
}

void functions_copy_without_keywords(struct emission *em, struct source *source, unsigned begin,
                                     unsigned end)
{
    for (size_t i = 0; i < em->unit->keywords.count; i++) {
        struct span keyword = em->unit->keywords.items[i];
        if (keyword.source != source || keyword.begin < begin || keyword.end > end)
            continue;
        out_add(em->out, source->text + begin, keyword.begin - begin);
        begin = keyword.end;
    }
    out_add(em->out, source->text + begin, end - begin);
}

/* ---- frames
 * ----------------------------------------------------------------------------------------- */

static void indent(struct emission *em, unsigned depth)
{
    putf(em, "%*s", (int)(4 * depth), "");
}

static void write_part(struct emission *em, const struct frame_part *part)
{
    if (part->var)
        put(em, declare(em, part->var->type, part->member));
    else if (part->temp)
        put(em, declare(em, part->temp->type, part->member));
    else if (part->await->how == AWAIT_EMBEDDED)
        putf(em, "struct %s__frame %s", part->await->callee->name, part->member);
    else if (part->await->how == AWAIT_LEAF)
        putf(em, "%s %s", part->await->callee->leaf_frame, part->member);
    else
        put(em, declare(em, part->await->type, part->member));
    line(em, ";");
}

static void write_layout(struct emission *em, const struct machine *m,
                         const struct frame_node *node, unsigned depth)
{
    indent(em, depth);
    if (node->kind == FRAME_ITEM) {
        write_part(em, &m->parts[node->item]);
        return;
    }
    line(em, node->kind == FRAME_UNION ? "union {" : "struct {");
    for (unsigned i = 0; i < node->count; i++)
        write_layout(em, m, node->kids[i], depth + 1);
    indent(em, depth);
    line(em, "};");
}

/* The outermost struct of the layout is the frame itself. */
static void write_members(struct emission *em, const struct machine *m, unsigned depth)
{
    if (!m->layout)
        return;
    if (m->layout->kind != FRAME_STRUCT) {
        write_layout(em, m, m->layout, depth);
        return;
    }
    for (unsigned i = 0; i < m->layout->count; i++)
        write_layout(em, m, m->layout->kids[i], depth);
}

static void write_ret(struct emission *em, const struct machine *m, unsigned depth)
{
    indent(em, depth);
    put(em, declare(em, m->func->function->result, m->ret_member));
    line(em, ";");
}

static void write_kept(struct emission *em, const struct machine *m)
{
    bool has_ret = m->is_embedded && m->func->function->result->kind != TYPE_VOID;
    if (!has_ret) {
        write_members(em, m, 1);
        return;
    }
    if (!m->shares_ret || !m->layout) {
        write_ret(em, m, 1);
        write_members(em, m, 1);
        return;
    }
    line(em, "    union {");
    write_ret(em, m, 2);
    if (m->layout->kind == FRAME_STRUCT) {
        line(em, "        struct {");
        write_members(em, m, 3);
        line(em, "        };");
    } else {
        write_members(em, m, 2);
    }
    line(em, "    };");
}

static void write_frame(struct emission *em, const struct machine *m)
{
    const char *name = m->func->name;
    putf(em, "struct %s__frame {\n    struct async_frame head;\n    unsigned %s;\n", name,
         m->state_member);
    if (m->has_owner)
        putf(em, "    struct async_owner %s;\n", m->owner_member);
    write_kept(em, m);
    line(em, "};\n");
}

static void write_states(struct emission *em, const struct machine *m)
{
    size_t count = m->func->awaits.count;
    if (!count)
        return;
    put(em, count == 1 ? "enum { " : "enum {\n");
    for (size_t i = 0; i < count; i++) {
        const char *format = count == 1 ? "%s = 1 };\n" : i ? "    %s,\n" : "    %s = 1,\n";
        putf(em, format, m->awaits[i].state);
    }
    put(em, count == 1 ? "\n" : "};\n\n");
}

/* ---- the run function
 * ------------------------------------------------------------------------------- */

static bool is_by_address(const struct var *param)
{
    return param->type->kind == TYPE_AGGREGATE;
}

static void write_run_head(struct emission *em, const struct machine *m)
{
    struct func *func = m->func;
    putf(em, "static async_status %s__run(struct %s__frame *%s, unsigned %s, struct async_task *%s",
         func->name, func->name, m->frame, m->at, m->task);
    for (unsigned i = 0; i < func->param_count; i++) {
        struct var *param = func->vars.items[i];
        const char *input = m->inputs[i];
        if (is_by_address(param))
            putf(em, ", const %s",
                 declare(em, param->type->value, arena_printf(em->unit->arena, "*%s", input)));
        else
            putf(em, ", %s",
                 declare(em, param->is_resident ? param->type->value : param->type, input));
    }
    if (func->function->result->kind != TYPE_VOID)
        putf(em, ", %s",
             declare(em, type_pointer_to(em->unit->arena, func->function->result), m->ret));
    put(em, ")");
}

/* Calls through pointers find the task by themselves. */
static bool needs_task(const struct machine *m)
{
    for (size_t i = 0; i < m->func->awaits.count; i++)
        if (m->awaits[i].how != AWAIT_BOXED || m->awaits[i].callee)
            return true;
    return false;
}

static void write_switch(struct emission *em, const struct machine *m)
{
    size_t count = m->func->awaits.count;
    if (!count) {
        putf(em, "    (void)%s;\n    (void)%s;\n    (void)%s;\n", m->frame, m->at, m->task);
        return;
    }
    putf(em, "    switch (%s) {\n    case 0: break;\n", m->at);
    for (size_t i = 0; i < count; i++)
        putf(em, "    case %s: goto %s;\n", m->awaits[i].state, m->awaits[i].state);
    line(em, "    default: ASYNC_NOT_REACHED();\n    }");
    if (!needs_task(m))
        putf(em, "    (void)%s;\n", m->task);
}

static void write_temps(struct emission *em, const struct machine *m)
{
    if (m->func->awaits.count)
        putf(em, "    async_status %s;\n", m->status);
    for (size_t i = 0; i < m->temps.count; i++)
        putf(em, "    %s;\n", declare(em, m->temps.items[i]->type, m->temps.items[i]->name));
}

/* What a call that begins, rather than resumes, does ahead of the body. */
static void write_entry(struct emission *em, const struct machine *m)
{
    if (m->has_owner)
        putf(em, "    %s->%s.tasks = 0;\n", m->frame, m->owner_member);
    for (unsigned i = 0; i < m->func->param_count; i++) {
        struct var *param = m->func->vars.items[i];
        if (!param->name || m->inputs[i] == param->name)
            continue;
        const char *star = is_by_address(param) ? "*" : "";
        if (param->is_resident && param->type->is_const)
            putf(em, "    *(%s *)&%s->%s = %s%s;\n", type_name(em->unit->arena, param->type->value),
                 m->frame, param->member, star, m->inputs[i]);
        else if (param->is_resident)
            putf(em, "    %s->%s = %s%s;\n", m->frame, param->member, star, m->inputs[i]);
        else
            putf(em, "    %s = %s%s;\n", declare(em, param->type, param->name), star, m->inputs[i]);
    }
}

static const char *const function_names[] = {"__func__", "__FUNCTION__", "__PRETTY_FUNCTION__"};

/* __func__ in the body says the user's name. */
static void write_function_name(struct emission *em, const struct func *func, bool begins)
{
    if (!func->names_itself)
        return;
    for (size_t i = 0; i < 3; i++) {
        if (begins)
            putf(em, "#define %s %s__name\n", function_names[i], func->name);
        else
            putf(em, "#undef %s\n", function_names[i]);
    }
}

static bool ends_in_return(const struct stmt *body)
{
    return body->body.count && body->body.items[body->body.count - 1]->kind == STMT_RETURN;
}

static void write_body(struct emission *em, struct func *func)
{
    struct machine *m = func->machine;
    struct emitter e = {em->unit, em->diag, em->out, func, m};
    if (em->out->has_lines)
        out_at(em->out, func->span.source, func->body->span.begin);
    em->out->indent = 1;
    body_emit(&e);
    if (!ends_in_return(func->body)) {
        put(em, em->out->has_lines ? " " : "    ");
        if (func->function->is_main)
            putf(em, "*%s = 0; ", m->ret);
        body_emit_done(&e);
    }
    put(em, "\n}\n");
    out_generated(em->out);
}

static void write_run(struct emission *em, struct func *func)
{
    struct machine *m = func->machine;
    write_run_head(em, m);
    line(em, "\n{");
    if (func->names_itself)
        putf(em, "    static const char %s__name[] ASYNC_UNUSED = \"%s\";\n", func->name,
             func->name);
    write_temps(em, m);
    write_switch(em, m);
    write_entry(em, m);
    write_function_name(em, func, true);
    write_body(em, func);
    write_function_name(em, func, false);
}

/* ---- calls of the run function
 * ------------------------------------------------------------------------ */

static void write_ret_argument(struct emission *em, const struct function *function,
                               const char *ret)
{
    if (function->result->kind != TYPE_VOID)
        putf(em, ", %s", ret);
}

/* Arguments of a call that resumes. Nothing reads them; but compilers that do not see this would
 * warn of a null pointer. */
static void write_no_arguments(struct emission *em, const struct function *function)
{
    for (unsigned i = 0; i < function->param_count; i++) {
        const struct type *type = function->params[i];
        bool is_pointer = type->kind == TYPE_SCALAR && type->result;
        put(em, is_pointer ? ", (void *)frame" : ", 0");
    }
}

static void write_resume(struct emission *em, const struct machine *m)
{
    const char *name = m->func->name;
    putf(em,
         "\nstatic async_status %s__resume(struct async_frame *frame, struct async_task *task)\n"
         "{\n"
         "    struct %s__frame *f = (struct %s__frame *)frame;\n"
         "    return %s__run(f, async_resumed_at(f->%s), task",
         name, name, name, name, m->state_member);
    write_no_arguments(em, m->func->function);
    write_ret_argument(em, m->func->function,
                       arena_printf(em->unit->arena, "&f->%s", m->ret_member));
    line(em, ");\n}");
}

/* ---- the symbol
 * ----------------------------------------------------------------------------------------- */

static void write_unbox(struct emission *em, const struct machine *m)
{
    const char *name = m->func->name;
    const struct function *function = m->func->function;
    putf(em, "\nstruct %s__box {\n    struct %s__frame frame;\n", name, name);
    if (function->result->kind != TYPE_VOID)
        putf(em, "    %s;\n",
             declare(em, type_pointer_to(em->unit->arena, function->result), "ret"));
    putf(em,
         "};\n\n"
         "static async_status %s__unbox(struct async_frame *frame, struct async_task *task)\n"
         "{\n"
         "    struct %s__box *box = (struct %s__box *)frame;\n"
         "    async_status st = %s__run(&box->frame, async_resumed_at(box->frame.%s), task",
         name, name, name, name, m->state_member);
    write_no_arguments(em, function);
    write_ret_argument(em, function, "box->ret");
    line(em, ");\n    if (!st)\n        async_pop(task, box);\n    return st;\n}\n");
}

static void write_no_value(struct emission *em, const struct type *result)
{
    if (result->kind == TYPE_SCALAR)
        line(em, "    return 0;");
    else if (result->kind != TYPE_VOID)
        putf(em, "    static %s;\n    return none;\n", declare(em, result, "none"));
}

/* The i-th argument as it is handed on to the run function, which takes aggregates by address. */
static const char *symbol_argument(struct emission *em, const struct machine *m, unsigned i,
                                   bool to_run)
{
    const struct var *param = m->func->vars.items[i];
    const char *name = param->name ? param->name : m->inputs[i];
    return to_run && is_by_address(param) ? arena_printf(em->unit->arena, "&%s", name) : name;
}

/* `T name(params)`, as the user's definition begins or, where parameters lack names, spelled out.
 */
static void write_symbol_head(struct emission *em, const struct func *func)
{
    functions_copy_without_keywords(em, func->span.source, func->span.begin,
                                    func->body->span.begin);
    put(em, out_ends_line(em->out) ? "{\n" : "\n{\n");
}

/* The call that starts the program comes from outside any loop. */
static void write_main_entry(struct emission *em, const struct machine *m)
{
    if (m->is_boxed)
        put(em, "    if (!async_is_called())\n    ");
    put(em, "    return main__async_run(");
    for (unsigned i = 0; i < m->func->param_count; i++)
        putf(em, "%s%s", i ? ", " : "", symbol_argument(em, m, i, false));
    line(em, ");");
}

static void write_main(struct emission *em, const struct machine *m)
{
    put(em, "\n");
    write_symbol_head(em, m->func);
    write_main_entry(em, m);
    line(em, "}");
}

/* `async_status f__call(task, parameters, ret)`, named or, with names NULL, as a prototype. */
static void write_call_head(struct emission *em, const struct function *function,
                            const struct machine *names)
{
    putf(em, "%sasync_status %s__call(struct async_task *%s", function->is_static ? "static " : "",
         function->name, names ? names->task : "task");
    for (unsigned i = 0; i < function->param_count; i++) {
        const struct var *param = names ? names->func->vars.items[i] : NULL;
        const char *name = !param ? "" : param->name ? param->name : names->inputs[i];
        putf(em, ", %s", declare(em, function->params[i], name));
    }
    if (function->result->kind != TYPE_VOID)
        putf(em, ", %s",
             declare(em, type_pointer_to(em->unit->arena, function->result),
                     names ? names->ret : ""));
    put(em, ")");
}

/* A function that never waits needs no frame. */
static bool is_frameless(const struct machine *m)
{
    return !m->func->awaits.count && !m->has_owner && !m->layout;
}

static void write_arguments(struct emission *em, const struct machine *m)
{
    for (unsigned i = 0; i < m->func->param_count; i++)
        putf(em, ", %s", symbol_argument(em, m, i, true));
    write_ret_argument(em, m->func->function, m->ret);
}

static void write_frameless_call(struct emission *em, const struct machine *m)
{
    put(em, "\n");
    write_call_head(em, m->func->function, m);
    putf(em, "\n{\n    return %s__run(0, 0, %s", m->func->name, m->task);
    write_arguments(em, m);
    line(em, ");\n}");
}

static void write_call(struct emission *em, const struct machine *m)
{
    if (is_frameless(m)) {
        write_frameless_call(em, m);
        return;
    }
    const struct func *func = m->func;
    const char *name = func->name, *local = m->frame, *task = m->task, *status = m->status;
    write_unbox(em, m);
    write_call_head(em, func->function, m);
    putf(em,
         "\n{\n"
         "    struct %s__box *%s = async_push(%s, sizeof *%s);\n"
         "    if (!%s)\n"
         "        async_no_memory(\"%s\");\n",
         name, local, task, local, local, name);
    if (func->function->result->kind != TYPE_VOID)
        putf(em, "    %s->ret = %s;\n", local, m->ret);
    putf(em, "    async_status %s = %s__run(&%s->frame, 0, %s", status, name, local, task);
    write_arguments(em, m);
    putf(em,
         ");\n"
         "    if (%s)\n"
         "        async_set_resume(%s, %s__unbox);\n"
         "    else\n"
         "        async_pop(%s, %s);\n"
         "    return %s;\n}\n",
         status, local, name, task, local, status);
}

static void write_symbol(struct emission *em, const struct machine *m)
{
    const struct func *func = m->func;
    const struct type *result = func->function->result;
    put(em, func->function->is_static ? "\nASYNC_UNUSED " : "\n");
    write_symbol_head(em, func);
    if (func->function->is_main)
        write_main_entry(em, m);
    if (result->kind != TYPE_VOID)
        putf(em, "    %s = async_take_ret(\"%s\");\n",
             declare(em, type_pointer_to(em->unit->arena, (struct type *)result), m->ret),
             func->name);
    else
        putf(em, "    async_take_ret(\"%s\");\n", func->name);
    putf(em, "    async_set_status(%s__call(async_current_task()", func->name);
    for (unsigned i = 0; i < func->param_count; i++)
        putf(em, ", %s", symbol_argument(em, m, i, false));
    write_ret_argument(em, func->function, m->ret);
    line(em, "));");
    write_no_value(em, result);
    line(em, "}");
}

/* ---- declarations ahead
 * ----------------------------------------------------------------------------------- */

static void declare_frame(struct emission *em, struct func *func);

static bool is_new_name(struct emission *em, const char *name)
{
    if (name_set_has(&em->written, name))
        return false;
    name_set_add(&em->written, em->unit->arena, name, strlen(name));
    return true;
}

/* The prototype of f__call, once. */
static void declare_call(struct emission *em, const struct function *function)
{
    if (!is_new_name(em, arena_printf(em->unit->arena, "%s__call", function->name)))
        return;
    out_generated(em->out);
    write_call_head(em, function, NULL);
    line(em, ";");
}

static void declare_callees(struct emission *em, struct func *func)
{
    for (size_t i = 0; i < func->awaits.count; i++) {
        const struct await *await = &func->machine->awaits[i];
        if (await->how == AWAIT_EMBEDDED)
            declare_frame(em, await->callee->definition);
        else if (await->how == AWAIT_BOXED && await->callee)
            declare_call(em, await->callee);
    }
}

/* The frame, and prototypes of the functions, once. */
static void declare_frame(struct emission *em, struct func *func)
{
    struct machine *m = func->machine;
    if (m->is_declared)
        return;
    m->is_declared = true;
    declare_callees(em, func);
    out_generated(em->out);
    write_frame(em, m);
    write_states(em, m);
    if (!func->span.source->is_main) {
        functions_define(em, func, false);
        return;
    }
    write_run_head(em, m);
    line(em, ";");
    if (m->is_embedded)
        putf(
            em,
            "static async_status %s__resume(struct async_frame *frame, struct async_task *task);\n",
            func->name);
    line(em, "");
}

/* ---- tasks
 * --------------------------------------------------------------------------------------------------
 */

/* What a thunk starts: a function by its name, or whatever a call's operand points to. */
struct start {
    const char *name;          /* of the thunk without what kind it is */
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
    return arena_printf(em->unit->arena, "a%u", i + 1);
}

static void write_task_struct(struct emission *em, const struct start *s)
{
    putf(em, "struct %s__task {\n    struct async_future core;\n", s->name);
    if (s->result->kind != TYPE_VOID)
        putf(em, "    %s;\n", declare(em, s->result, "value"));
    line(em, "    union {");
    if (s->embedded)
        putf(em, "        struct %s__frame frame;\n", s->embedded->name);
    line(em, "        struct {\n            struct async_frame head;");
    if (s->pointer)
        putf(em, "            %s;\n", declare(em, s->pointer, "callee"));
    for (unsigned i = 0; i < s->param_count; i++)
        putf(em, "            %s;\n", declare(em, s->params[i], param_name(em, i)));
    line(em, "        } start;\n    } u;\n};\n");
}

static void write_step_head(struct emission *em, const struct start *s, const char *which)
{
    putf(em,
         "static async_status %s__%s(struct async_frame *frame, struct async_task *task)\n"
         "{\n",
         s->name, which);
}

static void write_task_pointer(struct emission *em, const struct start *s)
{
    putf(em, "    struct %s__task *t = (struct %s__task *)(void *)task;\n    (void)frame;\n",
         s->name, s->name);
}

static void write_continue(struct emission *em, const struct start *s)
{
    write_step_head(em, s, "continue");
    if (!s->embedded) {
        line(em, "    (void)frame;\n    (void)task;\n    return ASYNC_DONE;\n}\n");
        return;
    }
    write_task_pointer(em, s);
    putf(em, "    return %s__run(&t->u.frame, async_resumed_at(t->u.frame.%s), task",
         s->embedded->name, s->embedded->machine->state_member);
    write_no_arguments(em, s->embedded->function);
    write_ret_argument(em, s->embedded->function, "&t->value");
    line(em, ");\n}\n");
}

/* Aggregates are moved out of the frame's way first; the run function takes their addresses. */
static void write_begin_embedded(struct emission *em, const struct start *s)
{
    for (unsigned i = 0; i < s->param_count; i++)
        if (s->params[i]->kind == TYPE_AGGREGATE)
            putf(em, "    %s = t->u.start.%s;\n", declare(em, s->params[i], param_name(em, i)),
                 param_name(em, i));
    putf(em, "    async_status st = %s__run(&t->u.frame, 0, task", s->embedded->name);
    for (unsigned i = 0; i < s->param_count; i++)
        putf(em, s->params[i]->kind == TYPE_AGGREGATE ? ", &%s" : ", t->u.start.%s",
             param_name(em, i));
    if (s->result->kind != TYPE_VOID)
        put(em, ", &t->value");
    putf(em,
         ");\n    if (st)\n        async_set_resume(frame, %s__continue);\n    return st;\n}\n\n",
         s->name);
}

static void write_begin_boxed(struct emission *em, const struct start *s)
{
    bool has_value = s->result->kind != TYPE_VOID;
    const char *ret = has_value ? "&t->value" : "t";
    if (s->pointer)
        putf(em, "    (void)task;\n    async_status st = ASYNC_CALL(%s, t->u.start.callee(", ret);
    else
        putf(em, "    async_status st = %s__call(task%s", s->name, s->param_count ? ", " : "");
    for (unsigned i = 0; i < s->param_count; i++)
        putf(em, "%st->u.start.%s", i ? ", " : "", param_name(em, i));
    if (!s->pointer && has_value)
        putf(em, ", %s", ret);
    put(em, s->pointer ? "));\n" : ");\n");
    putf(em,
         "    if (st) {\n        async_link(st, frame);\n"
         "        async_set_resume(frame, %s__continue);\n        st = async_suspend(frame);\n    "
         "}\n"
         "    return st;\n}\n\n",
         s->name);
}

static void write_spawn(struct emission *em, const struct start *s)
{
    const char *head =
        arena_printf(em->unit->arena, "%s__spawn(struct async_owner *owner, int keep", s->name);
    putf(em, "ASYNC_UNUSED static %s",
         declare(em, type_pointer_to(em->unit->arena, s->result), head));
    if (s->pointer)
        putf(em, ", %s", declare(em, s->pointer, "callee"));
    for (unsigned i = 0; i < s->param_count; i++)
        putf(em, ", %s", declare(em, s->params[i], param_name(em, i)));
    putf(em,
         ")\n{\n    struct %s__task *t = async_task_new(sizeof *t);\n"
         "    if (!t) {\n        if (owner)\n            async_no_memory(\"%s\");\n"
         "        return 0;\n    }\n",
         s->name, s->name);
    if (s->pointer)
        line(em, "    t->u.start.callee = callee;");
    for (unsigned i = 0; i < s->param_count; i++)
        putf(em, "    t->u.start.%s = %s;\n", param_name(em, i), param_name(em, i));
    putf(em,
         "    async_set_resume(&t->u, %s__begin);\n"
         "    async_task_start(&t->core, &t->u.start.head, owner, keep);\n"
         "    return %s;\n}\n\n",
         s->name, s->result->kind == TYPE_VOID ? "(void *)(&t->core + 1)" : "&t->value");
}

static void write_async_run(struct emission *em, const struct start *s)
{
    const struct type *result = s->result;
    bool has_value = result->kind != TYPE_VOID;
    putf(em, "static %s",
         declare(em, result, arena_printf(em->unit->arena, "%s__async_run(", s->name)));
    const char *comma = "";
    if (s->pointer) {
        put(em, declare(em, s->pointer, "callee"));
        comma = ", ";
    }
    for (unsigned i = 0; i < s->param_count; i++, comma = ", ")
        putf(em, "%s%s", comma, declare(em, s->params[i], param_name(em, i)));
    put(em, *comma ? ")\n{\n" : "void)\n{\n");
    if (has_value)
        putf(em, "    static %s;\n    %s = none;\n", declare(em, result, "none"),
             declare(em, result, "value"));
    putf(em, "    %s = %s__spawn(ASYNC_NO_OWNER, 1",
         declare(em, type_pointer_to(em->unit->arena, s->result), "handle"), s->name);
    if (s->pointer)
        put(em, ", callee");
    for (unsigned i = 0; i < s->param_count; i++)
        putf(em, ", %s", param_name(em, i));
    line(em, ");");
    line(em, has_value ? "    if (async_run_until(handle) == 0)\n        value = *handle;"
                       : "    async_run_until(handle);");
    if (s->is_main)
        line(em, "    else\n        value = async_main_failed();");
    line(em, "    async_task_free(handle);");
    line(em, has_value ? "    return value;\n}\n" : "}\n");
}

static void write_thunks(struct emission *em, const struct start *s, bool is_run)
{
    out_generated(em->out);
    if (s->embedded)
        declare_frame(em, s->embedded);
    else if (!s->pointer)
        declare_call(em, s->function);
    if (is_new_name(em, arena_printf(em->unit->arena, "%s__spawn", s->name))) {
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
    if (is_run && is_new_name(em, arena_printf(em->unit->arena, "%s__async_run", s->name)))
        write_async_run(em, s);
}

static void start_of_function(struct emission *em, struct function *function,
                              const struct func *before, bool is_run)
{
    struct func *definition = function->definition;
    bool fits = definition && lower_frame_fits(definition, before);
    struct start start = {
        .name = function->name,
        .function = function,
        .result = function->result,
        .params = function->params,
        .param_count = function->param_count,
        .embedded = fits ? definition : NULL,
        .is_main = function->is_main,
    };
    write_thunks(em, &start, is_run);
}

static void start_of_pointer(struct emission *em, struct func *func, struct expr *expr)
{
    struct type *pointer = expr->kids[0]->kids[0]->type->value;
    struct type *type = pointer->kind == TYPE_FUNCTION ? pointer : pointer->result;
    struct start start = {
        .name = render_start_name(em->unit->arena, func, expr),
        .result = type->result->value,
        .params = type->params,
        .param_count = type->param_count,
        .pointer = pointer,
    };
    write_thunks(em, &start, expr->kind == EXPR_RUN);
}

void functions_prepare(struct emission *em, struct func *func)
{
    if (func->machine)
        declare_callees(em, func);
    for (size_t i = 0; i < func->starts.count; i++) {
        struct expr *start = func->starts.items[i];
        struct function *function = start->kids[0]->function;
        if (function)
            start_of_function(em, function, func, start->kind == EXPR_RUN);
        else
            start_of_pointer(em, func, start);
    }
}

/* ---- the whole
 * --------------------------------------------------------------------------------------------- */

void functions_define(struct emission *em, struct func *func, bool has_symbol)
{
    struct machine *m = func->machine;
    if (!is_new_name(em, func->name))
        return;
    functions_prepare(em, func);
    out_generated(em->out);
    if (!m->is_declared) {
        m->is_declared = true;
        write_frame(em, m);
        write_states(em, m);
    }
    write_run(em, func);
    if (m->is_embedded)
        write_resume(em, m);
    if (func->function->is_main)
        start_of_function(em, func->function, func, true);
    if (func->function->is_main && !m->is_boxed) {
        write_main(em, m);
        return;
    }
    if (m->is_boxed || has_symbol)
        write_call(em, m);
    if (has_symbol)
        write_symbol(em, m);
}
