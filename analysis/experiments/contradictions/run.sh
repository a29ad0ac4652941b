#!/bin/bash
# Plays the six contradictions again, into build/experiments/contradictions, and compares what comes out
# with what is kept here; --renew keeps it. contrasts.csv says which differences of which plan.
# Usage: run.sh [--renew]
set -eu
export LC_ALL=C.UTF-8
cd "$(dirname "$0")/../../.."
here=analysis/experiments/contradictions
out=build/experiments/contradictions
program=${POLDER:-build/release/polder}

rm -rf "$out"
mkdir -p "$out"
for plan in "$here"/*-plan.csv; do
  name=$(basename "$plan" -plan.csv)
  "$program" batch "$plan" -o "$out/$name" >"$out/$name.log" 2>&1 || { cat "$out/$name.log" >&2; exit 1; }
done

different=0
while IFS=, read -r name plan file factor measure; do
  [ "$name" != name ] || continue
  awk -v factor="$factor" -v measure="$measure" -f "$here/effects.awk" "$out/$plan"/{points,"$file"}.csv \
    >"$out/$name.csv"
  [ "${1-}" != --renew ] || cp "$out/$name.csv" "$here"
  diff "$here/$name.csv" "$out/$name.csv" || different=1
done <"$here/contrasts.csv"
[ $different = 0 ] || echo "  contradictions: other results than those kept in $here" >&2
if [ "${1-}" = --renew ]; then
  analysis/experiments/page.sh "$here" --write || :
fi
analysis/experiments/page.sh "$here" --check || different=1
exit $different
