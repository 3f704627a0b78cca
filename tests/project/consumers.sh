#!/bin/sh
# consumers.sh SOURCE: a header with prototypes of async functions can be included by ordinary files, in C
# and in C++.
set -u
include=$1/runtime/include
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0

cat >"$work/service.h" <<'END'
#ifndef SERVICE_H
#define SERVICE_H
#include <async.h>
#ifdef __cplusplus
extern "C" {
#endif
struct request { int id; };
async int handle(struct request *request);
static inline int next_id(int id) { return id + 1; }
typedef async int handler_fn(struct request *);
struct route { const char *path; handler_fn *handler; };
extern const struct route routes[2];
async void stop(void);
#ifdef __cplusplus
}
#endif
#endif
END
cat >"$work/plain.c" <<'END'
#include "service.h"
int compare(const struct route *route);
int compare(const struct route *route) { return route->handler == handle ? next_id(1) : 0; }
END
cp "$work/plain.c" "$work/plain.cc"

accepts() {
    command -v "${1%% *}" >/dev/null || return
    $1 -Wall -Wextra -Werror -I "$include" -c "$work/$2" -o "$work/out.o" || {
        echo "$1 refuses $2" >&2
        failures=$((failures + 1))
    }
}

accepts gcc plain.c
accepts 'gcc -std=c99 -pedantic' plain.c
accepts clang-19 plain.c
accepts tcc plain.c
accepts g++ plain.cc
accepts 'g++ -std=c++20' plain.cc
exit $failures
