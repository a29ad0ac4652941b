# Polder. `make help` lists what this file can do; README.md says what for.
#
# Each configuration builds in a folder of its own, build/<config>/, so that a sanitizer never meets a
# normal object. New source files are found by themselves: a .c in a folder of sim/ or analysis/ joins
# the library, one in sim/cli/ the program, one in tests/ the test program.

CONFIG ?= release
VERSION := $(shell sed -n 's/^.define POLDER_VERSION "\(.*\)"/\1/p' include/polder/base.h)

ifeq ($(origin CC),default)
CC := gcc
endif
MACHINE := $(shell $(CC) -dumpmachine 2>/dev/null)
COMPILER := $(if $(findstring clang,$(shell $(CC) --version 2>/dev/null)),clang,gcc)

# --- Flags ------------------------------------------------------------------------------------------

OPTIMISE_release := -O2 -g
OPTIMISE_asan := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all
OPTIMISE_ubsan := -O1 -g -fsanitize=undefined -fno-sanitize-recover=all
OPTIMISE_tsan := -O1 -g -fsanitize=thread
OPTIMISE_fuzz := -O1 -g -fsanitize=fuzzer-no-link,address,undefined
OPTIMISE_coverage := -O0 -g --coverage
OPTIMISE_O0 := -O0 -g
OPTIMISE_O2 := -O2
OPTIMISE_O3 := -O3
OPTIMISE_native := -O3 -march=native
OPTIMISE := $(or $(OPTIMISE_$(CONFIG)),$(OPTIMISE_release))

# The same bytes everywhere: no fused multiply-add, whatever CFLAGS the user adds.
REQUIRED := -std=gnu11 -ffp-contract=off
ifeq ($(COMPILER),gcc)
# gcc 12.2 (Debian 12) compiles a plain loop of calls to a static function that fills a struct through
# a pointer to nothing: the struct stays zero. Without these two passes it is right, and as fast.
REQUIRED += -fno-ipa-modref -fno-ipa-pure-const
endif

WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes \
        -Wswitch-enum -Wformat=2 -Wvla
ifeq ($(CI),true)
WARN += -Werror
endif

# Asked when first needed, not when make starts: on a bare machine pkg-config comes later.
once = $(eval $(1) := $(2))$($(1))
GLIB_CFLAGS = $(call once,GLIB_CFLAGS,$(shell pkg-config --cflags glib-2.0 | sed 's/-I/-isystem /g'))
CHECK_CFLAGS = $(call once,CHECK_CFLAGS,$(shell pkg-config --cflags check | sed 's/-I/-isystem /g'))
LIBRARIES = $(call once,LIBRARIES,$(shell pkg-config --libs glib-2.0 gsl) -lcsv -lm)
CHECK_LIBS = $(call once,CHECK_LIBS,$(shell pkg-config --libs check))

COMPILE = $(CC) $(OPTIMISE) $(CFLAGS) $(REQUIRED) $(WARN) -Iinclude $(CPPFLAGS) $(GLIB_CFLAGS) -MMD -MP
LINK = $(CC) $(OPTIMISE) $(CFLAGS) $(REQUIRED) $(LDFLAGS)

# --- Files ------------------------------------------------------------------------------------------

BUILD := build/$(CONFIG)
PROGRAM := $(BUILD)/polder
LIBRARY := $(BUILD)/libpolder.a
TESTS := $(BUILD)/polder-tests

library_sources := $(filter-out sim/cli/% sim/lab/%,$(wildcard sim/*/*.c)) $(wildcard analysis/*/*.c)
program_sources := $(wildcard sim/cli/*.c)
tests_sources := $(wildcard tests/*.c)
object = $(patsubst %.c,$(BUILD)/%.o,$(1))
library_objects := $(call object,$(library_sources))
# A hot kernel.c is compiled twice where the processor may know AVX2; the program chooses as it starts.
ifneq ($(filter x86_64%,$(MACHINE)),)
library_objects += $(patsubst %/kernel.c,$(BUILD)/%/kernel_avx2.o,$(filter %/kernel.c,$(library_sources)))
endif
suites := $(patsubst tests/test_%.c,%,$(wildcard tests/test_*.c))
formatted := $(wildcard include/*.h include/polder/*.h sim/*/*.[ch] analysis/*/*.[ch] tests/*.[ch] \
               tests/*/*.[ch])

.DEFAULT_GOAL := build
.SUFFIXES:
.DELETE_ON_ERROR:
.PHONY: FORCE

# --- Building ---------------------------------------------------------------------------------------

.PHONY: build
build: $(PROGRAM) ## The program and the library, in build/release (or CONFIG=asan, O0, ...)

$(PROGRAM): $(call object,$(program_sources)) $(LIBRARY)
	$(LINK) -o $@ $^ $(LIBRARIES)

$(LIBRARY): $(library_objects)
	rm -f $@
	$(AR) rcs $@ $^

$(TESTS): $(call object,$(tests_sources)) $(LIBRARY)
	$(LINK) -o $@ $^ $(LIBRARIES) $(CHECK_LIBS)

$(BUILD)/%.o: %.c $(BUILD)/command
	@mkdir -p $(@D)
	$(COMPILE) -c -o $@ $<

$(BUILD)/%/kernel_avx2.o: %/kernel.c $(BUILD)/command
	@mkdir -p $(@D)
	$(COMPILE) -mavx2 -DPOLDER_KERNEL_AVX2 -c -o $@ $<

$(BUILD)/tests/%.o: tests/%.c $(BUILD)/command
	@mkdir -p $(@D)
	$(COMPILE) $(CHECK_CFLAGS) -c -o $@ $<

# One line a suite: a test file joins by being there.
$(BUILD)/tests/main.o: CPPFLAGS += -I$(BUILD)/tests
$(BUILD)/tests/main.o: $(BUILD)/tests/suites.h
$(BUILD)/tests/suites.h: FORCE
	@mkdir -p $(@D)
	@printf 'SUITE(%s)\n' $(suites) | .ci/write-if-changed $@

# Another compiler or other flags than last time: everything again.
$(BUILD)/command: FORCE
	@mkdir -p $(@D)
	@printf '%s\n' '$(COMPILE)' | .ci/write-if-changed $@

-include $(wildcard $(BUILD)/*/*.d $(BUILD)/*/*/*.d)

.PHONY: library tests
library: $(LIBRARY)
tests: $(TESTS)

.PHONY: test
test: $(TESTS) $(PROGRAM)
	CK_RUN_SUITE='$(S)' CK_RUN_CASE='$(T)' POLDER=$(PROGRAM) $(TESTS)

.PHONY: clean
clean: ## Remove build/
	rm -rf build

.PHONY: help
help: ## This list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | sort | expand -t 14
