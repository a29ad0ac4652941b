#!/bin/bash
# shellcheck disable=SC1091,SC2154
# Reports: of what a batch left, in both languages; what is not finished is refused.
. "$(dirname "$0")/library.sh"
cd "$here" || exit 1

plan=$work/plan.csv
cat >"$plan" <<'END'
factor,levels
scenario,scenarios/weerthuis
runs,150
bias,0|4
trust,.2|.8
END

code 0 "$POLDER" batch "$plan" -o "$work/one"
code 0 "$POLDER" report "$work/one" --lang en
silent err
says out '^600 runs over 4 points: in asis [0-9.]+% ran aground; in spoken [0-9.]+%, with '
says out "^report: $work/one/report.html"
says one/report.html '<html lang="en">'
cp "$work/one/report.html" "$work/first.html"

# the same numbers as counting rows, and as compare
impasses=$(awk -F, '$2 == "spoken" && $6 == 1' "$work/one/runs.csv" | wc -l)
[ "$(awk -F, '$1 == "spoken" { print $7 }' "$work/one/report/outcome.csv")" = "$impasses" ] ||
  fail "impasses: $impasses by hand"
code 0 "$POLDER" compare scenarios/weerthuis -n 150 --set bias=4 --set trust=.8 --format json
breakthrough=$(sed 's/.*"breakthrough":\([0-9]*\).*/\1/' "$work/out")
grep -q "^3,4,0.8,spoken,[^,]*,[^,]*,[^,]*,150,$breakthrough," "$work/one/report/paired.csv" ||
  fail "compare says $breakthrough breakthroughs: $(cat "$work/one/report/paired.csv")"

# a run in which the arms differ, played again from the list
command=$(awk -F, '$1 == 3 && $5 == "breakthrough" { print $6; exit }' "$work/one/report/seeds.csv")
command=${command#polder }
# shellcheck disable=SC2086
code 0 "$POLDER" $command --format csv
says out ',agreement,0,'
# shellcheck disable=SC2086
code 0 "$POLDER" ${command/--arm spoken/--arm asis} --format csv
grep -q ',agreement,' "$work/out" && fail "no breakthrough: $command"

# Dutch, elsewhere; the results stay as they were
code 0 "$POLDER" report "$work/one" --lang nl -o "$work/verslag.html"
says out '^600 keer over 4 punten: in asis liep [0-9,]+% vast'
says verslag.html '<html lang="nl">'
cmp -s "$work/first.html" "$work/one/report.html" || fail "-o wrote the page in the folder as well"
code 0 "$POLDER" verify "$work/one" -n 20
code 0 "$POLDER" batch "$plan" -o "$work/one"
says out 'ready already'

# replays LINE FOLDER: the command on that line of seeds.csv tells a run of FOLDER again
replays() {
  local command
  command=$(sed -n "$1p" "$work/$2/report/seeds.csv" | cut -d, -f6)
  # shellcheck disable=SC2086
  code 0 "$POLDER" ${command#polder } --format csv
  grep -Fqxf <(sed 1d "$work/out") "$work/$2/runs.csv" || fail "another run: $command"
}

# random tables and coalitions
code 0 "$POLDER" batch random --vary 'parties=3|4' -n 60 -o "$work/random"
code 0 "$POLDER" report "$work/random"
replays 2 random
printf 'factor,levels\nscenario,scenarios/weerthuis\ndesign,coalitions\nruns,20\n' >"$plan"
code 0 "$POLDER" batch "$plan" -o "$work/tells"
code 0 "$POLDER" report "$work/tells" --lang en
replays 5 tells
says tells/report.html '>\(nothing\)</data>'
code 0 "$POLDER" batch scenarios/weerthuis --vary bias=1 --arms asis,spoken,informed -n 30 \
  -o "$work/three"
code 0 "$POLDER" report "$work/three"
[ "$(wc -l <"$work/three/report/pairs.csv")" = 3 ] || fail "a pair for each other arm"
code 0 "$POLDER" batch scenarios/weerthuis --vary bias=1 --arms asis -n 30 -o "$work/single"
code 0 "$POLDER" report "$work/single"

# rows kept in a database: the same report, but for where it is
code 0 "$POLDER" batch scenarios/weerthuis --vary 'bias=0|4' -n 40 -o "$work/rows"
code 0 "$POLDER" batch scenarios/weerthuis --vary 'bias=0|4' -n 40 -o "$work/base" --store sqlite
code 0 "$POLDER" report "$work/rows"
code 0 "$POLDER" report "$work/base"
rm "$work"/rows/report/seeds.csv "$work"/base/report/seeds.csv
diff -r "$work/rows/report" "$work/base/report" || fail "another report of results.sqlite"
grep -q 'id="rounds"' "$work/base/report.html" || fail "no trust by round of results.sqlite"

# what cannot be reported
code 4 "$POLDER" report "$work/nothing"
says err 'there is no such folder'
mkdir "$work/empty"
code 4 "$POLDER" report "$work/empty"
says err 'manifest.json'
code 0 "$POLDER" batch "$plan" -o "$work/part" --shard 1/2
code 3 "$POLDER" report "$work/part"
says err 'not finished yet'
cp -r "$work/one" "$work/cut"
sed -i '$d' "$work/cut/runs.csv"
rm -r "$work/cut/report"
code 3 "$POLDER" report "$work/cut"
says err 'cut/runs.csv: there are 599 runs in it, and 600 says the manifest'
[ ! -e "$work/cut/report/rates.csv" ] || fail "wrong results were reported"
code 4 "$POLDER" report "$work/one" -o /proc/report.html
says err 'not written'
code 2 "$POLDER" report
exit "$bad"
