#!/bin/sh
# many.sh RESULTS COMMAND...: runs `COMMAND... FILE` (one.sh and what comes before its FILE) for each line
# of standard input: a file, and flags for the compilers. Appends the lines that come out to RESULTS, leaves out files
# that have one there already, and counts them all. Fails when a program differs or asyncify breaks one.
set -u
results=$1
shift
touch "$results"
while read -r file flags; do
    grep -qE "^[a-z]+ $file(:|\$)" "$results" && continue
    # shellcheck disable=SC2086
    "$@" "$file" $flags </dev/null >>"$results"
done
for title in same different refused broken slow none; do
    echo "$title: $(grep -c "^$title " "$results")"
done
! grep -qE '^(different|broken) ' "$results"
