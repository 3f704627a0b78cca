/* SPDX-License-Identifier: MIT
 *
 * <async/libc.h>: what the blocking reading needs of the C library, part of <async.h> under
 * -DASYNC_ERASE. A program may have functions, types and macros of its own by the plain names; so
 * these are the library's functions under names of the runtime's (asm labels), with the structs and
 * numbers as the system's ABI has them. Where that is not known, the system's headers say so.
 */
#ifndef ASYNC_LIBC_H
#define ASYNC_LIBC_H

#include <async/types.h>

#if defined __linux__ && !defined __ANDROID__ && defined __PTRDIFF_TYPE__ &&                       \
    ((defined __x86_64__ && !defined __ILP32__) || defined __i386__ || defined __arm__ ||          \
     defined __aarch64__ || defined __riscv || defined __powerpc__ || defined __s390__ ||          \
     defined __loongarch__)

struct async_libc_pollfd {
    int fd;
    short events, revents;
};

struct async_libc_iovec {
    const void *iov_base;
    async_size iov_len;
};

struct async_libc_timespec {
    long tv_sec, tv_nsec;
};

typedef struct {
    unsigned long bits[128 / sizeof(long)];
} async_libc_sigset;

enum async_libc_number {
    ASYNC_LIBC_EINTR = 4,
    ASYNC_LIBC_EBADF = 9,
    ASYNC_LIBC_EAGAIN = 11,
    ASYNC_LIBC_EWOULDBLOCK = 11,
    ASYNC_LIBC_EPIPE = 32,
    ASYNC_LIBC_EINPROGRESS = 115,
    ASYNC_LIBC_POLLIN = 1,
    ASYNC_LIBC_POLLOUT = 4,
    ASYNC_LIBC_POLLNVAL = 0x20,
    ASYNC_LIBC_SIGPIPE = 13,
    ASYNC_LIBC_SIG_BLOCK = 0,
    ASYNC_LIBC_SIG_SETMASK = 2,
    ASYNC_LIBC_F_SETFD = 2,
    ASYNC_LIBC_F_GETFL = 3,
    ASYNC_LIBC_F_SETFL = 4,
    ASYNC_LIBC_FD_CLOEXEC = 1,
    ASYNC_LIBC_O_NONBLOCK = 0x800,
    ASYNC_LIBC_MSG_NOSIGNAL = 0x4000,
    ASYNC_LIBC_SOL_SOCKET = 1,
    ASYNC_LIBC_SO_ERROR = 4,
    ASYNC_LIBC_CLOCK_MONOTONIC = 1
};

#ifdef __USER_LABEL_PREFIX__
#define ASYNC_LIBC_TEXT_(text)   #text
#define ASYNC_LIBC_TEXT(text)    ASYNC_LIBC_TEXT_(text)
#define ASYNC_LIBC(name, PARAMS) async_libc_##name PARAMS ASYNC_LIBC_SYMBOL(name)
#define ASYNC_LIBC_SYMBOL(name)  __asm__(ASYNC_LIBC_TEXT(__USER_LABEL_PREFIX__) #name)
#else
#define ASYNC_LIBC(name, PARAMS) async_libc_##name PARAMS __asm__(#name)
#endif

extern int *ASYNC_LIBC(__errno_location, (void));
extern int ASYNC_LIBC(nanosleep,
                      (const struct async_libc_timespec *, struct async_libc_timespec *));
extern int ASYNC_LIBC(clock_gettime, (int, struct async_libc_timespec *));
extern int ASYNC_LIBC(poll, (struct async_libc_pollfd *, unsigned long, int));
extern int ASYNC_LIBC(sigemptyset, (async_libc_sigset *));
extern int ASYNC_LIBC(sigaddset, (async_libc_sigset *, int));
extern int ASYNC_LIBC(sigismember, (const async_libc_sigset *, int));
extern int ASYNC_LIBC(sigprocmask, (int, const async_libc_sigset *, async_libc_sigset *));
extern int ASYNC_LIBC(sigtimedwait,
                      (const async_libc_sigset *, void *, const struct async_libc_timespec *));
