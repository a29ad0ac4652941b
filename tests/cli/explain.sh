#!/bin/bash
# shellcheck disable=SC1091,SC2154
# explain: what it says can be checked by playing it; its forms, its two languages, and bad wishes.
. "$(dirname "$0")/library.sh"
cd "$here" || exit 1

# the keys that scripts rely on; -j 1, to compare below
code 0 "$POLDER" explain scenarios/weerthuis -n 24 --format json -j 1
json out
cp "$work/out" "$work/one"
python3 - "$work/one" <<'END' || fail "the JSON is not as promised"
import json, math, sys
whole = json.load(open(sys.argv[1]))
assert whole["scenario"] == "weerthuis" and whole["runs"] == 24

def wilson(hits, n, z=1.959963984540054):
    p, d = hits / n, 1 + z * z / n
    half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return ((p + z * z / (2 * n) - half) / d, (p + z * z / (2 * n) + half) / d)

cells = whole["map"]
assert len(cells) == 9 * 40
assert set(cells[0]) >= {"party", "interest", "round", "breakthrough", "lost", "difference", "low", "high"}
assert any(c["telling"] == "breaks" for c in cells) and any(c["telling"] == "late" for c in cells)
impasses = round(whole["baseline_impasse"] * 24)
assert all(c["breakthrough"] <= impasses and c["lost"] <= 24 - impasses for c in cells)
assert all(abs(c["difference"] - (c["breakthrough"] - c["lost"]) / 24) < 1e-12 for c in cells)
for one in whole["unlocking"]:
    assert one["round"] == 16 and one["smallest"] >= 1
    assert abs(one["share"] - one["breakthrough"] / impasses) < 1e-12
    low, high = wilson(one["breakthrough"], impasses)
    assert abs(one["low"] - low) < 1e-9 and abs(one["high"] - high) < 1e-9
assert abs(sum(s["share"] for s in whole["shapley"]) - whole["total"]) < 1e-9
assert abs(sum(s["share"] for s in whole["shapley_parties"]) - whole["total"]) < 1e-9
names = {f'{c["party"]}.{c["interest"]}' for c in cells}
assert all(i in names for u in whole["unlocking"] for i in u["interests"])
assert whole["coalitions"] == "all" and set(whole["advice"]) >= {"nl", "en"}
assert whole["levers"] and whole["cuts"] and whole["chain"]
END

# a cell is what compare says of the arm in which that is told then; the total is that of spoken
cp -r scenarios/weerthuis "$work/told"
echo 'told_at_9,9,disclose,housing,alone,*,' >>"$work/told/arms.csv"
"$POLDER" compare "$work/told" -n 24 --arms asis,told_at_9 --format json >"$work/compared"
"$POLDER" compare scenarios/weerthuis -n 24 --format json >"$work/spoken"
python3 - "$work/one" "$work/compared" "$work/spoken" <<'END' || fail "a cell is not what compare says"
import json, sys
whole, compared, spoken = (json.load(open(name)) for name in sys.argv[1:])
wanted = ("housing", "alone", 9)
cell = next(c for c in whole["map"] if (c["party"], c["interest"], c["round"]) == wanted)
pair = compared["pairs"][0]
assert (cell["breakthrough"], cell["lost"]) == (pair["breakthrough"], pair["lost"]), (cell, pair)
assert all(abs(cell[k] - pair[k]) < 1e-9 for k in ("difference", "low", "high"))
assert abs(whole["total"] - spoken["pairs"][0]["difference"]) < 1e-12
END

# told link by link is the first impasse of them; a seed with -n is a case, not a run
code 0 "$POLDER" explain scenarios/gouda -n 9 --seed 2 --format json
cp "$work/out" "$work/gouda"
"$POLDER" compare scenarios/gouda -n 9 --seed 2 --arms asis,spoken --format csv >"$work/rows"
python3 - "$work/gouda" "$work/rows" <<'END' || fail "the chain is not of the first impasse"
import csv, json, sys
whole = json.load(open(sys.argv[1]))
rows = [row for row in csv.DictReader(open(sys.argv[2])) if row["arm"] == "asis"]
stuck = [int(row["run"]) for row in rows if row["outcome"] != "agreement"]
assert whole["runs"] == 9 and whole["chain"]["impasse"] and whole["chain"]["run"] == min(stuck)
assert whole["chains"]["impasses"] == len(stuck) > 1
END

# the same bytes on any number of threads
"$POLDER" explain scenarios/weerthuis -n 24 --format json -j 3 >"$work/three"
cmp -s "$work/one" "$work/three" || fail "another number of threads gives other bytes"

# whoever exchanges the names of two parties exchanges their shares
cp -r scenarios/weerthuis "$work/renamed"
sed -i 's/\bcare\b/@/g; s/\bhousing\b/care/g; s/@/housing/g' "$work"/renamed/{parties,interests,arms}.csv
sed -i '1s/\bcare\./@./g; 1s/\bhousing\./care./g; 1s/@/housing/g' "$work/renamed/options.csv"
code 0 "$POLDER" explain "$work/renamed" -n 24 --format json
python3 - "$work/one" "$work/out" <<'END' || fail "shares do not follow the names"
import json, sys
one, other = (json.load(open(name)) for name in sys.argv[1:])
swap = {"care": "housing", "housing": "care"}
shares = lambda whole: {s["party"]: s["share"] for s in whole["shapley_parties"]}
exchanged = {swap.get(party, party): share for party, share in shares(one).items()}
assert exchanged == shares(other) and exchanged["care"] != exchanged["housing"]
END

