/* SPDX-License-Identifier: MIT
 *
 * <async.h>: the dialect. One header, three readings of the same source:
 *
 *   marker     clang (awaitc's own, clangd, an editor): the keywords leave C's types as they are
 * and mark what awaitc has to find. A compile that goes on to emit code stops with an error, unless
 * the file holds no keyword but those of consumers: future, generator, gen_each.
 *   generated  awaitc's output (it defines ASYNC_GENERATED first), and headers read by plain files:
 *              the keywords are gone, handles are plain pointers.
 *   erased     with -DASYNC_ERASE: async and await mean nothing and the runtime's calls block. A
 *              program of async, await and I/O then runs as ordinary C; the other keywords are
 *              errors there.
 *
 * All keywords are listed at the end, as users spell them. With ASYNC_NO_KEYWORDS defined only the
 * reserved spellings exist: _Async, _Await, ... The runtime owns the prefixes async_ and ASYNC_.
 */
#ifndef ASYNC_H
#define ASYNC_H

#if defined ASYNC_ERASE && defined ASYNC_GENERATED
#error "ASYNC_ERASE is for sources that awaitc has not transpiled: compile the .c file you wrote"
#endif
#if defined __GNUC__ && !defined __TINYC__
#pragma GCC system_header
#endif

#include <async/names_begin.h>
#include <async/types.h>

#if defined __clang__ && !defined ASYNC_GENERATED && !defined ASYNC_ERASE && !defined __cplusplus
#define ASYNC_MARKER 1
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* ---- marker: clang, not yet transpiled ---- */
#ifdef ASYNC_MARKER

/* Mixing a pointer to an async function with one to an ordinary function, or handles of different
 * types, is an error: the calling convention and the address space are part of the type. */
#pragma clang diagnostic error "-Wincompatible-pointer-types"
#pragma clang diagnostic warning "-Wincompatible-pointer-types-discards-qualifiers"
#pragma clang diagnostic error "-Wincompatible-function-pointer-types"
#pragma clang diagnostic error "-Wint-conversion"
#pragma clang diagnostic error "-Wpointer-type-mismatch"
#pragma clang diagnostic warning "-Wignored-attributes" /* async int x; */
#pragma clang diagnostic ignored "-Wunused-value"       /* await x;  spawn(f()); */

/* What a dialect file holds refers to this; emitting code for it is the error a user sees who
 * compiled the file without awaitc. No editor and no -fsyntax-only gets that far. */
static __inline__ __attribute__((__unused__, __noinline__)) int async_not_transpiled(void)
{
    __asm__(".error \"this file is async C: transpile it with awaitc before you compile it\"");
    return 0;
}

#define ASYNC_ONLY_TRANSPILED                                                                      \
    __attribute__((                                                                                \
        __error__("this file is async C: transpile it with awaitc before you compile it")))

