/* SPDX-License-Identifier: MIT
 *
 * Directives within what has to be taken apart. An #include becomes the text of its file. Of a
 * conditional the branch stays that clang did not skip; its directives and the other branches
 * become empty lines. When only definitions are left, the macros that are used in the place are
 * expanded, and once there are none the definitions are moved ahead of it, where they mean the same
 * to everything that follows.
 */
#include "front/directives.h"
#include "front/rewrite.h"

#include <string.h>

struct resolving {
    struct rewriting *rewriting;
    struct span span;
    directive_list directives; /* of the whole source */
    CXSourceRangeList *skipped;
};

static bool is_inside(const struct resolving *resolving, const struct directive *directive)
{
    return directive->span.begin >= resolving->span.begin &&
           directive->span.begin < resolving->span.end;
}

static bool is_conditional(const struct directive *directive)
{
    return directive->kind == DIRECTIVE_IF || directive->kind == DIRECTIVE_ELSE ||
           directive->kind == DIRECTIVE_ENDIF;
}

static bool is_skipped(const struct resolving *resolving, unsigned offset)
{
    for (unsigned i = 0; resolving->skipped && i < resolving->skipped->count; i++) {
        unsigned begin, end;
        clang_getFileLocation(clang_getRangeStart(resolving->skipped->ranges[i]), NULL, NULL, NULL,
                              &begin);
        clang_getFileLocation(clang_getRangeEnd(resolving->skipped->ranges[i]), NULL, NULL, NULL,
                              &end);
        if (begin <= offset && offset < end)
            return true;
    }
    return false;
}

/* Leaves only the newlines. */
static void blank(struct resolving *resolving, unsigned begin, unsigned end)
{
    struct span span = resolving->span;
    struct str lines = {0};
    str_puts(&lines, "");
    for (unsigned i = begin; i < end; i++)
        if (span.source->text[i] == '\n')
            str_puts(&lines, "\n");
    span.begin = begin;
    span.end = end;
    rewrite_replace(resolving->rewriting, span,
                    arena_copy(resolving->rewriting->b->arena, lines.text, lines.size));
    str_free(&lines);
}

/* ---- conditionals ---- */

static bool is_group_inside(const struct resolving *resolving, unsigned group)
{
    for (size_t i = 0; i < resolving->directives.count; i++) {
        const struct directive *directive = &resolving->directives.items[i];
        if (is_conditional(directive) && directive->group == group &&
            is_inside(resolving, directive))
            return true;
    }
    return false;
}

/* The directive that ends the branch which directive i begins; NULL if none does. */
static const struct directive *branch_end(const struct resolving *resolving, size_t i)
{
    const struct directive *begin = &resolving->directives.items[i];
    for (i++; i < resolving->directives.count; i++) {
        const struct directive *directive = &resolving->directives.items[i];
        if (is_conditional(directive) && directive->group == begin->group)
            return directive;
    }
    return NULL;
}

static bool resolve_conditionals(struct resolving *resolving)
{
    bool found = false;
    unsigned skipped_to = 0; /* what stands before is gone already */
    for (size_t i = 0; i < resolving->directives.count; i++) {
        const struct directive *directive = &resolving->directives.items[i];
        if (!is_conditional(directive) || directive->span.begin < skipped_to ||
            !is_group_inside(resolving, directive->group))
            continue;
        const struct directive *end =
            directive->kind == DIRECTIVE_ENDIF ? NULL : branch_end(resolving, i);
        bool is_gone = end && is_skipped(resolving, directive->span.end);
        skipped_to = is_gone ? end->span.begin : directive->span.end;
        blank(resolving, directive->span.begin, skipped_to);
        found = true;
    }
    return found;
}

/* ---- definitions ---- */

/* Uses of macros in the span, on lines that are no directives. */
static bool expand_within(struct resolving *resolving)
{
    struct builder *b = resolving->rewriting->b;
    struct span span = resolving->span;
    size_t before = b->unit->wishes.count;
    struct file *file = file_of_source(b, span.source);
    for (size_t i = macro_uses_before(file, span.begin);
         i < file->uses.count && file->uses.items[i].span.begin < span.end; i++) {
        const struct macro_use *use = &file->uses.items[i];
        bool is_used = use->macro && !macro_is_keyword(b, use->macro);
        for (size_t k = 0; is_used && k < resolving->directives.count; k++) {
            struct span line = resolving->directives.items[k].span;
            is_used = use->span.begin < line.begin || use->span.begin >= line.end;
        }
        if (is_used)
            unit_wish(b->unit, WISH_EXPAND, use->span);
    }
    return b->unit->wishes.count > before;
}

static void move_definitions(struct resolving *resolving)
{
    struct str lines = {0};
    struct span place = resolving->span;
    place.end = place.begin;
    for (size_t i = 0; i < resolving->directives.count; i++) {
        const struct directive *directive = &resolving->directives.items[i];
        struct span line = directive->span;
        if (directive->kind != DIRECTIVE_DEFINE || !is_inside(resolving, directive))
            continue;
        str_puts(&lines, "\n");
        str_add(&lines, line.source->text + line.begin, line.end - line.begin);
        blank(resolving, line.begin, line.end);
    }
    if (lines.size) {
        str_puts(&lines, "\n");
        rewrite_replace(resolving->rewriting, place,
                        arena_copy(resolving->rewriting->b->arena, lines.text, lines.size));
    }
    str_free(&lines);
}

/* ---- the wishes ---- */

static bool has_include(const struct resolving *resolving)
{
    for (size_t i = 0; i < resolving->directives.count; i++)
        if (resolving->directives.items[i].kind == DIRECTIVE_INCLUDE &&
            is_inside(resolving, &resolving->directives.items[i]) &&
            !is_skipped(resolving, resolving->directives.items[i].span.begin))
            return true;
    return false;
}

void conditionals_resolve(struct rewriting *rewriting, struct span span)
{
    struct file *file = span.source ? file_of_source(rewriting->b, span.source) : NULL;
    if (!file)
        return;
    struct resolving resolving = {.rewriting = rewriting, .span = span};
    directives_find(span.source, &resolving.directives);
    resolving.skipped = clang_getSkippedRanges(rewriting->b->tu, file->file);
    rewriting->group = arena_alloc(rewriting->b->arena, 1);
    if (has_include(&resolving))
        inline_span(rewriting, span);
    else if (!resolve_conditionals(&resolving) && !expand_within(&resolving))
        move_definitions(&resolving);
    rewriting->group = NULL;
    clang_disposeSourceRangeList(resolving.skipped);
    vec_free(&resolving.directives);
}

void conditionals_resolve_all(struct rewriting *rewriting)
{
    const struct unit *unit = rewriting->b->unit;
    size_t count = unit->wishes.count; /* more may be added on the way */
    for (size_t i = 0; i < count; i++)
        if (unit->wishes.items[i].kind == WISH_CONDITIONALS)
            conditionals_resolve(rewriting, unit->wishes.items[i].span);
}
