/* SPDX-License-Identifier: MIT
 *
 * The parse itself: libclang reads the file, its errors become ours, and the builder makes the ast.
 * All of it runs on a thread with a large stack, because both clang and the builder go as deep as
 * the source nests.
 */
#include "front/front.h"

#include "front/build.h"
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifndef AWAITC_CLANG_RESOURCE_DIR
#define AWAITC_CLANG_RESOURCE_DIR "/usr/lib/llvm-19/lib/clang/19"
#endif

/* In: all but unit. */
struct job {
    struct arena *arena;
    const struct front_input *input;
    struct diag *diag;
    struct unit *unit;
};

enum { STACK_SIZE = 512 * 1024 * 1024 };

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

static void make_main_source(struct builder *b, const char *name)
{
    size_t size = 0;
    b->main_file = clang_getFile(b->tu, name);
    const char *text = b->main_file ? clang_getFileContents(b->tu, b->main_file, &size) : NULL;
    struct source *source = arena_new(b->arena, struct source);
    source->name = arena_copy(b->arena, name, strlen(name));
    source->text = arena_copy(b->arena, text ? text : "", text ? size : 0);
    source->size = text ? size : 0;
    source->is_main = true;
    b->unit->main = source;
    *vec_push(&b->unit->sources) = source;
}

static CXTranslationUnit parse(struct arena *arena, CXIndex index, const struct front_input *input,
                               const char *name, enum CXErrorCode *error)
{
    static const char *const own[] = {"-xc", "-resource-dir", AWAITC_CLANG_RESOURCE_DIR};
    enum { OWN = sizeof own / sizeof *own };
    const char **flags = arena_array(arena, const char *, OWN + input->flag_count);
    memcpy(flags, own, sizeof own);
    for (unsigned i = 0; i < input->flag_count; i++)
        flags[OWN + i] = input->flags[i];
    struct CXUnsavedFile text = {name, input->text, (unsigned long)input->size};
    CXTranslationUnit tu = NULL;
    *error = clang_parseTranslationUnit2(
        index, name, flags, (int)(OWN + input->flag_count), &text, input->text ? 1 : 0,
        CXTranslationUnit_DetailedPreprocessingRecord | CXTranslationUnit_KeepGoing, &tu);
    return tu;
}

static void settle_lists(struct builder *b, struct unit *unit)
{
    list_settle(b, &unit->sources);
    list_settle(b, &unit->funcs);
    list_settle(b, &unit->plain);
    list_settle(b, &unit->keywords);
    list_settle(b, &unit->prototypes);
    list_settle(b, &unit->prototyped);
    list_settle(b, &unit->declared);
    list_settle(b, &unit->headers);
}

static void free_builder(struct builder *b)
{
    for (size_t i = 0; i < b->files.count; i++)
        vec_free(&b->files.items[i]->uses);
    vec_free(&b->files);
    vec_free(&b->labels);
    vec_free(&b->gotos);
    map_free(&b->file_map);
    map_free(&b->types);
    map_free(&b->macros);
    map_free(&b->functions);
    map_free(&b->vars);
}

static void build(struct job *job, CXTranslationUnit tu, const char *name)
{
    struct builder b = {.arena = job->arena, .diag = job->diag, .tu = tu};
    b.every_function = job->input->every_function;
    b.unit = job->unit = arena_new(job->arena, struct unit);
    b.unit->arena = job->arena;
    make_main_source(&b, name);
    messages_add(&b);
    if (!job->diag->errors)
        unit_walk(&b);
    settle_lists(&b, b.unit);
    free_builder(&b);
}

static void *run(void *data)
{
    struct job *job = data;
    const struct front_input *input = job->input;
    const char *name = input->text && strcmp(input->path, "-") == 0 ? "<stdin>" : input->path;
    if (!input->text && !can_read(input->path, job->diag))
        return NULL;
    enum CXErrorCode error;
    CXIndex index = clang_createIndex(0, 0);
    CXTranslationUnit tu = parse(job->arena, index, input, name, &error);
    if (tu)
        build(job, tu, name);
    else
        diag_add(job->diag, DIAG_ERROR, (struct span){0}, NULL,
                 error == CXError_Crashed ? "libclang crashed on this input"
                                          : "libclang cannot parse this: are the flags right?");
    if (tu)
        clang_disposeTranslationUnit(tu);
    clang_disposeIndex(index);
    return NULL;
}

struct unit *front_parse(struct arena *arena, const struct front_input *input, struct diag *diag)
{
    struct job job = {.arena = arena, .input = input, .diag = diag};
    pthread_attr_t attributes;
    pthread_t thread;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, STACK_SIZE);
    if (pthread_create(&thread, &attributes, run, &job) == 0)
        pthread_join(thread, NULL);
    else
        run(&job);
    pthread_attr_destroy(&attributes);
    return job.unit;
}

const char *front_version(struct arena *arena)
{
    CXString version = clang_getClangVersion();
    const char *text = clang_getCString(version);
    char *copy = arena_copy(arena, text, strlen(text));
    clang_disposeString(version);
    return copy;
}
