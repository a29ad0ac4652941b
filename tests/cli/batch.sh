#!/bin/bash
# shellcheck disable=SC1091,SC2154
# Experiments: the same bytes however they came about, and nothing ever overwritten.
. "$(dirname "$0")/library.sh"
cd "$here" || exit 1

plan=$work/plan.csv
cat >"$plan" <<'END'
factor,levels
scenario,scenarios/open-tafel|scenarios/weerthuis
runs,220
arms,asis|spoken
bias,0|2
seed,5
END

# whole FOLDER: the checksum of all results
whole() {
  (cd "$1" && sha256sum runs.csv parties.csv rounds.csv points.csv) | sha256sum | cut -d' ' -f1
}

# same FOLDER: it holds the results of the first one
same() {
  [ "$(whole "$1")" = "$wanted" ] || fail "$1 has other bytes"
  [ ! -e "$1/parts" ] && [ ! -e "$1/plan.json" ] || fail "$1 still holds parts"
}

# threads
code 0 "$POLDER" batch "$plan" -o "$work/one" -j 1
wanted=$(whole "$work/one")
says out "^sha256 $wanted"
python3 -m json.tool "$work/one/manifest.json" >/dev/null || fail "the manifest is no JSON"
grep -q "\"sha256\":\"$wanted\"" "$work/one/manifest.json" || fail "the manifest has another sha256"
[ "$(wc -l <"$work/one/runs.csv")" = 1761 ] || fail "rows: $(wc -l <"$work/one/runs.csv")"
code 0 "$POLDER" batch "$plan" -o "$work/two" -j 2
same "$work/two"

# every row carries its point, and a point is a factor's value
cut -d, -f1 "$work/one/runs.csv" | sed 1d | sort | uniq -c >"$work/points"
[ "$(awk '$1 != 440' "$work/points" | wc -l)" = 0 ] || fail "rows a point: $(cat "$work/points")"
[ "$(wc -l <"$work/points")" = 4 ] || fail "points: $(cat "$work/points")"
grep -q '^3,.*weerthuis,2$' "$work/one/points.csv" || fail "points: $(cat "$work/one/points.csv")"

# a run of a batch is that run of compare
"$POLDER" compare scenarios/weerthuis -n 220 --seed 5 --set bias=2 --format csv |
  sed 1d | sed 's/^0,/3,/' >"$work/compared"
grep '^3,' "$work/one/runs.csv" | cmp -s - "$work/compared" || fail "compare has other rows"

# shards
for i in 1 2 3; do
  code 0 "$POLDER" batch "$plan" -o "$work/part$i" --shard "$i/3"
  [ ! -e "$work/part$i/runs.csv" ] || fail "a shard wrote the whole"
done
code 3 "$POLDER" merge "$work/part1" "$work/part3" -o "$work/merged"
says err 'of 14 blocks are missing \(1, 4, 7, 10, 13\)'
[ ! -e "$work/merged/runs.csv" ] || fail "a merge with gaps wrote the whole"
code 0 "$POLDER" merge "$work"/part[123] "$work/part2" -o "$work/merged"
says err '5 blocks were there more than once'
same "$work/merged"
code 0 env SLURM_ARRAY_TASK_ID=7 SLURM_ARRAY_TASK_MIN=5 SLURM_ARRAY_TASK_COUNT=3 \
  "$POLDER" batch "$plan" -o "$work/auto" --shard auto
says out 'share 3 of 3'
code 2 "$POLDER" batch "$plan" -o "$work/none" --shard 4/3
code 2 "$POLDER" batch "$plan" -o "$work/none" --shard auto
[ ! -e "$work/none" ] || fail "a refused shard made a folder"

# all shares in one folder
code 0 "$POLDER" batch "$plan" -o "$work/shared" --shard 1/2
code 0 "$POLDER" batch "$plan" -o "$work/shared" --shard 2/2
code 0 "$POLDER" merge "$work/shared" -o "$work/shared"
same "$work/shared"

# a job array, as Slurm starts it, of which one task did not run at first
for task in 5 7 9 5; do
  code 0 env POLDER="$POLDER" SLURM_ARRAY_TASK_ID=$task SLURM_ARRAY_TASK_MIN=5 \
    SLURM_ARRAY_TASK_STEP=2 SLURM_ARRAY_TASK_COUNT=4 SLURM_CPUS_PER_TASK=1 \
    sim/batch/slurm.sh "$plan" "$work/array"
