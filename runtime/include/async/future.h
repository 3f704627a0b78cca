/* SPDX-License-Identifier: MIT
 *
 * <async/future.h>: futures, part of <async.h>. A handle of type future(T) points at the value,
 * which is there once the future is FINISHED without an error. A task (`spawn`) is a future that
 * gets its outcome from a function; a bare one gets it from whoever calls future_set. All of this
 * belongs to the thread of the loop; async_call_threadsafe is for the others.
 *
 * Handles are references: copies do not own. Who frees: a block its own tasks (`future(T) x =
 * spawn(...);`), a call of an async function those that it spawned otherwise, the loop the rest
 * when it closes; future_free does so earlier.
 */
#ifndef ASYNC_FUTURE_H
#define ASYNC_FUTURE_H

#include <async/types.h>

typedef const volatile void ASYNC_HANDLE *async_future_handle;

/* Of the functions below only those that say so take NULL. */

/* asyncio's states. */
enum async_future_state {
    ASYNC_PENDING,
    ASYNC_CANCELLED,
    ASYNC_FINISHED /* with a value or with an error */
};

/* Its state now. */
extern enum async_future_state future_state(async_future_handle handle);

/* Has it its outcome, whatever that is? Future.done. */
extern async_bool future_done(async_future_handle handle);

/* Future.cancelled. */
extern async_bool future_cancelled(async_future_handle handle);

/* 0 while it is pending or when it has a value, ECANCELED when it was cancelled, else the code of
 * its error, which counts as collected then. Never throws. Future.exception. */
extern int future_error(async_future_handle handle);

/* Asks it to end. A bare future is CANCELLED at once; a task gets ECANCELED thrown at the await
 * where it stands or comes to next, unless it awaits a future: that one is asked in its stead. A
 * task that never ran is CANCELLED in its turn, and its body never runs. true if it asked, false if
 * the future was done, or NULL. A task may catch ECANCELED and go on. Task.cancel. */
extern async_bool future_cancel(async_future_handle handle);

/* Has the loop call function(arg) once the future is done: in the order of registration, never from
 * within this call, and never from within what gives the outcome. It may set, cancel and spawn. 0,
 * or -1 and errno ENOMEM. Future.add_done_callback. */
extern int future_on_done(async_future_handle handle, void (*function)(void *arg), void *arg);

/* Takes back every registration of just this pair, and gives their number. Those that are queued
 * to be called already are called. Future.remove_done_callback. */
extern int future_remove_on_done(async_future_handle handle, void (*function)(void *arg),
                                 void *arg);

/* ---- bare futures ---- */

/* future(T) p = future_new(T): pending, its value zero. NULL and errno: ENOMEM, ENOTCONN without a
 * loop. It lives until future_free or the end of the loop. loop.create_future. */
#define future_new(T)                                                                              \
    ((_Future(T))async_future_new(sizeof(char[_Alignof(T) <= 16 ? 1 : -1]) * sizeof(T), __FILE__,  \
                                  __LINE__))

/* future_set(p, value), and future_set(p) of a future(void): gives it its value, converted as by
 * assignment. true, or false if it has its outcome already: that one stays. A second value is
 * reported (async_on_unhandled), but not one that comes after a cancellation. Future.set_result. */
#define future_set(...) ASYNC_SELECT_SET(__VA_ARGS__)(__VA_ARGS__)

/* Fails it with a code or async_error(code, "message"); like future_set. ECANCELED cancels it.
 * Future.set_exception. */
extern async_bool future_fail(async_future_handle handle, int code);

/* Frees a bare future, or a task that is done and that no block owns: 0. Otherwise -1 and EBUSY.
 * Whoever awaits a future that is freed gets ECANCELED. NULL is fine. */
extern int future_free(async_future_handle handle);

/* ---- several at once ----
 *
 *     await async_all(a, b, c);            await async_all_n(array, 3);
 *
 * Up to 32 futures of any types, or an array of handles. A member that is NULL throws EINVAL, the
 * task itself EDEADLK. Errors of members that are done by the end count as collected.
 */

