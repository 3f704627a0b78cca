/* SPDX-License-Identifier: MIT
 *
 * Frame layout: known shapes by their size, random ones by what every layout has to hold.
 */
#include "flow/frame.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

enum { MOST = 6000 };

static struct arena arena;
static struct frame_item items[MOST];
static struct bits apart[MOST];
static unsigned count;

static void begin(unsigned item_count)
{
    arena = (struct arena){0};
    count = item_count;
    for (unsigned i = 0; i < count; i++) {
        items[i] = (struct frame_item){1, 1};
        apart[i] = bits_new(&arena, count);
    }
}

static void keep_apart(unsigned a, unsigned b)
{
    bits_add(apart[a], b);
    bits_add(apart[b], a);
}

static void set_sizes(unsigned long size, unsigned long align)
{
    for (unsigned i = 0; i < count; i++)
        items[i] = (struct frame_item){size, align};
}

/* ---- what every layout has to hold ---- */

static unsigned long offsets[MOST];
static unsigned placed;

static unsigned long round_up(unsigned long size, unsigned long align)
{
    return (size + align - 1) / align * align;
}

/* Lays the node out as a C compiler does. */
static void place(const struct frame_node *node, unsigned long offset)
{
    assert_int_equal(offset % node->align, 0);
    if (node->kind == FRAME_ITEM) {
        assert_int_equal(node->size, items[node->item].size);
        offsets[node->item] = offset;
        placed++;
        return;
    }
    unsigned long used = 0;
    for (unsigned i = 0; i < node->count; i++) {
        const struct frame_node *kid = node->kids[i];
        unsigned long at = node->kind == FRAME_STRUCT ? round_up(used, kid->align) : 0;
        place(kid, offset + at);
        used = at + kid->size > used ? at + kid->size : used;
        assert_true(kid->align <= node->align);
        if (i && node->kind == FRAME_STRUCT)
            assert_true(kid->align <= node->kids[i - 1]->align);
        if (i && node->kind == FRAME_UNION)
            assert_true(kid->item > node->kids[i - 1]->item);
    }
    assert_int_equal(round_up(used, node->align), node->size);
}

static void check_tree(const struct frame_node *root)
{
    placed = 0;
    place(root, 0);
    assert_int_equal(placed, count);
    for (unsigned i = 0; i < count; i++)
        BITS_EACH(j, apart[i])
    assert_true(offsets[i] + items[i].size <= offsets[j] ||
                offsets[j] + items[j].size <= offsets[i]);
}

static struct frame_node *lay_out(void)
{
    struct frame_node *root = frame_layout(&arena, items, count, apart);
    check_tree(root);
    return root;
}

/* ---- shapes ---- */

static void no_items_have_no_tree(void **state)
{
    (void)state;
    assert_null(frame_layout(&arena, items, 0, apart));
}

static void one_item_is_the_tree(void **state)
{
    (void)state;
    begin(1);
    items[0] = (struct frame_item){12, 4};
    struct frame_node *root = lay_out();
    assert_int_equal(root->kind, FRAME_ITEM);
    assert_int_equal(root->size, 12);
    arena_free(&arena);
}

/* One array throughout, three scopes after each other with one each. */
static void siblings_share_beside_one_throughout(void **state)
{
    (void)state;
    begin(4);
    set_sizes(1000, 1);
    for (unsigned i = 1; i < 4; i++)
        keep_apart(0, i);
    struct frame_node *root = lay_out();
    assert_int_equal(root->kind, FRAME_STRUCT);
    assert_int_equal(root->count, 2);
    assert_int_equal(root->kids[1]->kind, FRAME_UNION);
    assert_int_equal(root->size, 2000);
    arena_free(&arena);
}

/* { a; { b; { c; } { d; } } { e; } } */
static void nested_scopes_nest(void **state)
{
    (void)state;
    enum { A, B, C, D, E };
    begin(5);
    items[A].size = 10;
    items[B].size = 20;
    items[C].size = 300;
    items[D].size = 40;
    items[E].size = 315;
    for (unsigned i = B; i <= E; i++)
        keep_apart(A, i);
    keep_apart(B, C);
    keep_apart(B, D);
    assert_int_equal(lay_out()->size, 10 + 320);
    arena_free(&arena);
}

static void structs_are_ordered_by_alignment(void **state)
{
    (void)state;
    begin(4);
    items[0] = (struct frame_item){1, 1};
    items[1] = (struct frame_item){8, 8};
    items[2] = (struct frame_item){2, 2};
    items[3] = (struct frame_item){8, 8};
    for (unsigned i = 0; i < 4; i++)
        for (unsigned j = 0; j < i; j++)
            keep_apart(i, j);
    struct frame_node *root = lay_out();
    static const unsigned expected[] = {1, 3, 2, 0};
    for (unsigned i = 0; i < 4; i++)
        assert_int_equal(root->kids[i]->item, expected[i]);
    assert_int_equal(root->size, 24);
    arena_free(&arena);
}

/* Each must be apart from the next only: neither the graph nor its complement falls apart. */
static void a_path_goes_on_two_shelves(void **state)
{
    (void)state;
    begin(8);
    set_sizes(100, 4);
    for (unsigned i = 0; i + 1 < 8; i++)
        keep_apart(i, i + 1);
    assert_int_equal(lay_out()->size, 200);
    arena_free(&arena);
}

