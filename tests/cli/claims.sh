#!/bin/bash
# shellcheck disable=SC1091,SC2154
# The claims: all 98 in every form and both languages, one in full, and the judging of results.
. "$(dirname "$0")/library.sh"
cd "$work" || exit

code 0 "$POLDER" claims --lang nl
head -1 out >first
says first '^Van 98 stellingen: [0-9]+ gesteund.*\.$'
[ "$(grep -cE '^[A-E][0-9]+ ' out)" = 98 ] || fail "not 98 rows in Dutch"
says out '^D6 .*Hoe meer partijen'
code 0 "$POLDER" claims --lang en
head -1 out >first
says first '^Of 98 claims: [0-9]+ supported.*\.$'
[ "$(grep -cE '^[A-E][0-9]+ ' out)" = 98 ] || fail "not 98 rows in English"
says out '^D6 .*The more parties'
silent err

# The counts of the first line are those of the rows.
total=$(head -1 out | grep -oE '[0-9]+' | tail -n +2 | awk '{ n += $1 } END { print n }')
[ "$total" = 98 ] || fail "the first line counts $total claims"

code 0 "$POLDER" claims --format csv
[ "$(wc -l <out)" = 99 ] || fail "not 98 rows of CSV"
says out '^id,verdict,effect,low,high,n,'
code 0 "$POLDER" claims --format json
json out
[ "$(grep -o '"id":' out | wc -l)" = 98 ] || fail "not 98 objects"
says out '^\[\{"id":"A1","verdict":"[a-z ]+","effect":(null|-?[0-9.]+),"low":'
if grep -oE '"verdict":"[^"]*","effect":[^,]*,"low":[^,]*,"high":[^,]*,"n":[0-9]*,"runs":[0-9]*,"condition"' out |
  grep -vE '"(supported|conditional|refuted|undecided|not tested|not testable)"'; then
  fail "a verdict that is none"
fi

# A verdict has its number, or else a reason.
code 0 "$POLDER" claims --format csv --lang en
if grep -E '^[A-E][0-9]+,(supported|conditional|refuted),,' out; then fail "a verdict without an effect"; fi

code 0 "$POLDER" claims d6 --lang en
says out '^D6 '
says out '^  claim .*The more parties'
says out '^  again .*make experiments E=parties$'
says out '^  fails where '
code 0 "$POLDER" claims D18 --lang nl
says out '^  waarom niet '
code 0 "$POLDER" claims D6 D7
[ "$(grep -cE '^D[67] ' out)" = 2 ] || fail "two were asked for"
code 0 "$POLDER" claims D7 --format json
[ "$(grep -o '"id":' out | wc -l)" = 1 ] || fail "one was asked for"

code 2 "$POLDER" claims D66 --lang en
says err 'there is no claim "D66"; do you mean D6\?'
silent out
code 2 "$POLDER" claims --evaluate somewhere
code 3 "$POLDER" claims --evaluate somewhere there
says err 'somewhere/claims.csv'

# An experiment from its plan to its verdict.
mkdir parts
printf 'factor,levels\nscenario,%s\nruns,60\narms,asis|open\nbias,0|4\n' "$cases/sinaasappel" >parts/plan.csv
printf 'id,kind,measure,factor,low,high,where,direction,least,moderators\nD6,,impasse,arm,asis,open,,down,.05,bias\n' \
  >parts/claims.csv
code 0 "$POLDER" batch parts/plan.csv -o main
code 0 "$POLDER" batch parts/plan.csv -o again --seed 2
code 0 "$POLDER" claims --evaluate parts main again
says out '^id,part,variant,group,effect,low,high,n,runs,verdict$'
says out '^D6,,main,,.*,120,60,[a-z]+$'
says out '^D6,1,main,bias=4,'
says out '^D6,,again,'
cp out kept
code 0 "$POLDER" claims --evaluate parts main again --lang nl
cmp -s kept out || fail "another result in Dutch"
sed -i 's/impasse,arm/wrong,arm/' parts/claims.csv
code 3 "$POLDER" claims --evaluate parts main --lang en
says err 'parts/claims.csv:2:3: .*"wrong" is no column of'
silent out

exit "$bad"
