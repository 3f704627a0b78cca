#!/bin/sh
. "$(dirname "$0")/common"
check 'what it prints' 'attempt 1 timed out
attempt 2 timed out
answer 42
attempt 1 timed out
attempt 2 timed out
all attempts: Connection timed out
not saved yet
saved' "$("$samples/09_timeouts")"
finish
