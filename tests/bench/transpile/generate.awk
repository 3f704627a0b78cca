# Writes a dialect file that is large in one way, to show how the cost of transpiling grows with it.
#
#   awk -v kind=KIND -v count=COUNT -f generate.awk
#
#   functions   COUNT functions of 20 statements, each with 4 awaits
#   statements  one function of COUNT statements, a quarter of them with an await, 40 locals
#   locals      one function of COUNT locals that are read at its end, set one after another, with an
#               await behind each
#   kept        the same, but all of them change ahead of each await: COUNT x COUNT stores are due
#   nesting     loops and conditions COUNT deep, an await in each
#   blocks      COUNT blocks one after another, each with locals of the same three names
#   operands    COUNT awaits in one expression
#   cases       a switch with COUNT cases, an await in each
#   uses        COUNT statements that use macros, none of them with an await in its body
#   plain       COUNT ordinary functions of 20 statements and one async one
#   tables      an array of COUNT rows of numbers and one async function
#   headers     COUNT and more declarations, types and macros of the system's, and one async function
#   expanded    COUNT uses of a macro that has an await in its body
#   asserts     COUNT statements, each behind an assertion, a tenth of them with an await
#   labels      COUNT labels, an await and a goto at each
#   cleanups    COUNT blocks with a cleanup that comes out of a macro, an await in each
#   defers      COUNT blocks with a defer and an await
#   tries       COUNT try blocks with an await
#   tasks       COUNT blocks that own a task and await it
#   generators  COUNT generators of three yields
function line(text) {
    print text
}

# An ordinary statement, with something of everything in it.
function statement(i, locals,    a, b, c) {
    a = "v" i % locals
    b = "v" (i * 7 + 3) % locals
    c = "v" (i * 13 + 5) % locals
    if (i % 5 == 0)
        return a " = " b " * 3 + (" c " >> 2);"
    if (i % 5 == 1)
        return "if (" a " > " b ") " c " -= " b " & 15;"
    if (i % 5 == 2)
        return "table[" a " & 63] += work(" b ", " c " + 1);"
    if (i % 5 == 3)
        return "for (int i = 0; i < 3; i++) " a " ^= i + table[i];"
    return a "++, " b " += point.x; /* a comment */"
}

function await_statement(i, locals,    a, b) {
    a = "v" i % locals
    b = "v" (i * 7 + 3) % locals
    if (i % 3 == 0)
        return a " = await step(" b ");"
    if (i % 3 == 1)
        return "if (await step(" a ") > 3) " b "++;"
    return a " += work(" b ", await step(" b " + 1));"
}

function declare(locals,    i) {
    for (i = 0; i < locals; i++)
        line("    int v" i " = seed + " i ";")
}

function sum(locals,    i) {
    line("    int total = 0;")
    for (i = 0; i < locals; i++)
        line("    total += v" i ";")
    line("    return total;")
    line("}")
}

function body(statements, awaits, locals,    i, every) {
    declare(locals)
    every = awaits ? int(statements / awaits) : 0
    for (i = 0; i < statements; i++)
        line("    " (every && i % every == every - 1 ? await_statement(i, locals) : statement(i, locals)))
    sum(locals)
}

function open(name) {
    line("async int " name "(int seed)")
    line("{")
}

function nest(depth,    i, indent) {
    open("nested")
    declare(10)
    for (i = 0; i < depth; i++) {
        line(i % 2 ? "for (int n" i " = 0; n" i " < 1; n" i "++) {" : "if (v" i % 10 " != -1) {")
        line(await_statement(i, 10))
    }
    for (i = 0; i < depth; i++)
        line(statement(i, 10) " }")
    sum(10)
}

function blocks(count,    i) {
    open("blocks")
    line("    int total = 0;")
    for (i = 0; i < count; i++) {
        line("    {")
        line("        int a = seed + " i ", b = a * 2, c = b - seed;")
        line("        a = await step(b);")
        line("        total += a + b + c;")
        line("    }")
    }
    line("    return total;")
    line("}")
}

function operands(count,    i) {
    open("operands")
    line("    return seed")
    for (i = 0; i < count; i++)
        line("        + work(seed, await step(seed + " i "))")
    line("        + 1;")
    line("}")
}

function cases(count,    i) {
    open("cases")
    declare(10)
    line("    switch (seed) {")
    for (i = 0; i < count; i++)
        line("    case " i ": " await_statement(i, 10) " break;")
    line("    default: break;")
    line("    }")
    sum(10)
}

function locals(count, changes,    i, j) {
    open("locals")
    declare(count)
    for (i = 0; i < count; i++) {
        if (changes)
            for (j = 0; j < count; j++)
                line("    v" j "++;")
        line("    v" i " += await step(v" (i * 7 + 3) % count ");")
    }
    sum(count)
}

