/* SPDX-License-Identifier: MIT
 *
 * Looking through C text token by token, without understanding it: enough to find the semicolon or
 * the bracket that clang's extents leave out. Comments, strings and characters are skipped as
 * wholes.
 */
#include "front/scan.h"

#include "base/str.h"
#include <string.h>

static unsigned quoted_end(const struct source *source, unsigned at, unsigned end)
{
    char quote = source->text[at];
    for (at++; at < end; at++) {
        char c = source->text[at];
        if (c == '\\')
            at++;
        else if (c == quote)
            return at + 1;
        else if (c == '\n')
            return at;
    }
    return end;
}

static unsigned word_end(const struct source *source, unsigned at, unsigned end)
{
    while (at < end && is_word(source->text[at]))
        at++;
    return at;
}

/* A preprocessing number: 1e+5 and 0x1p-3 are one each. */
static unsigned number_end(const struct source *source, unsigned at, unsigned end)
{
    const char *text = source->text;
    for (; at < end; at++) {
        bool is_sign = (text[at] == '+' || text[at] == '-') && strchr("eEpP", text[at - 1]);
        if (!is_word(text[at]) && text[at] != '.' && !is_sign)
            break;
    }
    return at;
}

/* How many characters the operator has. */
static unsigned operator_size(const char *text)
{
    char c = text[0], next = text[1];
    switch (c) {
    case '.':
        return next == c && text[2] == c ? 3 : 1;
    case '<':
    case '>':
        return next == c ? (text[2] == '=' ? 3 : 2) : next == '=' ? 2 : 1;
    case '+':
    case '&':
    case '|':
        return next == c || next == '=' ? 2 : 1;
    case '-':
        return next == c || next == '=' || next == '>' ? 2 : 1;
    case '#':
        return next == c ? 2 : 1;
    case '=':
    case '!':
    case '*':
    case '/':
    case '%':
    case '^':
        return next == '=' ? 2 : 1;
    default:
        return 1;
    }
}

unsigned scan_token_end(const struct source *source, unsigned at, unsigned end)
{
    if (at >= end)
        return end;
    char c = source->text[at];
    if (is_word_start(c))
        return word_end(source, at, end);
    if (c >= '0' && c <= '9')
        return number_end(source, at, end);
    if (c == '"' || c == '\'')
        return quoted_end(source, at, end);
    return at + operator_size(source->text + at);
}

bool scan_is(const struct source *source, unsigned at, const char *token)
{
    unsigned end = scan_token_end(source, at, (unsigned)source->size);
    return word_is(source->text + at, end - at, token);
}

static int depth_change(char c)
{
    return c == '(' || c == '[' || c == '{' ? 1 : c == ')' || c == ']' || c == '}' ? -1 : 0;
}

unsigned scan_match(const struct source *source, unsigned at, unsigned end)
{
    int depth = 0;
    while ((at = source_skip_space(source, at, end)) < end) {
        depth += depth_change(source->text[at]);
        at = scan_token_end(source, at, end);
        if (depth <= 0)
            return at;
    }
    return end;
}

unsigned scan_find(const struct source *source, unsigned at, unsigned end, char wanted)
{
    while ((at = source_skip_space(source, at, end)) < end) {
        if (source->text[at] == wanted)
            return at;
        at = depth_change(source->text[at]) > 0 ? scan_match(source, at, end)
                                                : scan_token_end(source, at, end);
    }
    return end;
}

unsigned scan_line_end(const struct source *source, unsigned at)
{
    const char *end = memchr(source->text + at, '\n', source->size - at);
    return end ? (unsigned)(end - source->text) + 1 : (unsigned)source->size;
}

struct span span_with_semicolon(struct span span)
{
    if (!span.source)
        return span;
    unsigned size = (unsigned)span.source->size;
    unsigned at = source_skip_space(span.source, span.end, size);
    if (at < size && span.source->text[at] == ';')
        span.end = at + 1;
    return span;
}
