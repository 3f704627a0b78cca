/* SPDX-License-Identifier: MIT
 *
 * Who stays ordinary: what the definition, the declarations and the body of a function say, then
 * what its name's other places in the text say, and at last, until nothing changes, the functions
 * that are called from those.
 */
#include "functions.h"

#include "front/scan.h"
#include <string.h>

static bool is_one_of(const char *name, const char *const *names)
{
    for (; *names; names++)
        if (strcmp(name, *names) == 0)
            return true;
    return false;
}

static const char in_macro[] = "is called in a macro's body";

/* ---- declarations ---- */

static bool has_attribute(const struct declared_function *declared)
{
    static const char *const names[] = {"constructor", "destructor",    "alias",   "ifunc",
                                        "weakref",     "cdecl",         "stdcall", "fastcall",
                                        "regparm",     "ms_abi",        "naked",   "cleanup",
                                        "interrupt",   "returns_twice", NULL};
    for (size_t i = 0; i < declared->attributes.count; i++)
        if (is_one_of(declared->attributes.items[i], names))
            return true;
    return false;
}

/* `int a, f(int), b;`: there is more than the function in the declaration. */
static bool is_one_of_many(const struct declared_function *declared)
{
    struct span span = declared->span;
    unsigned size = (unsigned)span.source->size;
    if (scan_find(span.source, span.begin, declared->place.begin, ',') < declared->place.begin)
        return true;
    if (declared->is_definition)
        return false;
    unsigned semicolon = scan_find(span.source, declared->place.end, size, ';');
    return scan_find(span.source, declared->place.end, semicolon, ',') < semicolon;
}

/* Does the name stand there, behind the specifiers? */
static bool is_written(const struct declared_function *declared)
{
    struct span place = declared->place;
    return place.source && place.source->is_main && declared->span.source == place.source &&
           declared->span.begin <= place.begin &&
           scan_is(place.source, place.begin, declared->name);
}

/* A calling convention of its own; clang does not say so, where the target has no such thing. */
static bool has_convention(const struct declared_function *declared)
{
    static const char *const names[] = {"cdecl",    "stdcall",     "fastcall", "__cdecl__",
                                        "thiscall", "ms_abi",      "sysv_abi", "__fastcall__",
                                        "regparm",  "__stdcall__", NULL};
    const struct source *source = declared->span.source;
    unsigned size = (unsigned)source->size;
    for (unsigned at = declared->span.begin; at < size && !strchr("{;", source->text[at]);
         at = source_skip_space(source, scan_token_end(source, at, size), size))
        for (const char *const *name = names; *name; name++)
            if (scan_is(source, at, *name))
                return true;
    return false;
}

/* One that the C library and the runtime call by themselves. */
static bool is_of_library(const char *name)
{
    static const char *const names[] = {"malloc", "calloc",  "realloc", "free",  "memcpy", "memset",
                                        "memcmp", "memmove", "abort",   "write", "read",   NULL};
    return is_one_of(name, names);
}

static const char *why_declared(const struct declared_function *declared)
{
    if (!is_written(declared))
        return declared->is_system ? "is declared in a system header"
                                   : "is declared by a macro or in a header";
    if (is_of_library(declared->name))
        return "has the name of a function of the library";
    if (declared->is_variadic)
        return "is variadic";
    if (declared->is_old_style)
        return "has an old-style parameter list";
    if (has_attribute(declared) || has_convention(declared))
        return "has an attribute that async functions cannot have";
    if (is_one_of_many(declared))
        return "is declared together with something else";
    return NULL;
}

/* `BOTH(f)` defines more than one function: what stands ahead of it would be the first one's. */
static bool shares_begin(const struct unit *unit, size_t index)
{
    const struct declared_function *declared = &unit->declared.items[index];
    for (size_t i = 0; i < unit->declared.count; i++) {
        const struct declared_function *other = &unit->declared.items[i];
        if (i != index && other->span.source == declared->span.source &&
            other->span.begin == declared->span.begin && strcmp(other->name, declared->name) != 0)
            return true;
    }
    return false;
}

static void pin_declared(struct functions *functions)
{
    const struct unit *unit = functions->unit;
    for (size_t i = 0; i < unit->declared.count; i++) {
        const struct declared_function *declared = &unit->declared.items[i];
        struct candidate *candidate = functions_candidate(functions, declared->name);
        if (!candidate)
            continue;
        const char *reason = why_declared(declared);
        if (!reason && shares_begin(unit, i))
            reason = "is declared together with something else";
        if (reason)
            candidate_pin(candidate, reason);
        if (!declared->has_prototype && !declared->is_definition && candidate->func->param_count)
            candidate_pin(candidate, "is declared without a prototype");
    }
}

/* ---- bodies ---- */

static bool is_forbidden(const char *name)
{
    static const char *const names[] = {"alloca",
                                        "__builtin_alloca",
                                        "__builtin_alloca_with_align",
                                        "setjmp",
                                        "_setjmp",
                                        "sigsetjmp",
                                        "__sigsetjmp",
                                        "__builtin_setjmp",
                                        "__builtin_longjmp",
                                        "getcontext",
                                        "vfork",
                                        "__builtin_frame_address",
                                        "__builtin_return_address",
                                        "__builtin_apply",
                                        "__builtin_apply_args",
                                        "__builtin_return",
                                        NULL};
    return is_one_of(name, names);
}

