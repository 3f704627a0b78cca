#!/bin/sh
# symbols.sh SOURCE_DIR BUILD_DIR: libasync defines no symbol that a program might: all begin with async_,
# future_ or gen_ (runtime/src/names.h renames the rest).
set -u
library=$2/libasync.a
[ -f "$library" ] || exit 77
foreign=$(nm -g --defined-only "$library" 2>/dev/null | awk 'NF == 3 { print $3 }' |
    grep -v '^\(async_\|future_\|gen_\|__odr_asan\)' | sort -u)
[ -z "$foreign" ] || {
    echo 'symbols that are not in runtime/src/names.h:' $foreign >&2
    exit 1
}
