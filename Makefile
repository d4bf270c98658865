# SPDX-License-Identifier: GPL-2.0-only OR MIT
#
# make help says what there is. Packages are installed by "make demo" and "make test" only
# (scripts/setup); all else names what is missing.

VERSION := 0.1
PREFIX ?= /usr/local
B ?= build

# Goals that set themselves up, and so must work before there is a libclang to ask.
SELF_SETUP := demo test misuse cost kunit boot bench score kernels setup check help clean
GOALS := $(or $(MAKECMDGOALS),all)

# For goals that build on the way; "make -j" of one's own wins.
JOBS = $(if $(findstring jobserver,$(MAKEFLAGS)),,-j$(shell nproc))

all: $(B)/sheath
	@:

ifneq ($(filter-out $(SELF_SETUP),$(GOALS)),)
include build/config.mk
endif

# What the compiler and the linker need, asked once: CLANG_CFLAGS, CLANG_LIBS, LIB_CFLAGS, LIB_LIBS.
build/config.mk: scripts/configure
	@mkdir -p $(@D)
	@scripts/configure > $@.new && mv $@.new $@

WARN := -Wall -Wextra -Werror -Wshadow -Wstrict-prototypes -Wmissing-prototypes
CFLAGS ?= -O2 -g
CPPFLAGS += -Igenerator -D_GNU_SOURCE -DSHEATH_VERSION='"$(VERSION)"'
ALL_CFLAGS = -std=gnu11 $(CFLAGS) $(WARN) $(CPPFLAGS) $(CLANG_CFLAGS) $(LIB_CFLAGS) $(SANITIZE)
LIBS = $(CLANG_LIBS) $(LIB_LIBS)
SANITIZERS := -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer

SRCS := $(wildcard generator/*/*.c)
OBJS := $(SRCS:generator/%.c=$(B)/obj/%.o)
LIB := $(B)/libsheath.a

$(B)/obj/%.o: generator/%.c build/config.mk
	@mkdir -p $(@D)
	@echo '  CC      $@'
	$(Q)$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(LIB): $(OBJS)
	$(Q)rm -f $@ && $(AR) rcs $@ $^

$(B)/sheath: $(B)/obj/main.o $(LIB)
	@echo '  LD      $@'
	$(Q)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

# A test of a module is a program of its own; programs that need a kernel tree are run by their suite.
UNIT := $(patsubst tests/unit/%.c,$(B)/tests/%,$(wildcard tests/unit/test_*.c))
TOOLS := $(patsubst tests/%.c,$(B)/tests/%,$(wildcard tests/oracle/*.c tests/bench/*.c tests/golden/*.c tests/infer/*.c))

$(B)/tests/test_%: tests/unit/test_%.c $(LIB)
	@mkdir -p $(@D)
	@echo '  CC      $@'
	$(Q)$(CC) $(ALL_CFLAGS) -DTEST_DATA='"$(CURDIR)"' -MMD -MP -o $@ $< $(LIB) $(LIBS) -lcmocka

$(B)/tests/%: tests/%.c $(LIB)
	@mkdir -p $(@D)
	@echo '  CC      $@'
	$(Q)$(CC) $(ALL_CFLAGS) -MMD -MP -o $@ $< $(LIB) $(LIBS) -lbpf

tests-build: $(B)/sheath $(UNIT) $(TOOLS)
	@:

# The same programs with the address and undefined-behaviour sanitizers.
tests-sanitized:
	@$(MAKE) $(JOBS) --no-print-directory B=build/sanitized SANITIZE="$(SANITIZERS)" CFLAGS="-O1 -g" tests-build

tests-clang:
	@$(MAKE) $(JOBS) --no-print-directory B=build/clang CC=$$(scripts/configure --clang) tests-build

kernels:
	@scripts/setup kernels
	@scripts/kernels

demo:
	@scripts/setup build kernels
	@$(MAKE) $(JOBS) --no-print-directory all
	@scripts/demo $(KERNEL)

test:
	@scripts/setup build kernels test boot debug
	@scripts/kernels
	@$(MAKE) $(JOBS) --no-print-directory all tests-build
	@tests/run $(SUITES)

misuse:
	@scripts/setup build kernels test
	@scripts/kernels
	@$(MAKE) $(JOBS) --no-print-directory all
	@tests/misuse/run

kunit:
	@scripts/setup build kernels test boot debug
	@$(MAKE) $(JOBS) --no-print-directory all
	@tests/kunit/run $(SUITES)

boot:
	@scripts/setup build kernels boot debug
	@scripts/kernels
	@$(MAKE) $(JOBS) --no-print-directory all
	@tests/boot/run $(DRIVERS:%=-d %) $(TREES)

cost:
	@scripts/setup build kernels test
	@scripts/kernels
	@$(MAKE) $(JOBS) --no-print-directory all
	@tests/cost/run $(TREES)

bench:
	@scripts/setup build kernels test bench
	@scripts/kernels
	@$(MAKE) $(JOBS) --no-print-directory tests-build
	@tests/bench/run

score:
	@scripts/setup build kernels test
	@scripts/kernels
	@$(MAKE) $(JOBS) --no-print-directory all
	@tests/score/run $(KEY)

check:
	@scripts/setup test
	@tests/run style

setup:
	@scripts/setup build kernels test boot debug

install: $(B)/sheath
	@scripts/install $(B)/sheath "$(DESTDIR)" "$(PREFIX)" "$(VERSION)"

clean:
	rm -rf build

help:
	@sed -n 's/^## //p' Makefile

## make              the generator, build/sheath
## make demo         set up, generate from six kernels, cross-compile an example, show what came out
##                   (KERNEL=TREE: from your own tree)
## make test         set up, run every test (SUITES="unit cli": only these)
## make kernels      the six kernel header trees, below build/kernels
## make misuse       mistakes that drivers make, and what finds them; all kernels, gcc and clang
## make kunit        run-time checks, in kernels with KASAN and lockdep that are built first
##                   (SUITES="slice io": only these, in User Mode Linux)
## make boot         the example drivers in QEMU, on all kernels and on those with KASAN and lockdep
##                   (DRIVERS=edu TREES=6.1-arm64:gcc: only these)
## make cost         what the safe forms cost, function by function (TREES=6.1-arm64: other kernels)
## make bench        speed, beside clang and bindgen
## make score        how right the inference is, against functions that people read and other keys
##                   (KEY=FILE.csv: a further key, its columns as in tests/score/csv.awk)
## make check        style of the sources
## make install      PREFIX=/usr/local DESTDIR=
## make clean        forget build/ (what was downloaded stays in the cache)

ifeq ($(V),)
Q := @
endif

-include $(shell find $(B)/obj $(B)/tests -name '*.d' 2>/dev/null)

.PHONY: all tests-build tests-sanitized tests-clang $(SELF_SETUP) install
.DELETE_ON_ERROR:
