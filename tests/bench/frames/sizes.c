/* SPDX-License-Identifier: MIT
 *
 * The frames of awaitc.c, of which GENERATED names the generated code, one line a function.
 */
#include GENERATED
#include <stdio.h>

void fill(char *bytes, int size)
{
    memset(bytes, 1, size);
}

int use(const char *bytes, int size)
{
    return bytes[size - 1];
}

int number(void)
{
    return 1;
}

int main(void)
{
    printf("%zu\n", sizeof(struct one_int__frame));
    printf("%zu\n", sizeof(struct disjoint_buffers__frame));
    printf("%zu\n", sizeof(struct dead_buffer__frame));
    printf("%zu\n", sizeof(struct live_buffer__frame));
    printf("%zu\n", sizeof(struct ten_ints__frame));
    printf("%zu\n", sizeof(struct join_two__frame) + 2 * sizeof(struct join_child__frame));
    printf("%zu\n", sizeof(struct early_return__frame));
    printf("%zu\n", sizeof(struct echo__frame));
    printf("%zu\n", sizeof(struct sibling_branches__frame));
    printf("%zu\n", sizeof(struct wrappers__frame));
    return 0;
}
