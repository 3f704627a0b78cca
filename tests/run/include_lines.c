// __LINE__, __FILE__ and assert's words in text that is included in a body, around it and behind it.
// expect: before include_lines.c 36
// expect: inside places.inc 2: 3
// expect: deeper deeper.inc 1: 1
// expect: inside places.inc 13: 13
// expect: behind include_lines.c 38
// expect: red=1 green=2 blue=4 include_lines.c 43 values[0] == 3
// expect:
// expect: sum 7 6
// expect: last include_lines.c 54
#include <async.h>
#include <stdio.h>
#include <string.h>

static const char *file_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static async int late(int x)
{
    await async_yield();
    return x;
}

#define HERE       file_name(__FILE__), __LINE__
#define SHOW(what) printf("%s %s %d\n", what, file_name(__FILE__), __LINE__)
#define CHECK(e)                                                                                   \
    printf("%s %d %s\n", file_name(__FILE__), __LINE__, (e) && await late(1) ? #e : "failed")

async int main(void)
{
    int values[3] = {3, 2, 1};
    await late(0);
    SHOW("before");
#include "multi/places.inc"
    SHOW("behind");
    int sum = 0;
#define COLOUR(name, value) printf("%s=%d ", #name, await late(value)), sum += value;
#define LAST
#include "multi/colours.inc"
    CHECK_IN_PLACES
    putchar('\n');
#undef COLOUR
#undef LAST
    int colours[] = {
#define COLOUR(name, value) value,
#include "multi/colours.inc"
#undef COLOUR
        await late(6)};
    enum { COLOURS = sizeof colours / sizeof *colours - 1 };
    printf("sum %d %d\n", sum, colours[COLOURS]);
    SHOW("last");
    return 0;
}
