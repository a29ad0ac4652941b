#!/bin/bash
# The pages of the first study, of the contradictions and of the advice say what their results say, and a
# number typed by hand is noticed.
set -u
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
study=analysis/experiments/first-study
bad=0

is() { # good or wrong, what is shown
  local got=wrong
  analysis/experiments/page.sh "$work" --check >"$work/out" 2>&1 && got=good
  if [ "$got" = "$1" ]; then
    echo "ok first study: $2"
  else
    echo "FAIL first study: $2"
    cat "$work/out"
    bad=1
  fi
}

changed() { # file, what is done to it, in sed
  cp "$study"/* "$work"
  sed -i "$2" "$work/$1"
}

changed README.md ''
is good "the page follows from the results"
changed README.md '0,/[0-9]<!--=/s/[0-9]<!--=/7&/'
is wrong "another number"
changed README.md '2s/^/In 12 % of the runs telling helped./'
is wrong "a number that nothing fills in"
changed README.md 's/^| spoken | /&7/'
is wrong "another number in a table"
changed points.csv 's/,spoken,1000,[0-9]*,/&1/'
is wrong "other results"
changed noise.svg 's/cy="1/cy="2/'
is wrong "another figure"
rm "$work"/*
study=analysis/experiments/contradictions
changed README.md ''
is good "the contradictions follow from their results"
changed paper.csv 's/,-0.1/,-0.2/'
is wrong "other results of a contradiction"
rm "$work"/*
study=analysis/experiments/advice
changed README.md ''
is good "the page of the advice follows from its results"
awk -v bins="$work/bins.csv" -f "$study/count.awk" "$study/tables.csv" >"$work/summary.csv"
is good "and these from what was counted at each table"
changed bins.csv 's/^observed,90,\([0-9]*\),0.9/observed,90,\1,0.8/'
is wrong "other advice"
exit $bad
