#!/bin/sh
# format.sh [--write]: are the sources laid out by .clang-format? Its version is pinned, since each lays out
# a little differently. The tests' inputs are left out: there the layout is part of the matter.
set -eu
cd "$(dirname "$0")/.."
command -v clang-format-14 >/dev/null || { echo 'no clang-format-14'; exit 77; }

mode='--dry-run --Werror'
[ "${1:-}" != --write ] || mode=-i
find transpiler runtime samples tests/unit tests/differential tests/fuzz \
    -path "*/crashers" -prune -o -name "*.[ch]" -print0 |
    xargs -0 -r clang-format-14 --style=file $mode
