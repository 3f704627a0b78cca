/* SPDX-License-Identifier: MIT
 *
 * New texts out of old ones. The edits of a source are sorted by place, those within an earlier one
 * are left for the next round, and the new text is written as copies and replacements in turn, each
 * a piece that knows the original file's place. A piece of a text that was rewritten before has its
 * place looked up, so that every piece leads to a file as it was read.
 *
 * Then the new text is parsed and has to mean what the old one did. Where it does not, the edits
 * that are to blame are looked for by halves and left out.
 */
#include "front/rewrite.h"

#include "base/deep.h"
#include "front/front.h"
#include <stdlib.h>
#include <string.h>

void rewrite_replace(struct rewriting *rewriting, struct span span, const char *text)
{
    *vec_push(&rewriting->edits) =
        (struct edit){.span = span, .text = text, .size = strlen(text), .group = rewriting->group};
}

/* ---- one text ---- */

struct writing {
    struct front *front;
    struct str text;
    VEC(struct piece) pieces;
};

static struct source *source_copy(struct front *front, const struct source *source)
{
    struct source *copy = arena_new(&front->arena, struct source);
    *copy = (struct source){
        .arena = &front->arena,
        .name = arena_copy(&front->arena, source->name, strlen(source->name)),
        .text = arena_copy(&front->arena, source->text, source->size),
        .size = source->size,
        .is_main = source->is_main,
        .pieces = source->pieces,
        .piece_count = source->piece_count,
        .marks = source->marks,
        .mark_count = source->mark_count,
    };
    return copy;
}

static void add_piece(struct writing *writing, struct span from, bool is_copy, bool is_inserted)
{
    *vec_push(&writing->pieces) =
        (struct piece){(unsigned)writing->text.size, from, is_copy, is_inserted};
}

/* `source` is the front's own, so that pieces may refer to it. */
static void write_copy(struct writing *writing, struct source *source, unsigned begin, unsigned end)
{
    while (begin < end) {
        unsigned next = source_piece_end(source, begin, end);
        struct span from = source_original((struct span){source, begin, next});
        bool is_copy =
            from.end - from.begin == next - begin &&
            memcmp(from.source->text + from.begin, source->text + begin, next - begin) == 0;
        add_piece(writing, from, is_copy, source_is_inserted(source, begin));
        str_add(&writing->text, source->text + begin, next - begin);
        begin = next;
    }
}

static void write_edit(struct writing *writing, struct source *source, const struct edit *edit)
{
    if (edit->copy) {
        write_copy(writing, edit->copy, 0, (unsigned)edit->copy->size);
        return;
    }
    struct span begin = {source, edit->span.begin, edit->span.begin};
    struct span from = source_original((struct span){source, edit->span.begin, edit->span.end});
    if (from.source != source_original(begin).source)
        from = source_original(begin);
    if (!edit->size)
        return;
    add_piece(writing, from, false, edit->span.begin == edit->span.end);
    str_add(&writing->text, edit->text, edit->size);
}

static int compare_edits(const void *left, const void *right)
{
    const struct edit *a = left, *b = right;
    bool a_is_empty = a->span.end == a->span.begin, b_is_empty = b->span.end == b->span.begin;
    if (a->span.begin != b->span.begin)
        return a->span.begin < b->span.begin ? -1 : 1;
    if (a_is_empty || b_is_empty)
        return (int)b_is_empty - (int)a_is_empty;
    return a->span.end > b->span.end ? -1 : a->span.end < b->span.end;
}

/* The edits of one source, by place, none within another. */
static size_t edits_of(const struct source *source, const struct edit *edits, size_t count,
                       struct edit *mine)
{
    size_t found = 0, kept = 0;
    for (size_t i = 0; i < count; i++)
        if (edits[i].span.source == source)
            mine[found++] = edits[i];
    if (found)
        qsort(mine, found, sizeof *mine, compare_edits);
    for (size_t i = 0; i < found; i++)
        if (!kept || mine[i].span.begin >= mine[kept - 1].span.end)
            mine[kept++] = mine[i];
    return kept;
}

struct source *rewrite_apply(struct front *front, struct source *source, const struct edit *edits,
                             size_t count)
{
    struct writing writing = {.front = front};
    struct edit *mine = xrealloc(NULL, (count + 1) * sizeof *mine);
    struct source *old = source_copy(front, source), *new = source_copy(front, source);
    size_t kept = edits_of(source, edits, count, mine);
    unsigned from = 0;
    for (size_t i = 0; i < kept; i++) {
        write_copy(&writing, old, from, mine[i].span.begin);
        write_edit(&writing, old, &mine[i]);
        from = mine[i].span.end;
    }
    write_copy(&writing, old, from, (unsigned)old->size);
    new->size = writing.text.size;
    new->text = arena_copy(&front->arena, writing.text.text, new->size);
    new->piece_count = (unsigned)writing.pieces.count;
    struct piece *pieces = arena_array(&front->arena, struct piece, new->piece_count + 1);
    memcpy(pieces, writing.pieces.items, new->piece_count * sizeof *pieces);
    new->pieces = pieces;
    free(mine);
    str_free(&writing.text);
    vec_free(&writing.pieces);
    return new;
}

/* ---- all texts ---- */

typedef VEC(struct source *) source_list;

