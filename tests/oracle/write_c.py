# SPDX-License-Identifier: MIT
"""Programs as async C: many in one file, each a main function of its own that async_run runs with a virtual clock."""

HEAD = """#include <async.h>
#include <errno.h>
#include <stdio.h>

static void out(int id, int value)
{
    printf("%d %d %d\\n", id, value, (int)(async_time() * 1000));
}
static int mix(int x, int value)
{
    return (x * 7 + value + 1) % 1000;
}
struct callback {
    int id, what, begun;
    future(int) *bare;
    void (*begin)(struct callback *callback);
};
static void called(void *arg)
{
    struct callback *callback = arg;
    out(callback->id, future_state(*callback->bare));
    if (callback->what == 1)
        future_set(*callback->bare, callback->id);
    else if (callback->what == 2)
        future_cancel(*callback->bare);
    else if (callback->what == 3)
        future_fail(*callback->bare, EPROTO);
    else if (callback->what == 4 && callback->begun++ < 2)
        callback->begin(callback);
}
static int drain(int id, generator(int) g, int count)
{
    int sum = 0;
    for (int i = 0; i < count && gen_next(g); i++) {
        out(id, *g);
        sum += *g;
    }
    sum += gen_error(g) % 1000 * 2 + gen_done(g);
    gen_free(g);
    return sum % 1000;
}
static void ignore(const struct async_report *report, void *arg)
{
    (void)report, (void)arg;
}
static async void watchdog(future(int) *bare)
{
    for (int i = 0; i < 1000; i++) {
        await async_sleep(3);
        for (int k = 0; k < 3; k++)
            if (!future_done(bare[k]))
                future_set(bare[k], 1);
    }
}
"""

MAIN = """
static async int {p}main(void)
{{
    for (int i = 0; i < 3; i++)
        {p}b[i] = future_new(int);
    detach(spawn(watchdog({p}b)));
    try {{
        out(9000, await {p}f0(1, {p}b[0]));
    }} catch (e) {{
        out(9001, e);
    }}
    for (int i = 0; i < 3; i++)
        future_cancel({p}b[i]);
    return 0;
}}
"""

WHAT = {"none": 0, "set": 1, "cancel": 2, "fail": 3, "spawn": 4}
HOWS = {"owned": "future(int) {name} = spawn({call});", "kept": "future(int) {name}; {name} = spawn({call});",
        "discarded": "spawn({call});", "detached": "detach(spawn({call}));"}


HEADS = {"async": "async int {name}(int x, future(int) t)",
         "consumer": "async int {name}(int x, generator(int) g)", "generator": "generator(int) {name}(int x)",
         "async generator": "async generator(int) {name}(int x)"}
RETURNS = {"async": "return x;", "consumer": "return x;", "generator": "gen_return(x);", "async generator": "return;"}


