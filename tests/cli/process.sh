#!/bin/bash
# shellcheck disable=SC1091,SC2154
# process.csv: there when a mechanism measures, the same however it came about, checked, and else absent.
. "$(dirname "$0")/library.sh"
cd "$work" || exit
plan=("$cases/open-tafel" --vary 'practice_periods=0|4' -n 60)

code 0 "$POLDER" batch "${plan[@]}" -o one
head -1 one/process.csv >first
says first '^point,arm,run,present_share,'
[ "$(cut -d, -f1 one/process.csv | sort -u | tr '\n' ' ')" = '1 point ' ] || fail "rows of a point without mechanisms"
[ "$(wc -l <one/process.csv)" -gt 50 ] || fail "hardly any rows"
for threads in 1 3; do
  code 0 "$POLDER" batch "${plan[@]}" -o "threads$threads" -j $threads
  cmp -s one/process.csv "threads$threads/process.csv" || fail "other rows with $threads threads"
done
for shard in 1 2; do
  code 0 "$POLDER" batch "${plan[@]}" -o "shard$shard" --shard $shard/2
done
code 0 "$POLDER" merge shard1 shard2 -o merged
cmp -s one/process.csv merged/process.csv || fail "other rows when merged"
code 0 "$POLDER" verify one
code 0 "$POLDER" rerun one/manifest.json -o again
cmp -s one/process.csv again/process.csv || fail "other rows when rerun"
sum=$(cd one && sha256sum runs.csv parties.csv rounds.csv process.csv points.csv | sha256sum | cut -d' ' -f1)
says one/manifest.json "\"sha256\":\"$sum\""

sed -i '2s/.$/7/' one/process.csv
code 3 "$POLDER" verify one
says err 'process.csv'
rm one/process.csv
code 4 "$POLDER" verify one

# In a database: the same checksum; what is not there is not named.
if "$POLDER" batch --help | grep -q -- --store; then
  code 0 "$POLDER" batch "${plan[@]}" -o database --store sqlite
  says database/manifest.json "\"sha256\":\"$sum\""
  code 0 "$POLDER" verify database
fi
code 0 "$POLDER" batch "$cases/open-tafel" --vary 'bias=0|1' -n 10 -o without
[ ! -e without/process.csv ] || fail "process.csv without a mechanism"
if grep -q process without/manifest.json; then fail "the manifest names process.csv"; fi

# And in a comparison, in words, where the arms differ in it; else nothing.
printf 'arm,round,event,value\ntalked,1,practice_periods,6\nsilent,1,practice_periods,6\nsilent,1,dialogue,0\n' >arms.csv
cp -r "$cases/open-tafel" talked
mv arms.csv talked/
code 0 "$POLDER" compare talked -n 60 --arms silent,talked --lang en
says out '^Most different in what happened: silent and talked$'
says out '0\.00 → 0\.[45][0-9] +how much they talked'
code 0 "$POLDER" compare talked -n 60 --arms silent,silent --lang en
if grep -q 'Most different' out; then fail "the same arm differs from itself"; fi
code 0 "$POLDER" compare talked -n 60 --arms silent,talked --format json
says out '"process":\{[^}]*"talk":0[,}].*"process":\{[^}]*"talk":0\.'
code 0 "$POLDER" compare talked -n 60 --format json
if grep -q '"process"' out; then fail "measured without a mechanism"; fi
exit "$bad"
