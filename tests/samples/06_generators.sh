#!/bin/sh
. "$(dirname "$0")/common"
check 'what it prints' '2 3 5 7 11 13 17 19 23 29 
0 1 2 100
Ada Bob Cleo are 3' "$("$samples/06_generators")"
finish
