#define ASYNC_GENERATED 1
#include <async.h>

int ask(int question);
int plain(int value);

/* What stands before an await is evaluated before it; both sides of && run only when C says so. */
async_status ask__call(struct async_task *task, int, int *);
struct mixed__frame {
    struct async_frame head;
    unsigned state;
    union {
        struct {
            union {
                struct {
                    int *value_9;
                    int value_9_2;
                    int value_9_3;
                    int ask_9;
                };
                int ask_10;
            };
            int n;
        };
        struct {
            int value_12;
            int ask_12;
        };
        int ask_11;
    };
};

enum {
    mixed_line_9 = 1,
    mixed_line_10,
    mixed_line_11,
    mixed_line_12,
};

static const struct async_site mixed__site_9 = {"mixed", "order.c", 9};
static const struct async_site mixed__site_10 = {"mixed", "order.c", 10};
static const struct async_site mixed__site_11 = {"mixed", "order.c", 11};
static const struct async_site mixed__site_12 = {"mixed", "order.c", 12};
ASYNC_UNUSED static const struct async_site *const mixed__places[] = {&mixed__site_9, &mixed__site_10, &mixed__site_11, &mixed__site_12};

static async_status mixed__run(struct mixed__frame *f, unsigned at, struct async_task *task, int *values, int n, int *ret)
{
    async_status st;
    int *value_9;
    int value_9_2;
    int value_9_3;
    int ask_9;
    int both_10;
    int ask_10;
    int chosen_11;
    int ask_11;
    int value_12;
    int ask_12;
    switch (at) {
    case 0: break;
    case mixed_line_9: goto mixed_line_9;
    case mixed_line_10: goto mixed_line_10;
    case mixed_line_11: goto mixed_line_11;
    case mixed_line_12: goto mixed_line_12;
    default: ASYNC_NOT_REACHED();
    }

    value_9 = values;
    value_9_2 = n++;
    value_9_3 = plain(n);
    st = ask__call(task, n, &f->ask_9);
    if (st) {
        if (st != ASYNC_THROWN) {
            async_link(st, f);
            f->n = n;
            f->value_9 = value_9;
            f->value_9_2 = value_9_2;
            f->value_9_3 = value_9_3;
            f->state = mixed_line_9;
            return async_suspend(f);
        mixed_line_9:;
            n = f->n;
            value_9 = f->value_9;
            value_9_2 = f->value_9_2;
            value_9_3 = f->value_9_3;
        }
        if (async_failed(task, &mixed__site_9)) {
            return ASYNC_THROWN;
        }
    }
    ask_9 = f->ask_9;
    value_9[value_9_2] += value_9_3 + ask_9 * 2;
    if (n > 3) {
        st = ask__call(task, n, &f->ask_10);
        if (st) {
            if (st != ASYNC_THROWN) {
                async_link(st, f);
                f->n = n;
                f->state = mixed_line_10;
                return async_suspend(f);
            mixed_line_10:;
                n = f->n;
            }
            if (async_failed(task, &mixed__site_10)) {
                return ASYNC_THROWN;
            }
        }
        ask_10 = f->ask_10;
        both_10 = (ask_10 == plain(1)) != 0;
    } else {
        both_10 = 0;
    }
    if (both_10) {
        if (n) {
            st = ask__call(task, 1, &f->ask_11);
            if (st) {
                if (st != ASYNC_THROWN) {
                    async_link(st, f);
                    f->state = mixed_line_11;
                    return async_suspend(f);
                mixed_line_11:;
                }
                if (async_failed(task, &mixed__site_11)) {
                    return ASYNC_THROWN;
                }
            }
            ask_11 = f->ask_11;
            chosen_11 = ask_11;
        } else {
            chosen_11 = 0;
        }
        *ret = chosen_11;
        return ASYNC_DONE;
    }
    value_12 = plain(2);
    st = ask__call(task, 2, &f->ask_12);
    if (st) {
        if (st != ASYNC_THROWN) {
            async_link(st, f);
            f->value_12 = value_12;
            f->state = mixed_line_12;
            return async_suspend(f);
        mixed_line_12:;
            value_12 = f->value_12;
        }
        if (async_failed(task, &mixed__site_12)) {
            return ASYNC_THROWN;
        }
    }
    ask_12 = f->ask_12;
    *ret = value_12 + ((3));
    return ASYNC_DONE;

}