done
code 3 "$POLDER" merge "$work/array" -o "$work/array"
says err '3 of 14 blocks are missing \(3, 7, 11\)'
code 0 env POLDER="$POLDER" SLURM_ARRAY_TASK_ID=11 SLURM_ARRAY_TASK_MIN=5 \
  SLURM_ARRAY_TASK_STEP=2 SLURM_ARRAY_TASK_COUNT=4 sim/batch/slurm.sh "$plan" "$work/array"
says out 'share 4 of 4'
code 0 "$POLDER" merge "$work/array" -o "$work/array"
same "$work/array"

# processes that mpirun started
code 0 "${mpirun[@]}" -n 3 "$mpi" batch "$plan" -o "$work/ranks"
[ "$(wc -l <"$work/out")" = 2 ] || fail "three ranks said: $(cat "$work/out")"
same "$work/ranks"

# killed FOLDER N command...: kills the command with -9 when the folder holds N parts; of several
# ranks the last. On a busy machine it may be done before: then the next begins anew
kills=0
killed() {
  local folder=$1 n=$2 pid child
  shift 2
  "$@" >/dev/null 2>&1 &
  pid=$!
  until [ "$(find "$folder/parts" -name '[0-9]*' 2>/dev/null | wc -l)" -ge "$n" ]; do
    kill -0 $pid 2>/dev/null || { rm -rf "$folder"; return; }
    sleep .01
  done
  child=$(pgrep -P $pid | tail -n 1)
  find "$folder/parts" -name '[0-9]*' >"$work/before" 2>/dev/null
  kill -9 "${child:-$pid}" 2>/dev/null && kills=$((kills + 1))
  wait $pid 2>/dev/null
  xargs -r ls <"$work/before" >/dev/null || fail "a part is gone after kill -9"
}

# killed nine times, and gone on with
for n in 0 1 2 3 4 5 6 7 8; do
  killed "$work/killed" $n "$POLDER" batch "$plan" -o "$work/killed" -j $((n % 2 + 1))
done
code 0 "$POLDER" batch "$plan" -o "$work/killed"
same "$work/killed"
killed "$work/dead" 2 "${mpirun[@]}" -n 3 "$mpi" batch "$plan" -o "$work/dead" -j 1
killed "$work/dead" 6 "${mpirun[@]}" -n 2 "$mpi" batch "$plan" -o "$work/dead" -j 1
code 0 "$POLDER" batch "$plan" -o "$work/dead"
same "$work/dead"
[ -z "$(find "$work/killed" -name '.*' -type f)" ] || fail "drafts were left behind"

[ $kills -gt 0 ] || fail "nothing was killed in time"
echo "  killed $kills of 11 times"

# a part that was cut short is played again; another build is told
code 0 "$POLDER" batch "$plan" -o "$work/cut" --shard 1/2
silent err
truncate -s -10 "$work/cut/parts/0000000002"
sed -i 's/"build":"[^"]*"/"build":"0badcafe"/' "$work/cut/plan.json"
code 0 "$POLDER" batch "$plan" -o "$work/cut"
says err 'another build of polder'
grep -Eq '"build":"[0-9a-f]{8} 0badcafe"' "$work/cut/manifest.json" || fail "one build only"
same "$work/cut"

# SIGTERM and SIGUSR1: what is finished stays, and is said
"$POLDER" batch "$plan" -n 20000 -o "$work/stopped" 2>"$work/said" >"$work/out" &
pid=$!
until [ -e "$work/stopped/parts/0000000000" ] || ! kill -0 $pid; do
  sleep .05
done
"$POLDER" batch "$plan" -n 20000 -o "$work/stopped" 2>"$work/err"
[ $? = 4 ] || fail "two at once in one folder"
says err 'another polder is at work here'
kill -TERM $pid
wait $pid
got=$?
[ "$got" = 130 ] || fail "exit code $got after SIGTERM"
says said 'interrupted: [0-9]+ of 80000 runs .* the same command goes on'
"$POLDER" batch "$plan" -n 20000 -o "$work/stopped" 2>"$work/said" >"$work/out" &
pid=$!
listens $pid USR1
kill -USR1 $pid
wait $pid
got=$?
[ "$got" = 130 ] || fail "exit code $got after SIGUSR1"
says said 'interrupted: [0-9]+ of 80000 runs'

