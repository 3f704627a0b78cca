/* SPDX-License-Identifier: MIT
 *
 * The tree is made from the top, piece by piece from a list, so that nothing recurses. A piece is a
 * node still to be split and its items, a stretch of one common array; splitting it into components
 * sorts the stretch by component, and each becomes a piece. Sizes follow from the end of the list,
 * where children stand after their parents.
 *
 * A component is found breadth first, a word of neighbours at a time. The complement takes no more:
 * what is not a neighbour and was not found yet. It ends with the last item, so that a piece with
 * an item apart from all others, or from none, is split in one look at that one.
 *
 * A piece that does not fall apart either way is first put on shelves: the items by falling size,
 * each to the first shelf with nothing it must be apart from. When that is larger than items that
 * must all be apart from each other, the smallest item is taken out and the rest tried again, as
 * long as the effort stays within bounds. Whichever turns out smaller is taken. What lies too deep
 * goes on shelves without being split.
 */
#include "flow/frame.h"

#include "base/vec.h"
#include <stdlib.h>

enum {
    /* As many words and items may be looked at for pieces of the last kind. */
    MOST_EFFORT = 1 << 24,
    /* C promises 63 levels of structs in each other: a rack takes two, the frame itself three. */
    DEEPEST = 56
};

struct piece {
    struct frame_node *node;
    unsigned begin, end;        /* of layout.order */
    unsigned depth;             /* of node */
    struct frame_node *shelves; /* what to take if it is no larger; NULL: no choice */
};

struct layout {
    struct arena *arena;
    struct arena scratch;
    const struct frame_item *items;
    const struct bits *apart;
    VEC(struct piece) pieces;
    unsigned *order;     /* all items, each piece's together and ascending */
    unsigned *part;      /* [item]: its component in the piece being split */
    unsigned *spare;     /* as many again, for whoever needs them for a while */
    unsigned *ends;      /* [part]: where its items end while they are sorted */
    struct bits rest;    /* empty between uses */
    unsigned rest_count; /* of components still to be found */
    unsigned long effort;
};

/* ---- nodes ---- */

static struct frame_node *new_node(struct layout *layout, enum frame_kind kind, unsigned kid_count)
{
    struct frame_node *node = arena_new(layout->arena, struct frame_node);
    node->kind = kind;
    node->kids = kid_count ? arena_array(layout->arena, struct frame_node *, kid_count) : NULL;
    return node;
}

static void become_item(const struct layout *layout, struct frame_node *node, unsigned item)
{
    const struct frame_item *from = &layout->items[item];
    *node = (struct frame_node){.kind = FRAME_ITEM,
                                .item = item,
                                .size = from->size,
                                .align = from->align ? from->align : 1};
}

static unsigned long round_up(unsigned long size, unsigned long align)
{
    return (size + align - 1) / align * align;
}

static int by_alignment(const void *left, const void *right)
{
    const struct frame_node *a = *(struct frame_node *const *)left;
    const struct frame_node *b = *(struct frame_node *const *)right;
    if (a->align != b->align)
        return a->align > b->align ? -1 : 1;
    return a->item < b->item ? -1 : a->item > b->item;
}

/* Structs directly in a struct give it their members. */
static void merge_structs(struct layout *layout, struct frame_node *node)
{
    unsigned count = 0;
    for (unsigned i = 0; i < node->count; i++)
        count += node->kids[i]->kind == FRAME_STRUCT ? node->kids[i]->count : 1;
    if (count == node->count)
        return;
    struct frame_node **kids = arena_array(layout->arena, struct frame_node *, count);
    count = 0;
    for (unsigned i = 0; i < node->count; i++) {
        struct frame_node *kid = node->kids[i];
        if (kid->kind != FRAME_STRUCT)
            kids[count++] = kid;
        for (unsigned j = 0; kid->kind == FRAME_STRUCT && j < kid->count; j++)
            kids[count++] = kid->kids[j];
    }
    node->kids = kids;
    node->count = count;
}

