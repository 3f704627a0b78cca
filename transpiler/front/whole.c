/* SPDX-License-Identifier: MIT
 *
 * Is a node all that one use of a macro stands for? Clang tells where a node's first token comes
 * from, but not its last one. So the node has to begin with the first token of a definition, and
 * the definition has to be of a shape that nothing follows what begins there: one token, all of it
 * in one pair of brackets, a call, a member. A definition that is only the use of another macro
 * passes the question on.
 */
#include "front/build.h"

#include <string.h>

enum { DEEPEST = 64 }; /* macros that use macros */

/* How the definition was come to in which the node begins. */
struct way {
    const struct macro *used; /* the one in the text */
    const struct token *call; /* the definition that passed on: `MACRO(...)`; NULL: none did */
    unsigned call_count;
};

static bool is(const struct token *token, const char *text)
{
    return strcmp(token->text, text) == 0;
}

static bool is_leaf(CXCursor node)
{
    switch (clang_getCursorKind(node)) {
    case CXCursor_DeclRefExpr:
    case CXCursor_IntegerLiteral:
    case CXCursor_FloatingLiteral:
    case CXCursor_ImaginaryLiteral:
    case CXCursor_StringLiteral:
    case CXCursor_CharacterLiteral:
        return true;
    default:
        return false;
    }
}

static bool all_strings(const struct token *tokens, unsigned count)
{
    for (unsigned i = 0; i < count; i++)
        if (!strchr(tokens[i].text, '"'))
            return false;
    return count > 0;
}

/* `x ## UL` */
static bool is_pasted(const struct token *tokens, unsigned count)
{
    for (unsigned i = 1; i < count; i += 2)
        if (!is(&tokens[i], "##"))
            return false;
    return count % 2 == 1;
}

static bool is_sign(const struct token *token)
{
    return strchr("+-~!", token->text[0]) && !token->text[1];
}

/* What follows the brackets of a cast or a compound literal: one pair of brackets more, or a token.
 */
static bool is_one_operand(const struct token *tokens, unsigned count, unsigned at)
{
    if (at + 1 == count)
        return !tokens[at].is_param;
    return at < count && strchr("({", tokens[at].text[0]) &&
           tokens_match(tokens, count, at) == count - 1;
}

/* `( ... )`, `( ... ){ ... }`, `( ... ) x` */
static bool is_bracketed(const struct token *tokens, unsigned count, enum CXCursorKind kind)
{
    unsigned close = tokens_match(tokens, count, 0);
    if (close == count - 1)
        return kind == CXCursor_ParenExpr || kind == CXCursor_StmtExpr ||
               kind == CXCursor_CompoundStmt;
    return (kind == CXCursor_CompoundLiteralExpr || kind == CXCursor_CStyleCastExpr) &&
           is_one_operand(tokens, count, close + 1);
}

/* `a + b` */
static bool is_simple_binary(struct builder *b, const struct token *tokens, unsigned count,
                             CXCursor node)
{
    struct cursors operands = children_of(b, node);
    return count == 3 && operands.count == 2 && !tokens[0].is_param && !tokens[2].is_param &&
           is_leaf(without_casts(b, operands.items[0])) &&
           is_leaf(without_casts(b, operands.items[1]));
}

/* `do { ... } while ( ... )` */
static bool is_do(const struct token *tokens, unsigned count)
{
    unsigned close = count > 1 && is(&tokens[1], "{") ? tokens_match(tokens, count, 1) : count;
    return close + 2 < count && is(&tokens[close + 1], "while") && is(&tokens[close + 2], "(") &&
           tokens_match(tokens, count, close + 2) == count - 1;
}

/* Does the token stay one token, or come to be one that is given? A macro is not expanded in its
 * own expansion. */
static bool is_one_name(struct builder *b, const struct way *way, const struct token *token)
{
    if (token->is_param && way->call_count == 4)
        token = &way->call[2];
    return !token->is_param && is_word_start(token->text[0]) &&
           (is(token, way->used->name) || !macro_named(b, token->text));
}

/* `a->b.c` */
static bool is_member_of_leaf(struct builder *b, const struct way *way, const struct token *tokens,
                              unsigned count, CXCursor node)
{
    for (unsigned i = 0; i < count; i++)
        if (i % 2 ? !is(&tokens[i], "->") && !is(&tokens[i], ".")
                  : !is_one_name(b, way, &tokens[i]))
            return false;
    for (unsigned i = 2; i < count; i += 2) {
        struct cursors operand = children_of(b, node);
        if (clang_getCursorKind(node) != CXCursor_MemberRefExpr || !operand.count)
            return false;
        node = without_casts(b, operand.items[0]);
    }
    return count % 2 == 1 && is_leaf(node);
}

