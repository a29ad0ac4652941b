#!/bin/bash
# A page with all branches of a run, of cases small and large. Asked: under a second, and under 300 kB
# for four parties and forty rounds. From the top folder.
set -eu
export LC_ALL=C # a point in numbers
program=${POLDER:-build/release/polder}
page=$(mktemp)
trap 'rm -f "$page"' EXIT

echo "replay: seconds of the processor, kB"
for case in weerthuis sinaasappel keten jeugdstelsel; do
  TIMEFORMAT=%U
  seconds=$({ time "$program" replay "scenarios/$case" -o "$page" >/dev/null; } 2>&1)
  printf '  %-14s %6s %6d\n' "$case" "$seconds" $(($(wc -c <"$page") / 1000))
done