static void put_text(source_list *texts, struct source *text)
{
    for (size_t i = 0; i < texts->count; i++) {
        if (strcmp(texts->items[i]->name, text->name) == 0) {
            texts->items[i] = text;
            return;
        }
    }
    *vec_push(texts) = text;
}

static bool is_edited(const struct rewriting *rewriting, const struct source *source)
{
    for (size_t i = 0; i < rewriting->edits.count; i++)
        if (rewriting->edits.items[i].span.source == source)
            return true;
    return false;
}

struct source **rewrite_texts(struct rewriting *rewriting, size_t *count)
{
    const struct unit *unit = rewriting->b->unit;
    source_list texts = {0};
    for (size_t i = 0; i < rewriting->front->texts.count; i++)
        *vec_push(&texts) = rewriting->front->texts.items[i];
    for (size_t i = 0; i < unit->sources.count; i++) {
        struct source *source = unit->sources.items[i];
        if (is_edited(rewriting, source))
            put_text(&texts, rewrite_apply(rewriting->front, source, rewriting->edits.items,
                                           rewriting->edits.count));
    }
    *count = texts.count;
    return texts.items;
}

static unsigned count_errors(CXTranslationUnit tu)
{
    CXDiagnosticSet messages = clang_getDiagnosticSetFromTU(tu);
    unsigned count = 0;
    for (unsigned i = 0; i < clang_getNumDiagnosticsInSet(messages); i++)
        count += clang_getDiagnosticSeverity(clang_getDiagnosticInSet(messages, i)) >=
                 CXDiagnostic_Error;
    return count;
}

/* ---- the new text ---- */

enum { MOST_TRIES = 40 };

typedef unsigned long long hash_function(const struct front *front, CXTranslationUnit tu);

/* The search for edits that go together. */
struct search {
    struct rewriting *rewriting; /* its edits are those found good, and those being tried */
    hash_function *hash_of;      /* what has to stay the same */
    unsigned long long hash;     /* of the tree as it is */
    unsigned errors;             /* of clang's that are none of ours */
    int tries;
    CXTranslationUnit tu; /* with the good ones made; NULL: none yet */
    struct source **texts;
    size_t count;
};

/* Do the edits by now leave a text that means the same, and is C as far as it was? */
static bool try_edits(struct search *search)
{
    enum CXErrorCode error;
    size_t count;
    struct source **texts = rewrite_texts(search->rewriting, &count);
    CXTranslationUnit tu = front_parse_texts(search->rewriting->front, texts, count, 0, &error);
    bool is_good = tu && count_errors(tu) <= search->errors &&
                   search->hash_of(search->rewriting->front, tu) == search->hash;
    CXTranslationUnit other = is_good ? search->tu : tu;
    if (other)
        clang_disposeTranslationUnit(other);
    free(is_good ? search->texts : texts);
    if (is_good) {
        search->tu = tu;
        search->texts = texts;
        search->count = count;
    }
    return is_good;
}

/* About the half of the edits, so that no group is taken apart; 0: there is but one. */
static size_t half_of(const struct edit *edits, size_t count)
{
    size_t half = count / 2;
    while (half && half < count && edits[half].group && edits[half].group == edits[half - 1].group)
        half++;
    if (half < count)
        return half;
    for (half = count / 2; half && edits[half].group && edits[half].group == edits[half - 1].group;)
        half--;
    return half;
}

/* All at once, or else by halves. */
static void find_good(struct search *search, const struct edit *more, size_t count)
{
    size_t good = search->rewriting->edits.count, half = half_of(more, count);
    if (!count || search->tries++ == MOST_TRIES)
        return;
    for (size_t i = 0; i < count; i++)
        *vec_push(&search->rewriting->edits) = more[i];
    if (try_edits(search))
        return;
    search->rewriting->edits.count = good;
    if (!half)
        return;
    find_good(search, more, half);
    find_good(search, more + half, count - half);
}

static void adopt(struct front *front, struct search *search)
{
    if (!search->tu)
        return;
    clang_disposeTranslationUnit(front->tu);
    front->tu = search->tu;
    front->texts.count = 0;
    for (size_t i = 0; i < search->count; i++)
        *vec_push(&front->texts) = search->texts[i];
    free(search->texts);
    front->is_rewritten = true;
}

/* Makes those of the edits that leave the hash as it is. */
static void make(struct front *front, const struct rewriting *wished, hash_function *hash_of)
{
    struct rewriting made = {.front = front, .b = &front->builder};
    struct search search = {.rewriting = &made,
                            .hash_of = hash_of,
                            .hash = hash_of(front, front->tu),
                            .errors = count_errors(front->tu)};
    find_good(&search, wished->edits.items, wished->edits.count);
    adopt(front, &search);
    vec_free(&made.edits);
}

/* Types move once everything else that is wished for is done. */
static void *run(void *data)
{
    struct front *front = data;
    struct rewriting moves = {.front = front, .b = &front->builder}, others = moves;
    move_types(&moves);
    conditionals_resolve_all(&others);
    inline_files(&others);
    expand_uses(&others);
    if (others.edits.count)
        make(front, &others, tree_hash);
    if (moves.edits.count && !front->is_rewritten)
        make(front, &moves, layout_hash);
    vec_free(&moves.edits);
    vec_free(&others.edits);
    return NULL;
}

bool front_rewrite(struct front *front)
{
    front->is_rewritten = false;
    if (front->builder.unit->wishes.count)
        deep_call(run, front);
    return front->is_rewritten;
}
