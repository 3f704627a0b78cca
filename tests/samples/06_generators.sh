#!/bin/sh
. "$(dirname "$0")/common"
check 'what it prints' 'primes: 2 3 5 7 11 13 17 19 23 29
numbers: 0 1 2 100
Ada, Bob, Cleo, 3 in all' "$("$samples/06_generators")"
finish
