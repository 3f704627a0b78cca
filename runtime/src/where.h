/* SPDX-License-Identifier: MIT
 *
 * Where suspended tasks stand in the user's source: for debug mode.
 */
#ifndef WHERE_H
#define WHERE_H

#include "abi.h"

/* From now on these tables are looked in; see ASYNC_ALL_PLACES. */
extern void where_known(const struct async_places *first, const struct async_places *end);

/* What says where a suspended frame stands: cheap to note, and good when the frame is gone. */
struct place {
    async_status (*resume)(struct async_frame *frame, struct async_task *task);
    unsigned state; /* 0: unknown */
};

extern struct place where_noted(const struct async_frame *frame);

/* NULL: the tables do not say. */
extern const struct async_site *where_site(struct place place);

/* The awaits that a suspended task stands at, the innermost first. */
extern void where_trace(const struct async_task *task, struct async_trace *trace);

#endif
