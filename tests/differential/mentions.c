/* SPDX-License-Identifier: MIT
 *
 * The names of the candidates in the text of the program's own files, token by token. One that is
 * neither a declaration nor a call that can be edited may take the function's address, so the
 * function stays ordinary. In a macro's definition a name is only a call when a bracket follows;
 * where the macro is used the trees tell whether the call can be edited. What a macro pastes there
 * may be any name with that beginning or end.
 */
#include "functions.h"

#include "front/scan.h"
#include "header.h"
#include <string.h>

struct reading {
    struct functions *functions;
    const struct source *source;
    unsigned at, end; /* the token */
    unsigned limit;
    unsigned params,
        body;       /* in a macro's definition: where its parameters begin, and what is behind */
    char before[2]; /* the end of the token before it */
};

static bool next_token(struct reading *reading)
{
    if (reading->end > reading->at) {
        const char *text = reading->source->text;
        reading->before[0] = reading->end - reading->at > 1 ? text[reading->end - 2] : ' ';
        reading->before[1] = text[reading->end - 1];
    }
    reading->at = source_skip_space(reading->source, reading->end, reading->limit);
    reading->end = scan_token_end(reading->source, reading->at, reading->limit);
    return reading->at < reading->limit;
}

/* `alias("f")` and the like: is the string at `at` the name of a function? */
static bool is_name_string(const struct source *source, unsigned at)
{
    static const char *const attributes[] = {"alias", "ifunc", "weakref"};
    const char *text = source->text;
    while (at && strchr(" (", text[at - 1]))
        at--;
    while (at && text[at - 1] == '_')
        at--;
    for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++) {
        size_t size = strlen(attributes[i]);
        if (at >= size && strncmp(text + at - size, attributes[i], size) == 0)
            return true;
    }
    return false;
}

/* The candidate that the token names; NULL: none. */
static struct candidate *candidate_at(const struct reading *reading)
{
    struct functions *functions = reading->functions;
    const char *text = reading->source->text + reading->at;
    unsigned size = reading->end - reading->at;
    if (size > 2 && *text == '"' && is_name_string(reading->source, reading->at)) {
        text++;
        size -= 2;
    }
    if (!is_word_start(*text))
        return NULL;
    return functions_candidate(functions, arena_copy(functions->arena, text, size));
}

static bool is_member(const struct reading *reading)
{
    return reading->before[1] == '.' || (reading->before[0] == '-' && reading->before[1] == '>');
}

static void read_token(struct reading *reading)
{
    if (is_member(reading) || (reading->source->is_main && reading->functions->known[reading->at]))
        return;
    struct candidate *candidate = candidate_at(reading);
    if (candidate)
        functions_keep(reading->functions, candidate,
                       reading->source->is_main ? "is named other than by a call"
                                                : "is named in a header");
}

/* ---- directives ---- */

static bool pastes_at(const struct reading *reading, unsigned at)
{
    return at + 1 < reading->limit && strncmp(reading->source->text + at, "##", 2) == 0;
}

/* Behind the token and what is pasted to it. */
static unsigned pasted_end(const struct reading *reading)
{
    const struct source *source = reading->source;
    unsigned at = source_skip_space(source, reading->end, reading->limit);
    while (pastes_at(reading, at)) {
        at = source_skip_space(source, at + 2, reading->limit);
        at = scan_token_end(source, at, reading->limit);
        at = source_skip_space(source, at, reading->limit);
    }
    return at;
}

/* The token is a piece of a name: the functions whose names it begins or ends. */
static void pin_pasted(const struct reading *reading, bool begins, bool ends)
{
    const char *piece = reading->source->text + reading->at;
    size_t size = reading->end - reading->at;
    for (size_t i = 0; i < reading->functions->list.count; i++) {
        struct candidate *candidate = &reading->functions->list.items[i];
        size_t length = strlen(candidate->name);
        if (length > size && ((begins && strncmp(candidate->name, piece, size) == 0) ||
                              (ends && strncmp(candidate->name + length - size, piece, size) == 0)))
            functions_keep(reading->functions, candidate, "is named by a paste in a macro");
    }
}

/* Does the token stand for what the macro is given? */
static bool is_param(const struct reading *reading)
{
    const struct source *source = reading->source;
    unsigned size = reading->end - reading->at;
    unsigned at = reading->params, end = at;
    for (; at < reading->body; at = source_skip_space(source, end, reading->body)) {
        end = scan_token_end(source, at, reading->body);
        if (end - at == size && strncmp(source->text + at, source->text + reading->at, size) == 0)
            return true;
    }
    return false;
}

/* Takes the parameters of the macro that the token names. */
static void read_macro_params(struct reading *reading)
{
    const struct source *source = reading->source;
    if (reading->end < reading->limit && source->text[reading->end] == '(') {
        reading->params = reading->end;
        reading->body = scan_match(source, reading->end, reading->limit);
        reading->at = reading->end = reading->body;
    }
}

static void read_macro_body(struct reading *body)
{
    read_macro_params(body);
    while (next_token(body)) {
        struct candidate *candidate = candidate_at(body);
        unsigned next = pasted_end(body);
        bool is_call = next < body->limit && body->source->text[next] == '(';
        if (is_call || is_member(body) || is_param(body) ||
            !is_word_start(body->source->text[body->at]))
            continue;
        if (candidate)
            functions_keep(body->functions, candidate, "is named in a macro");
        bool begins = pastes_at(body, source_skip_space(body->source, body->end, body->limit));
        bool ends = body->before[0] == '#' && body->before[1] == '#';
        if (begins || ends)
            pin_pasted(body, begins, ends);
    }
}

static void read_directive(struct reading *reading)
{
    unsigned end = header_directive_end(reading->source, reading->at);
    struct reading body = {reading->functions, reading->source, 0, reading->end, end, 0, 0, ""};
    bool is_define = next_token(&body) && scan_is(body.source, body.at, "define");
    if (is_define && next_token(&body))
        read_macro_body(&body);
    reading->at = reading->end = end;
}

static void read_source(struct functions *functions, const struct source *source)
{
    struct reading reading = {functions, source, 0, 0, (unsigned)source->size, 0, 0, ""};
    while (next_token(&reading)) {
        if (source->text[reading.at] == '#' && header_begins_line(source, reading.at))
            read_directive(&reading);
        else
            read_token(&reading);
    }
}

void functions_pin_mentioned(struct functions *functions)
{
    const struct unit *unit = functions->unit;
    for (size_t i = 0; i < unit->sources.count; i++) {
        const struct source *source = unit->sources.items[i];
        if (source->is_main || strncmp(source->name, "/usr/", 5) != 0)
            read_source(functions, source);
    }
}
