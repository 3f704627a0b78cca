/* SPDX-License-Identifier: MIT
 *
 * The front end: libclang's reading of a dialect file as an ast. Nothing outside front/ knows
 * libclang.
 */
#ifndef AWAITC_FRONT_H
#define AWAITC_FRONT_H

#include "ast/ast.h"
#include "base/diag.h"

struct front;

struct front_input {
    const char *path; /* as given; "-" is read as `text` under the name "<stdin>" */
    const char *text; /* NULL: read the file */
    size_t size;
    const char *const *flags; /* for the compiler: -I, -D, -std and so on */
    unsigned flag_count;
    bool every_function; /* fills unit->declared in, and unit->plain with all ordinary functions of
                            the main file: for tools that are not to transpile */
};

/* Reads and parses the file. NULL when it cannot be read; the reason is in diag then. What `input`
 * refers to has to stay. */
struct front *front_open(const struct front_input *input, struct diag *diag);

/* Builds the unit of the text as it is by now. Clang's own errors, and uses of the dialect that
 * leave no tree to build, go to diag: look at diag->errors before using the unit. NULL when clang
 * cannot parse at all. The unit is in the arena, but refers to texts of the front's. */
struct unit *front_build(struct front *front, struct arena *arena, struct diag *diag);

/* Rewrites the text as the unit that was built last wishes: macro uses are expanded, say. True when
 * something was changed and the unit is to be thrown away and built anew; false when no wish could
 * be granted. */
bool front_rewrite(struct front *front);

void front_close(struct front *front);

/* front_open, front_build, front_close: for who does not rewrite. */
struct unit *front_parse(struct arena *arena, const struct front_input *input, struct diag *diag);

/* The version of libclang in use, for --version. */
const char *front_version(struct arena *arena);

#endif
