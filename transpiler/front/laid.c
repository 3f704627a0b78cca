/* SPDX-License-Identifier: MIT
 *
 * Does a text whose types have moved mean what it did? The trees differ in where the types are
 * defined and in what they are called, so that is left out: every other node is hashed by kind,
 * operator and name, by the size and the alignment of its type, a member by its place and an
 * enumerator by its value.
 */
#include "front/rewrite.h"

static void mix(unsigned long long *hash, unsigned long long value)
{
    for (int i = 0; i < 4; i++, value >>= 16)
        *hash = (*hash ^ (value & 0xffff)) * 1099511628211u;
}

static void mix_name(unsigned long long *hash, CXCursor cursor)
{
    CXString name = clang_getCursorSpelling(cursor);
    for (const char *text = clang_getCString(name); text && *text; text++)
        mix(hash, (unsigned char)*text);
    clang_disposeString(name);
}

/* Asked for the size of what libclang has no kind for, the type of a builtin function for one, it
 * crashes. */
static void mix_type(unsigned long long *hash, CXType type)
{
    type = clang_getCanonicalType(type);
    mix(hash, type.kind);
    if (type.kind == CXType_Invalid || type.kind == CXType_Unexposed)
        return;
    mix(hash, (unsigned long long)clang_Type_getSizeOf(type));
    mix(hash, (unsigned long long)clang_Type_getAlignOf(type));
    if (type.kind == CXType_Pointer)
        mix_type(hash, clang_getPointeeType(type));
}

/* What a name stands for. */
static void mix_meaning(unsigned long long *hash, CXCursor cursor)
{
    CXCursor of = clang_getCursorReferenced(cursor);
    enum CXCursorKind kind = clang_getCursorKind(of);
    if (kind == CXCursor_EnumConstantDecl)
        mix(hash, (unsigned long long)clang_getEnumConstantDeclValue(of));
    else
        mix_name(hash, cursor);
    if (kind == CXCursor_FieldDecl)
        mix(hash, (unsigned long long)clang_Cursor_getOffsetOfField(of));
}

/* Nodes that are there or not, as a definition is. */
static bool is_left_out(enum CXCursorKind kind)
{
    switch (kind) {
    case CXCursor_StructDecl:
    case CXCursor_UnionDecl:
    case CXCursor_EnumDecl:
    case CXCursor_TypedefDecl:
    case CXCursor_TypeRef:
    case CXCursor_NullStmt:
        return true;
    default:
        return false;
    }
}

static enum CXChildVisitResult visit(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    unsigned long long *hash = data;
    enum CXCursorKind kind = clang_getCursorKind(cursor);
    if (is_left_out(kind))
        return CXChildVisit_Continue;
    if (kind == CXCursor_DeclStmt)
        return CXChildVisit_Recurse;
    mix(hash, (unsigned)kind);
    if (kind != CXCursor_StringLiteral)
        mix_meaning(hash, cursor);
    mix_type(hash, clang_getCursorType(cursor));
    if (kind == CXCursor_BinaryOperator || kind == CXCursor_CompoundAssignOperator)
        mix(hash, (unsigned)clang_getCursorBinaryOperatorKind(cursor));
    if (kind == CXCursor_UnaryOperator)
        mix(hash, (unsigned)clang_getCursorUnaryOperatorKind(cursor));
    visit_children(cursor, visit, hash);
    mix(hash, 0xffff);
    return CXChildVisit_Continue;
}

unsigned long long layout_hash(const struct front *front, CXTranslationUnit tu)
{
    return hash_with(front, tu, visit);
}
