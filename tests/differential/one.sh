#!/bin/sh
# one.sh BUILD MODE FILE [FLAG...]: a C program against itself, asyncified. Prints one line:
#
#   same FILE                  every build of it, and the blocking reading, does what the plain program does
#   different FILE: BUILD...   some build does not, or awaitc fails otherwise than by a refusal
#   refused FILE: RULE...      awaitc refuses the asyncified program
#   broken FILE: ...           the asyncified program is not C any more: asyncify is wrong
#   slow FILE: BUILD           no difference, but the asyncified program takes more than its time
#   none FILE: ...             not applicable: nothing to be made async, or not a program to begin with
#
# BUILD is a build folder of the project. MODE is `full` (gcc -O0 and -O2, clang -O2, gcc with sanitizers)
# or `quick` (gcc -O1; gcc -O0 with sanitizers) or `fast` (gcc -O1). FLAGs are for the compilers. From the environment: ARGS and
# INPUT (a file) are given to the program, LIBS to the linker, DENSITY and SEED to asyncify, SECONDS_EACH
# limits each run (10), PLAIN is the compiler of the first plain program and of the blocking reading (gcc -O0), BRIDGES is not empty: asyncify --bridges, and KEEP names a folder in which to leave what was made of a program that differs.
set -u
build=$(cd "$1" && pwd) mode=$2 file=$3
shift 3
here=$(cd "$(dirname "$0")" && pwd)
include=$here/../../runtime/include
asyncify=$build/tests/asyncify awaitc=$build/transpiler/awaitc
: "${PLAIN:=gcc -O0}" "${SECONDS_EACH:=10}" "${INPUT:=/dev/null}" "${ARGS:=}" "${LIBS:=}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
sanitize='-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer'
lenient='-w -Wno-error=implicit-int -Wno-error=implicit-function-declaration -Wno-error=int-conversion
    -Wno-error=incompatible-function-pointer-types -Wno-error=return-type'
folder=$(cd "$(dirname "$file")" && pwd)

say() {
    title=$1
    shift
    echo "$title $file${*:+: $*}"
    if [ -n "${KEEP:-}" ]; then
        case $title in
        different | broken)
            mkdir -p "$KEEP/$(basename "$file")" && cp "$work"/*.c "$KEEP/$(basename "$file")/" 2>/dev/null ;;
        esac
    fi
    exit 0
}

# run PROGRAM OUTPUT LIMIT: what it prints, with the exit status as the last line; 124: out of time. Whatever it is, it is named
# the same, should it print that.
run() {
    ln -f "$1" "$work/program_itself"
    # shellcheck disable=SC2086
    (cd "$work" && timeout -k 1 "$3" "$work/program_itself" $ARGS) >"$2" 2>"$2.errors" <"$INPUT"
    status=$?
    [ -n "$gives_nothing" ] || echo "status $status" >>"$2"
    return $status
}

# compile COMPILER FILE ARCHIVE OUTPUT
compile() {
    # shellcheck disable=SC2086
    timeout -k 1 120 $1 -w -I "$include" -I "$folder" $flags "$2" $3 -o "$4" -lm $LIBS 2>"$work/compiler"
}

first_error() {
    sed -n 's/.*error: //p; s/.*\(undefined reference\)/\1/p' "$work/compiler" | head -n 1
}

flags=$* erase= gives_nothing= # a main of type void: its status may be any
! grep -qE '\bvoid[[:space:]]+main[[:space:]]*\(' "$file" || gives_nothing=1
! grep -q '^ *# *include <async.h>' "$file" || erase=-DASYNC_ERASE # a dialect program: what it says when it blocks
! grep -qw __OPTIMIZE__ "$file" || say none 'asks how it is compiled'
compile "$PLAIN $erase" "$file" '' "$work/plain" || say none 'does not compile'
run "$work/plain" "$work/expected" "$SECONDS_EACH"
[ $status -ne 124 ] || say none 'takes too long'

# convert [--rename=NAME...]: also builds the blocking reading
convert() {
    # shellcheck disable=SC2086
    timeout -k 1 60 "$asyncify" "--density=${DENSITY:-100}" "--seed=${SEED:-1}" ${BRIDGES:+--bridges} $* "$file" -I "$include" \
        $lenient $flags >"$work/async.c" 2>"$work/messages"
    case $? in
    0) ;;
    1) say none 'clang does not take it' ;;
    3) say none "$(sed -n 's/^asyncify: //p' "$work/messages")" ;;
    *) say broken 'asyncify fails' ;;
    esac
    compile "$PLAIN -DASYNC_ERASE" "$work/async.c" '' "$work/erased"
}
# The name that the program and the headers of <async.h> both have, if that is what the compiler says.
clash() {
    sed -n "s/.*error: \(conflicting types for\|redefinition of\|static declaration of\|conflicting type qualifiers for\) ‘\([a-z]* \)*\([A-Za-z_0-9]*\)’.*/\3/p
        s/.*error: ‘\([A-Za-z_0-9]*\)’ redeclared as different.*/\1/p" "$work/compiler" | head -n 1
}

