/* SPDX-License-Identifier: MIT
 *
 * Attributes of async functions. What is generated for one are several functions, of which none
 * does what the declaration says: the symbol of its name returns before the work is done. A table
 * says what becomes of each attribute: most are kept in the declaration, those that speak of the
 * code are carried to the function that has the body as well, those that no longer hold are
 * dropped, and those that ask for what cannot be are refused.
 *
 * Attributes are read from the text, because clang keeps some of them in types and knows others not
 * at all. Of a declaration the outermost tokens are looked at, up to its body or semicolon; a macro
 * that leads to an attribute of the table is expanded first.
 */
#include "front/build.h"

#include "base/str.h"
#include <stdlib.h>
#include <string.h>

enum fate { KEPT, CARRIED, DROPPED, REFUSED };

struct known {
    const char *name;
    enum fate fate;
    bool is_kept_harmlessly; /* DROPPED: a prototype in a header, which is not rewritten, may say it
                              */
};

static const struct known table[] = {
    {"pure", DROPPED, false},
    {"const", DROPPED, false},
    {"unsequenced", DROPPED, false},
    {"reproducible", DROPPED, false},
    {"noreturn", DROPPED, false},
    {"_Noreturn", DROPPED, false},
    {"malloc", DROPPED, false},
    {"returns_nonnull", DROPPED, false},
    {"alloc_size", DROPPED, true},
    {"alloc_align", DROPPED, true},
    {"assume_aligned", DROPPED, false},
    {"nonnull", DROPPED, true},
    {"access", DROPPED, true},
    {"format", DROPPED, true},
    {"format_arg", DROPPED, true},
    {"sentinel", DROPPED, true},
    {"nodiscard", DROPPED, true},
    {"warn_unused_result", DROPPED, true},
    {"always_inline", DROPPED, true},
    {"flatten", DROPPED, true},
    {"leaf", DROPPED, true},
    {"unused", CARRIED, false},
    {"maybe_unused", CARRIED, false},
    {"used", CARRIED, false},
    {"hot", CARRIED, false},
    {"cold", CARRIED, false},
    {"section", CARRIED, false},
    {"target", CARRIED, false},
    {"optimize", CARRIED, false},
    {"optnone", CARRIED, false},
    {"minsize", CARRIED, false},
    {"noinline", CARRIED, false},
    {"noipa", CARRIED, false},
    {"no_sanitize", CARRIED, false},
    {"no_sanitize_address", CARRIED, false},
    {"no_sanitize_memory", CARRIED, false},
    {"no_sanitize_thread", CARRIED, false},
    {"no_sanitize_undefined", CARRIED, false},
    {"no_sanitize_coverage", CARRIED, false},
    {"no_address_safety_analysis", CARRIED, false},
    {"no_instrument_function", CARRIED, false},
    {"no_profile_instrument_function", CARRIED, false},
    {"no_stack_protector", CARRIED, false},
    {"stack_protect", CARRIED, false},
    {"gnu_inline", DROPPED, true},
    {"constructor", REFUSED, false},
    {"destructor", REFUSED, false},
    {"alias", REFUSED, false},
    {"ifunc", REFUSED, false},
    {"weak", REFUSED, false},
    {"weakref", REFUSED, false},
    {"naked", REFUSED, false},
    {"interrupt", REFUSED, false},
    {"returns_twice", REFUSED, false},
    {"target_clones", REFUSED, false},
    {"cdecl", REFUSED, false},
    {"stdcall", REFUSED, false},
    {"fastcall", REFUSED, false},
    {"thiscall", REFUSED, false},
    {"vectorcall", REFUSED, false},
    {"regcall", REFUSED, false},
    {"regparm", REFUSED, false},
    {"pascal", REFUSED, false},
    {"pcs", REFUSED, false},
    {"ms_abi", REFUSED, false},
    {"sysv_abi", REFUSED, false},
    {"preserve_most", REFUSED, false},
    {"preserve_all", REFUSED, false},
    {"preserve_none", REFUSED, false},
    {"swiftcall", REFUSED, false},
    {"swiftasynccall", REFUSED, false},
    {"aarch64_vector_pcs", REFUSED, false},
    {"no_caller_saved_registers", REFUSED, false},
};

