/* SPDX-License-Identifier: MIT
 *
 * Statements. Clang's extents leave out the semicolon, and the parts of a `for` that are empty;
 * both are looked up in the text.
 */
#include "front/build.h"

#include <stdlib.h>
#include <string.h>

struct stmt *stmt_new(struct builder *b, enum stmt_kind kind, CXCursor cursor)
{
    struct stmt *stmt = arena_new(b->arena, struct stmt);
    stmt->kind = kind;
    stmt->span = span_of(b, cursor);
    stmt->scope = b->scope;
    return stmt;
}

static unsigned text_end(struct span span)
{
    return (unsigned)span.source->size;
}

/* ---- declarations ---- */

bool is_automatic(CXCursor cursor)
{
    enum CX_StorageClass storage = clang_Cursor_getStorageClass(cursor);
    return clang_getCursorKind(cursor) == CXCursor_VarDecl && storage != CX_SC_Static &&
           storage != CX_SC_Extern && storage != CX_SC_PrivateExtern;
}

/* Those that say nothing of the object or of its lifetime. */
static bool is_harmless(const char *name)
{
    static const char *const names[] = {"unused",  "maybe_unused",  "deprecated", "nonstring",
                                        "nodebug", "uninitialized", NULL};
    for (const char *const *known = names; *known; known++)
        if (strcmp(*known, name) == 0)
            return true;
    return false;
}

/* Any that matters, but the mark that `async` leaves. */
static bool has_attribute(struct builder *b, CXCursor cursor, struct cursors children)
{
    bool is_async = declares_async(b, cursor);
    for (unsigned i = 0; i < children.count; i++) {
        enum CXCursorKind kind = clang_getCursorKind(children.items[i]);
        if (clang_isAttribute(kind) && kind != CXCursor_AlignedAttr &&
            !is_cleanup(b, children.items[i]) && !(is_async && kind == CXCursor_AnnotateAttr) &&
            !is_harmless(attribute_name(b, children.items[i])))
            return true;
    }
    return false;
}

/* The names in the declarator's own types: typeof, sizes of arrays. */
static void note_declarator(struct builder *b, struct cursors children, CXCursor init)
{
    for (unsigned i = 0; i < children.count; i++)
        if (!clang_equalCursors(children.items[i], init))
            names_note_all(b, children.items[i]);
}

static bool is_variable_declarator(CXCursor cursor, bool is_var)
{
    bool is_typedef = clang_getCursorKind(cursor) == CXCursor_TypedefDecl;
    return (is_var && is_variably_modified(clang_getCursorType(cursor))) ||
           (is_typedef && is_variably_modified(clang_getTypedefDeclUnderlyingType(cursor)));
}

/* Does the task that the initialiser begins belong to the block of the declaration? */
static bool owns_task(struct builder *b, const struct decl *decl)
{
    const struct expr *init = decl->init;
    while (init && init->kind == EXPR_PAREN && init->count == 1)
        init = init->kids[0];
    const struct function *function = b->func->function;
    return function && function->is_async && init && init->kind == EXPR_SPAWN &&
           decl->var->type->is_handle;
}

void declarator_build(struct builder *b, struct stmt *stmt, CXCursor cursor, bool has_init)
{
    struct decl decl = {.span = span_of(b, cursor)};
    enum CXCursorKind kind = clang_getCursorKind(cursor);
    struct cursors children = children_of(b, cursor);
    CXCursor init = kind == CXCursor_VarDecl ? clang_Cursor_getVarDeclInitializer(cursor)
                                             : clang_getNullCursor();
    bool is_var = is_automatic(cursor);
    refuse_object(b, cursor);
    if (is_async_function(b, cursor))
        attributes_settle(b, cursor, function_of(b, cursor));
    if (kind == CXCursor_FunctionDecl)
        declared_note(b, cursor);
    if (is_var) {
        refuse_local(b, cursor);
        decl.var = var_add(b, VAR_LOCAL, cursor);
        refuse_handle(b, clang_getCursorType(cursor), cursor);
        cleanup_note(b, decl.var, children);
    }
    bool is_variable = is_variable_declarator(cursor, is_var);
    if (is_variable && is_var)
        decl.var->type = variable_type(b, cursor, clang_getCursorType(cursor), &decl);
    else if (is_variable)
        decl.var = var_add_typedef(b, cursor, &decl);
    else
        note_declarator(b, children, is_var ? init : clang_getNullCursor());
    if (is_var)
        alignment_settle(b, decl.var, cursor, children);
    if (is_var && has_init && !clang_Cursor_isNull(init))
        decl.init = expr_build(b, init);
    if (decl.init && decl.init->kind == EXPR_INIT)
        decl.init->type = decl.var->type;
    decl.owns_task = is_var && owns_task(b, &decl);
    b->func->owns_tasks |= decl.owns_task;
    stmt->is_plain &= (is_var || is_variable) && !has_attribute(b, cursor, children);
    *vec_push(&stmt->decls) = decl;
}

