/* SPDX-License-Identifier: MIT
 *
 * Changed declarations.
 */
#ifndef AWAITC_EMIT_DECLS_H
#define AWAITC_EMIT_DECLS_H

#include "emit/render.h"

void decls_emit(struct emitter *e, struct stmt *stmt);

#endif
