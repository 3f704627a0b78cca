#!/bin/sh
# run.sh [BUILD] [SUBJECT...]: builds the bench programs in BUILD/bench, runs them, prints the tables.
# SUBJECT: transform, tasks, generators, frames, echo, transpile; all of them unless told. docs/performance.md says what the
# lines mean. A peer whose compiler or library is missing is skipped, and named.
#
# From the environment: AWAITC and LIBASYNC (the command and the library that are measured), RUNS (5).
set -u
here=$(cd "$(dirname "$0")" && pwd)
include=$(cd "$here/../../runtime/include" && pwd)
build= subjects=
for word; do
    case $word in
    transform | tasks | generators | frames | echo | transpile) subjects="$subjects $word" ;;
    *) build=$word ;;
    esac
done
: "${build:=$here/../../build/release}" "${subjects:=transform tasks generators frames echo transpile}"
build=$(cd "$build" && pwd) || exit 1
awaitc=${AWAITC:-$build/transpiler/awaitc}
libasync=${LIBASYNC:-$build/libasync.a}
runs=${RUNS:-5}
work=$build/bench
base='awaitc, gcc' # whose figures the ratios are to
clang=clang
for version in 22 21 20 19 18 17; do
    command -v clang-$version >/dev/null && clang=clang-$version && break
done
clangxx=$(echo "$clang" | sed 's/clang/clang++/')
pin=
command -v taskset >/dev/null && pin="taskset -c 0"
command -v valgrind >/dev/null && valgrind=yes || valgrind=
tab=$(printf '\t')
mkdir -p "$work" || exit 1

# ---- building

# peer LABEL BUILDER ARGUMENT...: builds $program and adds it to the subject's peers.
peer() {
    label=$1
    shift
    program=$work/$subject-$(echo "$label" | tr -c 'A-Za-z0-9+\n' _)
    rm -f "$program"
    if "$@" >"$program.log" 2>&1; then
        printf '%s\t%s\n' "$label" "$program" >>"$peers"
    else
        echo "skipped: $label: $(grep -m1 -E 'error|not found|cannot' "$program.log" ||
            tail -n1 "$program.log")"
    fi
}

# with_c COMPILER SOURCE OPTION...: a peer in C.
with_c() {
    compiler=$1 source=$2
    shift 2
    "$compiler" -O2 -I"$here" "$here/$subject/$source" $main "$@" -o "$program"
}

with_cxx() {
    with_c "$@" -std=c++20
}

with_rust() {
    source=$1
    shift
    rustc --edition 2021 -C opt-level=2 -C panic=abort ${main:+-C link-arg="$main"} "$@" \
        "$here/$subject/$source" -o "$program"
}

# transpile OUTPUT OPTION...: the subject's awaitc.c.
transpile() {
    output=$1
    shift
    "$awaitc" -I"$here" -I"$here/$subject" -I"$include" "$@" "$here/$subject/awaitc.c" -o "$output"
}

# generated COMPILER SOURCE... [OPTION...]: the peer that awaitc's output makes.
generated() {
    compiler=$1
    shift
    "$compiler" -O2 -I"$here" -I"$here/$subject" -I"$include" "$@" $main "$libasync" -o "$program"
}

with_awaitc() {
    transpile "$program.c" && generated "$1" "$program.c"
}

# Every callee in its caller's file, and none.
with_awaitc_near() {
    transpile "$program.c" -DODD -DEVEN &&
        generated "$1" "$program.c" -DODD -DEVEN "$here/transform/driver.c"
}

with_awaitc_far() {
    for part in ODD EVEN; do
        transpile "$program.$part.c" -D$part &&
            "$1" -O2 -D$part -I"$here" -I"$include" -c "$program.$part.c" -o "$program.$part.o" ||
            return
    done
    generated "$1" "$program.ODD.o" "$program.EVEN.o" "$here/transform/driver.c"
}

# A peer of two files, the second of which is the same source with -DFAR.
with_far() {
    compiler=$1 source=$2
    shift 2
    "$compiler" -O2 -I"$here" "$@" -DFAR -c "$here/$subject/$source" -o "$program.far.o" &&
        with_c "$compiler" "$source" "$@" "$program.far.o"
}

with_awaitc_and_far() {
    transpile "$program.far.c" -DFAR && transpile "$program.c" &&
        "$1" -O2 -DFAR -I"$here" -I"$include" -c "$program.far.c" -o "$program.far.o" &&
        generated "$1" "$program.c" "$program.far.o"
}