static struct stmt *build_decl(struct builder *b, CXCursor cursor)
{
    struct stmt *stmt = stmt_new(b, STMT_DECL, cursor);
    struct cursors children = children_of(b, cursor);
    stmt->is_plain = true;
    for (unsigned i = 0; i < children.count; i++) {
        enum CXCursorKind kind = clang_getCursorKind(children.items[i]);
        bool is_tag = is_tag_kind(kind);
        stmt->has_tag |= is_tag && clang_isCursorDefinition(children.items[i]);
        declarator_build(b, stmt, children.items[i], true);
    }
    return stmt;
}

/* ---- heads ---- */

/* `word ( ... )` */
static void set_bracketed_head(struct builder *b, struct stmt *stmt)
{
    struct span span = stmt->span;
    const struct macro_use *use = macro_use_at(b, span.source, span.begin);
    unsigned open = use ? text_end(span) : scan_find(span.source, span.begin, text_end(span), '(');
    stmt->head = use ? use->span : span;
    if (!use)
        stmt->head.end = scan_match(span.source, open, text_end(span));
}

/* From the statement's begin to the colon at or after `at`. */
static void set_label_head(struct builder *b, struct stmt *stmt, unsigned at)
{
    struct span span = stmt->span;
    const struct macro_use *use = macro_use_at(b, span.source, span.begin);
    unsigned colon = scan_find(span.source, at, text_end(span), ':');
    stmt->head = use && use->span.end > colon ? use->span : span;
    if (!(use && use->span.end > colon))
        stmt->head.end = colon < text_end(span) ? colon + 1 : colon;
}

static void set_word_head(struct stmt *stmt)
{
    stmt->head = stmt->span;
    stmt->head.end = scan_token_end(stmt->span.source, stmt->span.begin, text_end(stmt->span));
}

/* ---- loops and branches ---- */

struct stmt *stmt_build_inside(struct builder *b, CXCursor cursor, struct stmt *break_to,
                               struct stmt *continue_to)
{
    struct jump_context outer = b->jumps;
    b->jumps.is_in_head = false;
    b->jumps.break_to = break_to;
    if (continue_to)
        b->jumps.continue_to = continue_to;
    struct stmt *body = stmt_build(b, cursor);
    b->jumps = outer;
    return body;
}

/* An expression in the head of a loop. */
static struct expr *build_in_head(struct builder *b, CXCursor cursor)
{
    bool outer = b->jumps.is_in_head;
    b->jumps.is_in_head = true;
    struct expr *expr = expr_build(b, cursor);
    b->jumps.is_in_head = outer;
    return expr;
}

static struct stmt *build_if(struct builder *b, CXCursor cursor, struct cursors children)
{
    struct stmt *stmt = stmt_new(b, STMT_IF, cursor);
    stmt->expr = expr_build(b, children.items[0]);
    stmt->then = stmt_build(b, children.items[1]);
    if (children.count > 2)
        stmt->other = stmt_build(b, children.items[2]);
    set_bracketed_head(b, stmt);
    return stmt;
}

static struct stmt *build_while(struct builder *b, CXCursor cursor, struct cursors children)
{
    struct stmt *stmt = stmt_new(b, STMT_WHILE, cursor);
    stmt->expr = build_in_head(b, children.items[0]);
    stmt->then = stmt_build_inside(b, children.items[1], stmt, stmt);
    set_bracketed_head(b, stmt);
    return stmt;
}

static struct stmt *build_do(struct builder *b, CXCursor cursor, struct cursors children)
{
    struct stmt *stmt = stmt_new(b, STMT_DO, cursor);
    stmt->then = stmt_build_inside(b, children.items[0], stmt, stmt);
    stmt->expr = build_in_head(b, children.items[1]);
    set_word_head(stmt);
    return stmt;
}

