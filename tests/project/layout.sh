#!/bin/sh
# layout.sh SOURCE: includes run one way,
#     base -> ast -> front, check, flow -> lower -> emit -> options, compile -> main
# where front, check and flow do not know each other; only front/ includes libclang; runtime/ and
# transpiler/ do not include each other.
set -u
cd "$1"
failures=0

# refuse FOLDER PATTERN REASON: no file below FOLDER has an include of what matches PATTERN.
refuse() {
    if grep -rnE --include='*.[ch]' "^[[:space:]]*#[[:space:]]*include[[:space:]]+[\"<](\.\./)*($2)" $1; then
        echo "^ $3" >&2
        failures=$((failures + 1))
    fi
}

may_not_include() {
    refuse "transpiler/$1" "$2" "$1/ may not include this"
}

may_not_include base 'ast/|front/|check/|flow/|lower/|emit/|compile\.h|options\.h'
may_not_include ast 'front/|check/|flow/|lower/|emit/|compile\.h|options\.h'
may_not_include front 'check/|flow/|lower/|emit/|compile\.h|options\.h'
may_not_include check 'front/|flow/|lower/|emit/|compile\.h|options\.h'
may_not_include flow 'front/|check/|lower/|emit/|compile\.h|options\.h'
may_not_include lower 'emit/|compile\.h|options\.h'
may_not_include emit 'compile\.h|options\.h'
for folder in base ast check flow lower emit; do
    may_not_include $folder 'clang-c/'
done
refuse 'transpiler/*.[ch]' 'clang-c/' 'only front/ includes libclang'
refuse transpiler 'async\.h|async/|runtime/' 'the transpiler may not include the runtime'
refuse runtime 'transpiler/|base/|ast/|clang-c/' 'the runtime may not include the transpiler'
exit $failures
