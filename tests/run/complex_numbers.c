// _Complex locals, parameters and results across awaits.
// no-tcc: knows no _Complex
// libs: -lm
// expect: 3+4i 1.5-2.5i
// expect: -7+24i
// expect: 5 2
// expect: 0 1 -1 0
#include <async.h>
#include <complex.h>
#include <stdio.h>

static async double complex late(double complex z)
{
    await async_yield();
    return z;
}

static async double complex square(double complex z)
{
    return await late(z) * await late(z);
}

async int main(void)
{
    double complex z = 3 + 4 * I;
    float complex fz = 1.5f - 2.5f * I;
    await async_sleep(0.001);
    printf("%g+%gi %g%gi\n", creal(z), cimag(z), crealf(fz), cimagf(fz));
    double complex zz = await square(z);
    printf("%g+%gi\n", creal(zz), cimag(zz));
    double parts[2] = {cabs(await late(z)), cimag(await late(2 * I))};
    printf("%g %g\n", parts[0], parts[1]);
    z = I;
    for (int i = 0; i < 2; i++, z *= await late(I)) {
        await async_yield();
        printf("%g %g%c", creal(z) + 0.0, cimag(z), i ? '\n' : ' ');
    }
    return 0;
}
