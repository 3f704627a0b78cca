/* SPDX-License-Identifier: MIT
 *
 * <async.h>: the dialect. One header, three readings of the same source:
 *
 *   marker     clang (awaitc's own, clangd, an editor): the keywords leave C's types as they are
 * and mark what awaitc has to find. A compile that goes on to emit code stops with an error.
 *   generated  awaitc's output (it defines ASYNC_GENERATED first), and headers read by plain files:
 *              the keywords are gone, handles are plain pointers.
 *   erased     with -DASYNC_ERASE: async and await mean nothing and the runtime's calls block. A
 *              program of async, await and I/O then runs as ordinary C.
 *
 * The keywords: async, await, spawn, future. With ASYNC_NO_KEYWORDS defined only the spellings
 * _Async, _Await, _Spawn and _Future exist. The runtime owns the prefixes async_ and ASYNC_.
 */
#ifndef ASYNC_H
#define ASYNC_H

#if defined ASYNC_ERASE && defined ASYNC_GENERATED
#error "ASYNC_ERASE is for sources that awaitc has not transpiled: compile the .c file you wrote"
#endif
#if defined __GNUC__ && !defined __TINYC__
#pragma GCC system_header
#endif

#include <stdbool.h>
#include <stddef.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/uio.h>

#if defined __clang__ && !defined ASYNC_GENERATED && !defined ASYNC_ERASE && !defined __cplusplus
#define ASYNC_MARKER 1
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* ---------------------------------------------------------------- marker: clang, not yet
 * transpiled */
#ifdef ASYNC_MARKER

/* Mixing a pointer to an async function with one to an ordinary function, or handles of different
 * types, is an error: the calling convention and the address space are part of the type. */
#pragma clang diagnostic error "-Wincompatible-pointer-types"
#pragma clang diagnostic error "-Wincompatible-function-pointer-types"
#pragma clang diagnostic error "-Wint-conversion"
#pragma clang diagnostic error "-Wpointer-type-mismatch"
#pragma clang diagnostic warning "-Wignored-attributes" /* async int x; */
#pragma clang diagnostic ignored "-Wunused-value"       /* await x;  spawn(f()); */

/* What a dialect file holds refers to this; emitting code for it is the error a user sees who
 * compiled the file without awaitc. No editor and no -fsyntax-only gets that far. */
static inline __attribute__((unused, noinline)) int async_not_transpiled(void)
{
    __asm__(".error \"this file is async C: transpile it with awaitc before you compile it\"");
    return 0;
}

#define _Async                __attribute__((annotate("async", (void *)async_not_transpiled), swiftcall))
#define _Await                __extension__ __extension__ __extension__
#define ASYNC_HANDLE          __attribute__((address_space(7001)))
#define _Future(T)            __typeof__(__typeof__(T) ASYNC_HANDLE *)
#define ASYNC_GENERATOR_SPACE __attribute__((address_space(7002)))
#define _Generator(T)         __typeof__(__typeof__(T) ASYNC_GENERATOR_SPACE *)
#define ASYNC_LEAF(FRAME)                                                                          \
    _Async __attribute__((annotate("async_frame:" #FRAME),                                         \
                          error("this file is async C: transpile it with awaitc first")))

extern char async_marker_spawn, async_marker_run;
extern void ASYNC_HANDLE *async_marker_handle(void)
    __attribute__((error("this file is async C: transpile it with awaitc before you compile it")));
#define _Spawn(call)                                                                               \
    ((_Future(__typeof__(call)))((void)async_not_transpiled(), (void)async_marker_spawn, (call),   \
                                 async_marker_handle()))
#define async_run(call) ((void)async_not_transpiled(), (void)async_marker_run, (call))

/* ---------------------------------------------------------------- erased: ordinary, blocking C */
#elif defined ASYNC_ERASE

#define _Async
#define _Await
#define ASYNC_HANDLE
#define ASYNC_LEAF(FRAME) extern
#define async_run(call)   (call)
#define ASYNC_NOT_ERASED(keyword)                                                                  \
    ((void)sizeof(struct {                                                                         \
        _Static_assert(0, keyword " has no blocking reading");                                     \
        int async_;                                                                                \
    }))
#define _Spawn(call) (ASYNC_NOT_ERASED("spawn"), (void *)0)
#define _Future(T)   __typeof__(__typeof__(T) *)

/* ---------------------------------------------------------------- generated, and plain consumers
 */
#else

#if defined ASYNC_GENERATED || defined __TINYC__ || defined __cplusplus ||                         \
    !defined __INCLUDE_LEVEL__
#define _Async
#else
/* A header may say async; in the file that is being compiled it means that awaitc was forgotten. */
#define ASYNC_PASTE_(a, b) a##b
#define ASYNC_PASTE(a, b)  ASYNC_PASTE_(a, b)
#define _Async             ASYNC_PASTE(async_level_, __INCLUDE_LEVEL__)
#define async_level_0                                                                              \
    __attribute__((async_level(0 + this_file_is_async_C__transpile_it_with_awaitc_first)))
#define async_level_1
#define async_level_2
#define async_level_3
#define async_level_4
#define async_level_5
#define async_level_6
#define async_level_7
#define async_level_8
#define async_level_9
#endif
#define _Await                                                                                     \
    __extension__ /* stands only in static inline bodies of headers, which nobody calls */
#define ASYNC_HANDLE
#define _Future(T) __typeof__(__typeof__(T) *)
#define ASYNC_GENERATOR_SPACE
#define _Generator(T)     __typeof__(__typeof__(T) *)
#define _Spawn(call)      ((_Future(__typeof__(call)))((call), (void *)0))
#define async_run(call)   (call)
#define ASYNC_LEAF(FRAME) extern

#endif

/* ---------------------------------------------------------------- the keywords as users spell them
 */
#ifndef ASYNC_NO_KEYWORDS
#define async        _Async
#define await        _Await
#define spawn(call)  _Spawn(call)
#define future(T)    _Future(T)
#define generator(T) _Generator(T)
#endif

#ifdef ASYNC_ERASE
#include <async/erased.h>
#else
#include <async/debug.h>
#include <async/error.h>
#include <async/future.h>
#include <async/generator.h>
#include <async/io.h>
#include <async/loop.h>
#include <async/testing.h>
#endif
#ifdef ASYNC_GENERATED
#include <async/leaf.h>
#include <async/task.h>
#endif

#ifdef __cplusplus
}
#endif
#endif
