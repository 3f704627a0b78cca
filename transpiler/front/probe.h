/* SPDX-License-Identifier: MIT
 *
 * What clang's own preprocessor makes of texts at given places of the file.
 */
#ifndef AWAITC_FRONT_PROBE_H
#define AWAITC_FRONT_PROBE_H

#include "front/rewrite.h"

/* A question: what does `text` expand to at `place`? */
struct probe {
    struct span place;  /* no macro use's arguments may be around its begin */
    struct span use;    /* what is asked about, to be left out; source NULL: nothing is */
    const char *text;   /* on one line */
    const char *aside;  /* directives on lines of their own that hold for this question; or "" */
    const char *after;  /* and those that take them back */
    const char *answer; /* the expansion as `#` spells it, in the builder's arena; NULL: none */
};

/* Answers all of them with one parse. */
void probes_ask(struct rewriting *rewriting, struct probe *probes, size_t count);
/* recheck.c: makes the answers texts that read as the same tokens in the file, or NULL. */
void probes_settle(struct rewriting *rewriting, struct probe *probes, size_t count);

#endif
