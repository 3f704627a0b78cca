/* SPDX-License-Identifier: MIT
 *
 * Expressions. Clang's implicit conversions are left out; what is not evaluated becomes a constant,
 * of which only the names are noted; what nobody has to take apart becomes opaque.
 */
#include "front/build.h"

#include <string.h>

struct expr *expr_new(struct builder *b, enum expr_kind kind, CXCursor cursor)
{
    struct expr *expr = arena_new(b->arena, struct expr);
    expr->kind = kind;
    expr->span = span_of(b, cursor);
    expr->type = type_of(b, clang_getCursorType(cursor));
    expr->is_unevaluated = b->unevaluated > 0;
    return expr;
}

void expr_set_kids(struct builder *b, struct expr *expr, struct expr **kids, unsigned count)
{
    expr->kids = arena_array(b->arena, struct expr *, count + 1);
    if (count)
        memcpy(expr->kids, kids, count * sizeof *kids);
    expr->count = count;
}

void expr_build_kids(struct builder *b, struct expr *expr, const CXCursor *cursors, unsigned count)
{
    expr->kids = arena_array(b->arena, struct expr *, count + 1);
    for (unsigned i = 0; i < count; i++)
        if (is_expr(cursors[i]))
            expr->kids[expr->count++] = expr_build(b, cursors[i]);
}

CXCursor without_casts(struct builder *b, CXCursor cursor)
{
    while (clang_getCursorKind(cursor) == CXCursor_UnexposedExpr) {
        struct cursors children = children_of(b, cursor);
        if (children.count != 1 || !have_same_extent(b, cursor, children.items[0]))
            break;
        cursor = children.items[0];
    }
    return cursor;
}

static struct expr *finish(struct builder *b, struct expr *expr, CXCursor cursor)
{
    variable_settle(b, expr);
    settle_spelling(b, expr, cursor);
    return expr;
}

static struct expr *build_operator(struct builder *b, enum expr_kind kind, CXCursor cursor,
                                   const char *op, bool is_prefix)
{
    struct cursors children = children_of(b, cursor);
    struct expr *expr = expr_new(b, kind, cursor);
    expr->op = op;
    expr->is_prefix = is_prefix;
    expr_build_kids(b, expr, children.items, children.count);
    return finish(b, expr, cursor);
}

static struct expr *build_with(struct builder *b, enum expr_kind kind, CXCursor cursor)
{
    return build_operator(b, kind, cursor, NULL, false);
}

struct measured {
    struct builder *b;
    VEC(struct expr *) names;
};

static enum CXChildVisitResult measure(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    struct measured *measured = data;
    struct builder *b = measured->b;
    if (clang_getCursorKind(cursor) == CXCursor_DeclRefExpr)
        *vec_push(&measured->names) = expr_build(b, cursor);
    else if (!is_expr(cursor))
        names_note_all(b, cursor); /* a typedef */
    else if (is_await(b, cursor))
        *vec_push(&measured->names) = expr_build(b, cursor);
    else
        return CXChildVisit_Recurse;
    return CXChildVisit_Continue;
}

/* What is read to work out a size. */
static struct expr *build_measured(struct builder *b, CXCursor cursor)
{
    struct measured measured = {.b = b};
    struct cursors children = children_of(b, cursor);
    struct expr *expr = expr_new(b, EXPR_MEASURE, cursor);
    for (unsigned i = 0; i < children.count; i++) {
        bool is_again = false; /* clang visits a size twice */
        for (unsigned k = 0; k < i; k++)
            is_again |= have_same_extent(b, children.items[i], children.items[k]);
        if (is_again)
            continue;
        if (measure(children.items[i], cursor, &measured) == CXChildVisit_Recurse)
            visit_children(children.items[i], measure, &measured);
    }
    expr_set_kids(b, expr, measured.names.items, (unsigned)measured.names.count);
    vec_free(&measured.names);
    settle_spelling(b, expr, cursor);
    return expr;
}