/* An attribute in a list. */
struct attribute {
    unsigned begin, end;
    const char *name;
    enum fate fate;
};

/* A list of them: `__attribute__((...))`, `[[...]]`, or the one word `_Noreturn`. */
struct group {
    struct span whole;
    const char *opening, *closing;
    VEC(struct attribute) items;
};

/* ---- names ---- */

static const struct known *find_known(const char *name)
{
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (strcmp(table[i].name, name) == 0)
            return &table[i];
    return NULL;
}

/* `__name__` is `name`. */
static const char *plain_name(struct builder *b, const char *text, size_t size)
{
    bool is_guarded =
        size > 4 && strncmp(text, "__", 2) == 0 && strncmp(text + size - 2, "__", 2) == 0;
    return is_guarded ? arena_copy(b->arena, text + 2, size - 4) : arena_copy(b->arena, text, size);
}

static bool opens_gnu(const char *text, size_t size)
{
    return word_is(text, size, "__attribute__") || word_is(text, size, "__attribute");
}

/* ---- groups ---- */

/* `name`, `name(...)`, `gnu::name(...)` */
static unsigned read_attribute(struct builder *b, struct group *group, unsigned at, unsigned end)
{
    const struct source *source = group->whole.source;
    struct attribute attribute = {.begin = at, .name = ""};
    while (at < end && source->text[at] != ',') {
        unsigned after = scan_token_end(source, at, end);
        if (source->text[at] == '(')
            after = scan_match(source, at, end);
        else if (is_word_start(source->text[at]))
            attribute.name = plain_name(b, source->text + at, after - at);
        attribute.end = after;
        at = source_skip_space(source, after, end);
    }
    const struct known *known = find_known(attribute.name);
    attribute.fate = known ? known->fate : KEPT;
    if (attribute.end)
        *vec_push(&group->items) = attribute;
    return at;
}

static void read_group(struct builder *b, struct group *group, unsigned at, unsigned end)
{
    const struct source *source = group->whole.source;
    while ((at = source_skip_space(source, at, end)) < end) {
        unsigned next = read_attribute(b, group, at, end);
        at = next < end ? next + 1 : next;
    }
}

/* Reads the group that begins at `at`; its end, or 0 if there is none. */
static unsigned group_at(struct builder *b, struct source *source, unsigned at, unsigned end,
                         struct group *group)
{
    unsigned after = scan_token_end(source, at, end), open = source_skip_space(source, after, end);
    *group = (struct group){.whole = {source, at, after}};
    if (scan_is(source, at, "_Noreturn")) {
        read_group(b, group, at, after);
        return after;
    }
    bool is_gnu =
        opens_gnu(source->text + at, after - at) && open < end && source->text[open] == '(';
    bool is_standard = source->text[at] == '[' && open < end && source->text[open] == '[';
    if (!is_gnu && !is_standard)
        return 0;
    unsigned outer = is_gnu ? open : at;
    unsigned inner = source_skip_space(source, outer + 1, end);
    group->opening = is_gnu ? "__attribute__((" : "[[";
    group->closing = is_gnu ? "))" : "]]";
    group->whole.end = scan_match(source, outer, end);
    if (inner < end && scan_match(source, inner, end) <= group->whole.end)
        read_group(b, group, inner + 1, scan_match(source, inner, end) - 1);
    return group->whole.end;
}

/* ---- what becomes of a group ---- */

static void drop(struct builder *b, struct source *source, unsigned begin, unsigned end)
{
    *vec_push(&b->unit->keywords) = (struct span){source, begin, end};
}

