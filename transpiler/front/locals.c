/* SPDX-License-Identifier: MIT
 *
 * A function's scopes and variables, and where they are spoken of.
 */
#include "front/build.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct scope *scope_open(struct builder *b)
{
    struct scope *scope = arena_new(b->arena, struct scope);
    scope->parent = b->scope;
    scope->depth = b->scope ? b->scope->depth + 1 : 0;
    scope->index = b->func->scope_count++;
    return b->scope = scope;
}

void scope_close(struct builder *b)
{
    b->scope = b->scope->parent;
}

/* The name in a declaration. */
static struct span var_name_span(struct builder *b, CXCursor cursor, const char *name)
{
    CXSourceLocation place = clang_getCursorLocation(cursor);
    struct span span = span_between(b, place, place);
    if (span.source)
        span.end = scan_token_end(span.source, span.begin, (unsigned)span.source->size);
    if (!name && span.source)
        span.end = span.begin;
    return span;
}

/* libclang says the type that a parameter was written with. */
static struct type *adjusted(struct builder *b, struct type *type)
{
    if (type->kind == TYPE_ARRAY)
        return type_pointer_to(b->arena, type->result);
    return type->kind == TYPE_FUNCTION ? type_pointer_to(b->arena, type) : type;
}

static bool is_maybe_unused(struct builder *b, CXCursor cursor)
{
    struct cursors children = children_of(b, cursor);
    for (unsigned i = 0; i < children.count; i++) {
        if (!clang_isAttribute(clang_getCursorKind(children.items[i])))
            continue;
        const char *name = attribute_name(b, children.items[i]);
        if (strcmp(name, "unused") == 0 || strcmp(name, "maybe_unused") == 0)
            return true;
    }
    return false;
}

struct var *var_add(struct builder *b, enum var_kind kind, CXCursor cursor)
{
    struct var *var = arena_new(b->arena, struct var);
    const char *name = kind == VAR_LITERAL ? "" : own_string(b, clang_getCursorSpelling(cursor));
    var->kind = kind;
    var->name = *name ? name : NULL;
    var->type = type_of(b, clang_getCursorType(cursor));
    if (kind == VAR_PARAM)
        var->type = adjusted(b, var->type);
    var->scope = b->scope;
    var->is_maybe_unused = kind != VAR_LITERAL && is_maybe_unused(b, cursor);
    var->span = kind == VAR_LITERAL ? span_of(b, cursor) : var_name_span(b, cursor, var->name);
    var->index = (unsigned)b->func->vars.count;
    *vec_push(&b->func->vars) = var;
    if (kind != VAR_LITERAL)
        *map_at(&b->vars, cursor.data[0]) = var;
    return var;
}

struct var *var_add_typedef(struct builder *b, CXCursor cursor, struct decl *decl)
{
    struct type *type = variable_type(b, cursor, clang_getTypedefDeclUnderlyingType(cursor), decl);
    struct var *var = arena_new(b->arena, struct var);
    var->kind = VAR_TYPE;
    var->name = own_string(b, clang_getCursorSpelling(cursor));
    var->type = type;
    var->scope = b->scope;
    var->span = var_name_span(b, cursor, var->name);
    var->index = (unsigned)b->func->vars.count;
    *vec_push(&b->func->vars) = var;
    *map_at(&b->vars, cursor.data[0]) = var;
    return var;
}

/* The word in the brackets behind `cleanup`; "": there is more in them. NULL: no cleanup. */
static const char *read_cleanup(struct builder *b, CXCursor attribute)
{
    CXToken *tokens;
    unsigned count;
    const char *name = NULL;
    clang_tokenize(b->tu, clang_getCursorExtent(attribute), &tokens, &count);
    for (unsigned i = 0; i + 3 < count && !name; i++) {
        const char *text = token_text(b, tokens[i]);
        if (strcmp(text, "cleanup") != 0 && strcmp(text, "__cleanup__") != 0)
            continue;
        bool is_word = strcmp(token_text(b, tokens[i + 3]), ")") == 0;
        name = is_word ? token_text(b, tokens[i + 2]) : "";
    }
    clang_disposeTokens(b->tu, tokens, count);
    return name;
}

