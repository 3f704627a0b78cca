/* SPDX-License-Identifier: MIT
 *
 * State machines in C by hand, the innermost resumed directly: one that is done resumes its parent.
 */
#include "bench.h"
#include <stdbool.h>
#include <stddef.h>

struct machine {
    struct machine *parent;
    bool (*resume)(struct machine *); /* true: done */
    long value;
};

struct loop {
    struct machine head;
    int state;
    long count, i, sum;
};

static bool loop_resume(struct machine *head)
{
    struct loop *m = (struct loop *)head;
    switch (m->state) {
    case 0:
        for (m->i = m->sum = 0; m->i < m->count; m->i++) {
            m->state = 1;
            return false;
        case 1:
            m->sum += m->i;
        }
    }
    head->parent->value = m->sum;
    return true;
}

/* Levels 2 to 10 only hand the value on. */
static bool level_resume(struct machine *head)
{
    if (head->parent)
        head->parent->value = head->value;
    return true;
}

static void run(struct machine *innermost)
{
    while (innermost) {
        if (innermost->resume(innermost))
            innermost = innermost->parent;
    }
}

static long suspend(int depth, long count)
{
    struct machine level[10] = {{0}}; /* the last is the driver's */
    struct loop loop = {{&level[0], loop_resume, 0}, .count = count};
    for (int i = 0; i < depth; i++) {
        level[i].resume = level_resume;
        level[i].parent = i + 1 < depth ? &level[i + 1] : NULL;
    }
    run(&loop.head);
    return level[depth - 1].value;
}

long susp1(long count)
{
    return suspend(1, count);
}

long susp10(long count)
{
    return suspend(10, count);
}
