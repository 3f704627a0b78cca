#!/bin/sh
# all.sh JOBS BUILD VARIANT...: builds and runs all the tests of BUILD and, of each VARIANT, those that depend
# on how awaitc and libasync were built; a build that fails is a failed test. The last line, which is also left in
# the file `counts` beside BUILD, counts them all: N passed, N failed[, N skipped].
set -u
jobs=$1 build=$2
shift 2
log=$(mktemp)
trap 'rm -f "$log" "$log.counts"' EXIT

run() {
    echo "== $1"
    folder=$1
    shift
    cmake --build "$folder" --parallel "$jobs" -- --keep-going ||
        echo " 1/1 Test #0: $folder, build ***Failed" >>"$log"
    (cd "$folder" && ctest --parallel "$jobs" --output-on-failure --no-tests=error "$@" 2>&1) | tee -a "$log"
}

run "$build"
for variant; do
    run "$variant" -L 'unit|golden|errors'
done

# One line of ctest's a test: `12/80 Test #12: run/loops .....   Passed    0.81 sec`
awk '
    /^ *[0-9]+\/[0-9]+ Test +#[0-9]+: / {
        if (/ Passed +[0-9.]+ sec$/) passed++
        else if (/\*\*\*Skipped/) skipped++
        else { failed++; failures = failures "\n    " $0 }
    }
    END {
        if (failures) print "failed:" failures
        printf "%d passed, %d failed", passed, failed
        if (skipped) printf ", %d skipped", skipped
        print ""
    }' "$log" >"$log.counts"
cat "$log.counts"
tail -n 1 "$log.counts" >"$(dirname "$build")/counts"
grep -q '^[1-9][0-9]* passed, 0 failed' "$log.counts"
