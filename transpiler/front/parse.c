/* SPDX-License-Identifier: MIT
 *
 * The life of a front end: libclang reads the file, its errors become ours, and the builder makes
 * the ast, as often as the text is rewritten (rewrite.c). All of it runs on the large stack of
 * base/deep.h, because both clang and the builder go as deep as the source nests.
 */
#define _POSIX_C_SOURCE 200809L
#include "front/front.h"

#include "base/deep.h"
#include "front/rewrite.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifndef AWAITC_CLANG_RESOURCE_DIR
#define AWAITC_CLANG_RESOURCE_DIR "/usr/lib/llvm-19/lib/clang/19"
#endif

enum {
    PARSE_OPTIONS = CXTranslationUnit_DetailedPreprocessingRecord | CXTranslationUnit_KeepGoing
};

/* ---- the file ---- */

static bool can_read(const char *path, struct diag *diag)
{
    FILE *file = fopen(path, "rb");
    bool is_readable = file && (fgetc(file) != EOF || !ferror(file));
    if (!is_readable) {
        char *text = arena_printf(&diag->arena, "cannot read '%s': %s", path, strerror(errno));
        diag_add(diag, DIAG_ERROR, (struct span){0}, NULL, text);
    }
    if (file)
        fclose(file);
    return is_readable;
}

struct source *front_text(const struct front *front, const char *name)
{
    for (size_t i = 0; i < front->texts.count; i++)
        if (strcmp(front->texts.items[i]->name, name) == 0)
            return front->texts.items[i];
    return NULL;
}

static void make_main_source(struct builder *b, const char *name)
{
    b->main_file = clang_getFile(b->tu, name);
    struct source *source = source_read(b, b->main_file, name);
    source->is_main = true;
    marks_find(b, source);
    b->unit->main = source;
    *vec_add(b->arena, &b->unit->sources) = source;
    places_open(b);
}

CXTranslationUnit front_parse_texts(struct front *front, struct source *const *texts, size_t count,
                                    unsigned options, enum CXErrorCode *error)
{
    struct CXUnsavedFile *files = xrealloc(NULL, (count + 1) * sizeof *files);
    for (size_t i = 0; i < count; i++)
        files[i] = (struct CXUnsavedFile){texts[i]->name, texts[i]->text, texts[i]->size};
    CXTranslationUnit tu = NULL;
    *error =
        clang_parseTranslationUnit2(front->index, front->name, front->flags, (int)front->flag_count,
                                    files, (unsigned)count, options ? options : PARSE_OPTIONS, &tu);
    free(files);
    return tu;
}

static void settle_lists(struct builder *b, struct unit *unit)
{
    list_settle(b, &unit->funcs);
    list_settle(b, &unit->plain);
    list_settle(b, &unit->keywords);
    list_settle(b, &unit->prototypes);
    list_settle(b, &unit->prototyped);
    list_settle(b, &unit->declared);
    list_settle(b, &unit->skipped);
    list_settle(b, &unit->headers);
}

static void free_builder(struct builder *b)
{
    vec_free(&b->files);
    vec_free(&b->gotos);
    vec_free(&b->counting);
    vec_free(&b->addressed);
    map_free(&b->file_map);
    map_free(&b->types);
    map_free(&b->macros);
    map_free(&b->functions);
    map_free(&b->named);
    map_free(&b->judged);
    map_free(&b->const_members);
    map_free(&b->cleanups);
    map_free(&b->vars);
    map_free(&b->inner_parens);
    map_free(&b->choices);
    map_free(&b->included_at);
}

/* ---- opening and closing ---- */

struct opening {
    struct front *front;
    struct diag *diag;
};

static void *open_on_thread(void *data)
{
    struct opening *opening = data;
    struct front *front = opening->front;
    enum CXErrorCode error;
    front->tu =
        front_parse_texts(front, front->texts.items, front->texts.count, PARSE_OPTIONS, &error);
    if (!front->tu)
        diag_add(opening->diag, DIAG_ERROR, (struct span){0}, NULL,
                 error == CXError_Crashed ? "libclang crashed on this input"
                                          : "libclang cannot parse this: are the flags right?");
    return NULL;
}

