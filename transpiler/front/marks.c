/* SPDX-License-Identifier: MIT
 *
 * The #line directives of the main file, as clang has followed them: behind each one that stands in
 * the text it is asked what it calls the place.
 */
#include "front/directives.h"
#include "front/rewrite.h"

#include <string.h>

/* Most files have none. */
static bool may_have_marks(const struct source *source)
{
    for (const char *hash = source->text; (hash = strchr(hash, '#')); hash++) {
        const char *word = hash + 1 + strspn(hash + 1, " \t");
        if (strncmp(word, "line", 4) == 0 || (*word >= '0' && *word <= '9'))
            return true;
    }
    return false;
}

static bool is_mark(const struct directive *directive)
{
    char c = directive->span.source->text[directive->keyword];
    return scan_is(directive->span.source, directive->keyword, "line") || (c >= '0' && c <= '9');
}

static void add(struct builder *b, struct source *source, struct mark *marks, unsigned begin)
{
    CXString name;
    unsigned line;
    clang_getPresumedLocation(clang_getLocationForOffset(b->tu, b->main_file, begin), &name, &line,
                              NULL);
    const char *text = clang_getCString(name);
    marks[source->mark_count++] = (struct mark){
        begin, line, arena_copy(&b->front->arena, text ? text : "", text ? strlen(text) : 0)};
    clang_disposeString(name);
}

void marks_find(struct builder *b, struct source *source)
{
    directive_list directives = {0};
    if (source->piece_count || !may_have_marks(source))
        return;
    directives_find(source, &directives);
    struct mark *marks = arena_array(&b->front->arena, struct mark, directives.count + 1);
    source->marks = marks;
    for (size_t i = 0; i < directives.count; i++) {
        const struct directive *directive = &directives.items[i];
        if (is_mark(directive) && directive->span.end + 1 < source->size)
            add(b, source, marks, directive->span.end + 1);
    }
    vec_free(&directives);
}
