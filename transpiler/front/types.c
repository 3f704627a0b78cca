/* SPDX-License-Identifier: MIT
 *
 * Types and their spelling, as a declarator around a name: built from the inside out, so that each
 * step only puts something before and behind. Clang's own spelling is used for the basic types
 * alone. Made once for each type that clang has: its types are unique pointers.
 */
#include "front/build.h"

#include <string.h>

enum { FUTURE_SPACE = 7001, GENERATOR_SPACE = 7002 }; /* as <async.h> has them */

bool is_async_type(CXType type)
{
    CXType function = clang_getCanonicalType(type);
    bool is_one = function.kind == CXType_FunctionProto || function.kind == CXType_FunctionNoProto;
    return is_one && clang_getFunctionTypeCallingConv(function) == CXCallingConv_Swift;
}

bool is_behind_handle(CXType type)
{
    unsigned space = clang_getAddressSpace(type);
    return space == FUTURE_SPACE || space == GENERATOR_SPACE;
}

bool is_handle_type(CXType type)
{
    type = clang_getCanonicalType(type);
    return type.kind == CXType_Pointer && is_behind_handle(clang_getPointeeType(type));
}

bool is_generator_type(CXType type)
{
    type = clang_getCanonicalType(type);
    return type.kind == CXType_Pointer &&
           clang_getAddressSpace(clang_getPointeeType(type)) == GENERATOR_SPACE;
}

static bool is_function(enum CXTypeKind kind)
{
    return kind == CXType_FunctionProto || kind == CXType_FunctionNoProto;
}

bool is_variably_modified(CXType type)
{
    type = clang_getCanonicalType(type);
    while (type.kind != CXType_Invalid) {
        if (type.kind == CXType_VariableArray)
            return true;
        if (type.kind == CXType_Pointer)
            type = clang_getPointeeType(type);
        else if (type.kind == CXType_Atomic)
            type = clang_Type_getValueType(type);
        else if (is_function(type.kind))
            type = clang_getResultType(type);
        else
            type = clang_getArrayElementType(type);
        type = clang_getCanonicalType(type);
    }
    return false;
}

static bool is_array(enum CXTypeKind kind)
{
    return kind == CXType_ConstantArray || kind == CXType_IncompleteArray ||
           kind == CXType_VariableArray;
}

/* `const T`, with the qualifiers of the type itself. */
static const char *with_qualifiers(struct builder *b, CXType type, const char *name)
{
    return arena_printf(b->arena, "%s%s%s", clang_isConstQualifiedType(type) ? "const " : "",
                        clang_isVolatileQualifiedType(type) ? "volatile " : "", name);
}

/* ---- where a spelling is valid from ---- */

static unsigned later(unsigned a, unsigned b)
{
    return a > b ? a : b;
}

static enum CXChildVisitResult look_for_first(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    struct builder *b = data;
    if (!clang_isDeclaration(clang_getCursorKind(cursor)) ||
        !clang_Location_isFromMainFile(clang_getCursorLocation(cursor)))
        return CXChildVisit_Continue;
    *b->first_declaration = span_of(b, cursor).begin;
    return CXChildVisit_Break;
}

static unsigned first_declaration(struct builder *b)
{
    if (!b->first_declaration) {
        b->first_declaration = arena_new(b->arena, unsigned);
        *b->first_declaration = (unsigned)b->unit->main->size;
        visit_children(clang_getTranslationUnitCursor(b->tu), look_for_first, b);
    }
    return *b->first_declaration;
}

/* The end of the #include in the main file that leads to the file, if that stands behind a
 * declaration; else 0. */
static unsigned included_at(struct builder *b, const struct file *file)
{
    const unsigned *at = map_get(&b->included_at, file->file);
    return at && *at > first_declaration(b) ? *at : 0;
}

/* The end of the declaration that `cursor` is part of. */
static unsigned declared_at(struct builder *b, CXCursor cursor)
{
    struct span span = span_of(b, cursor);
    struct file *file = span.source ? file_of_source(b, span.source) : NULL;
    if (!file)
        return 0;
    if (!span.source->is_main)
        return included_at(b, file);
    unsigned size = (unsigned)span.source->size;
    unsigned end = scan_find(span.source, span.end, size, ';');
    return end < size ? end + 1 : size;
}

