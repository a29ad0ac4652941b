#!/bin/bash
# Whether the first study runs on two cores in under ten minutes: a twentieth of the runs at all its
# points, and what that makes for the whole. FULL=1 plays all of it. From the top folder.
set -eu
export LC_ALL=C # a point in numbers
program=${POLDER:-build/release/polder}
study=analysis/experiments/first-study
work=build/bench-study
share=20

rm -rf "$work"
mkdir -p "$work"
trap 'rm -rf "$work"' EXIT
[ -z "${FULL-}" ] || share=1

TIMEFORMAT='%R %U'
for plan in plan robust-plan harm-plan; do
  awk -F, -v share=$share 'BEGIN { OFS = FS } $1 == "runs" { $2 /= share } { print }' \
    $study/$plan.csv >"$work/$plan.csv"
  { time "$program" batch "$work/$plan.csv" -j 2 -o "$work/$plan" >/dev/null 2>&1; } 2>>"$work/took"
done
awk -v share=$share -v cores="$(nproc)" '
  { wall += $1; processor += $2 }
  END {
    printf "first study: %.0f seconds on two threads", wall * share
    if (share > 1) printf " (reckoned from 1/%d of its runs)", share
    printf ", %.0f seconds of the processor, so %.0f on two idle cores; asked 600\n", processor * share,
      processor * share / 2
    if (cores < 2) print "  (one processor here)"
  }' "$work/took"
