/* SPDX-License-Identifier: MIT
 *
 * The fuzz target: the stages of awaitc in this process, over a text. Crashes, leaks and undefined
 * behaviour are the sanitizers' to find. Beyond that: what awaitc makes of a program that it
 * accepts has to be C that clang accepts.
 *
 * The environment says where the headers are: FUZZ_SYSTEM the small ones that stand for the
 * system's, FUZZ_INCLUDE those of the runtime. libclang's own memory is not watched.
 */
#include "base/deep.h"
#include "check/check.h"
#include "emit/emit.h"
#include "front/front.h"
#include "lower/lower.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_ROUNDS = 50 };

struct round {
    struct arena arena;
    struct diag diag;
    struct str text;
    struct unit *unit;
};

static void run_stages(struct front *front, struct round *round)
{
    struct diag *diag = &round->diag;
    struct unit *unit = round->unit = front_build(front, &round->arena, diag);
    if (unit && !diag->errors)
        check_unit(unit, diag);
    if (unit && !diag->errors)
        lower_unit(unit, diag);
    if (unit && !diag->errors)
        emit_unit(unit, diag, "out.c", false, &round->text);
}

static void free_round(struct round *round)
{
    if (round->unit)
        unit_close(round->unit);
    str_free(&round->text);
    diag_free(&round->diag);
    arena_free(&round->arena);
    *round = (struct round){.unit = NULL};
}

static struct front_input input_of(const char *name, const char *text, size_t size)
{
    static const char *flags[] = {"-std=gnu11", "-nostdinc", "-isystem", NULL, "-isystem", NULL};
    flags[3] = getenv("FUZZ_SYSTEM");
    flags[5] = getenv("FUZZ_INCLUDE");
    return (struct front_input){.path = name,
                                .text = text,
                                .size = size,
                                .flags = flags,
                                .flag_count = sizeof flags / sizeof *flags};
}

static void check_output(const struct str *text)
{
    struct round round = {.unit = NULL};
    struct front_input input = input_of("out.c", text->text, text->size);
    struct front *front = front_open(&input, &round.diag);
    if (front)
        round.unit = front_build(front, &round.arena, &round.diag);
    if (!front || !round.unit || round.diag.errors) {
        fputs("clang refuses the output:\n", stderr);
        diag_print(&round.diag, stderr);
        fwrite(text->text, 1, text->size, stderr);
        abort();
    }
    free_round(&round);
    front_close(front);
}

static void *transpile(void *data)
{
    const struct str *source = data;
    struct front_input input = input_of("fuzz.c", source->text, source->size);
    struct round round = {.unit = NULL};
    struct front *front = front_open(&input, &round.diag);
    if (!front)
        return NULL;
    run_stages(front, &round);
    for (int i = 1; i < MOST_ROUNDS && round.unit && front_rewrite(front); i++) {
        free_round(&round);
        run_stages(front, &round);
    }
    if (round.unit && !round.diag.errors && !getenv("FUZZ_CRASHES_ONLY"))
        check_output(&round.text);
    free_round(&round);
    front_close(front);
    return NULL;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str source = {0};
    str_add(&source, (const char *)data, size);
    deep_call(transpile, &source);
    str_free(&source);
    return 0;
}
