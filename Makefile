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

OPTIMISE_release := -O3 -g
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
STRICT := $(if $(filter true 1,$(CI) $(WERROR)),-Werror)

# Asked when first needed, not when make starts: on a bare machine pkg-config comes later.
once = $(eval $(1) := $(2))$($(1))
GLIB_CFLAGS = $(call once,GLIB_CFLAGS,$(shell pkg-config --cflags gio-2.0 | sed 's/-I/-isystem /g'))
CHECK_CFLAGS = $(call once,CHECK_CFLAGS,$(shell pkg-config --cflags check | sed 's/-I/-isystem /g'))
LIBRARIES = $(call once,LIBRARIES,$(shell pkg-config --libs gio-2.0 gsl sqlite3 nettle) -lcsv -lm)
CHECK_LIBS = $(call once,CHECK_LIBS,$(shell pkg-config --libs check))

COMPILE = $(CC) $(OPTIMISE) $(CFLAGS) $(REQUIRED) $(WARN) -Iinclude $(CPPFLAGS) $(GLIB_CFLAGS) -MMD -MP
LINK = $(CC) $(OPTIMISE) $(CFLAGS) $(REQUIRED) $(LDFLAGS)

# --- Files ------------------------------------------------------------------------------------------

BUILD := build/$(CONFIG)
PROGRAM := $(BUILD)/polder
# `make MPI=1`: the same objects and one more, as a program of its own. The linker finds the functions of
# ranks_mpi.o before those of ranks_none.o in the library.
ifdef MPI
PROGRAM := $(if $(filter release,$(CONFIG)),build,$(BUILD))/mpi/polder
ranks := $(BUILD)/sim/batch/ranks_mpi.o
$(PROGRAM) $(ranks): private export OMPI_CC := $(CC)
$(PROGRAM) $(ranks): private export MPICH_CC := $(CC)
$(PROGRAM) $(ranks): private override CC := $(or $(MPICC),mpicc)
endif
LIBRARY := $(BUILD)/libpolder.a
TESTS := $(BUILD)/polder-tests