/* Each with the comma that parts it from one that stays. */
static void drop_items(struct builder *b, const struct group *group)
{
    struct source *source = group->whole.source;
    size_t count = group->items.count, kept = 0;
    for (size_t i = 0; i < count; i++)
        kept += group->items.items[i].fate != DROPPED;
    if (!kept && count) {
        unsigned end = group->whole.end;
        end += end < source->size && source->text[end] == ' ';
        drop(b, source, group->whole.begin, end);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        const struct attribute *item = &group->items.items[i];
        if (item->fate != DROPPED)
            kept = i + 1;
        else if (i + 1 < count)
            drop(b, source, item->begin, item[1].begin);
        else
            drop(b, source, group->items.items[kept - 1].end, item->end);
    }
}

/* The group's attributes that the function with the body gets, too. */
static void carry(struct builder *b, const struct group *group, struct function *function)
{
    for (size_t i = 0; i < group->items.count; i++) {
        const struct attribute *item = &group->items.items[i];
        if (item->fate != CARRIED || !group->opening)
            continue;
        const char *text =
            arena_printf(b->arena, "%s%.*s%s ", group->opening, (int)(item->end - item->begin),
                         group->whole.source->text + item->begin, group->closing);
        const char *others = function->attributes ? function->attributes : "";
        if (strstr(others, text))
            continue;
        bool goes_first = group->opening[0] == '[';
        function->attributes =
            arena_printf(b->arena, "%s%s", goes_first ? text : others, goes_first ? others : text);
    }
}

static void refuse_items(struct builder *b, const struct group *group, bool is_foreign)
{
    for (size_t i = 0; i < group->items.count; i++) {
        const struct attribute *item = &group->items.items[i];
        struct span span = {group->whole.source, item->begin, item->end};
        if (item->fate == REFUSED)
            rule_report(b->diag, RULE_ATTRIBUTE, span, item->name);
        else if (is_foreign && item->fate == DROPPED && !find_known(item->name)->is_kept_harmlessly)
            rule_report(b->diag, RULE_ATTRIBUTE_IN_HEADER, span, item->name);
    }
}

/* ---- macros ---- */

enum { DEEPEST = 16 };

struct search {
    struct builder *b;
    bool is_open;    /* inside a list, or behind one */
    bool is_foreign; /* look only for what a header may not say */
};

static bool is_wanted(const struct search *search, const char *text)
{
    const struct known *known = find_known(plain_name(search->b, text, strlen(text)));
    if (!known || !(search->is_open || text[0] == '_'))
        return false;
    return !search->is_foreign ||
           (known->fate != CARRIED && !(known->fate == DROPPED && known->is_kept_harmlessly));
}

static bool leads_to_attribute(struct search *search, struct macro *macro, int depth)
{
    unsigned count = 0;
    const struct token *tokens = depth < DEEPEST ? macro_tokens(search->b, macro, &count) : NULL;
    for (unsigned i = 0; i < count; i++) {
        const char *text = tokens[i].text;
        bool is_bracket = text[0] == '[' && i + 1 < count && tokens[i + 1].text[0] == '[';
        search->is_open |= is_bracket || opens_gnu(text, strlen(text));
        if (is_wanted(search, text))
            return true;
        struct macro *next = is_word_start(text[0]) ? macro_named(search->b, text) : NULL;
        if (next && next != macro && leads_to_attribute(search, next, depth + 1))
            return true;
    }
    return false;
}

/* Wishes the use away when it stands for an attribute of the table. */
static void look_into(struct builder *b, const struct macro_use *use, bool is_open, bool is_foreign)
{
    struct search search = {b, is_open, is_foreign};
    if (!use->macro || macro_leads_to(b, use, "_Async") ||
        !leads_to_attribute(&search, use->macro, 0))
        return;
    rule_report(b->diag, is_foreign ? RULE_ATTRIBUTE_IN_HEADER : RULE_ATTRIBUTE_IN_MACRO, use->span,
                use->name);
    if (!is_foreign)
        unit_wish(b->unit, WISH_EXPAND, use->span);
}

