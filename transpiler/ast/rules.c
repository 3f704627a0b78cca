/* SPDX-License-Identifier: MIT
 *
 * Reporting by rule: the texts of rules.def with what they speak of put in, at the level that the
 * table and the -W options give.
 */
#include "ast/rules.h"

#include <string.h>

enum rule_level { LEVEL_HINT, LEVEL_WARNING, LEVEL_ERROR };

struct rule_text {
    const char *id;
    enum rule_level level;
    const char *text, *note;
};

static const struct rule_text rules[] = {
#define RULE(id, name, level, text, note) {name, LEVEL_##level, text, note},
#include "ast/rules.def"
#undef RULE
};

/* ---- levels ---- */

/* Sets the switch of each rule with the id; false if there is none. */
static bool set(unsigned char *switches, const char *id, enum rule_switch value)
{
    bool found = false;
    for (unsigned i = 0; i < RULE_COUNT; i++) {
        if (strcmp(rules[i].id, id) != 0)
            continue;
        switches[i] = (unsigned char)value;
        found = true;
    }
    return found;
}

static bool is_error(const char *id)
{
    for (unsigned i = 0; i < RULE_COUNT; i++)
        if (strcmp(rules[i].id, id) == 0)
            return rules[i].level == LEVEL_ERROR;
    return false;
}

static bool cut(const char **text, const char *prefix)
{
    size_t size = strlen(prefix);
    bool begins = strncmp(*text, prefix, size) == 0;
    *text += begins ? size : 0;
    return begins;
}

static enum rule_option take_one(struct rule_switches *switches, const char *text)
{
    bool is_off = cut(&text, "no-"), is_level = cut(&text, "error=");
    if (is_off && is_error(text))
        return RULE_OPTION_REFUSED;
    enum rule_switch value = is_off ? SWITCH_OFF : SWITCH_ON;
    bool found = set(is_level ? switches->errors : switches->warnings, text, value);
    if (found && is_level && !is_off)
        set(switches->warnings, text, SWITCH_ON);
    return found ? RULE_OPTION_OWN : RULE_OPTION_FOREIGN;
}

enum rule_option rule_switches_take(struct rule_switches *switches, const char *option)
{
    if (strcmp(option, "-w") == 0) {
        switches->is_quiet = true;
        return RULE_OPTION_OWN;
    }
    if (strcmp(option, "-Wall") == 0 || strcmp(option, "-Wno-all") == 0)
        switches->all = option[2] == 'a' ? SWITCH_ON : SWITCH_UNSET;
    else if (strcmp(option, "-Werror") == 0 || strcmp(option, "-Wno-error") == 0)
        switches->all_errors = option[2] == 'e' ? SWITCH_ON : SWITCH_OFF;
    else
        return take_one(switches, option + strlen("-W"));
    return RULE_OPTION_SHARED;
}

static bool is_on(const struct rule_switches *switches, enum rule rule)
{
    if (switches->is_quiet)
        return false;
    if (switches->warnings[rule] != SWITCH_UNSET)
        return switches->warnings[rule] == SWITCH_ON;
    return rules[rule].level == LEVEL_WARNING || switches->all == SWITCH_ON;
}

bool rule_is_on(const struct diag *diag, enum rule rule)
{
    return rules[rule].level == LEVEL_ERROR ||
           is_on(diag->switches ? diag->switches : &(struct rule_switches){.is_quiet = false},
                 rule);
}

static bool is_made_error(const struct rule_switches *switches, enum rule rule)
{
    if (!switches)
        return false;
    enum rule_switch own = (enum rule_switch)switches->errors[rule];
    return (own == SWITCH_UNSET ? switches->all_errors : own) == SWITCH_ON;
}

/* ---- reports ---- */

/* The text with `what` for each %s and `other` for each %t. */
static const char *fill(struct arena *arena, const char *text, const char *what, const char *other)
{
    const char *mark = strchr(text, '%');
    if (!mark)
        return text;
    return arena_printf(arena, "%.*s%s%s", (int)(mark - text), text, mark[1] == 's' ? what : other,
                        fill(arena, mark + 2, what, other));
}

/* What stands in the brackets: for a warning, the option that turns it off or made it an error. */
static const char *mark_of(struct diag *diag, const struct rule_text *rule, bool is_made)
{
    if (rule->level == LEVEL_ERROR)
        return rule->id;
    return arena_printf(&diag->arena, "-W%s%s", is_made ? "error=" : "", rule->id);
}

void rule_report_both(struct diag *diag, enum rule rule, struct span span, const char *what,
                      const char *other)
{
    const struct rule_text *known = &rules[rule];
    if (!rule_is_on(diag, rule))
        return;
    bool is_made = known->level != LEVEL_ERROR && is_made_error(diag->switches, rule);
    enum diag_level level = known->level == LEVEL_ERROR || is_made ? DIAG_ERROR : DIAG_WARNING;
    diag_add(diag, level, span, mark_of(diag, known, is_made),
             fill(&diag->arena, known->text, what, other));
    if (*known->note)
        diag_add(diag, DIAG_NOTE, span, NULL, fill(&diag->arena, known->note, what, other));
}

void rule_report(struct diag *diag, enum rule rule, struct span span, const char *what)
{
    rule_report_both(diag, rule, span, what, "");
}