library_sources := $(filter-out sim/cli/% %_mpi.c,$(wildcard sim/*/*.c)) $(wildcard analysis/*/*.c)
program_sources := $(wildcard sim/cli/*.c)
tests_sources := $(wildcard tests/*.c)
object = $(patsubst %.c,$(BUILD)/%.o,$(1))
library_objects := $(call object,$(library_sources))
# The kernel is compiled three times where the processor may know wider vectors; the program chooses as
# it starts.
ifneq ($(filter x86_64%,$(MACHINE)),)
library_objects += $(BUILD)/sim/minds/kernel_avx2.o $(BUILD)/sim/minds/kernel_avx512.o
endif
# The files that are part of the program, such as what experiments made of the claims.
library_objects += $(BUILD)/analysis/embedded/files.o
suites := $(patsubst tests/test_%.c,%,$(wildcard tests/test_*.c))

.DEFAULT_GOAL := build
.SUFFIXES:
.DELETE_ON_ERROR:
.PHONY: FORCE

# --- Building ---------------------------------------------------------------------------------------

# `make V=1` shows the commands themselves.
Q := $(if $(V),,@)
say := @$(if $(V)$(findstring s,$(filter-out --%,$(firstword x$(MAKEFLAGS)))),:,echo)

.PHONY: build
build: $(PROGRAM) ## The program and the library, in build/release (or CONFIG=asan, O0, ...); MPI=1: build/mpi/polder

$(PROGRAM): $(call object,$(program_sources)) $(ranks) $(LIBRARY)
	$(say) linking $@
	@mkdir -p $(@D)
	$(Q)$(LINK) -o $@ $^ $(LIBRARIES)

$(LIBRARY): $(library_objects)
	$(say) collecting $@
	@rm -f $@
	$(Q)$(AR) rcs $@ $^

$(TESTS): $(call object,$(tests_sources)) $(LIBRARY)
	$(say) linking $@
	$(Q)$(LINK) -o $@ $^ $(LIBRARIES) $(CHECK_LIBS)

$(BUILD)/%.o: %.c $(BUILD)/command
	@mkdir -p $(@D)
	$(say) compiling $<
	$(Q)$(COMPILE) $(STRICT) -c -o $@ $<

WIDER_avx2 := -mavx2 -DPOLDER_KERNEL_AVX2
WIDER_avx512 := -mavx512f -mavx512dq -DPOLDER_KERNEL_AVX512
$(BUILD)/sim/minds/kernel_%.o: sim/minds/kernel.c $(BUILD)/command
	@mkdir -p $(@D)
	$(say) "compiling $< for $*"
	$(Q)$(COMPILE) $(STRICT) $(WIDER_$*) -c -o $@ $<

# `make WIDEST=4`: at most so many floats at a time, whatever the processor knows; in a configuration of
# its own.
$(BUILD)/sim/minds/minds.o: private CPPFLAGS += $(WIDEST:%=-DPOLDER_WIDEST=%)

$(BUILD)/analysis/embedded/files.o: $(BUILD)/analysis/embedded/files.c $(BUILD)/command
	$(say) compiling $<
	$(Q)$(COMPILE) $(STRICT) -Wno-overlength-strings -c -o $@ $<
$(BUILD)/analysis/embedded/files.c: $(BUILD)/command FORCE
	@mkdir -p $(@D)
	@.ci/embed >$(@:.c=.xml)
	@glib-compile-resources --sourcedir=. --generate-source --c-name=embedded_files \
	  --target=$(@:.c=.draft) $(@:.c=.xml)
	@.ci/write-if-changed $@ <$(@:.c=.draft)

$(BUILD)/tests/%.o: tests/%.c $(BUILD)/command
	@mkdir -p $(@D)
	$(say) compiling $<
	$(Q)$(COMPILE) $(STRICT) $(CHECK_CFLAGS) -c -o $@ $<

# One line a suite: a test file joins by being there.
$(BUILD)/tests/main.o: CPPFLAGS += -I$(BUILD)/tests
$(BUILD)/tests/main.o: $(BUILD)/tests/suites.h
$(BUILD)/tests/suites.h: FORCE
	@mkdir -p $(@D)
	@printf 'SUITE(%s)\n' $(suites) | .ci/write-if-changed $@

# Another compiler or other flags than last time: everything again.
$(BUILD)/command: FORCE
	@mkdir -p $(@D)
	@pkg-config --exists gio-2.0 gsl sqlite3 nettle || { .ci/install-packages --list build && \
	  echo 'pkg-config does not find gio-2.0, gsl, sqlite3 and nettle' >&2; exit 1; }
	@printf '%s\n' '$(COMPILE)' | .ci/write-if-changed $@

# The sources that results follow from, so that a manifest tells two builds of one version apart.
decisive := $(sort $(filter-out sim/cli/%,$(wildcard include/polder/*.h sim/*/*.[ch])))
$(BUILD)/sim/base/build.o: $(BUILD)/sources
$(BUILD)/sim/base/build.o: private CPPFLAGS += -DPOLDER_BUILD='"$(shell cat $(BUILD)/sources)"'
$(BUILD)/sources: FORCE
	@mkdir -p $(@D)
	@cat $(decisive) | cksum | { read -r sum size; printf '%08x\n' "$$sum"; } | .ci/write-if-changed $@

