/* SPDX-License-Identifier: MIT
 *
 * Tasks by hand, as awaitc would write them: a script is a task whose body is a function with the
 * state kept in the frame. AWAIT() and the rest stand for `await`; what has to live across one is
 * kept in the script. Each test leaves without a loop.
 */
#ifndef RUNTIME_HARNESS_H
#define RUNTIME_HARNESS_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE 1
#endif
#define ASYNC_GENERATED   1
#define ASYNC_NO_KEYWORDS 1
#include <async.h>

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

struct script;
typedef async_status script_body(struct script *s, struct async_task *task);

struct script {
    struct async_future future;
    long value; /* what the task gives */

    struct async_frame head;
    unsigned state;
    script_body *body;
    void *data;
    struct async_owner owner;
    long i, j, got; /* at the body's disposal, as is what follows */
    int fd, peer, result;
    long *handles[4];
    char buffer[64];
    struct sockaddr_in address;
    socklen_t address_size;
    union {
        struct async_wait wait;
        struct async_poll poll;
        struct async_io io;
        struct async_io_peer peer;
        struct async_join join;
        struct async_group group;
    } leaf;
    struct async_timeout timeout;
    struct async_error *caught;
};

#define SCRIPT_HEAD(NAME)                                                                          \
    async_status NAME(struct script *s __attribute__((unused)),                                    \
                      struct async_task *task __attribute__((unused)))
#define SCRIPT(NAME) static SCRIPT_HEAD(NAME)

#define BEGIN                                                                                      \
    async_status status = ASYNC_DONE;                                                              \
    switch (s->state) {                                                                            \
    case 0:;

/* Every way out, errors included, joins what the script owns. */
#define END                                                                                        \
    goto leave;                                                                                    \
    leave:                                                                                         \
    if (s->owner.async_tasks)                                                                      \
        SUSPEND_IF_(async_owner_join__start(&s->leaf.join, task, &s->owner, 0))                    \
    }                                                                                              \
    (void)status;                                                                                  \
    return task->thrown ? ASYNC_THROWN : ASYNC_DONE

#define SUSPEND_IF_(STATUS)                                                                        \
    {                                                                                              \
        status = (STATUS);                                                                         \
        if (!async_over(status)) {                                                                 \
            *status = &s->head;                                                                    \
            s->state = __LINE__;                                                                   \
            return &s->head.parent;                                                                \
        case __LINE__:;                                                                            \
        }                                                                                          \
    }

/* An await whose error goes to a label; without _OR it leaves the script. */
#define AWAIT_OR_(LABEL, STATUS)                                                                   \
    do {                                                                                           \
        SUSPEND_IF_(STATUS)                                                                        \
        if (task->thrown)                                                                          \
            goto LABEL;                                                                            \
    } while (0)

#define YIELD_OR(LABEL)          AWAIT_OR_(LABEL, async_yield__start(&s->leaf.wait, task))
#define SLEEP_OR(LABEL, SECONDS) AWAIT_OR_(LABEL, async_sleep__start(&s->leaf.wait, task, SECONDS))
#define JOIN_OR(LABEL, HANDLE)   AWAIT_OR_(LABEL, async_future_wait(HANDLE, task))

#define YIELD()        YIELD_OR(leave)
#define SLEEP(SECONDS) SLEEP_OR(leave, SECONDS)
#define JOIN(HANDLE)   JOIN_OR(leave, HANDLE)

/* throw CODE; */
#define THROW(CODE)                                                                                \
    do {                                                                                           \
        static const struct async_site site_ = {__func__, __FILE__, __LINE__};                     \
        async_throw(task, CODE, &site_);                                                           \
        goto leave;                                                                                \
    } while (0)

/* catch (e) of what went to the label before it: the code, and the error is gone. */
static inline int script_catch(struct async_task *task)
{
    struct async_error *caught = async_catch(task);
    int code = caught ? async_code(caught) : 0;
    async_release(task, caught);
    return code;
}

