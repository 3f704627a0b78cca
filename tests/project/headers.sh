#!/bin/sh
# headers.sh SOURCE_DIR BUILD_DIR: <async.h> includes no header but its own, in any of its readings; what the
# blocking reading knows of the C library by heart is what the system's headers say; and a program of
# async C is compiled without a warning by every compiler, under every standard, by -pedantic too.
set -u
include=$1/runtime/include awaitc=$2/transpiler/awaitc
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0

fail() {
    echo "headers: $*" >&2
    failures=$((failures + 1))
}

cat >"$work/nothing.c" <<'END'
#include <async.h>
int main(void)
{
    return 0;
}
END

cat >"$work/program.c" <<'END'
#include <async.h>
struct pair {
    int a, b;
};
static async int sum(struct pair pair, int n)
{
    int i, all = 0, table[4];
    for (i = 0; i < 4; i++)
        table[i] = i;
    for (i = 0; i < n; i++) {
        await async_yield();
        all += table[i & 3] + pair.a;
    }
    while (await async_wait_readable(-1) == 0 && all)
        all--;
    return all + (n ? await sum(pair, n - 1) : pair.b);
}
async int main(void)
{
    struct pair pair;
    int all;
    pair.a = 1;
    pair.b = 2;
    all = await sum(pair, 3) + await sum(pair, 0);
    return all != 14;
}
END

# included READING COMPILER FLAG...: the headers that <async.h> includes are its own.
included() {
    reading=$1
    shift
    "$@" -I "$include" -M "$work/nothing.c" >"$work/list" || fail "$reading: no list of headers"
    foreign=$(tr ' \\' '\n\n' <"$work/list" |
        grep '\.h$' | grep -v "^$include/async\|/stdc-predef\.h$")
    [ -z "$foreign" ] || fail "$reading includes" $foreign
}

# silent WHAT COMPILER FLAG...: compiles without a word.
silent() {
    what=$1
    shift
    "$@" -Wall -Wextra -Wshadow -pedantic -Werror -I "$include" >"$work/said" 2>&1 ||
        fail "$what: $(cat "$work/said")"
}

included 'the marker reading' clang-19
included 'the generated reading' gcc -DASYNC_GENERATED
included 'the blocking reading' gcc -DASYNC_ERASE
included 'a plain file' gcc

cat >"$work/numbers.c" <<'END'
#define _GNU_SOURCE
#define ASYNC_ERASE
#include <async.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <time.h>
#define SAME(name)         _Static_assert(ASYNC_LIBC_##name == name, #name);
#define SAME_TYPE(a, b)    _Static_assert(__builtin_types_compatible_p(a, b), #a);
#define SAME_SIZE(a, b)    _Static_assert(sizeof(a) == sizeof(b), #a);
#define SAME_PLACE(a, m)                                                                           \
    _Static_assert(offsetof(struct async_libc_##a, m) == offsetof(struct a, m) &&                  \
                       sizeof((struct async_libc_##a){0}.m) == sizeof((struct a){0}.m),            \
                   #a "." #m);
SAME(EINTR) SAME(EBADF) SAME(EAGAIN) SAME(EWOULDBLOCK) SAME(EPIPE) SAME(EINPROGRESS)
SAME(POLLIN) SAME(POLLOUT) SAME(POLLNVAL) SAME(SIGPIPE) SAME(SIG_BLOCK) SAME(SIG_SETMASK)
SAME(F_SETFD) SAME(F_GETFL) SAME(F_SETFL) SAME(FD_CLOEXEC) SAME(O_NONBLOCK) SAME(MSG_NOSIGNAL)
SAME(SOL_SOCKET) SAME(SO_ERROR) SAME(CLOCK_MONOTONIC)
SAME_TYPE(async_size, size_t) SAME_TYPE(async_ssize, ssize_t) SAME_TYPE(async_socklen, socklen_t)
SAME_SIZE(struct async_libc_pollfd, struct pollfd) SAME_SIZE(struct async_libc_iovec, struct iovec)
SAME_SIZE(struct async_libc_timespec, struct timespec) SAME_SIZE(async_libc_sigset, sigset_t)
SAME_PLACE(pollfd, fd) SAME_PLACE(pollfd, events) SAME_PLACE(pollfd, revents)
SAME_PLACE(iovec, iov_base) SAME_PLACE(iovec, iov_len)
SAME_PLACE(timespec, tv_sec) SAME_PLACE(timespec, tv_nsec)
END
gcc -std=gnu11 -I "$include" -fsyntax-only "$work/numbers.c" || fail 'the C library is otherwise'

for std in c89 gnu89 c99 c11 c17 gnu17 c2x; do
    "$awaitc" -std=$std -I "$include" "$work/program.c" -o "$work/made.c" || fail "awaitc -std=$std"
    for compiler in gcc clang-19 tcc; do
        silent "$compiler -std=$std, blocking reading" $compiler -std=$std -DASYNC_ERASE -c \
            "$work/program.c" -o "$work/program.o"
        silent "$compiler -std=$std, generated reading" $compiler -std=$std -c "$work/made.c" \
            -o "$work/made.o"
    done
    for name in program made; do
        gcc "$work/$name.o" "$2/libasync.a" -no-pie -z noexecstack -o "$work/$name" &&
            "$work/$name" || fail "-std=$std: $name gives a wrong sum"
    done
    silent "the marker reading, -std=$std" clang-19 -std=$std -fsyntax-only "$work/program.c"
done
exit $failures
