#!/bin/sh
# macros.sh SOURCE_DIR BUILD_DIR: a program may have macros of any names that the language and the header do
# not promise, ahead of <async.h>: every lower-case word of the public headers and of the code that is
# generated is made one that nothing survives, and the program is transpiled, compiled and run in each reading.
set -u
include=$1/runtime/include awaitc=$2/transpiler/awaitc library=$2/libasync.a
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0

fail() {
    echo "macros: $*" >&2
    failures=$((failures + 1))
}

cat >"$work/blocking.c" <<'END'
#include <async.h>
extern int printf(const char *, ...);
struct pair { int A, B; };
static async struct pair LATE(struct pair P, int N)
{
    if (N)
        return await LATE(P, N - 1);
    await async_yield();
    return P;
}
async int ADD(int A, int B) { await async_sleep(0); return (await LATE((struct pair){A, B}, 2)).A + B; }
async int main(void)
{
    async int (*POINTER)(int, int) = ADD;
    int N = await ADD(1, 2);
    char ROOM[N];
    ROOM[0] = 3;
    await async_yield();
    printf("%d %d %d\n", N, await POINTER(3, 4), ROOM[0] + (int)sizeof ROOM);
    return 0;
}
END

cat >"$work/tasks.c" <<'END'
#include <async.h>
extern int printf(const char *, ...);
struct pair { int A, B; };
async int ADD(int A, int B) { await async_sleep(1); return A + B; }
generator(int) COUNT(int N, struct pair P)
{
    for (int I = 0; I < N; I++)
        yield I;
    yield P.A;
    gen_return(5);
}
static generator(int) BELOW(int N)
{
    for (int I = 0; I < N; I++)
        yield I;
}
generator(int) OUTER(int N)
{
    int SUM = yield_from(int, COUNT(N, (struct pair){N, N}));
    yield SUM + (was_sent() ? received(int) : 0);
    throw 5;
}
async generator(int) TICKS(int N)
{
    for (int I = 0; I < N; I++) {
        await async_sleep(1);
        yield I;
    }
}
static async void SLOW(void)
{
    defer printf("left\n");
    async_timeout (5)
        await async_sleep(10);
}
async int main(void)
{
    async int (*POINTER)(int, int) = ADD;
    future(int) ONE = spawn(ADD(1, 2));
    future(int) TWO = spawn(POINTER(3, 4));
    await async_all(ONE, TWO);
    printf("%d %d\n", *ONE, *TWO);
    detach(spawn(SLOW()));
    try {
        gen_each (int V, OUTER(2))
            printf("%d\n", V);
    } catch (E) {
        printf("error %d\n", E);
    }
    gen_each (int V, BELOW(1))
        printf("below %d\n", V);
    generator(int) G = OUTER(1);
    gen_next(G);
    gen_send(G, 3);
    gen_close(G);
    printf("%d %d\n", gen_done(G), gen_error(G));
    gen_free(G);
    await_each (int V, TICKS(2))
        printf("%d\n", V);
    future(int) BARE = future_new(int);
    future_set(BARE, 4);
    printf("%d\n", *await BARE);
    future_free(BARE);
    try {
        async_timeout (1)
            await SLOW();
    } catch (E) {
        printf("late\n");
    }
    return 0;
}
END
printf '3 7 6\n' >"$work/blocking.expected"
cat >"$work/tasks.expected" <<'END'
3 7
0
1
2
5
error 5
below 0
1 0
0
1
4
left
late
left
END

# The words that stand in the headers' text, but for those that C, the dialect and POSIX give.
words() {
    for header in "$include"/async.h "$include"/async/*.h; do
        case $header in
        */libc.h | */names_*.h) continue ;;
        esac
        gcc -fpreprocessed -dD -E -P "$header" 2>/dev/null |
            sed -E 's/"(\\.|[^"\\])*"//g; s/^ *# *[a-z]+//; /^ *clang diagnostic/d; /^ *(GCC|once)/d'
    done >"$work/text"
    for program in blocking tasks; do
        "$awaitc" -I "$include" --no-line "$work/$program.c" -o - | sed 's/"[^"]*"//g'
    done >>"$work/text"
    grep -oE '[A-Za-z_][A-Za-z0-9_]*' "$work/text" | sort -u | grep -E '^[a-z][a-z0-9_]*$' |
        grep -vE '^(async|future|gen)_|__|_line_' | grep -vxE "$given"
}
given='auto|break|case|char|const|continue|default|do|double|else|enum|extern|float|for|goto|if|inline|int'
given="$given|long|register|restrict|return|short|signed|sizeof|static|struct|switch|typedef|union|unsigned"
given="$given|void|volatile|while|defined|main|printf|pair"
given="$given|async|await|spawn|detach|future|generator|yield|yield_from|received|was_sent|gen_return|gen_each"
given="$given|await_each|throw|try|catch|defer|bool|size_t|ssize_t|socklen_t|iovec|sockaddr|errno|events|revents|iov_base|iov_len|tv_sec|tv_nsec"

words >"$work/words"
[ "$(wc -l <"$work/words")" -gt 100 ] || fail 'found hardly any words'
for program in blocking tasks; do
    sed 's/.*/#define & (((&_is_a_macro/' "$work/words" >"$work/$program.m.c"
    cat "$work/$program.c" >>"$work/$program.m.c"
    "$awaitc" -I "$include" "$work/$program.m.c" -o "$work/$program.o.c" ||
        { fail "awaitc refuses $program"; continue; }
    for compiler in gcc clang-19 tcc; do
        command -v $compiler >/dev/null || continue
        link=$compiler
        [ $compiler = tcc ] && link='gcc -no-pie -z noexecstack'
        $compiler -I "$include" -c "$work/$program.o.c" -o "$work/o.o" &&
            $link "$work/o.o" "$library" -o "$work/program" ||
            { fail "$compiler: $program"; continue; }
        "$work/program" >"$work/actual"
        diff "$work/$program.expected" "$work/actual" || fail "$compiler: $program prints something else"
    done
done
gcc -DASYNC_ERASE -I "$include" "$work/blocking.m.c" "$library" -o "$work/program" ||
    fail 'the blocking reading'
"$work/program" | diff "$work/blocking.expected" - || fail 'the blocking reading prints something else'
exit $failures
