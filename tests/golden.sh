#!/bin/sh
# golden.sh AWAITC x.c [update]: what awaitc makes of x.c is x.expected.c, byte for byte, and the same
# wherever it is written. With `update` x.expected.c is written anew.
set -eu
awaitc=$1 input=$(basename "$2") mode=${3:-check}
include=$(cd "$(dirname "$0")/../runtime/include" && pwd)
cd "$(dirname "$2")" # the output names its input
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$awaitc" --no-line -I "$include" "$input" -o - >"$work/first.c"
if [ "$mode" = update ]; then
    cp "$work/first.c" "${input%.c}.expected.c"
    exit
fi
diff -u "${input%.c}.expected.c" "$work/first.c"
"$awaitc" --no-line -I "$include" "$input" -o "$work/second.c"
cmp "$work/first.c" "$work/second.c"