/* Two groups that share but for a small item that has to do with both. */
static void the_smallest_goes_beside_the_rest(void **state)
{
    (void)state;
    enum { BIG, SMALL, OTHER };
    begin(12);
    set_sizes(100, 4);
    items[BIG].size = 1000;
    items[SMALL].size = 4;
    keep_apart(BIG, SMALL);
    keep_apart(SMALL, OTHER);
    for (unsigned i = OTHER; i < count; i++)
        for (unsigned j = OTHER; j < i; j++)
            keep_apart(i, j);
    assert_int_equal(lay_out()->size, 1004);
    arena_free(&arena);
}

/* ---- random graphs ---- */

static unsigned long sum_of_sizes(void)
{
    unsigned long sum = 0;
    for (unsigned i = 0; i < count; i++)
        sum += items[i].size;
    return sum;
}

static void random_items_apart_never_meet(void **state)
{
    (void)state;
    srand(1);
    for (unsigned round = 0; round < 2000; round++) {
        begin(1 + (unsigned)rand() % 14);
        unsigned density = (unsigned)rand() % 101;
        for (unsigned i = 0; i < count; i++) {
            unsigned long align = 1ul << rand() % 4;
            items[i] = (struct frame_item){align * (1 + (unsigned)rand() % 20), align};
            for (unsigned j = 0; j < i; j++)
                if ((unsigned)rand() % 100 < density)
                    keep_apart(i, j);
        }
        assert_true(lay_out()->size <= sum_of_sizes() + 8 * count);
        for (unsigned i = 0; i < count; i++)
            items[i].align = 1;
        assert_true(lay_out()->size <= sum_of_sizes());
        arena_free(&arena);
    }
}

/* A random cograph of items [begin, end); gives the weight of its heaviest clique. */
static unsigned long make_cograph(unsigned from, unsigned to)
{
    if (to - from == 1)
        return items[from].size = 1 + (unsigned)rand() % 50;
    unsigned middle = from + 1 + (unsigned)rand() % (to - from - 1);
    unsigned long left = make_cograph(from, middle), right = make_cograph(middle, to);
    if (rand() % 2)
        return left > right ? left : right;
    for (unsigned i = from; i < middle; i++)
        for (unsigned j = middle; j < to; j++)
            keep_apart(i, j);
    return left + right;
}

static void nested_lifetimes_are_laid_out_perfectly(void **state)
{
    (void)state;
    srand(2);
    for (unsigned round = 0; round < 500; round++) {
        begin(1 + (unsigned)rand() % 150);
        unsigned long heaviest = make_cograph(0, count);
        assert_int_equal(lay_out()->size, heaviest);
        arena_free(&arena);
    }
}

/* ---- size ---- */

static double seconds_to_lay_out(unsigned long *size)
{
    clock_t start = clock();
    *size = frame_layout(&arena, items, count, apart)->size;
    return (double)(clock() - start) / CLOCKS_PER_SEC;
}

static void thousands_of_callees_share_at_once(void **state)
{
    (void)state;
    unsigned long size;
    begin(MOST);
    set_sizes(64, 8);
    for (unsigned i = 1; i < count; i++)
        keep_apart(0, i);
    assert_true(seconds_to_lay_out(&size) < 1);
    assert_int_equal(size, 128);
    arena_free(&arena);
}

/* Every other item beside all that follow: as deep as there are items. */
static void the_deepest_tree_does_not_recurse(void **state)
{
    (void)state;
    unsigned long size;
    begin(MOST);
    for (unsigned i = 0; i < count; i += 2)
        for (unsigned j = i + 1; j < count; j++)
            keep_apart(i, j);
    assert_true(seconds_to_lay_out(&size) < 5);
    assert_int_equal(size, MOST / 2 + 1);
    arena_free(&arena);
}

static void thousands_in_no_order_take_bounded_effort(void **state)
{
    (void)state;
    unsigned long size;
    srand(3);
    begin(2000);
    set_sizes(8, 8);
    for (unsigned i = 0; i < count; i++)
        for (unsigned j = 0; j < i; j++)
            if (rand() % 2)
                keep_apart(i, j);
    assert_true(seconds_to_lay_out(&size) < 5);
    assert_true(size <= sum_of_sizes());
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_items_have_no_tree),
        cmocka_unit_test(one_item_is_the_tree),
        cmocka_unit_test(siblings_share_beside_one_throughout),
        cmocka_unit_test(nested_scopes_nest),
        cmocka_unit_test(structs_are_ordered_by_alignment),
        cmocka_unit_test(a_path_goes_on_two_shelves),
        cmocka_unit_test(the_smallest_goes_beside_the_rest),
        cmocka_unit_test(random_items_apart_never_meet),
        cmocka_unit_test(nested_lifetimes_are_laid_out_perfectly),
        cmocka_unit_test(thousands_of_callees_share_at_once),
        cmocka_unit_test(the_deepest_tree_does_not_recurse),
        cmocka_unit_test(thousands_in_no_order_take_bounded_effort),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
