#!/bin/sh
# run.sh AWAITC LIBASYNC LIBASYNC_SANITIZED x.c: x.c prints its `// expect:` lines, as transpiled and
# built by gcc -O0 and -O2, clang -O2, tcc and gcc with sanitizers, and in the blocking reading.
#
#   // expect: LINE    one line of standard output (a bare `// expect:` is an empty one)
#   // args: ...       the program's arguments        // flags: ...   for awaitc and the compilers
#   // status: N       the exit status, if not 0      // libs: ...    for the linker
#   // awaitc: ...     flags for awaitc alone
#   // with: FILE...   more files of async C, below the test's folder
#   // plain: FILE...  more files of ordinary C
#   // no-erase        no blocking reading: it spawns, or needs two tasks at once
#   // no-tcc          uses what tcc does not know
#   // only-clang      uses what gcc and tcc do not know: clang stands in for gcc
#   // not yet: ID...  awaitc refuses it still, with these rules' ids and no others
set -u
awaitc=$1 library=$2 sanitized=$3 input=$4
dir=$(dirname "$input") name=$(basename "$input" .c)
include=$(cd "$(dirname "$0")/../runtime/include" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0

option() {
    sed -n "s,^// $1: *,,p" "$input"
}
fail() {
    echo "$name: $*" >&2
    failures=$((failures + 1))
}

flags=$(option flags) libs=$(option libs) args=$(option args) status=$(option status)
sed -n 's,^// expect: \{0\,1\},,p' "$input" >"$work/expected"
transpiled= written=$input plain= gcc=gcc
grep -q '^// only-clang' "$input" && gcc=clang-19
for file in $(option with); do written="$written $dir/$file"; done
for file in $(option plain); do plain="$plain $dir/$file"; done

# build TITLE LIBRARY COMPILER LINKER FILE...: a program of the files, and what it prints.
build() {
    title=$1 archive=$2 compile=$3 link=$4 objects=
    shift 4
    for file; do
        object=$work/$(basename "$file").o
        $compile -Wall -Wextra -Wshadow -Werror -I "$include" -I "$dir" $flags -c "$file" \
            -o "$object" || { fail "$title: does not compile"; return; }
        objects="$objects $object"
    done
    $link $objects $archive $libs -o "$work/program" || { fail "$title: does not link"; return; }
    timeout 60 "$work/program" $args >"$work/actual" </dev/null
    got=$?
    [ $got -eq "${status:-0}" ] || fail "$title: exit status $got"
    diff -u "$work/expected" "$work/actual" || fail "$title: prints something else"
}

if ! grep -q '^// no-erase' "$input"; then
    build 'blocking reading' "$library" "$gcc -O1 -DASYNC_ERASE" $gcc $written $plain
fi
pending=$(option 'not yet')
if [ -n "$pending" ]; then
    "$awaitc" -I "$include" -I "$dir" $flags "$input" -o "$work/$name.c" 2>"$work/stderr"
    [ $? -eq 1 ] || fail 'not refused any more: take out the "not yet" line'
    ids=$(sed -n 's/.* error: .*\[\([a-z-]*\)\]$/\1/p' "$work/stderr" | sort -u | tr '\n' ' ')
    [ "$ids" = "$(printf '%s\n' $pending | sort -u | tr '\n' ' ')" ] || fail "refused by $ids"
    exit $failures
fi
for file in $written; do
    output=$work/$(basename "$file")
    "$awaitc" -I "$include" -I "$dir" $flags $(option awaitc) "$file" -o "$output" || fail "awaitc refuses $file"
    transpiled="$transpiled $output"
done
[ $failures -eq 0 ] || exit 1

sanitize='-fsanitize=address,undefined -fno-sanitize-recover=all'
build "$gcc -O0" "$library" "$gcc -O0 -g" $gcc $transpiled $plain
build "$gcc -O2" "$library" "$gcc -O2" $gcc $transpiled $plain
build 'clang -O2' "$library" 'clang-19 -O2' gcc $transpiled $plain
build "$gcc sanitized" "$sanitized" "$gcc -O1 -g $sanitize" "$gcc $sanitize" $transpiled $plain
if ! grep -q '^// no-tcc\|^// only-clang' "$input"; then
    build 'tcc' "$library" tcc 'gcc -no-pie -z noexecstack' $transpiled $plain
fi
exit $failures
