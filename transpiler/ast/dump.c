/* SPDX-License-Identifier: MIT
 *
 * The tree for people to read: --dump=ast. One node a line, with its place, its type and the text
 * it stands for; `!` marks what has no text of its own.
 */
#include "ast/ast.h"

#include <stdio.h>
#include <string.h>

static const char *const expr_names[] = {
    [EXPR_CONSTANT] = "constant",
    [EXPR_NAME] = "name",
    [EXPR_GLOBAL] = "global",
    [EXPR_PAREN] = "paren",
    [EXPR_MEMBER] = "member",
    [EXPR_INDEX] = "index",
    [EXPR_DEREF] = "deref",
    [EXPR_ADDRESS] = "address",
    [EXPR_UNARY] = "unary",
    [EXPR_STEP] = "step",
    [EXPR_BINARY] = "binary",
    [EXPR_AND] = "and",
    [EXPR_OR] = "or",
    [EXPR_CONDITIONAL] = "choose",
    [EXPR_COMMA] = "comma",
    [EXPR_ASSIGN] = "assign",
    [EXPR_ASSIGN_OP] = "assign_op",
    [EXPR_CAST] = "cast",
    [EXPR_CALL] = "call",
    [EXPR_LITERAL] = "literal",
    [EXPR_INIT] = "init",
    [EXPR_AWAIT] = "await",
    [EXPR_SPAWN] = "spawn",
    [EXPR_RUN] = "run",
    [EXPR_DETACH] = "detach",
    [EXPR_YIELD_FROM] = "yield_from",
    [EXPR_RECEIVED] = "received",
    [EXPR_WAS_SENT] = "was_sent",
    [EXPR_CAUGHT] = "caught",
    [EXPR_GEN] = "generator",
    [EXPR_BLOCK] = "block",
    [EXPR_MEASURE] = "measure",
    [EXPR_OPAQUE] = "opaque",
};

static const char *const stmt_names[] = {
    [STMT_EXPR] = "expression", [STMT_DECL] = "declaration",      [STMT_BLOCK] = "block",
    [STMT_IF] = "if",           [STMT_WHILE] = "while",           [STMT_DO] = "do",
    [STMT_FOR] = "for",         [STMT_SWITCH] = "switch",         [STMT_CASE] = "case",
    [STMT_DEFAULT] = "default", [STMT_LABEL] = "label",           [STMT_GOTO] = "goto",
    [STMT_BREAK] = "break",     [STMT_CONTINUE] = "continue",     [STMT_RETURN] = "return",
    [STMT_NULL] = "null",       [STMT_THROW] = "throw",           [STMT_TRY] = "try",
    [STMT_DEFER] = "defer",     [STMT_TIMEOUT] = "timeout",       [STMT_YIELD] = "yield",
    [STMT_EACH] = "each",       [STMT_GEN_RETURN] = "gen_return", [STMT_OPAQUE] = "opaque",
};

struct dump {
    FILE *out;
    struct arena arena;
};

static void print_place(struct dump *dump, struct span span)
{
    if (!span.source) {
        fputs(" nowhere", dump->out);
        return;
    }
    fprintf(dump->out, " %s%u:%u-%u:%u", span.source->is_main ? "" : "(included) ",
            source_line(span.source, span.begin), source_column(span.source, span.begin),
            source_line(span.source, span.end), source_column(span.source, span.end));
}

/* At most forty characters of it, on one line. */
static void print_text(struct dump *dump, struct span span)
{
    if (!span.source)
        return;
    fputs(" `", dump->out);
    for (unsigned i = span.begin; i < span.end && i < span.begin + 40; i++) {
        char c = span.source->text[i];
        fputc(c == '\n' || c == '\t' ? ' ' : c, dump->out);
    }
    fputs(span.end > span.begin + 40 ? "...`" : "`", dump->out);
}

static void print_type(struct dump *dump, const struct type *type)
{
    if (!type)
        return;
    fprintf(dump->out, " <%s>", type_name(&dump->arena, type));
    fprintf(dump->out, "%s%s%s%s%s%s", type->is_handle ? " handle" : "",
            type->is_generator ? " generator" : "", type->is_async ? " async" : "",
            type->is_local ? " local" : "", type->is_variable ? " variable" : "",
            type->has_const && !type->is_const ? " const inside" : "");
}

static void print_expr(struct dump *dump, const struct expr *expr, int depth)
{
    if (!expr)
        return;
    fprintf(dump->out, "%*s%s", 2 * depth, "", expr_names[expr->kind]);
    if (expr->op)
        fprintf(dump->out, " %s%s", expr->op, expr->is_prefix ? " prefix" : "");
    fputs(expr->is_spelled ? "" : " !", dump->out);
    print_place(dump, expr->span);
    print_type(dump, expr->type);
    if (expr->var)
        fprintf(dump->out, " var %u", expr->var->index);
    if (expr->function)
        fprintf(dump->out, " function %s", expr->function->name);
    fprintf(dump->out, "%s%s%s%s", expr->is_async ? " async" : "", expr->is_arrow ? " arrow" : "",
            expr->is_discarded ? " discarded" : "", expr->bit_width ? " bit-field" : "");
    print_text(dump, expr->span);
    fputc('\n', dump->out);
    for (unsigned i = 0; i < expr->count; i++)
        print_expr(dump, expr->kids[i], depth + 1);
}