extern async_ssize ASYNC_LIBC(read, (int, void *, async_size));
extern async_ssize ASYNC_LIBC(readv, (int, const void *, int));
extern async_ssize ASYNC_LIBC(writev, (int, const void *, int));
extern async_ssize ASYNC_LIBC(recv, (int, void *, async_size, int));
extern async_ssize ASYNC_LIBC(send, (int, const void *, async_size, int));
extern async_ssize ASYNC_LIBC(recvfrom,
                              (int, void *, async_size, int, struct sockaddr *, async_socklen *));
extern async_ssize ASYNC_LIBC(sendto, (int, const void *, async_size, int, const struct sockaddr *,
                                       async_socklen));
extern int ASYNC_LIBC(accept, (int, struct sockaddr *, async_socklen *));
extern int ASYNC_LIBC(connect, (int, const struct sockaddr *, async_socklen));
extern int ASYNC_LIBC(getsockopt, (int, int, int, void *, async_socklen *));
extern int ASYNC_LIBC(fcntl, (int, int, ...));
extern int ASYNC_LIBC(close, (int));

#define async_libc_errno (*async_libc___errno_location())

#else

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#define async_libc_pollfd        pollfd
#define async_libc_iovec         iovec
#define async_libc_timespec      timespec
#define async_libc_sigset        sigset_t
#define async_libc_errno         errno
#define async_libc_nanosleep     nanosleep
#define async_libc_clock_gettime clock_gettime
#define async_libc_poll          poll
#define async_libc_sigemptyset   sigemptyset
#define async_libc_sigaddset     sigaddset
#define async_libc_sigismember   sigismember
#define async_libc_sigprocmask   sigprocmask
#define async_libc_sigtimedwait  sigtimedwait
#define async_libc_read          read
#define async_libc_readv         readv
#define async_libc_writev        writev
#define async_libc_recv          recv
#define async_libc_send          send
#define async_libc_recvfrom      recvfrom
#define async_libc_sendto        sendto
#define async_libc_accept        accept
#define async_libc_connect       connect
#define async_libc_getsockopt    getsockopt
#define async_libc_fcntl         fcntl
#define async_libc_close         close

#define ASYNC_LIBC_EINTR           EINTR
#define ASYNC_LIBC_EBADF           EBADF
#define ASYNC_LIBC_EAGAIN          EAGAIN
#define ASYNC_LIBC_EWOULDBLOCK     EWOULDBLOCK
#define ASYNC_LIBC_EPIPE           EPIPE
#define ASYNC_LIBC_EINPROGRESS     EINPROGRESS
#define ASYNC_LIBC_POLLIN          POLLIN
#define ASYNC_LIBC_POLLOUT         POLLOUT
#define ASYNC_LIBC_POLLNVAL        POLLNVAL
#define ASYNC_LIBC_SIGPIPE         SIGPIPE
#define ASYNC_LIBC_SIG_BLOCK       SIG_BLOCK
#define ASYNC_LIBC_SIG_SETMASK     SIG_SETMASK
#define ASYNC_LIBC_F_SETFD         F_SETFD
#define ASYNC_LIBC_F_GETFL         F_GETFL
#define ASYNC_LIBC_F_SETFL         F_SETFL
#define ASYNC_LIBC_FD_CLOEXEC      FD_CLOEXEC
#define ASYNC_LIBC_O_NONBLOCK      O_NONBLOCK
#define ASYNC_LIBC_MSG_NOSIGNAL    MSG_NOSIGNAL
#define ASYNC_LIBC_SOL_SOCKET      SOL_SOCKET
#define ASYNC_LIBC_SO_ERROR        SO_ERROR
#define ASYNC_LIBC_CLOCK_MONOTONIC CLOCK_MONOTONIC

#endif

#endif
