#!/bin/sh
# The echo server against socat: small, large, and many clients at once of which one never speaks.
. "$(dirname "$0")/common"
need socat cmp
start "$samples/03_echo_server" 0

check 'a line' 'hello' "$(echo hello | socat -t 5 - "TCP:127.0.0.1:$port")"
socat -u "TCP:127.0.0.1:$port" /dev/null &
silent=$!
head -c 3000000 /dev/urandom >"$work/sent"
clients=
for i in 1 2 3 4 5 6 7 8; do
    socat -t 10 - "TCP:127.0.0.1:$port" <"$work/sent" >"$work/received.$i" &
    clients="$clients $!"
done
wait $clients
for i in 1 2 3 4 5 6 7 8; do
    cmp "$work/sent" "$work/received.$i" || failures=$((failures + 1))
done
kill $silent
finish
