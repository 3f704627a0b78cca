/* SPDX-License-Identifier: MIT
 *
 * Variably modified types. C works out the sizes in a declarator where the declaration is reached.
 * Here each of them becomes a variable of its own, and the type is spelled with their names; so a
 * pointer to the object and these numbers are all that has to survive an await.
 *
 * libclang visits the sizes of a declarator from the innermost array out, behind the expressions of
 * a typeof, and not those of a typedef that it uses.
 */
#include "front/build.h"

#include <string.h>

/* The sizes of a declarator that are still to be given to an array. */
struct sizes {
    struct builder *b;
    const char *name;  /* of what is declared */
    struct decl *decl; /* takes the sizes */
    CXCursor *cursors; /* from the innermost array out */
    unsigned count, next;
    unsigned ahead; /* how many come out of a typeof, ahead of those of the declarator */
    CXCursor init;  /* of a variable; or null */
    CXCursor alias; /* the typedef of variable size in `typeof(line)`; or null */
    bool is_unknown, is_ahead_taken, is_in_macro;
};

static bool is_array(enum CXTypeKind kind)
{
    return kind == CXType_ConstantArray || kind == CXType_IncompleteArray ||
           kind == CXType_VariableArray;
}

/* A typedef of a block whose sizes are known; NULL: none. */
static struct var *known_typedef(struct builder *b, CXType type)
{
    if (type.kind == CXType_Elaborated)
        type = clang_Type_getNamedType(type);
    return type.kind == CXType_Typedef ? var_of(b, clang_getTypeDeclaration(type)) : NULL;
}

/* How many arrays are written in the declarator itself. */
static unsigned count_arrays(CXType type)
{
    unsigned count = 0;
    for (;;) {
        if (is_array(type.kind)) {
            count += type.kind != CXType_IncompleteArray;
            type = clang_getArrayElementType(type);
        } else if (type.kind == CXType_Pointer) {
            type = clang_getPointeeType(type);
        } else if (type.kind == CXType_FunctionProto) {
            type = clang_getResultType(type);
        } else {
            return count;
        }
    }
}

static struct var *new_size(struct sizes *sizes, CXCursor cursor)
{
    struct builder *b = sizes->b;
    static struct type size_type = {
        .kind = TYPE_SCALAR, .prefix = "unsigned long", .suffix = "", .size = 8, .align = 8};
    size_type.value = &size_type;
    struct var *var = arena_new(b->arena, struct var);
    var->kind = VAR_OWN;
    var->name = unit_free_name(b->unit, arena_printf(b->arena, "%s_size", sizes->name));
    var->type = &size_type;
    var->scope = b->scope;
    var->span = span_of(b, cursor);
    var->index = (unsigned)b->func->vars.count;
    *vec_push(&b->func->vars) = var;
    return var;
}

static struct type *build(struct sizes *sizes, CXType type);

static struct type *build_array(struct sizes *sizes, CXType type)
{
    struct builder *b = sizes->b;
    struct type *array = arena_new(b->arena, struct type);
    *array = *type_of(b, type);
    struct type *element = build(sizes, clang_getArrayElementType(type));
    array->result = element;
    array->prefix = element->prefix;
    array->erased = element->erased;
    if (type.kind == CXType_VariableArray) {
        if (sizes->next == sizes->count) {
            sizes->is_unknown = true;
            return array;
        }
        CXCursor cursor = sizes->cursors[sizes->next++];
        struct size size = {new_size(sizes, cursor), expr_build(b, cursor)};
        array->suffix = arena_printf(b->arena, "[%s]%s", size.var->name, element->suffix);
        array->erased = type_pointer_to(b->arena, type_void());
        *vec_push(&sizes->decl->sizes) = size;
    } else {
        long long count = clang_getArraySize(type);
        sizes->next += type.kind == CXType_ConstantArray;
        array->suffix = arena_printf(b->arena, "[%lld]%s", count, element->suffix);
        struct type *erased = arena_new(b->arena, struct type);
        *erased = *array;
        erased->prefix = element->erased->prefix;
        erased->suffix = arena_printf(b->arena, "[%lld]%s", count, element->erased->suffix);
        array->erased = erased;
    }
    array->value = type_pointer_to(b->arena, element);
    if (element->is_variable)
        array->value->erased = type_pointer_to(b->arena, type_void());
    return array;
}

