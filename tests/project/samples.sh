#!/bin/sh
# samples.sh SOURCE: every sample has a line in README.md and a test, and what says async in it has at most 80 lines.
set -u
cd "$1" || exit 1
failures=0

fail() {
    echo "$*" >&2
    failures=$((failures + 1))
}

for sample in samples/[0-9]*; do
    name=$(basename "$sample" .c) file=$sample
    [ -d "$sample" ] && file=$sample/$name.c
    grep -qF "| [$name]($sample) |" README.md || fail "README.md has no line for $name"
    [ -x "tests/samples/$name.sh" ] || fail "tests/samples has no $name.sh"
    [ "$(wc -l <"$file")" -le 80 ] || fail "$file has more than 80 lines"
done
exit $((failures > 0))
