/* SPDX-License-Identifier: MIT
 *
 * What the rules ask of ordinary functions and objects that are used by their names. Asked of clang
 * once for each declaration.
 */
#include "front/build.h"

#include <string.h>

bool type_never_returns(CXType type)
{
    type = clang_getCanonicalType(type);
    if (type.kind == CXType_Pointer)
        type = clang_getCanonicalType(clang_getPointeeType(type));
    CXString text = clang_getTypeSpelling(type);
    bool found = strstr(clang_getCString(text), "((noreturn))");
    clang_disposeString(text);
    return found;
}

/* __attribute__((noreturn)) is part of the type; _Noreturn and [[noreturn]] are not. */
static bool is_marked(struct builder *b, CXCursor declaration)
{
    struct cursors children = children_of(b, declaration);
    for (unsigned i = 0; i < children.count; i++) {
        if (!clang_isAttribute(clang_getCursorKind(children.items[i])))
            continue;
        const char *word = first_token(b, children.items[i]).text;
        if (word && strstr(word, "oreturn"))
            return true;
    }
    return false;
}

const struct named *named_of(struct builder *b, CXCursor declaration)
{
    struct named *named = map_get(&b->named, declaration.data[0]);
    if (named)
        return named;
    named = arena_new(b->arena, struct named);
    named->name = own_string(b, clang_getCursorSpelling(declaration));
    named->is_system = clang_Location_isInSystemHeader(clang_getCursorLocation(declaration));
    named->never_returns =
        clang_getCursorKind(declaration) == CXCursor_FunctionDecl &&
        (type_never_returns(clang_getCursorType(declaration)) || is_marked(b, declaration));
    *map_at(&b->named, declaration.data[0]) = named;
    return named;
}
