/* SPDX-License-Identifier: MIT
 *
 * Does a rewritten text mean what it did? Expanding macros and the like leaves the tokens that the
 * compiler sees as they are, so clang has to make the same tree of them. Of every declaration in
 * the files that are not a system's, or that take the places of their #includes, all nodes are
 * hashed by kind, operator and name; not by place, and not by value, because what __LINE__ stands
 * for may depend on the compiler. Parentheses show in the shape of the tree.
 */
#include "front/rewrite.h"

#include <string.h>

static void mix(unsigned long long *hash, unsigned value)
{
    *hash = (*hash ^ value) * 1099511628211u;
}

/* A type without a name is called by its place. */
static void mix_name(unsigned long long *hash, CXCursor cursor)
{
    CXString name = clang_getCursorSpelling(cursor);
    const char *text = clang_getCString(name);
    enum CXCursorKind kind = clang_getCursorKind(cursor);
    bool is_tag = is_tag_kind(kind);
    bool has_name = clang_isDeclaration(kind) || clang_isReference(kind) ||
                    kind == CXCursor_DeclRefExpr || kind == CXCursor_MemberRefExpr;
    for (; text && *text && has_name && !(is_tag && strchr(text, '(')); text++)
        mix(hash, (unsigned char)*text);
    clang_disposeString(name);
}

static enum CXChildVisitResult visit(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    unsigned long long *hash = data;
    enum CXCursorKind kind = clang_getCursorKind(cursor);
    if (kind == CXCursor_ParenExpr)
        return CXChildVisit_Recurse;
    mix(hash, (unsigned)kind);
    mix_name(hash, cursor);
    if (kind == CXCursor_BinaryOperator || kind == CXCursor_CompoundAssignOperator)
        mix(hash, (unsigned)clang_getCursorBinaryOperatorKind(cursor));
    if (kind == CXCursor_UnaryOperator)
        mix(hash, (unsigned)clang_getCursorUnaryOperatorKind(cursor));
    visit_children(cursor, visit, hash);
    mix(hash, 0xffff);
    return CXChildVisit_Continue;
}

/* ---- which declarations ---- */

/* Does its text stand in the place of its #include, or is to? */
static bool is_inlined(const struct front *front, CXSourceLocation location)
{
    CXFile file = NULL;
    if (front->inlined.count)
        clang_getExpansionLocation(location, &file, NULL, NULL, NULL);
    CXString name = clang_getFileName(file);
    const char *text = clang_getCString(name);
    bool found = false;
    for (size_t i = 0; text && i < front->inlined.count && !found; i++)
        found = strcmp(front->inlined.items[i], text) == 0;
    clang_disposeString(name);
    return found;
}

struct top {
    const struct front *front;
    CXCursorVisitor visitor;
    unsigned long long hash;
};

static enum CXChildVisitResult visit_top(CXCursor cursor, CXCursor parent, CXClientData data)
{
    struct top *top = data;
    CXSourceLocation location = clang_getCursorLocation(cursor);
    bool is_ours = !clang_Location_isInSystemHeader(location) || is_inlined(top->front, location);
    return is_ours && clang_isDeclaration(clang_getCursorKind(cursor))
               ? top->visitor(cursor, parent, &top->hash)
               : CXChildVisit_Continue;
}

unsigned long long hash_with(const struct front *front, CXTranslationUnit tu,
                             CXCursorVisitor visitor)
{
    struct top top = {front, visitor, 14695981039346656037u};
    visit_children(clang_getTranslationUnitCursor(tu), visit_top, &top);
    return top.hash;
}

unsigned long long tree_hash(const struct front *front, CXTranslationUnit tu)
{
    return hash_with(front, tu, visit);
}