#define _Async                __attribute__((__annotate__("async", (void *)async_not_transpiled), __swiftcall__))
#define _Await                __extension__ __extension__ __extension__
#define ASYNC_HANDLE          __attribute__((__address_space__(7001)))
#define ASYNC_GENERATOR_SPACE __attribute__((__address_space__(7002)))
#define _Future(T)            __typeof__(__typeof__(T) ASYNC_HANDLE *)
#define ASYNC_LEAF(FRAME)                                                                          \
    _Async __attribute__((__annotate__("async_frame:" #FRAME),                                     \
                          __error__("this file is async C: transpile it with awaitc first")))

/* The body of a generator may end, or say `return;`, without a value. */
#if __has_warning("-Wreturn-mismatch")
#define ASYNC_NO_VALUE                                                                             \
    _Pragma("clang diagnostic ignored \"-Wreturn-type\"")                                          \
        _Pragma("clang diagnostic ignored \"-Wreturn-mismatch\"")
#else
#define ASYNC_NO_VALUE _Pragma("clang diagnostic ignored \"-Wreturn-type\"")
#endif
#define _Generator(T) __typeof__(__typeof__(T) ASYNC_GENERATOR_SPACE *) ASYNC_NO_VALUE

/* An expression with a mark; it has the type of the last operand. */
#define ASYNC_MARK(NAME, ...) ((void)async_not_transpiled(), (void)NAME, __VA_ARGS__)
#define ASYNC_VALUE_OF(T)     (((__typeof__(T)(*)(void))0)())

extern char async_marker_spawn, async_marker_run, async_marker_detach, async_marker_yield_from,
    async_marker_received, async_marker_was_sent, async_marker_caught, async_marker_await_each;
extern void ASYNC_HANDLE *async_marker_handle(void) ASYNC_ONLY_TRANSPILED;
extern void async_marker_detached(const volatile void ASYNC_HANDLE *task) ASYNC_ONLY_TRANSPILED;
extern void
async_marker_inner(const volatile void ASYNC_GENERATOR_SPACE *inner) ASYNC_ONLY_TRANSPILED;
#define _Spawn(call)                                                                               \
    ((_Future(__typeof__(call)))((void)async_not_transpiled(), (void)async_marker_spawn, (call),   \
                                 async_marker_handle()))
#define async_run(call) ((void)async_not_transpiled(), (void)async_marker_run, (call))
#define _Detach(task)   ASYNC_MARK(async_marker_detach, async_marker_detached(task))
#define _Yield_from(T, inner)                                                                      \
    ASYNC_MARK(async_marker_yield_from, async_marker_inner(inner), ASYNC_VALUE_OF(T))
#define _Received(T)   ASYNC_MARK(async_marker_received, ASYNC_VALUE_OF(T))
#define _Was_sent()    ASYNC_MARK(async_marker_was_sent, ASYNC_VALUE_OF(async_bool))
#define async_caught() ASYNC_MARK(async_marker_caught, ASYNC_VALUE_OF(struct async_caught))

/* A statement's mark is its condition, a constant that tells clang how control flows: a catch block
 * is dead (what the try block sets is set behind it), nothing follows a throw. */
enum async_marker {
    async_marker_yield = 0,
    async_marker_timeout = 0,
    async_marker_defer = 0,
    async_marker_gen_return = 1,
    async_marker_throw = 1,
    async_marker_try = 1,
    async_marker_catch = 1
};
extern int async_marker_code(void) ASYNC_ONLY_TRANSPILED;
extern void async_marker_seconds(double seconds) ASYNC_ONLY_TRANSPILED;
extern void async_marker_value(int zero, ...) ASYNC_ONLY_TRANSPILED;
extern async_bool async_marker_more(void) ASYNC_ONLY_TRANSPILED;
#define _Yield                                                                                     \
    switch (async_not_transpiled(), (int)async_marker_yield)                                       \
    default:
#define _Throw for (async_not_transpiled(); async_marker_throw;)
#define _Try   if (async_not_transpiled(), async_marker_try)
#define _Catch(e)                                                                                  \
    else for (int e __attribute__((__unused__)) = async_marker_code(); async_marker_catch;)
#define _Defer for (async_not_transpiled(); async_marker_defer;)
#define async_timeout(seconds)                                                                     \
    _Pragma("clang diagnostic ignored \"-Wdangling-else\"") if (async_marker_seconds(seconds),     \
                                                                async_marker_timeout)              \
    {                                                                                              \
    }                                                                                              \
    else
#define _Gen_return(...)                                                                           \
    for (async_not_transpiled(); async_marker_gen_return;)                                         \
    async_marker_value(0 __VA_OPT__(, ) __VA_ARGS__)
#define _Await_each(DECLARATION, ...)                                                              \
    for (DECLARATION = *ASYNC_MARK(async_marker_await_each, (__VA_ARGS__)); async_marker_more();)

/* ---- erased: ordinary, blocking C ---- */
#elif defined ASYNC_ERASE

#define _Async
#define _Await
#define ASYNC_HANDLE
#define ASYNC_LEAF(FRAME) extern
#define async_run(call)   (call)
#define ASYNC_GENERATOR_SPACE
#define _Future(T)    __typeof__(__typeof__(T) *)
#define _Generator(T) __typeof__(__typeof__(T) *)

/* What it cannot hold: one error for each. */
#define ASYNC_NOT_ERASED(keyword)                                                                  \
    ((void)sizeof(struct {                                                                         \
        _Static_assert(0, keyword " has no blocking reading");                                     \
        int async_;                                                                                \
    }))
#define ASYNC_ERASED_VALUE(keyword, T) (ASYNC_NOT_ERASED(keyword), *(__typeof__(T) *)0)
#define _Spawn(call)                   (ASYNC_NOT_ERASED("spawn"), (void *)0)
#define _Detach(task)                  ASYNC_NOT_ERASED("detach")
#define _Yield_from(T, inner)          ASYNC_ERASED_VALUE("yield_from", T)
#define _Received(T)                   ASYNC_ERASED_VALUE("received", T)
#define _Was_sent()                    ASYNC_ERASED_VALUE("was_sent", async_bool)
#define async_caught()                 ASYNC_ERASED_VALUE("async_caught", struct async_caught)
#define _Yield                         for (ASYNC_NOT_ERASED("yield");;)
#define _Throw                         for (ASYNC_NOT_ERASED("throw");;)
#define _Try                           if (ASYNC_NOT_ERASED("try"), 1)
#define _Catch(e)                      else for (int e = 0; e;)
#define _Defer                         for (ASYNC_NOT_ERASED("defer");;)
#define async_timeout(seconds)         for (ASYNC_NOT_ERASED("async_timeout");;)
#define _Gen_return(...)               ASYNC_NOT_ERASED("gen_return")
#define _Gen_each(DECLARATION, ...)                                                                \
    for (ASYNC_NOT_ERASED("gen_each");;)                                                           \
        for (DECLARATION = *(__VA_ARGS__);;)
#define _Await_each(DECLARATION, ...)                                                              \
    for (ASYNC_NOT_ERASED("await_each");;)                                                         \
        for (DECLARATION = *(__VA_ARGS__);;)

/* ---- generated, and plain consumers ---- */
#else

/* A header may hold keywords; in the file that is being compiled they mean that awaitc was
 * forgotten. */
#if defined ASYNC_GENERATED || defined __TINYC__ || defined __cplusplus ||                         \
    !defined __INCLUDE_LEVEL__
#define _Async
#define ASYNC_NEVER 0
#else
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
#define ASYNC_NEVER   ASYNC_PASTE(async_never_, __INCLUDE_LEVEL__)
#define async_never_0 (sizeof(char[this_file_is_async_C__transpile_it_with_awaitc_first]) == 0)
#define async_never_1 0
#define async_never_2 0
#define async_never_3 0
#define async_never_4 0
#define async_never_5 0
#define async_never_6 0
#define async_never_7 0
#define async_never_8 0
#define async_never_9 0
#endif
#define ASYNC_HANDLE
#define ASYNC_GENERATOR_SPACE
#define _Future(T)            __typeof__(__typeof__(T) *)
#define _Generator(T)         __typeof__(__typeof__(T) *)
#define ASYNC_LEAF(FRAME)     extern

/* What follows stands only in static inline bodies of headers, which nobody calls. */
#define ASYNC_VALUE_OF(T)     (((__typeof__(T)(*)(void))(async_size)(ASYNC_NEVER))())
#define _Await                __extension__
#define _Spawn(call)          ((_Future(__typeof__(call)))((call), (void *)0))
#define async_run(call)       (call)
#define _Detach(task)         ((void)(task))
#define _Yield_from(T, inner) ((void)(inner), ASYNC_VALUE_OF(T))
#define _Received(T)          ASYNC_VALUE_OF(T)
#define _Was_sent()           ASYNC_VALUE_OF(async_bool)
#define async_caught()        ASYNC_VALUE_OF(struct async_caught)
#define _Yield                                                                                     \
    if (ASYNC_NEVER) {                                                                             \
    } else
#define _Throw    for (; !ASYNC_NEVER;)
#define _Try      if (!ASYNC_NEVER)
#define _Catch(e) else for (int e __attribute__((__unused__)) = 1; !ASYNC_NEVER;)
#define _Defer    for (; ASYNC_NEVER;)
#define async_timeout(seconds)                                                                     \
    if ((void)(seconds), ASYNC_NEVER) {                                                            \
    } else
#define _Gen_return(...)              return (void)(ASYNC_NEVER, ##__VA_ARGS__), (void *)0
#define _Await_each(DECLARATION, ...) for (DECLARATION = *(__VA_ARGS__); ASYNC_NEVER;)

#endif

/* ---- consumers, in both readings ---- */
#ifndef ASYNC_ERASE

/* break leaves the inner loop with is_fresh set, which ends the outer one. (__attribute: headers
 * define the other spelling away for tcc, which knows it.) */
#define _Gen_each(DECLARATION, ...)                                                                \
    for (struct async_each async_each_                                                             \
         __attribute((__cleanup__(async_each_end))) = {(__VA_ARGS__), 0, 0};                       \
         async_each_next(&async_each_);)                                                           \
        for (DECLARATION = *(const ASYNC_VALUE_TYPE(__VA_ARGS__) *)async_each_.async_value;        \
             async_each_.async_is_fresh; async_each_.async_is_fresh = 0)
#define gen_send(g, ...) async_gen_send((g), ASYNC_LITERAL(__VA_ARGS__), ASYNC_TYPE_OF(__VA_ARGS__))

#endif

/* clang-format off */
/* ---- the keywords as users spell them ----
 *
 *   async                    marks a function, or a pointer to one, that may wait
 *   await C, await f         runs the call C of one and gives its value; waits for the future f and
 *                            gives the handle
 *   spawn(C)                 starts a task and gives its future; who owns it: see async/future.h.
 *                            Throws ENOMEM; in ordinary functions NULL and errno (ENOMEM, ENOTCONN)
 *   detach(spawn(C))         the same, for the loop to own; no value
 *   async_run(C)             in ordinary functions: runs C to its end, and a loop around it unless
 *                            there is one. A zero if that failed: async_run_error() says why
 *   future(T), generator(T)  types of handles; a function that gives the latter, and yields, is a
 *                            generator
 *   throw E; throw;          leaves with the errno value E; passes on what is caught
 *   try { } catch (e) { }    e: an int. async_caught() gives message and traceback
 *   defer S                  S is done when the block is left, in whatever way
 *   async_timeout (n) S      cancels what stands in S after n seconds, and throws ETIMEDOUT
 *   yield E;                 gives a value of a generator; received(T), was_sent(): what comes back
 *   yield_from(T, g)         goes on with g, which it takes over; its value is g's, a T
 *   gen_return(E);           ends a generator with a value
 *   gen_each (T v, g) S      S for every value of g, which it takes over and frees; in any C file
 *   await_each (T v, g) S    the same of an async generator
 */
#ifndef ASYNC_NO_KEYWORDS
#define async                        _Async
#define await                        _Await
#define spawn(call)                  _Spawn(call)
#define detach(task)                 _Detach(task)
#define future(T)                    _Future(T)
#define generator(T)                 _Generator(T)
#define yield                        _Yield
#define yield_from(T, inner)         _Yield_from(T, inner)
#define received(T)                  _Received(T)
#define was_sent()                   _Was_sent()
#define gen_return(...)              _Gen_return(__VA_ARGS__)
#define gen_each(DECLARATION, ...)   _Gen_each(DECLARATION, __VA_ARGS__)
#define await_each(DECLARATION, ...) _Await_each(DECLARATION, __VA_ARGS__)
#define throw                        _Throw
#define try                          _Try
#define catch(e)                     _Catch(e)
#define defer                        _Defer
#endif
/* clang-format on */

#ifdef ASYNC_ERASE
#include <async/erased.h>
#include <async/error.h>
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

/* The text of headers that hold async functions stands in the file itself. */
#if defined ASYNC_INLINED && defined __clang__
#pragma clang diagnostic ignored "-Wunused-function"
#pragma clang diagnostic ignored "-Wunused-const-variable"
#endif

/* Generated code is C11, whatever the program is: nothing for -pedantic to say of. */
#if defined __clang__
#pragma clang diagnostic ignored "-Wdeclaration-after-statement"
#pragma clang diagnostic ignored "-Wc99-extensions"
#pragma clang diagnostic ignored "-Wc11-extensions"
#elif defined __GNUC__ && !defined __TINYC__
#pragma GCC diagnostic ignored "-Wdeclaration-after-statement"
#if !defined __STDC_VERSION__ || __STDC_VERSION__ < 201112L
#pragma GCC diagnostic ignored "-Wpedantic"
#endif
#endif
#endif

#include <async/names_end.h>
#ifdef __cplusplus
}
#endif
#endif
