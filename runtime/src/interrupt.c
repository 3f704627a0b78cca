/* SPDX-License-Identifier: MIT
 *
 * SIGINT while async main runs, as asyncio.run has it: the first one cancels main, so that defers
 * run and what it owns ends; if that ends main, the signal is raised again when the loop is closed.
 * The second one finds the default action, which ends the program at once. A program that has
 * an action of its own for SIGINT, or ignores it, keeps that.
 *
 * The loop looks at a flag between its turns. A signal between that and the wait for descriptors is
 * not heard before the wait is over: so that is short at first; if nothing came by then the signal
 * is blocked, the flag looked at, and the wait itself lets the signal through. It has to come to
 * the thread that waits: another one hands it on.
 */
#include "interrupt.h"

#include <async/task.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>

#define SHORT_WAIT (CLOCK_SECOND / 20)

static struct async_loop *main_loop; /* runs async main, and hears of interrupts */
static const volatile void *main_handle;
static pthread_t main_thread;
static bool is_asked, is_main_interrupted; /* main was cancelled; and ended so */

static void set_action(void (*handler)(int))
{
    struct sigaction action = {.sa_handler = handler, .sa_flags = SA_RESTART};
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
}

static void on_interrupt(int number)
{
    if (!pthread_equal(pthread_self(), main_thread)) {
        if (pthread_kill(main_thread, number)) { /* a process that another thread has forked */
            set_action(SIG_DFL);
            raise(number);
        }
        return;
    }
    main_loop->is_interrupted = 1;
    set_action(SIG_DFL);
}

/* Waits with the signal blocked but for the wait itself. */
static int wait_blocked(struct async_loop *loop, uint64_t nanoseconds)
{
    sigset_t interrupt, before;
    sigemptyset(&interrupt);
    sigaddset(&interrupt, SIGINT);
    pthread_sigmask(SIG_BLOCK, &interrupt, &before);
    int result = loop->is_interrupted ? 0 : loop->poller->wait(loop, nanoseconds, &before);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return result;
}

int interrupt_wait(struct async_loop *loop, uint64_t nanoseconds)
{
    bool is_long = nanoseconds > SHORT_WAIT && loop->hears_interrupts;
    int result = loop->poller->wait(loop, is_long ? SHORT_WAIT : nanoseconds, NULL);
    if (!is_long || result || loop->ready.head)
        return result;
    return wait_blocked(loop, nanoseconds == CLOCK_NEVER ? CLOCK_NEVER : nanoseconds - SHORT_WAIT);
}

void interrupt_pass(struct async_loop *loop)
{
    loop->is_interrupted = 0;
    loop->hears_interrupts = false; /* the next one ends the program */
    is_asked = true;
    future_cancel((void *)main_handle);
}

bool interrupt_ended_main(void)
{
    return is_main_interrupted;
}

static bool is_action(void (*handler)(int))
{
    struct sigaction now;
    return sigaction(SIGINT, NULL, &now) == 0 && !(now.sa_flags & SA_SIGINFO) &&
           now.sa_handler == handler;
}

int async_main_until(const volatile void *handle)
{
    if (handle && is_action(SIG_DFL)) {
        main_loop = loop_here;
        main_loop->hears_interrupts = true;
        main_handle = handle;
        main_thread = pthread_self();
        set_action(on_interrupt);
    }
    int result = async_run_until(handle), error = errno;
    if (main_loop && is_action(on_interrupt))
        set_action(SIG_DFL);
    is_main_interrupted =
        (main_loop && main_loop->is_interrupted) || (is_asked && async_run_error() == ECANCELED);
    main_loop = NULL;
    errno = error;
    return result;
}

void async_main_over(void)
{
    if (!is_main_interrupted)
        return;
    fflush(NULL);
    raise(SIGINT);
}
