#!/bin/sh
# diagnostics.sh SOURCE BUILD: every rule of rules.def has a section in docs/diagnostics.md whose example gives
# the rule's id and no other, and there is no section more; a warning's flags turn it off and make an error of it;
# each text of each rule is one that a file in tests/errors gives.
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
    grep -q "\[-W$id\]" "$work/messages" || continue
    "$awaitc" --check -I "$source/runtime/include" $flags "-Wno-$id" "$work/$id.c" 2>"$work/messages"
    [ -s "$work/messages" ] && fail "-Wno-$id does not turn it off"
    "$awaitc" --check -I "$source/runtime/include" $flags "-Werror=$id" "$work/$id.c" 2>/dev/null
    [ $? -eq 1 ] || fail "-Werror=$id makes no error of it"
done <"$work/rules"

cat "$source"/tests/errors/*.err >"$work/tested"
awk -F'"' '
    function gives(line, text, id,    parts, count, i, at) {
        count = split(text, parts, /%[st]/)
        for (i = 1; i <= count; i++) {
            at = parts[i] == "" ? 1 : index(line, parts[i])
            if (!at)
                return 0
            line = substr(line, at + length(parts[i]))
        }
        return index(line, id "]")
    }
    NR == FNR { tested[++lines] = $0; next }
    /^RULE\([A-Z_]+, "[a-z-]+"/ {
        for (i = 1; i <= lines && !gives(tested[i], $4, $2); i++)
            ;
        if (i > lines)
            print "no test in tests/errors gives: " $4
    }' "$work/tested" "$source/transpiler/ast/rules.def" >"$work/untested"
[ -s "$work/untested" ] && fail "$(cat "$work/untested")"
exit $((failures > 0))
