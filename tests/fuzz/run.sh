#!/bin/sh
# run.sh BUILD [LIBFUZZER OPTION...]: fuzzes for FUZZ_SECONDS (60), from the programs of the other tests and what
# earlier runs found. BUILD/fuzz holds the corpus, and in crashes/ what made the target stop: put it, reduced, into
# tests/fuzz/crashers.
set -eu
build=$(cd "$1" && pwd)
shift
tests=$(cd "$(dirname "$0")/.." && pwd)
work=$build/fuzz
rm -rf "$work/seeds" "$work/system"
mkdir -p "$work/seeds" "$work/system" "$work/corpus" "$work/crashes"

for header in alloca arpa/inet assert complex ctype errno fcntl limits netinet/in poll pthread setjmp signal \
    stdarg stdbool stddef stdint stdio stdlib stdnoreturn string sys/socket sys/stat sys/types sys/uio sys/wait \
    time unistd wchar; do
    mkdir -p "$work/system/$(dirname $header)"
    echo '#include <fuzz_system.h>' >"$work/system/$header.h"
done
cp "$tests/fuzz/system.h" "$work/system/fuzz_system.h"
cp "$tests/fuzz/prelude.h" "$work/system/fuzz_prelude.h"

# A name for each folder's file; the phrases' declarations follow the dialect's header.
for seed in "$tests"/run/*.c "$tests"/errors/*.c "$tests"/golden/*.c "$tests"/fuzz/crashers/*.c \
    "$tests"/../samples/*.c; do
    [ -e "$seed" ] || continue
    name=$(basename "$(dirname "$seed")")_$(basename "$seed")
    sed 's,^// .*,,; s,^#include <async.h>,&\n#include <fuzz_prelude.h>,' "$seed" >"$work/seeds/$name"
done

export FUZZ_SYSTEM="$work/system" FUZZ_INCLUDE="$tests/../runtime/include"
export ASAN_OPTIONS=allow_user_segv_handler=0:detect_stack_use_after_return=0:detect_leaks=0
exec "$build/tests/fuzz/fuzz_transpile" -max_total_time="${FUZZ_SECONDS:-60}" -timeout=25 -rss_limit_mb=4096 \
    -max_len=8192 -detect_leaks=0 -artifact_prefix="$work/crashes/" "$@" "$work/corpus" "$work/seeds"
