/* SPDX-License-Identifier: MIT
 *
 * Values that go into a generator and come out of its end: they carry their type, and what takes
 * them says which it wants. Arithmetic types are converted as by a cast; all else must be of the
 * same kind and size.
 */
#include "generator.h"
#include "memory.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- converting ---- */

/* Wide enough for the value of any arithmetic type. */
struct number {
    enum async_kind kind; /* signed, unsigned or floating */
    long long whole;
    unsigned long long natural;
    long double floating;
};

static long long read_signed(const void *value, size_t size)
{
    signed char byte;
    short brief;
    int word;
    long long whole = 0;
    if (size == sizeof byte)
        whole = *(const signed char *)memcpy(&byte, value, size);
    else if (size == sizeof brief)
        whole = *(const short *)memcpy(&brief, value, size);
    else if (size == sizeof word)
        whole = *(const int *)memcpy(&word, value, size);
    else
        memcpy(&whole, value, sizeof whole);
    return whole;
}

static unsigned long long read_unsigned(const void *value, size_t size)
{
    unsigned long long mask = size < sizeof mask ? (1ull << 8 * size) - 1 : ~0ull;
    return (unsigned long long)read_signed(value, size) & mask;
}

static long double read_floating(const void *value, size_t size)
{
    float brief;
    double usual;
    long double longest;
    if (size == sizeof brief)
        return *(const float *)memcpy(&brief, value, size);
    if (size == sizeof usual)
        return *(const double *)memcpy(&usual, value, size);
    return *(const long double *)memcpy(&longest, value, sizeof longest);
}

static struct number read_number(const void *value, const struct async_type *type)
{
    struct number number = {.kind = type->kind};
    if (type->kind == ASYNC_KIND_FLOATING) {
        number.floating = read_floating(value, type->size);
        return number;
    }
    if (type->kind == ASYNC_KIND_SIGNED) {
        number.whole = read_signed(value, type->size);
        number.floating = (long double)number.whole;
    } else {
        number.whole = (long long)read_unsigned(value, type->size);
        number.floating = (long double)(unsigned long long)number.whole;
    }
    number.natural = (unsigned long long)number.whole;
    return number;
}

static void write_whole(void *buffer, size_t size, unsigned long long value)
{
    unsigned char byte = (unsigned char)value;
    unsigned short brief = (unsigned short)value;
    unsigned word = (unsigned)value;
    const void *from = size == sizeof byte    ? (const void *)&byte
                       : size == sizeof brief ? (const void *)&brief
                       : size == sizeof word  ? (const void *)&word
                                              : (const void *)&value;
    memcpy(buffer, from, size);
}

static void write_floating(void *buffer, size_t size, long double value)
{
    float brief = (float)value;
    double usual = (double)value;
    if (size == sizeof brief)
        memcpy(buffer, &brief, size);
    else if (size == sizeof usual)
        memcpy(buffer, &usual, size);
    else
        memcpy(buffer, &value, size);
}

static void write_number(void *buffer, const struct async_type *type, const struct number *number)
{
    bool is_floating = number->kind == ASYNC_KIND_FLOATING;
    if (type->kind == ASYNC_KIND_FLOATING)
        write_floating(buffer, type->size, number->floating);
    else if (type->kind == ASYNC_KIND_BOOL)
        *(bool *)buffer = is_floating ? number->floating != 0 : number->whole != 0;
    else if (!is_floating)
        write_whole(buffer, type->size, number->natural);
    else if (type->kind == ASYNC_KIND_SIGNED)
        write_whole(buffer, type->size, (unsigned long long)(long long)number->floating);
    else
        write_whole(buffer, type->size, (unsigned long long)number->floating);
}

/* ---- taking ---- */

static bool is_arithmetic(const struct async_type *type)
{
    return type->kind != ASYNC_KIND_OTHER && type->kind != ASYNC_KIND_POINTER &&
           type->size <= sizeof(long double);
}

static void describe(const struct async_type *type, char *text, size_t size)
{
    static const char *const kinds[] = {
        "value", "bool", "signed integer", "unsigned integer", "floating number", "pointer"};
    if (type->name[0])
        snprintf(text, size, "'%s' (a %s of %u bytes)", type->name, kinds[type->kind], type->size);
    else
        snprintf(text, size, "a %s of %u bytes", kinds[type->kind], type->size);
}

/* The value as one of the wanted type: itself, or converted in the buffer. */
static void *take(const void *value, const struct async_type *type, const struct async_type *wanted,
                  void *buffer, const char *where)
{
    char given_text[200], wanted_text[200];
    if (type->kind == wanted->kind && type->size == wanted->size)
        return (void *)value;
    if (is_arithmetic(type) && is_arithmetic(wanted)) {
        struct number number = read_number(value, type);
        write_number(buffer, wanted, &number);
        return buffer;
    }
    describe(type, given_text, sizeof given_text);
    describe(wanted, wanted_text, sizeof wanted_text);
    fprintf(stderr, "async: %s: %s was given, %s is wanted\n", where, given_text, wanted_text);
    abort();
}

void *async_received(struct async_generator *core, const struct async_type *type, void *buffer)
{
    return core->sent ? take(core->sent, core->sent_type, type, buffer, "received") : buffer;
}

/* ---- the value at the end ---- */

async_status async_gen_return(struct async_generator *core, struct async_task *task,
                              const void *value, const struct async_type *type)
{
    void *place = core->result.bytes;
    if (type->size > sizeof core->result.bytes) {
        place = core->result.memory = memory_resize(NULL, type->size);
        if (!place)
            return async_throw(task, ENOMEM, NULL);
    }
    memcpy(place, value, type->size);
    core->result_name = type->name;
    core->result_size = type->size;
    core->result_kind = type->kind;
    return ASYNC_DONE;
}

void async_gen_forget(struct async_generator *core)
{
    if (core->result_size > sizeof core->result.bytes)
        memory_resize(core->result.memory, 0);
    core->result_size = 0;
}

static void *result_of(struct async_generator *gen, const struct async_type *type, void *buffer,
                       const char *where)
{
    const void *value = gen->result.bytes;
    const struct async_type given = {gen->result_name, gen->result_size, gen->result_kind};
    if (gen->state != ASYNC_GEN_DONE || !given.size)
        return buffer;
    if (given.size > sizeof gen->result.bytes)
        value = gen->result.memory;
    return take(value, &given, type, buffer, where);
}

void *async_gen_value(async_generator_handle handle, const struct async_type *type, void *buffer)
{
    if (!handle)
        return buffer;
    gen_check_freed(gen_of(handle));
    return result_of(gen_of(handle), type, buffer, "gen_value");
}

void *async_delegate_value(struct async_generator *core, const struct async_type *type,
                           void *buffer)
{
    return core->inner ? result_of(core->inner, type, buffer, "yield_from") : buffer;
}

void async_delegate_end(struct async_generator *core)
{
    if (core->inner)
        gen_release(core->inner);
    core->inner = NULL;
}
