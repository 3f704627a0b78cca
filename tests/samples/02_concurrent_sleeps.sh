#!/bin/sh
. "$(dirname "$0")/common"
check 'what it prints' 'Bob slept 0.1 s
Cleo slept 0.2 s
Ada slept 0.3 s
0.6 s of sleep in 0.3 s' "$("$samples/02_concurrent_sleeps")"
finish