/* ---- struct, union, enum, typedef ---- */

bool is_at_file_scope(CXCursor declaration)
{
    CXCursor parent = clang_getCursorSemanticParent(declaration);
    while (is_tag_kind(clang_getCursorKind(parent)))
        parent = clang_getCursorSemanticParent(parent);
    return clang_getCursorKind(parent) == CXCursor_TranslationUnit;
}

static const char *tag_spelling(struct builder *b, CXCursor declaration);

/* The name that stands for a type of file scope where something in a function hides its own. */
static const char *alias_of(struct builder *b, CXCursor declaration, const char *name,
                            const char *word)
{
    for (size_t i = 0; i < b->unit->aliases.count; i++)
        if (strcmp(b->unit->aliases.items[i].name, name) == 0)
            return b->unit->aliases.items[i].alias;
    const char *alias = unit_free_name(b->unit, arena_printf(b->arena, "%s__type", word));
    *vec_add(b->arena, &b->unit->aliases) =
        (struct type_alias){name, alias, declared_at(b, declaration)};
    return alias;
}

/* The name of a typedef of file scope, or another one. */
static const char *typedef_spelling(struct builder *b, CXCursor declaration, const char *name)
{
    bool is_hidden = name_set_has(&b->hiding, name);
    return is_hidden ? alias_of(b, declaration, name, name) : name;
}

/* A member whose type, or whose element's type, is the one that is looked for. */
struct member_search {
    CXCursor declaration;
    CXCursor field;
    int dimensions;
    bool found;
};

static enum CXVisitorResult look_for_member(CXCursor field, CXClientData data)
{
    struct member_search *search = data;
    CXType type = clang_getCanonicalType(clang_getCursorType(field));
    for (search->dimensions = 0; is_array(type.kind); search->dimensions++)
        type = clang_getCanonicalType(clang_getArrayElementType(type));
    search->field = field;
    search->found = clang_equalCursors(clang_getTypeDeclaration(type), search->declaration) &&
                    !clang_isConstQualifiedType(type) && !clang_isVolatileQualifiedType(type);
    return search->found ? CXVisit_Break : CXVisit_Continue;
}

/* A type without a name, of a member of a type that has one. */
static const char *member_spelling(struct builder *b, CXCursor declaration)
{
    struct member_search search = {.declaration = declaration};
    CXCursor outer = clang_getCursorSemanticParent(declaration);
    enum CXCursorKind kind = clang_getCursorKind(outer);
    if (kind != CXCursor_StructDecl && kind != CXCursor_UnionDecl)
        return NULL;
    clang_Type_visitFields(clang_getCursorType(outer), look_for_member, &search);
    while (clang_Cursor_isAnonymousRecordDecl(outer))
        outer = clang_getCursorSemanticParent(outer);
    const char *of = search.found ? tag_spelling(b, outer) : NULL;
    if (!of)
        return NULL;
    const char *name = own_string(b, clang_getCursorSpelling(search.field));
    for (; search.dimensions; search.dimensions--)
        name = arena_printf(b->arena, "%s[0]", name);
    return arena_printf(b->arena, "__typeof__(((%s *)0)->%s)", of, name);
}

/* The name by which a tag's type can be spoken of: `struct node`, or the typedef that names it;
 * NULL: there is none. */
static const char *tag_spelling(struct builder *b, CXCursor declaration)
{
    static const char *const words[] = {"struct", "union", "enum"};
    enum CXCursorKind kind = clang_getCursorKind(declaration);
    const char *word = words[kind == CXCursor_EnumDecl ? 2 : kind == CXCursor_UnionDecl];
    const char *renamed = map_get(&b->renamed, clang_getCanonicalCursor(declaration).data[0]);
    if (renamed)
        return arena_printf(b->arena, "%s %s", word, renamed);
    const char *text = own_string(b, clang_getTypeSpelling(clang_getCursorType(declaration)));
    if (!is_at_file_scope(declaration))
        return NULL;
    if (strchr(text, '('))
        return member_spelling(b, declaration);
    if (!strchr(text, ' '))
        return typedef_spelling(b, declaration, text);
    const char *tag = own_string(b, clang_getCursorSpelling(declaration));
    const char *name = arena_printf(b->arena, "%s %s", word, tag);
    return name_set_has(&b->hiding_tags, tag) ? alias_of(b, declaration, name, tag) : name;
}

