/* SPDX-License-Identifier: MIT
 *
 * Reporting by rule: the texts of rules.def with what they speak of put in.
 */
#include "ast/rules.h"

#include <string.h>

struct rule_text {
    const char *name, *text, *note;
};

static const struct rule_text rules[] = {
#define RULE(id, name, text, note) {name, text, note},
#include "ast/rules.def"
#undef RULE
};

/* The text with `what` for each %s. */
static const char *fill(struct arena *arena, const char *text, const char *what)
{
    const char *mark = strstr(text, "%s");
    if (!mark)
        return text;
    return arena_printf(arena, "%.*s%s%s", (int)(mark - text), text, what,
                        fill(arena, mark + 2, what));
}

void rule_report(struct diag *diag, enum rule rule, struct span span, const char *what)
{
    const struct rule_text *known = &rules[rule];
    diag_add(diag, DIAG_ERROR, span, known->name, fill(&diag->arena, known->text, what));
    if (*known->note)
        diag_add(diag, DIAG_NOTE, span, NULL, fill(&diag->arena, known->note, what));
}
