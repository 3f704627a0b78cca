/* SPDX-License-Identifier: MIT
 *
 * A table of the C library's functions that wait. Only direct calls of functions that a system
 * header declares are looked at. What moves data through a descriptor blocks unless the descriptor
 * is one that this function got from open() and the like, was waited for by async_wait_readable()
 * or async_wait_writable() in this function, or a flag says not to.
 */
#include "check/blocking.h"

#include "ast/rules.h"
#include "check/walk.h"

#include <string.h>

/* When does the call wait? */
enum when {
    ALWAYS,
    ON_READING, /* argument 0 is a descriptor that may be a socket, a pipe or a terminal */
    ON_WRITING, /* likewise, but for the descriptors that every program has */
    ON_STDIN,   /* the last argument is stdin */
    UNLESS      /* `word` stands in the text of an argument */
};

struct blocking_call {
    const char *name;
    enum when when;
    const char *word;    /* ON_READING, ON_WRITING, UNLESS: that keeps the call from waiting */
    const char *instead; /* NULL: nothing here that does the same */
};

static const char in_thread[] = "the runtime has no such call: do this ahead of the loop, in a "
                                "thread or in another process";
static const char readable[] = "write 'await async_wait_readable(fd)' ahead of it, or instead";
static const char from_stdin[] = "read with 'await async_read(0, ...)'";
static const char awaits_tasks[] = "let a task do the work, and await its future";

static const struct blocking_call calls[] = {
    {"sleep", ALWAYS, NULL, "write 'await async_sleep(seconds)'"},
    {"usleep", ALWAYS, NULL, "write 'await async_sleep(seconds)'"},
    {"nanosleep", ALWAYS, NULL, "write 'await async_sleep(seconds)'"},
    {"clock_nanosleep", ALWAYS, NULL, "write 'await async_sleep(seconds)'"},
    {"thrd_sleep", ALWAYS, NULL, "write 'await async_sleep(seconds)'"},
    {"read", ON_READING, NULL, "write 'await async_read(...)', which takes the same arguments"},
    {"readv", ON_READING, NULL, "write 'await async_readv(...)', which takes the same arguments"},
    {"recv", ON_READING, "MSG_DONTWAIT",
     "write 'await async_recv(...)', which takes the same arguments"},
    {"recvfrom", ON_READING, "MSG_DONTWAIT",
     "write 'await async_recvfrom(...)', which takes the same arguments"},
    {"recvmsg", ON_READING, "MSG_DONTWAIT", readable},
    {"accept", ON_READING, NULL, "write 'await async_accept(...)', which takes the same arguments"},
    {"accept4", ON_READING, NULL, "write 'await async_accept(...)'"},
    {"write", ON_WRITING, NULL, "write 'await async_write(...)', which takes the same arguments"},
    {"writev", ON_WRITING, NULL, "write 'await async_writev(...)', which takes the same arguments"},
    {"send", ON_WRITING, "MSG_DONTWAIT",
     "write 'await async_send(...)', which takes the same arguments"},
    {"sendto", ON_WRITING, "MSG_DONTWAIT",
     "write 'await async_sendto(...)', which takes the same arguments"},
    {"sendmsg", ON_WRITING, "MSG_DONTWAIT",
     "write 'await async_wait_writable(fd)' ahead of it, or instead"},
    {"connect", ON_WRITING, NULL,
     "write 'await async_connect(...)', which takes the same arguments"},
    {"getchar", ALWAYS, NULL, from_stdin},
    {"getwchar", ALWAYS, NULL, from_stdin},
    {"scanf", ALWAYS, NULL, from_stdin},
    {"fgets", ON_STDIN, NULL, from_stdin},
    {"getc", ON_STDIN, NULL, from_stdin},
    {"fgetc", ON_STDIN, NULL, from_stdin},
    {"fread", ON_STDIN, NULL, from_stdin},
    {"getline", ON_STDIN, NULL, from_stdin},
    {"getdelim", ON_STDIN, NULL, from_stdin},
    {"poll", UNLESS, "0", "write 'await async_wait_readable(fd)', in a task for each descriptor"},
    {"ppoll", ALWAYS, NULL, "write 'await async_wait_readable(fd)', in a task for each descriptor"},
    {"select", ALWAYS, NULL,
     "write 'await async_wait_readable(fd)', in a task for each descriptor"},
    {"pselect", ALWAYS, NULL,
     "write 'await async_wait_readable(fd)', in a task for each descriptor"},
    {"epoll_wait", UNLESS, "0", "write 'await async_wait_readable(epoll_fd)' ahead of it"},
    {"epoll_pwait", UNLESS, "0", "write 'await async_wait_readable(epoll_fd)' ahead of it"},
    {"getaddrinfo", ALWAYS, NULL, in_thread},
    {"getnameinfo", ALWAYS, NULL, in_thread},
    {"gethostbyname", ALWAYS, NULL, in_thread},
    {"gethostbyaddr", ALWAYS, NULL, in_thread},
    {"system", ALWAYS, NULL, in_thread},
    {"pclose", ALWAYS, NULL, in_thread},
    {"wait", ALWAYS, NULL, in_thread},
    {"waitpid", UNLESS, "WNOHANG", in_thread},
    {"wait3", UNLESS, "WNOHANG", in_thread},
    {"wait4", UNLESS, "WNOHANG", in_thread},
    {"waitid", UNLESS, "WNOHANG", in_thread},
    {"pause", ALWAYS, NULL, in_thread},
    {"sigwait", ALWAYS, NULL, in_thread},
    {"sigwaitinfo", ALWAYS, NULL, in_thread},
    {"sigsuspend", ALWAYS, NULL, in_thread},
    {"flock", UNLESS, "LOCK_NB", in_thread},
    {"lockf", UNLESS, "F_TLOCK", in_thread},
    {"mq_receive", ALWAYS, NULL, readable},
    {"msgrcv", UNLESS, "IPC_NOWAIT", in_thread},
    {"semop", ALWAYS, NULL, in_thread},
    {"sem_wait", ALWAYS, NULL, awaits_tasks},
    {"sem_timedwait", ALWAYS, NULL, awaits_tasks},
    {"pthread_join", ALWAYS, NULL, awaits_tasks},
    {"pthread_cond_wait", ALWAYS, NULL, awaits_tasks},
    {"pthread_cond_timedwait", ALWAYS, NULL, awaits_tasks},
    {"pthread_barrier_wait", ALWAYS, NULL, awaits_tasks},
    {"thrd_join", ALWAYS, NULL, awaits_tasks},
    {"cnd_wait", ALWAYS, NULL, awaits_tasks},
    {"cnd_timedwait", ALWAYS, NULL, awaits_tasks},
};