static void spell_tag(struct builder *b, struct type *type, CXType clang_type, CXCursor declaration)
{
    const char *name = tag_spelling(b, declaration);
    if (name && strcmp(name, "struct __va_list_tag") == 0) /* gcc has no such name for it */
        name = "__typeof__(**(__builtin_va_list *)0)";
    type->is_local = !name;
    type->prefix = with_qualifiers(b, clang_type, name ? name : "struct");
    if (name && !b->renamed.count)
        type->begins = declared_at(b, declaration);
}

/* A typedef of file scope keeps its name; one in a block is replaced by what it stands for. */
static void spell_typedef(struct builder *b, struct type *type, CXType clang_type, CXType named)
{
    CXCursor declaration = clang_getTypeDeclaration(named);
    const char *name = own_string(b, clang_getTypedefName(named));
    CXFile file;
    clang_getFileLocation(clang_getCursorLocation(declaration), &file, NULL, NULL, NULL);
    type->begins = file ? declared_at(b, declaration) : 0;
    type->prefix = with_qualifiers(b, clang_type, typedef_spelling(b, declaration, name));
}

static bool keeps_typedef(CXType type)
{
    return type.kind == CXType_Typedef && is_at_file_scope(clang_getTypeDeclaration(type));
}

/* ---- declarators ---- */

static void take_over(struct type *type, const struct type *part)
{
    type->begins = later(type->begins, part->begins);
    type->is_local |= part->is_local;
    type->is_variable |= part->is_variable;
}

static bool is_grouped(const struct type *type)
{
    return type->suffix[0] == '[' || type->suffix[0] == '(';
}

/* Is the pointer to it a handle? */
static void mark_handle(struct type *type, CXType pointee)
{
    type->is_handle |= clang_getAddressSpace(pointee) == FUTURE_SPACE;
    type->is_generator |= clang_getAddressSpace(pointee) == GENERATOR_SPACE;
}

static void spell_pointer(struct builder *b, struct type *type, CXType clang_type)
{
    CXType pointee = clang_getPointeeType(clang_type);
    struct type *to = type_of(b, pointee);
    bool grouped = is_grouped(to);
    bool space = is_word(to->prefix[strlen(to->prefix) - 1]);
    const char *qualifiers =
        arena_printf(b->arena, "%s%s%s", clang_isConstQualifiedType(clang_type) ? " const" : "",
                     clang_isVolatileQualifiedType(clang_type) ? " volatile" : "",
                     clang_isRestrictQualifiedType(clang_type) ? " __restrict" : "");
    type->prefix = arena_printf(b->arena, "%s%s%s*%s", to->prefix, space ? " " : "",
                                grouped ? "(" : "", qualifiers + (*qualifiers == ' '));
    type->suffix = grouped ? arena_printf(b->arena, ")%s", to->suffix) : to->suffix;
    type->result = to;
    mark_handle(type, pointee);
    take_over(type, to);
}

static void spell_array(struct builder *b, struct type *type, CXType clang_type)
{
    struct type *element = type_of(b, clang_getArrayElementType(clang_type));
    long long size = clang_getArraySize(clang_type);
    type->prefix = element->prefix;
    const char *length = clang_type.kind == CXType_ConstantArray
                             ? arena_printf(b->arena, "%lld", size)
                         : clang_type.kind == CXType_VariableArray ? "*" /* of a parameter */
                                                                   : "";
    type->suffix = arena_printf(b->arena, "[%s]%s", length, element->suffix);
    type->is_variable = clang_type.kind == CXType_VariableArray;
    type->is_const = element->is_const;
    type->is_volatile = element->is_volatile;
    type->has_const = element->has_const;
    type->result = element;
    take_over(type, element);
}

