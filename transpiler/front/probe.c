/* SPDX-License-Identifier: MIT
 *
 * The file is parsed once more, with lines put in ahead of each place:
 *
 *     #line 12 "serve.c"
 *     #pragma message("17:" awaitc_text(MAX(a, b)))
 *
 * where awaitc_text(...) is `#__VA_OPT__(__VA_ARGS__)`: its arguments, fully expanded, as a string.
 * Clang prints what a #pragma message says, having expanded macros in it; so the expansion comes
 * back as a diagnostic. A directive may stand anywhere but in the arguments of a macro. The
 * keywords of <async.h> are macros that are not to be expanded: they are undefined ahead of the
 * first such line.
 */
#include "front/probe.h"

#include <stdlib.h>
#include <string.h>

/* ---- the keywords ---- */

static CXFile file_of_macro(const struct macro *macro)
{
    CXFile file = NULL;
    clang_getFileLocation(clang_getCursorLocation(macro->cursor), &file, NULL, NULL, NULL);
    return file;
}

/* Is it defined where _Await is? */
static bool is_keyword(struct builder *b, const struct macro *macro)
{
    const struct macro *keyword = macro_named(b, "_Await");
    CXFile file = file_of_macro(macro), header = keyword ? file_of_macro(keyword) : NULL;
    return file && header && clang_File_isEqual(file, header);
}

bool macro_is_keyword(struct builder *b, struct macro *macro)
{
    if (!macro->is_sorted)
        macro->is_keyword = is_keyword(b, macro);
    macro->is_sorted = true;
    return macro->is_keyword;
}

/* Directives that make the keywords ordinary identifiers, from there on. */
static void write_keywords(struct builder *b, struct str *text)
{
    for (size_t i = 0; i < b->macros.room; i++) {
        struct macro *macro = b->macros.slots[i].value;
        if (macro && macro_is_keyword(b, macro))
            str_printf(text, "#undef %s\n", macro->name);
    }
    str_puts(text, "");
}

/* ---- the text ---- */

struct probing {
    struct rewriting *rewriting;
    struct str hide;
    const char *name; /* of the macro that makes strings */
    struct map first; /* of the probes of each source, the first in it */
};

static void write_line(struct str *text, struct span place)
{
    unsigned line;
    const char *name = source_presumed(place.source, place.begin, &line);
    str_printf(text, "\n#line %u \"", line);
    for (const char *c = name; *c; c++)
        str_printf(text, "%s%c", *c == '"' || *c == '\\' ? "\\" : "", *c);
    str_puts(text, "\"\n");
}

/* Is it the first in its file? The keywords stay hidden behind it: nothing else minds. */
static bool is_first(const struct probing *probing, const struct probe *probe)
{
    const struct probe *first = map_get(&probing->first, probe->place.source);
    return probe->place.begin == first->place.begin;
}

static void find_first(struct probing *probing, const struct probe *probes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        void **slot = map_at(&probing->first, probes[i].place.source);
        const struct probe *first = *slot;
        if (!first || probes[i].place.begin < first->place.begin)
            *slot = (void *)&probes[i];
    }
}

static const char *write_question(struct probing *probing, const struct probe *probe, size_t number,
                                  bool hides)
{
    struct str text = {0};
    str_puts(&text, "\n#pragma clang diagnostic push\n"
                    "#pragma clang diagnostic error \"-W#pragma-messages\"\n");
    str_puts(&text, hides ? probing->hide.text : "");
    str_puts(&text, probe->aside);
    write_line(&text, probe->place);
    str_printf(&text, "#pragma message(\"%zu:\" %s(%s))\n", number, probing->name, probe->text);
    str_puts(&text, probe->after);
    str_puts(&text, "#pragma clang diagnostic pop");
    write_line(&text, probe->place);
    const char *copy = arena_copy(probing->rewriting->b->arena, text.text, text.size);
    str_free(&text);
    return copy;
}

static struct source **make_texts(struct probing *probing, const struct probe *probes, size_t count,
                                  size_t *text_count)
{
    struct rewriting *rewriting = probing->rewriting;
    struct rewriting asking = {.front = rewriting->front, .b = rewriting->b};
    find_first(probing, probes, count);
    for (size_t i = 0; i < count; i++) {
        struct span place = probes[i].place;
        place.end = place.begin;
        bool is_there = probes[i].use.source && probes[i].use.begin == place.begin;
        rewrite_replace(&asking, is_there ? probes[i].use : place,
                        write_question(probing, &probes[i], i, is_first(probing, &probes[i])));
        if (probes[i].use.source && !is_there)
            rewrite_replace(&asking, probes[i].use, "");
    }
    struct source **texts = rewrite_texts(&asking, text_count);
    vec_free(&asking.edits);
    return texts;
}

/* ---- the answers ---- */

static void take_answer(struct builder *b, CXDiagnostic diagnostic, struct probe *probes,
                        size_t count)
{
    CXString option = clang_getDiagnosticOption(diagnostic, NULL);
    bool is_message = strcmp(clang_getCString(option), "-W#pragma-messages") == 0;
    clang_disposeString(option);
    if (!is_message)
        return;
    char *answer;
    const char *text = own_string(b, clang_getDiagnosticSpelling(diagnostic));
    unsigned long number = strtoul(text, &answer, 10);
    if (*answer == ':' && number < count && !probes[number].answer)
        probes[number].answer = answer + 1;
}

static CXTranslationUnit parse(struct probing *probing, struct source **texts, size_t count)
{
    struct front with_macro = *probing->rewriting->front;
    struct arena *arena = probing->rewriting->b->arena;
    unsigned flags = with_macro.flag_count;
    enum CXErrorCode error;
    with_macro.flags = arena_array(arena, const char *, flags + 4);
    memcpy(with_macro.flags, probing->rewriting->front->flags, flags * sizeof *with_macro.flags);
    with_macro.flags[flags++] =
        arena_printf(arena, "-D%s(...)=#__VA_OPT__(__VA_ARGS__)", probing->name);
    with_macro.flags[flags++] = "-ferror-limit=0";
    with_macro.flags[flags++] = "-Wno-everything";
    with_macro.flag_count = flags;
    return front_parse_texts(&with_macro, texts, count,
                             CXTranslationUnit_SkipFunctionBodies | CXTranslationUnit_KeepGoing,
                             &error);
}

void probes_ask(struct rewriting *rewriting, struct probe *probes, size_t count)
{
    struct builder *b = rewriting->b;
    struct probing probing = {.rewriting = rewriting};
    size_t text_count;
    probing.name = unit_free_name(b->unit, "awaitc_text");
    write_keywords(b, &probing.hide);
    struct source **texts = make_texts(&probing, probes, count, &text_count);
    CXTranslationUnit tu = parse(&probing, texts, text_count);
    CXDiagnosticSet messages = tu ? clang_getDiagnosticSetFromTU(tu) : NULL;
    for (unsigned i = 0; tu && i < clang_getNumDiagnosticsInSet(messages); i++)
        take_answer(b, clang_getDiagnosticInSet(messages, i), probes, count);
    if (tu)
        clang_disposeTranslationUnit(tu);
    free(texts);
    str_free(&probing.hide);
    map_free(&probing.first);
}
