#!/bin/sh
# links.sh SOURCE: every link in a page of the repository that names a file or a folder of it leads to one, and every
# anchor to a heading. Links and headings are read by awk, outside of examples; an anchor is what GitHub makes of a
# heading: in small letters, without punctuation, a hyphen for each space, and -1 behind the second of a name.
set -u
source=$(cd "$1" && pwd) || exit 1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0

find "$source" -name '*.md' ! -path "$source/build*/*" ! -path "$source/.git/*" | sort >"$work/pages"
while read -r page; do
    awk -v page="$page" -v anchors="$work/anchors" -v links="$work/links" '
        /^```/ { inside = !inside; next }
        inside || /^    / { next }
        /^#+ / {
            name = tolower($0)
            sub(/^#+ +/, "", name)
            gsub(/\]\([^)]*\)/, "", name)
            gsub(/[^a-z0-9 _-]/, "", name)
            gsub(/ /, "-", name)
            print page "#" name (seen[name] ? "-" seen[name] : "") >>anchors
            seen[name]++
        }
        {
            gsub(/`[^`]*`/, "")
            while (match($0, /\]\([^)]*\)/)) {
                print substr($0, RSTART + 2, RLENGTH - 3), NR, page >>links
                $0 = substr($0, RSTART + RLENGTH)
            }
        }' "$page"
done <"$work/pages"

# resolve PAGE PATH: the file or folder that a link on the page means, as find names it.
resolve() {
    folder=$(cd "$(dirname "$1")/$(dirname "$2")" 2>/dev/null && pwd) && echo "$folder/$(basename "$2")"
}

while read -r target line page; do
    case $target in
    *://* | mailto:*) continue ;;
    esac
    case $target in
    '#'*) file=$page ;;
    *) file=$(resolve "$page" "${target%%#*}") ;;
    esac
    case $target in
    *'#'*) grep -qxF "$file#${target#*#}" "$work/anchors" ;;
    *) [ -e "$file" ] ;;
    esac || {
        echo "${page#"$source"/}:$line: nothing is at $target" >&2
        failures=$((failures + 1))
    }
done <"$work/links"
[ -s "$work/links" ] || failures=1
exit $((failures > 0))