static struct stmt *build_switch(struct builder *b, CXCursor cursor, struct cursors children)
{
    struct stmt *stmt = stmt_new(b, STMT_SWITCH, cursor);
    stmt->expr = expr_build(b, children.items[0]);
    stmt->then = stmt_build_inside(b, children.items[1], stmt, NULL);
    set_bracketed_head(b, stmt);
    return stmt;
}

/* Which of the three parts of a `for` are there, as seen in the text where the word is spelled: in
 * the file, or in a macro's definition. false: the text does not say. */
static bool find_for_parts(struct builder *b, CXCursor cursor, bool parts[3])
{
    struct token word = first_token(b, cursor);
    if (!word.text || strcmp(word.text, "for") != 0)
        return false;
    struct span at = span_between(b, word.place, word.place);
    if (!at.source)
        return false;
    unsigned end = text_end(at), open = scan_find(at.source, at.begin, end, '(');
    unsigned close = scan_match(at.source, open, end);
    for (int i = 0; i < 3 && open < close; i++) {
        unsigned begin = source_skip_space(at.source, open + 1, close);
        open = i < 2 ? scan_find(at.source, begin, close, ';') : close - 1;
        parts[i] = begin < open;
    }
    return open + 1 == close;
}

/* Without the text: the kinds of the children, and that a lone one is most likely the condition. */
static void guess_for_parts(struct cursors children, bool parts[3])
{
    unsigned count = children.count - 1;
    parts[0] = count == 3 || (count && clang_getCursorKind(children.items[0]) == CXCursor_DeclStmt);
    parts[1] = count > (parts[0] ? 1u : 0u);
    parts[2] = count > (parts[0] ? 2u : 1u);
}

static struct stmt *build_for(struct builder *b, CXCursor cursor, struct cursors children)
{
    struct stmt *stmt = stmt_new(b, STMT_FOR, cursor);
    bool parts[3] = {false, false, false};
    bool is_known = find_for_parts(b, cursor, parts);
    if (!is_known || (unsigned)parts[0] + parts[1] + parts[2] != children.count - 1)
        guess_for_parts(children, parts);
    unsigned next = 0;
    stmt->inner = scope_open(b);
    if (parts[0])
        stmt->init = stmt_build(b, children.items[next++]);
    if (parts[1])
        stmt->expr = build_in_head(b, children.items[next++]);
    if (parts[2])
        stmt->step = build_in_head(b, children.items[next++]);
    stmt->then = stmt_build_inside(b, children.items[children.count - 1], stmt, stmt);
    scope_close(b);
    set_bracketed_head(b, stmt);
    return stmt;
}

/* ---- labels and jumps ---- */

static void refuse_jump(struct builder *b, struct stmt *stmt, const char *what)
{
    if (b->jumps.is_in_head)
        refuse(b, RULE_STATEMENT_EXPRESSION, stmt->span, what);
}

/* What clang knows the label by that a goto or && speaks of. */
static const void *label_key(CXCursor reference)
{
    return clang_getCursorReferenced(reference).data[1];
}

void label_note(struct builder *b, CXCursor cursor)
{
    struct cursors children = children_of(b, cursor);
    for (unsigned i = 0; i < children.count; i++)
        if (clang_getCursorKind(children.items[i]) == CXCursor_LabelRef)
            *vec_push(&b->addressed) = label_key(children.items[i]);
}

static struct stmt *build_case(struct builder *b, CXCursor cursor, struct cursors children)
{
    struct stmt *stmt = stmt_new(b, STMT_CASE, cursor);
    for (unsigned i = 0; i + 1 < children.count; i++)
        names_note_all(b, children.items[i]);
    struct span value =
        children.count > 1 ? span_of(b, children.items[children.count - 2]) : stmt->span;
    stmt->then = stmt_build(b, children.items[children.count - 1]);
    set_label_head(b, stmt, value.end);
    return stmt;
}

static struct stmt *build_label(struct builder *b, CXCursor cursor, struct cursors children)
{
    bool is_default = clang_getCursorKind(cursor) == CXCursor_DefaultStmt;
    struct stmt *stmt = stmt_new(b, is_default ? STMT_DEFAULT : STMT_LABEL, cursor);
    if (!is_default) {
        stmt->name = own_string(b, clang_getCursorSpelling(cursor));
        *map_at(&b->labels, cursor.data[1]) = stmt;
    }
    stmt->then = stmt_build(b, children.items[children.count - 1]);
    set_label_head(b, stmt, stmt->span.begin);
    return stmt;
}

