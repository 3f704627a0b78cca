// The function of a cleanup attribute comes through macros: as an argument, pasted, by another
// macro.
#include <async.h>
#include <stdio.h>
#include <stdlib.h>

#define cleanup_by(f)          __attribute__((cleanup(f)))
#define cleanup_free           cleanup_by(free_text)
#define CONCAT(a, b)           a##b
#define NAME(type)             CONCAT(close_, type)
#define autoclose(type)        cleanup_by(NAME(type)) type
#define pasted(type)           __attribute__((__cleanup__(close_##type))) type
#define fixed                  __attribute__((unused, cleanup(free_text)))
#define fixed_too              fixed
#define chosen                 __attribute__((cleanup(CHOICE)))
#define CHOICE                 free_text
#define scoped(f, declaration) declaration __attribute__((cleanup(f)))
typedef int handle;

// Not what the attribute calls, though a macro's parameter is called so.
void f(void *p);

static void free_text(char **text)
{
    printf("free %s\n", *text);
    free(*text);
}

static void close_handle(const handle *h)
{
    printf("close %d\n", *h);
}

static char *text(int number)
{
    char *made = malloc(16);
    snprintf(made, 16, "text %d", number);
    return made;
}

async int leave(int way)
{
    cleanup_free char *one = text(1);
    autoclose(handle) two = 2;
    await async_yield();
    pasted(handle) three = 3;
    fixed_too char *four = text(4);
    chosen char *five = text(5);
    if (way)
        return await async_sleep(0), way;
    scoped(close_handle, handle six) = 6;
    [[gnu::cleanup(NAME(handle))]] handle seven = 7;
    await async_yield();
    return six + seven;
}

async int main(void)
{
    printf("%d\n", await leave(1));
    printf("%d\n", await leave(0));
}
// expect: free text 5
// expect: free text 4
// expect: close 3
// expect: close 2
// expect: free text 1
// expect: 1
// expect: close 7
// expect: close 6
// expect: free text 5
// expect: free text 4
// expect: close 3
// expect: close 2
// expect: free text 1
// expect: 13
