/* SPDX-License-Identifier: MIT
 *
 * A frame as a struct: the layout's structs and unions are anonymous, so that every part is reached
 * by its name alone. A scalar value may lie where the saved variables are: it is written when they
 * are no longer needed.
 */
#include "emit/frames.h"

#include "emit/place.h"

static void indent(struct emission *em, unsigned depth)
{
    text_printf(em, "%*s", (int)(4 * depth), "");
}

static void write_part(struct emission *em, const struct frame_part *part)
{
    if (part->var)
        out_puts(em->out, place_declare_var(em->unit->arena, part->var));
    else if (part->temp)
        out_puts(em->out, place_declare(em->unit->arena, part->temp->type, part->member));
    else if (part->owner)
        text_printf(em, "struct async_owner %s", part->member);
    else if (part->timeout)
        text_printf(em, "struct async_timeout %s", part->member);
    else if (part->await->how == AWAIT_NEXT)
        text_printf(em, "struct async_gen_wait %s", part->member);
    else if (part->await->how == AWAIT_JOIN)
        text_printf(em, "struct async_join %s", part->member);
    else if (part->await->how == AWAIT_EMBEDDED)
        text_printf(em, "struct %s__frame %s", part->await->callee->stem, part->member);
    else if (part->await->how == AWAIT_LEAF)
        text_printf(em, "%s %s", part->await->callee->leaf_frame, part->member);
    else
        out_puts(em->out, place_declare(em->unit->arena, part->await->type, part->member));
    text_line(em, ";");
}

static void write_layout(struct emission *em, const struct machine *m,
                         const struct frame_node *node, unsigned depth)
{
    indent(em, depth);
    if (node->kind == FRAME_ITEM) {
        write_part(em, &m->parts[node->item]);
        return;
    }
    text_line(em, node->kind == FRAME_UNION ? "union {" : "struct {");
    for (unsigned i = 0; i < node->count; i++)
        write_layout(em, m, node->kids[i], depth + 1);
    indent(em, depth);
    text_line(em, "};");
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
    out_puts(em->out, place_declare(em->unit->arena, m->func->function->result, m->ret_member));
    text_line(em, ";");
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
    text_line(em, "    union {");
    write_ret(em, m, 2);
    if (m->layout->kind == FRAME_STRUCT) {
        text_line(em, "        struct {");
        write_members(em, m, 3);
        text_line(em, "        };");
    } else {
        write_members(em, m, 2);
    }
    text_line(em, "    };");
}

void frames_write(struct emission *em, const struct machine *m)
{
    text_open_layout(em);
    text_printf(em, "struct %s__frame {\n    struct async_frame head;\n    unsigned %s;\n",
                m->func->stem, m->state_member);
    if (m->has_owner)
        text_printf(em, "    struct async_owner %s;\n", m->owner_member);
    write_kept(em, m);
    text_line(em, "};");
    text_close_layout(em);
    text_line(em, "");
}

void frames_write_states(struct emission *em, const struct machine *m)
{
    size_t count = m->func->awaits.count;
    if (!count)
        return;
    text_puts(em, count == 1 ? "enum { " : "enum {\n");
    for (size_t i = 0; i < count; i++) {
        const char *format = count == 1 ? "%s = 1 };\n" : i ? "    %s,\n" : "    %s = 1,\n";
        text_printf(em, format, m->awaits[i].state);
    }
    text_puts(em, count == 1 ? "\n" : "};\n\n");
}