/* What the whole function says of its descriptors. */
struct search {
    struct diag *diag;
    bool *is_file, *is_other; /* [var]: what was assigned to it */
    bool waits_readable, waits_writable;
    bool reports; /* the second walk */
};

/* ---- names ---- */

static const struct expr *bare(const struct expr *expr)
{
    while (expr->count == 1 && (expr->kind == EXPR_PAREN || expr->kind == EXPR_CAST))
        expr = expr->kids[0];
    return expr;
}

/* The ordinary function that a call names; NULL if there is none. */
static const struct named *callee_of(const struct expr *call)
{
    const struct expr *callee = call->kind == EXPR_CALL ? bare(call->kids[0]) : NULL;
    return callee && callee->kind == EXPR_CONSTANT ? callee->named : NULL;
}

static const struct blocking_call *find_call(const char *name)
{
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
        if (strcmp(calls[i].name, name) == 0)
            return &calls[i];
    return NULL;
}

/* Does the word stand in the argument as it was written? */
static bool mentions(const struct expr *argument, const char *word)
{
    struct span span = argument->span;
    if (!span.source)
        return false;
    for (unsigned at = span.begin; at < span.end;) {
        unsigned end = at;
        while (end < span.end && is_word(span.source->text[end]))
            end++;
        if (word_is(span.source->text + at, end - at, word))
            return true;
        at = end > at ? end : at + 1;
    }
    return false;
}

static bool any_mentions(const struct expr *call, const char *word)
{
    for (unsigned i = 1; word && i < call->count; i++)
        if (mentions(call->kids[i], word))
            return true;
    return false;
}

