#!/bin/sh
# untranspiled.sh SOURCE: a file of async C that a compiler gets without awaitc stops with an error that says
# what to do, and with no other. An editor's check (-fsyntax-only) of the same file is clean.
set -u
include=$1/runtime/include
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0

cat >"$work/define.c" <<'END'
#include <async.h>
async int answer(void) { await async_sleep(0.1); return 42; }
END
cat >"$work/run.c" <<'END'
#include <async.h>
async int answer(void);
int main(void) { return async_run(answer()); }
END
cat >"$work/spawn.c" <<'END'
#include <async.h>
async int answer(void);
async int main(void) { future(int) one = spawn(answer()); return *await one; }
END
cat >"$work/yield.c" <<'END'
#include <async.h>
generator(int) one(void);
generator(int) one(void) { for (int i = 0; i < 2; i++) yield i; }
END
cat >"$work/throw.c" <<'END'
#include <async.h>
async int late(void);
async int retried(int x)
{
    defer x++;
    try {
        if (x)
            throw 5;
        async_timeout (1) x += await late();
    } catch (e) {
        throw;
    }
    return x;
}
END

# refused COMPILER FILE
refused() {
    command -v "${1%% *}" >/dev/null || return
    if $1 -I "$include" -c "$work/$2" -o "$work/out.o" 2>"$work/stderr"; then
        echo "$1 compiles $2" >&2
        failures=$((failures + 1))
    fi
    if grep 'error:' "$work/stderr" | grep -qv 'transpile.*awaitc' || ! grep -q 'error:' "$work/stderr"; then
        echo "$1 on $2: other errors" >&2
        cat "$work/stderr" >&2
        failures=$((failures + 1))
    fi
}

# gcc stops at the word async in the file. clang stops at the first spawn, async_run or call of the runtime: it
# compiles a file that holds none of them.
for file in define.c run.c spawn.c yield.c throw.c; do
    for level in -O0 -O2; do
        refused "gcc $level" $file
        refused "clang-19 $level" $file
    done
    clang-19 -fsyntax-only -Wall -Wextra -Werror -I "$include" "$work/$file" || failures=$((failures + 1))
done
# What the blocking reading cannot hold it says, and nothing else.
for file in spawn.c yield.c throw.c; do
    for compiler in gcc clang-19; do
        $compiler -DASYNC_ERASE -I "$include" -c "$work/$file" -o "$work/out.o" 2>"$work/stderr"
        if grep 'error:' "$work/stderr" | grep -qv 'has no blocking reading' || ! grep -q 'error:' "$work/stderr"; then
            echo "$compiler -DASYNC_ERASE on $file: other errors" >&2
            cat "$work/stderr" >&2
            failures=$((failures + 1))
        fi
    done
done
exit $failures
