// Long functions: a hundred awaits in one, deep nesting of blocks, of calls and of parentheses.
// expect: 100 5050
// expect: 12
// expect: 45
// expect: 8
#include <async.h>
#include <stdio.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

static async int hundred(int *counted)
{
    int sum = 0, count = 0;
    sum += await late(1), count++; sum += await late(2), count++;
    sum += await late(3) + await late(4), count += 2;
    sum += await late(5), count++; sum += await late(6), count++;
    sum += await late(7) + await late(8), count += 2;
    sum += await late(9), count++; sum += await late(10), count++;
    sum += await late(11) + await late(12), count += 2;
    sum += await late(13), count++; sum += await late(14), count++;
    sum += await late(15) + await late(16), count += 2;
    sum += await late(17), count++; sum += await late(18), count++;
    sum += await late(19) + await late(20), count += 2;
    sum += await late(21), count++; sum += await late(22), count++;
    sum += await late(23) + await late(24), count += 2;
    sum += await late(25), count++; sum += await late(26), count++;
    sum += await late(27) + await late(28), count += 2;
    sum += await late(29), count++; sum += await late(30), count++;
    sum += await late(31) + await late(32), count += 2;
    sum += await late(33), count++; sum += await late(34), count++;
    sum += await late(35) + await late(36), count += 2;
    sum += await late(37), count++; sum += await late(38), count++;
    sum += await late(39) + await late(40), count += 2;
    sum += await late(41), count++; sum += await late(42), count++;
    sum += await late(43) + await late(44), count += 2;
    sum += await late(45), count++; sum += await late(46), count++;
    sum += await late(47) + await late(48), count += 2;
    sum += await late(49), count++; sum += await late(50), count++;
    sum += await late(51) + await late(52), count += 2;
    sum += await late(53), count++; sum += await late(54), count++;
    sum += await late(55) + await late(56), count += 2;
    sum += await late(57), count++; sum += await late(58), count++;
    sum += await late(59) + await late(60), count += 2;
    sum += await late(61), count++; sum += await late(62), count++;
    sum += await late(63) + await late(64), count += 2;
    sum += await late(65), count++; sum += await late(66), count++;
    sum += await late(67) + await late(68), count += 2;
    sum += await late(69), count++; sum += await late(70), count++;
    sum += await late(71) + await late(72), count += 2;
    sum += await late(73), count++; sum += await late(74), count++;
    sum += await late(75) + await late(76), count += 2;
    sum += await late(77), count++; sum += await late(78), count++;
    sum += await late(79) + await late(80), count += 2;
    sum += await late(81), count++; sum += await late(82), count++;
    sum += await late(83) + await late(84), count += 2;
    sum += await late(85), count++; sum += await late(86), count++;
    sum += await late(87) + await late(88), count += 2;
    sum += await late(89), count++; sum += await late(90), count++;
    sum += await late(91) + await late(92), count += 2;
    sum += await late(93), count++; sum += await late(94), count++;
    sum += await late(95) + await late(96), count += 2;
    sum += await late(97), count++; sum += await late(98), count++;
    sum += await late(99) + await late(100), count += 2;
    *counted = count;
    return sum;
}

static async int deep(int n)
{
    int total = 0;
    for (int a = 0; a < 2; a++) {
        int x = await late(a);
        while (1) {
            int y = await late(x);
            do {
                int z = await late(y);
                if (z == await late(a)) {
                    switch (await late(n)) {
                    default: {
                        int w = z + y;
                        {
                            {
                                await async_yield();
                                for (;;) {
                                    total += w + x + await late(n);
                                    goto out;
                                }
                            }
                        }
                    }
                    }
                }
            } while (await late(1));
        out:
            total += await late(y);
            break;
        }
    }
    return total;
}

async int main(void)
{
    int count, sum = await hundred(&count);
    printf("%d %d\n", count, sum);
    printf("%d\n", await deep(4));
    printf("%d\n", await late(await late(await late(await late(await late(await late(await late(
                       await late(await late(await late(45)))))))))));
    printf("%d\n", ((((((((await late(((((1))))) + 1) + await late(1)) + 1) + await late(1)) + 1) +
                       await late(1)) + 1)));
    return 0;
}