# nothing is overwritten
before=$(stat -c %Y.%i "$work/one/runs.csv")
code 0 "$POLDER" batch "$plan" -o "$work/one"
says out 'ready already'
code 4 "$POLDER" batch "$plan" -o "$work/one" --seed 6
says err 'another plan'
code 4 "$POLDER" batch "$plan" -o "$work/stopped"
says err 'another plan'
[ "$before" = "$(stat -c %Y.%i "$work/one/runs.csv")" ] || fail "results were written again"
mkdir "$work/other"
echo mine >"$work/other/runs.csv"
code 4 "$POLDER" batch "$plan" -o "$work/other"
says err 'runs.csv'
[ "$(ls "$work/other")" = runs.csv ] || fail "a refused folder was written in"

# a full disk, while playing and while putting together
for blocks in 30 300; do
  (
    trap '' XFSZ
    ulimit -f $blocks
    code 4 "$POLDER" batch "$plan" -o "$work/full$blocks"
    says err 'File too large'
    says err 'stays valid .* goes on'
    exit "$bad"
  ) || bad=1
  [ ! -e "$work/full$blocks/manifest.json" ] || fail "it calls itself finished"
  code 0 "$POLDER" batch "$plan" -o "$work/full$blocks"
  same "$work/full$blocks"
done

# where nothing can be written
touch "$work/file"
code 4 "$POLDER" batch "$plan" -o "$work/file/out"
code 4 "$POLDER" batch "$plan" -o /proc/out
code 4 "$POLDER" batch "$plan" -o "$work/file/out" --lang nl
says err 'out: een deel van dit pad is een bestand en geen map'
code 2 "$POLDER" batch "$plan"
says err ' -o'

# mistakes are told before the first run
sed 's/bias/bais/' "$plan" >"$work/typo.csv"
code 3 "$POLDER" batch "$work/typo.csv" -o "$work/typo"
says err 'typo.csv:5:.*bias'
code 3 "$POLDER" batch "$plan" --arms asis,spokn -o "$work/typo"
says err 'spoken'
code 4 "$POLDER" batch "$work/nothing.csv" -o "$work/typo"
code 2 "$POLDER" batch "$plan" --vary bias=1 -o "$work/typo"
code 2 "$POLDER" batch "$work/one" --vary bias=1 -o "$work/typo"
says err 'is a folder of results'
code 2 "$POLDER" batch scenarios/weerthuis --vary bias=900 -o "$work/typo"
[ ! -e "$work/typo" ] || fail "a plan with a mistake made a folder"

# a dry run writes nothing
code 0 "$POLDER" batch "$plan" --dry-run -o "$work/dry"
says out '^4 points x 2 arms x 220 runs: 1760 negotiations'
says out '^(less than a|about a|about [0-9]+) seconds? with .* of results, in 14 blocks'
[ ! -e "$work/dry" ] || fail "a dry run made a folder"

# without a plan; random tables
code 0 "$POLDER" batch scenarios/weerthuis --vary 'bias=0|2' -n 220 --seed 5 -o "$work/quick"
[ "$(sed 1d "$work/quick/runs.csv" | cut -d, -f2-)" = "$(cat "$work/one/runs.csv" |
  grep '^[23],' | cut -d, -f2-)" ] || fail "--vary plays something else than a plan"
code 0 "$POLDER" batch random --vary 'parties=3|4' -n 100 -j 1 -o "$work/random"
code 0 "$POLDER" batch random --vary 'parties=3|4' -n 100 -j 2 -o "$work/random2"
wanted=$(whole "$work/random")
same "$work/random2"

# verify and rerun
code 0 "$POLDER" verify "$work/one"
says out 'is right'
code 0 "$POLDER" verify "$work/random" -n 50
cp -r "$work/one" "$work/flipped"
sed -i '900s/0\.5/0.6/' "$work/flipped/parties.csv"
code 3 "$POLDER" verify "$work/flipped" -n 1
says err 'parties.csv is not what the manifest says'
code 4 "$POLDER" verify "$work/part1"
code 0 "$POLDER" rerun "$work/random/manifest.json" -o "$work/again"
says out 'the same bytes'
same "$work/again"
exit "$bad"