static struct stmt *build_goto(struct builder *b, CXCursor cursor, struct cursors children)
{
    struct stmt *stmt = stmt_new(b, STMT_GOTO, cursor);
    stmt->name = children.count ? own_string(b, clang_getCursorSpelling(children.items[0])) : "";
    const void *label = children.count ? label_key(children.items[0]) : NULL;
    *vec_push(&b->gotos) = (struct jump){stmt, label};
    return stmt;
}

/* goto *expr; */
static struct stmt *build_computed_goto(struct builder *b, CXCursor cursor, struct cursors children)
{
    struct stmt *stmt = stmt_new(b, STMT_GOTO, cursor);
    stmt->expr = expr_build(b, children.items[children.count - 1]);
    return stmt;
}

static struct stmt *build_break(struct builder *b, CXCursor cursor)
{
    struct stmt *stmt = stmt_new(b, STMT_BREAK, cursor);
    stmt->target = b->jumps.break_to;
    refuse_jump(b, stmt, "a break");
    return stmt;
}

static struct stmt *build_continue(struct builder *b, CXCursor cursor)
{
    struct stmt *stmt = stmt_new(b, STMT_CONTINUE, cursor);
    stmt->target = b->jumps.continue_to;
    refuse_jump(b, stmt, "a continue");
    return stmt;
}

static struct stmt *build_return(struct builder *b, CXCursor cursor, struct cursors children)
{
    struct stmt *stmt = stmt_new(b, STMT_RETURN, cursor);
    if (children.count)
        stmt->expr = expr_build(b, children.items[0]);
    return stmt;
}

/* ---- the rest ---- */

static struct stmt *build_block(struct builder *b, CXCursor cursor, struct cursors children)
{
    struct stmt *stmt = stmt_new(b, STMT_BLOCK, cursor);
    stmt->inner = scope_open(b);
    for (unsigned i = 0; i < children.count; i++) {
        struct stmt *inner = stmt_build(b, children.items[i]);
        *vec_push(&stmt->body) = inner;
        while (inner->then && (inner->kind == STMT_LABEL || inner->kind == STMT_CASE ||
                               inner->kind == STMT_DEFAULT))
            inner = inner->then;
        inner->is_at_once = false;
    }
    scope_close(b);
    return stmt;
}

static struct stmt *build_opaque(struct builder *b, CXCursor cursor, struct cursors children)
{
    struct stmt *stmt = stmt_new(b, STMT_OPAQUE, cursor);
    size_t awaits = b->func->awaits.count;
    stmt->expr = expr_new(b, EXPR_OPAQUE, cursor);
    expr_build_kids(b, stmt->expr, children.items, children.count);
    if (b->func->awaits.count > awaits)
        refuse(b, RULE_AWAIT_IN_ASM, stmt->span, "");
    refuse_asm(b, cursor);
    return stmt;
}

/* What an expression gives whose value nobody wants; NULL: the same. */
static struct expr *discarded(const struct expr *expr)
{
    if (expr->kind == EXPR_BLOCK) {
        const struct stmt *value = stmt_block_value(expr->block);
        return value ? value->expr : NULL;
    }
    bool is_discard =
        expr->kind == EXPR_PAREN || (expr->kind == EXPR_CAST && expr->type->kind == TYPE_VOID);
    return is_discard && expr->count ? expr->kids[0] : NULL;
}

static struct stmt *build_expression(struct builder *b, CXCursor cursor)
{
    struct stmt *stmt = stmt_new(b, STMT_EXPR, cursor);
    stmt->expr = expr_build(b, cursor);
    stmt->span = stmt->expr->span;
    struct expr *value = stmt->expr;
    for (struct expr *next; (next = discarded(value));)
        value = next;
    value->is_discarded |= value->kind == EXPR_SPAWN;
    return stmt;
}

