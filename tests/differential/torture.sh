#!/bin/sh
# torture.sh BUILD MODE SOURCES [RESULTS]: the programs of GCC's testsuite that are run, from Debian's gcc-12, through one.sh.
# SOURCES is a folder; what is missing in it is fetched.
set -eu
build=$(cd "$1" && pwd) mode=$2 sources=$3
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$sources"
results=${4:-$sources/torture.results}
tests=$sources/gcc/gcc/testsuite/gcc.c-torture/execute

if [ ! -d "$tests" ]; then
    (cd "$sources" && apt-get source --download-only -qq gcc-12)
    mkdir -p "$sources/gcc"
    tar xzOf "$sources"/gcc-12_*.orig.tar.gz --wildcards 'gcc-12-*/gcc-*.tar.xz' |
        tar xJf - -C "$sources/gcc" --strip-components=1 --wildcards '*/gcc/testsuite/gcc.c-torture/execute/*'
fi

# Of the options that a program asks for, those that change what C it is.
options_of() {
    sed -n 's/.*dg-\(additional-\)\{0,1\}options "\([^"]*\)".*/\2/p' "$1" | tr ' ' '\n' | grep -E \
        '^(-fwrapv|-std=.*|-fgnu89-inline|-fno-builtin.*|-f(un)?signed-char|-fno-strict-aliasing|-D.*|-ftrapv)$' | tr '\n' ' '
}

for file in "$tests"/*.c "$tests"/ieee/*.c; do
    options=$(options_of "$file" || true)
    case $options in
    *-std=*) ;;
    *) options="$options-std=gnu17" ;;
    esac
    echo "$file $options"
done | "$here/many.sh" "$results" "$here/one.sh" "$build" "$mode"
