/* SPDX-License-Identifier: MIT
 *
 * <async/future.h>: what can be asked of a future, part of <async.h>. A handle of type future(T)
 * points at the value; the value is there once the future is done.
 */
#ifndef ASYNC_FUTURE_H
#define ASYNC_FUTURE_H

#include <stdbool.h>

typedef const volatile void ASYNC_HANDLE *async_future_handle;

/* Is the value there? asyncio's Future.done. */
extern bool future_done(async_future_handle future);

#endif
