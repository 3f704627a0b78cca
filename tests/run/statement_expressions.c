// Statement expressions with awaits in them, as operands, with locals and jumps of their own.
// expect: 6
// expect: 10
// expect: 4 1
// expect: left
// expect: 15
// expect: 3 shown
// expect: 4 shown
#include <async.h>
#include <stdio.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

static async int leave(int x)
{
    int y = ({
        if (await late(x) > 3)
            return 1;
        x + 1;
    });
    return await late(y);
}

static async void show(int x)
{
    await async_yield();
    printf("%d shown\n", x);
}

async int main(void)
{
    int x = ({
        int a = await late(2);
        int b = await late(3);
        a * b;
    });
    printf("%d\n", x);
    int total = 0;
    for (int i = 0; i < 4; i++)
        total += ({
            int y = i;
            await async_yield();
            if (y == 0)
                continue;
            if (y == 5)
                break;
            y + await late(0);
        }) + (i == 3 ? ({ int z = await late(4); z; }) : 0);
    printf("%d\n", total);
    printf("%d %d\n", await leave(3), await leave(4));
    ({
        puts("left");
        await async_yield();
    });
    printf("%d\n", await late(({ int q = await late(10); q + 5; })));
    await({ show(3); });
    x ? await({
        int y = await late(4);
        show(y);
    })
      : await show(5);
    return 0;
}
