/* SPDX-License-Identifier: MIT
 *
 * asyncify [--density=PERCENT] [--seed=N] [--rename=NAME...] [--bridges] [--list] FILE [FLAGS...]
 *
 * Turns an ordinary C program of one file into a dialect program, on standard output: functions
 * become async, the calls of them awaits, and `await async_yield();` stands before the statements.
 * NAMEs that the program has and the headers of <async.h> too get other spellings in the program.
 * With --bridges functions become async, too, that ordinary code has to reach (see bridges.h).
 * With --list it prints instead what becomes of each function, and why.
 *
 * Exit status: 0; 1: clang finds mistakes in the program; 2: bad usage, or no such file; 3: main
 * stays ordinary, so there is nothing to be awaited.
 */
#include "bridges.h"
#include "edits.h"
#include "front/front.h"
#include "functions.h"
#include "header.h"
#include "yields.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_ROUNDS = 20 };

struct settings {
    const char *path;
    char **flags;
    unsigned flag_count, density;
    unsigned long seed;
    bool lists, has_bridges;
    VEC(const char *) renamed;
};

/* How the dialect's keywords are spelled in this program. */
struct words {
    const char *async, *await, *bracketed_await, *yield;
};

static bool uses_a_keyword(const struct unit *unit)
{
    static const char *const keywords[] = {
        "async", "await", "spawn", "future", "generator", "yield",      "yield_from", "throw",
        "try",   "catch", "defer", "detach", "received",  "await_each", "gen_each",   "was_sent"};
    for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++)
        if (name_set_has(&unit->used, keywords[i]))
            return true;
    return false;
}

static bool is_dialect(const struct unit *unit)
{
    for (size_t i = 0; i < unit->headers.count; i++) {
        const char *slash = strrchr(unit->headers.items[i], '/');
        if (slash && strcmp(slash, "/async.h") == 0)
            return true;
    }
    return false;
}

/* ---- the header ---- */

/* The header, unless the program has it already, and whose lines these are. */
static void add_header(struct edits *edits, struct unit *unit, bool has_keywords,
                       const struct settings *settings)
{
    struct str text = {0};
    bool has_header = is_dialect(unit);
    unsigned place = header_place(unit->main, has_header);
    if (!has_header && !has_keywords)
        str_puts(&text, "#define ASYNC_NO_KEYWORDS\n");
    if (!has_header) {
        str_puts(&text, "#include <async.h>\n");
        for (size_t i = 0; i < settings->renamed.count; i++)
            str_printf(&text, "#define %s own_%s\n", settings->renamed.items[i],
                       settings->renamed.items[i]);
    }
    str_printf(&text, "#line %u \"%s\"\n", source_line(unit->main, place), unit->main->name);
    edits_add(edits, place, EDIT_HEADER, arena_copy(unit->arena, text.text, text.size));
    str_free(&text);
}

/* ---- the functions ---- */

static void add_async(struct edits *edits, const struct functions *functions, const char *word)
{
    const struct unit *unit = functions->unit;
    for (size_t i = 0; i < unit->declared.count; i++) {
        const struct declared_function *declared = &unit->declared.items[i];
        const struct candidate *candidate = functions_candidate(functions, declared->name);
        if (!candidate || candidate->pinned || candidate->bridged || candidate->is_async)
            continue;
        if (!edits_has(edits, declared->span.begin, EDIT_WORD))
            edits_add(edits, declared->span.begin, EDIT_WORD, word);
    }
}

static void add_awaits(struct edits *edits, const struct functions *functions,
                       const struct words *words)
{
    for (size_t i = 0; i < functions->calls.count; i++) {
        const struct call *call = &functions->calls.items[i];
        struct span span = call->expr->span;
        if (!call_is_awaited(functions, call) || edits_has(edits, span.begin, EDIT_WORD))
            continue;
        edits_add(edits, span.begin, EDIT_WORD,
                  call->needs_brackets ? words->bracketed_await : words->await);
        if (call->needs_brackets)
            edits_add(edits, span.end, EDIT_END_OF_CALL, ")");
        if (functions->list.items[call->callee].bridged)
            edits_add(edits, call->name.begin + (unsigned)strlen(call->expr->function->name),
                      EDIT_NAME, BRIDGED_SUFFIX);
    }
}

static void add_yields(struct edits *edits, const struct functions *functions, const char *text,
                       const struct settings *settings)
{
    struct yields yields = {
        .edits = edits, .text = text, .density = settings->density, .random = settings->seed};
    for (size_t i = 0; i < functions->list.count; i++)
        if (!functions->list.items[i].pinned)
            yields_add(&yields, functions->list.items[i].func);
}

