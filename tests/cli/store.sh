#!/bin/bash
# shellcheck disable=SC1091,SC2154
# Results kept in SQLite: read while the batch runs, killed and gone on with, and the same checksum.
. "$(dirname "$0")/library.sh"
cd "$here" || exit 1

plan=$work/plan.csv
cat >"$plan" <<'END'
factor,levels
scenario,scenarios/open-tafel|scenarios/weerthuis
runs,300
bias,0|2
END

code 0 "$POLDER" batch "$plan" -o "$work/csv"
wanted=$(sed -n 's/^sha256 //p' "$work/out")

# same FOLDER: whole, of one file, with the checksum of the CSV
same() {
  grep -q "\"sha256\":\"$wanted\"" "$1/manifest.json" || fail "$1 has another checksum"
  [ "$(cd "$1" && echo *)" = "manifest.json points.csv results.sqlite" ] || fail "in $1: $(ls "$1")"
  code 0 "$POLDER" verify "$1"
}

# who reads meanwhile sees more and more, whole blocks only, and never an error
cat >"$work/read.py" <<'END'
import os, sqlite3, sys, time

folder = sys.argv[1]
file = os.path.join(folder, "results.sqlite")
counts = []
while not os.path.exists(os.path.join(folder, "manifest.json")):
    if os.path.exists(file):
        reader = sqlite3.connect("file:" + file + "?mode=ro", uri=True)
        runs, units = reader.execute(
            "SELECT count(*), count(DISTINCT point * 1000 + run) FROM runs").fetchone()
        reader.close()
        assert runs == 2 * units, "half a unit: %d runs, %d units" % (runs, units)
        assert not counts or runs >= counts[-1], "fewer: %s, %d" % (counts, runs)
        counts.append(runs)
    time.sleep(.002)
reader = sqlite3.connect(file)
n = [reader.execute("SELECT count(*) FROM " + table).fetchone()[0]
     for table in ("runs", "parties", "points")]
assert n == [2400, 9600, 4], n
assert reader.execute("SELECT bias FROM points WHERE point = 3").fetchone() == (2.0,)
print(len(set(counts)))
END
if command -v python3 >/dev/null; then
  python3 "$work/read.py" "$work/live" >"$work/seen" 2>"$work/read.err" &
  reader=$!
  code 0 "$POLDER" batch "$plan" -o "$work/live" --store sqlite -j 1
  wait $reader || fail "who read meanwhile: $(tail -n 1 "$work/read.err")"
  [ "$(cat "$work/seen")" -ge 3 ] || fail "who read saw $(cat "$work/seen") numbers of runs"
  same "$work/live"
fi

# killed at many moments, and gone on with
kills=0
for wait in .03 .05 .07 .09 .04 .06 .08 .1 .12; do
  "$POLDER" batch "$plan" -o "$work/killed" --store sqlite -j 2 >/dev/null 2>&1 &
  pid=$!
  sleep $wait
  kill -9 $pid 2>/dev/null && kills=$((kills + 1))
  wait $pid 2>/dev/null
done
[ "$kills" -ge 3 ] || echo "  (only $kills kills before it was done)"
code 0 "$POLDER" batch "$plan" -o "$work/killed" --store sqlite
same "$work/killed"

# the other way in the same folder: refused, whether it is finished or not
code 4 "$POLDER" batch "$plan" -o "$work/killed"
says err 'kept with --store sqlite, and now csv is asked'
code 4 "$POLDER" batch "$plan" -o "$work/csv" --store sqlite
says err 'kept with --store csv, and now sqlite is asked'
code 2 "$POLDER" batch "$plan" -o "$work/none" --store xlsx

# hypotheses are judged from either kind
mkdir "$work/asked"
cat >"$work/asked/claims.csv" <<'END'
id,kind,measure,factor,low,high,where,direction,least,moderators
A1,level,impasse,bias,0,2,arm=asis,up,2,
A2,level,client.utility,bias,0,2,arm=asis,up,.01,
END
cp "$work/csv/points.csv" "$work/asked"
code 0 "$POLDER" claims --evaluate "$work/asked" "$work/csv"
cp "$work/out" "$work/judged"
code 0 "$POLDER" claims --evaluate "$work/asked" "$work/killed"
cmp "$work/judged" "$work/out" || fail "another verdict from SQLite"

# shards, and the same once more
for i in 1 2; do code 0 "$POLDER" batch "$plan" -o "$work/part$i" --store sqlite --shard $i/2; done
code 0 "$POLDER" merge "$work/part1" "$work/part2" -o "$work/merged"
same "$work/merged"
code 0 "$POLDER" rerun "$work/merged/manifest.json" -o "$work/again" --store sqlite
says out 'the same bytes'

# a full disk: what is there stays valid
(
  ulimit -f 300
  trap '' XFSZ
  code 4 "$POLDER" batch "$plan" -o "$work/full" --store sqlite
  exit "$bad"
) || bad=1
[ ! -e "$work/full/manifest.json" ] || fail "it calls itself finished"
code 0 "$POLDER" batch "$plan" -o "$work/full" --store sqlite
same "$work/full"

# what is no database
cp -r "$work/merged" "$work/broken" && echo nothing of the kind >"$work/broken/results.sqlite"
code 3 "$POLDER" verify "$work/broken"
says err 'results.sqlite'

exit "$bad"
