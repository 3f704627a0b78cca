// An interpreter that jumps through a table of labels and awaits between its instructions.
// flags: -Wno-pedantic
// expect: 120
// expect: 3 2 1 halt
#include <async.h>
#include <stdio.h>

enum { PUSH, MULTIPLY, DECREMENT, PRINT, LOOP, HALT };

static async int late(int x)
{
    await async_yield();
    return x;
}

static async int run(const int *code, int counter)
{
    static const void *const labels[] = {&&push,  &&multiply, &&decrement,
                                         &&print, &&loop,     &&halt};
    const int *pc = code;
    int accumulator = 1;
    goto *labels[*pc];
push:
    accumulator = await late(counter);
    goto *labels[*++pc];
multiply:
    accumulator *= await late(counter);
    goto *labels[*++pc];
decrement:
    counter -= await late(1);
    goto *labels[*++pc];
print:
    await async_yield();
    printf("%d ", counter);
    goto *labels[*++pc];
loop:
    if (await late(counter) > 0)
        pc = code - 1;
    goto *labels[*++pc];
halt:
    await async_yield();
    return accumulator;
}

async int main(void)
{
    printf("%d\n", await run((int[]){MULTIPLY, DECREMENT, LOOP, HALT}, 5));
    await run((int[]){PRINT, DECREMENT, LOOP, HALT}, 3);
    puts("halt");
    return 0;
}
