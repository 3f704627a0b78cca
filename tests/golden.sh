#!/bin/sh
# golden.sh AWAITC x.c [update]: what awaitc makes of x.c is x.expected.c, byte for byte.
# With `update` x.expected.c is written anew.
set -eu
awaitc=$1 input=$2 mode=${3:-check}
expected=${input%.c}.expected.c
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

include=$(dirname "$0")/../runtime/include
cd "$(dirname "$input")"
"$awaitc" --no-line -I "$include" "$(basename "$input")" -o - >"$work/first.c"
if [ "$mode" = update ]; then
    cp "$work/first.c" "$expected"
    exit
fi
diff -u "$expected" "$work/first.c"

# The same input gives the same output, wherever it is written.
"$awaitc" --no-line -I "$include" "$(basename "$input")" -o "$work/second.c"
cmp "$work/first.c" "$work/second.c"
