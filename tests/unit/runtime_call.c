/* SPDX-License-Identifier: MIT
 *
 * Calls through plain names and pointers, the stack of memory of a task, and calls without await.
 */
#include "runtime_harness.h"
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>

/* RESULT = await (through its name or a pointer) CALL; the value lands in s->got or s->result. */
#define AWAIT_CALL(RESULT, CALL)                                                                   \
    do {                                                                                           \
        SUSPEND_IF_(ASYNC_CALL(RESULT, CALL))                                                      \
    } while (0)

struct sockets {
    int fd[2];
};

SCRIPT(receives_by_pointer)
{
    static ssize_t (*const receive)(int, void *, size_t, int) = async_recv;
    static ssize_t got;
    struct sockets *sockets = s->data;
    BEGIN
    AWAIT_CALL(&got, receive(sockets->fd[0], s->buffer, 8, 0));
    assert_int_equal(got, 3);
    assert_null(async_call.ret);
    AWAIT_CALL(&got, receive(-1, s->buffer, 8, 0));
    assert_int_equal(got, -1);
    assert_int_equal(errno, EBADF);
    AWAIT_CALL(&got, async_read(sockets->fd[0], s->buffer, 8));
    assert_int_equal(got, 2);
    AWAIT_CALL(&s->result, async_wait_readable(sockets->fd[0]));
    assert_int_equal(s->result, 0);
    note('d');
    END;
}

SCRIPT(sends_by_name)
{
    static ssize_t got;
    struct sockets *sockets = s->data;
    static void (*const wait)(double) = async_sleep;
    BEGIN
    s->handles[0] = &script_spawn(receives_by_pointer, sockets, &s->owner, 1)->value;
    AWAIT_CALL(&got, async_yield());
    AWAIT_CALL(&got, wait(0.001));
    AWAIT_CALL(&got, async_send(sockets->fd[1], "abc", 3, 0));
    assert_int_equal(got, 3);
    AWAIT_CALL(&got, wait(0.001));
    AWAIT_CALL(&got, async_write(sockets->fd[1], "de", 2));
    AWAIT_CALL(&got, wait(0.001));
    AWAIT_CALL(&s->result, async_wait_writable(sockets->fd[1]));
    assert_int_equal(s->result, 0);
    close(sockets->fd[1]);
    JOIN(s->handles[0]);
    async_owner_end(&s->owner);
    END;
}

static void plain_names_wait_like_direct_calls(void **state)
{
    (void)state;
    struct sockets sockets;
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, sockets.fd), 0);
    RUN(sends_by_name, &sockets);
    assert_string_equal(script_log, "d");
    close(sockets.fd[0]);
}

SCRIPT(accepts_by_name)
{
    BEGIN
    s->address_size = sizeof s->address;
    AWAIT_CALL(&s->peer, async_accept((int)(intptr_t)s->data, (struct sockaddr *)&s->address,
                                      &s->address_size));
    assert_true(s->peer >= 0);
    close(s->peer);
    END;
}

SCRIPT(connects_by_name)
{
    BEGIN
    s->fd = socket(AF_INET, SOCK_STREAM, 0);
    AWAIT_CALL(&s->result, async_connect(s->fd, s->data, sizeof(struct sockaddr_in)));
    assert_int_equal(s->result, 0);
    close(s->fd);
    END;
}

static void accept_and_connect_can_be_called_by_name(void **state)
{
    (void)state;
    struct sockaddr_in address;
    int listener = script_listen(&address);
    assert_int_equal(async_loop_open(NULL), 0);
    struct script *s = script_spawn(accepts_by_name, (void *)(intptr_t)listener, ASYNC_NO_OWNER, 1);
    RUN(connects_by_name, &address);
    assert_int_equal(async_run_until(&s->value), 0);
    async_task_free(&s->value);
    assert_int_equal(async_loop_close(), 0);
    close(listener);
}

/* A task ended while a call by name waits: the memory of its box goes with it. */
SCRIPT(ends_a_call)
{
    BEGIN
    script_spawn(accepts_by_name, s->data, &s->owner, 1);
    YIELD();
    YIELD();
    async_owner_end(&s->owner);
    END;
}

static void ending_a_task_frees_its_stack(void **state)
{
    (void)state;
    struct sockaddr_in address;
    int listener = script_listen(&address);
    RUN(ends_a_call, (void *)(intptr_t)listener);
    close(listener);
}

