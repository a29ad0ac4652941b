#!/bin/bash
# shellcheck disable=SC1091,SC2154
# until_halfwidth: every point stops when it is known precisely enough, at the same run however the
# batch came about.
. "$(dirname "$0")/library.sh"
cd "$here" || exit 1

plan=$work/plan.csv
cat >"$plan" <<'END_OF_PLAN'
factor,levels
scenario,scenarios/weerthuis
until_halfwidth,4%
bias,0|1|2|4
seed,5
END_OF_PLAN

# same FOLDER: it is what the first one is
same() {
  for file in runs parties rounds points looks; do
    cmp -s "$work/one/$file.csv" "$work/$1/$file.csv" || fail "$1/$file.csv differs"
  done
  [ "$(grep sha256 "$work/one/manifest.json" | tail -1)" = \
    "$(grep sha256 "$work/$1/manifest.json" | tail -1)" ] || fail "$1 has another sha256"
}

code 0 "$POLDER" batch "$plan" -o "$work/one" -j 1
code 0 "$POLDER" verify "$work/one" -n 100

# a point has as many runs as its last look says, which is the first that was precise enough
awk -F, 'NR > 1 { last[$1] = $2; how[$1] = $5; if ($5 == "on" && !($3 > .04 || $4 > .04)) bad = 1
           if ($5 == "precise" && ($3 > .04 || $4 > .04)) bad = 1 }
         END { for (p in last) print p, last[p]; exit bad }' "$work/one/looks.csv" | sort >"$work/wanted"
[ "${PIPESTATUS[0]}" = 0 ] || fail "a look decided otherwise: $(cat "$work/one/looks.csv")"
awk -F, '$2 == "spoken" { n[$1]++ } END { for (p in n) print p, n[p] }' "$work/one/runs.csv" |
  sort | cmp -s - "$work/wanted" || fail "other numbers of runs than looks.csv says"
[ "$(cut -d' ' -f2 "$work/wanted" | sort -u | wc -l)" -gt 1 ] || fail "all points are alike"
sed 1d "$work/one/runs.csv" | cut -d, -f1 | sort -nc || fail "rows are not in the order of the points"

# the half-widths are those of compare at that number of runs
runs=$(sed -n 's/^1 //p' "$work/wanted")
code 0 "$POLDER" compare scenarios/weerthuis --set bias=1 --seed 5 -n "$runs" --format json
wide=$(grep "^1,$runs," "$work/one/looks.csv" | cut -d, -f4)
half=$(tr ',' '\n' <"$work/out" | sed -n '/"difference"/,$s/^"\(low\|high\)"://p' |
  awk 'NR == 1 { low = $1 } NR == 2 { printf "%.9f", ($1 - low) / 2 }')
[ "$half" = "$(awk "BEGIN { printf \"%.9f\", $wide }")" ] ||
  fail "compare is precise to $half, the look to $wide"

# threads, shares (of points), other order of shares, again
code 0 "$POLDER" batch "$plan" -o "$work/two" -j 3
same two
for i in 3 1; do
  code 0 "$POLDER" batch "$plan" -o "$work/part$i" --shard "$i/3"
done
code 3 "$POLDER" merge "$work/part1" "$work/part3" -o "$work/merged"
says err 'not finished: 1 of 4 points \(1\)'
code 0 "$POLDER" batch "$plan" -o "$work/part2" --shard 2/3
code 0 "$POLDER" merge "$work"/part[123] -o "$work/merged"
same merged
code 0 "$POLDER" rerun "$work/one/manifest.json" -o "$work/again"
says out 'the same bytes'
same again

# killed at many moments, also between a stage and its looks, and gone on with
for wait in .05 .1 .2 .3 .15 .25 .1 .4; do
  "$POLDER" batch "$plan" -o "$work/killed" -j 2 >/dev/null 2>&1 &
  pid=$!
  sleep $wait
  kill -9 $pid 2>/dev/null
  wait $pid 2>/dev/null
done
code 0 "$POLDER" batch "$plan" -o "$work/killed"
same killed
[ -z "$(find "$work/killed" -name '.*' -type f)" ] || fail "drafts were left behind"

# another precision is another plan; a changed looks.csv is noticed; a run beyond is not there
code 4 "$POLDER" batch "$plan" -o "$work/one" --until-halfwidth .05
says err 'another plan'
sed -i '3s/on/precise/' "$work/again/looks.csv"
code 3 "$POLDER" verify "$work/again" -n 20
says err 'looks.csv is not what the manifest says'
code 0 "$POLDER" report "$work/one"
code 0 "$POLDER" run "$work/one" --point 3 --run 150 --arm spoken --format csv
grep -Fqxf <(sed 1d "$work/out") "$work/one/runs.csv" || fail "replay has another row"

# on the command line; at the latest after max_runs; one arm has no change
code 0 "$POLDER" batch random --vary 'parties=3|4' --until-halfwidth 0.001 -n 100 --max-runs 250 \
  --arms asis -o "$work/most"
[ "$(sed 1d "$work/most/looks.csv" | cut -d, -f1,2,4,5 | tr '\n' ' ')" = \
  '0,100,,on 0,200,,on 0,250,,max_runs 1,100,,on 1,200,,on 1,250,,max_runs ' ] ||
  fail "looks: $(cat "$work/most/looks.csv")"
code 0 "$POLDER" batch "$plan" --dry-run
says out '^4 points x 2 arms x 200 \(at most 3200\) runs: 1600 \(at most 25600\) negotiations'

# what makes no sense
code 2 "$POLDER" batch scenarios/weerthuis --vary 'bias=0|1' --until-halfwidth 3 -o "$work/none"
says err 'no half-width'
code 2 "$POLDER" batch scenarios/weerthuis --vary 'bias=0|1' --max-runs 300 -o "$work/none"
says err 'only together with --until-halfwidth'
code 2 "$POLDER" batch "$plan" -n 500 --max-runs 300 -o "$work/none" --lang nl
says err 'minder dan de 500 keer bij de eerste blik'
[ ! -e "$work/none" ] || fail "a refused plan made a folder"

# progress says how far the next look is, the intervals, and how wide the widest point is
if command -v script >/dev/null; then
  script -qec "stty cols 150; '$POLDER' batch '$plan' -o '$work/shown' -j 1" /dev/null >"$work/out" \
    </dev/null
  tr '\r' '\n' <"$work/out" >"$work/lines"
  says lines 'of [0-9]+ runs to the next look \([1-4] points?, ±[0-9.]+%\), [0-9]+/s, [0-9]+:[0-9]+ left'
  says lines 'impasses asis [0-9.]+% \[[0-9.]+, [0-9.]+\], spoken [0-9.]+% \[[0-9.]+, [0-9.]+\]'
fi
exit "$bad"
