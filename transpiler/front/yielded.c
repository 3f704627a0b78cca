/* SPDX-License-Identifier: MIT
 *
 * Does what is yielded convert to the generator's T as by assignment? The keyword leaves the value
 * as a statement of its own, so clang has not been asked: C's rules for simple assignment are
 * applied here. Where they only want a warning (qualifiers that get lost), the compiler that reads
 * the output gives it.
 */
#include "front/build.h"

static bool is_arithmetic(CXType type)
{
    return (type.kind >= CXType_Bool && type.kind <= CXType_LongDouble) ||
           (type.kind >= CXType_Int128 && type.kind <= CXType_Half) || type.kind == CXType_Enum ||
           type.kind == CXType_Complex;
}

static bool is_array(CXType type)
{
    return type.kind == CXType_ConstantArray || type.kind == CXType_IncompleteArray ||
           type.kind == CXType_VariableArray;
}

static bool is_function(CXType type)
{
    return type.kind == CXType_FunctionProto || type.kind == CXType_FunctionNoProto;
}

static CXType plain(CXType type)
{
    return clang_getUnqualifiedType(clang_getCanonicalType(type));
}

/* What a pointer leads to, or what an array or function as a value does. */
static CXType pointed_to(CXType type)
{
    if (is_array(type))
        return plain(clang_getArrayElementType(type));
    return is_function(type) ? type : plain(clang_getPointeeType(type));
}

static bool is_pointing(CXType type)
{
    return type.kind == CXType_Pointer || is_array(type) || is_function(type);
}

/* One of a char's types is as good as another: compilers warn at the most. */
static bool is_same_target(CXType to, CXType from)
{
    if (to.kind == CXType_Void || from.kind == CXType_Void || clang_equalTypes(to, from))
        return true;
    bool is_sized = is_arithmetic(to) && is_arithmetic(from) && to.kind != CXType_Enum;
    return is_sized && clang_Type_getSizeOf(to) == 1 && clang_Type_getSizeOf(from) == 1;
}

static bool is_null(CXCursor value)
{
    CXEvalResult result = clang_Cursor_Evaluate(value);
    bool found = result && clang_EvalResult_getKind(result) == CXEval_Int &&
                 clang_EvalResult_getAsLongLong(result) == 0;
    if (result)
        clang_EvalResult_dispose(result);
    return found;
}

static bool converts(CXType to, CXCursor value)
{
    CXType from = plain(clang_getCursorType(value));
    if (is_arithmetic(to))
        return is_arithmetic(from) || (to.kind == CXType_Bool && is_pointing(from));
    if (to.kind == CXType_Record)
        return clang_equalCursors(clang_getTypeDeclaration(to), clang_getTypeDeclaration(from));
    if (to.kind != CXType_Pointer)
        return to.kind == from.kind;
    if (is_arithmetic(from))
        return is_null(value);
    if (!is_pointing(from))
        return false;
    CXType target = pointed_to(to), source = pointed_to(from);
    return clang_getAddressSpace(clang_getPointeeType(to)) ==
               (from.kind == CXType_Pointer ? clang_getAddressSpace(clang_getPointeeType(from))
                                            : 0) &&
           is_same_target(target, source);
}

void refuse_yield(struct builder *b, const struct stmt *yield, CXCursor value)
{
    CXType wanted = plain(b->yielded);
    const char *type = words_of_clang_type(b, b->yielded);
    if (wanted.kind == CXType_Void && yield->expr)
        rule_report(b->diag, RULE_YIELD_VALUE, yield->expr->span, "");
    else if (wanted.kind != CXType_Void && !yield->expr)
        rule_report(b->diag, RULE_YIELD_NOTHING, yield->head, type);
    else if (yield->expr && !converts(wanted, value))
        rule_report_both(b->diag, RULE_YIELD_WHAT, yield->expr->span,
                         words_of_clang_type(b, clang_getCursorType(value)), type);
}

/* yield_from hands the inner generator's values on, so they are of the same type. */
void refuse_yield_from(struct builder *b, const struct expr *expr, CXCursor inner)
{
    CXType type = clang_getCanonicalType(clang_getCursorType(inner));
    CXType given = plain(clang_getPointeeType(type));
    if (is_generator_type(type) && !clang_equalTypes(given, plain(b->yielded)))
        rule_report_both(b->diag, RULE_YIELD_FROM_WHAT, expr->span, words_of_clang_type(b, given),
                         words_of_clang_type(b, b->yielded));
}
