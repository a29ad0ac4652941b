#!/bin/bash
# shellcheck disable=SC1091,SC2154
# `polder run OUT --point P --run K` tells exactly the run that stands in the results, whatever kind
# of experiment it is from.
. "$(dirname "$0")/library.sh"
cd "$here" || exit 1

# same FOLDER POINT RUN ARM: the row, and the last event, are those of the results
same() {
  code 0 "$POLDER" run "$work/$1" --point "$2" --run "$3" --arm "$4" --format csv
  sed 1d "$work/out" >"$work/row"
  grep -q "^$2,$4,$3," "$work/row" || fail "$1: another key: $(cat "$work/row")"
  grep -Fqxf "$work/row" "$work/$1/runs.csv" || fail "$1 has no row $(cat "$work/row")"
  code 0 "$POLDER" run "$work/$1" --point "$2" --run "$3" --arm "$4" --format jsonl
  json out
  says out "\"outcome\":\"$(cut -d, -f5 "$work/row")\""
  code 0 "$POLDER" run "$work/$1" --point "$2" --run "$3" --arm "$4"
  says out "^Point $2: "
}

# tables that were drawn, and drawn for coalitions; the knobs make the point
code 0 "$POLDER" batch random --vary 'parties=3|5' -n 70 -o "$work/random"
same random 0 0 asis
same random 1 69 spoken
says out '^Point 1: parties=5'
printf 'factor,levels\nscenario,random\ndesign,coalitions\nruns,20\nconflict,.2|.8\n' >"$work/plan.csv"
code 0 "$POLDER" batch "$work/plan.csv" -o "$work/drawn"
same drawn 1 7 spoken
same drawn 31 19 spoken

# written cases as a factor, parameters of one party, and who tells
cat >"$work/plan.csv" <<'END_OF_PLAN'
factor,levels
scenario,scenarios/open-tafel|scenarios/weerthuis
runs,30
arms,closed|spoken|informed
seed,18446744073709551615
bias,0|2
END_OF_PLAN
code 0 "$POLDER" batch "$work/plan.csv" -o "$work/cases"
same cases 3 29 informed
same cases 0 1 closed
says out "run $work/cases --point 0 --run 1 --arm spoken"
code 0 "$POLDER" batch scenarios/weerthuis --vary 'housing.trust=.1|.9' -n 30 -o "$work/party"
same party 1 4 asis
printf 'factor,levels\nscenario,scenarios/weerthuis\ndesign,coalitions\nruns,20\n' >"$work/plan.csv"
code 0 "$POLDER" batch "$work/plan.csv" -o "$work/tells"
same tells 5 3 spoken
code 0 "$POLDER" run "$work/tells" --point 0 --run 3 --lang nl
says out '^Punt 0: tells='

# an arm that is not named is the first; a folder that is not finished yet does as well
code 0 "$POLDER" run "$work/cases" --format csv
says out '^0,closed,0,18446744073709551615,'
code 0 "$POLDER" batch random --vary 'parties=3|5' -n 70 -o "$work/share" --shard 1/2
code 0 "$POLDER" run "$work/share" --point 1 --run 69 --arm spoken --format csv
grep -Fqxf <(sed 1d "$work/out") "$work/random/runs.csv" || fail "an unfinished folder tells another"

# what it cannot be
code 2 "$POLDER" run "$work/random" --point 2
says err '--point: there is no 2; they go from 0 to 1'
code 2 "$POLDER" run "$work/random" --run 70 --lang nl
says err '--run: 70 is er niet; ze lopen van 0 tot en met 69'
code 2 "$POLDER" run "$work/random" --arm informed
says err 'no arm "informed"; it has: asis, spoken'
code 2 "$POLDER" run "$work/random" --seed 3
says err '--seed goes with a case'
code 2 "$POLDER" run "$work/random" --set bias=3
code 2 "$POLDER" run scenarios/weerthuis --point 0
says err '--point goes with a folder of results'
sed -i 's/parties/issues/' "$work/random/points.csv"
code 3 "$POLDER" run "$work/random" --run 3
says err 'points.csv are not what they were'
exit "$bad"