/* RESULT = await NAME(...); MEMBER is that of leaf. Leaves s->j 1 if it had to wait. */
#define AWAIT(RESULT, MEMBER, NAME, ...)                                                           \
    do {                                                                                           \
        __typeof__(s->leaf.MEMBER.async_ret) now_ = 0;                                             \
        __typeof__(NAME(__VA_ARGS__)) typed_ = 0;                                                  \
        s->j = 0;                                                                                  \
        status = NAME##__start(&s->leaf.MEMBER, task, __VA_ARGS__, &typed_);                       \
        now_ = typed_;                                                                             \
        if (!async_over(status)) {                                                                 \
            *status = &s->head;                                                                    \
            s->state = __LINE__;                                                                   \
            return &s->head.parent;                                                                \
        case __LINE__:                                                                             \
            s->j = 1;                                                                              \
            now_ = s->leaf.MEMBER.async_ret;                                                       \
        }                                                                                          \
        if (task->thrown)                                                                          \
            goto leave;                                                                            \
        (RESULT) = now_;                                                                           \
    } while (0)

static inline async_status script_resume(struct async_frame *frame, struct async_task *task)
{
    struct script *s = (struct script *)((char *)frame - offsetof(struct script, head));
    return s->body(s, task);
}

/* spawn: the script, or NULL. */
static inline struct script *script_spawn(script_body *body, void *data, struct async_owner *owner,
                                          int keep)
{
    static const struct async_site site = {"script", __FILE__, __LINE__};
    struct script *s = async_run_open(0, 0) ? async_task_new(sizeof *s) : NULL;
    if (!s)
        return NULL;
    memset((char *)s + offsetof(struct script, value), 0,
           sizeof *s - offsetof(struct script, value));
    s->body = body;
    s->data = data;
    s->head.resume = script_resume;
    async_task_begin(&s->future, &s->head, owner, keep ? ASYNC_KEPT : ASYNC_DISCARDED, &site);
    return s;
}

/* async_run: 0 and the value, or -1 and errno. */
static inline int script_run(script_body *body, void *data, long *value)
{
    struct script *s = script_spawn(body, data, ASYNC_NO_OWNER, 1);
    int result = async_run_until(s ? &s->value : NULL);
    int error = errno;
    if (value && s && !result)
        *value = s->value;
    async_task_free(s ? &s->value : NULL);
    errno = error;
    return result;
}

#define RUN(BODY, DATA) assert_int_equal(script_run(BODY, DATA, NULL), 0)

/* What happened, in order: one letter each. */
static char script_log[512] __attribute__((unused));

static inline void note(int letter)
{
    size_t length = strlen(script_log);
    assert_true(length + 1 < sizeof script_log);
    script_log[length] = (char)letter;
    script_log[length + 1] = 0;
}

static inline int script_setup(void **state)
{
    (void)state;
    script_log[0] = 0;
    return 0;
}

/* Fails the test that left a loop behind. */
static inline int script_teardown(void **state)
{
    (void)state;
    return async_poller() ? -1 : 0;
}

#define TEST(NAME) cmocka_unit_test_setup_teardown(NAME, script_setup, script_teardown)

/* ---- sockets ---- */

/* A listening socket on the loopback; *address becomes its address. */
static inline int script_listen(struct sockaddr_in *address)
{
    socklen_t size = sizeof *address;
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    *address = (struct sockaddr_in){.sin_family = AF_INET};
    address->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    assert_int_equal(bind(fd, (struct sockaddr *)address, sizeof *address), 0);
    assert_int_equal(listen(fd, 16), 0);
    assert_int_equal(getsockname(fd, (struct sockaddr *)address, &size), 0);
    return fd;
}

/* A connected TCP pair, both ends in blocking mode. */
static inline void script_tcp_pair(int pair[2])
{
    struct sockaddr_in address;
    int listener = script_listen(&address);
    pair[0] = socket(AF_INET, SOCK_STREAM, 0);
    assert_int_equal(connect(pair[0], (struct sockaddr *)&address, sizeof address), 0);
    pair[1] = accept(listener, NULL, NULL);
    assert_true(pair[1] >= 0);
    close(listener);
}

#endif
