/* SPDX-License-Identifier: MIT
 *
 * Sorted by place when they are applied; what was added first at a place comes first.
 */
#include "edits.h"

#include <stdlib.h>
#include <string.h>

void edits_open(struct edits *edits, const struct source *source)
{
    *edits = (struct edits){0};
    edits->taken = xrealloc(NULL, source->size + 1);
    memset(edits->taken, 0, source->size + 1);
}

void edits_close(struct edits *edits)
{
    vec_free(&edits->list);
    free(edits->taken);
}

void edits_add(struct edits *edits, unsigned at, enum edit_order order, const char *text)
{
    size_t sequence = edits->list.count;
    *vec_push(&edits->list) = (struct edit){at, order, text, sequence};
    edits->taken[at] |= (unsigned char)(1u << order);
}

bool edits_has(const struct edits *edits, unsigned at, enum edit_order order)
{
    return edits->taken[at] >> order & 1;
}

static int compare(const void *left, const void *right)
{
    const struct edit *a = left, *b = right;
    if (a->at != b->at)
        return a->at < b->at ? -1 : 1;
    if (a->order != b->order)
        return a->order < b->order ? -1 : 1;
    return a->sequence < b->sequence ? -1 : a->sequence > b->sequence;
}

void edits_apply(struct edits *edits, const struct source *source, struct str *out)
{
    unsigned done = 0;
    if (edits->list.count)
        qsort(edits->list.items, edits->list.count, sizeof *edits->list.items, compare);
    for (size_t i = 0; i < edits->list.count; i++) {
        const struct edit *edit = &edits->list.items[i];
        str_add(out, source->text + done, edit->at - done);
        if (edit->order != EDIT_NAME && edit->at && is_word(source->text[edit->at - 1]) &&
            is_word(edit->text[0]))
            str_puts(out, " ");
        str_puts(out, edit->text);
        done = edit->at;
    }
    str_add(out, source->text + done, source->size - done);
}
