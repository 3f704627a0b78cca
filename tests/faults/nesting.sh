#!/bin/sh
# nesting.sh AWAITC: whatever C lets nest, nested 10,000 deep (3,000 where clang itself needs time that grows with
# the square). awaitc transpiles it, or refuses it with an error.
awaitc=$1
. "$(dirname "$0")/lib.sh"
deep=10000

# body TITLE STATUS TEXT: an async function of the text; what `nest` or `chain` printed stands in it.
body() {
    printf '%s' "#include <async.h>
async int f(int a);
async int g(int a) { int x = 0; $3 }
" >deep.c
    refuse "$1" "$2" deep.c --check
}
nest() {
    repeat "$1" $deep
    printf '%s' "$2"
    repeat "$3" $deep
}

# ---- expressions ----
body 'parentheses in an operand' 0 "return await f(1) + $(nest '(' a ')');"
body 'unary operators' 0 "return $(nest '- ' 'await f(a)' '');"
body 'sums' 0 "return $(nest '' 'await f(a)' ' + a');"
body 'commas' 0 "return $(nest '' 'await f(a)' ', a++');"
body 'logical operators' 0 "return $(nest '' 'await f(a)' ' && a');"
body 'assignments' 0 "return $(nest 'x = ' 'await f(a)' '');"
body 'conditions to the right' 0 "return $(nest 'a ? a : ' 'await f(a)' '');"
body 'conditions to the left' 0 "return $(nest 'a ? ' 'await f(a)' ' : a');"
body 'sizeof' 0 "return await f(1) + $(nest 'sizeof ' a '');"
body 'generic selections' 0 "return $(nest '_Generic(a, int: ' 'await f(a)' ')');"
body 'subscripts' 1 "return a$(nest '[0' '' ']') + await f(1);"

# ---- statements ----
body 'blocks' 0 "$(nest '{' 'await f(a);' '}') return x;"
body 'ifs' 0 "$(nest 'if (a) ' 'await f(a);' '') return x;"
body 'else ifs' 0 "$(nest 'if (a) x++; else ' 'await f(a);' '') return x;"
body 'labels of cases' 0 "switch (a) { $(awk "BEGIN { for (i = 0; i < $deep; i++) printf \"case %d: \", i }") await f(a); } return x;"
body 'cases' 0 "switch (a) { $(awk "BEGIN { for (i = 0; i < $deep; i++) printf \"case %d: await f(a); break; \", i }") } return x;"
body 'labels' 0 "$(awk "BEGIN { for (i = 0; i < $deep; i++) printf \"l%d: \", i }") await f(a); return x;"

# ---- declarations ----
body 'initialisers' 0 "int y = $(nest '{' 'await f(a)' '}'); return y;"
body 'declarators in parentheses' 0 "int $(nest '(' y ')'); y = await f(a); return y;"
body 'structs that are twice in each other' 0 "struct s0 { int x; }; $(awk 'BEGIN { for (i = 1; i < 28; i++)
    printf "struct s%d { struct s%d a, b; }; ", i, i - 1 }') struct s27 *y = 0; return await f(!y);"
body 'typeof' 0 "$(nest 'typeof(' a ')') y = await f(a); return y;"


# ---- what is left open ----
body 'open parentheses' 1 "return $(nest '(' '' '')"
body 'open blocks' 1 "$(nest '{' '' '')"
body 'closed blocks' 1 "$(nest '' '' '}')"
body 'open conditionals' 1 "
$(nest '#if 1
' '' '')"
body 'open calls of a macro' 1 "
#define m(x) x
return $(nest 'm(' '' '');"

# ---- what takes clang its time ----
deep=3000
body 'casts' 0 "return $(nest '(int)' 'await f(a)' '');"
body 'whiles' 0 "$(nest 'while (a) ' 'await f(a);' '') return x;"
body 'fors' 0 "$(nest 'for (; a; a--) {' 'await f(a);' '}') return x;"
body 'dos' 0 "$(nest 'do ' 'await f(a);' 'while (a--);') return x;"
body 'pointers' 0 "int $(nest '*' y '') = 0; await f(a); return !y;"
body 'structs' 0 "$(nest 'struct { ' 'int x;' '} m;') return await f(1);"

# ---- deeper than any stack ----
deep=1000000
body 'a million parentheses' 1 "return await f(1) + $(nest '(' a ')');"
exit $failures
