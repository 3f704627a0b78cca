/* SPDX-License-Identifier: MIT
 *
 * Objects that are declared with an alignment. libclang does not tell what it is, so the operand is
 * read from the text. A number is taken as it is; anything else is for the C compiler to work out,
 * in a struct of its own that the output asks for its alignment:
 *
 *     __alignof__(struct { _Alignas(struct line) char text[4]; })
 *
 * That stands outside of the function, so what the function declares cannot be spoken of there.
 */
#include "front/build.h"

#include <stdlib.h>
#include <string.h>

/* One attribute. */
struct request {
    struct span operand;  /* empty: as for any type */
    unsigned long number; /* 0: it is no number */
    bool is_specifier;    /* _Alignas */
};

/* What a word stands for, be it a macro of one token. */
static const char *token_of(struct builder *b, const char *text)
{
    for (int i = 0; i < 100 && is_word_start(*text); i++) {
        struct macro *macro = macro_named(b, text);
        unsigned count = 0;
        struct token *tokens = macro ? macro_tokens(b, macro, &count) : NULL;
        if (count != 1 || macro->is_function)
            break;
        text = tokens[0].text;
    }
    return text;
}

static unsigned long number_in(struct builder *b, struct span operand)
{
    unsigned begin = source_skip_space(operand.source, operand.begin, operand.end);
    unsigned end = scan_token_end(operand.source, begin, operand.end);
    if (source_skip_space(operand.source, end, operand.end) < operand.end)
        return 0;
    return strtoul(token_of(b, arena_copy(b->arena, operand.source->text + begin, end - begin)),
                   NULL, 0);
}

/* The word `aligned` or _Alignas at the begin of the attribute, behind a `gnu::`. */
static struct request read(struct builder *b, struct span attribute)
{
    struct source *source = attribute.source;
    unsigned size = (unsigned)source->size, word = attribute.begin, end;
    for (end = scan_token_end(source, word, size); !strchr("(,)]", source->text[word]);) {
        unsigned next = source_skip_space(source, end, size);
        if (next >= size || strchr("(,)]", source->text[next]))
            break;
        word = next;
        end = scan_token_end(source, word, size);
    }
    struct request request = {{source, end, end}, FRAME_ALIGN, false};
    const char *name = token_of(b, arena_copy(b->arena, source->text + word, end - word));
    unsigned open = source_skip_space(source, end, size);
    request.is_specifier = strcmp(name, "_Alignas") == 0 || strcmp(name, "alignas") == 0;
    if (open >= size || source->text[open] != '(')
        return request;
    request.operand = (struct span){source, open + 1, scan_match(source, open, size) - 1};
    request.number = number_in(b, request.operand);
    return request;
}

/* Does the text speak of the tag, or of what has another kind of name? */
static bool names_word(struct span span, const char *word, bool is_tag)
{
    const struct source *source = span.source;
    bool is_behind_tag = false;
    for (unsigned at = span.begin; (at = source_skip_space(source, at, span.end)) < span.end;
         at = scan_token_end(source, at, span.end)) {
        if (is_tag == is_behind_tag && scan_is(source, at, word))
            return true;
        is_behind_tag = scan_is(source, at, "struct") || scan_is(source, at, "union") ||
                        scan_is(source, at, "enum");
    }
    return false;
}

struct search {
    struct builder *b;
    struct span operand;
    bool is_found;
};

static enum CXChildVisitResult look(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    struct search *search = data;
    if (clang_isDeclaration(clang_getCursorKind(cursor))) {
        const char *name = own_string(search->b, clang_getCursorSpelling(cursor));
        bool is_tag = is_tag_kind(clang_getCursorKind(cursor));
        search->is_found |= is_word_start(*name) && names_word(search->operand, name, is_tag);
    }
    return search->is_found ? CXChildVisit_Break : CXChildVisit_Recurse;
}

/* Does it speak of what the function declares? */
static bool is_of_block(struct builder *b, CXCursor object, struct span operand)
{
    struct search search = {b, operand, false};
    visit_children(clang_getCursorSemanticParent(object), look, &search);
    return search.is_found;
}

static void raise(struct builder *b, struct var *var, unsigned long align, const char *words)
{
    if (!*words && align <= var->type->align)
        return;
    struct type *type = arena_new(b->arena, struct type);
    const char *object =
        var->type->is_variable ? "char c" : type_declare(b->arena, var->type, var->name);
    *type = *var->type;
    type->is_raised = true;
    type->align = align > type->align ? align : type->align;
    if (*words)
        type->alignment = arena_printf(b->arena, "__alignof__(struct { %s%s; })", words, object);
    var->type = type;
}

/* Is the attribute's text that of a macro's body? */
static bool is_in_macro(struct builder *b, CXCursor attribute, struct span span)
{
    const struct macro_use *use = macro_use_at(b, span.source, span.begin);
    return !begins_in_file(b, attribute) && !(use && macro_is_token(b, use, "_Alignas"));
}

void alignment_settle(struct builder *b, struct var *var, CXCursor object, struct cursors children)
{
    unsigned long most = 0;
    bool are_numbers = true, is_local = false;
    const char *words = "";
    for (unsigned i = 0; i < children.count; i++) {
        if (clang_getCursorKind(children.items[i]) != CXCursor_AlignedAttr)
            continue;
        struct span span = span_of(b, children.items[i]);
        if (!span.source || is_in_macro(b, children.items[i], span)) {
            refuse(b, RULE_LOCAL_ATTRIBUTE, span, "what a macro aligns");
            unit_wish(b->unit, WISH_EXPAND, span);
            continue;
        }
        struct request request = read(b, span);
        is_local |= !request.number && is_of_block(b, object, request.operand);
        struct span operand = request.operand;
        bool is_asked = operand.end > operand.begin;
        const char *text =
            arena_copy(b->arena, span.source->text + operand.begin, operand.end - operand.begin);
        are_numbers &= request.number != 0;
        most = request.number > most ? request.number : most;
        words = request.is_specifier ? arena_printf(b->arena, "%s_Alignas(%s) ", words, text)
                : is_asked ? arena_printf(b->arena, "%s__attribute__((aligned(%s))) ", words, text)
                           : arena_printf(b->arena, "%s__attribute__((aligned)) ", words);
    }
    raise(b, var, most, are_numbers ? "" : words);
    var->type->is_local |= is_local;
}