static void pin_bodies(struct functions *functions)
{
    for (size_t i = 0; i < functions->list.count; i++) {
        struct candidate *candidate = &functions->list.items[i];
        const struct func *func = candidate->func;
        for (size_t k = 0; k < func->names.count; k++) {
            const struct function *named = func->names.items[k]->function;
            if (named && is_forbidden(named->name))
                candidate_pin(candidate, "calls what async functions cannot call");
        }
        candidate->starts_tasks = func->starts.count > 0;
    }
}

/* Who starts tasks runs a loop, and nothing that calls it can stand in one. */
static void pin_starters(struct functions *functions)
{
    bool has_changed = true;
    while (has_changed) {
        has_changed = false;
        for (size_t i = 0; i < functions->calls.count; i++) {
            const struct call *call = &functions->calls.items[i];
            struct candidate *caller = &functions->list.items[call->caller];
            if (caller->starts_tasks || !functions->list.items[call->callee].starts_tasks)
                continue;
            has_changed = caller->starts_tasks = true;
        }
    }
    for (size_t i = 0; i < functions->list.count; i++)
        if (functions->list.items[i].starts_tasks)
            candidate_pin(&functions->list.items[i], "starts tasks");
}

/* ---- calls ---- */

/* Was there a declaration before the call? Else the call itself declares it. */
static bool is_declared_before(const struct functions *functions, const struct call *call)
{
    const char *name = functions->list.items[call->callee].name;
    const struct unit *unit = functions->unit;
    for (size_t i = 0; i < unit->declared.count; i++)
        if (strcmp(unit->declared.items[i].name, name) == 0 &&
            unit->declared.items[i].span.begin < call->expr->span.begin)
            return true;
    return false;
}

/* Why the call cannot be awaited; NULL: it can. */
static const char *why_plain(const struct functions *functions, const struct call *call)
{
    const struct candidate *callee = &functions->list.items[call->callee];
    return call->is_fixed                         ? "is called where no await can stand"
           : call->is_hidden                      ? in_macro
           : !is_declared_before(functions, call) ? "is called before it is declared"
           : call->expr->count - 1 != callee->func->param_count
               ? "is called with another number of arguments"
               : NULL;
}

static void pin_called(struct functions *functions)
{
    for (size_t i = 0; i < functions->calls.count; i++) {
        struct call *call = &functions->calls.items[i];
        const char *reason = why_plain(functions, call);
        call->is_plain = reason != NULL;
        if (reason)
            functions_keep(functions, &functions->list.items[call->callee], reason);
    }
}

static bool keep_called(struct functions *functions)
{
    bool has_changed = false;
    for (size_t i = 0; i < functions->calls.count; i++) {
        const struct call *call = &functions->calls.items[i];
        struct candidate *callee = &functions->list.items[call->callee];
        if (!functions->list.items[call->caller].pinned || callee->pinned || callee->bridged)
            continue;
        functions_keep(functions, callee, "is called from a function that stays ordinary");
        has_changed = true;
    }
    return has_changed;
}

static bool pin_unbridged(struct functions *functions)
{
    bool has_changed = false;
    for (size_t i = 0; i < functions->list.count; i++) {
        struct candidate *candidate = &functions->list.items[i];
        if (!candidate->bridged || candidate->pinned || bridge_is_possible(functions, candidate))
            continue;
        candidate_pin(candidate, candidate->bridged);
        has_changed = true;
    }
    return has_changed;
}

void functions_pin(struct functions *functions)
{
    pin_declared(functions);
    pin_bodies(functions);
    pin_called(functions);
    functions_pin_mentioned(functions);
    pin_starters(functions);
    bool has_changed = true;
    while (has_changed) {
        has_changed = keep_called(functions);
        has_changed |= pin_unbridged(functions);
    }
}

/* ---- wishes ---- */

/* assert's string is read by nobody as long as the program is right. */
static bool is_assert(struct span argument)
{
    static const char head[] = "assert(";
    size_t size = strlen(head);
    return argument.begin >= size &&
           strncmp(argument.source->text + argument.begin - size, head, size) == 0;
}

/* What a macro makes a string of must not be edited: with the string it made, it can. */
static void wish_unstrung(const struct func *func, struct span place, struct unit *unit)
{
    for (size_t i = 0; i < func->strung.count; i++) {
        struct span strung = func->strung.items[i];
        if (place.source == strung.source && strung.begin <= place.begin &&
            place.end <= strung.end && !is_assert(strung))
            unit_wish(unit, WISH_EXPAND, strung);
    }
}

void functions_wish(const struct functions *functions, struct unit *unit)
{
    for (size_t i = 0; i < functions->calls.count; i++) {
        const struct call *call = &functions->calls.items[i];
        const struct candidate *callee = &functions->list.items[call->callee];
        bool is_in_macro =
            callee->pinned ? callee->pinned == in_macro : callee->bridged == in_macro;
        if (call->is_hidden && is_in_macro && call->expr->span.source)
            unit_wish(unit, WISH_EXPAND, call->expr->span);
        if (!callee->pinned)
            wish_unstrung(functions->list.items[call->caller].func, call->expr->span, unit);
    }
    for (size_t i = 0; i < functions->list.count; i++) {
        const struct candidate *candidate = &functions->list.items[i];
        const struct func *func = candidate->func;
        for (size_t k = 0; k < func->blocks.count && !candidate->pinned; k++)
            wish_unstrung(func, func->blocks.items[k]->span, unit);
    }
}