/* The operand of a cast comes first, then the sizes in the type. */
static void build_measured_kids(struct builder *b, struct expr *expr, struct cursors children)
{
    unsigned last = children.count - 1;
    struct expr **kids = arena_array(b->arena, struct expr *, children.count);
    unsigned count = 0;
    kids[count++] = expr_build(b, children.items[last]);
    for (unsigned i = 0; i < last; i++) {
        if (is_expr(children.items[i]))
            kids[count++] = expr_build(b, children.items[i]);
        else
            names_note_all(b, children.items[i]);
    }
    expr_set_kids(b, expr, kids, count);
}

/* Only the last child is an operand: the others belong to the type that is named. */
/* Numbers out of a macro's body, cast or not, are written anew as what they are. */
static void write_number(struct builder *b, struct expr *expr, CXCursor cursor)
{
    if (expr->is_spelled || expr->type->kind != TYPE_SCALAR || expr->type->is_local)
        return;
    const char *type = type_name(b->arena, expr->type);
    if (expr->kind == EXPR_CAST && expr->count && expr->kids[0]->text)
        expr->text = arena_printf(b->arena, "((%s)%s)", type, expr->kids[0]->text);
    if (clang_getCursorKind(cursor) != CXCursor_IntegerLiteral)
        return;
    CXEvalResult value = clang_Cursor_Evaluate(cursor);
    if (value && clang_EvalResult_getKind(value) == CXEval_Int)
        expr->text =
            arena_printf(b->arena, "((%s)%llu)", type, clang_EvalResult_getAsUnsigned(value));
    if (value)
        clang_EvalResult_dispose(value);
}

static struct expr *build_typed(struct builder *b, enum expr_kind kind, CXCursor cursor)
{
    struct cursors children = children_of(b, cursor);
    struct expr *expr = expr_new(b, kind, cursor);
    bool measured = is_measured(b, cursor);
    if (kind == EXPR_CAST && !b->unevaluated)
        refuse_cast(b, cursor);
    for (unsigned i = 0; i + 1 < children.count && !measured; i++)
        names_note_all(b, children.items[i]);
    if (measured)
        build_measured_kids(b, expr, children);
    else if (children.count)
        expr_build_kids(b, expr, &children.items[children.count - 1], 1);
    finish(b, expr, cursor);
    if (!measured)
        write_number(b, expr, cursor);
    return expr;
}

static struct expr *build_constant(struct builder *b, CXCursor cursor)
{
    struct expr *expr = expr_new(b, EXPR_CONSTANT, cursor);
    if (clang_getCursorKind(cursor) == CXCursor_UnaryExpr && !b->unevaluated &&
        is_measured(b, cursor))
        return build_measured(b, cursor);
    names_note_all(b, cursor);
    finish(b, expr, cursor);
    write_number(b, expr, cursor);
    return expr;
}

static struct expr *build_opaque(struct builder *b, CXCursor cursor)
{
    return build_with(b, EXPR_OPAQUE, cursor);
}

/* Only one of the operands is evaluated. */
static struct expr *build_selection(struct builder *b, CXCursor cursor)
{
    CXCursor chosen = choice_of(b, cursor);
    struct cursors children = children_of(b, cursor);
    size_t awaits = b->func->awaits.count;
    struct expr *expr = expr_new(b, EXPR_PAREN, cursor);
    if (clang_Cursor_isNull(chosen)) {
        expr->kind = EXPR_OPAQUE;
        expr_build_kids(b, expr, children.items, children.count);
        if (b->func->awaits.count > awaits)
            refuse(b, RULE_UNSUPPORTED, expr->span,
                   "an await in an operand that may not be chosen");
        return finish(b, expr, cursor);
    }
    for (unsigned i = 0; i < children.count; i++)
        if (!clang_equalCursors(children.items[i], chosen))
            names_note_all(b, children.items[i]);
    expr_build_kids(b, expr, &chosen, 1);
    return finish(b, expr, cursor);
}

