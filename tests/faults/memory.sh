#!/bin/sh
# memory.sh AWAITC: with too little memory awaitc says so and exits with 2; with more it does its work.
awaitc=$1
. "$(dirname "$0")/lib.sh"

{ echo '#include <async.h>'; echo 'async int later(int x) { return x; }'
  awk 'BEGIN { for (i = 0; i < 2000; i++)
      printf "async int f%d(int x) { return await later(x) + await later(%d); }\n", i, i }'; } >large.c
echo 'as it was' >out.c
last=2
for kilobytes in 200000 240000 260000 280000 300000 350000 400000 800000; do
    (ulimit -v $kilobytes && exec "$awaitc" -I "$include" large.c -o out.c) 2>messages
    status=$?
    # Below some limit the system cannot even start the program.
    [ $status -eq 127 ] && continue
    check "$kilobytes kilobytes" '0 2' $status
    last=$status
    [ $status -eq 0 ] || [ "$(cat out.c)" = 'as it was' ] || fail "$kilobytes kilobytes: touched the output"
    nothing_left "$kilobytes kilobytes"
    [ $status -eq 0 ] && echo 'as it was' >out.c
done
[ $last -eq 0 ] || fail 'not even 800 megabytes are enough'
exit $failures
