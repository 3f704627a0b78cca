/* SPDX-License-Identifier: MIT
 *
 * Options of awaitc's own are taken; those a C preprocessor or parser needs are handed to libclang,
 * as is everything behind `--`. Anything else is refused, so that a slip of the pen is not silently
 * ignored. A -W option is awaitc's own when the table of rules knows its id, and clang's otherwise.
 */
#include "options.h"

#include <stdio.h>
#include <string.h>

static const char help[] =
    "usage: awaitc [options] IN.c -o OUT.c [-- compiler flags]\n"
    "\n"
    "Reads C in which functions are marked async and writes plain C in which each is a resumable\n"
    "struct. `-` stands for standard input or output. Exit status: 0 done, 1 mistakes in the "
    "source\n"
    "(nothing is written then), 2 wrong usage, or a file that cannot be read or written.\n"
    "\n"
    "  -o FILE              where the C goes\n"
    "  --check              only look for mistakes, write nothing\n"
    "  --checked            the program ends where it reads a future that has no value yet\n"
    "  --no-line            no #line directives, and generated code laid out for reading\n"
    "  -MD, -MMD            write a depfile (without system headers: -MMD)\n"
    "  -MF FILE, -MT NAME   its name; the target it names\n"
    "  --dump=WHAT          show what a stage makes instead: ast, cfg, live, frame, machine\n"
    "  -Wno-ID, -WID        turn a warning of awaitc's off, on; -Wall: all of them on; -w: off\n"
    "  -Werror, -Werror=ID  make warnings, one warning an error; -Wno-error=ID: not this one\n"
    "  -I -D -U -std= -include -isystem -f* -m* --target= ...\n"
    "                       for the compiler, as is all behind --\n"
    "  --help, --version\n";

void options_help(void)
{
    fputs(help, stdout);
}

void options_free(struct options *options)
{
    vec_free(&options->flags);
    vec_free(&options->deps_targets);
}

