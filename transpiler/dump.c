/* SPDX-License-Identifier: MIT
 *
 * One function for each dump. Those behind the tree run their stage again on each async function.
 */
#include "dump.h"

#include "flow/hidden.h"
#include "flow/live.h"
#include "lower/machine.h"

#include <stdio.h>

static void dump_flow(struct unit *unit, bool live)
{
    for (size_t i = 0; i < unit->funcs.count; i++) {
        struct func *func = unit->funcs.items[i];
        hidden_find(func);
        struct cfg *cfg = cfg_build(unit->arena, func);
        if (live)
            live_dump(func, live_compute(unit->arena, func, cfg, false), stdout);
        else
            cfg_dump(func, cfg, stdout);
        cfg_free(cfg);
    }
}

static void dump_layout(const struct machine *m, const struct frame_node *node, int depth)
{
    printf("%*s", 2 * depth, "");
    if (node->kind == FRAME_ITEM) {
        const struct frame_part *part = &m->parts[node->item];
        const char *what = part->await                             ? "callee"
                           : part->temp || !part->var->is_resident ? "saved"
                                                                   : "resident";
        printf("%s: %s, %lu bytes\n", part->member, what, node->size);
        return;
    }
    printf("%s, about %lu bytes\n", node->kind == FRAME_UNION ? "one of" : "all of", node->size);
    for (unsigned i = 0; i < node->count; i++)
        dump_layout(m, node->kids[i], depth + 1);
}

static void dump_frames(const struct unit *unit)
{
    for (size_t i = 0; i < unit->funcs.count; i++) {
        const struct machine *m = unit->funcs.items[i]->machine;
        if (!m)
            continue;
        printf("%s: about %lu bytes\n", m->func->name, m->size);
        if (m->layout)
            dump_layout(m, m->layout, 1);
    }
}

static void dump_await(const struct await *await)
{
    static const char *const how[] = {"embedded", "leaf", "boxed", "future"};
    printf("  %s: %s %s, saves", await->state, how[await->how],
           await->callee ? await->callee->name : "");
    for (size_t i = 0; i < await->vars.count; i++)
        printf(" %s", await->vars.items[i]->member);
    for (size_t i = 0; i < await->temps.count; i++)
        printf(" %s", await->temps.items[i]->member);
    puts(await->vars.count + await->temps.count ? "" : " nothing");
}

static void dump_machines(const struct unit *unit)
{
    for (size_t i = 0; i < unit->funcs.count; i++) {
        const struct func *func = unit->funcs.items[i];
        if (!func->machine)
            continue;
        printf("%s:\n", func->name);
        for (size_t k = 0; k < func->awaits.count; k++)
            dump_await(&func->machine->awaits[k]);
    }
}

void dump_unit(struct unit *unit, enum dump dump)
{
    switch (dump) {
    case DUMP_NONE:
        return;
    case DUMP_AST:
        ast_dump(unit, stdout);
        return;
    case DUMP_CFG:
        dump_flow(unit, false);
        return;
    case DUMP_LIVE:
        dump_flow(unit, true);
        return;
    case DUMP_FRAME:
        dump_frames(unit);
        return;
    case DUMP_MACHINE:
        dump_machines(unit);
        return;
    }
}