/* A parameter's type. libclang says the one that it was written with; and that a size in it varies
 * does not make the function's type one of variable size. */
static struct type *parameter_of(struct builder *b, CXType clang_type)
{
    struct type *type = type_of(b, clang_type);
    return is_array(clang_type.kind) ? type_pointer_to(b->arena, type->result) : type;
}

static const char *parameter_list(struct builder *b, struct type *type, CXType clang_type)
{
    int count = clang_getNumArgTypes(clang_type);
    const char *list = count ? "" : "void";
    type->params = arena_array(b->arena, struct type *, (size_t)count + 1);
    type->param_count = (unsigned)count;
    for (int i = 0; i < count; i++) {
        struct type *param = parameter_of(b, clang_getArgType(clang_type, (unsigned)i));
        type->params[i] = type_unqualified(b, clang_getArgType(clang_type, (unsigned)i));
        if (is_variably_modified(clang_getArgType(clang_type, (unsigned)i)))
            type->params[i] = type_pointer_to(b->arena, type_void());
        list = arena_printf(b->arena, "%s%s%s", list, i ? ", " : "", type_name(b->arena, param));
        type->begins = later(type->begins, param->begins);
        type->is_local |= param->is_local;
    }
    return clang_isFunctionTypeVariadic(clang_type) ? arena_printf(b->arena, "%s, ...", list)
                                                    : list;
}

static void spell_function(struct builder *b, struct type *type, CXType clang_type)
{
    struct type *result = type_of(b, clang_getResultType(clang_type));
    bool has_list = clang_getCanonicalType(clang_type).kind == CXType_FunctionProto;
    bool is_known = has_list || is_async_type(clang_type); /* no parameters, then */
    const char *list = has_list ? parameter_list(b, type, clang_type) : is_known ? "void" : "";
    type->prefix = result->prefix;
    type->suffix = arena_printf(b->arena, "(%s)%s", list, result->suffix);
    type->is_async = is_async_type(clang_type);
    type->result = result;
    take_over(type, result);
}

static void spell_atomic(struct builder *b, struct type *type, CXType clang_type)
{
    struct type *of = type_of(b, clang_Type_getValueType(clang_type));
    bool is_word_last = is_word(of->prefix[strlen(of->prefix) - 1]) && !*of->suffix;
    type->prefix = with_qualifiers(
        b, clang_type,
        is_word_last ? arena_printf(b->arena, "_Atomic %s", of->prefix)
                     : arena_printf(b->arena, "_Atomic(%s)", type_name(b->arena, of)));
    take_over(type, of);
}

static void spell_complex(struct builder *b, struct type *type, CXType clang_type)
{
    struct type *of = type_of(b, clang_getElementType(clang_type));
    type->prefix =
        with_qualifiers(b, clang_type, arena_printf(b->arena, "_Complex %s", of->prefix));
}

/* A type of which clang knows no more than its spelling. */
/* Clang's words for a type that need a header are others here. */
static void spell_basic(struct builder *b, struct type *type, CXType clang_type)
{
    CXString name = clang_getTypeSpelling(clang_getUnqualifiedType(clang_type));
    const char *text = own_string(b, name);
    if (strcmp(text, "bool") == 0)
        text = "_Bool";
    else if (strcmp(text, "nullptr_t") == 0)
        text = "__typeof__(nullptr)";
    type->prefix = with_qualifiers(b, clang_type, text);
}

static void spell_vector(struct builder *b, struct type *type, CXType clang_type)
{
    struct type *element = type_of(b, clang_getElementType(clang_type));
    long long size = clang_Type_getSizeOf(clang_type);
    const char *text =
        arena_printf(b->arena, "__attribute__((vector_size(%lld))) %s", size, element->prefix);
    type->prefix = with_qualifiers(b, clang_type, text);
}

/* ---- sugar ---- */

/* One step nearer to what the sugar stands for, with the qualifiers kept where clang keeps them;
 * the canonical type where clang does not say. */
