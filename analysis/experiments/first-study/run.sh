#!/bin/bash
# Plays the first study again, into build/first-study, and compares what comes out with what is kept
# here. With --renew it replaces what is kept. Some minutes. Usage: run.sh [--renew]
set -eu
export LC_ALL=C.UTF-8
here=analysis/experiments/first-study
out=build/first-study
cd "$(dirname "$0")/../../.."
program=${POLDER:-build/release/polder}

rm -rf "$out"
mkdir -p "$out"

play() { # plan, folder
  "$program" batch "$here/$1" -o "$out/$2"
  "$program" report "$out/$2"
  # How every run ended, of what type, and in which round; columns that may be added later do not count.
  echo "$2 $(cut -d, -f1-9 "$out/$2/runs.csv" | sha256sum)" >>"$out/checksums"
}

play plan.csv main
play robust-plan.csv robust
play harm-plan.csv harm
awk -v groups="$out/groups.csv" -f "$here/count.awk" "$out"/main/{points,report/paired,runs}.csv \
  >"$out/points.csv"
for name in robust harm; do
  awk -f "$here/count.awk" "$out/$name"/{points,report/paired,runs}.csv >"$out/$name.csv"
done

different=0
for kept in checksums points.csv groups.csv robust.csv harm.csv; do
  [ "${1-}" != --renew ] || cp "$out/$kept" "$here/$kept"
  cmp "$out/$kept" "$here/$kept" || different=1
done
[ $different = 0 ] || echo "first study: other results than those kept in $here" >&2
analysis/experiments/page.sh "$here" --check
exit $different
