// Async functions across files: prototypes in a header that plain files include as well, tables of
// pointers in a plain file, a static inline one in the header, a static of the same name in each file.
// with: multi/second.c
// plain: multi/plain.c
// expect: second adds 5
// expect: inline 8
// expect: from a plain table: 12 7
// expect: local main, local second
// expect: ping 5 pong 4 ping 3 pong 2 ping 1 .
// expect: shared 3
// expect: triple 9 then 27
#include "multi/multi.h"
#include <stdio.h>

static async const char *local(void)
{
    await async_yield();
    return "local main";
}

async void ping(int n)
{
    if (n == 0) {
        puts(".");
        return;
    }
    printf("ping %d ", n);
    await pong(n - 1);
}

async int main(void)
{
    printf("second adds %d\n", await second_add(2, 3));
    printf("inline %d\n", await inline_twice(4));
    const struct multi_route *route = plain_find("mul");
    printf("from a plain table: %d %d\n", await route->run(3, 4), await plain_find("add")->run(3, 4));
    printf("%s, %s\n", await local(), await second_local());
    await ping(5);
    second_counter += 2;
    await async_yield();
    printf("shared %d\n", second_counter);
    struct multi_value v = await second_triple((struct multi_value){3, "three"});
    printf("triple %d then %d\n", v.n, (await second_triple(v)).n);
    return 0;
}
