/* SPDX-License-Identifier: MIT
 *
 * The echo server over raw epoll, level-triggered.
 */
#include "connection.h"
#include <fcntl.h>
#include <sys/epoll.h>

static int epoll;

static void watch(int operation, int fd, uint32_t events)
{
    struct epoll_event event = {.events = events, .data.fd = fd};
    epoll_ctl(epoll, operation, fd, &event);
}

static void step(int fd, uint32_t events)
{
    enum wants wants = connection_step(fd);
    if (wants == WANTS_END)
        connection_close(fd);
    else if (wants == WANTS_OUTPUT && !(events & EPOLLOUT))
        watch(EPOLL_CTL_MOD, fd, EPOLLOUT);
    else if (wants == WANTS_INPUT && !(events & EPOLLIN))
        watch(EPOLL_CTL_MOD, fd, EPOLLIN);
}

int main(void)
{
    struct epoll_event events[256];
    epoll = epoll_create1(EPOLL_CLOEXEC);
    fcntl(0, F_SETFL, O_NONBLOCK);
    watch(EPOLL_CTL_ADD, 0, EPOLLIN);
    for (;;) {
        int count = epoll_wait(epoll, events, sizeof events / sizeof *events, -1);
        for (int i = 0; i < count; i++) {
            if (events[i].data.fd)
                step(events[i].data.fd, events[i].events);
            else
                for (int fd; (fd = connection_accept()) >= 0;)
                    watch(EPOLL_CTL_ADD, fd, EPOLLIN);
        }
    }
}
