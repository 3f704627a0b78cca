/* SPDX-License-Identifier: MIT
 *
 * Written as gcc does: blanks, '#' and '$' in names escaped, an empty rule for no header.
 */
#include "depfile.h"

#include <string.h>

static void add_name(struct str *text, const char *name)
{
    for (; *name; name++) {
        if (*name == ' ' || *name == '#' || *name == '\t')
            str_puts(text, "\\");
        if (*name == '$')
            str_puts(text, "$");
        str_add(text, name, 1);
    }
}

const char *depfile_name(const struct options *options, struct arena *arena)
{
    if (options->deps_file)
        return options->deps_file;
    const char *output = options->output, *dot = strrchr(output, '.');
    size_t stem = dot && !strchr(dot, '/') ? (size_t)(dot - output) : strlen(output);
    return arena_printf(arena, "%.*s.d", (int)stem, output);
}

void depfile_make(const struct options *options, const struct unit *unit, struct str *text)
{
    for (size_t i = 0; i < options->deps_targets.count; i++) {
        str_puts(text, i ? " " : "");
        add_name(text, options->deps_targets.items[i]);
    }
    if (!options->deps_targets.count)
        add_name(text, options->output ? options->output : "-");
    str_puts(text, ":");
    for (size_t i = 0; i < unit->headers.count; i++) {
        if (options->skips_system_deps && i && strncmp(unit->headers.items[i], "/usr/", 5) == 0)
            continue;
        str_puts(text, " \\\n  ");
        add_name(text, unit->headers.items[i]);
    }
    str_puts(text, "\n");
}
