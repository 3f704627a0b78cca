/* A task, a leaf that has no frame of its own, and the loop that steps the task: docs/abi.md. */
#include <async/frame.h>
#include <stdio.h>

async_status wait_for_it__call(struct async_task *task, const char *who, int value, int *ret);
int compute(int x);
int fails(int x);

/* There is one task, which waits for one thing. */
static int *wanted, value_of_it;

/* The leaf: what waits is its caller. */
async_status wait_for_it__call(struct async_task *task, const char *who, int value, int *ret)
{
    printf("%s waits for %d\n", who, value);
    wanted = ret;
    value_of_it = value;
    return &task->innermost;
}

static void wait_for_something(void)
{
    printf("it is %d\n", value_of_it);
    *wanted = value_of_it;
}

static int run(int (*start)(int), int x, int *code)
{
    struct async_task task = {0};
    int value = 0;
    async_call.task = &task;
    async_status status = ASYNC_CALL(&value, start(x));
    if (!async_over(status)) {
        *status = NULL;
        do
            wait_for_something();
        while (!async_step(&task));
    }
    struct async_error *error = async_catch(&task);
    *code = 0;
    if (error) {
        *code = async_code(error);
        async_release(&task, error);
    }
    async_drop_chunks(&task);
    return value;
}

int main(void)
{
    int code, value = run(compute, 42, &code);
    printf("%d\n", value);
    run(fails, 7, &code);
    printf("an error, %d\n", code);
    return 0;
}
