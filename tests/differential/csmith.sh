#!/bin/sh
# csmith.sh BUILD MODE FIRST COUNT [RESULTS]: csmith's programs of the seeds FIRST, FIRST+1, ... through one.sh; the
# results are named by their seeds. The seed also chooses how large the programs are.
set -u
build=$(cd "$1" && pwd) mode=$2 first=$3 count=$4
here=$(cd "$(dirname "$0")" && pwd)
headers=$(ls -d /usr/include/csmith* 2>/dev/null | tail -n 1)
[ -n "$headers" ] && command -v csmith >/dev/null || { echo 'no csmith'; exit 77; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
results=${5:-$folder/results}
touch "$results"

# Small ones mostly, because the compilers take long over large ones. CSMITH_OPTIONS sets it for all.
size_of() {
    [ -z "${CSMITH_OPTIONS:-}" ] || { echo "$CSMITH_OPTIONS"; return; }
    case $(($1 % 8)) in
    0) ;;
    1 | 2 | 3) echo --max-funcs 5 --max-block-depth 4 ;;
    4 | 5) echo --max-funcs 3 --max-block-depth 6 --max-block-size 3 ;;
    6) echo --max-funcs 4 --max-expr-complexity 20 --max-block-depth 3 --inline-function ;;
    7) echo --max-funcs 6 --max-block-size 2 --builtins --max-struct-fields 4 ;;
    esac
}

seed=$first
while [ "$seed" -lt $((first + count)) ]; do
    if ! grep -qE "^[a-z]+ seed$seed.c(:|\$)" "$results"; then
        # shellcheck disable=SC2046
        (cd "$folder" && csmith --seed "$seed" $(size_of "$seed") >"seed$seed.c")
        "$here/one.sh" "$build" "$mode" "$folder/seed$seed.c" "-I$headers" | sed "s,$folder/,," >>"$results"
        rm -f "$folder"/*.c "$folder"/platform.info
    fi
    seed=$((seed + 1))
done
"$here/many.sh" "$results" false </dev/null && grep -q '^same ' "$results"