/* Waits for all. When one fails, or is cancelled, the others are asked to end; when all are done
 * the error of the first is thrown (of several that had failed before: that of the lowest index).
 * If all are done already it does not suspend. To cancel it cancels the members, and waits for
 * them. asyncio.gather, with the care of a TaskGroup. */
#define async_all(...)                                                                             \
    async_all_n((async_future_handle[]){__VA_ARGS__}, (async_size)ASYNC_COUNT(__VA_ARGS__))

/* Waits until one is done, however it ends: its index, the lowest of several. The others run on. To
 * cancel it leaves all alone. No future: EINVAL. asyncio.wait(FIRST_COMPLETED). */
#define async_any(...)                                                                             \
    async_any_n((async_future_handle[]){__VA_ARGS__}, (async_size)ASYNC_COUNT(__VA_ARGS__))

/* Waits for all and throws nothing but its own cancellation, which it hands on to the members.
 * gather(return_exceptions=True). */
#define async_settle(...)                                                                          \
    async_settle_n((async_future_handle[]){__VA_ARGS__}, (async_size)ASYNC_COUNT(__VA_ARGS__))

ASYNC_LEAF(struct async_group) void async_all_n(const void *futures, async_size count);
ASYNC_LEAF(struct async_group) int async_any_n(const void *futures, async_size count);
ASYNC_LEAF(struct async_group) void async_settle_n(const void *futures, async_size count);

/* await async_shield(f): like await f, but to cancel who waits here does not cancel f. It is a
 * future of its own that lives as long as f; f itself if that is done. Without memory the await
 * throws ENOMEM. asyncio.shield. */
#define async_shield(f) ((__typeof__(f))async_shield_of((f), sizeof(*(f))))

/* ---- what the macros stand on ---- */

extern void ASYNC_HANDLE *async_future_new(async_size size, const char *file, unsigned line);
extern async_bool async_future_set(async_future_handle handle, const void *value, async_size size);
extern void ASYNC_HANDLE *async_shield_of(async_future_handle handle, async_size size);

/* The value's type without qualifiers and address space: that of an rvalue. */
#define ASYNC_VALUE_TYPE(f) __typeof__(((void)0, *(f)))
#define ASYNC_SET_VOID(f)   async_future_set((f), "", 0)
#define ASYNC_SET_VALUE(f, ...)                                                                    \
    async_future_set((f), (ASYNC_VALUE_TYPE(f)[1]){__VA_ARGS__}, sizeof(ASYNC_VALUE_TYPE(f)))
#define ASYNC_SELECT_SET(...)                                                                      \
    ASYNC_33RD(__VA_ARGS__, ASYNC_SET_VALUE, ASYNC_SET_VALUE, ASYNC_SET_VALUE, ASYNC_SET_VALUE,    \
               ASYNC_SET_VALUE, ASYNC_SET_VALUE, ASYNC_SET_VALUE, ASYNC_SET_VALUE,                 \
               ASYNC_SET_VALUE, ASYNC_SET_VALUE, ASYNC_SET_VALUE, ASYNC_SET_VALUE,                 \
               ASYNC_SET_VALUE, ASYNC_SET_VALUE, ASYNC_SET_VALUE, ASYNC_SET_VALUE,                 \
               ASYNC_SET_VALUE, ASYNC_SET_VALUE, ASYNC_SET_VALUE, ASYNC_SET_VALUE,                 \
               ASYNC_SET_VALUE, ASYNC_SET_VALUE, ASYNC_SET_VALUE, ASYNC_SET_VALUE,                 \
               ASYNC_SET_VALUE, ASYNC_SET_VALUE, ASYNC_SET_VALUE, ASYNC_SET_VALUE,                 \
               ASYNC_SET_VALUE, ASYNC_SET_VALUE, ASYNC_SET_VALUE, ASYNC_SET_VOID, 0)
#define ASYNC_COUNT(...)                                                                           \
    ASYNC_33RD(__VA_ARGS__, 32, 31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16,    \
               15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0)
#define ASYNC_33RD(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v, w, x, y, z,   \
                   A, B, C, D, E, F, n33, ...)                                                     \
    n33

#endif