class Writer:
    def __init__(self, prefix):
        self.prefix = prefix
        self.lines = []

    def line(self, depth, text):
        self.lines.append("    " * depth + text)

    def handle(self, name):
        return f"{self.prefix}b[{name[1]}]" if name[0] == "b" else name

    def handles(self, names):
        return ", ".join(self.handle(name) for name in names)

    def call(self, function, n, handle):
        return f"{self.prefix}f{function}({n}, {self.handle(handle)})"

    def value(self, depth, id, expression):
        self.line(depth, f"x = mix(x, {expression});")
        self.line(depth, f"out({id}, x);")

    def body(self, depth, statements):
        for statement in statements:
            getattr(self, "write_" + statement[0])(depth, *statement[1:])

    def block(self, depth, head, statements):
        self.line(depth, head + " {")
        self.body(depth + 1, statements)
        self.line(depth, "}")

    # ---- tasks and futures ----

    def write_log(self, depth, id):
        self.line(depth, f"out({id}, x);")

    def write_sleep(self, depth, seconds):
        self.line(depth, f"await async_sleep({seconds});")

    def write_step(self, depth):
        self.line(depth, "await async_yield();")

    def write_timer(self, depth, name, seconds):
        self.line(depth, f"future(void) {name} = spawn(async_sleep({seconds}));")

    def write_crowd(self, depth, id, word, count, function, n, handle):
        call = f"await async_{word}_n(crowd, {count})"
        self.line(depth, "{")
        self.line(depth + 1, f"future(int) crowd[{count}];")
        self.line(depth + 1, f"for (int i = 0; i < {count}; i++)")
        self.line(depth + 2, f"crowd[i] = spawn({self.prefix}f{function}({n} + i, {self.handle(handle)}));")
        self.line(depth + 1, f"x = mix(x, {call});" if word == "any" else call + ";")
        self.line(depth + 1, f"for (int i = 0; i < {count}; i++)")
        self.line(depth + 2, "x = mix(x, future_state(crowd[i]) + future_error(crowd[i]) % 1000);")
        self.line(depth, "}")
        self.line(depth, f"out({id}, x);")

    def write_call(self, depth, id, function, n, handle):
        self.value(depth, id, "await " + self.call(function, n, handle))

    def write_spawn(self, depth, name, how, function, n, handle):
        self.line(depth, HOWS[how].format(name=name, call=self.call(function, n, handle)))

    def write_await(self, depth, id, handle):
        self.value(depth, id, f"*await {self.handle(handle)}")

    def write_shield(self, depth, id, handle):
        if self.macros:
            self.value(depth, id, f"*await async_shield({self.handle(handle)})")
            return
        self.line(depth, "{")
        self.line(depth + 1, f"future(int) shield = async_shield({self.handle(handle)});")
        self.value(depth + 1, id, "*await shield")
        self.line(depth, "}")

    def write_shielded(self, depth, name, handle):
        self.line(depth, f"future(int) {name} = async_shield({self.handle(handle)});")

    def group(self, word, handles):
        if self.macros:
            return f"async_{word}({self.handles(handles)})"
        return f"async_{word}_n((future(int)[]){{{self.handles(handles)}}}, {len(handles)})"

    def write_all(self, depth, id, handles):
        self.line(depth, f"await {self.group('all', handles)};")
        self.line(depth, f"out({id}, x);")

    def write_any(self, depth, id, handles):
        self.value(depth, id, f"await {self.group('any', handles)}")

    def write_settle(self, depth, id, handles):
        self.line(depth, f"await {self.group('settle', handles)};")
        self.line(depth, f"out({id}, x);")

    def write_cancel(self, depth, id, handle):
        self.line(depth, f"out({id}, future_cancel({self.handle(handle)}));")

    def write_set(self, depth, id, bare, n):
        self.line(depth, f"out({id}, future_set({self.handle(bare)}, {n}));")

    def write_fail(self, depth, id, bare, code):
        self.line(depth, f"out({id}, future_fail({self.handle(bare)}, {code}));")

    def write_state(self, depth, id, handle):
        self.line(depth, f"out({id}, future_state({self.handle(handle)}));")

    def write_error(self, depth, id, handle):
        self.line(depth, f"out({id}, future_error({self.handle(handle)}));")

    def write_on(self, depth, handle, k):
        self.line(depth, f"future_on_done({self.handle(handle)}, called, &{self.prefix}c[{k}]);")

    def write_off(self, depth, id, handle, k):
        self.line(depth,
                  f"out({id}, future_remove_on_done({self.handle(handle)}, called, &{self.prefix}c[{k}]));")

    # ---- generators ----

    def write_yield(self, depth, id):
        self.line(depth, "yield x;")
        self.value(depth, id, "was_sent() ? received(int) : 0")

    def write_from(self, depth, id, function, n):
        self.value(depth, id, f"yield_from(int, {self.prefix}f{function}({n}))")

    def write_afrom(self, depth, id, function, n):
        if self.kinds[function] == "generator":
            self.write_from(depth, id, function, n)
        else:
            self.line(depth, f"yield_from(void, {self.prefix}f{function}({n}));")
            self.line(depth, f"out({id}, x);")

    def write_drain(self, depth, id, function, n, count):
        self.value(depth, id, f"drain({id}, {self.prefix}f{function}({n}), {count})")

    def write_gen(self, depth, name, function, n, body, close=""):
        self.line(depth, "{")
        self.line(depth + 1, f"generator(int) {name} = {self.prefix}f{function}({n});")
        self.line(depth + 1, f"defer gen_free({name});")
        if close:
            self.line(depth + 1, f"defer {close}")
        self.body(depth + 1, body)
        self.line(depth, "}")

    def write_agen(self, depth, name, function, n, body):
        self.write_gen(depth, name, function, n, body, f"await gen_aclose({name});")

    def write_each(self, depth, id, function, n, name, body, word="gen_each"):
        self.line(depth, f"{word} (int {name}, {self.prefix}f{function}({n})) {{")
        self.value(depth + 1, id, name)
        self.body(depth + 1, body)
        self.line(depth, "}")

    def write_aeach(self, depth, id, function, n, name, body):
        self.write_each(depth, id, function, n, name, body, "await_each")

    def resume(self, depth, id, name, call):
        self.value(depth, id, f"{call} ? *{name} : -1")

    def write_next(self, depth, id, name, n):
        self.resume(depth, id, name, f"gen_next({name})")

    def write_send(self, depth, id, name, n):
        self.resume(depth, id, name, f"gen_send({name}, {n})")

    def write_gthrow(self, depth, id, name, n):
        self.resume(depth, id, name, f"gen_throw({name}, {n})")

    def write_gclose(self, depth, id, name, n):
        self.line(depth, f"gen_close({name});")
        self.line(depth, f"out({id}, x);")

    def write_anext(self, depth, id, name, n):
        self.resume(depth, id, name, f"await gen_anext({name})")

    def write_asend(self, depth, id, name, n):
        self.resume(depth, id, name, f"await gen_asend({name}, {n})")

    def write_athrow(self, depth, id, name, n):
        self.resume(depth, id, name, f"await gen_athrow({name}, {n})")

    def write_aclose(self, depth, id, name, n):
        self.line(depth, f"await gen_aclose({name});")
        self.line(depth, f"out({id}, x);")

    def write_gdone(self, depth, id, name, n):
        self.line(depth, f"out({id}, gen_done({name}));")

    def write_gvalue(self, depth, id, name, n):
        self.line(depth, f"out({id}, gen_done({name}) ? gen_value(int, {name}) : -1);")

    # ---- control flow ----

    def write_throw(self, depth, code):
        self.line(depth, f"throw {code};")

    def write_rethrow(self, depth):
        self.line(depth, "throw;")

    def write_return(self, depth):
        self.line(depth, RETURNS[self.kind])

    def write_try(self, depth, body, id, handler):
        self.block(depth, "try", body)
        self.line(depth, "catch (e) {")
        self.line(depth + 1, f"out({id}, e);")
        self.line(depth + 1, "x = mix(x, e % 1000);")
        self.body(depth + 1, handler)
        self.line(depth, "}")

    def write_defer(self, depth, body):
        self.block(depth, "defer", body)

    def write_timeout(self, depth, seconds, body):
        self.block(depth, f"async_timeout ({seconds})", body)

    def write_block(self, depth, body):
        self.block(depth, "", body)

    def write_if(self, depth, n, then, other):
        self.block(depth, f"if (x % 3 == {n})", then)
        if other:
            self.block(depth, "else", other)

    def write_loop(self, depth, n, name, body):
        self.block(depth, f"for (int {name} = 0; {name} < {n}; {name}++)", body)

    def write_break(self, depth, n):
        self.line(depth, f"if (x % 3 == {n}) break;")

    def write_continue(self, depth, n):
        self.line(depth, f"if (x % 3 == {n}) continue;")

    # ---- the whole ----

    def program(self, program):
        p, self.macros = self.prefix, program["macros"]
        self.line(0, f"\nstatic future(int) {p}b[3];")
        self.kinds = [kind for kind, _ in program["functions"]]
        last = max(i for i, kind in enumerate(self.kinds) if kind == "async")
        self.line(0, f"static async int {p}f{last}(int x, future(int) t);")
        self.line(0, f"static void {p}begin(struct callback *callback)\n{{")
        self.line(1, f"spawn({p}f{last}(callback->id, *callback->bare));\n}}")
        callbacks = ", ".join(f"{{{8000 + i}, {WHAT[what]}, 0, &{p}b[{bare[1]}], {p}begin}}"
                              for i, (what, bare) in enumerate(program["callbacks"]))
        self.line(0, f"static struct callback {p}c[] = {{{callbacks}}};")
        for i, (kind, body) in reversed(list(enumerate(program["functions"]))):
            self.kind = kind
            self.line(0, f"static {HEADS[kind].format(name=p + f'f{i}')}\n{{")
            if "generator" in kind:
                self.line(1, "if (0)\n        yield x;")
            self.body(1, body)
            self.line(0, "}")
        self.lines.append(MAIN.format(p=p))


def write(programs):
    """The text of a file of all the programs; each one's trace begins with `= index` and ends with `! index`."""
    texts = [HEAD]
    for i, program in enumerate(programs):
        writer = Writer(f"p{i}_")
        writer.program(program)
        texts.append("\n".join(writer.lines))
    texts.append("\nint main(void)\n{\n    setvbuf(stdout, NULL, _IOLBF, 0);\n    async_test_clock(1);\n    async_on_unhandled(ignore, NULL);")
    for i in range(len(programs)):
        texts.append(f'    puts("= {i}");\n    async_run(p{i}_main());\n    puts("! {i}");\n    fflush(stdout);')
    texts.append("    return 0;\n}\n")
    return "\n".join(texts)
