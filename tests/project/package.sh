#!/bin/sh
# package.sh SOURCE BUILD: installed to a prefix of its own, the package builds a project that knows only
# find_package(awaitc). The project's dialect file depends on an include folder, a definition and a
# standard that come from a library it links, and is transpiled again when a header changes.
set -eu
build=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cmake --install "$build" --prefix "$work/prefix" >/dev/null
mkdir -p "$work/project/include" "$work/project/src"
cd "$work/project"

cat >CMakeLists.txt <<'END'
cmake_minimum_required(VERSION 3.20)
project(external C)
find_package(awaitc 0.1 REQUIRED)
add_library(greeting INTERFACE)
target_include_directories(greeting INTERFACE include)
target_compile_definitions(greeting INTERFACE TIMES=2 "NAME=\"two words\"")
add_executable(external)
awaitc_target_sources(external src/external.c OPTIONS -Werror -Wno-blocking-call)
target_link_libraries(external PRIVATE awaitc::async greeting)
set_target_properties(external PROPERTIES C_STANDARD 99 C_EXTENSIONS OFF)
target_compile_options(external PRIVATE -Wall -Wextra -Werror)
END
echo '#define WORD "hello"' >include/greeting.h
echo '#define MARK "!"' >src/local.h
cat >src/external.c <<'END'
#include "local.h"
#include <async.h>
#include <greeting.h>
#include <stdio.h>
#include <unistd.h>

#if !defined NAME || __STDC_VERSION__ != 199901L || !defined __STRICT_ANSI__
#error "awaitc was not told what the compiler is"
#endif

async int main(void)
{
    for (int i = 0; i < TIMES; i++) {
        await async_sleep(0.001);
        sleep(0);
        printf("%s %s%s\n", WORD, NAME, MARK);
    }
}
END

prints() {
    cmake --build out >log 2>&1 || { cat log; exit 1; }
    got=$(./out/external | tr '\n' ' ')
    [ "$got" = "$1" ] || { echo "prints $got instead of $1"; exit 1; }
}

cmake -S . -B out -DCMAKE_PREFIX_PATH="$work/prefix" >log 2>&1 || { cat log; exit 1; }
prints 'hello two words! hello two words! '

cmake --build out >log
! grep -q Transpiling log || { echo 'transpiled again though nothing changed'; exit 1; }
sleep 1
echo '#define WORD "goodbye"' >include/greeting.h
prints 'goodbye two words! goodbye two words! '
grep -q Transpiling log || { echo 'not transpiled again after a header changed'; exit 1; }
sleep 1
touch "$work/prefix/bin/awaitc"
cmake --build out >log
grep -q Transpiling log || { echo 'not transpiled again after awaitc changed'; exit 1; }
