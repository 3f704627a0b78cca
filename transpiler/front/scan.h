/* SPDX-License-Identifier: MIT
 *
 * Looking through C text token by token, without understanding it. Offsets are in a source, all of
 * them at or after `at` and at most `end`.
 */
#ifndef AWAITC_FRONT_SCAN_H
#define AWAITC_FRONT_SCAN_H

#include "base/source.h"

unsigned scan_token_end(const struct source *source, unsigned at, unsigned end);
/* Behind the bracket that closes the one at `at`. */
unsigned scan_match(const struct source *source, unsigned at, unsigned end);
/* Outside of brackets; or end. */
unsigned scan_find(const struct source *source, unsigned at, unsigned end, char wanted);
bool scan_is(const struct source *source, unsigned at, const char *token);
unsigned scan_line_end(const struct source *source, unsigned at);
struct span span_with_semicolon(struct span span);

#endif
