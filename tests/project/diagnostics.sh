#!/bin/sh
# diagnostics.sh SOURCE BUILD: every rule of rules.def has a section in docs/diagnostics.md whose example gives
# the rule's id and no other, and a file in tests/errors that gives it; and there is no section more.
# An example may name `// flags:`, and is put behind the lines that the page says it is, unless its fence is "```c whole".
set -u
source=$1 awaitc=$2/transpiler/awaitc page=$1/docs/diagnostics.md
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0

fail() {
    echo "$*" >&2
    failures=$((failures + 1))
}

sed -n 's/^RULE([A-Z_]*, "\([a-z-]*\)".*/\1/p' "$source/transpiler/ast/rules.def" | sort -u >"$work/rules"
sed -n 's/^### //p' "$page" | sort >"$work/sections"
diff "$work/rules" "$work/sections" >&2 || fail 'the rules (<) are not the sections of diagnostics.md (>)'

# The first lines of the page that are indented and begin with #include are what precedes an example.
awk '/^    #include/ {found = 1} found && /^    / {print substr($0, 5); next} found {exit}' "$page" >"$work/before"

while read -r id; do
    awk -v id="$id" '/^### / {inside = $2 == id; next} inside && /^```c/ {code = !done; next}
        /^```$/ {done = done || code; code = 0} inside && code' "$page" >"$work/code"
    fence=$(awk -v id="$id" '/^### / {inside = $2 == id} inside && /^```c/ {print; exit}' "$page")
    case $fence in
    '```c') cat "$work/before" "$work/code" >"$work/$id.c" ;;
    '```c whole') cp "$work/code" "$work/$id.c" ;;
    *) fail "$id: no example" && continue ;;
    esac
    flags=$(sed -n 's,^// flags: *,,p' "$work/$id.c")
    "$awaitc" --check -I "$source/runtime/include" $flags "$work/$id.c" 2>"$work/messages"
    got=$(sed -n 's/^[^ ]*: \(error\|warning\): .*\[\(-W\)\{0,1\}\([a-z-]*\)\]$/\3/p' "$work/messages" | sort -u)
    others=$(grep -cE ': (error|warning): .*[^]]$' "$work/messages")
    [ "$got" = "$id" ] && [ "$others" -eq 0 ] || {
        fail "the example of $id gives: $got"
        cat "$work/messages" >&2
    }
    grep -qE "\[(-W(error=)?)?$id\]" "$source"/tests/errors/*.err || fail "no test in tests/errors gives $id"
done <"$work/rules"
exit $failures
