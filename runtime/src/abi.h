/* SPDX-License-Identifier: MIT
 *
 * The public headers as the runtime itself reads them, and the system's types by their own names,
 * which the public headers do without: that they are the same is checked wherever the runtime
 * defines by the one what they declare by the other. Every source of the runtime includes this
 * first, directly or through a header that does so first.
 */
#ifndef ABI_H
#define ABI_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE 1 /* accept4, EPOLL..., IOV_MAX */
#endif
#define ASYNC_GENERATED   1
#define ASYNC_NO_KEYWORDS 1
#include <async.h>

#include <stdbool.h>
#include <stddef.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/uio.h>

#include "names.h"

#endif
