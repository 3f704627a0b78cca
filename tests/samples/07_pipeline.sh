#!/bin/sh
. "$(dirname "$0")/common"
pipeline() {
    "$samples/07_pipeline" 2>&1
}
check 'until quit' 'no more lines
4 words, the longest of 5 letters' "$(printf 'some words here\nand quit now\nmore\n' | pipeline)"
check 'until the end' 'no more lines
2 words, the longest of 5 letters' "$(printf 'some words\nnot ended' | pipeline)"
check 'a line that is too long' 'no more lines
2 words, the longest of 255 letters' "$(printf '%0300d\n' 7 | pipeline)"
check 'nothing' 'no more lines
0 words, the longest of 0 letters' "$(printf '' | pipeline)"
finish