with_python() {
    printf '#!/bin/sh\nexec python3 "%s" "$@"\n' "$here/tasks/asyncio_twin.py" >"$program" &&
        chmod +x "$program" && python3 --version
}

with_awaitc_sizes() {
    transpile "$program.c" && generated "$1" -DGENERATED="\"$program.c\"" "$here/frames/sizes.c"
}

# A peer that is another one with one more variable in its environment.
with_environment() {
    [ -x "$2" ] || {
        echo "error: there is no $2"
        return 1
    }
    printf '#!/bin/sh\n%s exec "%s"\n' "$1" "$2" >"$program" && chmod +x "$program"
}

begin() {
    subject=$1
    peers=$work/$subject.peers
    results=$work/$subject.results
    main=
    : >"$peers"
    : >"$results"
}

# ---- measuring

# each COMMAND ARGUMENT...: runs it for every peer, as $label and $program, and notes what it prints
# (values) as a run of $case.
each() {
    while IFS=$tab read -r label program; do
        values=$("$@" </dev/null) && [ "$values" ] &&
            printf '%s\t%s\t%s\n' "$label" "$case" "$values" >>"$results"
    done <"$peers"
}

run_case() {
    $pin "$program" "$1" "$2"
}

# time_case CASE COUNT: $runs runs of each peer, in turn.
time_case() {
    case=$1
    for run in $(seq "$runs"); do
        each run_case "$1" "$2"
    done
}

count_instructions() {
    valgrind --tool=callgrind --callgrind-out-file=/dev/null "$program" "$1" "$2" 2>&1 |
        sed -n 's/.*Collected : //p'
}

# The difference between two counts, so that what is done once does not count.
instructions_between() {
    [ "$label" != Python ] || return
    [ "$("$program" "$1" "$2")" ] || return
    low=$(count_instructions "$1" "$2") high=$(count_instructions "$1" "$3")
    awk "BEGIN { print ($high - $low) / ($3 - $2) }"
}

instructions() {
    [ "$valgrind" ] || return 0
    case=$1.instructions
    each instructions_between "$@"
}

# table TITLE COLUMNS [AWK OPTION...]: see table.awk
table() {
    table_title=$1 table_columns=$2
    shift 2
    awk -v title="$table_title" -v columns="$table_columns" "$@" -f "$here/table.awk" "$results"
}

# ---- the subjects

with_main() {
    main=$work/main.o
    cc -O2 -c "$here/main.c" -o "$main"
}

transform() {
    begin transform
    with_main
    peer 'awaitc, gcc' with_awaitc_near gcc
    peer "awaitc, $clang" with_awaitc_near $clang
    peer 'awaitc, gcc, not in the same file' with_awaitc_far gcc
    peer "awaitc, $clang, not in the same file" with_awaitc_far $clang
    peer 'C calls, gcc, not inlined' with_c gcc plain.c
    peer 'C machine, gcc, inlined' with_c gcc machine.c
    peer "C machine, $clang, inlined" with_c $clang machine.c
    peer 'C machine, gcc, not inlined' with_c gcc machine.c -DFAR
    peer "C machine, $clang, not inlined" with_c $clang machine.c -DFAR
    peer 'C, gcc, leaf resumed directly' with_c gcc direct.c
    peer 'C++20, g++' with_cxx g++ coroutine.cc
    peer "C++20, $clangxx" with_cxx $clangxx coroutine.cc
    peer "C++20, $clangxx, not inlined" with_cxx $clangxx coroutine.cc -DFAR
    peer 'Rust, inlined' with_rust future.rs
    peer 'Rust, not inlined' with_rust future.rs --cfg far

    cases='ready1 ready10 susp1 susp10'
    for case in $cases; do
        instructions $case 1000 11000
    done
    for case in $cases; do
        time_case $case 2000000
    done
    table "transform: ns per operation" \
        'ready1:ready1:1 ready10:ready10:1 susp1:susp1:1 susp10:susp10:1' -v base="$base"
    [ "$valgrind" ] && table "transform: instructions per operation" \
        "$(for case in $cases; do printf '%s:%s.instructions:1 ' $case $case; done)" -v base="$base"
}

