# SPDX-License-Identifier: MIT
"""Makes a program smaller that fails a test, by halves and by statements, until no single change keeps it failing."""


def is_list(part):
    return isinstance(part, list)


def smaller_bodies(body):
    """The bodies that lack a statement, or have in its place what stands in it, or a smaller one."""
    half = len(body) // 2
    if half > 1:
        yield body[half:]
        yield body[:half]
    for i, statement in enumerate(body):
        before, after = body[:i], body[i + 1:]
        yield before + after
        for part in statement[1:]:
            if is_list(part) and part and isinstance(part[0], tuple):
                yield before + part + after
        for k, part in enumerate(statement):
            if is_list(part) and part and isinstance(part[0], tuple):
                for smaller in smaller_bodies(part):
                    yield before + [statement[:k] + (smaller,) + statement[k + 1:]] + after


def smaller_programs(program):
    functions = program["functions"]
    for i, (kind, body) in enumerate(functions):
        if len(body) > 1:
            yield dict(program, functions=functions[:i] + [(kind, body[-1:])] + functions[i + 1:])
    for i, (kind, body) in enumerate(functions):
        for smaller in smaller_bodies(body[:-1]):
            yield dict(program, functions=functions[:i] + [(kind, smaller + body[-1:])] + functions[i + 1:])


def reduce(program, fails, tries=400):
    progress = True
    while progress and tries > 0:
        progress = False
        for smaller in smaller_programs(program):
            tries -= 1
            if tries < 0:
                break
            if fails(smaller):
                program, progress = smaller, True
                break
    return program