/* Clang reads all text from a macro's definition to its use: once for each definition. */
const char *cleanup_function(struct builder *b, CXCursor attribute)
{
    CXSourceLocation place = first_token(b, attribute).place;
    void **known = map_at(&b->cleanups, (const void *)(uintptr_t)place.int_data);
    if (!*known)
        *known = (void *)read_cleanup(b, attribute);
    return *known;
}

/* The macro whose body holds the token at `place`: this one, or one that it leads to. */
static struct macro *macro_around(struct builder *b, struct macro *macro, CXSourceLocation place,
                                  int depth)
{
    unsigned count;
    const struct token *tokens = macro && depth < 10 ? macro_tokens(b, macro, &count) : NULL;
    struct macro *found = NULL;
    for (unsigned i = 0; tokens && i < count && !found; i++)
        found = clang_equalLocations(tokens[i].place, place)
                    ? macro
                    : macro_around(b, macro_named(b, tokens[i].text), place, depth + 1);
    return found;
}

/* Is the cleanup's function named as it will be where the block is left? */
static bool is_plain_cleanup(struct builder *b, CXCursor attribute, struct span span,
                             const char *name)
{
    const struct macro_use *use = span.source ? macro_use_at(b, span.source, span.begin) : NULL;
    if (!use || !*name)
        return *name;
    struct macro *macro = macro_around(b, use->macro, first_token(b, attribute).place, 0);
    return macro && macro_param(macro, name) < 0;
}

void cleanup_note(struct builder *b, struct var *var, struct cursors children)
{
    for (unsigned i = 0; i < children.count; i++) {
        CXCursor attribute = children.items[i];
        if (!clang_isAttribute(clang_getCursorKind(attribute)) || !is_cleanup(b, attribute))
            continue;
        struct span span = span_of(b, attribute);
        var->cleanup = cleanup_function(b, attribute);
        if (!var->cleanup || !is_plain_cleanup(b, attribute, span, var->cleanup)) {
            refuse(b, RULE_MACRO_BODY, span, "the function of a cleanup attribute");
            unit_wish(b->unit, WISH_EXPAND, span);
        }
    }
}

struct var *var_of(struct builder *b, CXCursor cursor)
{
    return map_get(&b->vars, cursor.data[0]);
}

void name_note(struct builder *b, struct expr *name)
{
    *vec_push(&b->func->names) = name;
}

static bool is_own_name(const char *text)
{
    return text && (strcmp(text, "__func__") == 0 || strcmp(text, "__FUNCTION__") == 0 ||
                    strcmp(text, "__PRETTY_FUNCTION__") == 0);
}

void own_name_note(struct builder *b, CXCursor literal)
{
    if (!b->func->names_itself)
        b->func->names_itself = is_own_name(first_token(b, literal).text);
}

/* A use of a typedef of a block that is of variable size. */
static void note_type(struct builder *b, CXCursor cursor)
{
    struct var *var = var_of(b, clang_getCursorReferenced(cursor));
    if (!var || var->kind != VAR_TYPE)
        return;
    struct expr *name = expr_new(b, EXPR_NAME, cursor);
    name->var = var;
    name->is_unevaluated = true;
    name->is_spelled = begins_in_file(b, cursor);
    name_note(b, name);
}

static enum CXChildVisitResult note(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    struct builder *b = data;
    enum CXCursorKind kind = clang_getCursorKind(cursor);
    if (kind == CXCursor_DeclRefExpr)
        (void)expr_build(b, cursor);
    else if (kind == CXCursor_StringLiteral)
        own_name_note(b, cursor);
    else if (kind == CXCursor_AddrLabelExpr)
        label_note(b, cursor);
    else if (kind == CXCursor_TypeRef)
        note_type(b, cursor);
    return CXChildVisit_Recurse;
}

void names_note_all(struct builder *b, CXCursor cursor)
{
    b->unevaluated++;
    note(cursor, cursor, b);
    visit_children(cursor, note, b);
    b->unevaluated--;
}