/* ---- inline ---- */

static bool is_inline_word(const char *text, size_t size)
{
    return word_is(text, size, "inline") || word_is(text, size, "__inline") ||
           word_is(text, size, "__inline__");
}

static bool leads_to_inline(struct builder *b, struct macro *macro, int depth)
{
    unsigned count = 0;
    const struct token *tokens = depth < DEEPEST ? macro_tokens(b, macro, &count) : NULL;
    for (unsigned i = 0; i < count; i++) {
        const char *text = tokens[i].text;
        struct macro *next = is_word_start(text[0]) ? macro_named(b, text) : NULL;
        if (is_inline_word(text, strlen(text)) ||
            (next && next != macro && leads_to_inline(b, next, depth + 1)))
            return true;
    }
    return false;
}

/* The functions that an external one is made into are no inline ones; whether its symbol is this
 * file's is settled by all its declarations. */
static bool settle_inline(struct builder *b, struct source *source, unsigned at,
                          const struct function *function, bool is_foreign)
{
    const struct macro_use *use = macro_use_at(b, source, at);
    unsigned end = scan_token_end(source, at, (unsigned)source->size);
    bool is_word = is_inline_word(source->text + at, end - at);
    bool is_kept = is_foreign || function->is_static;
    if (use ? !use->macro || !leads_to_inline(b, use->macro, 0) : !is_word)
        return false;
    if (use && !is_kept) {
        rule_report(b->diag, RULE_ATTRIBUTE_IN_MACRO, use->span, use->name);
        unit_wish(b->unit, WISH_EXPAND, use->span);
    } else if (!is_kept) {
        drop(b, source, at, end + (end < source->size && source->text[end] == ' '));
    }
    return true;
}

/* Where all declarations say inline and none extern, the definition makes no symbol; in gnu89,
 * where all say both. */
static void settle_linkage(struct builder *b, CXCursor cursor, struct function *function,
                           bool says_inline)
{
    bool says_extern = clang_Cursor_getStorageClass(cursor) == CX_SC_Extern;
    bool is_old = macro_named(b, "__GNUC_GNU_INLINE__") != NULL;
    struct cursors children = children_of(b, cursor);
    for (unsigned i = 0; i < children.count; i++)
        is_old |= clang_isAttribute(clang_getCursorKind(children.items[i])) &&
                  strcmp(attribute_name(b, children.items[i]), "gnu_inline") == 0;
    function->is_inline |= says_inline;
    function->is_ours |= !says_inline || says_extern != is_old;
}

/* ---- declarations ---- */

/* The use of a macro that ends at `end`, with only such behind it. */
static const struct macro_use *use_ending_at(struct builder *b, const struct source *source,
                                             unsigned end)
{
    const struct file *file = file_of_source(b, source);
    size_t count = file ? macro_uses_before(file, end) : 0;
    const struct macro_use *use = count ? &file->uses.items[count - 1] : NULL;
    return use && use->span.end == end ? use : NULL;
}

static bool begins_standard(struct builder *b, const struct macro_use *use)
{
    unsigned count = 0;
    const struct token *tokens = use->macro ? macro_tokens(b, use->macro, &count) : NULL;
    return count > 1 && tokens[0].text[0] == '[' && tokens[1].text[0] == '[';
}

/* The `[[` of the `]]` that ends at `end`; strings are passed. */
static unsigned standard_begin(const struct source *source, unsigned end)
{
    int depth = 0;
    for (unsigned at = end; at > 0;) {
        char c = source->text[--at];
        if (c == '"')
            while (at > 0 && source->text[--at] != '"')
                ;
        depth += (c == ']') - (c == '[');
        if (!depth)
            return at;
    }
    return end;
}

