/* SPDX-License-Identifier: MIT
 *
 * The pipeline. Each stage leaves its mistakes in diag; the next one runs only when there are none.
 * Where a stage wishes that the text were another (a macro use expanded, say) and the front end can
 * rewrite it so, all of them run again on the new text.
 */
#include "compile.h"

#include "check/check.h"
#include "depfile.h"
#include "dump.h"
#include "emit/emit.h"
#include "files.h"
#include "front/front.h"
#include "lower/lower.h"

#include <string.h>

enum { MOST_ROUNDS = 50 };

static bool read_input(const struct options *options, struct str *text, struct front_input *input)
{
    if (options->output && !files_differ(options->input, options->output))
        return false;
    if (!files_read(options->input, text))
        return false;
    *input = (struct front_input){
        .path = options->input,
        .text = text->text,
        .size = text->size,
        .flags = options->flags.items,
        .flag_count = (unsigned)options->flags.count,
    };
    return true;
}

static bool write_outputs(const struct options *options, const struct unit *unit,
                          const struct str *text)
{
    struct file_output outputs[2] = {{.path = NULL}};
    size_t count = 0;
    struct str deps = {0};
    if (!options->check_only && !options->dump)
        outputs[count++] =
            (struct file_output){.path = options->output, .text = text->text, .size = text->size};
    if (options->wants_deps) {
        depfile_make(options, unit, &deps);
        const char *name = depfile_name(options, unit->arena);
        outputs[count++] = (struct file_output){.path = name, .text = deps.text, .size = deps.size};
    }
    bool done = files_write(outputs, count);
    str_free(&deps);
    return done;
}

/* One run of all stages over the text as it is by now. */
struct round {
    struct arena arena;
    struct diag diag;
    struct str text;
    struct unit *unit; /* NULL when the input cannot be read */
};

static void run_stages(const struct options *options, struct front *front, bool keeps_macros,
                       struct round *round)
{
    struct diag *diag = &round->diag;
    diag->switches = &options->switches;
    struct unit *unit = round->unit = front_build(front, &round->arena, diag);
    if (unit) {
        unit->checks_values = options->checks_values;
        unit->keeps_macros = keeps_macros;
    }
    if (unit && !diag->errors)
        check_unit(unit, diag);
    if (unit && !diag->errors)
        lower_unit(unit, diag);
    if (unit && !diag->errors)
        emit_unit(unit, diag, options->output ? options->output : "<stdout>", options->has_lines,
                  &round->text);
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

/* Runs the stages; again, as long as the text can be rewritten as they wish. Where a wish is left
 * they have to do without those that can be done without. */
static void run_rounds(const struct options *options, struct front *front, struct round *round)
{
    bool keeps_macros = false;
    run_stages(options, front, keeps_macros, round);
    for (int i = 1; i < MOST_ROUNDS && round->unit; i++) {
        bool is_granted = front_rewrite(front);
        if (!is_granted && (keeps_macros || !round->unit->wishes.count))
            return;
        keeps_macros |= !is_granted;
        free_round(round);
        run_stages(options, front, keeps_macros, round);
    }
}

static int finish(const struct options *options, struct round *round)
{
    int status = round->unit ? round->diag.errors ? 1 : 0 : 2;
    diag_print(&round->diag, stderr);
    if (round->unit && options->dump)
        dump_unit(round->unit, options->dump);
    if (status == 0 && !write_outputs(options, round->unit, &round->text))
        status = 2;
    return status;
}

int compile(const struct options *options)
{
    struct str source = {0};
    struct round round = {.unit = NULL};
    struct front_input input;
    if (!read_input(options, &source, &input))
        return 2;
    struct front *front = front_open(&input, &round.diag);
    if (front)
        run_rounds(options, front, &round);
    int status = finish(options, &round);
    free_round(&round);
    front_close(front);
    str_free(&source);
    return status;
}
