// SPDX-License-Identifier: MIT
// A header that compilers take for a system's defines functions of the dialect.
// no-erase
// expect: 4 6
// expect: 0 1 2 headers_system.c:24
#include "multi/system/library.h"
#include <string.h>

static const char *file_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

async int main(void)
{
    struct library library = {0};
    int first = await library_call(&library, 3);
    int second = LIBRARY_CALL(LIBRARY_CALL(3) - 1);
    printf("%d %d\n", first, second - 1 + library.calls - 3);
    gen_each (int i, library_count(3))
        printf("%d ", i);
    // where it stands, the lines of the header do not count
    printf("%s:%d\n", file_name(__FILE__), __LINE__);
    return 0;
}