/* ---- names ---- */

static struct expr *build_name(struct builder *b, CXCursor cursor)
{
    CXCursor referenced = clang_getCursorReferenced(cursor);
    enum CXCursorKind kind = clang_getCursorKind(referenced);
    struct expr *expr = expr_new(b, EXPR_CONSTANT, cursor);
    bool is_noted = b->every_function && kind == CXCursor_FunctionDecl;
    if (is_noted || is_async_function(b, referenced) || gives_generator(referenced))
        expr->function = function_of(b, referenced);
    if (kind == CXCursor_VarDecl || kind == CXCursor_ParmDecl)
        expr->var = var_of(b, referenced);
    if (kind == CXCursor_VarDecl || kind == CXCursor_ParmDecl)
        expr->kind = expr->var ? EXPR_NAME : EXPR_GLOBAL;
    if (expr->var)
        expr->type = expr->var->type;
    else if (expr->kind == EXPR_GLOBAL || (kind == CXCursor_FunctionDecl && !expr->function))
        expr->named = named_of(b, referenced);
    if (kind == CXCursor_FunctionDecl && !b->unevaluated)
        refuse_name(b, referenced, expr->span);
    finish(b, expr, cursor);
    if (expr->var || is_noted)
        name_note(b, expr);
    return expr;
}

/* The member of an anonymous struct or union has that as its object, which is not written. */
static CXCursor object_of(struct builder *b, CXCursor cursor)
{
    for (;;) {
        struct cursors children = children_of(b, cursor);
        if (!children.count)
            return clang_getNullCursor();
        CXCursor object = without_casts(b, children.items[0]);
        CXString name = clang_getCursorSpelling(object);
        bool is_written = clang_getCursorKind(object) != CXCursor_MemberRefExpr ||
                          (clang_getCString(name) && *clang_getCString(name));
        clang_disposeString(name);
        if (is_written)
            return object;
        cursor = object;
    }
}

static struct expr *build_member(struct builder *b, CXCursor cursor)
{
    CXCursor object = object_of(b, cursor);
    if (clang_Cursor_isNull(object))
        return build_constant(b, cursor);
    struct expr *expr = expr_new(b, EXPR_MEMBER, cursor);
    enum CXTypeKind kind = clang_getCanonicalType(clang_getCursorType(object)).kind;
    expr->is_arrow = kind != CXType_Record;
    CXCursor field = clang_getCursorReferenced(cursor);
    if (clang_Cursor_isBitField(field))
        expr->bit_width = (unsigned)clang_getFieldDeclBitWidth(field);
    expr_build_kids(b, expr, &object, 1);
    return finish(b, expr, cursor);
}

static struct expr *build_index(struct builder *b, CXCursor cursor)
{
    struct expr *expr = build_with(b, EXPR_INDEX, cursor);
    bool is_turned = expr->count == 2 && !expr->kids[0]->type->result &&
                     expr->kids[0]->type->kind != TYPE_AGGREGATE; /* a vector's elements */
    if (is_turned) {                                              /* 2[array] */
        struct expr *integer = expr->kids[0];
        expr->kids[0] = expr->kids[1];
        expr->kids[1] = integer;
    }
    return expr;
}

/* ---- operators ---- */

static struct expr *build_unary(struct builder *b, CXCursor cursor)
{
    enum CXUnaryOperatorKind kind = clang_getCursorUnaryOperatorKind(cursor);
    const char *op = own_string(b, clang_getUnaryOperatorKindSpelling(kind));
    struct expr *await;
    switch (kind) {
    case CXUnaryOperator_Deref:
        return build_with(b, EXPR_DEREF, cursor);
    case CXUnaryOperator_AddrOf:
        return build_with(b, EXPR_ADDRESS, cursor);
    case CXUnaryOperator_PostInc:
    case CXUnaryOperator_PostDec:
        return build_operator(b, EXPR_STEP, cursor, op, false);
    case CXUnaryOperator_PreInc:
    case CXUnaryOperator_PreDec:
        return build_operator(b, EXPR_STEP, cursor, op, true);
    case CXUnaryOperator_Extension:
        await = await_build(b, cursor);
        return await ? await : build_with(b, EXPR_PAREN, cursor);
    default:
        return build_operator(b, EXPR_UNARY, cursor, op, true);
    }
}

