#!/bin/sh
# show_sample.sh AWAITC LIBASYNC x.c: the whole way of one sample: source, generated C, run.
set -eu
awaitc=$1 library=$2 source=$3
include=$(dirname "$0")/../runtime/include
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

title() {
    printf '\n\033[1m---- %s\033[0m\n' "$*"
}

title "$source"
cat "$source"
"$awaitc" --no-line -I "$include" "$source" -o "$work/generated.c"
title "what awaitc makes of it (--no-line)"
cat "$work/generated.c"
title "running it"
"$awaitc" -I "$include" "$source" -o "$work/sample.c"
cc -O2 -I "$include" "$work/sample.c" "$library" -o "$work/sample"
"$work/sample"
