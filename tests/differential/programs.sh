#!/bin/sh
# programs.sh BUILD MODE SOURCES [RESULTS]: real programs from Debian's source packages, each made one file, through one.sh.
# SOURCES is a folder; what is missing in it is fetched.
set -eu
build=$(cd "$1" && pwd) mode=$2 sources=$3
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$sources"
sources=$(cd "$sources" && pwd)
results=${4:-$sources/programs.results}
: "${SECONDS_EACH:=30}"
export SECONDS_EACH

# unpack PACKAGE: leaves it in the folder $sources/PACKAGE
unpack() {
    [ ! -d "$sources/$1" ] || return 0
    (cd "$sources" && apt-get source --download-only -qq "$1")
    mkdir "$sources/$1"
    for archive in "$sources/$1"_*.orig.tar.*; do
        case $archive in
        *.asc) ;;
        *) tar xf "$archive" -C "$sources/$1" --strip-components=1 ;;
        esac
    done
}
# unite NAME FOLDERS FILE...: makes $sources/NAME.c of files in the current folder
unite() {
    output=$sources/$1.c folders=$2
    shift 2
    awk -v folders="$folders" -f "$here/unite.awk" "$@" >"$output"
}
# try NAME FLAG...
try() {
    name=$1
    shift
    echo "$sources/$name.c $*" | "$here/many.sh" "$results" "$here/one.sh" "$build" "$mode" >/dev/null || true
    grep "/$name.c" "$results"
}

unpack bzip2
cd "$sources/bzip2"
sed -i 's/\bmyfeof\b/bzip2_feof/' bzip2.c
unite bzip2_all . blocksort.c huffman.c crctable.c randtable.c compress.c decompress.c bzlib.c bzip2.c
ARGS=-zc INPUT=$sources/bzip2/sample1.ref try bzip2_all

unpack bc
cd "$sources/bc"
[ -e lib/libbc.a ] || { ./configure && make -C lib && make -C bc libmath.h; } >/dev/null 2>&1
unite bc_all 'h .' bc/global.c bc/execute.c bc/load.c bc/main.c bc/scan.c bc/storage.c bc/util.c bc/warranty.c bc/bc.c lib/number.c
cat >"$sources/bc.input" <<'PROGRAM'
scale=50
4*a(1)
define f(n) { if (n < 2) return 1; return n*f(n-1); }
f(100)
for (i = 0; i < 10; i++) i^20
quit
PROGRAM
ARGS='-l -q' INPUT=$sources/bc.input LIBS=$sources/bc/lib/libbc.a try bc_all -DHAVE_CONFIG_H

unpack byacc
cd "$sources/byacc"
[ -e config.h ] || ./configure >/dev/null
unite byacc_all . closure.c error.c graph.c lalr.c lr0.c main.c mkpar.c mstring.c output.c reader.c symtab.c verbose.c warshall.c \
    btyaccpar.c
ARGS="-o/dev/stdout $sources/bc/bc/bc.y" try byacc_all -DHAVE_CONFIG_H -DYYPATCH=1

unpack indent
cd "$sources/indent"
[ -e config.h ] || ./configure >/dev/null 2>&1
(cd src && unite indent_all '. ..' args.c backup.c code_io.c comments.c globs.c handletoken.c indent.c lexi.c output.c parse.c \
    utils.c)
sed -i '/^RCSTAG_CC/d' "$sources/indent_all.c"
ARGS="-st $sources/bzip2/huffman.c" try indent_all -DHAVE_CONFIG_H '-DLOCALEDIR="/"' -include locale.h

unpack zopfli
cd "$sources/zopfli"
unite zopfli_all src/zopfli src/zopfli/*.c
ARGS="-c $sources/bzip2/huffman.c" try zopfli_all

unpack jimtcl
cp "$sources/jimtcl/autosetup/jimsh0.c" "$sources/jimsh.c"
cat >"$sources/jim.input" <<'PROGRAM'
proc f {n} { if {$n < 2} { return 1 }; expr {$n * [f [expr {$n - 1}]]} }
puts [f 15]
foreach i {1 2 3} { puts "$i [string repeat x $i] [lsort -integer {3 1 2}]" }
PROGRAM
ARGS=$sources/jim.input try jimsh

unpack mujs
(cd "$sources/mujs" && unite mujs_all . one.c main.c)
cat >"$sources/mujs.input" <<'PROGRAM'
function f(n) { return n < 2 ? 1 : n * f(n - 1); }
print(f(20), [3, 1, 2].sort(), JSON.stringify({a: [1, {b: null}]}), "hello".replace(/l(.)/g, "$1$1"));
try { nowhere(); } catch (e) { print(e); } finally { print(new Date(0).toISOString(), (123.456).toFixed(1)); }
PROGRAM
ARGS=$sources/mujs.input try mujs_all -D_GNU_SOURCE

unpack ucpp
(cd "$sources/ucpp" && unite ucpp_all . mem.c nhash.c cpp.c lexer.c assert.c macro.c eval.c)
ARGS=$sources/bzip2/bzip2.c try ucpp_all -DSTAND_ALONE -DUCPP_CONFIG -DSTD_MACROS=0 -DSTD_ASSERT=0

! grep -qE '^(different|broken) ' "$results"
