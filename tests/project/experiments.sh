#!/bin/bash
# `make experiments`: the same results are silent; another number is told, another verdict loudly; what is
# undecided asks for more runs; UPDATE keeps. POLDER is the program.
set -u
: "${POLDER:?the program to test}"
POLDER=$(cd "$(dirname "$POLDER")" && pwd)/$(basename "$POLDER")
top=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bad=0
export POLDER LC_ALL=C.UTF-8

fail() {
  echo "  not so: $*"
  bad=1
}

own=$work/analysis/experiments
mkdir -p "$own/orange" "$own/other"
cp "$top/analysis/experiments/run.sh" "$own"
printf 'variant,setting,value,what_nl,what_en\nfixed,order,fixed,a,b\nbias,bias,0,a,b\n' >"$own/variants.csv"
printf 'factor,levels\nscenario,%s\nruns,150\nbias,0|4\n' "$top/scenarios/open-tafel" >"$own/orange/plan.csv"
printf 'id,kind,measure,factor,low,high,where,direction,least,moderators\nD9,,trust_mean,bias,0,4,,down,.001,arm\n' \
  >"$own/orange/claims.csv"
printf '#!/bin/sh\necho "other $*"\n' >"$own/other/run.sh"
chmod +x "$own/other/run.sh"

"$own/run.sh" orange >"$work/out" 2>&1 && fail "nothing is kept, and that is right"
"$own/run.sh" --renew >"$work/out" 2>&1 || fail "not kept: $(cat "$work/out")"
grep -q 'other --renew' "$work/out" || fail "a folder's own script was not run"
grep -q 'minutes' "$work/out" || fail "no minutes"
grep -q '^D9,,fixed,' "$own/orange/result.csv" || fail "no variant"
grep -q '^D9,,bias,' "$own/orange/result.csv" && fail "a variant of what the plan itself varies"
"$own/run.sh" orange >"$work/out" 2>&1 || fail "the same results are not the same: $(cat "$work/out")"

cp "$own/orange/result.csv" "$work/kept"
sed 's/^\(D9,,main,,\)[^,]*/\10.12345/' "$work/kept" >"$own/orange/result.csv"
"$own/run.sh" orange >"$work/out" 2>&1 && fail "another number passed"
grep -q 'D9 as a whole (main): 0.12345 .* became' "$work/out" || fail "which number? $(cat "$work/out")"
grep -q 'ANOTHER VERDICT' "$work/out" && fail "the verdict is the same"
sed '2s/[a-z]*$/conditional/' "$work/kept" >"$own/orange/result.csv"
"$own/run.sh" orange >"$work/out" 2>&1 && fail "another verdict passed"
grep -q 'ANOTHER VERDICT' "$work/out" || fail "which verdict? $(cat "$work/out")"

sed -i 's/^runs,.*/runs,3/; s/^scenario.*/scenario,random/' "$own/orange/plan.csv"
sed -i 's/trust_mean/impasse/' "$own/orange/claims.csv"
"$own/run.sh" --renew orange >"$work/out" 2>&1 && fail "undecided passed"
grep -q 'more runs' "$work/out" || fail "not told that it is undecided"
exit "$bad"