static int compare_names(const void *left, const void *right)
{
    const struct expr *a = *(struct expr *const *)left, *b = *(struct expr *const *)right;
    if (a->span.source != b->span.source)
        return a->span.source && b->span.source ? strcmp(a->span.source->name, b->span.source->name)
               : a->span.source                 ? 1
                                                : -1;
    if (a->span.begin != b->span.begin)
        return a->span.begin < b->span.begin ? -1 : 1;
    return (int)a->is_unevaluated - (int)b->is_unevaluated;
}

/* One entry for each place: an argument that a macro uses twice was met twice. */
static size_t order_names(struct expr **names, size_t count)
{
    size_t kept = 0;
    if (count)
        qsort(names, count, sizeof *names, compare_names);
    for (size_t i = 0; i < count; i++) {
        const struct expr *last = kept ? names[kept - 1] : NULL;
        if (!last || last->span.source != names[i]->span.source ||
            last->span.begin != names[i]->span.begin || last->var != names[i]->var)
            names[kept++] = names[i];
    }
    return kept;
}

/* Those in the text of the function itself come first. */
void names_sort(struct func *func)
{
    struct expr **names = func->names.items;
    size_t count = func->names.count, own = 0;
    for (size_t i = 0; i < count; i++) {
        struct expr *name = names[i];
        if (name->span.source != func->span.source)
            continue;
        names[i] = names[own];
        names[own++] = name;
    }
    func->own_names = order_names(names, own);
    size_t others = count > own ? order_names(names + own, count - own) : 0;
    if (others)
        memmove(names + func->own_names, names + own, others * sizeof *names);
    func->names.count = func->own_names + others;
}

/* ---- the function ---- */

static void resolve_gotos(struct builder *b)
{
    for (size_t i = 0; i < b->gotos.count; i++)
        b->gotos.items[i].stmt->target = map_get(&b->labels, b->gotos.items[i].label);
    for (size_t i = 0; i < b->addressed.count; i++) {
        struct stmt *label = map_get(&b->labels, b->addressed.items[i]);
        if (label)
            label->is_addressed = true;
    }
}

static void check_awaits(struct builder *b, struct func *func)
{
    for (size_t i = 1; i < func->awaits.count; i++) {
        struct expr *one = func->awaits.items[i - 1], *other = func->awaits.items[i];
        if (other->kids[0] == one || !one->is_spelled || one->span.source != other->span.source ||
            one->span.begin != other->span.begin || one->span.end != other->span.end)
            continue;
        bool is_included = one->span.source != func->span.source;
        refuse(b, RULE_MACRO_TWICE, one->span, "");
        unit_wish(b->unit, is_included ? WISH_INLINE : WISH_EXPAND, one->span);
    }
}

/* The sizes in a parameter's type. What it is adjusted from is worked out and forgotten. */
static void add_param_sizes(struct builder *b, struct var *param, CXCursor cursor)
{
    struct decl decl = {0};
    struct type *type = variable_type(b, cursor, clang_getCursorType(cursor), &decl);
    if (type->kind == TYPE_ARRAY) {
        type = type_pointer_to(b->arena, type->result);
        type->is_variable = type->result->is_variable;
        type->erased = type_pointer_to(b->arena, type_void());
    }
    param->type = type;
    for (size_t i = 0; i < decl.sizes.count; i++) {
        const struct expr *size = decl.sizes.items[i].expr;
        if (!size->is_spelled && b->func->function) {
            refuse(b, RULE_MACRO_BODY, size->span, "the size in a parameter's type");
            unit_wish(b->unit, WISH_EXPAND, size->span);
        }
        *vec_push(&b->func->sizes) = decl.sizes.items[i];
    }
}

static void add_params(struct builder *b, CXCursor cursor)
{
    int count = clang_Cursor_getNumArguments(cursor);
    for (int i = 0; i < count; i++)
        var_add(b, VAR_PARAM, clang_Cursor_getArgument(cursor, (unsigned)i));
    b->func->param_count = count > 0 ? (unsigned)count : 0;
    for (int i = 0; i < count; i++) {
        CXCursor param = clang_Cursor_getArgument(cursor, (unsigned)i);
        if (is_variably_modified(clang_getCursorType(param)))
            add_param_sizes(b, b->func->vars.items[i], param);
        else
            names_note_all(b, param);
    }
}

