// Statement expressions whose last statement stands before empty ones or behind labels.
// expect: 5 7 9 11
#include <async.h>
#include <stdio.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

async int main(void)
{
    int a = ({ await late(5);; });
    int b = ({ int x = 3; x + await late(4); ; /* nothing */ ; });
    int c = ({ if (a > 100) goto out; a += await late(1); out: a + 3;; }) + ({ await late(0);; });
    ({ await late(1);; ; });
    ({ ; ; });
    printf("%d %d %d %d\n", a - 1, b, c, ({ await late(1); await late(11);; }));
    return 0;
}
