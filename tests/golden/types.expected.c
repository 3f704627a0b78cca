#define ASYNC_GENERATED 1
#include <async.h>

struct point {
    int x, y;
};

static int sum(struct point p)
{
    return p.x + p.y;
}

/* One type keeps its name, the other would be taken for that of the file. */
enum { FIRST = 1, SECOND }; struct corner { struct point at; int kinds[SECOND]; struct corner *next; }; struct corners__point { double x, y; }; typedef struct corners__point corners__point_2; struct corners__point_3 { corners__point_2 exact; }; 
struct corners__frame {
    struct async_frame head;
    unsigned state;
    struct corner corner_2;
    struct corner *list;
    struct corners__point_3 exact;
    struct async_wait async_yield_27;
};

enum { corners_line_27 = 1 };

static const struct async_site corners__site_27 = {"corners", "types.c", 27};
ASYNC_UNUSED static const struct async_site *const corners__places[] = {&corners__site_27};

ASYNC_EXPANDED_BEGIN
static async_status corners__run(struct corners__frame *f, unsigned at_2, struct async_task *task, int n, int *ret)
{
    async_status st;
    switch (at_2) {
    case 0: break;
    case corners_line_27: goto corners_line_27;
    default: ASYNC_NOT_REACHED();
    }

    ;
    f->corner_2 = (struct corner){{n, n}, {FIRST, SECOND}, 0};
    struct corner *list = &f->corner_2;
    ASYNC_UNUSED typedef struct corners__point

 point;
    f->exact = (struct corners__point_3){{n, n}};
    st = async_yield__start(&f->async_yield_27, task);
    if (st) {
        if (st != ASYNC_THROWN) {
            async_link(st, f);
            f->list = list;
            f->state = corners_line_27;
            return async_suspend(f);
        corners_line_27:;
            list = f->list;
        }
        if (async_failed(task, &corners__site_27)) {
            return ASYNC_THROWN;
        }
    }
    
    *ret = list->kinds[1] + sum(list->at) + (int)((struct corners__point_3 *)&f->exact)->exact.x;
    return ASYNC_DONE;

}
ASYNC_EXPANDED_END

struct corners__box {
    struct corners__frame frame;
    int *ret;
};

static async_status corners__unbox(struct async_frame *frame, struct async_task *task)
{
    struct corners__box *box = (struct corners__box *)frame;
    return async_unbox(task, box, corners__run(&box->frame, async_resumed_at(box->frame.state), task, 0, box->ret));
}
ASYNC_PLACES(corners__unbox, corners__places);

async_status corners__call(struct async_task *task, int n, int *ret)
{
    struct corners__box *f = async_push(task, sizeof *f);
    if (!f)
        return async_throw_no_memory(task);
    f->ret = ret;
    async_status st = corners__run(&f->frame, 0, task, n, ret);
    if (async_over(st))
        async_pop(task, f);
    else
        async_set_resume(f, corners__unbox);
    return st;
}

int corners(int n)
{
    int *ret = async_take_ret("corners");
    async_set_status(corners__call(async_current_task(), n, ret));
    return 0;
}
