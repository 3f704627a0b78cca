/* SPDX-License-Identifier: MIT
 *
 * Macros that stand for a member of their own name, beside awaits: they cannot be expanded in the
 * text, and need not be.
 */
#include <async.h>
#include <stdio.h>

struct inner {
    int depth, level;
};
struct state {
    int section, width;
    struct inner inner, *next;
};
static struct state the_state = {4, 5, {6, 7}, NULL}, *state = &the_state;
#define STATE(x) state->x
#define section  STATE(section)
#define width    state->width
#define depth    the_state.inner.depth
#define behind   STATE(next)->level

async static int digits(int a, int b, int c)
{
    await async_yield();
    return 100 * a + 10 * b + c;
}

struct given {
    int wide;
};
#define wide given->wide
async static int of(struct given *given, int by)
{
    int n = wide + await digits(wide, by, section);
    given = &(struct given){n};
    return await digits(depth, wide, STATE(inner.level));
}

async int main(void)
{
    state->next = &the_state.inner;
    printf("%d\n", await digits(1, section, 2));
    printf("%d\n", section + await digits(section, width, depth));
    printf("%d\n", width - await digits(-section, 0, section * 2));
    printf("%d\n", await digits(1, behind, 2));
    printf("%d\n", await of(&(struct given){9}, section++));
    width += 2, printf("%d %d\n", section, width);
}
// expect: 142
// expect: 460
// expect: 397
// expect: 172
// expect: 10147
// expect: 5 7
