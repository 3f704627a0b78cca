#include <async.h>

static async int late(int x)
{
    await async_yield();
    return x;
}

struct holder {
    async int count;
    async int (*call)(int);
};

static async int number = 1;
typedef async int integer;
static async int numbers[2];

static async int takes(async int x)
{
    await async_yield();
    return x;
}

async int main(void)
{
    async int local = 2;
    struct holder h = {3, late};
    integer i = numbers[0];
    return local + number + h.count + i + await takes(1);
}