/* The kids being finished: puts them in order and computes what depends on them. */
static void finish_node(struct layout *layout, struct frame_node *node)
{
    if (node->kind == FRAME_STRUCT) {
        merge_structs(layout, node);
        qsort(node->kids, node->count, sizeof(struct frame_node *), by_alignment);
    }
    node->size = 0;
    node->align = 1;
    node->item = node->kids[0]->item;
    for (unsigned i = 0; i < node->count; i++) {
        const struct frame_node *kid = node->kids[i];
        unsigned long offset = node->kind == FRAME_STRUCT ? round_up(node->size, kid->align) : 0;
        node->size = offset + kid->size > node->size ? offset + kid->size : node->size;
        node->align = kid->align > node->align ? kid->align : node->align;
        node->item = kid->item < node->item ? kid->item : node->item;
    }
    node->size = round_up(node->size, node->align);
}

/* ---- components ---- */

/* Fills layout->rest with the items of the piece. */
static void fill_rest(struct layout *layout, const struct piece *piece)
{
    for (unsigned i = piece->begin; i < piece->end; i++)
        bits_add(layout->rest, layout->order[i]);
}

/* Moves the item's neighbours from the rest to the queue, which has room: gives its new end. */
static unsigned *take_neighbours(struct layout *layout, const struct piece *piece, unsigned item,
                                 bool complement, unsigned *queue_end)
{
    unsigned last = layout->order[piece->end - 1] / 64;
    for (unsigned i = layout->order[piece->begin] / 64; i <= last; i++) {
        uint64_t row = layout->apart[item].words[i];
        uint64_t found = layout->rest.words[i] & (complement ? ~row : row);
        layout->rest.words[i] &= ~found;
        for (; found; found &= found - 1)
            *queue_end++ = i * 64 + (unsigned)__builtin_ctzll(found);
    }
    return queue_end;
}

/* Once nothing is left to be found, the rest of the queue is not looked at. */
static void find_component(struct layout *layout, const struct piece *piece, unsigned item,
                           bool complement, unsigned part)
{
    unsigned *queue = layout->spare, *next = queue, *end = queue;
    *end++ = item;
    bits_remove(layout->rest, item);
    while (next < end && layout->rest_count > (unsigned)(end - queue))
        end = take_neighbours(layout, piece, *next++, complement, end);
    layout->rest_count -= (unsigned)(end - queue);
    for (next = queue; next < end; next++)
        layout->part[*next] = part;
}

/* Numbers the components of the piece in the order of their lowest items; gives how many there are.
 */
static unsigned find_components(struct layout *layout, const struct piece *piece, bool complement)
{
    unsigned count = 0;
    fill_rest(layout, piece);
    layout->rest_count = piece->end - piece->begin;
    for (unsigned i = piece->begin; i < piece->end; i++)
        if (bits_has(layout->rest, layout->order[i]))
            find_component(layout, piece, layout->order[i], complement, count++);
    return count;
}

/* Sorts the piece's items by component; layout->ends says where each ends. */
static void sort_by_component(struct layout *layout, const struct piece *piece, unsigned count)
{
    unsigned *ends = layout->ends, item_count = piece->end - piece->begin;
    for (unsigned i = 0; i <= count; i++)
        ends[i] = 0;
    for (unsigned i = piece->begin; i < piece->end; i++) {
        layout->spare[i - piece->begin] = layout->order[i];
        ends[layout->part[layout->order[i]] + 1]++;
    }
    ends[0] = piece->begin;
    for (unsigned i = 1; i < count; i++)
        ends[i] += ends[i - 1];
    for (unsigned i = 0; i < item_count; i++)
        layout->order[ends[layout->part[layout->spare[i]]]++] = layout->spare[i];
}

/* `parent` is a copy: pieces move. */
static void add_piece(struct layout *layout, struct piece parent, unsigned begin, unsigned end)
{
    struct frame_node *node = new_node(layout, FRAME_ITEM, 0);
    parent.node->kids[parent.node->count++] = node;
    *vec_push(&layout->pieces) =
        (struct piece){.node = node, .begin = begin, .end = end, .depth = parent.depth + 1};
}