static bool begins(const char *text, const char *prefix)
{
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

static bool is_one_of(const char *text, const char *const *list)
{
    for (; *list; list++)
        if (strcmp(text, *list) == 0)
            return true;
    return false;
}

/* Compiler options whose argument may be the next word. */
static bool takes_argument(const char *arg)
{
    static const char *const list[] = {"-I",       "-D",           "-U",         "-include",
                                       "-isystem", "-iquote",      "-idirafter", "-imacros",
                                       "-target",  "-isysroot",    "--sysroot",  "-x",
                                       "-iprefix", "-iwithprefix", NULL};
    return is_one_of(arg, list);
}

static bool is_compiler_option(const char *arg)
{
    static const char *const prefixes[] = {
        "-I",        "-D",        "-U",        "-std=",         "-f",       "-m",
        "-W",        "-O",        "-g",        "-isystem",      "-iquote",  "-idirafter",
        "-include",  "--target=", "--sysroot", "-nostdinc",     "-pthread", "-ansi",
        "-pedantic", "-w",        "-x",        "-resource-dir", "-imacros", NULL};
    for (const char *const *prefix = prefixes; *prefix; prefix++)
        if (begins(arg, *prefix))
            return true;
    return false;
}

static bool parse_dump(struct options *options, const char *what)
{
    static const char *const names[] = {"", "ast", "cfg", "live", "frame", "machine"};
    for (unsigned i = 1; i < sizeof names / sizeof *names; i++) {
        if (strcmp(what, names[i]) == 0) {
            options->dump = (enum dump)i;
            return true;
        }
    }
    fprintf(stderr, "awaitc: error: --dump=%s: it is one of ast, cfg, live, frame, machine\n",
            what);
    return false;
}

/* Where in the command line the parser stands. */
struct cursor {
    char **argv;
    int argc, at;
};

static const char *next_word(struct cursor *cursor, const char *option)
{
    if (cursor->at + 1 >= cursor->argc) {
        fprintf(stderr, "awaitc: error: %s needs an argument\n", option);
        return NULL;
    }
    return cursor->argv[++cursor->at];
}

/* Options with a word behind them. 1: taken, 0: none of these, -1: said what is wrong. */
static int parse_with_word(struct options *options, struct cursor *cursor, const char *arg)
{
    static const char *const own[] = {"-o", "-MF", "-MT", "-MQ", NULL};
    bool is_own = is_one_of(arg, own);
    if (!is_own && !takes_argument(arg))
        return 0;
    const char *word = next_word(cursor, arg);
    if (!word)
        return -1;
    if (!is_own) {
        *vec_push(&options->flags) = arg;
        *vec_push(&options->flags) = word;
    } else if (arg[1] == 'o') {
        options->output = word;
    } else if (arg[2] == 'F') {
        options->deps_file = word;
    } else {
        *vec_push(&options->deps_targets) = word;
    }
    return 1;
}

/* -W...: awaitc's own, the compiler's, or for both. */
static bool parse_warning(struct options *options, const char *arg)
{
    switch (rule_switches_take(&options->switches, arg)) {
    case RULE_OPTION_REFUSED:
        fprintf(stderr, "awaitc: error: %s: this is an error, which cannot be turned off\n", arg);
        return false;
    case RULE_OPTION_OWN:
        return true;
    case RULE_OPTION_SHARED:
    case RULE_OPTION_FOREIGN:
        *vec_push(&options->flags) = arg;
        return true;
    }
    return false;
}

static bool is_warning(const char *arg)
{
    return begins(arg, "-W") ? !strchr(arg, ',') : strcmp(arg, "-w") == 0;
}

static bool parse_switch(struct options *options, const char *arg)
{
    if (strcmp(arg, "--check") == 0)
        options->check_only = true;
    else if (strcmp(arg, "--checked") == 0)
        options->checks_values = true;
    else if (strcmp(arg, "--no-line") == 0)
        options->has_lines = false;
    else if (strcmp(arg, "--help") == 0 || strcmp(arg, "-h") == 0)
        options->shows_help = true;
    else if (strcmp(arg, "--version") == 0)
        options->shows_version = true;
    else if (strcmp(arg, "-MD") == 0)
        options->wants_deps = true;
    else if (strcmp(arg, "-MMD") == 0)
        options->wants_deps = options->skips_system_deps = true;
    else
        return false;
    return true;
}

static bool parse_input(struct options *options, const char *arg)
{
    if (options->input) {
        fprintf(stderr, "awaitc: error: one input at a time: '%s' and '%s'\n", options->input, arg);
        return false;
    }
    options->input = arg;
    return true;
}

static bool parse_word(struct options *options, struct cursor *cursor)
{
    const char *arg = cursor->argv[cursor->at];
    int with_word = parse_with_word(options, cursor, arg);
    if (with_word)
        return with_word > 0;
    if (arg[0] != '-' || !arg[1])
        return parse_input(options, arg);
    if (parse_switch(options, arg))
        return true;
    if (begins(arg, "--dump="))
        return parse_dump(options, arg + strlen("--dump="));
    if (begins(arg, "-o") && arg[2]) {
        options->output = arg + 2;
        return true;
    }
    if (is_warning(arg))
        return parse_warning(options, arg);
    if (is_compiler_option(arg)) {
        *vec_push(&options->flags) = arg;
        return true;
    }
    fprintf(stderr, "awaitc: error: unknown option '%s' (compiler flags may follow --)\n", arg);
    return false;
}

/* The language that `-x LANGUAGE` or `-xLANGUAGE` asks for, if it is another one than C. */
static const char *other_language(const struct options *options)
{
    for (size_t i = 0; i < options->flags.count; i++) {
        const char *flag = options->flags.items[i];
        bool is_apart = strcmp(flag, "-x") == 0 && i + 1 < options->flags.count;
        const char *language = is_apart ? options->flags.items[i + 1] : flag + strlen("-x");
        if (begins(flag, "-x") && strcmp(language, "c") != 0)
            return language;
    }
    return NULL;
}

static bool is_complete(const struct options *options)
{
    if (options->shows_help || options->shows_version)
        return true;
    const char *language = other_language(options);
    if (language) {
        fprintf(stderr, "awaitc: error: -x %s: awaitc reads C\n", language);
        return false;
    }
    if (!options->input)
        fputs("awaitc: error: no input file (see awaitc --help)\n", stderr);
    else if (!options->output && !options->check_only && !options->dump)
        fputs("awaitc: error: no output file: give it with -o, - for standard output\n", stderr);
    else if (options->wants_deps && !options->deps_file &&
             (!options->output || strcmp(options->output, "-") == 0))
        fputs("awaitc: error: -MD needs -MF when there is no output file to name it after\n",
              stderr);
    else
        return true;
    return false;
}

/* What stands behind --; awaitc's own warnings may be among them. */
static bool parse_compiler_flags(struct options *options, struct cursor *cursor)
{
    for (; cursor->at < cursor->argc; cursor->at++) {
        const char *arg = cursor->argv[cursor->at];
        if (!is_warning(arg))
            *vec_push(&options->flags) = arg;
        else if (!parse_warning(options, arg))
            return false;
    }
    return true;
}

bool options_parse(struct options *options, int argc, char **argv)
{
    *options = (struct options){.has_lines = true};
    struct cursor cursor = {argv, argc, 1};
    for (; cursor.at < argc; cursor.at++) {
        if (strcmp(argv[cursor.at], "--") == 0) {
            cursor.at++;
            return parse_compiler_flags(options, &cursor) && is_complete(options);
        }
        if (!parse_word(options, &cursor))
            return false;
    }
    return is_complete(options);
}
