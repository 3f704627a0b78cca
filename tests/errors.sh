#!/bin/sh
# errors.sh AWAITC x.c [update]: awaitc refuses x.c with the messages in x.err, exits with 1, and leaves
# an output file that exists as it was. A line `// flags: ...` in x.c is added to the command; with
# `// only warnings` the messages are no more than that, and an output file is made.
set -u
awaitc=$1 input=$2 mode=${3:-check}
include=$(cd "$(dirname "$0")/../runtime/include" && pwd)
flags=$(sed -n 's,^// flags: *,,p' "$input")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() {
    echo "$(basename "$input"): $*" >&2
    exit 1
}

echo 'as it was' >"$work/output.c"
"$awaitc" -I "$include" $flags "$input" -o "$work/output.c" >"$work/stdout" 2>"$work/stderr"
status=$?
# Where in a header something is declared is none of the test's.
sed -E "s,$(dirname "$input")/,,g; s,^$include/([^:]*):[0-9]+:[0-9]+:,\1:," "$work/stderr" >"$work/actual"
if [ "$mode" = update ]; then
    cp "$work/actual" "${input%.c}.err"
    exit
fi

diff -u "${input%.c}.err" "$work/actual" || fail "the messages differ"
if grep -q '^// only warnings' "$input"; then
    [ "$status" -eq 0 ] || fail "exit status $status instead of 0"
    [ "$(cat "$work/output.c")" != 'as it was' ] || fail "made no output file"
    exit
fi
[ "$status" -eq 1 ] || fail "exit status $status instead of 1"
[ ! -s "$work/stdout" ] || fail "wrote to standard output"
[ "$(cat "$work/output.c")" = 'as it was' ] || fail "touched the output file"
"$awaitc" -I "$include" $flags "$input" -o "$work/new.c" 2>/dev/null
[ ! -e "$work/new.c" ] || fail "made an output file"