/* The warnings that are left out need time that grows with the square of a deep expression's size.
 * awaitc shows no warnings of clang's, and leaves some of its errors to the C compiler, so that any
 * number of them may come. -w is left out: it would silence what probe.c wants to hear of clang,
 * which nothing else in the flags can take back. */
static void set_flags(struct front *front, const struct front_input *input)
{
    static const char *const own[] = {"-xc",
                                      "-Wno-return-type",
                                      "-Wno-uninitialized",
                                      "-Wno-unknown-warning-option",
                                      "-fbracket-depth=200000",
                                      "-ferror-limit=0",
                                      "-resource-dir",
                                      AWAITC_CLANG_RESOURCE_DIR};
    enum { OWN = sizeof own / sizeof *own };
    front->flag_count = OWN;
    front->flags = arena_array(&front->arena, const char *, OWN + input->flag_count + 2);
    memcpy(front->flags, own, sizeof own);
    for (unsigned i = 0; i < input->flag_count; i++)
        if (strcmp(input->flags[i], "-w") != 0)
            front->flags[front->flag_count++] = input->flags[i];
    front->flags[front->flag_count++] = "-Wtrigraphs";
    front->flags[front->flag_count++] = "-Wno-used-but-marked-unused"; /* as every `async` is */
}

static void set_text(struct front *front, const struct front_input *input)
{
    struct source *source = arena_new(&front->arena, struct source);
    *source = (struct source){.arena = &front->arena,
                              .name = front->name,
                              .text = input->text,
                              .size = input->size,
                              .is_main = true};
    *vec_push(&front->texts) = source;
}

/* Clang is to work on the stack that it is called on, not on a small one of its own, and to leave a
 * stack that is full to base/deep.h. */
static CXIndex create_index(void)
{
    setenv("LIBCLANG_NOTHREADS", "1", 1);
    CXIndex index = clang_createIndex(0, 0);
    clang_toggleCrashRecovery(0);
    return index;
}

struct front *front_open(const struct front_input *input, struct diag *diag)
{
    if (!input->text && !can_read(input->path, diag))
        return NULL;
    struct front *front = xrealloc(NULL, sizeof *front);
    *front = (struct front){.index = create_index()};
    front->name = input->text && strcmp(input->path, "-") == 0 ? "<stdin>" : input->path;
    front->every_function = input->every_function;
    set_flags(front, input);
    if (input->text)
        set_text(front, input);
    deep_call(open_on_thread, &(struct opening){front, diag});
    return front;
}

void front_close(struct front *front)
{
    if (!front)
        return;
    free_builder(&front->builder);
    if (front->tu)
        clang_disposeTranslationUnit(front->tu);
    clang_disposeIndex(front->index);
    for (size_t i = 0; i < front->texts.count; i++)
        source_free(front->texts.items[i]);
    vec_free(&front->texts);
    arena_free(&front->arena);
    free(front);
}

/* ---- building ---- */

static void *build(void *data)
{
    struct builder *b = data;
    make_main_source(b, b->front->name);
    messages_add(b);
    if (!b->diag->errors)
        unit_walk(b);
    settle_lists(b, b->unit);
    return NULL;
}

struct unit *front_build(struct front *front, struct arena *arena, struct diag *diag)
{
    if (!front->tu)
        return NULL;
    struct builder *b = &front->builder;
    free_builder(b);
    *b = (struct builder){.front = front, .arena = arena, .diag = diag, .tu = front->tu};
    b->every_function = front->every_function;
    b->unit = arena_new(arena, struct unit);
    b->unit->arena = arena;
    deep_call(build, b);
    return b->unit;
}

struct unit *front_parse(struct arena *arena, const struct front_input *input, struct diag *diag)
{
    struct front *front = front_open(input, diag);
    struct unit *unit = front ? front_build(front, arena, diag) : NULL;
    front_close(front);
    return unit;
}

const char *front_version(struct arena *arena)
{
    CXString version = clang_getClangVersion();
    const char *text = clang_getCString(version);
    char *copy = arena_copy(arena, text, strlen(text));
    clang_disposeString(version);
    return copy;
}
