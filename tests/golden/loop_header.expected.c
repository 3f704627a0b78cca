#define ASYNC_GENERATED 1
#include <async.h>

int next(void);

/* Only the loop whose header awaits is taken apart. */
async_status next__call(struct async_task *task, int *);
struct sum__frame {
    struct async_frame head;
    unsigned state;
    long total;
    union {
        struct {
            int limit;
            int next_10;
        };
        struct {
            int i;
            int next_17;
        };
    };
};

enum {
    sum_line_10 = 1,
    sum_line_17,
};

static const struct async_site sum__site_10 = {"sum", "loop_header.c", 10};
static const struct async_site sum__site_17 = {"sum", "loop_header.c", 17};
ASYNC_UNUSED static const struct async_site *const sum__places[] = {&sum__site_10, &sum__site_17};

static async_status sum__run(struct sum__frame *f, unsigned at, struct async_task *task, int limit, long *ret)
{
    async_status st;
    int next_10;
    int next_17;
    switch (at) {
    case 0: break;
    case sum_line_10: goto sum_line_10;
    case sum_line_17: goto sum_line_17;
    default: ASYNC_NOT_REACHED();
    }

    long total = 0;
    int value;
    for (;;) {
        st = next__call(task, &f->next_10);
        if (st) {
            if (st != ASYNC_THROWN) {
                async_link(st, f);
                f->limit = limit;
                f->total = total;
                f->state = sum_line_10;
                return async_suspend(f);
            sum_line_10:;
                limit = f->limit;
                total = f->total;
            }
            if (async_failed(task, &sum__site_10)) {
                return ASYNC_THROWN;
            }
        }
        next_10 = f->next_10;
        if (!((value = next_10) < limit)) break;
        {
        if (value < 0)
            continue;
        for (int i = 0; i < value; i++)
            total += i;
    }
    }
    for (int i = 0; i < 3; i++) {
        st = next__call(task, &f->next_17);
        if (st) {
            if (st != ASYNC_THROWN) {
                async_link(st, f);
                f->total = total;
                f->i = i;
                f->state = sum_line_17;
                return async_suspend(f);
            sum_line_17:;
                total = f->total;
                i = f->i;
            }
            if (async_failed(task, &sum__site_17)) {
                return ASYNC_THROWN;
            }
        }
        next_17 = f->next_17;
        total += next_17;
    }
    *ret = total;
    return ASYNC_DONE;

}
