# SPDX-License-Identifier: MIT
"""Programs as Python, on virtual.py, generators.py and waiting.py. The differences from asyncio that structured ownership makes are written out: a
block that owns tasks cancels and joins them in a `finally`, and so does each function with those of its call."""

WHAT = {"set": "future_set({bare}, {id})", "cancel": "{bare}.cancel()", "fail": "future_fail({bare}, EPROTO)",
        "spawn": "if c{i}.begun: c{i}.begun -= 1; detach(f{last}({id}, {bare}))", "none": "None"}
SPAWNS = {"owned": "{name} = {owner}.spawn({call})", "kept": "{name} = call.spawn({call})",
          "discarded": "call.spawn({call})", "detached": "detach({call})"}

MAIN = """
async def main():
    global b0, b1, b2
    loop = asyncio.get_running_loop()
    b0, b1, b2 = [loop.create_future() for _ in range(3)]
    detach(watchdog((b0, b1, b2)))
    try:
        out(9000, await f0(1, b0))
    except TooLong:
        raise
    except BaseException as error:
        ways_end()
        out(9001, code_of(error))
        release(error)
    for bare in b0, b1, b2:
        bare.cancel()


async def watchdog(bare):
    for _ in range(1000):
        await asyncio.sleep(3)
        for future in bare:
            future_set(future, 1)
"""


def is_owned(statement):
    """Does it declare a task that its block owns?"""
    return statement[0] == "timer" or statement[0] == "spawn" and statement[2] == "owned"


def puts_off(body, ends):
    """Is a task owned by a block in which, or around which, something at the end may await?"""
    for statement in body:
        kind = statement[0]
        if is_owned(statement) and ends:
            return True
        inside = ends + (kind in ("gen", "agen", "aeach"))
        if any(puts_off(part, inside) for part in statement if isinstance(part, list) and part
               and isinstance(part[0], tuple)):
            return True
        ends += kind == "defer"
    return False