static bool has_shape(struct builder *b, const struct way *way, const struct token *tokens,
                      unsigned count, CXCursor node)
{
    enum CXCursorKind kind = clang_getCursorKind(node);
    if (kind == CXCursor_DoStmt)
        return is_do(tokens, count);
    if (is(&tokens[0], "(") || is(&tokens[0], "{"))
        return is_bracketed(tokens, count, kind);
    if (is_leaf(node))
        return count == 1 || all_strings(tokens, count);
    if (kind == CXCursor_MemberRefExpr)
        return is_member_of_leaf(b, way, tokens, count, node);
    if (kind == CXCursor_BinaryOperator)
        return is_simple_binary(b, tokens, count, node);
    if (kind == CXCursor_UnaryOperator)
        return count == 2 && is_sign(&tokens[0]) && !tokens[1].is_param;
    return count > 2 && is_word_start(tokens[0].text[0]) && is(&tokens[1], "(") &&
           tokens_match(tokens, count, 1) == count - 1;
}

/* Is the definition only the use of another macro? */
static bool passes_on(const struct token *tokens, unsigned count)
{
    if (!count || tokens[0].is_param || !is_word_start(tokens[0].text[0]))
        return false;
    return count == 1 || (is(&tokens[1], "(") && tokens_match(tokens, count, 1) == count - 1);
}

typedef bool judge(struct builder *b, const struct way *way, const struct token *tokens,
                   unsigned count, CXCursor node);

/* Asks the definition in which the node begins, reached by definitions that only pass on. */
static bool ask(struct builder *b, const struct way *way, struct macro *macro,
                const struct token *first, CXCursor node, judge *judges, int depth)
{
    unsigned count;
    const struct token *tokens = macro_tokens(b, macro, &count);
    if (!count || depth > DEEPEST)
        return false;
    if (clang_equalLocations(tokens[0].place, first->place))
        return judges(b, way, tokens, count, node);
    if (is_leaf(node) && count > 1 && is_pasted(tokens, count))
        return true;
    if (!passes_on(tokens, count))
        return false;
    struct way on = {way->used, tokens, count};
    for (struct macro *next = macro_named(b, tokens[0].text); next; next = next->older)
        if (next != macro && ask(b, &on, next, first, node, judges, depth + 1))
            return true;
    return false;
}

bool macro_is_whole(struct builder *b, const struct macro_use *use, CXCursor node)
{
    if (!use->macro)
        return is_leaf(node);
    struct token first = first_token(b, node);
    struct way way = {use->macro, NULL, 0};
    return first.text && ask(b, &way, use->macro, &first, node, has_shape, 0);
}

static bool any_shape(struct builder *b, const struct way *way, const struct token *tokens,
                      unsigned count, CXCursor node)
{
    (void)b, (void)way, (void)tokens, (void)count, (void)node;
    return true;
}

/* Follows what the use begins with, whatever comes behind. */
bool macro_begins(struct builder *b, const struct macro_use *use, CXCursor node)
{
    struct token first = first_token(b, node);
    struct way way = {use->macro, NULL, 0};
    return use->macro && first.text && ask(b, &way, use->macro, &first, node, any_shape, 0);
}

bool macro_leads_to(struct builder *b, const struct macro_use *use, const char *name)
{
    struct macro *macro = use->macro;
    for (int depth = 0; macro && depth < DEEPEST; depth++) {
        if (strcmp(macro->name, name) == 0)
            return true;
        unsigned count;
        const struct token *tokens = macro_tokens(b, macro, &count);
        if (!passes_on(tokens, count))
            return false;
        macro = macro_named(b, tokens[0].text);
    }
    return false;
}

bool macro_is_argument(struct builder *b, const struct macro_use *use)
{
    unsigned count = 0;
    const struct token *tokens = use->macro ? macro_tokens(b, use->macro, &count) : NULL;
    return count == 1 && tokens[0].is_param && use->macro->param_count == 1;
}

bool macro_is_token(struct builder *b, const struct macro_use *use, const char *token)
{
    unsigned count = 0;
    const struct token *tokens = use->macro ? macro_tokens(b, use->macro, &count) : NULL;
    return count == 1 && is(&tokens[0], token);
}

bool macro_is_member(struct builder *b, const struct macro_use *use, const char *member)
{
    unsigned count = 0;
    const struct token *tokens = use->macro ? macro_tokens(b, use->macro, &count) : NULL;
    for (unsigned i = 0; i < count; i++)
        if (i % 2 ? !is(&tokens[i], ".") : !is_word_start(tokens[i].text[0]))
            return false;
    return count % 2 == 1 && is(&tokens[count - 1], member);
}
