#!/bin/sh
# files.sh AWAITC: files that cannot be read or written, closed and full streams: exit status 2, a message, no
# output, and no file of awaitc's own left behind.
awaitc=$1
. "$(dirname "$0")/lib.sh"

cat >good.c <<'END'
#include <async.h>
async int later(int x) { return x; }
async int twice(int x) { return 2 * await later(x); }
END
mkdir folder
ln -s loop loop

# ---- options ----
for arguments in '-x c++' '-xobjective-c' '-std=c++17' '-std=nothing' '--target=nothing' '--nothing' '-Wno-never-awaited' '-I'; do
    refuse "$arguments" 2 good.c -o out.c $arguments
done
refuse 'another language for clang' 2 good.c -o out.c -- -x c++
refuse 'no input' 2 -o out.c
refuse 'two inputs' 2 good.c good.c -o out.c
refuse 'no output' 2 good.c
"$awaitc" -I "$include" -x c good.c -o all.c -- -Weverything -Wno-missing-prototypes -Werror || fail 'all of the warnings of clang'
rm -f all.c

# ---- input ----
refuse 'no such file' 2 missing.c -o out.c
refuse 'a folder as input' 2 folder -o out.c
refuse 'a file as folder' 2 good.c/x.c -o out.c
refuse 'a link to itself' 2 loop -o out.c
refuse 'a name that is too long' 2 "$(repeat x 300)" -o out.c
refuse 'an empty name' 2 '' -o out.c
[ ! -e /proc/self/mem ] || refuse 'a file that cannot be read' 2 /proc/self/mem -o out.c
[ ! -e /dev/zero ] || refuse 'a file without an end' 2 /dev/zero -o out.c
cp good.c secret.c
chmod 000 secret.c
[ -r secret.c ] || refuse 'a file that may not be read' 2 secret.c -o out.c
refuse 'the input as output' 2 out.c -o out.c
ln out.c same.c
refuse 'the input as output under another name' 2 same.c -o out.c
rm same.c

# ---- output ----
refuse 'a folder as output' 2 good.c -o folder
refuse 'a missing folder' 2 good.c -o missing/out.c
refuse 'a file as folder of the output' 2 good.c -o good.c/out.c
[ ! -d /proc/self ] || refuse 'a folder where nothing can be made' 2 good.c -o /proc/self/out.c
refuse 'an empty name as output' 2 good.c -o ''
[ ! -c /dev/full ] || refuse 'a full disk' 2 good.c -o /dev/full
refuse 'an empty name as depfile' 2 good.c -o out.c -MD -MF ''
refuse 'a depfile in a missing folder' 2 good.c -o out.c -MD -MF missing/out.d
[ ! -c /dev/full ] || refuse 'a depfile on a full disk' 2 good.c -o out.c -MD -MF /dev/full
refuse 'no depfile without an output' 2 good.c -o missing/out.c -MD -MF out.d
[ ! -e out.d ] || fail 'a depfile for an output that is not there'
mkdir shut
chmod 555 shut
echo 'as it was' >shut.c
chmod 444 shut.c
[ -w shut.c ] || refuse 'an output that may not be written to' 2 good.c -o shut.c
[ "$(cat shut.c)" = 'as it was' ] || [ -w shut.c ] || fail 'an output that may not be written to is written to'
chmod 600 shut.c
"$awaitc" -I "$include" good.c -o shut.c || fail 'an output that is there'
[ "$(ls -l shut.c | cut -c 1-10)" = '-rw-------' ] || fail 'an output that is there has another mode'
[ -w shut ] || refuse 'a folder that may not be written to' 2 good.c -o shut/out.c

# A limit on the size of files stands for a disk that gets full midway.
echo 'as it was' >out.c
(ulimit -f 1 && exec "$awaitc" -I "$include" good.c -o out.c) 2>messages
check 'a file that may not grow' 2 $?
[ "$(cat out.c)" = 'as it was' ] || fail 'a file that may not grow: touched the output'
nothing_left 'a file that may not grow'

# ---- streams ----
"$awaitc" -I "$include" good.c -o - >&- 2>messages
check 'closed standard output' 2 $?
"$awaitc" -I "$include" --dump=cfg good.c >&- 2>messages
check 'closed standard output for a dump' 2 $?
"$awaitc" -I "$include" - -o out.c <&- 2>messages
check 'closed standard input' 2 $?
for argument in --help --version --dump=ast --dump=machine '-o -'; do
    [ -c /dev/full ] || continue
    "$awaitc" -I "$include" good.c $argument >/dev/full 2>messages
    check "full standard output, $argument" 2 $?
done
("$awaitc" -I "$include" good.c -o - 2>messages; echo $? >status) | true
check 'a pipe that nobody reads' '0 2' "$(cat status)"
echo 'int x = ;' >bad.c
"$awaitc" bad.c -o out.c 2>&-
[ $? -eq 1 ] || fail 'closed standard error: exit status'
"$awaitc" -I "$include" good.c -o out.c 2>&-
[ $? -eq 0 ] || fail 'closed standard error: exit status of a good file'
! grep -q 'awaitc: ' out.c || fail 'closed standard error: messages in the output'

# ---- what is no fault ----
"$awaitc" --no-line -I "$include" good.c -o wanted.c || fail 'a good file'
accept() {
    sed 's,"pipe","good.c",; s,"<stdin>","good.c",' out.c | cmp wanted.c - || fail "$1: another output"
    rm -f out.c
}
mkfifo pipe
cat good.c >pipe &
"$awaitc" --no-line -I "$include" pipe -o out.c
accept 'a pipe as input'
"$awaitc" --no-line -I "$include" - -o out.c <good.c
accept 'standard input'
echo 'was' >real.c
ln -s real.c link.c
"$awaitc" -I "$include" good.c -o link.c || fail 'a link as output'
[ -L link.c ] && grep -q later real.c || fail 'a link as output is replaced'
"$awaitc" -I "$include" good.c -o "$(repeat y 250).c" || fail 'an output with a long name'

name=$(printf 'two\nlines"\\.c')
cp good.c "$name"
"$awaitc" -I "$include" "$name" -o out.c || fail 'a name with two lines'
cc -I "$include" -c out.c -o out.o || fail 'a name with two lines: does not compile'
rm -f out.c out.o

# ---- signals ----
{ cat good.c; awk 'BEGIN { for (i = 0; i < 1000; i++)
    printf "async int f%d(int x) { return await later(x) + await twice(%d); }\n", i, i }'; } >large.c
"$awaitc" -I "$include" large.c -o out.c || fail 'a large file'
mv out.c whole.c
for signal in TERM INT HUP; do
    for delay in 0.1 0.5 1; do
        echo 'as it was' >out.c
        "$awaitc" -I "$include" large.c -o out.c 2>/dev/null &
        process=$!
        sleep $delay
        kill -s $signal $process 2>/dev/null
        wait $process 2>/dev/null
        cmp -s whole.c out.c || [ "$(head -c 100 out.c)" = 'as it was' ] || fail "SIG$signal: part of an output"
        nothing_left "SIG$signal"
    done
done
exit $failures
