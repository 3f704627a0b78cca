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

cat >"$work/numbers.c" <<'END'
#include <async.h>
struct point { int x, y; };
generator(int) numbers(int n);
generator(struct point) points(void);
future(struct point) ask(void);
int sum(int most);
int sum(int most)
{
    int total = 0;
    generator(int) g = numbers(3);
    while (gen_next(g))
        total += *g;
    gen_send(g, 5);
    gen_send(g, 2.5);
    gen_send(g, "text");
    gen_send(g, (struct point){1, 2});
    total += gen_value(int, g) + gen_error(g);
    gen_free(g);
    gen_each (int v, numbers(4)) {
        if (v == 1)
            continue;
        gen_each (const struct point p, points())
            total += p.x;
        if (total > most)
            return most;
        gen_each (int w, numbers(v))
            total += w;
        if (total == most)
            break;
    }
    future(struct point) p = ask();
    return future_done(p) ? total + p->x : total;
}
END
cat >"$work/reserved.c" <<'END'
#define ASYNC_NO_KEYWORDS 1
#include <async.h>
_Generator(int) numbers(int n);
int sum(int async);
int sum(int async)
{
    int yield = 0, try = 0, throw = async, catch = 1, defer = 2, future = 3, received = 4;
    _Gen_each (int detach, numbers(throw))
        yield += detach;
    return yield + try + catch + defer + future + received;
}
END

accepts() {
    command -v "${1%% *}" >/dev/null || return
    $1 -Wall -Wextra -Werror -I "$include" -c "$work/$2" -o "$work/out.o" || {
        echo "$1 refuses $2" >&2
        failures=$((failures + 1))
    }
}

for compiler in gcc 'gcc -std=c11 -pedantic' 'gcc -Wshadow' clang-19 'clang-19 -Wshadow' tcc; do
    accepts "$compiler" numbers.c
    accepts "$compiler" reserved.c
done
accepts gcc plain.c
accepts 'gcc -std=c99 -pedantic' plain.c
accepts clang-19 plain.c
accepts tcc plain.c
accepts g++ plain.cc
accepts 'g++ -std=c++20' plain.cc
exit $failures