static CXType without_sugar(CXType type)
{
    if (type.kind == CXType_Elaborated)
        return clang_Type_getNamedType(type);
    if (type.kind == CXType_Attributed)
        return clang_Type_getModifiedType(type);
    return clang_getCanonicalType(type);
}

static bool is_qualified(CXType type)
{
    return clang_isConstQualifiedType(type) || clang_isVolatileQualifiedType(type) ||
           clang_isRestrictQualifiedType(type);
}

/* Sugar under qualifiers, or around an address space, is taken off at once: the steps would lose
 * them. */
static CXType plain_type(CXType type)
{
    bool has_space = clang_getAddressSpace(type) != 0;
    for (int i = 0; i < 1000; i++) {
        bool is_sugar = type.kind == CXType_Elaborated || type.kind == CXType_Attributed ||
                        type.kind == CXType_Unexposed || type.kind == CXType_Auto ||
                        (type.kind == CXType_Typedef && (has_space || !keeps_typedef(type)));
        CXType canonical = clang_getCanonicalType(type);
        if (!is_sugar || is_function(canonical.kind))
            return type;
        CXType next = without_sugar(type);
        if (is_qualified(type) && !is_qualified(next))
            return keeps_typedef(next) ? type : canonical;
        if (clang_equalTypes(next, type))
            return type;
        type = next;
    }
    return type;
}

/* ---- what is known of a type ---- */

static bool has_const_member(struct builder *b, CXType record);

struct const_search {
    struct builder *builder;
    bool found;
};

/* Does not make types of the members': one of them may lead back to the type that is being made. */
static enum CXVisitorResult look_for_const(CXCursor field, CXClientData data)
{
    struct const_search *search = data;
    CXType type = clang_getCanonicalType(clang_getCursorType(field));
    while (is_array(type.kind))
        type = clang_getCanonicalType(clang_getArrayElementType(type));
    search->found = clang_isConstQualifiedType(type) ||
                    (type.kind == CXType_Record && has_const_member(search->builder, type));
    return search->found ? CXVisit_Break : CXVisit_Continue;
}

/* Asked once for each record: they may be in each other many times over. */
static bool has_const_member(struct builder *b, CXType record)
{
    static char no, yes;
    void *known = map_get(&b->const_members, record.data[0]);
    if (known)
        return known == &yes;
    struct const_search search = {b, false};
    clang_Type_visitFields(record, look_for_const, &search);
    *map_at(&b->const_members, record.data[0]) = search.found ? &yes : &no;
    return search.found;
}

static enum type_kind kind_of(enum CXTypeKind canonical)
{
    switch (canonical) {
    case CXType_Void:
        return TYPE_VOID;
    case CXType_Record:
    case CXType_Vector:
    case CXType_ExtVector:
        return TYPE_AGGREGATE;
    case CXType_ConstantArray:
    case CXType_IncompleteArray:
    case CXType_VariableArray:
        return TYPE_ARRAY;
    case CXType_FunctionProto:
    case CXType_FunctionNoProto:
        return TYPE_FUNCTION;
    default:
        return TYPE_SCALAR;
    }
}

static void describe(struct builder *b, struct type *type, CXType clang_type, CXType canonical)
{
    if (type->prefix[0] == '<') /* `<builtin fn type>`: asking for its size makes clang crash */
        return;
    long long size = clang_Type_getSizeOf(canonical), align = clang_Type_getAlignOf(clang_type);
    enum CXTypeKind inner =
        canonical.kind == CXType_Atomic ? clang_Type_getValueType(canonical).kind : canonical.kind;
    type->kind = kind_of(inner);
    bool is_object = type->kind != TYPE_FUNCTION && type->kind != TYPE_VOID;
    type->size = is_object && size > 0 ? (unsigned long)size : 0;
    type->align = is_object && align > 0 ? (unsigned long)align : 0;
    type->is_const |= clang_isConstQualifiedType(canonical);
    type->is_volatile |=
        clang_isVolatileQualifiedType(canonical) || canonical.kind == CXType_Atomic;
    type->has_const |= type->is_const;
    if (canonical.kind == CXType_Record)
        type->has_const |= has_const_member(b, canonical);
    type->is_variable |= is_variably_modified(canonical);
}

