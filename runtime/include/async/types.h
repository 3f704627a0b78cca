/* SPDX-License-Identifier: MIT
 *
 * <async/types.h>: the types of the interface, part of <async.h>. They are C's and POSIX's own, but
 * under names of the runtime's and taken from the compiler, not from other headers: so <async.h>
 * declares nothing that a program may have a use of its own for.
 */
#ifndef ASYNC_TYPES_H
#define ASYNC_TYPES_H

#ifdef __cplusplus
typedef bool async_bool;
#else
typedef _Bool async_bool;
#endif

#ifdef __SIZE_TYPE__
typedef __SIZE_TYPE__ async_size; /* size_t */
#else
#include <stddef.h>
typedef size_t async_size;
#endif

/* ssize_t and socklen_t */
#if defined __PTRDIFF_TYPE__ &&                                                                    \
    ((defined __linux__ && !defined __ANDROID__) || (defined __STDC_HOSTED__ && !__STDC_HOSTED__))
typedef __PTRDIFF_TYPE__ async_ssize;
typedef unsigned int async_socklen;
#else
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/uio.h>
typedef ssize_t async_ssize;
typedef socklen_t async_socklen;
#endif

struct iovec;
struct sockaddr;

#endif