/* `[[attribute]] statement` */
static struct stmt *build_attributed(struct builder *b, CXCursor cursor, struct cursors children)
{
    CXCursor last = children.count ? children.items[children.count - 1] : cursor;
    bool has_statement = children.count && !clang_isAttribute(clang_getCursorKind(last));
    if (!has_statement)
        return stmt_new(b, STMT_NULL, cursor);
    struct stmt *stmt = stmt_build(b, last);
    struct span span = span_of(b, cursor);
    if (span.source == stmt->span.source && span.begin < stmt->span.begin)
        stmt->span.begin = span.begin;
    return stmt;
}

static struct stmt *build_statement(struct builder *b, CXCursor cursor, enum CXCursorKind kind,
                                    struct cursors children)
{
    switch (kind) {
    case CXCursor_CompoundStmt:
        return build_block(b, cursor, children);
    case CXCursor_DeclStmt:
        return build_decl(b, cursor);
    case CXCursor_NullStmt:
        return stmt_new(b, STMT_NULL, cursor);
    case CXCursor_GotoStmt:
        return build_goto(b, cursor, children);
    case CXCursor_IndirectGotoStmt:
        return build_computed_goto(b, cursor, children);
    case CXCursor_BreakStmt:
        return build_break(b, cursor);
    case CXCursor_ContinueStmt:
        return build_continue(b, cursor);
    case CXCursor_ReturnStmt:
        return build_return(b, cursor, children);
    case CXCursor_UnexposedStmt:
        return build_attributed(b, cursor, children);
    default:
        return build_opaque(b, cursor, children);
    }
}

/* Those that hold another statement; the children are as many as the kind has at least. */
static struct stmt *build_compound(struct builder *b, CXCursor cursor, enum CXCursorKind kind,
                                   struct cursors children)
{
    bool has_two = children.count >= 2;
    switch (kind) {
    case CXCursor_IfStmt:
        return has_two ? build_if(b, cursor, children) : NULL;
    case CXCursor_WhileStmt:
        return has_two ? build_while(b, cursor, children) : NULL;
    case CXCursor_DoStmt:
        return has_two ? build_do(b, cursor, children) : NULL;
    case CXCursor_SwitchStmt:
        return has_two ? build_switch(b, cursor, children) : NULL;
    case CXCursor_ForStmt:
        return children.count ? build_for(b, cursor, children) : NULL;
    case CXCursor_CaseStmt:
        return has_two ? build_case(b, cursor, children) : NULL;
    case CXCursor_DefaultStmt:
    case CXCursor_LabelStmt:
        return children.count ? build_label(b, cursor, children) : NULL;
    default:
        return NULL;
    }
}

/* A statement ends with its last part, whatever that is; else with a semicolon. */
static void settle_end(struct stmt *stmt)
{
    const struct stmt *last = stmt->other ? stmt->other : stmt->then;
    bool has_own_end = !last || stmt->kind == STMT_DO;
    if (stmt->kind == STMT_BLOCK)
        return;
    if (!last && stmt->expr && stmt->expr->span.source == stmt->span.source &&
        stmt->expr->span.end > stmt->span.end)
        stmt->span.end = stmt->expr->span.end; /* `return 1 + ID(x);`: clang's end is that of x */
    if (has_own_end && !(stmt->kind == STMT_NULL || stmt->kind == STMT_DECL))
        stmt->span = span_with_semicolon(stmt->span);
    else if (last && !has_own_end && last->span.source == stmt->span.source &&
             last->span.end > stmt->span.end)
        stmt->span.end = last->span.end;
}

struct stmt *stmt_build(struct builder *b, CXCursor cursor)
{
    enum CXCursorKind kind = clang_getCursorKind(cursor);
    struct stmt *stmt;
    bool is_phrase = false;
    if (is_expr(cursor)) {
        stmt = build_expression(b, cursor);
    } else {
        struct cursors children = children_of(b, cursor);
        stmt = phrase_build(b, cursor, children);
        is_phrase = stmt;
        if (!stmt)
            stmt = build_compound(b, cursor, kind, children);
        if (!stmt)
            stmt = build_statement(b, cursor, kind, children);
    }
    list_settle(b, &stmt->body);
    list_settle(b, &stmt->decls);
    settle_end(stmt);
    if (!is_phrase)
        stmt->is_spelled = stmt_is_spelled(b, stmt, cursor);
    if (stmt->kind == STMT_EXPR && stmt->expr->span.source == stmt->span.source &&
        stmt->expr->span.begin < stmt->span.begin)
        stmt->span.begin = stmt->expr->span.begin;
    return stmt;
}
