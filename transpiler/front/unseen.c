/* SPDX-License-Identifier: MIT
 *
 * Names of a function's locals where clang's tree does not show them: in the types of a _Generic,
 * in the operands of attributes, of _Alignas and of _BitInt, as in `__typeof__(local): 1`. The text
 * in the brackets behind such a word, and the arguments of a macro that holds one, are read word by
 * word; what each means is told by the scopes of the declarations. What a macro makes of its
 * arguments and its body is noted as names without a text of their own.
 */
#include "front/meanings.h"
#include "front/rewrite.h"

#include <string.h>

static const char *const words[] = {"_Generic",    "_Alignas",        "alignas",
                                    "_BitInt",     "aligned",         "__aligned__",
                                    "vector_size", "__vector_size__", "ext_vector_type"};
enum { WORD_COUNT = sizeof words / sizeof *words };

struct search {
    struct builder *b;
    struct span span;                   /* of the function */
    VEC(struct span) places;            /* in its text */
    VEC(const struct macro_use *) uses; /* of macros that hold such a word */
    struct map named;                   /* by macro: see named_by */
};

static bool is_word_of_ours(const struct source *source, unsigned at)
{
    for (int i = 0; i < WORD_COUNT; i++)
        if (scan_is(source, at, words[i]))
            return true;
    return false;
}

/* What stands in a place is read with it: a place within another is none of its own. */
static void read_text(struct search *search)
{
    struct source *source = search->span.source;
    unsigned end = search->span.end, covered = 0;
    for (unsigned at = search->span.begin; (at = source_skip_space(source, at, end)) < end;) {
        unsigned next = scan_token_end(source, at, end);
        unsigned open = source_skip_space(source, next, end);
        if (at >= covered && open < end && source->text[open] == '(' &&
            is_word_of_ours(source, at)) {
            covered = scan_match(source, open, end);
            *vec_push(&search->places) = (struct span){source, open, covered};
        }
        at = next;
    }
}

static bool hides_names(struct builder *b, struct macro *macro)
{
    for (int i = 0; i < WORD_COUNT && !macro->is_searched; i++)
        macro->hides_names |= macro_holds(b, macro, words[i]);
    macro->is_searched = true;
    return macro->hides_names;
}

static void read_uses(struct search *search)
{
    struct file *file = file_of_source(search->b, search->span.source);
    for (size_t i = file ? macro_uses_before(file, search->span.begin) : 0;
         file && i < file->uses.count && file->uses.items[i].span.begin < search->span.end; i++) {
        const struct macro_use *use = &file->uses.items[i];
        if (!use->macro || macro_is_keyword(search->b, use->macro) ||
            !hides_names(search->b, use->macro))
            continue;
        *vec_push(&search->uses) = use;
    }
}

static void note(struct search *search, struct var *var, struct span span, bool is_spelled)
{
    struct expr *name = arena_new(search->b->arena, struct expr);
    name->kind = EXPR_NAME;
    name->var = var;
    name->type = var->type;
    name->span = span;
    name->is_spelled = is_spelled;
    name->is_unevaluated = true;
    name_note(search->b, name);
}

/* `.x`, `p->x`, `struct x` */
static bool is_of_another_kind(const struct source *source, unsigned before)
{
    const char *text = source->text + before;
    return *text == '.' || (text[0] == '-' && text[1] == '>') ||
           scan_is(source, before, "struct") || scan_is(source, before, "union") ||
           scan_is(source, before, "enum");
}

/* The names in a place of the text; in a macro's arguments, of which the macro makes what it likes,
 * those of which clang says nothing. */
static void note_words(struct search *search, const struct meanings *meanings, struct span place,
                       bool is_macro)
{
    struct source *source = place.source;
    unsigned last = place.begin, next = last;
    for (unsigned at = last; (at = source_skip_space(source, at, place.end)) < place.end;
         last = at, at = next) {
        next = scan_token_end(source, at, place.end);
        if (!is_word_start(source->text[at]) || is_of_another_kind(source, last))
            continue;
        const char *name = arena_copy(search->b->arena, source->text + at, next - at);
        const void *key = meaning_said(meanings, at);
        if (key && is_macro)
            continue;
        key = key ? key : meaning_in_scope(meanings, at, name, false);
        struct var *var = key ? map_get(&search->b->vars, key) : NULL;
        if (var)
            note(search, var, is_macro ? place : (struct span){source, at, next}, !is_macro);
    }
}

/* The function's locals that the macro's body names, whichever is meant; NULL-terminated. */
static const struct declared **named_by(struct search *search, const struct meanings *meanings,
                                        struct macro *macro)
{
    void **known = map_at(&search->named, macro);
    if (*known)
        return *known;
    const struct declared **list =
        arena_array(search->b->arena, const struct declared *, meanings->list.count + 1);
    size_t count = 0;
    for (size_t i = 0; i < meanings->list.count; i++) {
        const struct declared *declared = &meanings->list.items[i];
        if (map_get(&search->b->vars, declared->key) &&
            macro_holds(search->b, macro, declared->name))
            list[count++] = declared;
    }
    return *known = list;
}

static void note_bodies(struct search *search, const struct meanings *meanings,
                        const struct macro_use *use)
{
    const struct declared **list = named_by(search, meanings, use->macro);
    for (; *list; list++)
        if (use->span.begin > (*list)->at && use->span.begin < (*list)->scope_end)
            note(search, map_get(&search->b->vars, (*list)->key), use->span, false);
}

void unseen_names_note(struct builder *b, CXCursor function)
{
    struct search search = {.b = b, .span = b->func->span};
    read_text(&search);
    read_uses(&search);
    if (search.places.count + search.uses.count) {
        struct meanings meanings;
        meanings_collect(&meanings, b, function);
        for (size_t i = 0; i < search.places.count; i++)
            note_words(&search, &meanings, search.places.items[i], false);
        for (size_t i = 0; i < search.uses.count; i++) {
            note_words(&search, &meanings, search.uses.items[i]->span, true);
            note_bodies(&search, &meanings, search.uses.items[i]);
        }
        meanings_free(&meanings);
    }
    vec_free(&search.places);
    vec_free(&search.uses);
    map_free(&search.named);
}