static struct expr *build_binary(struct builder *b, CXCursor cursor)
{
    enum CXBinaryOperatorKind kind = clang_getCursorBinaryOperatorKind(cursor);
    const char *op = own_string(b, clang_getBinaryOperatorKindSpelling(kind));
    switch (kind) {
    case CXBinaryOperator_LAnd:
        return build_with(b, EXPR_AND, cursor);
    case CXBinaryOperator_LOr:
        return build_with(b, EXPR_OR, cursor);
    case CXBinaryOperator_Comma:
        return build_with(b, EXPR_COMMA, cursor);
    case CXBinaryOperator_Assign:
        return build_with(b, EXPR_ASSIGN, cursor);
    default:
        return build_operator(b, EXPR_BINARY, cursor, op, false);
    }
}

static struct expr *build_assign_op(struct builder *b, CXCursor cursor)
{
    enum CXBinaryOperatorKind kind = clang_getCursorBinaryOperatorKind(cursor);
    const char *op = own_string(b, clang_getBinaryOperatorKindSpelling(kind));
    return build_operator(b, EXPR_ASSIGN_OP, cursor, op, false);
}

static struct expr *build_paren(struct builder *b, CXCursor cursor)
{
    struct expr *marked = marked_build(b, cursor);
    return marked ? marked : build_with(b, EXPR_PAREN, cursor);
}

/* ---- calls ---- */

/* The name in what is called: f, (f), *f, &f. */
static const struct expr *without_operators(const struct expr *callee)
{
    while (callee->count == 1 && (callee->kind == EXPR_PAREN || callee->kind == EXPR_DEREF ||
                                  callee->kind == EXPR_ADDRESS))
        callee = callee->kids[0];
    return callee;
}

static void settle_callee(struct builder *b, struct expr *call, CXCursor callee)
{
    const struct expr *name = without_operators(call->kids[0]);
    call->function = name->kind == EXPR_CONSTANT ? name->function : NULL;
    if (name->named && name->kind == EXPR_CONSTANT)
        call->never_returns = name->named->never_returns;
    else if (!call->function)
        call->never_returns = type_never_returns(clang_getCursorType(callee));
    if (call->is_async && !call->function && call->never_returns)
        refuse(b, RULE_ATTRIBUTE, call->kids[0]->span, "noreturn");
}

/* Is it a function's name in the cast that makes a pointer of it? */
static bool is_cast_name(CXCursor callee)
{
    return clang_getCursorKind(callee) == CXCursor_UnexposedExpr &&
           clang_getCursorKind(clang_getCursorReferenced(callee)) == CXCursor_FunctionDecl;
}

static bool calls_async(struct builder *b, CXCursor callee)
{
    if (!is_cast_name(callee))
        callee = without_casts(b, callee);
    enum CXCursorKind kind = clang_getCursorKind(callee);
    if ((kind == CXCursor_DeclRefExpr || kind == CXCursor_UnexposedExpr) &&
        is_async_function(b, clang_getCursorReferenced(callee)))
        return true;
    CXType type = clang_getCanonicalType(clang_getCursorType(callee));
    return is_async_type(type.kind == CXType_Pointer ? clang_getPointeeType(type) : type);
}

bool is_async_call(struct builder *b, CXCursor call)
{
    struct cursors children = children_of(b, call);
    return children.count && calls_async(b, children.items[0]) &&
           !is_generator_type(clang_getCursorType(call));
}