static void spell(struct builder *b, struct type *type, CXType clang_type)
{
    CXType canonical = clang_getCanonicalType(clang_type);
    CXType named =
        clang_type.kind == CXType_Elaborated ? clang_Type_getNamedType(clang_type) : clang_type;
    if (keeps_typedef(named))
        spell_typedef(b, type, clang_type, named);
    else if (is_function(canonical.kind))
        spell_function(b, type, clang_type);
    else if (canonical.kind == CXType_Pointer)
        spell_pointer(b, type, clang_type.kind == CXType_Pointer ? clang_type : canonical);
    else if (is_array(canonical.kind))
        spell_array(b, type, is_array(clang_type.kind) ? clang_type : canonical);
    else if (canonical.kind == CXType_Record || canonical.kind == CXType_Enum)
        spell_tag(b, type, canonical, clang_getTypeDeclaration(canonical));
    else if (canonical.kind == CXType_Atomic)
        spell_atomic(b, type, canonical);
    else if (canonical.kind == CXType_Complex)
        spell_complex(b, type, canonical);
    else if (canonical.kind == CXType_Vector || canonical.kind == CXType_ExtVector)
        spell_vector(b, type, canonical);
    else
        spell_basic(b, type, canonical);
}

/* What a typedef hides, as far as the stages ask for it. */
static void see_through(struct builder *b, struct type *type, CXType canonical)
{
    if (canonical.kind == CXType_Pointer) {
        type->result = type->result ? type->result : type_of(b, clang_getPointeeType(canonical));
        mark_handle(type, clang_getPointeeType(canonical));
    } else if (is_function(canonical.kind)) {
        type->result = type->result ? type->result : type_of(b, clang_getResultType(canonical));
        type->is_async |= is_async_type(canonical);
        if (!type->params && canonical.kind == CXType_FunctionProto)
            parameter_list(b, type, canonical);
    } else if (is_array(canonical.kind)) {
        struct type *element = type_of(b, clang_getArrayElementType(canonical));
        type->result = type->result ? type->result : element;
        type->is_const |= element->is_const;
        type->is_volatile |= element->is_volatile;
        type->has_const |= element->has_const;
    }
}

static struct type *value_of(struct builder *b, struct type *type, CXType clang_type)
{
    if (type->kind == TYPE_ARRAY && type->result)
        return type_pointer_to(b->arena, type->result);
    if (type->kind == TYPE_FUNCTION)
        return type_pointer_to(b->arena, type);
    CXType canonical = clang_getCanonicalType(clang_type);
    if (canonical.kind == CXType_Atomic)
        return type_of(b, clang_getUnqualifiedType(clang_Type_getValueType(canonical)));
    return is_qualified(canonical) ? type_unqualified(b, clang_type) : type;
}

struct type *type_of(struct builder *b, CXType clang_type)
{
    void **known = clang_type.data[0] ? map_at(&b->types, clang_type.data[0]) : NULL;
    if (known && *known)
        return *known;
    struct type *type = arena_new(b->arena, struct type);
    type->prefix = "int", type->suffix = "";
    if (known)
        *known = type;
    type->value = type;
    if (clang_type.kind == CXType_Invalid)
        return type;
    CXType plain = plain_type(clang_type);
    CXType canonical = clang_getCanonicalType(plain);
    spell(b, type, plain);
    describe(b, type, clang_type, canonical);
    see_through(b, type, canonical);
    type->value = value_of(b, type, plain);
    return type;
}

struct type *type_unqualified(struct builder *b, CXType type)
{
    CXType plain = plain_type(type);
    CXType bare = clang_getUnqualifiedType(plain);
    if (is_qualified(bare) || is_qualified(clang_getCanonicalType(bare)))
        bare = clang_getUnqualifiedType(clang_getCanonicalType(plain));
    return type_of(b, bare);
}
