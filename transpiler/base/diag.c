/* SPDX-License-Identifier: MIT
 *
 * Messages are kept with the order they came in. Printing sorts the groups (a message and its
 * notes) by file and offset, and leaves out a group that says the same as one before at the same
 * place.
 */
#include "base/diag.h"

#include <string.h>

void diag_add(struct diag *diag, enum diag_level level, struct span span, const char *rule,
              const char *text)
{
    if (level != DIAG_NOTE)
        diag->order++;
    if (level == DIAG_ERROR)
        diag->errors++;
    *vec_push(&diag->items) = (struct diag_item){
        .level = level,
        .span = source_original(span),
        .rule = rule,
        .text = arena_copy(&diag->arena, text, strlen(text)),
        .order = diag->order,
    };
}

static void print_caret(FILE *out, struct span span)
{
    unsigned line = source_line(span.source, span.begin);
    unsigned column = source_column(span.source, span.begin);
    size_t size;
    const char *text = source_line_text(span.source, line, &size);
    if (size > 400 || column > size + 1)
        return;
    fprintf(out, "%5u | %.*s\n      | ", line, (int)size, text);
    for (unsigned i = 0; i + 1 < column; i++)
        fputc(text[i] == '\t' ? '\t' : ' ', out);
    fputc('^', out);
    unsigned width = span.end > span.begin ? span.end - span.begin : 1;
    for (unsigned i = 1; i < width && column - 1 + i < size; i++)
        fputc('~', out);
    fputc('\n', out);
}

static void print_item(const struct diag_item *item, FILE *out)
{
    static const char *const levels[] = {"note", "warning", "error"};
    if (item->span.source)
        fprintf(out, "%s:%u:%u: ", item->span.source->name,
                source_line(item->span.source, item->span.begin),
                source_column(item->span.source, item->span.begin));
    else
        fputs("awaitc: ", out);
    fprintf(out, "%s: %s", levels[item->level], item->text);
    if (item->rule)
        fprintf(out, " [%s]", item->rule);
    fputc('\n', out);
    if (item->span.source && item->level != DIAG_NOTE)
        print_caret(out, item->span);
}

/* A message with the place that its group sorts by. */
struct entry {
    struct span key;
    struct diag_item *item;
};

static int compare_places(struct span a, struct span b)
{
    if (a.source != b.source) {
        if (!a.source || !b.source)
            return a.source ? 1 : -1;
        int names = (int)a.source->is_main - (int)b.source->is_main;
        return names ? names : strcmp(a.source->name, b.source->name);
    }
    return a.begin < b.begin ? -1 : a.begin > b.begin;
}

static int compare_entries(const void *left, const void *right)
{
    const struct entry *a = left, *b = right;
    int places = compare_places(a->key, b->key);
    if (places)
        return places;
    if (a->item->order != b->item->order)
        return a->item->order < b->item->order ? -1 : 1;
    return a->item < b->item ? -1 : a->item > b->item;
}

static bool same_message(const struct diag_item *a, const struct diag_item *b)
{
    return a->level == b->level && compare_places(a->span, b->span) == 0 &&
           strcmp(a->text, b->text) == 0;
}

void diag_print(struct diag *diag, FILE *out)
{
    size_t count = diag->items.count;
    struct entry *entries = arena_array(&diag->arena, struct entry, count + 1);
    for (size_t i = 0; i < count; i++) {
        struct diag_item *item = &diag->items.items[i];
        struct span key = item->level == DIAG_NOTE && i ? entries[i - 1].key : item->span;
        entries[i] = (struct entry){key, item};
    }
    qsort(entries, count, sizeof *entries, compare_entries);
    const struct diag_item *last = NULL;
    bool skip = false;
    for (size_t i = 0; i < count; i++) {
        struct diag_item *item = entries[i].item;
        if (item->level != DIAG_NOTE) {
            skip = last && same_message(last, item);
            last = item;
        }
        if (!skip)
            print_item(item, out);
    }
}

void diag_free(struct diag *diag)
{
    vec_free(&diag->items);
    arena_free(&diag->arena);
}
