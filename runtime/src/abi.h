/* SPDX-License-Identifier: MIT
 *
 * The public headers as the runtime itself reads them. Every source of the runtime includes this
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

#endif
