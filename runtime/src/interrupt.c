/* SPDX-License-Identifier: MIT
 *
 * SIGINT while async main runs, as asyncio.run has it: the first one cancels main, so that defers
 * run and what it owns ends; if that ends main, the signal is raised again when the loop is closed.
 * The second one finds the default action, which ends the program at once. A program that has
 * an action of its own for SIGINT, or ignores it, keeps that.
 */
#include "interrupt.h"

#include <async/task.h>
#include <errno.h>
#include <stdio.h>

volatile sig_atomic_t interrupt_came;

static struct async_loop *main_loop; /* runs async main, and hears of interrupts */
static const volatile void *main_handle;
static bool is_asked, is_main_interrupted; /* main was cancelled; and ended so */

static void on_interrupt(int number)
{
    (void)number;
    interrupt_came = 1;
}

void interrupt_pass(struct async_loop *loop)
{
    if (loop != main_loop)
        return;
    interrupt_came = 0;
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

static void set_action(void (*handler)(int), int flags)
{
    struct sigaction action = {.sa_handler = handler, .sa_flags = flags};
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
}

int async_main_until(const volatile void *handle)
{
    if (handle && is_action(SIG_DFL)) {
        main_loop = loop_here;
        main_handle = handle;
        set_action(on_interrupt, SA_RESETHAND | SA_RESTART);
    }
    int result = async_run_until(handle), error = errno;
    if (main_loop && is_action(on_interrupt))
        set_action(SIG_DFL, 0);
    main_loop = NULL;
    is_main_interrupted = interrupt_came || (is_asked && async_run_error() == ECANCELED);
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