static struct expr *build_call(struct builder *b, CXCursor cursor)
{
    struct cursors children = children_of(b, cursor);
    if (!children.count)
        return build_constant(b, cursor);
    struct expr *sending = b->func->function ? gen_call_build(b, cursor, children) : NULL;
    if (sending)
        return sending;
    struct expr *expr = expr_new(b, EXPR_CALL, cursor);
    expr_build_kids(b, expr, children.items, children.count);
    expr->is_async = is_async_call(b, cursor);
    if (expr->count)
        settle_callee(b, expr, children.items[0]);
    finish(b, expr, cursor);
    if (b->func->function && expr->count)
        gen_call_settle(b, expr);
    return expr;
}

/* ---- initialisers and literals ---- */

/* `.x = 1`, `[2] = 1`, `[3 ... 4] = 1`, `x: 1`: the value comes last. */
static bool is_designated(struct builder *b, CXCursor cursor, struct cursors children)
{
    if (clang_getCursorKind(cursor) != CXCursor_UnexposedExpr || children.count < 2)
        return false;
    if (clang_getCursorKind(children.items[0]) == CXCursor_MemberRef)
        return true;
    const char *text = first_token(b, cursor).text;
    return text && strcmp(text, "[") == 0;
}

static CXCursor initial_value(struct builder *b, CXCursor cursor)
{
    struct cursors children = children_of(b, cursor);
    if (!is_designated(b, cursor, children))
        return cursor;
    for (unsigned i = 0; i + 1 < children.count; i++)
        names_note_all(b, children.items[i]);
    return children.items[children.count - 1];
}

static struct expr *build_init(struct builder *b, CXCursor cursor)
{
    struct cursors children = children_of(b, cursor);
    struct expr *expr = expr_new(b, EXPR_INIT, cursor);
    expr->kids = arena_array(b->arena, struct expr *, children.count + 1);
    expr->is_list = children.count > 0;
    for (unsigned i = 0; i < children.count; i++) {
        CXCursor value = initial_value(b, children.items[i]);
        if (is_expr(value))
            expr->kids[expr->count++] = expr_build(b, value);
        expr->is_list &= clang_equalCursors(value, children.items[i]) && is_expr(value);
    }
    return finish(b, expr, cursor);
}

static struct expr *build_literal(struct builder *b, CXCursor cursor)
{
    struct var *var = var_add(b, VAR_LITERAL, cursor);
    struct expr *expr = build_typed(b, EXPR_LITERAL, cursor);
    expr->var = var;
    return expr;
}

/* ---- what libclang has no name for ---- */

static bool begins_with(struct builder *b, CXCursor cursor, CXCursor other)
{
    return clang_equalLocations(begin_of(b, cursor), begin_of(b, other));
}

/* `a ?: b` has a, a again for the condition, once more for the value, and b. */
static bool is_short_conditional(struct builder *b, CXCursor cursor, struct cursors children)
{
    return children.count == 4 && begins_with(b, cursor, children.items[0]) &&
           have_same_extent(b, children.items[0], children.items[1]) &&
           have_same_extent(b, children.items[0], children.items[2]);
}

static bool has_operands(struct cursors children)
{
    for (unsigned i = 0; i < children.count; i++)
        if (is_expr(children.items[i]))
            return true;
    return false;
}

/* What is written like a call of a function, but has types or constants among its arguments, so
 * that clang has nodes of its own for it. */
static bool is_builtin(const char *word)
{
    static const char *const prefixes[] = {"__c11_atomic_", "__atomic_", "__scoped_atomic_",
                                           "__builtin_shufflevector", "__builtin_convertvector"};
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
        if (strncmp(word, prefixes[i], strlen(prefixes[i])) == 0)
            return true;
    return false;
}

static struct expr *builtin_name(struct builder *b, const struct expr *call, const char *word)
{
    struct expr *name = arena_new(b->arena, struct expr);
    name->kind = EXPR_CONSTANT;
    name->type = type_void();
    name->span = call->span;
    name->is_spelled = call->span.source && scan_is(call->span.source, call->span.begin, word);
    if (name->is_spelled)
        name->span.end = name->span.begin + (unsigned)strlen(word);
    return name;
}

