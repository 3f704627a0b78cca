#!/bin/sh
# show_sample.sh AWAITC LIBASYNC samples/NAME [ARGUMENT...]: the whole way of one sample, a file or a folder of them:
# source, generated C, run.
set -eu
awaitc=$1 library=$2 sample=$3
shift 3
include=$(dirname "$0")/../runtime/include
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

title() {
    printf '\n\033[1m---- %s\033[0m\n' "$*"
}

source=$sample.c plain=
if [ -d "$sample" ]; then
    source=$sample/$(basename "$sample").c
    plain=$(find "$sample" -name '*.c' ! -path "$source")
elif [ ! -f "$source" ]; then
    echo "there is no $source; there are:" $(ls "$(dirname "$sample")" | sed -n 's/^\([0-9][^.]*\).*/\1/p') >&2
    exit 1
fi

title "$source"
cat "$source"
"$awaitc" --no-line -I "$include" "$source" -o "$work/generated.c"
title "what awaitc makes of it (--no-line)"
cat "$work/generated.c"
title "running it"
"$awaitc" -I "$include" "$source" -o "$work/sample.c"
cc -O2 -I "$include" -I "$(dirname "$source")" "$work/sample.c" $plain "$library" -o "$work/sample"
"$work/sample" "$@"
