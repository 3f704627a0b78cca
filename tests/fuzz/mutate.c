/* SPDX-License-Identifier: MIT
 *
 * Mutations that know C's tokens: most of what they make still parses, where flipped bytes hardly
 * ever do. A text is cut into tokens; a piece of them (a token, what stands in brackets, a
 * statement, an operand) is deleted, doubled, moved, exchanged for another, or put into a phrase of
 * the dialect.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t room);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t room, unsigned seed);
size_t LLVMFuzzerCustomCrossOver(const uint8_t *one, size_t one_size, const uint8_t *other,
                                 size_t other_size, uint8_t *out, size_t room, unsigned seed);

enum { MOST_TOKENS = 20000 };

struct piece {
    size_t begin, end;
};

static struct piece tokens[MOST_TOKENS];
static size_t token_count;
static unsigned long long state;

static size_t below(size_t count)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return count ? (size_t)(state >> 33) % count : 0;
}

/* ---- tokens ---- */

static bool is_word(int c)
{
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static size_t string_end(const char *text, size_t at, size_t size)
{
    char quote = text[at];
    for (at++; at < size && text[at] != quote && text[at] != '\n'; at++)
        if (text[at] == '\\')
            at++;
    return at < size ? at + 1 : size;
}

static size_t token_end(const char *text, size_t at, size_t size)
{
    static const char pairs[] = "++--->==!=<=>=&&||+=-=*=/=%=&=|=^=<<>>##";
    if (text[at] == '"' || text[at] == '\'')
        return string_end(text, at, size);
    if (text[at] == '#') { /* a directive is one token */
        while (at < size && text[at] != '\n')
            at += text[at] == '\\' && at + 1 < size ? 2 : 1;
        return at;
    }
    if (is_word(text[at])) {
        while (at < size && is_word(text[at]))
            at++;
        return at;
    }
    for (size_t i = 0; at + 1 < size && i + 1 < sizeof pairs; i += 2)
        if (text[at] == pairs[i] && text[at + 1] == pairs[i + 1])
            return at + 2;
    return at + 1;
}

/* Behind blanks and comments. */
static size_t skip_space(const char *text, size_t at, size_t size)
{
    while (at < size) {
        bool is_line = at + 1 < size && text[at] == '/' && text[at + 1] == '/';
        bool is_block = at + 1 < size && text[at] == '/' && text[at + 1] == '*';
        if (is_line)
            while (at < size && text[at] != '\n')
                at++;
        else if (is_block)
            for (at += 2; at < size && !(text[at - 1] == '/' && text[at - 2] == '*' && at > 3);)
                at++;
        else if (text[at] && strchr(" \t\r\n\f\v", text[at]))
            at++;
        else
            break;
    }
    return at;
}

static void cut(const char *text, size_t size)
{
    token_count = 0;
    for (size_t at = 0; token_count < MOST_TOKENS;) {
        at = skip_space(text, at, size);
        if (at >= size)
            break;
        size_t end = token_end(text, at, size);
        tokens[token_count++] = (struct piece){at, end};
        at = end;
    }
}

static char first_of(const char *text, size_t token)
{
    return text[tokens[token].begin];
}

/* The token that closes the bracket `token`; itself when none does. */
static size_t match(const char *text, size_t token)
{
    int depth = 0;
    for (size_t i = token; i < token_count; i++) {
        char c = first_of(text, i);
        depth += c && strchr("([{", c) ? 1 : 0;
        depth -= c && strchr(")]}", c) ? 1 : 0;
        if (depth == 0)
            return i;
    }
    return token;
}

static bool is_bracket(const char *text, size_t token)
{
    char c = first_of(text, token);
    return c && strchr("([{", c);
}

/* ---- pieces ---- */

/* From a token to the semicolon or the closing brace of its statement. */
static struct piece statement(const char *text, size_t token)
{
    for (size_t tries = 0; tries < 20 && strchr("#(}", first_of(text, token)); tries++)
        token = below(token_count);
    while (token > 0 && !strchr(";{}", first_of(text, token - 1)))
        token--;
    size_t last = token;
    for (; last + 1 < token_count; last++) {
        if (is_bracket(text, last))
            last = match(text, last);
        if (strchr(";}", first_of(text, last)))
            break;
    }
    return (struct piece){tokens[token].begin, tokens[last].end};
}

/* May the token begin an operand? Names in declarations stand beside another word or a `*`. */
static bool begins_operand(const char *text, size_t token)
{
    if (!is_word(first_of(text, token)) || token == 0 || token + 1 >= token_count)
        return false;
    char before = first_of(text, token - 1), behind = first_of(text, token + 1);
    bool is_returned = tokens[token - 1].end - tokens[token - 1].begin == 6 &&
                       memcmp(text + tokens[token - 1].begin, "return", 6) == 0;
    return (is_returned || !is_word(before)) && !is_word(behind) && behind != '{' &&
           before != '.' && before != '}' && before != '#' && before != '"';
}

/* A name or number with the calls and subscripts behind it. */
static struct piece operand(const char *text, size_t token)
{
    for (size_t tries = 0; tries < 60 && !begins_operand(text, token); tries++)
        token = below(token_count);
    size_t last = token;
    while (last + 1 < token_count && strchr("([", first_of(text, last + 1)))
        last = match(text, last + 1) == last + 1 ? last + 2 : match(text, last + 1);
    if (last >= token_count)
        last = token;
    return (struct piece){tokens[token].begin, tokens[last].end};
}

static struct piece any_piece(const char *text)
{
    size_t token = below(token_count);
    switch (below(5)) {
    case 0:
        return (struct piece){tokens[token].begin, tokens[token].end};
    case 1:
        return (struct piece){tokens[token].begin, tokens[match(text, token)].end};
    case 2:
        return statement(text, token);
    default:
        return operand(text, token);
    }
}

/* ---- phrases ---- */

/* $ stands for the piece. */
static const char *const around_operand[] = {
    "(await fuzz_int($))",
    "({ $; })",
    "($, $)",
    "($ ? $ : $)",
    "($ ?: $)",
    "($ && $)",
    "(*&$)",
    "(&(int[]){$, 1})[0][0]",
    "(*(int[]){$})",
    "-$",
    "(typeof($))$",
    "sizeof($)",
    "_Generic(1, int: $)",
    "(await $)",
    "await $",
    "FUZZ_TWICE($)",
    "FUZZ_AWAIT($)",
    "FUZZ_TEXT($)",
    "(struct fuzz){$}.a",
    "({ int x_ = $; x_; })",
    "$ += await fuzz_int($)",
    "spawn($)",
    "async_run($)",
    "({ fuzz: $; })",
    "fuzz_pick($)",
    "(await fuzz_struct($)).a",
    "FUZZ_STATEMENT($)",
    "*await spawn(fuzz_int($))",
    "({ if (await fuzz_int($)) return $; $; })",
};
static const char *const around_statement[] = {
    "{ $ }",
    "if (await fuzz_int(1)) $",
    "if (await fuzz_int(1)) { $ } else { $ }",
    "for (int i_ = await fuzz_int(0); i_ < await fuzz_int(2); i_ += await fuzz_int(1)) { $ }",
    "while (await fuzz_int(0)) { $ break; }",
    "do { $ continue; } while (await fuzz_int(0));",
    "switch (await fuzz_int(1)) { case 1: $ break; case 2 ... 3: $ default: $ }",
    "await fuzz_void(); $",
    "$ await fuzz_void();",
    "goto fuzz; { $ } fuzz: ;",
    "try { $ } catch (e) { $ }",
    "defer { $ }",
    "async_timeout (1) { $ }",
    "throw fuzz_pick(1); $",
    "{ future(int) t_ = spawn(fuzz_int(1)); $ await t_; }",
    "struct local { int a; } s_ = {await fuzz_int(1)}; $",
    "enum { ONE_ = 1 }; typedef int t_; $",
    "int v_[fuzz_pick(3)]; v_[0] = await fuzz_int(1); $",
    "static int z_; $",
    "const int c_ = await fuzz_int(1); $",
    "int a_[2] = {1, await fuzz_int(2)}; $",
    "int *p_ = &(int){1}; $ *p_ = await fuzz_int(*p_);",
    "int u_ __attribute__((cleanup(fuzz_clean))) = 1; $",
    "yield 1; $",
    "void *l_ = &&fuzz; goto *l_; fuzz: $",
    "__extension__ $",
    "await_each (int e_, fuzz_ticks()) { $ }",
    "gen_each (int e_, fuzz_count()) { $ }",
    "return; $",
    "return await fuzz_int(1); $",
    "$ $",
    "",
    ";",
};
static const char *const words[] = {
    "await",
    "async",
    "spawn",
    "future(int)",
    "static",
    "const",
    "volatile",
    "register",
    "inline",
    "_Atomic",
    "int",
    "char",
    "struct",
    "union",
    "return",
    "break;",
    "continue;",
    "goto",
    "case 1:",
    "default:",
    "x:",
    "(",
    ")",
    "{",
    "}",
    "[",
    "]",
    ";",
    ",",
    "?",
    ":",
    "=",
    "*",
    "&",
    "&&",
    "||",
    "++",
    "--",
    "->",
    ".",
    "#",
    "0",
    "1",
    "sizeof",
    "_Alignas(32)",
    "__attribute__((unused))",
    "void",
    "extern",
    "typedef",
    "auto",
    "defer",
    "throw",
    "try",
    "catch (e)",
    "yield",
    "generator(int)",
    "received(int)",
    "detach",
    "\n#define X_ await\n",
    "\n#if 1\n",
    "\n#else\n",
    "\n#endif\n",
    "\n#line 7 \"x.c\"\n",
    "\\\n",
    "/* */",
    "// \n",
    "__func__",
    "\"s\"",
    "'c'",
    "_Static_assert(1, \"\");",
    "__typeof__(0)",
    "_Complex double",
    "__int128",
    "yield_from",
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* ---- edits ---- */

/* The text with `piece` replaced. The new size; the old one when there is no room. */
static size_t replace(char *text, size_t size, size_t room, struct piece piece, const char *with,
                      size_t with_size)
{
    size_t gone = piece.end - piece.begin, rest = size - piece.end;
    if (size - gone + with_size > room)
        return size;
    memmove(text + piece.begin + with_size, text + piece.end, rest);
    memcpy(text + piece.begin, with, with_size);
    return size - gone + with_size;
}

static size_t put_into_phrase(char *text, size_t size, size_t room, struct piece piece,
                              const char *phrase)
{
    static char made[1 << 16];
    size_t made_size = 0, piece_size = piece.end - piece.begin;
    for (; *phrase; phrase++) {
        size_t part = *phrase == '$' ? piece_size : 1;
        if (made_size + part + 2 > sizeof made)
            return size;
        memcpy(made + made_size, *phrase == '$' ? text + piece.begin : phrase, part);
        made_size += part;
    }
    return replace(text, size, room, piece, made, made_size);
}

static size_t exchange(char *text, size_t size, size_t room, struct piece to, struct piece from)
{
    static char copy[1 << 16];
    size_t from_size = from.end - from.begin;
    if (from_size > sizeof copy)
        return size;
    memcpy(copy, text + from.begin, from_size);
    return replace(text, size, room, to, copy, from_size);
}

static size_t insert(char *text, size_t size, size_t room, size_t at, const char *what)
{
    char spaced[128];
    int spaced_size = snprintf(spaced, sizeof spaced, " %s ", what);
    return replace(text, size, room, (struct piece){at, at}, spaced, (size_t)spaced_size);
}

static size_t mutate_once(char *text, size_t size, size_t room)
{
    cut(text, size);
    if (!token_count)
        return size;
    size_t token = below(token_count);
    struct piece piece = any_piece(text);
    switch (below(12)) {
    case 0:
        return replace(text, size, room, piece, " ", 1);
    case 1:
        return exchange(text, size, room, piece, any_piece(text));
    case 2:
        return exchange(text, size, room, (struct piece){piece.end, piece.end}, piece);
    case 3:
        return insert(text, size, room, tokens[token].begin, words[below(COUNT(words))]);
    case 4:
        return exchange(text, size, room, operand(text, token), operand(text, below(token_count)));
    case 5:
        return exchange(text, size, room, statement(text, token),
                        statement(text, below(token_count)));
    case 6:
    case 7:
    case 8:
        return put_into_phrase(text, size, room, operand(text, token),
                               around_operand[below(COUNT(around_operand))]);
    default:
        return put_into_phrase(text, size, room, statement(text, token),
                               around_statement[below(COUNT(around_statement))]);
    }
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t room, unsigned seed)
{
    state = seed;
    if (below(20) == 0)
        return LLVMFuzzerMutate(data, size, room);
    for (size_t times = below(3) ? 1 : 1 + below(4); times; times--)
        size = mutate_once((char *)data, size, room);
    return size;
}

/* A statement of the one where one of the other stands. */
size_t LLVMFuzzerCustomCrossOver(const uint8_t *one, size_t one_size, const uint8_t *other,
                                 size_t other_size, uint8_t *out, size_t room, unsigned seed)
{
    state = seed;
    const char *text = (const char *)other;
    cut(text, other_size);
    if (!token_count || one_size > room)
        return 0;
    struct piece from = statement(text, below(token_count));
    memcpy(out, one, one_size);
    cut((const char *)out, one_size);
    if (!token_count)
        return 0;
    struct piece to = statement((const char *)out, below(token_count));
    return replace((char *)out, one_size, room, to, text + from.begin, from.end - from.begin);
}
