/* SPDX-License-Identifier: MIT
 *
 * <async/atomics.h>: clang's words for the operations of <stdatomic.h>. Where awaitc expands a
 * macro that has one of them in an argument, they stand in its output; for other compilers each is
 * the macro of their own <stdatomic.h> that it came from.
 */
#ifndef ASYNC_ATOMICS_H
#define ASYNC_ATOMICS_H

#ifndef __clang__
#define __c11_atomic_thread_fence(order) atomic_thread_fence(order)
#define __c11_atomic_signal_fence(order) atomic_signal_fence(order)
#define __c11_atomic_is_lock_free(size)  __atomic_is_lock_free(size, 0)
#define __c11_atomic_init(object, value) atomic_init(object, value)

#define __c11_atomic_store(object, value, order)     atomic_store_explicit(object, value, order)
#define __c11_atomic_load(object, order)             atomic_load_explicit(object, order)
#define __c11_atomic_exchange(object, value, order)  atomic_exchange_explicit(object, value, order)
#define __c11_atomic_fetch_add(object, value, order) atomic_fetch_add_explicit(object, value, order)
#define __c11_atomic_fetch_sub(object, value, order) atomic_fetch_sub_explicit(object, value, order)
#define __c11_atomic_fetch_or(object, value, order)  atomic_fetch_or_explicit(object, value, order)
#define __c11_atomic_fetch_xor(object, value, order) atomic_fetch_xor_explicit(object, value, order)
#define __c11_atomic_fetch_and(object, value, order) atomic_fetch_and_explicit(object, value, order)

#define __c11_atomic_compare_exchange_strong(object, expected, value, success, failure)            \
    atomic_compare_exchange_strong_explicit(object, expected, value, success, failure)
#define __c11_atomic_compare_exchange_weak(object, expected, value, success, failure)              \
    atomic_compare_exchange_weak_explicit(object, expected, value, success, failure)
#endif

#endif
