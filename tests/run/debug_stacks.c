// Debug mode says where tasks stand: each await with its function and line.
// no-erase
// flags: -D_GNU_SOURCE
// no-tcc
#include <async.h>

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static async int inner(int n)
{
    await async_sleep(n);
    return n;
}

static async int middle(int n)
{
    return 1 + await inner(n);
}

static async int (*pointer)(int) = middle;

static async int deep(int n)
{
    return n ? await deep(n - 1) : await inner(5);
}

static async void outer(void)
{
    await pointer(3);
}

static async generator(int) ticks(void)
{
    for (int i = 0;; i++) {
        await async_sleep(1);
        yield i;
    }
}

static async void uses(void)
{
    await_each (int v, ticks())
        (void)v;
}

static async void leaves(void)
{
    {
        future(int) child = spawn(middle(7));
        try {
            await child;
        } catch (e) {
            future(void) resists = spawn(async_sleep(2));
            await async_shield(resists);
            throw;
        }
    }
}

static async void parent(void)
{
    future(void) a = spawn(outer());
    future(int) b = spawn(middle(4));
    await async_all(a, b);
}

// Without the folders of files, and without times.
static void print_text(const char *text)
{
    for (const char *at = text; *at; at++) {
        if (strncmp(at, " took ", 6) == 0)
            at = strstr(at, ", from");
        if (*at != '(') {
            putchar(*at);
            continue;
        }
        const char *end = strchr(at, ')');
        while (*end != '/' && *end != '(')
            end--;
        at = end;
        putchar('(');
    }
    putchar('\n');
}

static void print(const struct async_report *report, void *arg)
{
    (void)arg;
    print_text(report->text);
    for (unsigned i = 0; report->trace && i < report->trace->passed; i++) {
        const struct async_site *site = async_trace_site(report->trace, i);
        printf("    %s:%u\n", site->function, site->line);
    }
    fflush(stdout);
    if (strstr(report->text, "freed"))
        _exit(0); // before the program is ended with a core
}

static void burn(void)
{
    struct timespec time = {0, 200000000};
    nanosleep(&time, NULL);
}

static async void burns(void)
{
    await async_yield();
    burn();
    await inner(1);
    burn();
}

static async void misuses(void)
{
    future(int) f = future_new(int);
    await async_yield();
    future_free(f);
    future_done(f);
}

static async void all(void)
{
    async_on_unhandled(print, NULL);
    detach(spawn(parent()));
    detach(spawn(uses()));
    detach(spawn(leaves()));
    detach(spawn(deep(3)));
    await async_sleep(0.5);
    async_dump_tasks();
    async_debug_slow(0.15);
    await burns();
    async_debug_slow(10);
}

int main(void)
{
    async_debug(1);
    async_test_clock(1);
    async_run(all());
    async_run(misuses());
    return 0;
}

// expect:   task deep (debug_stacks.c:130) sleeps
// expect:     inner:14
// expect:     deep:27
// expect:     deep:27
// expect:     deep:27
// expect:     deep:27
// expect:   task leaves (debug_stacks.c:129) awaits task middle (debug_stacks.c:52)
// expect:     leaves:54
// expect:     task middle (debug_stacks.c:52) sleeps
// expect:     inner:14
// expect:     middle:20
// expect:   task uses (debug_stacks.c:128) sleeps
// expect:     ticks:38
// expect:     uses:45
// expect:   task parent (debug_stacks.c:127) waits for several futures
// expect:     parent:67
// expect:     task middle (debug_stacks.c:66) sleeps
// expect:     inner:14
// expect:     middle:20
// expect:     task outer (debug_stacks.c:65) sleeps
// expect:     inner:14
// expect:     middle:20
// expect:     outer:32
// expect:   task all runs
// expect: a step of task all, from burns (debug_stacks.c:110) to inner (debug_stacks.c:14)
// expect:     inner:14
// expect:     burns:112
// expect:     all:134
// expect: task deep (debug_stacks.c:130) was pending when the loop closed: it sleeps
// expect:     inner:14
// expect:     deep:27
// expect:     deep:27
// expect:     deep:27
// expect:     deep:27
// expect: task leaves (debug_stacks.c:129) was pending when the loop closed: it awaits task middle (debug_stacks.c:52)
// expect:     leaves:54
// expect:   task middle (debug_stacks.c:52) was pending when the loop closed: it sleeps
// expect:     inner:14
// expect:     middle:20
// expect: task uses (debug_stacks.c:128) was pending when the loop closed: it sleeps
// expect:     ticks:38
// expect:     uses:45
// expect: task parent (debug_stacks.c:127) was pending when the loop closed: it waits for several futures
// expect:     parent:67
// expect:   task middle (debug_stacks.c:66) was pending when the loop closed: it sleeps
// expect:     inner:14
// expect:     middle:20
// expect:   task outer (debug_stacks.c:65) was pending when the loop closed: it sleeps
// expect:     inner:14
// expect:     middle:20
// expect:     outer:32
// expect: a future (debug_stacks.c:118) was used after it was freed, by task misuses in its step from misuses (debug_stacks.c:119)