/* Clang has the arguments in an order of its own. */
static struct expr *build_builtin(struct builder *b, CXCursor cursor, struct cursors children,
                                  const char *word)
{
    struct expr *expr = expr_new(b, EXPR_CALL, cursor);
    expr->kids = arena_array(b->arena, struct expr *, children.count + 1);
    expr->kids[expr->count++] = builtin_name(b, expr, word);
    for (unsigned i = 0; i < children.count; i++) {
        if (!is_expr(children.items[i])) {
            names_note_all(b, children.items[i]);
            continue;
        }
        struct expr *kid = expr_build(b, children.items[i]);
        unsigned at = expr->count++;
        for (; at > 1 && expr->kids[at - 1]->span.begin > kid->span.begin; at--)
            expr->kids[at] = expr->kids[at - 1];
        expr->kids[at] = kid;
    }
    return finish(b, expr, cursor);
}

static struct expr *build_unexposed(struct builder *b, CXCursor cursor)
{
    struct cursors children = children_of(b, cursor);
    if (is_short_conditional(b, cursor, children)) {
        struct expr *expr = expr_new(b, EXPR_CONDITIONAL, cursor);
        expr_build_kids(b, expr, (CXCursor[]){children.items[0], children.items[3]}, 2);
        return finish(b, expr, cursor);
    }
    if (!has_operands(children))
        return build_constant(b, cursor);
    const char *word = first_token(b, cursor).text;
    if (word && is_builtin(word))
        return build_builtin(b, cursor, children, word);
    bool is_selection = word && strcmp(word, "__builtin_choose_expr") == 0;
    return is_selection ? build_selection(b, cursor) : build_opaque(b, cursor);
}

static struct expr *build_label_address(struct builder *b, CXCursor cursor)
{
    label_note(b, cursor);
    return build_constant(b, cursor);
}

struct expr *expr_build(struct builder *b, CXCursor cursor)
{
    cursor = without_casts(b, cursor);
    switch (clang_getCursorKind(cursor)) {
    case CXCursor_DeclRefExpr:
        return build_name(b, cursor);
    case CXCursor_MemberRefExpr:
        return build_member(b, cursor);
    case CXCursor_CallExpr:
        return build_call(b, cursor);
    case CXCursor_ParenExpr:
        return build_paren(b, cursor);
    case CXCursor_UnaryOperator:
        return build_unary(b, cursor);
    case CXCursor_ArraySubscriptExpr:
        return build_index(b, cursor);
    case CXCursor_BinaryOperator:
        return build_binary(b, cursor);
    case CXCursor_CompoundAssignOperator:
        return build_assign_op(b, cursor);
    case CXCursor_ConditionalOperator:
        return build_with(b, EXPR_CONDITIONAL, cursor);
    case CXCursor_CStyleCastExpr:
        return build_typed(b, EXPR_CAST, cursor);
    case CXCursor_CompoundLiteralExpr:
        return build_literal(b, cursor);
    case CXCursor_InitListExpr:
        return build_init(b, cursor);
    case CXCursor_StmtExpr:
        return statement_expression_build(b, cursor);
    case CXCursor_GenericSelectionExpr:
        return build_selection(b, cursor);
    case CXCursor_AddrLabelExpr:
        return build_label_address(b, cursor);
    case CXCursor_UnexposedExpr:
        return build_unexposed(b, cursor);
    case CXCursor_IntegerLiteral:
    case CXCursor_FloatingLiteral:
    case CXCursor_ImaginaryLiteral:
    case CXCursor_StringLiteral:
    case CXCursor_CharacterLiteral:
    case CXCursor_UnaryExpr:
        return build_constant(b, cursor);
    default:
        return build_opaque(b, cursor);
    }
}
