#!/bin/bash
# All tests, step by step, each with a log in build/check/, and one line at the end: N passed, N failed.
# A step counts what it prints: Check's totals, and lines that start with ok or FAIL. A step that prints
# neither counts as one test. `make check` calls this; from the top folder.
set -u
logs=build/check
mkdir -p "$logs"
passed=0
failed=0
jobs=$(nproc 2>/dev/null || echo 2)

make() {
  command "${MAKE:-make}" --no-print-directory -j"$jobs" WERROR=1 "$@"
}

count() { # log, exit code: adds to passed and failed
  local totals good bad
  totals=$(awk '
    /[0-9]+%: Checks: / {
      sub(/.*Checks:/, "")
      gsub(/[^0-9 ]/, "")
      good += $1 - $2 - $3
      bad += $2 + $3 + ($1 == 0)
      seen = 1
    }
    /^ok / { good++; seen = 1 }
    /^FAIL / { bad++; seen = 1 }
    END { print good + 0, bad + 0, seen + 0 }' "$1")
  read -r good bad seen <<<"$totals"
  [ "$seen" = 1 ] || { [ "$2" = 0 ] && good=1; }
  [ "$2" = 0 ] || [ "$bad" -gt 0 ] || bad=1
  passed=$((passed + good))
  failed=$((failed + bad))
  step_failed=$bad
}

step() { # name, command...
  local name=$1 log status start=$SECONDS
  log=$logs/${name// /-}.log
  shift
  "$@" >"$log" 2>&1 </dev/null
  status=$?
  count "$log" "$status"
  if [ "$step_failed" -gt 0 ]; then
    echo "--- $name: FAILED ($log)"
    grep -E '^FAIL|:[FE]:|error:|ERROR:|WARNING: Thread' "$log" | head -n 30
    echo "..."
    tail -n 20 "$log"
  else
    echo "--- $name ($((SECONDS - start)) s)"
  fi
  awk '/%: Checks: / { sub(/.*Checks: /, ""); gsub(/[^0-9 ]/, ""); n += $1; bad += $2 + $3; seen = 1 }
    END { if (seen) print n " checks, " bad " failed" }' "$log"
}

# Each of these scripts is one test or more.
scripts() { # folder
  local script bad=0
  for script in "$1"/*.sh; do
    [ -x "$script" ] || continue
    echo "# $script"
    if POLDER=$PWD/build/release/polder "$script"; then
      echo "ok $script"
    else
      echo "FAIL $script"
      bad=1
    fi
  done
  return $bad
}

# Each door compiles alone, with both compilers.
doors() {
  local door compiler bad=0
  for door in include/polder.h include/polder/*.h; do
    for compiler in gcc clang; do
      # shellcheck disable=SC2046
      if "$compiler" -std=gnu11 -Wall -Wextra -Wpedantic -Werror -Iinclude \
        $(pkg-config --cflags glib-2.0) -x c -fsyntax-only -include "$door" - <<<'typedef int a;'; then
        echo "ok $compiler: $door compiles alone"
      else
        echo "FAIL $compiler: $door does not compile alone"
        bad=1
      fi
    done
  done
  return $bad
}

# ThreadSanitizer wants the memory layout that some kernels shuffle too much.
unshuffled() {
  if setarch "$(uname -m)" -R true 2>/dev/null; then
    setarch "$(uname -m)" -R "$@"
  else
    "$@"
  fi
}

threads() {
  local case bad=0
  make build CONFIG=tsan || return 1
  for case in scenarios/*/scenario.csv; do
    unshuffled build/tsan/polder compare "$(dirname "$case")" -n 60 -j 4 >/dev/null || bad=1
  done
  unshuffled build/tsan/polder explain scenarios/sinaasappel -n 100 -j 4 >/dev/null || bad=1
  return $bad
}

# The unit tests of one configuration, as many suites at a time as there are processors.
# shellcheck disable=SC2016
suites() { # configuration, compiler
  local status out=$logs/suites-$1
  make build tests CONFIG="$1" CC="$2" || return 1
  rm -rf "$out" && mkdir -p "$out"
  printf '%s\n' tests/test_*.c | sed 's|.*/test_||; s|\.c$||' |
    POLDER=build/$1/polder TESTS=build/$1/polder-tests OUT=$out xargs -P "$jobs" -I '{}' \
      sh -c 'CK_RUN_SUITE={} "$TESTS" >"$OUT/{}.log" 2>&1'
  status=$?
  cat "$out"/*.log
  return $status
}

# By clang, whose sanitized programs are twice as fast as gcc's. Without a process a test: forking one
# takes longer than the test.
sanitized() {
  CK_FORK=no suites asan clang
}

# What the fuzzer once found stays found, and a few thousand tries more.
fuzz() {
  compgen -G 'tests/fuzz/*.c' >/dev/null || return 0
  make fuzz FUZZ='-runs=3000 -seed=1'
}

build() {
  make build tests && make build MPI=1
}

step "build" build
step "unit tests" suites release "${CC:-gcc}"
step "lint" env BUILD=build/release .ci/lint
step "doors" doors
step "project" scripts tests/project
step "address and undefined behaviour" sanitized
step "threads" threads
step "command line" scripts tests/cli
step "README" tests/readme.sh
step "install" tests/test_install.sh
step "speed" tests/instructions_gate.sh
step "fuzz" fuzz
step "determinism" tests/matrix.sh
echo
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
