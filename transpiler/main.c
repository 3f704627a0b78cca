/* SPDX-License-Identifier: MIT
 *
 * The command awaitc.
 */
#include "compile.h"
#include "front/front.h"

#include <stdio.h>

#ifndef AWAITC_VERSION
#define AWAITC_VERSION "0.1.0"
#endif

static void show_version(void)
{
    struct arena arena = {0};
    printf("awaitc %s (%s)\n", AWAITC_VERSION, front_version(&arena));
    arena_free(&arena);
}

int main(int argc, char **argv)
{
    struct options options;
    int status = 2;
    if (options_parse(&options, argc, argv)) {
        status = 0;
        if (options.shows_help)
            options_help();
        else if (options.shows_version)
            show_version();
        else
            status = compile(&options);
    }
    options_free(&options);
    return status;
}
