/* What the phrases of mutate.c speak of: each seed includes it behind <async.h>. */
struct fuzz {
    int a, b;
};
async int fuzz_int(int x);
async void fuzz_void(void);
async struct fuzz fuzz_struct(int x);
int fuzz_pick(int x);
void fuzz_clean(int *x);
async generator(int) fuzz_ticks(void);
generator(int) fuzz_count(void);
#define FUZZ_TWICE(x) ((x) + (x))
#define FUZZ_AWAIT(x) ((x) + await fuzz_int(x))
#define FUZZ_TEXT(x)  (#x[0] + (x))
#define FUZZ_STATEMENT(x)                                                                          \
    ({                                                                                             \
        if (x)                                                                                     \
            return await fuzz_int(x);                                                              \
        (x);                                                                                       \
    })
