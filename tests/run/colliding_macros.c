// User macros with the names a generator may want for itself, defined after the includes.
// expect: 6 15
// expect: 1 2
// expect: 3
#include <async.h>
#include <stdio.h>

#define f 1
#define at(x) ((x) + 1)
#define task "task"
#define ret 5
#define st struct
#define frame 3
#define state 7
#define head 9
#define self NULL
#define status(x) x
#define parent 4
#define resume 8
#define value 12
#define none 13
#define handle 14
#define DONE 2
#define label(x) x##_label

static async int late(int x)
{
    await async_yield();
    return x;
}

st pair {
    int a, b;
};

static async st pair make(int a)
{
    st pair p = {a, at(a)};
    await async_yield();
    return p;
}

static async int total(int n)
{
    int sum = 0;
    for (int i = f; i <= n; i++) {
        sum += await late(i);
        if (i == ret)
            goto label(out);
    }
label(out):
    return sum;
}

async int main(void)
{
    printf("%d %d\n", await total(frame), await total(ret + head));
    st pair p = await make(f);
    await async_yield();
    printf("%d %d\n", p.a, status(p.b));
    printf("%d\n", await late(state - parent) * (task[0] == 't') + 0 * resume * DONE);
    return self != NULL;
}
