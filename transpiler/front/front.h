/* SPDX-License-Identifier: MIT
 *
 * The front end: libclang's reading of a dialect file as an ast. Nothing outside front/ knows
 * libclang.
 */
#ifndef AWAITC_FRONT_H
#define AWAITC_FRONT_H

#include "ast/ast.h"
#include "base/diag.h"

struct front_input {
    const char *path; /* as given; "-" is read as `text` under the name "<stdin>" */
    const char *text; /* NULL: read the file */
    size_t size;
    const char *const *flags; /* for the compiler: -I, -D, -std and so on */
    unsigned flag_count;
    bool every_function; /* fills unit->declared in, and unit->plain with all ordinary functions of
                            the main file: for tools that are not to transpile */
};

/* Parses and builds the unit. Clang's own errors, and uses of the dialect that leave no tree to
 * build, go to diag: look at diag->errors before using the unit. NULL only when the file cannot be
 * read; the reason is in diag then. What the unit refers to is in the arena; libclang's memory is
 * released. */
struct unit *front_parse(struct arena *arena, const struct front_input *input, struct diag *diag);

/* The version of libclang in use, for --version. */
const char *front_version(struct arena *arena);

#endif
