// expect: functions 93 types 21 values 7 objects 45
// expect: 1 0 255 4000000000 -3
// expect: left 7
// expect: done 10
// flags: -std=gnu89 -fno-builtin
/* <async.h> brings no name that a program may have for itself: it declares nothing of C's or
 * POSIX's, and what is made of async functions uses nothing of theirs. */
#include <async.h>

extern int printf(const char *, ...);

/* ---- types ---- */

typedef unsigned char bool;
typedef signed char int8_t;
typedef unsigned char uint8_t;
typedef short int16_t;
typedef unsigned short uint16_t, ushort;
typedef int int32_t;
typedef unsigned int uint32_t, uint, size_t, socklen_t, mode_t, sigset_t;
typedef long int64_t, quad_t, time_t, clock_t;
typedef unsigned long uint64_t, ulong, nfds_t;
typedef short ssize_t, off_t, pid_t, ptrdiff_t, intptr_t, wchar_t;
typedef struct {
    int quot, rem;
} div_t, fd_set, FILE, va_list, max_align_t, nullptr_t;

struct iovec {
    char iov_base, iov_len;
};
struct sockaddr {
    int sa_family;
};
struct pollfd {
    int fd;
};
struct timespec {
    char tv_sec;
};
struct timeval {
    char tv_sec;
};

/* ---- macros and constants ---- */

enum { false, true, EINTR = 100, EAGAIN, EPIPE, EBADF, SIGPIPE, POLLIN, POLLOUT };
enum { O_NONBLOCK = 9, F_GETFL, MSG_NOSIGNAL, SOL_SOCKET, SO_ERROR, CLOCK_MONOTONIC, FD_CLOEXEC };

#define NULL           7
#define offsetof(x)    x
#define assert(x)      x
#define unreachable(x) x
#define static_assert(x) x
#define thread_local
#define alignof(x)     x
#define EOF            1

/* ---- objects ---- */

static int errno = 1, stdin = 2, stdout = 3, stderr = 4, environ = 5, optarg = 6, optind = 7,
           timezone = 8, daylight = 9;

/* ---- functions: each adds one ---- */

#define FUNCTIONS(F)                                                                               \
    F(send) F(recv) F(bind) F(listen) F(accept) F(connect) F(shutdown) F(select) F(poll) F(read)   \
    F(write) F(open) F(close) F(link) F(unlink) F(dup) F(dup2) F(pipe) F(access) F(index)          \
    F(rindex) F(time) F(signal) F(raise) F(sleep) F(usleep) F(nanosleep) F(pause) F(swab)          \
    F(socket) F(sendto) F(recvfrom) F(readv) F(writev) F(fcntl) F(getsockopt) F(setsockopt)        \
    F(fork) F(wait) F(kill) F(alarm) F(abort) F(exit) F(malloc) F(free) F(calloc) F(realloc)       \
    F(memchr) F(memcmp) F(strchr) F(strcat) F(strcmp) F(strlen) F(strcpy) F(strdup) F(strerror)   \
    F(bcopy) F(bzero) F(bcmp) F(abs) F(div) F(rand) F(random) F(round) F(log) F(y0) F(j1)          \
    F(gamma) F(basename) F(getline) F(getopt) F(remove) F(rename) F(puts) F(gets) F(sigemptyset)   \
    F(sigaddset) F(sigprocmask) F(clock_gettime) F(clock) F(isatty) F(sync) F(nice) F(brk)         \
    F(truncate) F(crypt) F(encrypt) F(tolower) F(isalpha) F(qsort) F(bsearch) F(atoi) F(system)

#define DEFINE(name)                                                                               \
    static int name(int value)                                                                     \
    {                                                                                              \
        return value + 1;                                                                          \
    }
#define CALL(name) count = name(count);

FUNCTIONS(DEFINE)

static async int functions(int count)
{
    await async_yield();
    FUNCTIONS(CALL)
    await async_yield();
    return count;
}

static async int types(struct iovec vector, bool flag)
{
    struct sockaddr address;
    size_t size = sizeof(bool) + sizeof(ssize_t) + sizeof(struct pollfd) + sizeof(struct timespec);
    ptrdiff_t much[3];
    address.sa_family = vector.iov_base;
    much[0] = (ptrdiff_t)size;
    await async_yield();
    return much[0] + address.sa_family + vector.iov_len + flag + (int)sizeof(div_t) +
           (int)sizeof(struct timeval);
}

static async int objects(void)
{
    int sum = 0;
    await async_yield();
    sum += errno + stdin + stdout + stderr + environ + optarg + optind + timezone + daylight;
    errno = 1;
    return sum;
}

static async int arrays(int value)
{
    int table[4] = {1, 2, 3, 4}, others[64] = {0};
    await async_yield();
    others[3] = table[3];
    await async_yield();
    return others[3] + value + table[1] + others[63];
}

async int main(void)
{
    struct iovec vector = {1, 2};
    uint8_t small = 255;
    uint32_t big = 4000000000u;
    int8_t negative = -3;
    printf("functions %d types %d values %d objects %d\n", await functions(0),
           await types(vector, true), NULL, await objects());
    printf("%d %d %d %u %d\n", true, false, small, big, negative);
    await async_yield();
    printf("left %d\n", NULL);
    printf("done %d\n", await arrays(4));
    return 0;
}
