/* SPDX-License-Identifier: MIT
 *
 * Macros of which one argument is an object and a member of the same name.
 */
#include <async.h>
#include <stddef.h>
#include <stdio.h>

#define container_of(pointer, type, member)                                                        \
    ((type *)(void *)((char *)(pointer)-offsetof(type, member)))
#define lexer_of(stream)    container_of(stream, struct lexer, stream)
#define copy(to, from, x)   ((to)->x = (from).x, (x))
#define put(object, member) ((object).member = member)
#define at(object, path)    ((object).path)

struct stream {
    int at;
};
struct lexer {
    int line, counts[2];
    struct stream stream;
};

static async int get(struct stream *stream)
{
    await async_yield();
    stream->at++;
    await async_yield();
    lexer_of(stream)->line++;
    return lexer_of(stream)->line;
}

static async int copied(struct lexer from, int line)
{
    struct lexer to;
    await async_yield();
    int sum = copy(&to, from, line);
    await async_yield();
    put(to, line);
    line++;
    await async_yield();
    int i = 1;
    await async_yield();
    at(to, counts[i]) = line;
    at(to, counts[0]) = await get(&to.stream);
    return sum + to.line + at(to, counts[i]) + at(to, counts[1 - i]);
}

async int main(void)
{
    struct lexer lexer = {3, {1, 2}, {0}};
    printf("%d ", await get(&lexer.stream));
    printf("%d\n", await get(&lexer.stream));
    printf("%d\n", await copied(lexer, 100));
}
// expect: 4 5
// expect: 403
