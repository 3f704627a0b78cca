#!/bin/sh
# show_sample.sh SOURCE BUILD: `make run` shows a sample's source, what becomes of it, and what it prints, arguments
# included; of one that is not there it says which there are.
set -u
show=$1/cmake/show_sample.sh awaitc=$2/transpiler/awaitc library=$2/libasync.a samples=$1/samples
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0

holds() {
    grep -qxF "$1" "$work/output" || {
        echo "the output has no line: $1" >&2
        failures=$((failures + 1))
    }
}

"$show" "$awaitc" "$library" "$samples/01_hello" Ada >"$work/output" || failures=$((failures + 1))
holds 'async int greet(const char *name)'
holds '    case greet_line_8: goto greet_line_8;'
holds 'hello, Ada'

"$show" "$awaitc" "$library" "$samples/none" >/dev/null 2>"$work/output" && failures=$((failures + 1))
grep -q '01_hello .*05_http_server ' "$work/output" || failures=$((failures + 1))
exit $((failures > 0))
