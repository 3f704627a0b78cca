#!/bin/sh
# junk.sh AWAITC: files that end too early, that are no text, NUL bytes, very long lines and very large files.
awaitc=$1
. "$(dirname "$0")/lib.sh"

cat >whole.c <<'END'
#include <async.h>
#define TWICE(x) ((x) + await later(x))
struct pair { int first, second; };
async int later(int x) { return x; }
static async int work(int count, struct pair *pair)
{
    int sum = 0; /* a comment */
    for (int i = 0; i < count; i++) {
        switch (await later(i)) {
        case 1: sum += TWICE(i); break;
        default: *pair = (struct pair){.second = await later(sum), .first = 'x'};
        }
        if (sum > 10 && await later(1)) goto out;
    }
out:
    return sum ? await later(sum) : (int)sizeof "text";
}
END
size=$(wc -c <whole.c)

# ---- files that end too early ----
# A file that ends at a line of the first level is a whole one.
at=1
while [ $at -lt "$size" ]; do
    head -c $at whole.c >part.c
    refuse "the first $at bytes" '0 1' part.c --check
    at=$((at + 53))
done

# ---- no text ----
printf '' >empty.c
refuse 'an empty file' 0 empty.c --check
refuse 'a program' 1 "$awaitc" -o out.c
for seed in 1 2 3; do
    awk -v seed=$seed 'BEGIN { srand(seed); for (i = 0; i < 3000; i++) printf "%c", int(rand() * 256) }' >random.c
    refuse "random bytes, $seed" '0 1' random.c --check
    { head -c 300 whole.c; cat random.c; tail -c 300 whole.c; } >within.c
    refuse "random bytes in a program, $seed" 1 within.c -o out.c
done
for at in 100 250 400 600; do
    { head -c $at whole.c; printf '\0\0'; tail -c +$((at + 1)) whole.c; } >nul.c
    refuse "NUL bytes at $at" '0 1' nul.c --check
    { head -c $at whole.c; printf '\377\376\200'; tail -c +$((at + 1)) whole.c; } >invalid.c
    refuse "invalid UTF-8 at $at" '0 1' invalid.c --check
done
head -c 5000 /dev/zero >zeros.c
refuse 'NUL bytes alone' '0 1' zeros.c --check
printf '\377\376i\0n\0t\0 \0x\0;\0' >wide.c
refuse 'UTF-16' 1 wide.c -o out.c

# ---- unfinished words ----
tokens='async await ( ) { } [ ] ; : ? = #include #define #if "x #define(x) case goto return sizeof struct typedef'
for token in $tokens; do
    { cat whole.c; echo "async int last(int x) { await later(1) + $token"; } >last.c
    refuse "$token at the end" 1 last.c -o out.c
done

# ---- long lines, large files ----
{ echo '#include <async.h>'; echo 'async int later(int x);'; printf 'async int work(int x) { '
  repeat 'x += 12345 * x; ' 65000; echo 'return await later(x); }'; } >line.c
refuse 'a line of a megabyte' 0 line.c --check
{ cat whole.c; printf 'char text[] = "'; repeat 'abcdefghijklmnop' 65000; echo '";'; } >string.c
refuse 'a string of a megabyte' 0 string.c --check
{ cat whole.c; printf 'int '; repeat 'abcdefghijklmnop' 65000; echo '= ;'; } >name.c
refuse 'a name of a megabyte' 1 name.c -o out.c
{ cat whole.c; printf '/* '; repeat 'comment
' 1300000; echo '*/'; } >comment.c
refuse 'ten megabytes of comment' 0 comment.c --check
{ cat whole.c; awk 'BEGIN { for (i = 0; i < 10000; i++) {
    printf "static inline int f%d(int x) { return x * %d + %d; }\n", i, i, i
    for (j = 0; j < 16; j++) print "// this line makes the file one of more than ten megabytes in all"
} }'; } >large.c
refuse 'ten megabytes with functions' 0 large.c --check
exit $failures