/* Gives false when the piece is one component. */
static bool split_piece(struct layout *layout, const struct piece *piece, enum frame_kind kind)
{
    unsigned count = find_components(layout, piece, kind == FRAME_STRUCT);
    if (count == 1)
        return false;
    sort_by_component(layout, piece, count);
    *piece->node = *new_node(layout, kind, count);
    unsigned begin = piece->begin;
    for (unsigned i = 0; i < count; i++) {
        unsigned end = layout->ends[i];
        add_piece(layout, *piece, begin, end);
        begin = end;
    }
    return true;
}

/* ---- shelves ---- */

struct shelf {
    struct bits apart; /* what must be apart from something on it */
    VEC(unsigned) items;
};

struct rack {
    VEC(struct shelf) shelves;
    unsigned long size;
    unsigned long bound; /* no layout can be smaller: that much must be apart from each other */
};

/* An item and its size, for sorting. */
struct sized {
    unsigned item;
    unsigned long size;
};

static int by_size(const void *left, const void *right)
{
    const struct sized *a = left, *b = right;
    if (a->size != b->size)
        return a->size > b->size ? -1 : 1;
    return a->item < b->item ? -1 : a->item > b->item;
}

static struct sized *sort_by_size(struct layout *layout, const struct piece *piece)
{
    unsigned count = piece->end - piece->begin;
    struct sized *sorted = xrealloc(NULL, count * sizeof *sorted);
    for (unsigned i = 0; i < count; i++) {
        unsigned item = layout->order[piece->begin + i];
        sorted[i] = (struct sized){item, layout->items[item].size};
    }
    qsort(sorted, count, sizeof *sorted, by_size);
    return sorted;
}

static void put_on_shelf(struct layout *layout, struct rack *rack, const struct sized *sized)
{
    size_t i = 0;
    while (i < rack->shelves.count && bits_has(rack->shelves.items[i].apart, sized->item))
        i++;
    if (i == rack->shelves.count) {
        struct bits apart = {arena_array(&layout->scratch, uint64_t, layout->rest.word_count),
                             layout->rest.word_count};
        *vec_push(&rack->shelves) = (struct shelf){.apart = apart};
        rack->size += sized->size;
    }
    struct shelf *shelf = &rack->shelves.items[i];
    for (unsigned j = 0; j < shelf->apart.word_count; j++)
        shelf->apart.words[j] |= layout->apart[sized->item].words[j];
    *vec_push(&shelf->items) = sized->item;
}

/* What is left in layout->rest must be apart from all that was counted so far. */
static void count_for_bound(struct layout *layout, struct rack *rack, const struct sized *sized)
{
    if (!bits_has(layout->rest, sized->item))
        return;
    rack->bound += sized->size;
    for (unsigned i = 0; i < layout->rest.word_count; i++)
        layout->rest.words[i] &= layout->apart[sized->item].words[i];
    bits_remove(layout->rest, sized->item);
}

static struct rack fill_rack(struct layout *layout, const struct piece *piece)
{
    struct rack rack = {.size = 0};
    unsigned count = piece->end - piece->begin;
    struct sized *sorted = sort_by_size(layout, piece);
    fill_rest(layout, piece);
    for (unsigned i = 0; i < count; i++) {
        put_on_shelf(layout, &rack, &sorted[i]);
        count_for_bound(layout, &rack, &sorted[i]);
    }
    layout->effort += (unsigned long)count * (rack.shelves.count + layout->rest.word_count);
    free(sorted);
    return rack;
}

static struct frame_node *item_node(struct layout *layout, unsigned item)
{
    struct frame_node *node = new_node(layout, FRAME_ITEM, 0);
    become_item(layout, node, item);
    return node;
}

static int by_item(const void *left, const void *right)
{
    unsigned a = *(const unsigned *)left, b = *(const unsigned *)right;
    return a < b ? -1 : a > b;
}

static struct frame_node *shelf_node(struct layout *layout, const struct shelf *shelf)
{
    unsigned count = (unsigned)shelf->items.count;
    if (count == 1)
        return item_node(layout, shelf->items.items[0]);
    qsort(shelf->items.items, count, sizeof(unsigned), by_item);
    struct frame_node *node = new_node(layout, FRAME_UNION, count);
    for (; node->count < count; node->count++)
        node->kids[node->count] = item_node(layout, shelf->items.items[node->count]);
    finish_node(layout, node);
    return node;
}

