#!/bin/sh
# valgrind.sh AWAITC x.c...: what the programs are compiled to, and the runtime, without its pool, leave no
# memory behind and read none that was freed or never set, as valgrind sees it. Each prints its `// expect:` lines.
set -u
awaitc=$1
shift
command -v valgrind >/dev/null || exit 77
runtime=$(cd "$(dirname "$0")/../runtime" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0

compile="gcc -O1 -g -I $runtime/include"
(cd "$work" && $compile -DASYNC_PLAIN_MALLOC -c "$runtime"/src/*.c && ar rc libasync.a ./*.o) || exit 1

for input; do
    name=$(basename "$input" .c)
    flags=$(sed -n 's,^// flags: *,,p' "$input")
    sed -n 's,^// expect: \{0\,1\},,p' "$input" >"$work/expected"
    "$awaitc" -I "$runtime/include" $flags "$input" -o "$work/$name.c" 2>"$work/messages" &&
        $compile $flags "$work/$name.c" "$work/libasync.a" -o "$work/$name" ||
        { cat "$work/messages"; failures=$((failures + 1)); continue; }
    valgrind -q --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite,indirect,possible \
        "$work/$name" >"$work/actual" 2>"$work/messages" </dev/null ||
        { echo "$name: valgrind finds something"; head -40 "$work/messages"; failures=$((failures + 1)); }
    diff -u "$work/expected" "$work/actual" || failures=$((failures + 1))
done
exit $failures
