/* SPDX-License-Identifier: MIT
 *
 * The stack is a mapping that is only reserved, used by a thread:
 *
 *     | small stack for the signal handler | guard | the stack, filled downwards |
 *
 * An overflow faults in the guard. The handler tells it from other faults by the address; those go
 * to the handler that was there before. The calling thread waits with all signals blocked, so that
 * the working one alone takes them and may block them where it must not be disturbed.
 */
#define _GNU_SOURCE
#include "base/deep.h"

#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

enum { HANDLER_SIZE = 256 * 1024, GUARD_SIZE = 4 * 1024 * 1024 };
static const size_t largest = (size_t)1 << 30, smallest = (size_t)16 << 20;

struct deep {
    void *(*work)(void *data);
    void *data;
    char *memory;
    size_t size;
    sigset_t mask;
    struct sigaction segv_before, bus_before;
};

/* The one that is at work. */
static struct deep *current;

static void on_fault(int number, siginfo_t *info, void *context)
{
    static const char message[] = "awaitc: error: this program is nested too deeply\n";
    char *guard = current->memory + HANDLER_SIZE, *address = info->si_addr;
    (void)context;
    if (address >= guard && address < guard + GUARD_SIZE) {
        ssize_t put = write(STDERR_FILENO, message, sizeof message - 1);
        (void)put;
        _exit(1);
    }
    sigaction(number, number == SIGSEGV ? &current->segv_before : &current->bus_before, NULL);
}

static void *run(void *data)
{
    struct deep *deep = data;
    stack_t stack = {.ss_sp = deep->memory, .ss_size = HANDLER_SIZE}, before;
    struct sigaction action = {.sa_flags = SA_SIGINFO | SA_ONSTACK};
    action.sa_sigaction = on_fault;
    sigemptyset(&action.sa_mask);
    sigaltstack(&stack, &before);
    sigaction(SIGSEGV, &action, &deep->segv_before);
    sigaction(SIGBUS, &action, &deep->bus_before);
    pthread_sigmask(SIG_SETMASK, &deep->mask, NULL);
    deep->work(deep->data);
    sigaction(SIGSEGV, &deep->segv_before, NULL);
    sigaction(SIGBUS, &deep->bus_before, NULL);
    sigaltstack(&before, NULL);
    return NULL;
}

/* Reserves the largest stack there is address space for, where that is limited a quarter of it. */
static bool reserve(struct deep *deep)
{
    struct rlimit limit = {.rlim_cur = RLIM_INFINITY};
    getrlimit(RLIMIT_AS, &limit);
    for (size_t size = largest; size >= smallest; size /= 2) {
        if (limit.rlim_cur != RLIM_INFINITY && size > limit.rlim_cur / 4)
            continue;
        void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE,
                            MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        if (memory == MAP_FAILED)
            continue;
        deep->memory = memory;
        deep->size = size;
        return mprotect(deep->memory + HANDLER_SIZE, GUARD_SIZE, PROT_NONE) == 0;
    }
    return false;
}

static bool run_on_thread(struct deep *deep)
{
    enum { BELOW = HANDLER_SIZE + GUARD_SIZE };
    pthread_attr_t attributes;
    pthread_t thread;
    sigset_t all;
    sigfillset(&all);
    pthread_attr_init(&attributes);
    pthread_attr_setstack(&attributes, deep->memory + BELOW, deep->size - BELOW);
    pthread_sigmask(SIG_SETMASK, &all, &deep->mask);
    bool is_running = pthread_create(&thread, &attributes, run, deep) == 0;
    if (is_running)
        pthread_join(thread, NULL);
    pthread_sigmask(SIG_SETMASK, &deep->mask, NULL);
    pthread_attr_destroy(&attributes);
    return is_running;
}

void deep_call(void *(*work)(void *data), void *data)
{
    struct deep deep = {.work = work, .data = data};
    bool is_done = false;
    if (!current && reserve(&deep)) {
        current = &deep;
        is_done = run_on_thread(&deep);
        current = NULL;
    }
    if (deep.memory)
        munmap(deep.memory, deep.size);
    if (!is_done)
        work(data);
}