function uses(count,    i) {
    open("uses")
    declare(10)
    for (i = 0; i < count; i++)
        line("    v" i % 10 " = LARGER(CLAMP(v" (i + 3) % 10 ", 1, ROWS), v1) + " \
            (i % 8 ? "LAST(v2);" : "await step(CLAMP(v2, 2, ROWS));"))
    sum(10)
}

function expanded(count,    i) {
    open("expanded")
    declare(10)
    for (i = 0; i < count; i++)
        line("    v" i % 10 " = STEP(v" (i + 3) % 10 ");")
    sum(10)
}

function asserts(count,    i) {
    open("asserts")
    declare(10)
    for (i = 0; i < count; i++)
        line("    assert(v" i % 10 " != -1); " (i % 10 ? statement(i, 10) : await_statement(i, 10)))
    sum(10)
}

function labels(count,    i) {
    open("labels")
    declare(10)
    for (i = 0; i < count; i++)
        line("place" i ": " await_statement(i, 10) " if (v" i % 10 " == -1) goto place" (i * 7919) % count ";")
    sum(10)
}

# COUNT blocks that begin and end so, with an await in each.
function sections(name, count, begin, end,    i) {
    line("static void release(int *held) { *held = 0; }")
    line("#define HOLD int held __attribute__((cleanup(release))) = 1")
    open(name)
    declare(10)
    for (i = 0; i < count; i++)
        line("    " begin " " await_statement(i, 10) " " end)
    sum(10)
}

function generators(count,    i) {
    for (i = 0; i < count; i++) {
        line("generator(int) numbers" i "(int from)")
        line("{")
        line("    for (int i = from; i < table[from]; i++)")
        line("        yield i;")
        line("    yield work(from, 1);")
        line("    yield from;")
        line("}")
    }
}

function plain(count,    i) {
    for (i = 0; i < count; i++) {
        line("int plain" i "(int seed)")
        line("{")
        body(20, 0, 8)
    }
}

function functions(count,    i) {
    for (i = 0; i < count; i++) {
        open("function" i)
        body(20, 4, 8)
    }
}

function tables(count,    i) {
    line("static const struct row { int key; const char *name; double weight; } rows[] = {")
    for (i = 0; i < count; i++)
        line("    {" i ", \"row " i "\", " i * 0.5 "},")
    line("};")
}

function headers(count,    i) {
    for (i = 0; i < count; i++) {
        line("#define CONSTANT_" i " (" i " + 1)")
        line("struct shape_" i " { int a, b; char *name; };")
        line("extern int call_" i "(struct shape_" i " *shape, unsigned long size);")
        line("enum choice_" i " { FIRST_" i ", SECOND_" i " };")
    }
}

BEGIN {
    line("#include <async.h>")
    if (kind == "headers") {
        split("errno fcntl inttypes limits math netdb pthread signal stdio stdlib string time unistd " \
            "sys/socket sys/stat sys/types netinet/in arpa/inet", names, " ")
        for (n = 1; n in names; n++)
            line("#include <" names[n] ".h>")
    }
    if (kind == "asserts")
        line("#include <assert.h>")
    line("#define ROWS 64")
    line("#define CLAMP(x, low, high) ((x) < (low) ? (low) : (x) > (high) ? (high) : (x))")
    line("#define LARGER(a, b) ((a) > (b) ? (a) : (b))")
    line("#define LAST(x) table[CLAMP(x, 0, ROWS - 1)]")
    line("#define STEP(x) (await step(x) + 1)")
    line("struct point { int x, y; };")
    line("static int table[ROWS];")
    line("static struct point point;")
    line("static int work(int a, int b) { return a * 31 + b + point.y; }")
    line("static async int step(int seed) { await async_yield(); return LAST(seed) + work(seed, 1); }")
    if (kind == "functions")
        functions(count)
    else if (kind == "statements") {
        open("statements")
        body(count, count / 4, 40)
    } else if (kind == "locals")
        locals(count, 0)
    else if (kind == "kept")
        locals(count, 1)
    else if (kind == "nesting")
        nest(count)
    else if (kind == "blocks")
        blocks(count)
    else if (kind == "operands")
        operands(count)
    else if (kind == "cases")
        cases(count)
    else if (kind == "uses")
        uses(count)
    else if (kind == "expanded")
        expanded(count)
    else if (kind == "asserts")
        asserts(count)
    else if (kind == "labels")
        labels(count)
    else if (kind == "cleanups")
        sections(kind, count, "{ HOLD;", "v0 += held; }")
    else if (kind == "defers")
        sections(kind, count, "{ defer v0++;", "}")
    else if (kind == "tries")
        sections(kind, count, "try {", "} catch (e) { v0 += e; }")
    else if (kind == "tasks")
        sections(kind, count, "{ future(int) task = spawn(step(v1));", "v0 += *await task; }")
    else if (kind == "generators")
        generators(count)
    else if (kind == "plain")
        plain(count)
    else if (kind == "tables")
        tables(count)
    else if (kind == "headers")
        headers(count)
    line("async int main(void) { return await step(1); }")
}
