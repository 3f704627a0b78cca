#!/bin/sh
# crashers.sh AWAITC x.c: what once made the fuzz target stop. awaitc refuses it with an error, or makes C of it that
# clang accepts.
set -u
awaitc=$1 input=$2
fuzz=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
flags="-std=gnu11 -I $fuzz/../../runtime/include"

timeout 60 "$awaitc" $flags "$input" -o "$work/out.c" 2>"$work/messages"
status=$?
case $status in
0) clang-19 $flags -w -fsyntax-only "$work/out.c" ;;
1) grep -q 'error: ' "$work/messages" ;;
*) echo "exit status $status" >&2; cat "$work/messages" >&2; exit 1 ;;
esac
