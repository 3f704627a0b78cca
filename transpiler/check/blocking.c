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
    ON_STDIN,   /* an argument is stdin */
    UNLESS,     /* `word` stands in the text of an argument */
    IF,         /* the contrary */
    UNLESS_NOW, /* the last argument is a time of 0 */
    UNLESS_ZERO /* argument `word` (its digit) is 0 */
};

struct blocking_call {
    const char *name;
    enum when when;
    const char *word;    /* ON_READING, ON_WRITING, UNLESS: that keeps the call from waiting; words
                            with blanks between them */
    const char *instead; /* NULL: nothing here that does the same */
};

static const char in_thread[] = "the runtime has no such call: do this ahead of the loop, in a "
                                "thread or in another process";
static const char readable[] = "write 'await async_wait_readable(fd)' ahead of it, or instead";
static const char from_stdin[] = "read with 'await async_read(0, ...)'";
static const char in_tasks[] =
    "write 'await async_wait_readable(fd)', in a task for each descriptor";
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
    {"recvmmsg", ON_READING, "MSG_DONTWAIT", readable},
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
    {"sendmmsg", ON_WRITING, "MSG_DONTWAIT",
     "write 'await async_wait_writable(fd)' ahead of it, or instead"},
    {"sendfile", ON_WRITING, NULL, "write 'await async_wait_writable(fd)' ahead of it"},
    {"splice", ON_READING, "SPLICE_F_NONBLOCK", readable},
    {"getchar", ALWAYS, NULL, from_stdin},
    {"getwchar", ALWAYS, NULL, from_stdin},
    {"getchar_unlocked", ALWAYS, NULL, from_stdin},
    {"scanf", ALWAYS, NULL, from_stdin},
    {"vscanf", ALWAYS, NULL, from_stdin},
    {"wscanf", ALWAYS, NULL, from_stdin},
    {"fscanf", ON_STDIN, NULL, from_stdin},
    {"vfscanf", ON_STDIN, NULL, from_stdin},
    {"fgetws", ON_STDIN, NULL, from_stdin},
    {"getwc", ON_STDIN, NULL, from_stdin},
    {"fgetwc", ON_STDIN, NULL, from_stdin},
    {"getc_unlocked", ON_STDIN, NULL, from_stdin},
    {"getpass", ALWAYS, NULL, from_stdin},
    {"fgets", ON_STDIN, NULL, from_stdin},
    {"getc", ON_STDIN, NULL, from_stdin},
    {"fgetc", ON_STDIN, NULL, from_stdin},
    {"fread", ON_STDIN, NULL, from_stdin},
    {"getline", ON_STDIN, NULL, from_stdin},
    {"getdelim", ON_STDIN, NULL, from_stdin},
    {"poll", UNLESS_ZERO, "3", in_tasks},
    {"ppoll", ALWAYS, NULL, in_tasks},
    {"select", UNLESS_NOW, NULL, in_tasks},
    {"pselect", ALWAYS, NULL, in_tasks},
    {"epoll_wait", UNLESS_ZERO, "4", "write 'await async_wait_readable(epoll_fd)' ahead of it"},
    {"epoll_pwait", UNLESS_ZERO, "4", "write 'await async_wait_readable(epoll_fd)' ahead of it"},
    {"epoll_pwait2", ALWAYS, NULL, "write 'await async_wait_readable(epoll_fd)' ahead of it"},
    {"getaddrinfo", ALWAYS, NULL, in_thread},
    {"getnameinfo", ALWAYS, NULL, in_thread},
    {"gethostbyname", ALWAYS, NULL, in_thread},
    {"gethostbyname2", ALWAYS, NULL, in_thread},
    {"gethostbyname_r", ALWAYS, NULL, in_thread},
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
    {"sigtimedwait", ALWAYS, NULL, in_thread},
    {"sigsuspend", ALWAYS, NULL, in_thread},
    {"flock", UNLESS, "LOCK_NB LOCK_UN", in_thread},
    {"lockf", UNLESS, "F_TLOCK F_ULOCK F_TEST", in_thread},
    {"fcntl", IF, "F_SETLKW F_OFD_SETLKW", in_thread},
    {"tcdrain", ALWAYS, NULL, in_thread},
    {"mq_receive", ALWAYS, NULL, readable},
    {"mq_timedreceive", ALWAYS, NULL, readable},
    {"mq_send", ALWAYS, NULL, "write 'await async_wait_writable(fd)' ahead of it"},
    {"mq_timedsend", ALWAYS, NULL, "write 'await async_wait_writable(fd)' ahead of it"},
    {"msgrcv", UNLESS, "IPC_NOWAIT", in_thread},
    {"msgsnd", UNLESS, "IPC_NOWAIT", in_thread},
    {"semop", ALWAYS, NULL, in_thread},
    {"semtimedop", ALWAYS, NULL, in_thread},
    {"aio_suspend", ALWAYS, NULL, in_thread},
    {"sem_wait", ALWAYS, NULL, awaits_tasks},
    {"sem_timedwait", ALWAYS, NULL, awaits_tasks},
    {"sem_clockwait", ALWAYS, NULL, awaits_tasks},
    {"pthread_join", ALWAYS, NULL, awaits_tasks},
    {"pthread_timedjoin_np", ALWAYS, NULL, awaits_tasks},
    {"pthread_clockjoin_np", ALWAYS, NULL, awaits_tasks},
    {"pthread_cond_wait", ALWAYS, NULL, awaits_tasks},
    {"pthread_cond_timedwait", ALWAYS, NULL, awaits_tasks},
    {"pthread_cond_clockwait", ALWAYS, NULL, awaits_tasks},
    {"pthread_barrier_wait", ALWAYS, NULL, awaits_tasks},
    {"thrd_join", ALWAYS, NULL, awaits_tasks},
    {"cnd_wait", ALWAYS, NULL, awaits_tasks},
    {"cnd_timedwait", ALWAYS, NULL, awaits_tasks},
};