tasks() {
    begin tasks
    with_main
    peer 'awaitc, gcc' with_awaitc gcc
    peer "awaitc, $clang" with_awaitc $clang
    peer 'hand-written C, gcc' with_c gcc machine.c
    peer "hand-written C, $clang" with_c $clang machine.c
    peer 'C++20, g++' with_cxx g++ coroutine.cc
    peer "C++20, $clangxx" with_cxx $clangxx coroutine.cc
    peer 'Rust' with_rust executor.rs
    peer 'libuv' with_c gcc libuv.c -luv
    peer Python with_python

    instructions spawn_batches 10000 20000
    instructions ping_pong 1000 11000
    instructions cancel 1000 11000
    time_case ping_pong 1000000
    time_case cancel 1000000
    time_case spawn_batches 2000000
    time_case spawn_all 1000000
    time_case idle 1000000
    time_case timers 1000000
    table 'tasks' \
        'batches_ns:spawn_batches:1 instructions:spawn_batches.instructions:1 1M_at_once_ns:spawn_all:1
        peak_MB:spawn_all:3 idle_bytes:idle:4 1M_timers_CPU_s:timers:2' -v base="$base"
    table 'tasks: messages and cancellation' \
        'ping-pong_ns:ping_pong:1 instructions:ping_pong.instructions:1 cancel_1M_ns:cancel:1
        cancel_peak_MB:cancel:3 instructions:cancel.instructions:1' -v base="$base"
}

generators() {
    begin generators
    with_main
    peer 'awaitc, gcc' with_awaitc_and_far gcc
    peer "awaitc, $clang" with_awaitc_and_far $clang
    peer 'hand-written C, gcc' with_far gcc machine.c
    peer "hand-written C, $clang" with_far $clang machine.c
    peer 'C++20, g++' with_far g++ coroutine.cc -std=c++20
    peer "C++20, $clangxx" with_far $clangxx coroutine.cc -std=c++20
    peer Python with_python

    cases='gen gen_chain gen_far'
    for case in $cases; do
        instructions $case 1000 11000
    done
    for case in $cases; do
        time_case $case 5000000
    done
    table 'generators: ns per value' 'known:gen:1 two_in_a_row:gen_chain:1 other_file:gen_far:1' \
        -v base="$base"
    [ "$valgrind" ] && table 'generators: instructions per value' \
        'known:gen.instructions:1 two_in_a_row:gen_chain.instructions:1
        other_file:gen_far.instructions:1' -v base="$base"
}

number_functions() {
    "$program" | paste -d"$tab" "$work/frames.names" - | sed "s/$tab/$tab$case$tab/"
}

frames() {
    begin frames
    peer awaitc with_awaitc_sizes gcc
    peer g++ with_cxx g++ coroutine.cc
    peer "$clangxx" with_cxx $clangxx coroutine.cc
    peer Rust with_rust future.rs
    cat >"$work/frames.names" <<-END
	one await, one int kept
	loop, two awaits, two disjoint 128 B buffers
	three calls deep, 1 KiB buffer dead before
	the same, the buffer live across an await
	10 ints, 2 live across the await
	join of two children
	early return, 4 KiB temporary in an inner scope
	echo: 256 B buffer, child read and write
	1000 B throughout, two branches with 1000 B each
	a 1000 B parameter through 3 wrappers
	END
    while IFS=$tab read -r case program; do
        number_functions >>"$results"
    done <"$peers"
    table 'frames: bytes' \
        "$(cut -f1 "$peers" | sed 's/.*/&:&:1/' | tr '\n' ' ')" -v base_column=awaitc
}

put_load() {
    [ "$1" -gt 1000 ] && expr "$label" : '.*select' >/dev/null && return 1
    "$load" "$program" "$1" "$2" 0.6
}

echo_server() {
    begin echo
    load=$work/load
    cc -O2 "$here/echo/load.c" -o "$load" || return
    peer 'awaitc, gcc' with_awaitc gcc
    peer 'awaitc, gcc, select' with_environment ASYNC_POLLER=select "$work/echo-awaitc__gcc"
    peer 'raw epoll' with_c gcc epoll.c
    peer 'raw select' with_c gcc select.c
    peer 'libuv' with_c gcc libuv.c -luv

    for run in $(seq "$runs"); do
        for connections in '1 0' '100 0' '900 0' '5000 0' '1 899'; do
            case=$(echo $connections | tr ' ' +)
            each put_load $connections
        done
    done
    columns='1:1+0 100:100+0 900:900+0 5000:5000+0 1_and_899_idle:1+899'
    table "echo, 1 KiB: server's CPU us per request, by connections" \
        "$(for column in $columns; do printf '%s:2 ' $column; done)" -v base="$base"
    table "echo, 1 KiB: requests per second" \
        "$(for column in $columns; do printf '%s:1 ' $column; done)" -v base="$base"
}

