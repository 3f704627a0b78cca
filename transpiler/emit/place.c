/* SPDX-License-Identifier: MIT */
#include "emit/place.h"

static const char *alignment(struct arena *arena, const struct type *type)
{
    return type->alignment ? type->alignment : arena_printf(arena, "%lu", type->align);
}

static bool is_over_aligned(const struct type *type)
{
    return type->align > FRAME_ALIGN || type->is_raised;
}

const char *place_size(struct arena *arena, const struct type *type)
{
    const char *name = type_name(arena, type);
    return is_over_aligned(type)
               ? arena_printf(arena, "sizeof(%s) + %s - 1", name, alignment(arena, type))
               : arena_printf(arena, "sizeof(%s)", name);
}

const char *place_declare(struct arena *arena, const struct type *type, const char *name)
{
    if (!is_over_aligned(type))
        return type_declare(arena, type, name);
    return arena_printf(arena, "unsigned char %s[%s]", name, place_size(arena, type));
}

const char *place_member(struct arena *arena, const char *frame, const char *member,
                         const struct type *type)
{
    if (!is_over_aligned(type))
        return arena_printf(arena, "%s->%s", frame, member);
    const char *pointer = type_name(arena, type_pointer_to(arena, (struct type *)type));
    return arena_printf(arena, "(*(%s)async_aligned(%s->%s, %s))", pointer, frame, member,
                        alignment(arena, type));
}

const char *place_var(struct arena *arena, const char *frame, const struct var *var)
{
    struct type *type = var->type;
    if (!var->is_apart || !type->is_variable)
        return place_member(arena, frame, var->member, type);
    const char *pointer = type_name(arena, type_pointer_to(arena, type));
    bool is_elsewhere = type->kind == TYPE_ARRAY && type->erased->kind == TYPE_SCALAR;
    if (is_elsewhere && is_over_aligned(type))
        return arena_printf(arena, "(*(%s)async_aligned(%s->%s, %s))", pointer, frame, var->member,
                            alignment(arena, type));
    return arena_printf(arena, "(*(%s)%s%s->%s)", pointer, is_elsewhere ? "" : "&", frame,
                        var->member);
}

const char *place_declare_var(struct arena *arena, const struct var *var)
{
    bool is_erased = var->is_apart && var->type->is_variable;
    return place_declare(arena, is_erased ? var->type->erased : var->type, var->member);
}

const char *place_temp(struct arena *arena, const char *frame, const struct temp *temp)
{
    bool is_in_frame = temp->is_resident && temp->member;
    return is_in_frame ? place_member(arena, frame, temp->member, temp->type) : temp->name;
}

/* `*(T *)&place`: a const object as one that can be written. */
static const char *writable(struct arena *arena, const struct type *type, const char *place)
{
    const char *pointer = type_name(arena, type_pointer_to(arena, type->value));
    return arena_printf(arena, "*(%s)&%s", pointer, place);
}

static bool is_copied(const struct type *type)
{
    return type->kind == TYPE_AGGREGATE && type->value->has_const;
}

void place_open(struct out *out, struct arena *arena, const struct type *type, const char *place,
                bool is_braced)
{
    const char *plain = type_name(arena, type->value);
    if (is_copied(type)) {
        out_printf(out, "async_memcpy((void *)&%s, (%s[1]){ ", place, plain);
        return;
    }
    if (type->is_const)
        out_printf(out, "%s = ", writable(arena, type, place));
    else
        out_printf(out, "%s = ", place);
    if (is_braced)
        out_printf(out, "(%s)", plain);
}

void place_close(struct out *out, const struct type *type, const char *place)
{
    if (is_copied(type))
        out_printf(out, " }, sizeof %s)", place);
}

bool place_is_plain(const struct type *type)
{
    return !is_over_aligned(type) && !is_copied(type) && !type->is_const;
}

const char *place_assignment(struct arena *arena, const struct type *type, const char *place,
                             const char *value)
{
    const char *plain = type_name(arena, type->value);
    if (is_copied(type))
        return arena_printf(arena, "async_memcpy((void *)&%s, (%s[1]){ %s }, sizeof %s);", place,
                            plain, value, place);
    if (type->is_const)
        return arena_printf(arena, "%s = %s;", writable(arena, type, place), value);
    return arena_printf(arena, "%s = %s;", place, value);
}