/* ---- the stack of memory ---- */

static void the_stack_gives_aligned_memory_last_in_first_out(void **state)
{
    (void)state;
    enum { COUNT = 2000 };
    static char *frames[COUNT];
    static size_t sizes[COUNT];
    struct async_task task = {NULL, NULL, NULL};
    unsigned random = 1;
    int depth = 0;
    for (int i = 0; i < 20000; i++) {
        random = random * 1103515245u + 12345u;
        if (depth < COUNT && (random >> 16 & 15) < (i < 10000 ? 9u : 7u)) {
            sizes[depth] = 1 + (random >> 8) % (random >> 28 ? 200 : 3000);
            frames[depth] = async_push(&task, sizes[depth]);
            assert_int_equal((uintptr_t)frames[depth] % ASYNC_ALIGN, 0);
            memset(frames[depth], depth & 127, sizes[depth]);
            depth++;
        } else if (depth > 0) {
            depth--;
            for (size_t k = 0; k < sizes[depth]; k++)
                assert_int_equal(frames[depth][k], depth & 127);
            async_pop(&task, frames[depth]);
        }
    }
    async_drop_chunks(&task);
    assert_null(task.stack);
    async_drop_chunks(&task);
}

static int allocations;

static void *counting(void *block, size_t size)
{
    if (size == 0) {
        free(block);
        return NULL;
    }
    allocations++;
    return realloc(block, size);
}

static void going_over_the_edge_again_and_again_allocates_once(void **state)
{
    (void)state;
    struct async_task task = {NULL, NULL, NULL};
    async_set_allocator(counting);
    void *first = async_push(&task, 300);
    for (int i = 0; i < 100; i++)
        async_pop(&task, async_push(&task, 300));
    async_pop(&task, first);
    assert_int_equal(allocations, 2);
    async_drop_chunks(&task);
    async_set_allocator(NULL);
}

static void *none(void *block, size_t size)
{
    (void)block;
    (void)size;
    return NULL;
}

static void the_stack_without_memory_gives_null(void **state)
{
    (void)state;
    struct async_task task = {NULL, NULL, NULL};
    async_set_allocator(none);
    assert_null(async_push(&task, 10));
    assert_null(task.stack);
    async_set_allocator(NULL);
}

/* ---- the messages that end a program ---- */

/* Runs a function that ends its process by abort(); what it says goes to text. */
static void run_in_a_child(void (*function)(void), char *text, size_t size)
{
    int out[2], status;
    assert_int_equal(pipe(out), 0);
    pid_t child = fork();
    if (child == 0) {
        signal(SIGABRT, SIG_DFL);
        dup2(out[1], STDERR_FILENO);
        function();
        _exit(0);
    }
    close(out[1]);
    ssize_t got = read(out[0], text, size - 1);
    text[got > 0 ? got : 0] = 0;
    close(out[0]);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
}

static void call_without_await(void)
{
    async_yield();
}

static void a_call_without_await_names_the_function(void **state)
{
    (void)state;
    char text[200];
    run_in_a_child(call_without_await, text, sizeof text);
    assert_non_null(strstr(text, "async_yield"));
    assert_non_null(strstr(text, "without await"));
}

static void a_call_without_memory_throws(void **state)
{
    (void)state;
    struct async_task task = {NULL, NULL, NULL};
    struct async_call saved = async_call;
    ssize_t got;
    async_set_allocator(none);
    async_call.task = &task;
    assert_ptr_equal(ASYNC_CALL(&got, async_recv(0, NULL, 0, 0)), ASYNC_THROWN);
    assert_int_equal(async_code(task.thrown), ENOMEM);
    async_release(&task, async_catch(&task));
    async_set_allocator(NULL);
    async_call = saved;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(plain_names_wait_like_direct_calls),
        TEST(accept_and_connect_can_be_called_by_name),
        TEST(ending_a_task_frees_its_stack),
        TEST(the_stack_gives_aligned_memory_last_in_first_out),
        TEST(going_over_the_edge_again_and_again_allocates_once),
        TEST(the_stack_without_memory_gives_null),
        TEST(a_call_without_await_names_the_function),
        TEST(a_call_without_memory_throws),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