/* ---- where descriptors come from ---- */

static bool opens_file(const struct expr *value)
{
    static const char *const names[] = {
        "open",          "openat",         "creat",   "mkstemp",  "mkostemp",  "mkstemps",
        "memfd_create",  "shm_open",       "open64",  "openat64", "mkstemp64", "fileno",
        "inotify_init1", "timerfd_create", "eventfd", NULL};
    const struct named *named = callee_of(bare(value));
    for (const char *const *name = names; named && *name; name++)
        if (strcmp(*name, named->name) == 0)
            return true;
    return false;
}

static void note_value(const struct search *search, const struct var *var, const struct expr *value)
{
    if (var)
        *(opens_file(value) ? &search->is_file[var->index] : &search->is_other[var->index]) = true;
}

static void note_expr(struct search *search, const struct expr *expr)
{
    if (expr->kind == EXPR_ASSIGN && expr->count == 2)
        note_value(search, bare(expr->kids[0])->var, expr->kids[1]);
    if (expr->kind == EXPR_CALL && expr->function) {
        search->waits_readable |= strcmp(expr->function->name, "async_wait_readable") == 0;
        search->waits_writable |= strcmp(expr->function->name, "async_wait_writable") == 0;
    }
}

static bool is_from_file(const struct search *search, const struct expr *descriptor)
{
    const struct var *var = bare(descriptor)->var;
    if (!var || var->kind != VAR_LOCAL)
        return opens_file(descriptor);
    return search->is_file[var->index] && !search->is_other[var->index];
}

/* ---- the rule ---- */

static bool is_stdin(const struct expr *argument)
{
    const struct named *named = bare(argument)->named;
    return (named && strcmp(named->name, "stdin") == 0) || mentions(argument, "stdin");
}

static bool may_wait(const struct search *search, const struct blocking_call *known,
                     const struct expr *call)
{
    if (call->count < 2)
        return known->when == ALWAYS;
    const struct expr *first = call->kids[1], *last = call->kids[call->count - 1];
    switch (known->when) {
    case ALWAYS:
        return true;
    case ON_READING:
        return !search->waits_readable && !is_from_file(search, first) &&
               !any_mentions(call, known->word);
    case ON_WRITING:
        return !search->waits_writable && !is_from_file(search, first) &&
               bare(first)->kind != EXPR_CONSTANT && !any_mentions(call, known->word);
    case ON_STDIN:
        return is_stdin(last);
    case UNLESS:
        return !any_mentions(call, known->word);
    }
    return false;
}

static void check_call(const struct search *search, const struct expr *call)
{
    const struct named *named = callee_of(call);
    const struct blocking_call *known = named && named->is_system ? find_call(named->name) : NULL;
    if (known && may_wait(search, known, call))
        rule_report_both(search->diag, RULE_BLOCKING_CALL, call->span, known->name, known->instead);
}

/* ---- the walks ---- */

static void visit_stmt(void *data, const struct stmt *stmt);

static void visit_expr(void *data, const struct expr *expr)
{
    struct search *search = data;
    if (search->reports)
        check_call(search, expr);
    else
        note_expr(search, expr);
    const struct walker walker = {visit_stmt, visit_expr, search};
    walk_operands(&walker, expr);
}

static void visit_stmt(void *data, const struct stmt *stmt)
{
    struct search *search = data;
    for (size_t i = 0; i < stmt->decls.count && !search->reports; i++) {
        const struct decl *decl = &stmt->decls.items[i];
        if (decl->init)
            note_value(search, decl->var, decl->init);
    }
    const struct walker walker = {visit_stmt, visit_expr, search};
    walk_parts(&walker, stmt);
}

void blocking_check(const struct func *func, struct diag *diag)
{
    if (!rule_is_on(diag, RULE_BLOCKING_CALL))
        return;
    size_t count = func->vars.count + 1;
    struct search search = {
        .diag = diag,
        .is_file = arena_array(&diag->arena, bool, count),
        .is_other = arena_array(&diag->arena, bool, count),
    };
    visit_stmt(&search, func->body);
    search.reports = true;
    visit_stmt(&search, func->body);
}
