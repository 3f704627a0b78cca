// SPDX-License-Identifier: MIT
// Headers that define static inline functions of the dialect: async, generators, ordinary ones that start
// tasks; called by name and through pointers, also from a table in the header.
// no-erase
// expect: deep.h:13 deep 1
// expect: deep.h:13 deep 1
// expect: 15
// expect: deep.h:13 deep 1
// expect: deep.h:13 deep 1
// expect: 9 6
// expect: 3 0
// expect: deep.h:13 deep 1
// expect: 12 28
#include "multi/headers/library.h"
#include "multi/headers/deep.h"
#include "multi/headers/library.h"
#include "multi/headers/common.h"

async int main(void)
{
    printf("%d\n", TWO(used_one));
    async int (*pointer)(int) = used_one;
    int first = await pointer(2), second = await table[1](3);
    printf("%d %d\n", first, second);
    generator(int) g = ends();
    printf("%d %d\n", summed(3), gen_next(g));
    gen_free(g);
    printf("%d %d\n", await table[0](3), __LINE__);
    return 0;
}
