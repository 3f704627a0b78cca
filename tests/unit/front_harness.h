/* SPDX-License-Identifier: MIT
 *
 * Parsing of small sources from memory, and short descriptions of what came of them.
 *
 * An expression is described as its kind and its operands, `assign(x, await(call(f, 1)))`; names
 * and constants by their text. `~` stands before what has no text of its own in the file.
 */
#ifndef FRONT_HARNESS_H
#define FRONT_HARNESS_H

#include "front/front.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct arena arena;
static struct diag diag;
static struct unit *unit;

static inline int tear_down(void **state)
{
    (void)state;
    for (size_t i = 0; unit && i < unit->sources.count; i++)
        source_free(unit->sources.items[i]);
    diag_free(&diag);
    arena_free(&arena);
    unit = NULL;
    diag = (struct diag){.errors = 0};
    return 0;
}

/* Where <async.h> is, as seen from this file. */
static inline const char *include_flag(void)
{
    const char *slash = strrchr(__FILE__, '/');
    int size = slash ? (int)(slash - __FILE__) : 1;
    return arena_printf(&arena, "-I%.*s/../../runtime/include", size, slash ? __FILE__ : ".");
}

/* The declarations that every source begins with. */
static const char prelude[] =
    "#include <async.h>\n"
    "#include <stddef.h>\n"
    "#include <sys/socket.h>\n"
    "async int f(int); async void v(void); int g(int); void h(int, ...); "
    "struct point { int x, y; }; struct lines { struct point a, b; int c[3]; };\n";

static inline void parse_text(const char *text)
{
    const char *const flags[] = {include_flag()};
    struct front_input input = {"-", text, strlen(text), flags, 1, false};
    diag_free(&diag);
    diag = (struct diag){.errors = 0};
    unit = front_parse(&arena, &input, &diag);
    assert_non_null(unit);
}

static inline void parse(const char *text)
{
    parse_text(arena_printf(&arena, "%s%s", prelude, text));
}

/* The body of an async function with some locals. */
static inline void parse_body(const char *body)
{
    parse(arena_printf(&arena, "async int body(int x, int *p, struct point s)\n{\n%s\n}\n", body));
}

/* ---- descriptions ---- */

static inline void describe(struct str *out, const struct expr *expr)
{
    static const char *const names[] = {
        [EXPR_CONSTANT] = "",
        [EXPR_NAME] = "",
        [EXPR_GLOBAL] = "",
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
        [EXPR_CONDITIONAL] = "if",
        [EXPR_COMMA] = "comma",
        [EXPR_ASSIGN] = "assign",
        [EXPR_ASSIGN_OP] = "change",
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
        [EXPR_GEN] = "gen",
        [EXPR_BLOCK] = "block",
        [EXPR_MEASURE] = "measure",
        [EXPR_OPAQUE] = "opaque",
    };
    str_puts(out, expr->is_spelled ? "" : "~");
    if (!*names[expr->kind]) {
        str_add(out, expr->span.source->text + expr->span.begin, expr->span.end - expr->span.begin);
        return;
    }
    str_puts(out, names[expr->kind]);
    for (unsigned i = 0; i < expr->count; i++) {
        str_puts(out, i ? ", " : "(");
        describe(out, expr->kids[i]);
    }
    str_puts(out, expr->count ? ")" : "");
}

static inline void assert_expr(const struct expr *expr, const char *expected)
{
    struct str text = {0};
    assert_non_null(expr);
    describe(&text, expr);
    assert_string_equal(text.text, expected);
    str_free(&text);
}

static inline struct stmt *statement(size_t i)
{
    if (diag.errors)
        diag_print(&diag, stderr);
    assert_int_equal(diag.errors, 0);
    assert_true(unit->funcs.count > 0);
    const struct stmt *body = unit->funcs.items[unit->funcs.count - 1]->body;
    assert_true(i < body->body.count);
    return body->body.items[i];
}

/* `text`; as the only statement of a body: what its expression is. */
static inline void assert_reads(const char *text, const char *expected)
{
    parse_body(arena_printf(&arena, "%s;", text));
    assert_expr(statement(0)->expr, expected);
}

/* The text that the span covers. */
static inline void assert_span(struct span span, const char *expected)
{
    assert_non_null(span.source);
    char *text = arena_copy(&arena, span.source->text + span.begin, span.end - span.begin);
    assert_string_equal(text, expected);
}

/* The rules of the errors, in the order they were found; clang's own are `clang`. */
static inline void assert_errors(const char *expected)
{
    struct str text = {0};
    str_puts(&text, "");
    for (size_t i = 0; i < diag.items.count; i++) {
        const struct diag_item *item = &diag.items.items[i];
        if (item->level == DIAG_ERROR)
            str_printf(&text, "%s%s", text.size ? " " : "", item->rule ? item->rule : "clang");
    }
    assert_string_equal(text.text, expected);
    str_free(&text);
}

#endif
