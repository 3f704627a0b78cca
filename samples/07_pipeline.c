// A pipeline of async generators: standard input in lines, lines in words, words counted. Each
// stage takes one item at a time, so nothing is read before it is asked for, and when a stage stops
// early, those behind it are closed: their defers run.
#include <async.h>
#include <stdio.h>
#include <string.h>

async generator(char *) lines(int fd)
{
    defer fprintf(stderr, "no more lines\n");
    char text[256];
    size_t used = 0;
    for (;;) {
        char *end = memchr(text, '\n', used);
        if (!end && used < sizeof text) {
            long got = await async_read(fd, text + used, sizeof text - used);
            if (got <= 0)
                return;
            used += (size_t)got;
            continue;
        }
        size_t size = end ? (size_t)(end - text) : sizeof text - 1; // a longer one is cut
        text[size] = 0;
        yield text;
        used -= size + 1;
        memmove(text, text + size + 1, used);
    }
}

async generator(char *) words(int fd)
{
    await_each (char *line, lines(fd)) {
        char *rest;
        for (char *word = strtok_r(line, " ", &rest); word; word = strtok_r(NULL, " ", &rest))
            yield word;
    }
}

async int main(void)
{
    int count = 0;
    size_t longest = 0;
    await_each (char *word, words(0)) {
        if (strcmp(word, "quit") == 0)
            break; // closes words(), which closes lines()
        count++;
        if (strlen(word) > longest)
            longest = strlen(word);
    }
    printf("%d words, the longest of %zu letters\n", count, longest);
}