static void refuse_border(struct builder *b, struct source *source, unsigned offset)
{
    struct span span = {source, offset, offset};
    refuse(b, RULE_MACRO_BODY, span, "the begin or the end of an async function");
    unit_wish(b->unit, WISH_EXPAND, span);
}

/* The function is replaced as a whole, so the tokens at its borders have to stand in the file. The
 * specifiers may come out of a macro that begins with them. */
static void check_borders(struct builder *b, CXCursor cursor, CXCursor body)
{
    struct span span = b->func->span, inner = span_of(b, body);
    const struct macro_use *use = macro_use_at(b, span.source, span.begin);
    bool is_specifier = use && use->span.end <= inner.begin && macro_begins(b, use, cursor);
    if (macro_covers(b, span.source, span.begin) && !is_specifier)
        refuse_border(b, span.source, span.begin);
    if (macro_covers(b, inner.source, inner.begin))
        refuse_border(b, inner.source, inner.begin);
    if (inner.end > inner.begin && macro_covers(b, inner.source, inner.end - 1))
        refuse_border(b, inner.source, inner.end - 1);
}

/* A conditional in the specifiers or among the parameters. */
static void check_head(struct builder *b, CXCursor body)
{
    struct span head = b->func->span;
    head.end = span_of(b, body).begin;
    unsigned hash = source_find_directive(head.source, head.begin, head.end);
    if (hash >= head.end)
        return;
    refuse(b, RULE_DIRECTIVE, (struct span){head.source, hash, hash + 1}, "");
    unit_wish(b->unit, WISH_CONDITIONALS, head);
}

static CXCursor body_of(struct builder *b, CXCursor cursor)
{
    struct cursors children = children_of(b, cursor);
    for (unsigned i = 0; i < children.count; i++)
        if (clang_getCursorKind(children.items[i]) == CXCursor_CompoundStmt)
            return children.items[i];
    return clang_getNullCursor();
}

static void settle_lists(struct builder *b, struct func *func)
{
    list_settle(b, &func->vars);
    list_settle(b, &func->awaits);
    list_settle(b, &func->starts);
    list_settle(b, &func->yields);
    list_settle(b, &func->delegations);
    list_settle(b, &func->names);
    list_settle(b, &func->strung);
    list_settle(b, &func->blocks);
    list_settle(b, &func->sizes);
}

static enum CXChildVisitResult look_for_tag(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    enum CXCursorKind kind = clang_getCursorKind(cursor);
    bool is_tag = is_tag_kind(kind);
    if (is_tag && clang_isCursorDefinition(cursor))
        *(CXCursor *)data = cursor;
    return kind == CXCursor_CompoundStmt ? CXChildVisit_Continue : CXChildVisit_Recurse;
}

/* A type that is defined in what the function returns or takes. */
static void refuse_tag_in_head(struct builder *b, struct func *func, CXCursor cursor)
{
    CXCursor tag = clang_getNullCursor();
    visit_children(cursor, look_for_tag, &tag);
    if (clang_Cursor_isNull(tag))
        return;
    refuse(b, RULE_LOCAL_TYPE, span_of(b, tag), "what the function returns or takes");
    unit_wish(b->unit, WISH_MOVE_TYPES, func->span);
}

void func_build(struct builder *b, struct func *func, CXCursor cursor)
{
    CXCursor body = body_of(b, cursor);
    func->span = declaration_span(b, cursor);
    if (clang_Cursor_isNull(body) || !func->span.source)
        return;
    b->func = func;
    b->scope = NULL;
    b->jumps = (struct jump_context){0};
    b->gotos.count = b->addressed.count = 0;
    macros_find_strung(b, func);
    if (func->function) {
        check_borders(b, cursor, body);
        check_head(b, body);
        refuse_tag_in_head(b, func, cursor);
    }
    scope_open(b);
    add_params(b, cursor);
    func->body = stmt_build(b, body);
    resolve_gotos(b);
    unseen_names_note(b, cursor);
    names_sort(func);
    check_awaits(b, func);
    settle_lists(b, func);
    map_free(&b->vars);
    map_free(&b->typeofs);
    map_free(&b->inner_parens);
    map_free(&b->labels);
    b->func = NULL;
}
