# What the scripts of this folder share: `. lib.sh` with $awaitc set. Every run of awaitc has to end by
# itself, with 0, or with 1 or 2 and a message, and leave an output as it was that it does not replace.
set -u
here=$(cd "$(dirname "$0")" && pwd)
include=$(cd "$here/../../runtime/include" && pwd)
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
cd "$work" || exit 1
failures=0

fail() {
    echo "$*" >&2
    failures=$((failures + 1))
}

# check TITLE WANTED STATUS: WANTED is a list of exit statuses; the messages are in the file `messages`.
check() {
    case " $2 " in
    *" $3 "*) ;;
    *) fail "$1: exit status $3, not one of: $2"; head -c 400 messages >&2 ;;
    esac
    if [ "$3" -ne 0 ] && ! grep -q 'error: ' messages; then
        fail "$1: no message"
    fi
}

# refuse TITLE STATUS ARGUMENT...: awaitc exits with STATUS and a message, and `out.c` stays as it was.
refuse() {
    title=$1 wanted=$2
    shift 2
    echo 'as it was' >out.c
    timeout 60 "$awaitc" -I "$include" "$@" >output 2>messages </dev/null
    check "$title" "$wanted" $?
    [ "$(cat out.c)" = 'as it was' ] || fail "$title: touched the output"
    nothing_left "$title"
}

nothing_left() {
    for file in .awaitc-*; do
        [ ! -e "$file" ] || { fail "$1: leaves $file"; rm -f "$file"; }
    done
}

# repeat TEXT COUNT
repeat() {
    awk -v text="$1" -v count="$2" 'BEGIN { for (i = 0; i < count; i++) printf "%s", text }'
}