/* Does a token begin there, and not a part of a comment or of a directive? */
static bool is_token(const struct source *source, unsigned place)
{
    const char *text = source->text;
    unsigned at = place, size = (unsigned)source->size;
    while (at && (text[at - 1] != '\n' || (at > 1 && text[at - 2] == '\\')))
        at--;
    at = source_skip_space(source, at, size);
    if (at < size && text[at] == '#')
        return false;
    while (at < place)
        at = source_skip_space(source, scan_token_end(source, at, size), size);
    return at == place;
}

/* Where its first specifiers are a macro's argument, the declaration begins with the macro's use.
 * `[[...]]` ahead of a declaration is no part of clang's extent. */
struct span declaration_span(struct builder *b, CXCursor cursor)
{
    struct span span = span_of(b, cursor);
    const struct macro_use *around = span.source ? macro_use_around(b, span) : NULL;
    if (around)
        span.begin = around->span.begin;
    while (span.source && span.begin) {
        const char *text = span.source->text;
        unsigned end = span.begin;
        while (end && strchr(" \t\n\r", text[end - 1]))
            end--;
        const struct macro_use *use = use_ending_at(b, span.source, end);
        bool is_standard = end > 3 && text[end - 1] == ']' && text[end - 2] == ']';
        unsigned begin = is_standard ? standard_begin(span.source, end) : end;
        if (use && begins_standard(b, use))
            span.begin = use->span.begin;
        else if (is_standard && is_token(span.source, begin))
            span.begin = begin;
        else
            break;
    }
    return span;
}

static void settle_group(struct builder *b, struct group *group, struct function *function,
                         bool is_foreign)
{
    for (size_t i = 0; i < group->items.count; i++) {
        const struct macro_use *use =
            macro_use_at(b, group->whole.source, group->items.items[i].begin);
        if (use)
            look_into(b, use, true, is_foreign);
    }
    refuse_items(b, group, is_foreign);
    carry(b, group, function);
    if (!is_foreign)
        drop_items(b, group);
    vec_free(&group->items);
}

/* Behind what stands at `at`: a group, a macro's use, something in brackets, or a token. */
static unsigned settle_token(struct builder *b, struct source *source, unsigned at,
                             struct function *function, bool is_foreign)
{
    unsigned size = (unsigned)source->size;
    const struct macro_use *use = macro_use_at(b, source, at);
    if (use) {
        look_into(b, use, false, is_foreign);
        return use->span.end;
    }
    struct group group;
    unsigned after = group_at(b, source, at, size, &group);
    if (after) {
        settle_group(b, &group, function, is_foreign);
        return after;
    }
    return strchr("([{", source->text[at]) ? scan_match(source, at, size)
                                           : scan_token_end(source, at, size);
}

/* Neither a prototype in a header nor one inside of a function is. */
static bool is_rewritten(const struct source *source, CXCursor cursor)
{
    CXCursor parent = clang_getCursorLexicalParent(cursor);
    return clang_isCursorDefinition(cursor) ||
           (source->is_main && clang_getCursorKind(parent) == CXCursor_TranslationUnit);
}

/* Looks at the declaration's outermost tokens, up to what follows its name and parameters. */
void attributes_settle(struct builder *b, CXCursor cursor, struct function *function)
{
    struct span span = declaration_span(b, cursor);
    struct source *source = span.source;
    if (!source || function->leaf_frame)
        return;
    bool is_foreign = !is_rewritten(source, cursor);
    unsigned size = (unsigned)source->size;
    CXSourceLocation place = clang_getCursorLocation(cursor);
    unsigned name = span_between(b, place, place).begin;
    unsigned at = source_skip_space(source, span.begin, size);
    bool says_inline = false;
    while (at < size && (at <= name || !strchr(";{,=}", source->text[at]))) {
        says_inline |= settle_inline(b, source, at, function, is_foreign);
        at = source_skip_space(source, settle_token(b, source, at, function, is_foreign), size);
    }
    settle_linkage(b, cursor, function, says_inline);
}
