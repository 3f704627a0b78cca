/* SPDX-License-Identifier: MIT
 *
 * What the names that are written for a function begin with: f__run, f__site_3 and the others of
 * docs/abi.md with its own name, unless the program has one of these itself. Each name that the
 * program uses is looked at once, for the function that it might be written for. f__call is the
 * function's for other files, too, so it keeps its name.
 */
#include "front/build.h"

#include <string.h>

static bool is_numbered(const char *text, const char *word)
{
    size_t size = strlen(word);
    return strncmp(text, word, size) == 0 && text[size];
}

static bool is_written(const char *suffix)
{
    static const char *const words[] = {
        "frame",        "run",       "resume",   "box",           "unbox",
        "task",         "begin",     "continue", "spawn",         "gen",
        "make",         "generator", "each",     "name",          "first",
        "again",        "async_run", "places",   "resume_places", "continue_places",
        "unbox_places", NULL};
    for (const char *const *word = words; *word; word++)
        if (strcmp(suffix, *word) == 0)
            return true;
    return is_numbered(suffix, "site_") || is_numbered(suffix, "spawns_");
}

/* The functions that `name` might be written for; their names are added to `taken`. */
static void note_written(struct builder *b, const char *name, struct name_set *taken)
{
    for (const char *at = name + 1; *name && (at = strstr(at, "__")); at++)
        if (is_written(at + 2))
            name_set_add(taken, b->arena, name, (size_t)(at - name));
}

static const char *stem_of(struct builder *b, const char *name, const struct name_set *taken)
{
    return name_set_has(taken, name) ? unit_free_name(b->unit, name) : name;
}

void stems_choose(struct builder *b)
{
    const struct unit *unit = b->unit;
    struct name_set taken = {0};
    for (size_t i = 0; i < unit->used.room; i++)
        if (unit->used.slots[i])
            note_written(b, unit->used.slots[i], &taken);
    for (size_t i = 0; i < b->functions.room; i++) {
        struct function *function = b->functions.slots[i].value;
        if (function)
            function->stem = stem_of(b, function->name, &taken);
    }
    for (size_t i = 0; i < unit->funcs.count; i++)
        unit->funcs.items[i]->stem = unit->funcs.items[i]->function->stem;
    for (size_t i = 0; i < unit->plain.count; i++) {
        struct func *func = unit->plain.items[i];
        func->stem = stem_of(b, func->name, &taken);
    }
}
