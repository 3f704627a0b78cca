/* SPDX-License-Identifier: MIT
 *
 * The pipeline. Each stage leaves its mistakes in diag; the next one runs only when there are none.
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

static bool read_input(const struct options *options, struct str *text, struct front_input *input)
{
    *input = (struct front_input){
        .path = options->input,
        .flags = options->flags.items,
        .flag_count = (unsigned)options->flags.count,
    };
    if (strcmp(options->input, "-") != 0)
        return true;
    if (!files_read_stdin(text))
        return false;
    input->text = text->text;
    input->size = text->size;
    return true;
}

static bool write_outputs(const struct options *options, const struct unit *unit,
                          const struct str *text)
{
    if (options->wants_deps && !depfile_write(options, unit))
        return false;
    return options->check_only || options->dump ||
           files_write(options->output, text->text, text->size);
}

/* The stages. NULL when the input cannot be read. */
static struct unit *run_stages(const struct options *options, const struct front_input *input,
                               struct arena *arena, struct diag *diag, struct str *text)
{
    struct unit *unit = front_parse(arena, input, diag);
    if (unit && !diag->errors)
        check_unit(unit, diag);
    if (unit && !diag->errors)
        lower_unit(unit, diag);
    if (unit && !diag->errors)
        emit_unit(unit, diag, options->output ? options->output : "<stdout>", options->has_lines,
                  text);
    return unit;
}

int compile(const struct options *options)
{
    struct arena arena = {0};
    struct diag diag = {0};
    struct str source = {0}, text = {0};
    struct front_input input;
    int status = 2;
    if (read_input(options, &source, &input)) {
        struct unit *unit = run_stages(options, &input, &arena, &diag, &text);
        diag_print(&diag, stderr);
        if (unit)
            status = diag.errors ? 1 : 0;
        if (unit && options->dump)
            dump_unit(unit, options->dump);
        if (status == 0 && !write_outputs(options, unit, &text))
            status = 2;
        if (unit)
            unit_close(unit);
    }
    str_free(&source);
    str_free(&text);
    diag_free(&diag);
    arena_free(&arena);
    return status;
}
