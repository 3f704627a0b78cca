# SPDX-License-Identifier: MIT
"""oracle.py --awaitc A --archive L --include I [--seed N] [--count N] [--batch N] [--keep FOLDER]: makes random
programs, runs each under asyncio and as async C, both with a virtual clock, and compares what they trace. The exit
status is 1 if any two differ; their texts and traces are left in FOLDER then.

Programs are numbered: the same number is the same program, whatever else is run."""
import argparse
import collections
import os
import subprocess
import sys
import tempfile
import warnings

import errors
import generators
import programs
import reduce
import virtual
import waiting
import write_c
import write_python

LONGEST = 1000  # events; longer programs are left out


def run_python(text):
    """The trace, or None if it or the program is too long."""
    trace = []
    loop = virtual.Loop()

    def out(id, value):
        trace.append(f"{id} {value} {int(loop.time() * 1000)}")
        if len(trace) > LONGEST:
            loop.is_too_long = True
            raise errors.TooLong

    names = dict(vars(errors) | vars(virtual) | vars(generators) | vars(waiting), out=out, mix=lambda x, value: (x * 7 + value + 1) % 1000)
    try:
        exec(compile(text, "program", "exec"), names)
        loop.run_program(names["main"]())
    except (SyntaxError, errors.TooLong):  # Python nests no more than 20 blocks
        return None
    finally:
        trace = list(trace)
        loop.close()
    return trace if len(trace) <= LONGEST else None


def build(options, text, folder, is_quiet=False):
    source, output, compiled, program = (os.path.join(folder, name) for name in ("in.c", "out.c", "out.o", "program"))
    with open(source, "w") as file:
        file.write(text)
    include = ["-I", options.include]
    for command in ([options.awaitc, "-w", *include, "--no-line", source, "-o", output],
                    [*options.cc.split(), "-w", *include, "-c", output, "-o", compiled],
                    [*options.link.split(), compiled, options.archive, "-o", program]):
        subprocess.run(command, check=True, timeout=300, stderr=subprocess.DEVNULL if is_quiet else None)
    return program


def run_c(program):
    """The traces by index; a trace without its end is one that crashed or did not finish."""
    try:
        result = subprocess.run([program], stdout=subprocess.PIPE, timeout=60)
        text, status = result.stdout, result.returncode
    except subprocess.TimeoutExpired as expired:
        text, status = expired.stdout or b"", "timeout"
    traces, trace = {}, None
    for line in text.decode().splitlines():
        if line[0] == "=":
            trace = traces[int(line[2:])] = []
        elif line[0] == "!":
            trace = None
        elif trace is not None:
            trace.append(line)
    if trace is not None:
        trace.append(f"exit status {status}")
    return traces


def first_difference(a, b):
    return next((i for i, (x, y) in enumerate(zip(a, b)) if x != y), min(len(a), len(b)))


def keep(options, seed, program, expected, actual):
    os.makedirs(options.keep, exist_ok=True)
    for name, text in ((f"{seed}.c", write_c.write([program])), (f"{seed}.py", write_python.write(program)),
                       (f"{seed}.expected", "\n".join(expected)), (f"{seed}.actual", "\n".join(actual))):
        with open(os.path.join(options.keep, name), "w") as file:
            file.write(text + "\n")


def compare(options, batch):
    """The number of programs of the batch, [(seed, program, expected)], that differ."""
    with tempfile.TemporaryDirectory() as folder:
        program = build(options, write_c.write([program for _, program, _ in batch]), folder)
        traces = run_c(program)
    different = 0
    for i, (seed, program, expected) in enumerate(batch):
        actual = traces.get(i)
        if actual is None:  # one before it crashed
            different += compare(options, [batch[i]])
        elif actual != expected:
            at = first_difference(expected, actual)
            print(f"program {seed}: event {at}: asyncio {expected[at:at + 1]}, awaitc {actual[at:at + 1]}")
            keep(options, seed, program, expected, actual)
            different += 1
    return different


def differs(options, program):
    """Does it, still making sense in both languages?"""
    try:
        expected = run_python(write_python.write(program))
        with tempfile.TemporaryDirectory() as folder:
            actual = run_c(build(options, write_c.write([program]), folder, True)).get(0)
    except Exception:
        return False
    return expected is not None and actual != expected


def kinds(body):
    """Of the statements in a body, and in those within it."""
    found = set()
    for statement in body:
        found.add(statement[0])
        for part in statement:
            if isinstance(part, list) and part and isinstance(part[0], tuple):
                found |= kinds(part)
    return found


def reduce_one(options):
    program = reduce.reduce(programs.make(options.seed), lambda smaller: differs(options, smaller), options.reduce)
    expected = run_python(write_python.write(program))
    with tempfile.TemporaryDirectory() as folder:
        actual = run_c(build(options, write_c.write([program]), folder)).get(0)
    keep(options, f"{options.seed}-reduced", program, expected, actual)


def main():
    parser = argparse.ArgumentParser()
    for name in ("awaitc", "archive", "include"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--cc", default="gcc -O0")
    parser.add_argument("--link", default="gcc -no-pie -z noexecstack")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=50)
    parser.add_argument("--batch", type=int, default=20)
    parser.add_argument("--keep", default="oracle-differences")
    parser.add_argument("--reduce", type=int, default=0)
    options = parser.parse_args()
    sys.unraisablehook = lambda _: None  # what is left of programs that are too long, or of generators
    warnings.simplefilter("ignore")
    if options.reduce:
        reduce_one(options)
        return 0
    compared = different = events = 0
    seed, batches, count = options.seed, {False: [], True: []}, collections.Counter()
    while compared < options.count:
        program = programs.make(seed)
        expected = run_python(write_python.write(program))
        batch = batches[program["macros"]]
        if expected is not None:
            batch.append((seed, program, expected))
            compared += 1
            events += len(expected)
            count.update(kinds([statement for _, body in program["functions"] for statement in body]))
        seed += 1
        for batch in batches.values():
            if batch and (len(batch) == options.batch or compared == options.count):
                different += compare(options, batch)
                batch.clear()
                print(f"{compared} programs, {events} events, {different} differ", flush=True)
    print("programs with", ", ".join(f"{kind} {number}" for kind, number in sorted(count.items())))
    return 1 if different else 0


if __name__ == "__main__":
    status = main()
    sys.stdout.flush()
    os._exit(status)  # without closing the generators that are left