class Writer:
    def __init__(self):
        self.lines = []
        self.names = 0
        self.run = None  # the owner of the tasks that a declaration joins here
        self.ends = 0  # what may await at the end of the blocks that it stands in

    def line(self, depth, text):
        self.lines.append("    " * depth + text)

    def new_name(self, letter):
        self.names += 1
        return f"{letter}{self.names}_"

    def value(self, depth, id, expression):
        self.line(depth, f"x = mix(x, {expression})")
        self.line(depth, f"out({id}, x)")

    def body(self, depth, statements):
        """What follows a defer, or the first task of a run, stands in a try that has it in its finally."""
        outer, self.run, ends = self.run, None, []
        if not statements:
            self.line(depth, "pass")
        for statement in statements:
            if statement[0] == "defer":
                ends.append(self.open_defer(depth, statement[1]))
                depth += 1
                self.run = None
                self.line(depth, "pass")
            elif is_owned(statement):
                if self.run is None:
                    ends.append(self.open_run(depth))
                    depth += 1
                self.simple(depth, statement)
            else:
                self.simple(depth, statement)
        for end in reversed(ends):
            depth -= 1
            end(depth)
        if ends:
            self.ways_end(depth)
        self.run = outer

    def simple(self, depth, statement):
        getattr(self, "write_" + statement[0])(depth, *statement[1:])

    def open_defer(self, depth, body):
        name, flight = self.new_name("d"), self.new_name("e")
        self.function(depth, name, "", body, "nonlocal x")
        self.line(depth, f"{flight} = None")
        self.line(depth, "try:")

        self.ends += 1

        def close(depth):
            self.ends -= 1
            self.end_in_flight(depth, name, flight)
        return close

    def end_in_flight(self, depth, name, flight):
        """Calls what stands at the end, with the error in flight put aside."""
        self.line(depth, "except BaseException as error:")
        self.line(depth + 1, f"{flight} = error")
        self.line(depth + 1, "raise")
        self.line(depth, "finally:")
        if self.kind == "generator":
            self.line(depth + 1, f"run_plain_defer({name}, {flight})")
        else:
            self.line(depth + 1, f"await run_defer({name}, {flight})")

    def open_run(self, depth):
        self.run = owner = self.new_name("o")
        self.line(depth, f"{owner} = Owner()")
        self.line(depth, "try:")

        goes_on = self.ends > 0

        def close(depth):
            self.line(depth, "finally:")
            self.line(depth + 1, f"await {owner}.join({goes_on})")
        return close

    def ways_end(self, depth):
        """In functions with a join that puts off what comes meanwhile."""
        if self.puts_off:
            self.line(depth, "ways_end()")

    def function(self, depth, name, parameters, body, first):
        self.line(depth, f"{'async ' if self.kind != 'generator' else ''}def {name}({parameters}):")
        self.line(depth + 1, first)
        self.body(depth + 1, body)

    def block(self, depth, head, statements):
        self.line(depth, head)
        self.body(depth + 1, statements)

    # ---- tasks and futures ----

    def write_log(self, depth, id):
        self.line(depth, f"out({id}, x)")

    def write_sleep(self, depth, seconds):
        self.line(depth, f"await asyncio.sleep({seconds})")

    def write_step(self, depth):
        self.line(depth, "await asyncio.sleep(0)")

    def write_timer(self, depth, name, seconds):
        self.line(depth, f"{name} = {self.run}.spawn(asyncio.sleep({seconds}))")

    def write_crowd(self, depth, id, word, count, function, n, handle):
        call = f"await wait_{word}(*crowd)"
        self.line(depth, f"crowd = [call.spawn(f{function}({n} + i, {handle})) for i in range({count})]")
        self.line(depth, f"x = mix(x, {call})" if word == "any" else call)
        self.line(depth, "for one in crowd:")
        self.line(depth + 1, "x = mix(x, future_state(one) + future_error(one) % 1000)")
        self.line(depth, f"out({id}, x)")

    def write_call(self, depth, id, function, n, handle):
        self.value(depth, id, f"await f{function}({n}, {handle})")

    def write_spawn(self, depth, name, how, function, n, handle):
        self.line(depth, SPAWNS[how].format(name=name, owner=self.run, call=f"f{function}({n}, {handle})"))

    def write_await(self, depth, id, handle):
        self.value(depth, id, f"await wait_for({handle})")

    def write_shield(self, depth, id, handle):
        self.value(depth, id, f"await asyncio.shield({handle})")

    def write_shielded(self, depth, name, handle):
        self.line(depth, f"{name} = asyncio.shield({handle})")

    def write_all(self, depth, id, handles):
        self.line(depth, f"await wait_all({', '.join(handles)})")
        self.line(depth, f"out({id}, x)")

    def write_any(self, depth, id, handles):
        self.value(depth, id, f"await wait_any({', '.join(handles)})")

    def write_settle(self, depth, id, handles):
        self.line(depth, f"await wait_settle({', '.join(handles)})")
        self.line(depth, f"out({id}, x)")

    def write_cancel(self, depth, id, handle):
        self.line(depth, f"out({id}, int({handle}.cancel()))")

    def write_set(self, depth, id, bare, n):
        self.line(depth, f"out({id}, future_set({bare}, {n}))")

    def write_fail(self, depth, id, bare, code):
        self.line(depth, f"out({id}, future_fail({bare}, {code}))")

    def write_state(self, depth, id, handle):
        self.line(depth, f"out({id}, future_state({handle}))")

    def write_error(self, depth, id, handle):
        self.line(depth, f"out({id}, future_error({handle}))")

    def write_on(self, depth, handle, k):
        self.line(depth, f"{handle}.add_done_callback(c{k})")

    def write_off(self, depth, id, handle, k):
        self.line(depth, f"out({id}, {handle}.remove_done_callback(c{k}))")

    # ---- generators ----

    def write_yield(self, depth, id):
        self.value(depth, id, "(yield x) or 0")

    def write_from(self, depth, id, function, n):
        self.value(depth, id, f"(yield from Inner(f{function}({n})))")

    def write_afrom(self, depth, id, function, n):
        """As PEP 380 has it."""
        inner, more, sent = self.new_name("g"), self.new_name("m"), self.new_name("s")
        kind = "Generator" if self.kinds[function] == "generator" else "AsyncGenerator"
        self.line(depth, f"{inner} = {kind}(f{function}({n}))")
        self.line(depth, f"{more} = await step_of({inner}.next())")
        self.line(depth, f"while {more}:")
        self.line(depth + 1, "try:")
        self.line(depth + 2, f"{sent} = yield {inner}.last")
        self.line(depth + 1, "except BaseException as error:")
        self.line(depth + 2, f"{more} = await throw_into({inner}, error)")
        self.line(depth + 1, "else:")
        self.line(depth + 2, f"{more} = await step_of({inner}.next() if {sent} is None else {inner}.send({sent}))")
        if kind == "Generator":
            self.line(depth, f"x = mix(x, {inner}.value)")
        self.line(depth, f"out({id}, x)")

    def write_drain(self, depth, id, function, n, count):
        self.value(depth, id, f"drain(out, {id}, Generator(f{function}({n})), {count})")

    def write_gen(self, depth, name, function, n, body, kind=""):
        """A block with a handle that its first defer frees."""
        free = f"await afree({name})" if kind else f"gen_free({name})"
        self.line(depth, f"{name} = {kind or 'Generator'}(f{function}({n}))")
        self.body(depth, [("defer", [("text", free)])] + body)

    def write_agen(self, depth, name, function, n, body):
        self.write_gen(depth, name, function, n, body, "AsyncGenerator")

    def write_aeach(self, depth, id, function, n, name, body):
        generator, flight = self.new_name("g"), self.new_name("e")
        self.line(depth, f"{generator} = AsyncGenerator(f{function}({n}))")
        self.line(depth, f"{flight} = None")
        self.line(depth, "try:")
        self.line(depth + 1, f"while await {generator}.next():")
        self.line(depth + 2, f"{name} = {generator}.last")
        self.value(depth + 2, id, name)
        self.ends += 1
        self.body(depth + 2, body)
        self.ends -= 1
        self.end_in_flight(depth, f"(lambda: afree({generator}))", flight)

    def write_text(self, depth, text):
        self.line(depth, text)

    def write_each(self, depth, id, function, n, name, body):
        generator = self.new_name("g")
        self.line(depth, f"{generator} = Generator(f{function}({n}))")
        self.line(depth, "try:")
        self.line(depth + 1, f"while {generator}.next():")
        self.ways_end(depth + 2)
        self.line(depth + 2, f"{name} = {generator}.last")
        self.value(depth + 2, id, name)
        self.body(depth + 2, body)
        self.line(depth, "finally:")
        self.line(depth + 1, f"gen_free({generator})")
        self.ways_end(depth)

    def resume(self, depth, id, name, call):
        self.value(depth, id, f"{name}.last if {call} else -1")

    def write_next(self, depth, id, name, n):
        self.resume(depth, id, name, f"{name}.next()")

    def write_send(self, depth, id, name, n):
        self.resume(depth, id, name, f"{name}.send({n})")

    def write_gthrow(self, depth, id, name, n):
        self.resume(depth, id, name, f"{name}.throw(error_for({n}))")

    def write_gclose(self, depth, id, name, n):
        self.line(depth, f"{name}.close()")
        self.line(depth, f"out({id}, x)")

    def write_anext(self, depth, id, name, n):
        self.resume(depth, id, name, f"await {name}.next()")

    def write_asend(self, depth, id, name, n):
        self.resume(depth, id, name, f"await {name}.send({n})")

    def write_athrow(self, depth, id, name, n):
        self.resume(depth, id, name, f"await {name}.throw(error_for({n}))")

    def write_aclose(self, depth, id, name, n):
        self.line(depth, f"await {name}.close()")
        self.line(depth, f"out({id}, x)")

    def write_gdone(self, depth, id, name, n):
        self.line(depth, f"out({id}, int({name}.done))")

    def write_gvalue(self, depth, id, name, n):
        self.line(depth, f"out({id}, {name}.value if {name}.done else -1)")

    # ---- control flow ----

    def write_throw(self, depth, code):
        self.line(depth, f"raise error_for({code})")

    def write_rethrow(self, depth):
        self.line(depth, "raise")

    def write_return(self, depth):
        self.line(depth, "return" if self.kind == "async generator" else "return x")

    def write_try(self, depth, body, id, handler):
        error = self.new_name("e")
        self.block(depth, "try:", body)
        self.line(depth, "except TooLong:")
        self.line(depth + 1, "raise")
        self.line(depth, f"except BaseException as {error}:")
        self.ways_end(depth + 1)
        self.line(depth + 1, f"out({id}, code_of({error}))")
        self.line(depth + 1, f"x = mix(x, code_of({error}) % 1000)")
        self.line(depth + 1, "with Catching(" + error + "):")
        self.body(depth + 2, handler)

    def write_timeout(self, depth, seconds, body):
        self.block(depth, f"async with Timeout({seconds}):", body)

    def write_block(self, depth, body):
        self.block(depth, "if True:", body)

    def write_if(self, depth, n, then, other):
        self.block(depth, f"if x % 3 == {n}:", then)
        if other:
            self.block(depth, "else:", other)

    def write_loop(self, depth, n, name, body):
        self.line(depth, f"for {name} in range({n}):")
        self.ways_end(depth + 1)
        self.body(depth + 1, body)
        self.ways_end(depth)

    def write_break(self, depth, n):
        self.line(depth, f"if x % 3 == {n}: break")

    def write_continue(self, depth, n):
        self.line(depth, f"if x % 3 == {n}: continue")

    # ---- the whole ----

    def generator(self, i, kind, body):
        """It holds a yield, whatever its body says."""
        self.line(0, f"{'async ' if kind != 'generator' else ''}def f{i}(x):")
        self.line(1, "if False: yield")
        self.body(1, body)

    def async_function(self, i, kind, body):
        self.line(0, f"async def f{i}(x, {'g' if kind == 'consumer' else 't'}):")
        self.line(1, "call = Owner()")
        self.line(1, "try:")
        self.body(2, body)
        self.line(1, "finally:")
        self.line(2, "await call.join(False)")
        self.ways_end(2)

    def program(self, program):
        self.kinds = [kind for kind, _ in program["functions"]]
        last = max(i for i, kind in enumerate(self.kinds) if kind == "async")
        for i, (what, bare) in enumerate(program["callbacks"]):
            self.line(0, f"def c{i}(_):")
            self.line(1, f"out({8000 + i}, future_state({bare}))")
            self.line(1, WHAT[what].format(bare=bare, id=8000 + i, last=last, i=i))
            self.line(0, f"c{i}.begun = 2")
        for i, (kind, body) in enumerate(program["functions"]):
            self.kind, self.puts_off = kind, puts_off(body, 0)
            if "generator" not in kind:
                self.async_function(i, kind, body)
            else:
                self.generator(i, kind, body)
        self.lines.append(MAIN)


def write(program):
    writer = Writer()
    writer.program(program)
    return "\n".join(writer.lines) + "\n"
