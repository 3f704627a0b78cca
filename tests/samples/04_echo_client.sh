#!/bin/sh
# The echo client against our server and against socat's, from a pipe and from a file.
. "$(dirname "$0")/common"
need socat cmp
start "$samples/03_echo_server" 0

check 'lines' 'one
two' "$(printf 'one\ntwo\n' | "$samples/04_echo_client" "$port" 2>"$work/stderr")"
check 'the counts' 'sent 8 bytes, received 8' "$(cat "$work/stderr")"
head -c 2000000 /dev/urandom >"$work/sent"
"$samples/04_echo_client" "$port" <"$work/sent" >"$work/received" 2>/dev/null
cmp "$work/sent" "$work/received" || failures=$((failures + 1))
check 'slow input' 'a b' "$( (printf a; sleep 0.1; printf ' '; sleep 0.1; printf b) |
    "$samples/04_echo_client" "$port" 2>/dev/null)"
"$samples/04_echo_client" 1 </dev/null 2>"$work/stderr"
check 'nobody listens' 'cannot connect: Connection refused' "$(cat "$work/stderr")"
finish
