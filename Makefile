# make run      builds awaitc, transpiles and runs a sample, and shows the generated code
# make test     builds and passes all the tests: gcc, clang and sanitizers
# make differential  compares many more programs with themselves, asyncified: see docs/hacking.md
# make oracle   compares COUNT random programs (5000), from number SEED (1) on, with Python's asyncio
# make fuzz     fuzzes the transpiler for FUZZ_SECONDS (60)
# make bench    builds and runs the benchmarks
# make format   lays the sources out by .clang-format
# make update   writes the expected outputs of the golden and errors tests anew
# make install  to PREFIX (/usr/local)
# make clean
#
# What is missing of the system's packages is installed first, by apt.

BUILD  = build
PREFIX = /usr/local
SAMPLE = 02_concurrent_sleeps
JOBS   = $(shell nproc)

MAKEFLAGS += --no-print-directory
CONFIGURE = cmake -S . -G "Unix Makefiles" -DCMAKE_EXPORT_COMPILE_COMMANDS=ON

.PHONY: all run test differential oracle fuzz bench format format-check update install clean setup setup-tests \
    setup-differential setup-fuzz

all: setup
	$(CONFIGURE) -B $(BUILD)/release -DAWAITC_TESTS=OFF
	cmake --build $(BUILD)/release --parallel $(JOBS)

run: all
	@cmake/show_sample.sh $(BUILD)/release/transpiler/awaitc $(BUILD)/release/libasync.a \
	    samples/$(SAMPLE) $(ARGS)

# One build for all of the tests; two more for those that depend on how awaitc and libasync are built:
# by clang without asserts, and by gcc with the sanitizers.
test: setup-tests
	$(CONFIGURE) -B $(BUILD)/gcc -DCMAKE_C_COMPILER=gcc -DCMAKE_BUILD_TYPE=None \
	    -DCMAKE_C_FLAGS="-O2 -g" -DAWAITC_WERROR=ON
	$(CONFIGURE) -B $(BUILD)/clang -DCMAKE_C_COMPILER=clang-19 -DCMAKE_BUILD_TYPE=Release \
	    -DAWAITC_WERROR=ON
	$(CONFIGURE) -B $(BUILD)/sanitized -DCMAKE_C_COMPILER=gcc -DCMAKE_BUILD_TYPE=None \
	    -DCMAKE_C_FLAGS="-O1 -g" -DAWAITC_SANITIZE=ON
	@tests/all.sh $(JOBS) $(BUILD)/gcc $(BUILD)/clang $(BUILD)/sanitized

SEEDS = 2000

differential: setup-differential
	$(CONFIGURE) -B $(BUILD)/gcc -DCMAKE_C_COMPILER=gcc -DCMAKE_BUILD_TYPE=None \
	    -DCMAKE_C_FLAGS="-O2 -g" -DAWAITC_WERROR=ON
	cmake --build $(BUILD)/gcc --parallel $(JOBS) --target awaitc asyncify async async_sanitized
	@mkdir -p $(BUILD)/sources
	tests/differential/programs.sh $(BUILD)/gcc full $(BUILD)/sources
	tests/differential/torture.sh $(BUILD)/gcc quick $(BUILD)/sources
	tests/differential/csmith.sh $(BUILD)/gcc full 1 $(SEEDS) $(BUILD)/sources/csmith.results

SEED  = 1
COUNT = 5000

oracle: all setup-tests
	tests/oracle/oracle.sh $(BUILD)/release/transpiler/awaitc $(BUILD)/release/libasync.a $(SEED) $(COUNT) \
	    $(BUILD)/oracle

# In a folder of its own: the sanitizers and libFuzzer's counters are in all of the transpiler.
fuzz: setup-fuzz
	$(CONFIGURE) -B $(BUILD)/fuzz -DCMAKE_C_COMPILER=clang-19 -DCMAKE_BUILD_TYPE=None \
	    -DCMAKE_C_FLAGS="-O1 -g" -DAWAITC_TESTS=OFF -DAWAITC_FUZZ=ON
	cmake --build $(BUILD)/fuzz --parallel $(JOBS) --target fuzz_transpile
	tests/fuzz/run.sh $(BUILD)/fuzz

bench: all
	tests/bench/run.sh $(BUILD)/release

format:
	cmake/format.sh --write

format-check:
	cmake/format.sh

update: all
	for test in tests/golden/*.c; do case $$test in *.expected.c) ;; *) \
	    tests/golden.sh $(abspath $(BUILD))/release/transpiler/awaitc $(CURDIR)/$$test update;; esac; done
	for test in tests/errors/*.c; do \
	    tests/errors.sh $(abspath $(BUILD))/release/transpiler/awaitc $(CURDIR)/$$test update; done

install: all
	cmake --install $(BUILD)/release --prefix $(PREFIX)

clean:
	rm -rf $(BUILD)

setup:
	@cmake/setup.sh build

setup-tests:
	@cmake/setup.sh build test

setup-differential:
	@cmake/setup.sh build test differential

setup-fuzz:
	@cmake/setup.sh build fuzz