static void print_decls(struct dump *dump, const struct stmt *stmt, int depth)
{
    for (size_t i = 0; i < stmt->decls.count; i++) {
        const struct decl *decl = &stmt->decls.items[i];
        fprintf(dump->out, "%*sdeclarator", 2 * depth, "");
        if (decl->var)
            fprintf(dump->out, " var %u%s", decl->var->index,
                    decl->owns_task ? " owns its task" : "");
        print_text(dump, decl->span);
        fputc('\n', dump->out);
        print_expr(dump, decl->init, depth + 1);
    }
}

static void print_stmt(struct dump *dump, const struct stmt *stmt, const char *role, int depth)
{
    if (!stmt)
        return;
    fprintf(dump->out, "%*s%s%s%s", 2 * depth, "", role, stmt_names[stmt->kind],
            stmt->is_spelled ? "" : " !");
    print_place(dump, stmt->span);
    if (stmt->name)
        fprintf(dump->out, " %s", stmt->name);
    if (stmt->target)
        fprintf(dump->out, " to %u",
                source_line(stmt->target->span.source, stmt->target->span.begin));
    fprintf(dump->out, " scope %u%s%s", stmt->scope->index, stmt->is_plain ? " plain" : "",
            stmt->has_tag ? " tag" : "");
    fprintf(dump->out, "%s%s", stmt->is_async ? " async" : "", stmt->is_at_once ? " at once" : "");
    if (stmt->caught)
        fprintf(dump->out, " caught %u", stmt->caught->index);
    print_text(dump, stmt->head.source ? stmt->head : stmt->span);
    fputc('\n', dump->out);
    print_stmt(dump, stmt->init, "init: ", depth + 1);
    print_expr(dump, stmt->expr, depth + 1);
    print_expr(dump, stmt->step, depth + 1);
    print_decls(dump, stmt, depth + 1);
    for (size_t i = 0; i < stmt->body.count; i++)
        print_stmt(dump, stmt->body.items[i], "", depth + 1);
    print_stmt(dump, stmt->then, "then: ", depth + 1);
    print_stmt(dump, stmt->other, "else: ", depth + 1);
}

static void print_vars(struct dump *dump, const struct func *func)
{
    static const char *const kinds[] = {
        [VAR_PARAM] = "param", [VAR_LOCAL] = "local", [VAR_LITERAL] = "literal"};
    for (size_t i = 0; i < func->vars.count; i++) {
        const struct var *var = func->vars.items[i];
        fprintf(dump->out, "  var %u %s %s", var->index, kinds[var->kind],
                type_declare(&dump->arena, var->type, var->name ? var->name : ""));
        fprintf(dump->out, " scope %u", var->scope->index);
        print_place(dump, var->span);
        if (var->type->begins)
            fprintf(dump->out, " begins %u", var->type->begins);
        fputc('\n', dump->out);
    }
}

static void print_func(struct dump *dump, const struct func *func, const char *kind)
{
    fprintf(dump->out, "%s %s", kind, func->name);
    print_place(dump, func->span);
    if (func->function)
        print_type(dump, func->function->type);
    fprintf(dump->out, " awaits %zu starts %zu names %zu%s", func->awaits.count, func->starts.count,
            func->names.count, func->names_itself ? " names itself" : "");
    if (func->is_generator)
        fprintf(dump->out, " of %s yields %zu delegations %zu",
                type_name(&dump->arena, func->yielded), func->yields.count,
                func->delegations.count);
    fprintf(dump->out, "%s\n", func->uses_errors ? " uses errors" : "");
    print_vars(dump, func);
    for (size_t i = 0; i < func->strung.count; i++) {
        fputs("  strung", dump->out);
        print_text(dump, func->strung.items[i]);
        fputc('\n', dump->out);
    }
    print_stmt(dump, func->body, "", 1);
}

static const char *kind_of(const struct func *func)
{
    if (func->is_generator)
        return func->function->is_async ? "async generator" : "generator";
    return "async function";
}

void ast_dump(const struct unit *unit, FILE *out)
{
    struct dump dump = {.out = out};
    for (size_t i = 0; i < unit->prototypes.count; i++) {
        fprintf(out, "prototype of %s", unit->prototyped.items[i]->name);
        print_text(&dump, unit->prototypes.items[i]);
        fputc('\n', out);
    }
    for (size_t i = 0; i < unit->keywords.count; i++) {
        fputs("keyword", out);
        print_place(&dump, unit->keywords.items[i]);
        fputc('\n', out);
    }
    for (size_t i = 0; i < unit->funcs.count; i++)
        print_func(&dump, unit->funcs.items[i], kind_of(unit->funcs.items[i]));
    for (size_t i = 0; i < unit->plain.count; i++)
        print_func(&dump, unit->plain.items[i], "function");
    arena_free(&dump.arena);
}