/* A function that gives a pointer to an array of variable size. */
static struct type *build_function(struct sizes *sizes, CXType type)
{
    struct builder *b = sizes->b;
    struct type *function = arena_new(b->arena, struct type);
    *function = *type_of(b, type);
    size_t rest = strlen(function->result->suffix);
    const char *list = arena_copy(b->arena, function->suffix, strlen(function->suffix) - rest);
    struct type *result = build(sizes, clang_getResultType(type));
    function->prefix = result->prefix;
    function->suffix = arena_printf(b->arena, "%s%s", list, result->suffix);
    function->result = result;
    function->is_variable = true;
    return function;
}

/* Is nothing done when it is evaluated? */
static bool is_idle(const struct expr *expr)
{
    switch (expr->kind) {
    case EXPR_CONSTANT:
    case EXPR_NAME:
    case EXPR_GLOBAL:
    case EXPR_PAREN:
    case EXPR_MEMBER:
    case EXPR_INDEX:
    case EXPR_DEREF:
    case EXPR_ADDRESS:
    case EXPR_UNARY:
    case EXPR_BINARY:
    case EXPR_CAST:
        break;
    default:
        return false;
    }
    for (unsigned i = 0; i < expr->count; i++)
        if (!is_idle(expr->kids[i]))
            return false;
    return true;
}

/* A typedef of variable size that the specifiers name; null: none. */
static CXCursor find_alias(struct builder *b, struct cursors children)
{
    CXCursor found = clang_getNullCursor();
    for (unsigned i = 0; i < children.count; i++) {
        CXCursor named = clang_getCursorReferenced(children.items[i]);
        if (clang_getCursorKind(children.items[i]) == CXCursor_TypeRef && var_of(b, named))
            found = named;
    }
    return found;
}

/* Is the type what the typedef stands for, and not one made of that, as in `typeof(line *)`? */
static bool is_alias(const struct sizes *sizes, CXType type)
{
    CXType stands_for = clang_getTypedefDeclUnderlyingType(sizes->alias);
    return !sizes->ahead && !clang_Cursor_isNull(sizes->alias) &&
           clang_equalTypes(clang_getCanonicalType(type), clang_getCanonicalType(stands_for));
}

/* An operand that is not evaluated again. */
static const struct expr *build_operand(struct sizes *sizes, CXCursor operand)
{
    struct builder *b = sizes->b;
    b->unevaluated++;
    const struct expr *expr = expr_build(b, operand);
    b->unevaluated--;
    sizes->is_unknown |= !is_idle(expr) || !expr->type->erased;
    return expr;
}

/* `typeof(matrix)`, `typeof(int[n])`: the operand, or the sizes in it, are ahead of the
 * declarator's own. */
static struct type *build_typeof(struct sizes *sizes, CXType type)
{
    struct builder *b = sizes->b;
    unsigned arrays = count_arrays(clang_getCanonicalType(type));
    if (is_alias(sizes, type))
        return var_of(b, sizes->alias)->type;
    CXType operand = sizes->ahead ? clang_getCursorType(sizes->cursors[0]) : type;
    if (sizes->ahead == 1 && is_variably_modified(operand))
        return build_operand(sizes, sizes->cursors[0])->type;
    struct span span = sizes->ahead ? span_of(b, sizes->cursors[0]) : (struct span){0};
    if (arrays != sizes->ahead || !span.source || sizes->is_in_macro) {
        sizes->is_unknown = true;
        return type_of(b, type);
    }
    sizes->is_ahead_taken = true;
    void **known = map_at(&b->typeofs, span.source->text + span.begin);
    if (*known)
        return *known;
    struct sizes ahead = *sizes;
    ahead.next = 0;
    ahead.count = sizes->ahead;
    struct type *built = build(&ahead, clang_getCanonicalType(type));
    sizes->is_unknown |= ahead.is_unknown;
    return *known = built;
}

