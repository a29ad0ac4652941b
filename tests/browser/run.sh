#!/bin/bash
# Makes results folders of every design, their reports in both languages, and replays of cases, and opens
# each in Debian's Chromium. Usage: tests/browser/run.sh, in the top folder; POLDER and BUILD as make gives them.
# Pictures of the pages are left in build/browser/pictures.
set -eu
polder=$(realpath "${POLDER:-build/release/polder}")
work=$PWD/build/browser
rm -rf "$work/reports" "$work/replays" "$work/cards" "$work/long" "$work/pictures"
mkdir -p "$work/reports" "$work/pictures"

# ONLY = a pattern: of the pages, those that it fits are made and looked at
wanted() { # page
  [[ $1 =~ ${ONLY-} ]]
}

plan() { # name; the plan on stdin
  wanted "reports/$1/report" || return 0
  { echo factor,levels && cat; } >"$work/reports/$1.csv"
  "$polder" batch "$work/reports/$1.csv" -o "$work/reports/$1" 2>/dev/null
  for lang in nl en; do
    "$polder" report "$work/reports/$1" --lang $lang -o "$work/reports/$1/report.$lang.html"
  done
}

case=scenario,scenarios/weerthuis
plan factorial <<END
$case
runs,150
bias,0|2|4
trust,.2|.5|.8
END
plan point <<END
scenario,scenarios/sinaasappel
runs,60
bias,1
END
plan arms <<END
$case
runs,100
arms,asis|spoken|informed
disclosure_round,4|16|30
END
plan oat <<END
$case
design,oat
runs,100
bias,2|0|4
trust,.5|.2|.8
spread,.05|.2
END
plan morris <<END
$case
design,morris
points,6
runs,40
bias,0~4
trust,.1~.9
spread,0~.2
housing.explain,0~1
END
plan sobol <<END
$case
design,sobol
points,32
runs,10
bias,0~4
trust,.1~.9
spread,0~.2
END
plan lhs <<END
$case
design,lhs
points,40
runs,20
bias,0~4
trust,.1~.9
END
plan coalitions <<END
$case
design,coalitions
runs,60
END
plan random <<END
scenario,random
runs,80
parties,3|4
conflict,.2|.8
END

mkdir -p "$work/replays"
replay() { # case, more options
  wanted "replays/$1.html" || return 0
  "$polder" replay "scenarios/$1" "${@:2}" --lang nl -o "$work/replays/$1.html"
}
for case in weerthuis sinaasappel geen-ruimte keten open-tafel welzijn; do
  replay $case
done
replay jeugdstelsel --set deadline_rounds=12 # seven parties, with long names
replay gouda --arm voiced-frame # in which parameters change

mkdir -p "$work/cards"
for case in scenarios/*/; do
  wanted "cards/$(basename "$case")/cards" || continue
  "$polder" cards "$case" -o "$work/cards/$(basename "$case")" >/dev/null
done
"$polder" new "$work/long" --random --seed 3 --set parties=8 --set issues=6 --set options=10 \
  --set interests=8 >/dev/null
"$polder" cards "$work/long" -o "$work/cards/long" >/dev/null

cp tests/browser/package*.json tests/browser/*.mjs "$work"
cd "$work"
npm ci --silent --no-audit --no-fund
exec node --test --test-concurrency=2 --test-reporter=spec reports.mjs replay.mjs cards.mjs
