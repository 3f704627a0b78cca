#!/bin/sh
. "$(dirname "$0")/common"
check 'what it prints' 'hello, Ada
goodbye, Ada
that was 13 characters' "$("$samples/01_hello" Ada)"
finish