static struct type *build(struct sizes *sizes, CXType type)
{
    struct builder *b = sizes->b;
    struct var *named = known_typedef(b, type);
    if (named)
        return named->type;
    if (!is_variably_modified(type)) {
        sizes->next += count_arrays(type);
        return type_of(b, type);
    }
    if (is_array(type.kind))
        return build_array(sizes, type);
    if (type.kind == CXType_Pointer) {
        struct type *to = build(sizes, clang_getPointeeType(type));
        struct type *pointer = type_pointer_to(b->arena, to);
        pointer->is_variable = true;
        pointer->is_const = pointer->has_const = clang_isConstQualifiedType(type);
        pointer->erased = type_pointer_to(b->arena, type_void());
        return pointer;
    }
    if (type.kind == CXType_FunctionProto)
        return build_function(sizes, type);
    if (type.kind == CXType_Auto && !clang_Cursor_isNull(sizes->init))
        return build_operand(sizes, sizes->init)->type->value;
    if (type.kind == CXType_Unexposed)
        return build_typeof(sizes, type);
    sizes->is_unknown = true;
    return type_of(b, type);
}

struct type *variable_type(struct builder *b, CXCursor cursor, CXType type, struct decl *decl)
{
    struct cursors children = children_of(b, cursor);
    bool is_var = clang_getCursorKind(cursor) == CXCursor_VarDecl;
    CXCursor init = is_var ? clang_Cursor_getVarDeclInitializer(cursor) : clang_getNullCursor();
    struct sizes sizes = {.b = b, .decl = decl};
    const char *name = own_string(b, clang_getCursorSpelling(cursor));
    struct span span = span_of(b, cursor);
    sizes.is_in_macro = !span.source || macro_covers(b, span.source, span.begin);
    sizes.name = *name ? name : "array";
    sizes.init = init;
    sizes.alias = find_alias(b, children);
    sizes.cursors = arena_array(b->arena, CXCursor, children.count + 1);
    for (unsigned i = 0; i < children.count; i++)
        if (is_expr(children.items[i]) && !clang_equalCursors(children.items[i], init))
            sizes.cursors[sizes.count++] = children.items[i];
    unsigned arrays = count_arrays(type);
    if (sizes.count < arrays)
        sizes.is_unknown = true;
    else
        sizes.next = sizes.ahead = sizes.count - arrays;
    struct type *built = sizes.is_unknown ? type_of(b, type) : build(&sizes, type);
    if (sizes.is_unknown || (built->is_variable && !built->erased))
        refuse(b, RULE_VARIABLE_LENGTH, span_of(b, cursor), "");
    for (unsigned i = 0; i < sizes.ahead && !sizes.is_ahead_taken; i++)
        names_note_all(b, sizes.cursors[i]);
    for (size_t i = 0, k = decl->sizes.count; i + 1 < k; i++) { /* the outermost first */
        struct size outer = decl->sizes.items[--k];
        decl->sizes.items[k] = decl->sizes.items[i];
        decl->sizes.items[i] = outer;
    }
    list_settle(b, &decl->sizes);
    return built;
}

/* ---- expressions ---- */

/* The operand whose type the expression's own follows from. */
static const struct expr *source_of(const struct expr *expr)
{
    switch (expr->kind) {
    case EXPR_PAREN:
    case EXPR_INDEX:
    case EXPR_DEREF:
    case EXPR_ADDRESS:
    case EXPR_STEP:
    case EXPR_ASSIGN:
    case EXPR_ASSIGN_OP:
        return expr->kids[0];
    case EXPR_COMMA:
        return expr->kids[1];
    case EXPR_CONDITIONAL:
        return expr->kids[expr->kids[1]->type->value->erased ? 1 : 0];
    case EXPR_BINARY:
        return expr->kids[expr->kids[0]->type->result ? 0 : 1];
    default:
        return NULL;
    }
}

void variable_settle(struct builder *b, struct expr *expr)
{
    const struct expr *source = expr->count && expr->type->is_variable ? source_of(expr) : NULL;
    struct type *type = source ? source->type : NULL;
    if (!type || !type->erased)
        return;
    if (expr->kind == EXPR_INDEX || expr->kind == EXPR_DEREF) {
        expr->type = type->result;
    } else if (expr->kind == EXPR_ADDRESS) {
        expr->type = type_pointer_to(b->arena, type);
        expr->type->erased = type_pointer_to(b->arena, type_void());
    } else {
        expr->type = expr->kind == EXPR_PAREN ? type : type->value;
    }
}