/* The rack as a tree; empties it. */
static struct frame_node *rack_node(struct layout *layout, struct rack *rack)
{
    struct frame_node *node = new_node(layout, FRAME_STRUCT, (unsigned)rack->shelves.count);
    for (; node->count < rack->shelves.count; node->count++) {
        struct shelf *shelf = &rack->shelves.items[node->count];
        node->kids[node->count] = shelf_node(layout, shelf);
        vec_free(&shelf->items);
    }
    vec_free(&rack->shelves);
    arena_free(&layout->scratch);
    finish_node(layout, node);
    return node;
}

/* ---- what does not fall apart ---- */

/* Moves the smallest item of the piece to its front, the others keeping their order. */
static void bring_smallest(struct layout *layout, const struct piece *piece)
{
    unsigned *order = layout->order, smallest = piece->begin;
    for (unsigned i = piece->begin + 1; i < piece->end; i++)
        if (layout->items[order[i]].size < layout->items[order[smallest]].size)
            smallest = i;
    unsigned item = order[smallest];
    for (unsigned i = smallest; i > piece->begin; i--)
        order[i] = order[i - 1];
    order[piece->begin] = item;
}

/* `index` is of the piece in layout->pieces. */
static void part_with_smallest(struct layout *layout, size_t index)
{
    struct piece piece = layout->pieces.items[index];
    struct rack rack = fill_rack(layout, &piece);
    bool is_best = rack.size == rack.bound;
    struct frame_node *shelves = rack_node(layout, &rack);
    if (is_best || layout->effort > MOST_EFFORT || piece.depth >= DEEPEST) {
        *piece.node = *shelves;
        return;
    }
    layout->pieces.items[index].shelves = shelves;
    bring_smallest(layout, &piece);
    *piece.node = *new_node(layout, FRAME_STRUCT, 2);
    add_piece(layout, piece, piece.begin, piece.begin + 1);
    add_piece(layout, piece, piece.begin + 1, piece.end);
}

/* ---- all of it ---- */

static void make_tree(struct layout *layout)
{
    for (size_t i = 0; i < layout->pieces.count; i++) {
        struct piece piece = layout->pieces.items[i];
        if (piece.end - piece.begin == 1)
            become_item(layout, piece.node, layout->order[piece.begin]);
        else if (piece.depth >= DEEPEST || (!split_piece(layout, &piece, FRAME_UNION) &&
                                            !split_piece(layout, &piece, FRAME_STRUCT)))
            part_with_smallest(layout, i);
    }
}

static void finish_tree(struct layout *layout)
{
    for (size_t i = layout->pieces.count; i-- > 0;) {
        struct piece *piece = &layout->pieces.items[i];
        if (piece->node->kind != FRAME_ITEM)
            finish_node(layout, piece->node);
        if (piece->shelves && piece->shelves->size <= piece->node->size)
            *piece->node = *piece->shelves;
    }
}

static void prepare(struct layout *layout, unsigned count)
{
    layout->order = xrealloc(NULL, count * sizeof(unsigned));
    layout->part = xrealloc(NULL, count * sizeof(unsigned));
    layout->spare = xrealloc(NULL, count * sizeof(unsigned));
    layout->ends = xrealloc(NULL, (count + 1) * sizeof(unsigned));
    layout->rest = bits_new(layout->arena, count - 1);
    for (unsigned i = 0; i < count; i++)
        layout->order[i] = i;
}

struct frame_node *frame_layout(struct arena *arena, const struct frame_item *items, unsigned count,
                                const struct bits *apart)
{
    if (!count)
        return NULL;
    struct layout layout = {.arena = arena, .items = items, .apart = apart};
    prepare(&layout, count);
    struct frame_node *root = new_node(&layout, FRAME_ITEM, 0);
    *vec_push(&layout.pieces) = (struct piece){.node = root, .end = count};
    make_tree(&layout);
    finish_tree(&layout);
    free(layout.order);
    free(layout.part);
    free(layout.spare);
    free(layout.ends);
    vec_free(&layout.pieces);
    return root;
}