/* What the whole function says of its descriptors. */
struct search {
    struct diag *diag;
    bool *is_file, *is_other;   /* [var]: what was assigned to it */
    bool *is_zero, *is_changed; /* [var]: it began as a time of 0; a part of it was changed */
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

/* Does one of the words stand in an argument? */
static bool any_mentions(const struct expr *call, const char *words)
{
    char word[32];
    for (size_t size; words && *words; words += size + (words[size] == ' ')) {
        size = strcspn(words, " ");
        (void)snprintf(word, sizeof word, "%.*s", (int)size, words);
        for (unsigned i = 1; i < call->count; i++)
            if (mentions(call->kids[i], word))
                return true;
    }
    return false;
}

/* A 0 as it is written. */
static bool is_zero(const struct expr *expr)
{
    struct span span = bare(expr)->span;
    return bare(expr)->kind == EXPR_CONSTANT && span.source && span.end - span.begin == 1 &&
           span.source->text[span.begin] == '0';
}

static bool all_zero(const struct expr *expr)
{
    expr = bare(expr);
    if (expr->kind != EXPR_INIT && expr->kind != EXPR_LITERAL)
        return is_zero(expr);
    for (unsigned i = 0; i < expr->count; i++)
        if (!all_zero(expr->kids[i]))
            return false;
    return true;
}

/* ---- where descriptors come from ---- */

static bool opens_file(const struct expr *value)
{
    static const char *const names[] = {
        "open",          "openat",         "creat",   "mkstemp",  "mkostemp",  "mkstemps",
        "memfd_create",  "shm_open",       "open64",  "openat64", "mkstemp64", "fileno",
        "inotify_init1", "timerfd_create", "eventfd", NULL};
    const struct named *named = walk_callee(bare(value));
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

/* The local that an object is, or is a part of; else NULL. */
static const struct var *whole_of(const struct expr *expr)
{
    for (expr = bare(expr); expr->kind == EXPR_MEMBER && !expr->is_arrow;
         expr = bare(expr->kids[0]))
        ;
    return expr->var;
}

static void note_change(struct search *search, const struct expr *expr)
{
    const struct var *var = whole_of(expr->kids[0]);
    if (var)
        search->is_changed[var->index] = true;
}

static void note_expr(struct search *search, const struct expr *expr)
{
    if (expr->kind == EXPR_ASSIGN && expr->count == 2)
        note_value(search, bare(expr->kids[0])->var, expr->kids[1]);
    if (expr->kind == EXPR_ASSIGN || expr->kind == EXPR_ASSIGN_OP || expr->kind == EXPR_STEP)
        note_change(search, expr);
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

/* `&(struct timeval){0}`, or the address of a local that began as that and is not changed. */
static bool is_now(const struct search *search, const struct expr *time)
{
    time = bare(time);
    const struct expr *object = time->kind == EXPR_ADDRESS ? bare(time->kids[0]) : NULL;
    if (!object)
        return false;
    if (object->kind == EXPR_LITERAL)
        return all_zero(object);
    const struct var *var = object->kind == EXPR_NAME ? object->var : NULL;
    return var && search->is_zero[var->index] && !search->is_changed[var->index];
}

static bool is_stdin(const struct expr *argument)
{
    const struct named *named = bare(argument)->named;
    return (named && strcmp(named->name, "stdin") == 0) || mentions(argument, "stdin");
}

static bool any_is_stdin(const struct expr *call)
{
    for (unsigned i = 1; i < call->count; i++)
        if (is_stdin(call->kids[i]))
            return true;
    return false;
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
        return any_is_stdin(call);
    case UNLESS:
        return !any_mentions(call, known->word);
    case IF:
        return any_mentions(call, known->word);
    case UNLESS_NOW:
        return !is_now(search, last);
    case UNLESS_ZERO: {
        unsigned index = (unsigned)(known->word[0] - '0');
        return index >= call->count || !is_zero(call->kids[index]);
    }
    }
    return false;
}

static void check_call(const struct search *search, const struct expr *call)
{
    const char *name = walk_system_callee(call);
    const struct blocking_call *known = name ? find_call(name) : NULL;
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
        if (decl->init && decl->var)
            search->is_zero[decl->var->index] = all_zero(decl->init);
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
        .is_zero = arena_array(&diag->arena, bool, count),
        .is_changed = arena_array(&diag->arena, bool, count),
    };
    visit_stmt(&search, func->body);
    search.reports = true;
    visit_stmt(&search, func->body);
}
