/* SPDX-License-Identifier: MIT
 *
 * The control flow graph in readable lines: --dump=cfg.
 */
#include "flow/cfg.h"

void cfg_dump_var(const struct var *var, FILE *out)
{
    const char *unnamed = var->kind == VAR_LITERAL ? "(literal)" : "(unnamed)";
    fprintf(out, "%s#%u", var->name ? var->name : unnamed, var->index);
}

static void dump_event(const struct cfg_event *event, FILE *out)
{
    static const char *const names[] = {"declare", "use",  "define", "touch",
                                        "borrow",  "keep", "await"};
    fprintf(out, "    %-7s ", names[event->kind]);
    if (event->var)
        cfg_dump_var(event->var, out);
    else
        fprintf(out, "%u", event->expr->index);
    if (event->expr && event->expr->span.source)
        fprintf(out, "  line %u", source_line(event->expr->span.source, event->expr->span.begin));
    fputc('\n', out);
}

void cfg_dump(const struct func *func, const struct cfg *cfg, FILE *out)
{
    fprintf(out, "cfg %s\n", func->name);
    for (size_t i = 0; i < cfg->blocks.count; i++) {
        const struct cfg_block *block = cfg->blocks.items[i];
        fprintf(out, "  block %u, scope %u\n", block->index, block->scope->index);
        for (size_t j = 0; j < block->events.count; j++)
            dump_event(&block->events.items[j], out);
        for (size_t j = 0; j < block->next.count; j++)
            fprintf(out, "    %-7s %u\n", "to", block->next.items[j]->index);
    }
}
