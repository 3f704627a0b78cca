#!/bin/sh
# setup.sh [build] [test] [differential] [fuzz]: installs what building, testing or fuzzing needs and the system lacks.
# apt is called only when something is missing; where there is no apt the missing packages are named.
set -eu
missing=

# need PACKAGE COMMAND|FILE...: any of these shows that the package is there.
need() {
    package=$1
    shift
    for sign; do
        case $sign in
        */*) for file in $sign; do [ ! -e "$file" ] || return 0; done ;;
        *) if command -v "$sign" >/dev/null; then return 0; fi ;;
        esac
    done
    missing="$missing $package"
}

for purpose; do
    case $purpose in
    build)
        need gcc gcc
        need libc6-dev '/usr/include/stdio.h'
        need cmake cmake
        need libclang-19-dev '/usr/lib/llvm-1[789]/include/clang-c/Index.h' \
            '/usr/lib/llvm-2?/include/clang-c/Index.h' '/usr/include/clang-c/Index.h'
        ;;
    test)
        need g++ g++
        need clang-19 clang-19
        need tcc tcc
        need clang-format-14 clang-format-14
        need pkg-config pkg-config
        need libcmocka-dev '/usr/include/cmocka.h'
        need curl curl
        need wrk wrk
        need socat socat
        need python3 python3
        need valgrind valgrind
        need csmith csmith
        need libcsmith-dev '/usr/include/csmith*/csmith.h'
        ;;
    differential) # to make the sources of real programs
        need ed ed
        need xz-utils xz
        ;;
    fuzz)
        need clang-19 clang-19
        need libclang-rt-19-dev '/usr/lib/llvm-19/lib/clang/19/lib/*/libclang_rt.fuzzer*.a'
        ;;
    esac
done

[ -n "$missing" ] || exit 0
if ! command -v apt-get >/dev/null; then
    echo "awaitc needs these packages (by their Debian names):$missing" >&2
    exit 1
fi
sudo=
[ "$(id -u)" -eq 0 ] || sudo=sudo
echo "Installing:$missing"
export DEBIAN_FRONTEND=noninteractive
$sudo apt-get update -qq
$sudo apt-get install -y -qq --no-install-recommends $missing
