#!/bin/sh
# visibility.sh SOURCE_DIR BUILD_DIR: what is generated for an async function is seen by other files just where
# the function is, whoever says so: an attribute, a pragma or the compiler's flags.
set -u
include=$1/runtime/include awaitc=$2/transpiler/awaitc
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0

cat >"$work/x.c" <<'END'
#include <async.h>
__attribute__((visibility("hidden"))) async int hidden(int x) { await async_yield(); return x; }
__attribute__((visibility("default"))) async int shown(int x) { await async_yield(); return x; }
async int plain(int x) { await async_yield(); return x; }
#pragma GCC visibility push(hidden)
async int pushed(int x) { await async_yield(); return x; }
#pragma GCC visibility pop
END

# says FLAG WORD...: the words for each function and its __call, in the order of the file.
says() {
    flag=$1
    shift
    "$awaitc" $flag -I "$include" "$work/x.c" -o "$work/out.c" &&
        gcc $flag -I "$include" -c "$work/out.c" -o "$work/out.o" || exit 1
    for name in hidden shown plain pushed; do
        for symbol in $name ${name}__call; do
            found=$(readelf -sW "$work/out.o" | awk -v name=$symbol '$8 == name { print $6 }')
            [ "$found" = "$1" ] || {
                echo "visibility: $symbol is $found with $flag" >&2
                failures=$((failures + 1))
            }
        done
        shift
    done
}
says -O0 HIDDEN DEFAULT DEFAULT HIDDEN
says -fvisibility=hidden HIDDEN DEFAULT HIDDEN HIDDEN
exit $failures