-include $(wildcard $(BUILD)/*/*.d $(BUILD)/*/*/*.d)

.PHONY: library tests
library: $(LIBRARY)
tests: $(TESTS)

# --- Using ------------------------------------------------------------------------------------------

# From here on a target may start on a bare machine: it installs what is missing, and then asks make
# again, which by then finds a compiler.
again = +@$(MAKE) --no-print-directory $(if $(filter -j%,$(MAKEFLAGS)),,-j$(shell nproc))

.PHONY: run
run: ## Install what is missing, build, and compare the case weerthuis closed and spoken
	@.ci/install-packages build
	$(again) build
	$(PROGRAM) compare scenarios/weerthuis

.PHONY: install uninstall
prefix ?= /usr/local
bindir ?= $(prefix)/bin
libdir ?= $(prefix)/lib
includedir ?= $(prefix)/include
mandir ?= $(prefix)/share/man
bashdir ?= $(prefix)/share/bash-completion/completions
zshdir ?= $(prefix)/share/zsh/site-functions
fishdir ?= $(prefix)/share/fish/vendor_completions.d
pcdir ?= $(libdir)/pkgconfig

# The library is a static one: as long as its structs may change between versions, a study keeps the
# version that it was built with.
install: build docs ## Program, library, headers, pkg-config file, manual, completion (prefix=, DESTDIR=)
	install -d $(addprefix $(DESTDIR),$(bindir) $(libdir) $(pcdir) $(includedir)/polder $(mandir)/man1 \
	  $(mandir)/nl/man1 $(bashdir) $(zshdir) $(fishdir))
	install -m 755 $(PROGRAM) $(DESTDIR)$(bindir)
	install -m 644 $(LIBRARY) $(DESTDIR)$(libdir)
	install -m 644 include/polder.h $(DESTDIR)$(includedir)
	install -m 644 include/polder/*.h $(DESTDIR)$(includedir)/polder
	install -m 644 $(BUILD)/polder.en.1 $(DESTDIR)$(mandir)/man1/polder.1
	install -m 644 $(BUILD)/polder.nl.1 $(DESTDIR)$(mandir)/nl/man1/polder.1
	install -m 644 $(BUILD)/polder.bash $(DESTDIR)$(bashdir)/polder
	install -m 644 $(BUILD)/polder.zsh $(DESTDIR)$(zshdir)/_polder
	install -m 644 $(BUILD)/polder.fish $(DESTDIR)$(fishdir)/polder.fish
	sed -e 's|@prefix@|$(prefix)|' -e 's|@libdir@|$(libdir)|' -e 's|@includedir@|$(includedir)|' \
	  -e 's|@version@|$(VERSION)|' .ci/polder.pc.in >$(DESTDIR)$(pcdir)/polder.pc

uninstall: ## Take away what install laid down
	rm -f $(addprefix $(DESTDIR),$(bindir)/polder $(libdir)/libpolder.a $(includedir)/polder.h \
	  $(mandir)/man1/polder.1 $(mandir)/nl/man1/polder.1 $(bashdir)/polder $(zshdir)/_polder \
	  $(fishdir)/polder.fish $(pcdir)/polder.pc)
	rm -rf $(DESTDIR)$(includedir)/polder

manuals := $(addprefix $(BUILD)/polder.,en.1 nl.1)
completions := $(addprefix $(BUILD)/polder.,bash zsh fish)
.PHONY: docs
docs: $(manuals) $(completions) ## Manual page and shell completion, from the table of verbs

$(manuals): $(BUILD)/polder.%.1: $(PROGRAM)
	$(PROGRAM) help --man --lang $* >$@
$(completions): $(BUILD)/polder.%: $(PROGRAM)
	$(PROGRAM) help --completion $* >$@

.PHONY: experiments
experiments: build ## Do the experiments again, and fail when a result changes (E=name for one; UPDATE=1 keeps)
	POLDER=$(PROGRAM) analysis/experiments/run.sh $(if $(UPDATE),--renew) $(E)

# Apart from `check`: some take minutes.
.PHONY: slowreadme
slowreadme: build ## Type the blocks of the pages that start with ```sh slow, and compare what they print
	tests/readme.sh slow

# An experiment that no plan can play is a program: analysis/experiments/NAME/play.c.
$(BUILD)/experiment-%: $(BUILD)/analysis/experiments/%/play.o $(LIBRARY)
	$(say) linking $@
	$(Q)$(LINK) -o $@ $^ $(LIBRARIES)

# --- Testing ----------------------------------------------------------------------------------------

.PHONY: check
check: ## Install what is missing, build, and run all tests; or one suite S= or case T=
	@.ci/install-packages build check
ifneq ($(S)$(T),)
	$(again) test
else
	+@MAKE='$(MAKE)' tests/check.sh
endif

# The unit tests of one configuration.
.PHONY: test
test: $(TESTS) $(PROGRAM)
	$(if $(S),CK_RUN_SUITE='$(S)') $(if $(T),CK_RUN_CASE='$(T)') $(if $(CK_FORK),CK_FORK=$(CK_FORK)) POLDER=$(PROGRAM) $(TESTS)

.PHONY: asan ubsan tsan memcheck fuzz bench coverage lint tidy format
asan ubsan: ## The unit tests under AddressSanitizer, UndefinedBehaviorSanitizer
	$(again) test CONFIG=$@ CC=clang CK_FORK=no

tsan: ## compare and explain on four threads under ThreadSanitizer
	$(again) build CONFIG=tsan
	build/tsan/polder compare scenarios/weerthuis -n 200 -j 4
	build/tsan/polder explain scenarios/sinaasappel -n 100 -j 4

memcheck: $(TESTS) $(PROGRAM) ## The unit tests and one run under Valgrind
	CK_FORK=no CK_DEFAULT_TIMEOUT=0 POLDER=$(PROGRAM) $(VALGRIND) $(TESTS)
	$(VALGRIND) $(PROGRAM) compare scenarios/weerthuis -n 3
VALGRIND := valgrind -q --leak-check=full --errors-for-leak-kinds=definite --error-exitcode=9

# Each tests/fuzz/NAME.c is a target of its own, with what it learned and once broke in tests/fuzz/NAME/.
FUZZ ?= -max_total_time=60
fuzz: ## Feed the readers of files with nonsense (FUZZ='-max_total_time=60')
	$(again) fuzzers CONFIG=fuzz CC=clang
	for f in $(patsubst tests/fuzz/%.c,%,$(wildcard tests/fuzz/*.c)); do \
	  mkdir -p build/fuzz/found/$$f && \
	  build/fuzz/fuzz-$$f $(FUZZ) -artifact_prefix=build/fuzz/ build/fuzz/found/$$f $$(ls -d tests/fuzz/$$f 2>/dev/null) || exit; \
	done

.PHONY: fuzzers
fuzzers: $(patsubst tests/fuzz/%.c,$(BUILD)/fuzz-%,$(wildcard tests/fuzz/*.c))
$(BUILD)/fuzz-%: $(BUILD)/tests/fuzz/%.o $(LIBRARY)
	$(say) linking $@
	$(Q)$(LINK) -fsanitize=fuzzer -o $@ $^ $(LIBRARIES)

# Each tests/bench/NAME.c is a program that measures and prints.
benches := $(patsubst tests/bench/%.c,$(BUILD)/bench-%,$(wildcard tests/bench/*.c))
bench: build $(benches) ## Measure runs a second, instructions a run, memory
	for bench in $(benches) $(wildcard tests/bench/*.sh); do POLDER=$(PROGRAM) BUILD=$(BUILD) $$bench || exit; done

$(BUILD)/bench-%: $(BUILD)/tests/bench/%.o $(LIBRARY)
	$(say) linking $@
	$(Q)$(LINK) -o $@ $^ $(LIBRARIES)

.PHONY: browser
browser: ## Open reports of every design in Chromium, at five sizes; installs what that needs (ONLY=morris)
	@.ci/install-packages build browser
	$(again) build
	POLDER=$(PROGRAM) tests/browser/run.sh

.PHONY: page
page: ## Build the page of polder replay from its sources; installs what that needs
	@.ci/install-packages page
	.ci/page

.PHONY: rpython
rpython: ## The programs in Python and R of analysis/README.md; installs what they need
	@.ci/install-packages build rpython
	$(again) build
	tests/r_and_python.sh

coverage: ## Which lines the unit tests reach
	$(again) test CONFIG=coverage
	@find build/coverage/sim build/coverage/analysis -name '*.gcno' | xargs gcov -n 2>/dev/null | awk -F"[':% ]" ' \
	  /^File/ { file = $$3 } \
	  /^Lines/ && file ~ /^(sim|analysis)\// { printf "%6.1f %%  %s\n", $$3, file; all += $$NF; hit += $$3 * $$NF; file = "" } \
	  END { printf "%6.1f %%  of %d lines\n", hit / all, all }' | sort -n

lint: build ## The house rules: who may include whom, lengths, no libm, layout
	@BUILD=$(BUILD) .ci/lint

tidy: ## clang-tidy: what is worth a look
	clang-tidy --quiet $(library_sources) $(program_sources) -- -std=gnu11 -Iinclude -DPOLDER_BUILD='""' $(GLIB_CFLAGS)

format: ## Lay out all sources by .clang-format
	.ci/lint --fix

# --- Housekeeping -----------------------------------------------------------------------------------

.PHONY: dist
dist: ## build/polder-VERSION.tar.gz from the last commit
	mkdir -p build
	git archive --prefix=polder-$(VERSION)/ -o build/polder-$(VERSION).tar.gz HEAD

.PHONY: clean
clean: ## Remove build/
	rm -rf build

.PHONY: help
help: ## This list
	@sed -n 's/^\([a-z ]*\):.*## /\1\t/p' $(firstword $(MAKEFILE_LIST)) | expand -t 14
