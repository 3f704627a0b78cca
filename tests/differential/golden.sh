#!/bin/sh
# golden.sh ASYNCIFY x.c [update]: what asyncify makes of x.c is x.expected.c; update writes that anew. A comment that begins
# `asyncify --OPTION:` says how it is called.
set -eu
asyncify=$1 input=$2 mode=${3:-check}
cd "$(dirname "$input")"
name=$(basename "$input" .c)
option=$(sed -n 's,^/[*] asyncify \(--[a-z]*\):.*,\1,p' "$name.c")
if [ "$mode" = update ]; then
    "$asyncify" ${option:+"$option"} "$name.c" -w >"$name.expected.c"
    exit
fi
"$asyncify" ${option:+"$option"} "$name.c" -w | diff -u "$name.expected.c" -