# The CPU time that awaitc and clang take on FILE.c, awaitc's memory, and the sizes of what goes in and out.
transpile_file() {
    taken=$("$cost" "$runs" "$awaitc" -w -I"$include" "$1.c" -o "$1.out.c") &&
        checked=$("$cost" "$runs" $clang -fsyntax-only -w -I"$include" "$1.c") &&
        echo "$taken $checked $(wc -c <"$1.c") $(wc -c <"$1.out.c")"
}

# compile_ratio COMPILER FILE: how much longer it takes to compile the output than the plain reading.
compile_ratio() {
    plain=$("$cost" 1 $1 -O1 -w -DASYNC_ERASE -I"$include" -c "$2.c" -o "$2.o" 2>/dev/null) &&
        made=$(timeout 20 "$cost" 1 $1 -O1 -w -I"$include" -c "$2.out.c" -o "$2.o") &&
        echo "$made $plain" | awk '{ printf "%.1fx", $1 / $3 }' || echo -
}

# transpile_row NAME VALUES HALF: HALF are the values of a file half as large, or "".
transpile_row() {
    echo "$1 $2 $3" | awk '{
        growth = NF > 7 ? sprintf("%.2fx", $2 / $8) : "-"
        printf "%-18s %7.0f %7.0f %7.0f %7.0f %6.2fx %7s %6.0f", substr($1, 1, 18), $6 / 1000,
            $7 / 1000, $2 * 1000, $4 * 1000, $2 / $4, growth, $3
    }'
}

# transpile_case KIND COUNT: see generate.awk; and twice as many.
transpile_case() {
    half=
    for count in $2 $(($2 * 2)); do
        file=$work/$1-$count
        awk -v kind=$1 -v count=$count -f "$here/transpile/generate.awk" >"$file.c"
        values=$(transpile_file "$file") || return
        transpile_row "$1:$count" "$values" "$half"
        if [ "$half" ]; then echo; else
            printf ' %7s %7s\n' "$(compile_ratio gcc "$file")" "$(compile_ratio $clang "$file")"
        fi
        half=$values
    done
}

transpiling() {
    cost=$work/cost
    cc -O2 "$here/transpile/cost.c" -o "$cost" || return
    echo "transpile: kB, least CPU time in ms, ratio to $clang -fsyntax-only, growth from half the size, MB;"
    echo 'gcc, clang: time to compile the output, -O1, by that to compile the plain reading'
    echo
    printf '%-18s %7s %7s %7s %7s %7s %7s %6s %7s %7s\n' '' in out awaitc clang ratio growth MB gcc clang
    for source in "$here"/../../samples/*.c; do
        file=$work/$(basename "$source" .c)
        cp "$source" "$file.c"
        values=$(transpile_file "$file") && transpile_row "$(basename "$source" .c)" "$values" "" &&
            printf ' %7s %7s\n' "$(compile_ratio gcc "$file")" "$(compile_ratio $clang "$file")"
    done
    for case in headers:1000 plain:500 tables:5000 functions:250 statements:10000 blocks:1000 \
        cases:1000 uses:500 expanded:200 asserts:2000 labels:1000 cleanups:1000 defers:1000 tries:1000 \
        tasks:1000 generators:500 nesting:60 operands:500 locals:100 kept:50; do
        transpile_case ${case%:*} ${case#*:}
    done
}

# ---- what was measured, on what

version_of() {
    command -v "$1" >/dev/null && "$1" --version | head -n1
}

echo "CPU:      $(sed -n 's/^model name[[:blank:]]*: //p' /proc/cpuinfo 2>/dev/null | head -n1), $(nproc) usable"
echo "system:   $(uname -sr), $(date +%Y-%m-%d)"
for compiler in gcc g++ $clang rustc; do
    echo "compiler: $(version_of $compiler || echo "$compiler is missing")"
done
echo "medians of $runs runs, the peers in turn${pin:+, pinned to a CPU}"
[ "$valgrind" ] || echo 'skipped: instructions: valgrind is missing'

for subject in $subjects; do
    echo
    case $subject in
    echo) echo_server ;;
    transpile) transpiling ;;
    *) $subject ;;
    esac
done
