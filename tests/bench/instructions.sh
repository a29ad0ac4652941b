#!/bin/bash
# Instructions a run, which no noise of the machine touches: each case with two counts of runs under
# callgrind, and the difference, so that starting up drops out. Usage: tests/bench/instructions.sh [CASE...]
# Prints CASE, a tab and the number. From the top folder, with build/release/bench-bench (make bench).
set -u
bench=${BUILD:-build/release}/bench-bench

if ! command -v valgrind >/dev/null; then
  echo "(valgrind is not installed: instructions are not counted)" >&2
  exit 0
fi

few() { # case: enough to be past what happens once
  case $1 in
    analyse*) echo 1 ;;
    *) echo 100 ;;
  esac
}

collected() { # case, runs
  LC_ALL=C valgrind --tool=callgrind --callgrind-out-file=/dev/null "$bench" "$1" "$2" 2>&1 |
    awk '/Collected/ { print $NF; found = 1 } END { exit !found }'
}

[ $# -gt 0 ] || { echo "instructions a run:"; mapfile -t names < <("$bench" --list); set -- "${names[@]}"; }
for name; do
  n=$(few "$name")
  if ! first=$(collected "$name" "$n") || ! second=$(collected "$name" $((6 * n))); then
    echo "$name: cannot be counted" >&2
    exit 1
  fi
  printf '%s\t%d\n' "$name" $(((second - first) / (5 * n)))
done
