// An ordinary function spawns while a loop runs; without one it gets NULL and ENOTCONN. The value of a
// statement expression keeps its task; where nobody wants it the task goes when it is done.
// no-erase
#include <async.h>

#include <errno.h>
#include <stdio.h>

static async int value(int x)
{
    await async_yield();
    return x;
}

static future(int) from_ordinary(int x)
{
    errno = 0;
    future(int) task = spawn(value(x));
    detach(spawn(value(x)));
    return task;
}

static generator(int) spawning(void)
{
    yield 1;
    future(int) task = NULL;
    task = spawn(value(8));
    yield task != NULL;
}

static async int uses(void)
{
    future(int) task = from_ordinary(3);
    printf("%d\n", *await task);
    future(int) kept = ({
        printf("begins\n");
        (spawn(value(4)));
    });
    await async_sleep(0.01);
    printf("%d\n", *kept);
    ({ spawn(value(5)); });
    (void)({ spawn(value(6)); });
    gen_each (int more, spawning())
        printf("generated %d\n", more);
    return future_free(task);
}

int main(void)
{
    future(int) none = from_ordinary(3);
    printf("%d %d\n", none == NULL, errno == ENOTCONN);
    generator(int) g = spawning();
    printf("%d\n", gen_next(g));
    printf("%d", gen_next(g));
    printf(" %d\n", gen_error(g) == ENOTCONN);
    gen_free(g);
    printf("%d %d\n", async_run(uses()), async_run_error());
    none = from_ordinary(3);
    printf("%d %d\n", none == NULL, errno == ENOTCONN);
    return 0;
}

// expect: 1 1
// expect: 1
// expect: 0 1
// expect: 3
// expect: begins
// expect: 4
// expect: generated 1
// expect: generated 1
// expect: 0 0
// expect: 1 1
