/* SPDX-License-Identifier: MIT
 *
 * The command line of awaitc.
 */
#ifndef AWAITC_OPTIONS_H
#define AWAITC_OPTIONS_H

#include "ast/rules.h"
#include "base/vec.h"
#include <stdbool.h>

enum dump { DUMP_NONE, DUMP_AST, DUMP_CFG, DUMP_LIVE, DUMP_FRAME, DUMP_MACHINE };

struct options {
    const char *input;             /* "-": standard input */
    const char *output;            /* "-": standard output; NULL: not given */
    VEC(const char *) flags;       /* for the compiler */
    struct rule_switches switches; /* -W and -w, as far as they are awaitc's */
    bool check_only, checks_values, has_lines, shows_help, shows_version;
    enum dump dump;
    bool wants_deps;                /* -MD */
    bool skips_system_deps;         /* -MMD */
    const char *deps_file;          /* -MF; NULL: the output's name with .d */
    VEC(const char *) deps_targets; /* -MT, -MQ; none: the output */
};

/* true, or false after a message on standard error. */
bool options_parse(struct options *options, int argc, char **argv);
void options_free(struct options *options);
void options_help(void);

#endif
