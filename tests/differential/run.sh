#!/bin/sh
# run.sh BUILD MODE: the programs of tests/run that block, through one.sh: more yields, and their ordinary functions async.
set -u
build=$1 mode=$2
here=$(cd "$(dirname "$0")" && pwd)
results=$(mktemp)
trap 'rm -f "$results"' EXIT
for file in "$here"/../run/*.c; do
    grep -qE '^// (no-erase|with:|plain:|not yet:)' "$file" && continue
    echo "$file $(sed -n 's,^// flags: *,,p' "$file" | tr '\n' ' ')"
done | "$here/many.sh" "$results" env "ARGS=" "$here/one.sh" "$build" "$mode"
status=$?
grep -v '^same ' "$results"
grep -q '^same ' "$results" && exit $status