# by hand: nothing alone, both together, half each
code 0 "$POLDER" explain scenarios/sinaasappel -n 20 --lang en
says out '^Let Noor tell “A full glass of juice” and Bas “The zest of a whole peel” in round 4'
says out '^100% of the impasses'
says out '50\.0 +50\.0 to 50\.0 +50\.0$'
code 0 "$POLDER" explain scenarios/sinaasappel -n 20 --lang nl --round 9
says out 'vertellen in ronde 9: dat$'
says out '^doorbreekt 100 % van de impasses'

# where there is no room, telling is not advised, and something else is
code 0 "$POLDER" explain scenarios/geen-ruimte -n 20 --lang nl
tr -s ' \n' ' ' <"$work/out" >"$work/first"
says first '^Uitspreken doorbreekt hier niets: geen belang, in welke ronde ook, en geen groep in ronde 16 \(95'
says first 'Wat wel helpt: een nieuwe keuze bij “plek”.* doorbreekt 100 % van de impasses \(95 %: 72–100 %\)'
! grep -q '^ *%' "$work/out" || fail "a line begins with %"
code 0 "$POLDER" explain scenarios/geen-ruimte -n 20 --format json
says out '"lever":\{"name":"option.location","share":1,"low":0.72'
code 0 "$POLDER" explain scenarios/open-tafel -n 20 --lang en
says out '^Nothing runs aground here'

# one run: by --run, or by --seed alone
code 0 "$POLDER" explain scenarios/weerthuis --run 0 --lang en
says out '^Had Municipality told “.* and Care provider “'
says out ' in round 16, there would have been an agreement\.$'
says out '· run 0$'
cp "$work/out" "$work/by_run"
code 0 "$POLDER" explain scenarios/weerthuis --seed 1 --lang en
cmp -s "$work/out" "$work/by_run" || fail "--seed 1 tells another run than --run 0"
code 0 "$POLDER" explain scenarios/weerthuis --run 3 --lang en
says out '· run 3$'
code 0 "$POLDER" explain scenarios/weerthuis --run 0 --format csv
[ "$(wc -l <"$work/out")" = 361 ] || fail "the map has $(wc -l <"$work/out") lines"
says out '^party,interest,round,breakthrough,lost,'
code 0 "$POLDER" explain scenarios/weerthuis -n 1 --lang en
cmp -s "$work/out" "$work/by_run" || fail "-n 1 tells another run than --run 0"
code 0 "$POLDER" explain scenarios/weerthuis --run 1 --lang en
says out '^This run came to an agreement'
! grep -Eq 'smallest groups|Which link to cut' "$work/out" || fail "an agreement has nothing to unlock"

# more rounds than columns: no round that breaks stays out of sight
code 0 "$POLDER" explain scenarios/jeugdstelsel --run 3 --format csv
awk -F, '$2 == "turnover" && $11 == "breaks" { print int(($3 + 1) / 2) }' "$work/out" | sort -un >"$work/broken"
code 0 "$POLDER" explain scenarios/jeugdstelsel --run 3 --lang en
says out '^  a column is 2 rounds'
sed -n 's/^    A turnover that covers the wages  *//p' "$work/out" | head -1 | grep -bo '+' |
  awk -F: '{ print $1 + 1 }' | cmp -s - "$work/broken" || fail "the map hides a round"

# so many hidden interests that groups are sampled: it says so, and the shares still sum
code 0 "$POLDER" explain scenarios/welzijn -n 4 --format json
python3 - "$work/out" <<'END' || fail "sampled shares do not sum"
import json, sys
whole = json.load(open(sys.argv[1]))
assert whole["coalitions"] == "sampled" and whole["coalitions_parties"] == "all"
assert whole["largest_set"] < 11 and len(whole["shapley"]) == 11
assert abs(sum(s["share"] for s in whole["shapley"]) - whole["total"]) < 1e-9
assert all(s["low"] <= s["share"] <= s["high"] for s in whole["shapley"])
END

# bad wishes
code 2 "$POLDER" explain scenarios/weerthuis --arm spokn
says err 'spoken'
code 2 "$POLDER" explain scenarios/weerthuis --round 0
code 2 "$POLDER" explain scenarios/weerthuis --round 41
says err 'there is no round 41: the last is 40'
code 2 "$POLDER" explain scenarios/weerthuis -n 100001
says err '^polder: --runs: explain plays 100000 at most'
[ "$(wc -l <"$work/err")" = 1 ] || fail "it says more: $(cat "$work/err")"
code 2 "$POLDER" explain scenarios/weerthuis --run 3 -n 5
says err 'choose one of the two'
code 4 "$POLDER" explain scenarios/nowhere
code 2 "$POLDER" explain scenarios/weerthuis --format jsonl
exit $bad
