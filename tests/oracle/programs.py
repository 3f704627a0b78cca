# SPDX-License-Identifier: MIT
"""Random programs in a neutral form, which write_c.py and write_python.py put into words.

A program is a list of functions; function i calls and spawns only later ones, so that all of them end. A function is
its kind and its body, a list of statements; a statement is a tuple of its kind and its parts. Every function has the
variable x, which is its parameter and its result. One of kind 'async' has the parameter t, a handle, too; a 'consumer'
is the same with an async generator, g; the others are of kind 'generator' and 'async generator'. Bare futures belong to
the program: b0, b1, b2. A handle is a name: 't', 'b1', 'h7'. What is traced has a number of its own (`id` below), which
is printed with a value and the time.

    log id              sleep d     step        call id f n handle      spawn name how f n handle
    timer name d        (a task that only sleeps, of type void)         crowd id word count f n handle (await word of them)
    await id handle     shield id handle        shielded name handle    all|any|settle id handles
    cancel id handle    set id bare n           fail id bare code       state|error id handle
    on handle k         off id handle k         throw code              rethrow        return
    try body id body    defer body              timeout d body          block body     if n body body
    loop n name body    break n                 continue n
    gen name f n body   (a generator of function f, freed behind body)  each id f n name body
    next|send|gthrow|gclose|gdone|gvalue id name n                      yield id            from id f n
    agen name f n body  aeach id f n name body  anext|asend|athrow|aclose id name n         afrom id f n
    drain id f n count  (an ordinary function goes through a generator)

how: 'owned' by the block, 'kept' or 'discarded' by the call, or 'detached'. Handles go only to tasks that end before
what the handle names is freed: a task of the call gets none of a block's, a detached one only bare futures. The handle
that a consumer is spawned with is the name of an async generator.

Some programs have "macros": they write awaits of macro calls (asend, and async_all of several types, say), which awaitc
expands; the others use what is no macro instead.

A callback is what it does ('none', 'set', 'cancel' or 'fail' a bare future, or 'spawn' the last async function with it)
and that future.
"""
import random

CODES = (5, 22, 71, 125)  # EIO, EINVAL, EPROTO, ECANCELED
TIMES = (0, 0, 0.125, 0.125, 0.25, 0.375, 0.5, 1)
BARE = ("b0", "b1", "b2")
CALLBACKS = 4


class Scope:
    """Where a statement stands: what may be named, and what may be said."""

    def __init__(self, outer=None, **changes):
        if outer is not None:
            self.handles, self.timers = dict(outer.handles), list(outer.timers)
        else:
            self.handles, self.timers = {"t": "call"} if changes["kind"] == "async" else {}, []
        for name in ("depth", "kind", "function", "in_loop", "in_defer", "in_catch", "in_timeout", "is_body"):
            setattr(self, name, changes.get(name, getattr(outer, name, 0)))
        if outer is not None:
            self.depth = outer.depth + 1
            self.is_body = False