renames=
until convert $renames; do
    # It was the C library's after all.
    ! grep -q 'undefined reference to .own_' "$work/compiler" || say none 'declares what the headers have, otherwise'
    name=$(clash)
    case "$renames " in
    *"=$name "*) say broken "$(first_error)" ;;
    esac
    [ -n "$name" ] || say broken "$(first_error)"
    renames="$renames --rename=$name"
done
run "$work/erased" "$work/erased.output" $((2 * SECONDS_EACH))
if ! cmp -s "$work/expected" "$work/erased.output"; then
    run "$work/plain" "$work/wanted" "$SECONDS_EACH"
    cmp -s "$work/expected" "$work/wanted" || say none 'the plain program does not agree with itself'
    say different 'blocking reading'
fi

# shellcheck disable=SC2086
timeout -k 1 60 "$awaitc" -I "$include" -I "$folder" $lenient $flags "$work/async.c" -o "$work/transpiled.c" \
    2>"$work/messages"
case $? in
0) ;;
1) rules=$(sed -n 's/.* error: .*\[\([a-z-]*\)\]$/\1/p' "$work/messages" | sort -u | tr '\n' ' ')
   if [ -z "$rules" ]; then
       message=$(sed -n 's/.* error: //p' "$work/messages" | head -n 1)
       # What C does not allow, the dialect makes an error even where flags ask for leniency.
       case $message in
       *'integer to pointer'* | *'pointer to integer'* | *'incompatible pointer'* | *'incompatible function pointer'* | \
           *'pointer type mismatch'*) rules='conversions of pointers' ;;
       *) say broken "$message" ;;
       esac
   fi
   say refused "$rules" ;;
*) say different "awaitc fails: $(tail -n 1 "$work/messages")" ;;
esac

# Some programs call a function that is nowhere, in code that the optimiser is to find dead.
needs_optimiser() {
    missing=$(sed -n "s/.*undefined reference to [^A-Za-z_]\([A-Za-z_0-9]*\).*/\1/p" "$work/compiler" | head -n 1 |
        sed "s/__[a-z]*$//")
    [ -n "$missing" ] && grep -qw "$missing" "$file"
}

differences= slow= count=0
# Does the plain program, built by COMPILER, do what it did before? Not so with a sanitizer's report, say, or where the compiler
# takes its own function for the program's of that name. Clang evaluates arguments in another order than gcc.
agrees() {
    for compiler in "$1 -fno-builtin" 'clang-19 -O0'; do
        compile "$compiler $erase" "$file" "" "$work/plain" || continue
        run "$work/plain" "$work/wanted" "$SECONDS_EACH"
        [ $status -ne 124 ] && cmp -s "$work/expected" "$work/wanted" || return 1
    done
}
# compare TITLE COMPILER ARCHIVE: leaves out what the plain program does not do, built the same way.
compare() {
    if ! compile "$2" "$work/transpiled.c" "$nested $3" "$work/program"; then
        if ! grep -q 'error:\|undefined reference' "$work/compiler"; then
            slow="$slow [$1 does not come to an end]"
            return
        fi
        error=$(first_error)
        needs_optimiser || ! compile "$2 $erase" "$file" "" "$work/plain" ||
            differences="$differences [$1 does not compile: $error]"
        return
    fi
    run "$work/program" "$work/actual" $((6 * SECONDS_EACH))
    if [ $status -eq 124 ]; then
        slow="$slow [$1]"
    elif cmp -s "$work/expected" "$work/actual"; then
        count=$((count + 1))
    elif agrees "$2"; then
        differences="$differences [$1: $(tail -n 1 "$work/actual")]"
    fi
}

library=$build/libasync.a sanitized=$build/libasync_sanitized.a nested=
if [ -n "${BRIDGES:-}" ]; then
    gcc -O1 -I "$include" -c "$here/nested/loops.c" -o "$work/loops.o"
    nested="$work/loops.o -Wl,$(sed -n 's/.*-Wl,\(--wrap.*\)/\1/p' "$here/nested/loops.c")"
fi

if [ "$mode" = full ]; then
    compare 'gcc -O0' 'gcc -O0' "$library"
    compare 'gcc -O2' 'gcc -O2' "$library"
    compare 'clang -O2' 'clang-19 -O2' "$library"
    compare 'sanitized' "gcc -O1 $sanitize" "$sanitized"
else
    compare 'gcc -O1' 'gcc -O1' "$library"
    [ "$mode" = fast ] || compare 'sanitized' "gcc -O0 $sanitize" "$sanitized"
fi
[ -z "$differences" ] || say different "$differences"
[ -z "$slow" ] || say slow "$slow"
[ $count -gt 0 ] || say none 'the plain program does not agree with itself'
say same
