#!/bin/bash
# shellcheck disable=SC1091,SC2154
# Machine-readable output: it parses, has the promised keys, and does not depend on threads or repetition.
. "$(dirname "$0")/library.sh"

code 0 "$POLDER" compare "$cases/weerthuis" -n 40 --seed 3 --format json
json out
for key in scenario runs seed zopa_share arms outcomes impasse_rate impasse_low impasse_high types \
  breakthrough_within mean parties pairs baseline treatment both_agree breakthrough lost both_impasse \
  difference low high p_mid p_exact pareto_distance client_utility; do
  says out "\"$key\":"
done
says out '^\{"scenario":"weerthuis","runs":40,"seed":3,'
if grep -q informed "$work/out"; then fail "an arm that nobody asked for"; fi
cp "$work/out" "$work/one"
for threads in 1 2 5; do
  code 0 "$POLDER" compare "$cases/weerthuis" -n 40 --seed 3 --format json -j $threads
  cmp -s "$work/one" "$work/out" || fail "other results with $threads threads"
done

code 0 "$POLDER" compare "$cases/weerthuis" -n 20 --format csv
[ "$(wc -l <"$work/out")" = 41 ] || fail "20 runs in 2 arms are 40 rows"
cp "$work/out" "$work/rows"
code 0 "$POLDER" run "$cases/weerthuis" --run 7 --arm spoken --format csv
tail -1 "$work/out" >"$work/row"
grep -qxFf "$work/row" "$work/rows" || fail "run 7 is not run 7 of compare"

code 0 "$POLDER" compare "$cases/weerthuis" -n 20 --arms asis,asis --format json
says out '"breakthrough":0,"lost":0'
code 0 "$POLDER" compare "$cases/geen-ruimte" -n 30 --lang en
says out 'never room to agree'
says out ': 0 breakthroughs'

code 0 "$POLDER" run "$cases/weerthuis" --format json
json out
code 0 "$POLDER" run "$cases/weerthuis" --format jsonl
json out
head -1 "$work/out" >"$work/first"
says first '^\{"round":0,"event":"open",'
[ "$(grep -c '"arm"' "$work/out")" = 1 ] || fail "the arm stands in another line than the last"
tail -1 "$work/out" >"$work/last"
says last '"event":"end",.*"arm":"asis","run":0,"seed":1\}$'


# Every event of a trace stands in the vocabulary.
for arm in asis spoken flagged asked training; do
  for run in 1 2; do
    "$POLDER" run "$cases/weerthuis" --arm $arm --run $run --format jsonl
  done
done | sed 's/.*"event":"\([a-z_]*\)".*/\1/' | sort -u >"$work/events"
[ -s "$work/events" ] || fail "no events"
while read -r event; do
  grep -q "^| \`$event\` " "$here/sim/record/README.md" || fail "$event is not in the vocabulary"
done <"$work/events"

code 0 "$POLDER" analyse "$cases/weerthuis" --format json
json out
for key in deals possible zopa pareto pareto_zopa acceptable satisfied_histogram solutions nash \
  kalai_smorodinsky egalitarian utilitarian utilities; do
  says out "\"$key\":"
done
code 0 "$POLDER" analyse "$cases/geen-ruimte" --format json
says out '"zopa":0,.*"solutions":\{\}'
code 0 "$POLDER" analyse "$cases/weerthuis" --format csv
says out '^measure,of,value$'
code 0 "$POLDER" check "$cases/weerthuis" "$cases/geen-ruimte" --format json
json out
for what in arms parameters protocols strategies events rules disclosures; do
  code 0 "$POLDER" list $what --format json
  json out
  code 0 "$POLDER" list $what --format csv
  says out '^name,'
  if grep -q ',$' "$work/out"; then fail "list $what: something without a meaning"; fi
done
code 0 "$POLDER" list events
for row in 'disclose +party \[interest\] \[to\]' 'propose +party deal' 'facilitate +\[value\]' \
  'PARAMETER +\[party\] value'; do
  says out "^$row  +[a-z]"
done
code 0 "$POLDER" list events --format csv
sed -n 's/^\([a-z]*\),.*/\1/p' "$work/out" | grep -v '^name$' >"$work/names"
[ "$(wc -l <"$work/names")" = 8 ] || fail "eight events have a name of their own"
while read -r event; do
  grep -q "^| \`$event\` |" "$cases/README.md" || fail "$event is not explained to who writes a case"
done <"$work/names"
code 0 "$POLDER" list arms "$cases/weerthuis"
says out '^training '
exit "$bad"
