// Cleanups and arrays of variable size in functions whose only suspensions are joins or yields.
// no-erase
// expect: body c1 end
// expect: vla 6 freed
// expect: 1 2 c2 c1
// expect:  c2 d c1
// expect: vla 4 d 4
// expect:  c1 caught 5
#include <async.h>
#include <stdio.h>

static void clean(int *p)
{
    printf(" c%d", *p);
}
static async void nothing(void)
{
    await async_yield();
    printf("never");
}
static async void joins(void)
{
    int a __attribute__((cleanup(clean))) = 1;
    future(void) t = spawn(nothing());
    printf("body");
    (void)t;
}
static async void sizes(int n)
{
    int a[n];
    for (int i = 0; i < n; i++)
        a[i] = i + 1;
    future(void) t = spawn(nothing());
    (void)t;
    printf("vla %d", a[0] + a[1] + a[2]);
}
static generator(int) yields(void)
{
    int a __attribute__((cleanup(clean))) = 1;
    int b __attribute__((cleanup(clean))) = 2;
    yield a;
    yield b;
}
static async void ordered(void)
{
    int a __attribute__((cleanup(clean))) = 1;
    defer printf(" d");
    int b __attribute__((cleanup(clean))) = 2;
    (void)a, (void)b;
}
static async void deferred(int n)
{
    int kept = n;
    defer printf(" d %d\n", kept);
    if (n > 9)
        return;
    int a[n];
    a[n - 1] = n;
    if (n == 8)
        return;
    printf("vla %d", a[n - 1]);
}
static async void thrown(void)
{
    int a __attribute__((cleanup(clean))) = 1;
    throw 4 + a;
}
async int main(void)
{
    await joins();
    printf(" end\n");
    await sizes(3);
    printf(" freed\n");
    const char *space = "";
    gen_each(int v, yields()) printf("%s%d", space, v), space = " ";
    puts("");
    await ordered();
    puts("");
    await deferred(4);
    try {
        await thrown();
    } catch (e) {
        printf(" caught %d\n", e);
    }
}
