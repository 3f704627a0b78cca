#!/bin/sh
# golden.sh ASYNCIFY x.c [update]: what asyncify makes of x.c is x.expected.c; update writes that anew.
set -eu
asyncify=$1 input=$2 mode=${3:-check}
cd "$(dirname "$input")"
name=$(basename "$input" .c)
if [ "$mode" = update ]; then
    "$asyncify" "$name.c" -w >"$name.expected.c"
    exit
fi
"$asyncify" "$name.c" -w | diff -u "$name.expected.c" -
