// SPDX-License-Identifier: MIT
//
// Statement expressions among the arguments of spawn and async_run, and runs within runs.
// no-erase
//
// expect: end 1
// expect: 41506
// expect: end 2
// expect: 99
// expect: 162
// expect: 1642
#include <async.h>
#include <stdio.h>

#define BODY(x)                                                                                    \
    int q = await leaf(x);                                                                         \
    q + 1;
#define START(x) spawn(leaf(x))
#define LOOP                                                                                       \
    for (int i = 0; i < 2; i++)                                                                    \
        s += await leaf(i);

async int leaf(int x)
{
    await async_yield();
    return x;
}
async int sum(int x, int *p)
{
    await async_yield();
    return x + *p;
}
static void end(int *p)
{
    printf("end %d\n", *p);
}

async int tasks(int k)
{
    future(int) a = spawn(leaf(({
        int q = await leaf(5);
        q + 1;
    })));
    int z = 3;
    future(int) b = spawn(sum(({
                                  int s = 0;
                                  for (int i = 0; i < 3; i++) {
                                      if (i == 1)
                                          continue;
                                      s += await leaf(i);
                                  }
                                  switch (s) {
                                  case 2:
                                      s += 10;
                                      break;
                                  default:
                                      s = 0;
                                  }
                                  s;
                              }),
                              &z));
    future(int) c = spawn(sum(({
                                  int ended __attribute__((cleanup(end))) = await leaf(k);
                                  if (ended == 2)
                                      return 99;
                                  ended;
                              }),
                              ({
                                  int *p = &z;
                                  await async_yield();
                                  p;
                              })));
    detach(spawn(leaf(({
        int l[1] = {await leaf(1)};
        while (l[0] < 5)
            l[0] += await leaf(2);
        l[0];
    }))));
    return *await a + *await b * 100 + *await c * 10000;
}

async int macros(int k)
{
    future(int) a = spawn(leaf(({ BODY(k) })));
    future(int) b = START(({
        int q = await leaf(5);
        q + 1;
    }));
    future(int) c = spawn(leaf(({
        int s = 0;
        LOOP s;
    })));
    return *await a + *await b * 10 + *await c * 100;
}

static int plain(int k)
{
    int a = async_run(leaf(({
        int q = k;
        q + 1;
    })));
    int b = async_run(leaf(async_run(leaf(3)) + 1));
    int c = async_run(leaf(({
        int z = async_run(leaf(a));
        for (int i = 0; i < 2; i++)
            z += async_run(leaf(b + i));
        z;
    })));
    c += async_run(leaf(1 + ({
                            int z = async_run(leaf(a));
                            z * async_run(leaf(2));
                        })));
    return a + b * 10 + c * 100;
}

int main(void)
{
    printf("%d\n", async_run(tasks(1)));
    printf("%d\n", async_run(tasks(({
        int q = 1;
        q + 1;
    }))));
    printf("%d\n", async_run(macros(1)));
    printf("%d\n", plain(1));
    return 0;
}