class Maker:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.ids = self.names = 0
        self.macros = self.random.random() < 0.2
        self.callbacks = [(self.random.choice(("none", "none", "set", "cancel", "fail", "spawn")),
                           self.random.choice(BARE))
                          for _ in range(CALLBACKS)]

    def new_id(self):
        self.ids += 1
        return self.ids

    def new_name(self, letter):
        self.names += 1
        return letter + str(self.names)

    # ---- handles ----

    def handle(self, scope):
        tasks = [name for name in scope.handles if name != "t"]
        if tasks and self.random.random() < 0.7:
            return self.random.choice(tasks)
        return self.random.choice(BARE + (("t",) if "t" in scope.handles else ()))

    def any_handle(self, scope):
        """One that need not have a value."""
        if scope.timers and self.random.random() < 0.3:
            return self.random.choice(scope.timers)
        return self.handle(scope)

    def handles(self, scope):
        names = list(scope.handles) + list(BARE) + (scope.timers if self.macros else [])
        return self.random.sample(names, self.random.randint(1, min(4, len(names))))

    def handle_for(self, scope, how):
        """One that may be given to a task that is spawned here."""
        names = list(BARE)
        if how == "owned":
            names += scope.handles
        elif how != "detached":
            names += [name for name, owner in scope.handles.items() if owner == "call"]
        return self.random.choice(names)

    # ---- simple statements ----

    def later(self, scope, kind):
        found = [i for i, k in enumerate(self.kinds) if i > scope.function and k == kind]
        return self.random.choice(found) if found else None

    def simple(self, scope):
        pick = self.random.choices(
            ("log", "sleep", "step", "call", "await", "shield", "shielded", "group", "crowd", "cancel", "set", "fail",
             "state", "error", "on", "off"), (3, 7, 2, 4, 8, 2, 1, 4, 1.5, 6, 4, 2, 2, 2, 3, 1))[0]
        return getattr(self, "make_" + pick)(scope)

    def make_log(self, scope):
        return ("log", self.new_id())

    def make_sleep(self, scope):
        return ("sleep", self.random.choice(TIMES))

    def make_step(self, scope):
        return ("step",)

    def make_crowd(self, scope):
        callee = self.later(scope, "async")
        if callee is None:
            return self.make_step(scope)
        return ("crowd", self.new_id(), self.random.choice(("all", "any", "settle")), self.random.randint(1, 4), callee,
                self.random.randrange(20), self.handle_for(scope, "kept"))

    def make_call(self, scope):
        callee = self.later(scope, "async")
        if callee is None:
            return self.make_sleep(scope)
        return ("call", self.new_id(), callee, self.random.randrange(20), self.handle_for(scope, "owned"))

    def make_await(self, scope):
        return ("await", self.new_id(), self.handle(scope))

    def make_shield(self, scope):
        return ("shield", self.new_id(), self.handle(scope))

    def make_shielded(self, scope):
        inner = self.handle(scope)
        name = self.new_name("s")
        if inner in BARE or inner == "t":
            return ("shield", self.new_id(), inner)
        statement = ("shielded", name, inner)
        scope.handles[name] = "block"
        return statement

    def make_group(self, scope):
        return (self.random.choice(("all", "any", "settle")), self.new_id(), self.handles(scope))

    def make_cancel(self, scope):
        return ("cancel", self.new_id(), self.any_handle(scope))

    def make_set(self, scope):
        return ("set", self.new_id(), self.random.choice(BARE), self.random.randrange(50))

    def make_fail(self, scope):
        return ("fail", self.new_id(), self.random.choice(BARE), self.random.choice(CODES))

    def make_state(self, scope):
        return ("state", self.new_id(), self.any_handle(scope))

    def make_error(self, scope):
        return ("error", self.new_id(), self.any_handle(scope))

    def make_on(self, scope):
        return ("on", self.any_handle(scope), self.random.randrange(CALLBACKS))

    def make_off(self, scope):
        return ("off", self.new_id(), self.any_handle(scope), self.random.randrange(CALLBACKS))

    def make_spawn(self, scope):
        callee = self.later(scope, "async")
        if callee is None or self.random.random() < 0.08:
            return self.make_timer(scope)
        hows = ["owned"] * 6 + ["discarded", "detached"] + ["kept"] * (2 if scope.is_body else 0)
        how = self.random.choice(hows)
        name = self.new_name("h")
        statement = ("spawn", name, how, callee, self.random.randrange(20), self.handle_for(scope, how))
        if how in ("owned", "kept"):
            scope.handles[name] = "block" if how == "owned" else "call"
        return statement

    def make_timer(self, scope):
        scope.timers.append(self.new_name("w"))
        return ("timer", scope.timers[-1], self.random.choice(TIMES))

    # ---- ways out ----

    def make_leave(self, scope):
        """A way out, often under a condition."""
        if scope.in_defer:
            return ("log", self.new_id())
        ways = [("throw", self.random.choice(CODES)), ("return",)]
        if scope.in_loop:
            ways += [("break", self.random.randrange(3)), ("continue", self.random.randrange(3))]
        if scope.in_catch:
            ways += [("rethrow",)] * 2
        way = self.random.choice(ways)
        if way[0] in ("break", "continue") or self.random.random() < 0.4:
            return way
        return ("if", self.random.randrange(3), [way], [])

    # ---- generators ----

    def make_yield(self, scope):
        """In a generator: what only it may say."""
        callee = self.later(scope, "generator")
        if scope.in_defer or scope.in_timeout or self.random.random() < 0.15:
            return ("log", self.new_id())
        if scope.kind == "generator" and callee is not None and self.random.random() < 0.25:
            return ("from", self.new_id(), callee, self.random.randrange(20))
        if scope.kind == "async generator" and self.random.random() < 0.25:
            callee = self.later(scope, self.random.choice(("generator", "async generator")))
            if callee is not None:
                return ("afrom", self.new_id(), callee, self.random.randrange(20))
        return ("yield", self.new_id())

    def make_generator_use(self, scope):
        kind = "generator"
        if scope.kind != "generator" and self.random.random() < 0.4:
            kind = "async generator"
        callee = self.later(scope, kind)
        if callee is None:
            return ("log", self.new_id())
        if kind == "generator" and self.random.random() < 0.1:
            return ("drain", self.new_id(), callee, self.random.randrange(20), self.random.randint(1, 5))
        letter = "a" if kind == "async generator" else ""
        if self.random.random() < 0.4:
            inner = Scope(scope, in_loop=1)
            return (letter + "each", self.new_id(), callee, self.random.randrange(20), self.new_name("v"),
                    self.body(inner, self.random.randint(1, 2)))
        name = self.new_name("g")
        inner = Scope(scope)
        steps = self.consumers(inner, name) if letter else []
        return (letter + "gen", name, callee, self.random.randrange(20),
                steps + self.generator_steps(inner, letter, name))

    def consumers(self, scope, generator):
        """Tasks that share it."""
        callee = self.later(scope, "consumer")
        if callee is None or scope.kind != "async" or self.random.random() < 0.4:
            return []
        steps = []
        for _ in range(self.random.randint(1, 2)):
            name = self.new_name("h")
            steps.append(("spawn", name, "owned", callee, self.random.randrange(20), generator))
            scope.handles[name] = "block"
        return steps

    def generator_steps(self, scope, letter, name):
        steps = []
        kinds = ("anext", "asend", "athrow", "aclose") if letter else ("next", "send", "gthrow", "gclose")
        for _ in range(self.random.randint(2, 6)):
            kind = self.random.choices(kinds + ("gdone", "gvalue", ""), (6, 4, 2, 1, 1, 1, 2))[0]
            if kind == "asend" and not self.macros:
                kind = "anext"
            if kind in ("athrow", "gthrow"):
                step = (kind, self.new_id(), name, self.random.choice(CODES))
            elif kind:
                step = (kind, self.new_id(), name, self.random.randrange(50))
            else:
                step = self.statement(Scope(scope))
            if self.random.random() < 0.3:
                step = ("try", [step], self.new_id(), [("log", self.new_id())])
            steps.append(step)
        return steps

    def plain(self, scope):
        """In a plain generator."""
        kind = self.random.random()
        if kind < 0.15:
            return self.make_leave(scope)
        if kind < 0.35 and scope.depth < 4:
            return self.make_generator_use(scope)
        if kind < 0.75 and scope.depth < 4:
            pick = self.random.choices(("try", "defer", "block", "if", "loop"), (5, 3, 1, 1, 3))[0]
            return getattr(self, "make_" + pick)(scope)
        return self.make_log(scope)

    def body(self, scope, size=None):
        statements = []
        for _ in range(size or self.random.randint(1, 5)):
            statements.append(self.statement(scope))
            if statements[-1][0] in ("throw", "return", "rethrow"):
                break
        return statements

    def statement(self, scope):
        kind = self.random.random()
        if "generator" in scope.kind and kind < 0.35:
            return self.make_yield(scope)
        if scope.kind == "generator":
            return self.plain(scope)
        if "generator" in self.kinds and kind > 0.8:
            return self.make_generator_use(scope)
        if scope.kind == "consumer" and kind > 0.5:
            return ("block", self.generator_steps(Scope(scope), "a", "g")[:2])
        if kind < 0.25 and scope.kind in ("async", "consumer"):
            return self.make_spawn(scope)
        if kind < 0.33:
            return self.make_leave(scope)
        if kind < 0.60 and scope.depth < 4:
            return self.compound(scope)
        return self.simple(scope)

    def compound(self, scope):
        pick = self.random.choices(("try", "defer", "timeout", "block", "if", "loop"), (7, 3, 4, 2, 1, 2))[0]
        return getattr(self, "make_" + pick)(scope)

    def make_try(self, scope):
        body = self.body(Scope(scope))
        return ("try", body, self.new_id(), self.body(Scope(scope, in_catch=1), self.random.randint(1, 2)))

    def make_defer(self, scope):
        if scope.in_defer:
            return self.make_block(scope)
        return ("defer", self.body(Scope(scope, in_defer=1, in_loop=0, in_catch=0), self.random.randint(1, 2)))

    def make_timeout(self, scope):
        return ("timeout", self.random.choice(TIMES + (-1,)), self.body(Scope(scope, in_timeout=1)))

    def make_block(self, scope):
        return ("block", self.body(Scope(scope)))

    def make_if(self, scope):
        return ("if", self.random.randrange(3), self.body(Scope(scope), 2), self.body(Scope(scope), 1))

    def make_loop(self, scope):
        return ("loop", 2, self.new_name("i"), self.body(Scope(scope, in_loop=1)))

    # ---- the whole ----

    def program(self):
        self.kinds = ["async"] * self.random.randint(2, 4)
        if self.random.random() < 0.4:
            self.kinds += ["consumer"] * self.random.randint(0, 1)
            self.kinds += ["async generator"] * self.random.randint(0, 2)
            self.kinds += ["generator"] * self.random.randint(1, 3)
        functions = []
        for i, kind in enumerate(self.kinds):
            scope = Scope(kind=kind, function=i, is_body=1)
            functions.append((kind, self.body(scope, self.random.randint(4, 8)) + [("return",)]))
        return {"functions": functions, "callbacks": self.callbacks, "macros": self.macros}


def make(seed):
    return Maker(seed).program()
