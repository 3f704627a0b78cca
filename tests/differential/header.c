/* SPDX-License-Identifier: MIT
 *
 * The macros that tell system headers what to declare have to come before <async.h>, which includes
 * some of these. So the directives that the file begins with are read, and the header goes behind
 * the last of those macros and the conditionals around it; else it comes first.
 */
#include "header.h"

#include "base/str.h"
#include "front/scan.h"
#include <string.h>

unsigned header_directive_end(const struct source *source, unsigned at)
{
    for (;;) {
        unsigned end = scan_line_end(source, at);
        unsigned last = end;
        while (last > at && (source->text[last - 1] == '\n' || source->text[last - 1] == '\r'))
            last--;
        if (end >= source->size || last == at || source->text[last - 1] != '\\')
            return end;
        at = end;
    }
}

bool header_begins_line(const struct source *source, unsigned at)
{
    while (at && (source->text[at - 1] == ' ' || source->text[at - 1] == '\t'))
        at--;
    return at == 0 || source->text[at - 1] == '\n';
}

/* ---- the head of the file ---- */

static bool is_feature(const struct source *source, unsigned at)
{
    static const char *const names[] = {
        "_GNU_SOURCE",       "_POSIX_SOURCE",     "_POSIX_C_SOURCE", "_XOPEN_SOURCE",
        "_DEFAULT_SOURCE",   "_BSD_SOURCE",       "_ISOC99_SOURCE",  "_LARGEFILE64_SOURCE",
        "_FILE_OFFSET_BITS", "_LARGEFILE_SOURCE", "_FORTIFY_SOURCE", "_ALL_SOURCE"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (scan_is(source, at, names[i]))
            return true;
    return false;
}

/* Reading the directives in turn. */
struct head {
    const struct source *source;
    unsigned place;
    int depth;       /* of conditionals */
    bool is_pending; /* a macro was defined in a conditional that is open still */
};

static void read_directive(struct head *head, unsigned at, unsigned end)
{
    const struct source *source = head->source;
    unsigned word = source_skip_space(source, at + 1, end);
    unsigned next = source_skip_space(source, scan_token_end(source, word, end), end);
    if (scan_is(source, word, "if") || scan_is(source, word, "ifdef") ||
        scan_is(source, word, "ifndef"))
        head->depth++;
    head->depth -= scan_is(source, word, "endif");
    head->is_pending |= scan_is(source, word, "define") && is_feature(source, next);
    if (head->is_pending && head->depth == 0) {
        head->place = end;
        head->is_pending = false;
    }
}

unsigned header_place(const struct source *source, bool has_header)
{
    unsigned size = (unsigned)source->size;
    unsigned at = strncmp(source->text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    struct head head = {.source = source, .place = at};
    if (has_header)
        return at;
    while ((at = source_skip_space(source, at, size)) < size && source->text[at] == '#') {
        unsigned end = header_directive_end(source, at);
        read_directive(&head, at, end);
        at = end;
    }
    return head.place;
}
