/* SPDX-License-Identifier: MIT
 *
 * LOAD SERVER BUSY IDLE SECONDS: starts SERVER with a listening socket (see echo.h), opens BUSY +
 * IDLE connections, keeps one request under way on each busy one for SECONDS, and prints
 *
 *     requests per second, microseconds of the server's CPU per request
 *
 * The server gets the first CPU that this process may use, the load generator the last.
 */
#define _GNU_SOURCE
#include "echo.h"
#include <arpa/inet.h>
#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void fail(const char *what)
{
    perror(what);
    exit(1);
}

static double seconds(clockid_t clock)
{
    struct timespec now;
    if (clock_gettime(clock, &now) < 0)
        fail("clock_gettime");
    return now.tv_sec + now.tv_nsec * 1e-9;
}

static void pin(int first)
{
    cpu_set_t may, one;
    sched_getaffinity(0, sizeof may, &may);
    int cpu = first ? 0 : CPU_SETSIZE - 1;
    while (!CPU_ISSET(cpu, &may))
        cpu += first ? 1 : -1;
    CPU_ZERO(&one);
    CPU_SET(cpu, &one);
    sched_setaffinity(0, sizeof one, &one);
}

static int listen_anywhere(struct sockaddr_in *address)
{
    socklen_t size = sizeof *address;
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    *address = (struct sockaddr_in){.sin_family = AF_INET};
    address->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (bind(fd, (void *)address, sizeof *address) < 0 || listen(fd, 4096) < 0)
        fail("listen");
    getsockname(fd, (void *)address, &size);
    return fd;
}

static pid_t start(char *server, int listener)
{
    pid_t pid = fork();
    if (pid < 0)
        fail("fork");
    if (pid == 0) {
        pin(1);
        dup2(listener, 0);
        close(listener);
        execl(server, server, (char *)NULL);
        perror(server);
        _exit(127);
    }
    close(listener);
    return pid;
}

static int connect_to(const struct sockaddr_in *address)
{
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    struct linger reset = {1, 0}; /* leaves no TIME_WAIT behind */
    if (fd < 0 || connect(fd, (const void *)address, sizeof *address) < 0)
        fail("connect");
    setsockopt(fd, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
    return fd;
}

static int missing[ECHO_DESCRIPTORS]; /* bytes of the answer still to come, by descriptor */

static void request(int fd)
{
    static const char message[ECHO_MESSAGE];
    if (send(fd, message, sizeof message, MSG_NOSIGNAL) != sizeof message)
        fail("send");
    missing[fd] = sizeof message;
}

/* Answers that were completed, all told, until the time is up. */
static long exchange(int epoll, double until)
{
    static struct epoll_event events[512];
    char answer[ECHO_MESSAGE];
    long done = 0;
    while (seconds(CLOCK_MONOTONIC) < until) {
        int count = epoll_wait(epoll, events, sizeof events / sizeof *events, 1000);
        if (count == 0)
            fprintf(stderr, "no answer for a second\n");
        for (int i = 0; i < count; i++) {
            int fd = events[i].data.fd;
            ssize_t got = recv(fd, answer, missing[fd], 0);
            if (got <= 0)
                fail("recv");
            if ((missing[fd] -= got) == 0) {
                done++;
                request(fd);
            }
        }
    }
    return done;
}

int main(int argc, char **argv)
{
    if (argc != 5) {
        fprintf(stderr, "usage: %s SERVER BUSY IDLE SECONDS\n", argv[0]);
        return 2;
    }
    int busy = atoi(argv[2]), idle = atoi(argv[3]);
    double time = atof(argv[4]);
    struct rlimit files = {ECHO_DESCRIPTORS, ECHO_DESCRIPTORS};
    if (setrlimit(RLIMIT_NOFILE, &files) < 0) /* the server inherits it */
        fail("setrlimit");

    struct sockaddr_in address;
    int listener = listen_anywhere(&address);
    pid_t server = start(argv[1], listener);
    pin(0);
    int epoll = epoll_create1(EPOLL_CLOEXEC);
    for (int i = 0; i < busy + idle; i++) {
        int fd = connect_to(&address);
        struct epoll_event event = {.events = EPOLLIN, .data.fd = fd};
        if (i < idle) /* the busy one is the last, as is usual: select looks at all before it */
            continue;
        epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
        request(fd);
    }

    clockid_t server_cpu;
    if (clock_getcpuclockid(server, &server_cpu))
        fail("clock_getcpuclockid");
    exchange(epoll, seconds(CLOCK_MONOTONIC) + 0.2 * time); /* a warm-up */
    double begin = seconds(CLOCK_MONOTONIC), cpu = seconds(server_cpu);
    long done = exchange(epoll, begin + time);
    cpu = seconds(server_cpu) - cpu;
    double wall = seconds(CLOCK_MONOTONIC) - begin;
    kill(server, SIGKILL);
    waitpid(server, NULL, 0);
    printf("%.9g %.9g\n", done / wall, cpu * 1e6 / done);
    return 0;
}
