#!/bin/bash
# Follows the advice on random tables again, and compares what comes out with what is kept here; --renew
# keeps it. Usage: run.sh [--renew]
set -eu
export LC_ALL=C.UTF-8
cd "$(dirname "$0")/../../.."
here=analysis/experiments/advice
out=build/experiments/advice
program=build/release/experiment-advice

${MAKE:-make} --no-print-directory -s "$program"
mkdir -p "$out"
"$program" >"$out/tables.csv"
awk -v bins="$out/bins.csv" -f "$here/count.awk" "$out/tables.csv" >"$out/summary.csv"

different=0
for kept in tables.csv bins.csv summary.csv; do
  [ "${1-}" != --renew ] || cp "$out/$kept" "$here/$kept"
  cmp "$out/$kept" "$here/$kept" || different=1
done
[ $different = 0 ] || echo "  advice: other results than those kept in $here" >&2
if [ "${1-}" = --renew ]; then
  analysis/experiments/page.sh "$here" --write || :
fi
analysis/experiments/page.sh "$here" --check || different=1
exit $different