static void write_dialect(struct unit *unit, const struct functions *functions,
                          const struct settings *settings)
{
    static const struct words plain = {"async ", "await ", "(await ", "await async_yield(); "};
    static const struct words reserved = {"_Async ", "_Await ", "(_Await ",
                                          "_Await async_yield(); "};
    bool has_keywords =
        is_dialect(unit) ? name_set_has(&unit->macros, "await") : !uses_a_keyword(unit);
    const struct words *words = has_keywords ? &plain : &reserved;
    struct edits edits;
    struct str out = {0};
    edits_open(&edits, unit->main);
    add_header(&edits, unit, has_keywords, settings);
    add_async(&edits, functions, words->async);
    bridges_add(&edits, functions, words->async);
    add_awaits(&edits, functions, words);
    add_yields(&edits, functions, words->yield, settings);
    edits_apply(&edits, unit->main, &out);
    fwrite(out.text, 1, out.size, stdout);
    edits_close(&edits);
    str_free(&out);
}

static void list_functions(const struct functions *functions)
{
    for (size_t i = 0; i < functions->list.count; i++) {
        const struct candidate *candidate = &functions->list.items[i];
        printf("%s: %s\n", candidate->name,
               candidate->is_async  ? "is async already"
               : candidate->pinned  ? candidate->pinned
               : candidate->bridged ? "gets a bridge"
                                    : "becomes async");
    }
}

/* ---- the program ---- */

/* One reading of the text as it is by now. */
struct round {
    struct arena arena;
    struct diag diag;
    struct unit *unit;
    struct functions functions;
};

static void read_round(struct round *round, struct front *front, bool has_bridges)
{
    *round = (struct round){.unit = NULL};
    round->unit = front_build(front, &round->arena, &round->diag);
    if (round->unit && !round->diag.errors)
        functions_find(&round->functions, &round->arena, round->unit, has_bridges);
}

static void free_round(struct round *round)
{
    functions_free(&round->functions);
    if (round->unit)
        unit_close(round->unit);
    diag_free(&round->diag);
    arena_free(&round->arena);
}

/* Reads, and again as long as macro uses can be expanded that hide calls (or that awaitc would have
 * expanded). */
static void read_rounds(struct round *round, struct front *front, bool has_bridges)
{
    read_round(round, front, has_bridges);
    for (int i = 1; i < MOST_ROUNDS && round->unit; i++) {
        if (!round->diag.errors)
            functions_wish(&round->functions, round->unit);
        if (!front_rewrite(front))
            return;
        free_round(round);
        read_round(round, front, has_bridges);
    }
}

static bool bridges_any(const struct functions *functions)
{
    for (size_t i = 0; i < functions->list.count; i++)
        if (functions->list.items[i].bridged && !functions->list.items[i].pinned)
            return true;
    return false;
}

static int convert(struct round *round, const struct settings *settings)
{
    const struct functions *functions = &round->functions;
    const struct candidate *main_one = functions_candidate(functions, "main");
    if (settings->lists) {
        list_functions(functions);
    } else if (main_one && (!main_one->pinned || bridges_any(functions))) {
        write_dialect(round->unit, functions, settings);
        return 0;
    } else {
        fprintf(stderr, "asyncify: main %s\n", main_one ? main_one->pinned : "is not defined here");
        return 3;
    }
    return 0;
}

static int run(const struct settings *settings)
{
    struct round round = {.unit = NULL};
    struct front_input input = {
        .path = settings->path,
        .flags = (const char *const *)settings->flags,
        .flag_count = settings->flag_count,
        .every_function = true,
    };
    struct front *front = front_open(&input, &round.diag);
    if (front)
        read_rounds(&round, front, settings->has_bridges);
    int status = !round.unit ? 2 : round.diag.errors ? 1 : convert(&round, settings);
    if (status == 1 || status == 2)
        diag_print(&round.diag, stderr);
    free_round(&round);
    front_close(front);
    return status;
}

static bool parse_arguments(struct settings *settings, int argc, char **argv)
{
    *settings = (struct settings){.density = 100, .seed = 1};
    int i = 1;
    for (; i < argc && argv[i][0] == '-' && argv[i][1] == '-'; i++) {
        if (strncmp(argv[i], "--density=", 10) == 0)
            settings->density = (unsigned)strtoul(argv[i] + 10, NULL, 10);
        else if (strncmp(argv[i], "--seed=", 7) == 0)
            settings->seed = strtoul(argv[i] + 7, NULL, 10);
        else if (strncmp(argv[i], "--rename=", 9) == 0)
            *vec_push(&settings->renamed) = argv[i] + 9;
        else if (strcmp(argv[i], "--list") == 0)
            settings->lists = true;
        else if (strcmp(argv[i], "--bridges") == 0)
            settings->has_bridges = true;
        else
            return false;
    }
    if (i >= argc)
        return false;
    settings->path = argv[i++];
    settings->flags = argv + i;
    settings->flag_count = (unsigned)(argc - i);
    return true;
}

int main(int argc, char **argv)
{
    struct settings settings;
    if (!parse_arguments(&settings, argc, argv)) {
        fputs("usage: asyncify [--density=PERCENT] [--seed=N] [--rename=NAME] [--bridges] [--list] "
              "FILE [FLAGS...]\n",
              stderr);
        return 2;
    }
    int status = run(&settings);
    vec_free(&settings.renamed);
    return status;
}
