// The names a generator may want for itself belong to the user.
// flags: -Wno-shadow
// expect: 78
// expect: 12 13 14
// expect: 1 2 3
// expect: 55
// expect: 4 5
// expect: 9 8
#include <async.h>
#include <stdio.h>

struct frame {
    int state;
};
struct members {
    int head, state, ret;
};
typedef int task;
enum { DONE = 5, START };

static async int f(int at)
{
    await async_yield();
    return at;
}

static async int names(int f, int at, int task, int ret, int st, int frame, int state, int head,
                        int self, int parent, int resume, int result)
{
    int status = f + at, label = task + ret, tmp = st + frame, async_status_ = state + head;
    await async_yield();
    int resumed = self + parent, run = resume + result;
    await async_sleep(0.001);
    return status + label + tmp + async_status_ + resumed + run;
}

static async int names__run(int x)
{
    await async_yield();
    return x + 1;
}

static int names__frame(int x)
{
    return x + 2;
}

static async int locals(void)
{
    struct frame frame = {1};
    int names_line_12 = 10, entry = 20, t = 3, _0 = 4, tmp_1 = 5, call_1 = 6, f_1 = 7;
    await async_yield();
    return frame.state - 1 + names_line_12 + entry + t + _0 + tmp_1 + call_1 + f_1;
}

static async void frame_members(void)
{
    struct members f = {1, 2, 3}, *at = &f;
    await async_yield();
    printf("%d %d %d\n", at->head, f.state, at->ret);
}

static async int label_names(int n)
{
resume:
    n = await f(n + 1);
    if (n < 3)
        goto resume;
    if (n == 3)
        goto start;
    goto done;
start:
    n = 5;
    await async_yield();
done:
    return n - 1;
}

async int main(void)
{
    int (*done)(const char *) = puts;
    printf("%d\n", await names(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12));
    printf("%d %d %d\n", await f(12), await names__run(12), names__frame(12));
    await frame_members();
    printf("%d\n", await locals());
    printf("%d %d\n", await label_names(1), DONE);
    enum { ASYNC = 9 };
    int memcpy = 8;
    await async_yield();
    printf("%d %d\n", done ? ASYNC : 0, memcpy);
    return 0;
}
