#!/bin/sh
# docs.sh AWAITC LIBASYNC_SANITIZED page.md: the examples of a page hold what they say. Each block fenced by
#
#   ```c               is transpiled and compiled; one with a main is run, too
#   ```c body          stands in an async main and is run
#   ```c refused ID    is refused by the rule with that id
#   ```python          is run, if there is a python3 with asyncio.timeout, and prints what the next block does
#
# They see the c blocks without a main that stand above them under the same heading. Programs run on the virtual clock
# and print what their lines `// prints: ...` say.
set -u
awaitc=$1 library=$2 page=$3
include=$(cd "$(dirname "$0")/../runtime/include" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0

fail() {
    echo "$(basename "$page"):$1" >&2
    failures=$((failures + 1))
}

# Writes each block as LINE.c or LINE.py, and a line `LINE KIND` to the list; but for a c block that the next one sees,
# which is compiled with that.
awk -v work="$work" -v page="$(basename "$page")" '
    function write(kind,    file) {
        file = sprintf("%s/%05d.%s", work, start, kind == "python" ? "py" : "c")
        if (kind == "python") {
            printf "%s", text >file
        } else {
            printf "#include <async.h>\n#include <errno.h>\n#include <stdbool.h>\n#include <stdio.h>\n" >file
            printf "#include <stdlib.h>\n#include <string.h>\n%s", shared >file
            if (kind == "body" || kind == "program")
                printf "static __attribute__((constructor)) void set_clock(void) { async_test_clock(1); }\n" >file
            if (kind == "body")
                printf "async int main(void)\n{\n" >file
            printf "#line %d \"%s\"\n%s", start + 1, page, text >file
            if (kind == "body")
                printf "}\n" >file
        }
        close(file)
        entry = sprintf("%05d %s %s", start, kind, id)
        if (kind == "c")
            waiting = entry
        else
            list(entry)
        if (kind == "body" || kind == "program")
            waiting = ""
    }
    function list(entry) {
        if (entry != "")
            print entry >(work "/list")
    }
    function end_heading() {
        list(waiting)
        shared = waiting = ""
    }
    /^```/ && inside {
        if (kind == "c" && text ~ /main\(/)
            kind = "program"
        if (kind != "")
            write(kind)
        if (kind == "c")
            shared = shared sprintf("#line %d \"%s\"\n%s", start + 1, page, text)
        inside = 0
        next
    }
    /^```/ {
        inside = 1; start = NR; text = ""; id = $3
        kind = $1 == "```python" ? "python" : $1 != "```c" ? "" : $2 == "" ? "c" : $2
        next
    }
    inside { text = text $0 "\n" }
    !inside && /^#/ { end_heading() }
    END { end_heading() }' "$page"
[ -s "$work/list" ] || { echo "$page: no examples" >&2; exit 1; }

transpile() {
    "$awaitc" -I "$include" "$work/$1.c" -o "$work/$1.out.c" 2>"$work/errors"
}

build() {
    gcc -O1 -g -pthread -fsanitize=address,undefined -fno-sanitize-recover=all -Wall -Wextra -Werror -Wno-unused \
        -Wno-implicit-fallthrough -I "$include" "$work/$1.out.c" $2 -o "$work/program" 2>"$work/errors"
}

# run LINE: what the program prints is what it says, and what the Python above it has printed.
run() {
    build "$1" "$library" || { fail "$1: does not compile"; cat "$work/errors" >&2; return; }
    timeout 20 "$work/program" >"$work/actual" 2>"$work/errors" || { fail "$1: fails"; cat "$work/errors" >&2; }
    sed -n 's,^.*// prints: \{0\,1\},,p' "$work/$1.c" >"$work/expected"
    diff -u "$work/expected" "$work/actual" || fail "$1: prints something else"
    [ -f "$work/python" ] || return
    diff -u "$work/expected" "$work/python" || fail "$1: python prints something else"
    rm "$work/python"
}

has_python() {
    python3 -c 'import asyncio; asyncio.timeout' 2>/dev/null
}

while read -r line kind id; do
    case $kind in
    python)
        has_python || continue
        timeout 20 python3 "$(dirname "$0")/docs.py" "$work/$line.py" >"$work/python" || fail "$line: python fails" ;;
    refused)
        transpile "$line" && fail "$line: is not refused"
        grep -q "error: .*\[$id\]" "$work/errors" || { fail "$line: not by $id"; cat "$work/errors" >&2; } ;;
    *)
        transpile "$line" || { fail "$line: is refused"; cat "$work/errors" >&2; continue; }
        case $kind in
        c) build "$line" -c || { fail "$line: does not compile"; cat "$work/errors" >&2; } ;;
        *) run "$line" ;;
        esac ;;
    esac
done <"$work/list"
exit $((failures > 0))
