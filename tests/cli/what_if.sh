#!/bin/bash
# shellcheck disable=SC1091,SC2154
# --what-if: the same to the letter until it is told, from there on as if the case had said so.
. "$(dirname "$0")/library.sh"
unset COLUMNS

run=(run "$cases/weerthuis" --run 37 --seed 1)

# halves: the two traces of $work/out, each without its last line, which names the arm
halves() {
  awk -v work="$work" '{ print > (work "/half" n + 0) } /"event":"end"/ { n++ }' "$work/out"
  sed -i '/"event":"end"/d' "$work/half0" "$work/half1"
}

# tells ROUND OPTIONS...: what the what-if tells is what an arm with that event tells
tells() {
  local round=$1 interest=$2
  shift 2
  code 0 "$POLDER" "${run[@]}" "$@" --what-if "$interest@$round" --format jsonl
  says out "\"arm\":\"[a-z]*[+]$interest@$round\""
  halves
  code 0 "$POLDER" "${run[@]}" "$@" --format jsonl
  grep -v '"event":"end"' "$work/out" | cmp -s - "$work/half0" || fail "$interest@$round: as it went"
  rm -rf "$work/copy"
  cp -r "$cases/weerthuis" "$work/copy"
  printf 'arm,round,event,party,interest,to,value\ntelling,%s,disclose,%s,%s,*,\n' \
    "$round" "${interest%%.*}" "${interest#*.}" >"$work/copy/arms.csv"
  code 0 "$POLDER" run "$work/copy" --run 37 --seed 1 "$@" --arm telling --format jsonl
  grep -v '"event":"end"' "$work/out" | cmp -s - "$work/half1" || fail "$interest@$round: as told"
  for half in 0 1; do
    awk -F'[:,]' -v round="$round" '$2 < round' "$work/half$half" >"$work/before$half"
  done
  cmp -s "$work/before0" "$work/before1" || fail "$interest@$round: they part too soon"
  cmp -s "$work/half0" "$work/half1" && fail "$interest@$round: they never part"
}

tells 1 client.shame
tells 7 client.shame
tells 7 housing.alone
tells 16 municipality.budget --set bias=1
tells 3 care.roster --set noise=0.5

# several, and all of a party
code 0 "$POLDER" "${run[@]}" --what-if client@7 --what-if client.shame@9 --format json
json out
says out '"arm":"asis[+]client@7[+]client.shame@9"'
code 0 "$POLDER" "${run[@]}" --what-if client@7 --format csv
[ "$(wc -l <"$work/out")" = 3 ] || fail "csv: not two rows"

# what is told twice is told the first time; in which order it is asked for means nothing
code 0 "$POLDER" "${run[@]}" --what-if client@7 --what-if client.shame@9 --lang en
sed '/^$/q' "$work/out" >"$work/first"
says first 'in round 7: '
grep -q 'round 9' "$work/first" && fail "told twice: $(cat "$work/first")"
code 0 "$POLDER" run "$cases/sinaasappel" --what-if noor@3 --what-if bas@4
cp "$work/out" "$work/ordered"
code 0 "$POLDER" run "$cases/sinaasappel" --what-if bas@4 --what-if noor@3
cmp -s "$work/out" "$work/ordered" || fail "another order tells another story"

# the text, in both languages
code 0 "$POLDER" run "$cases/sinaasappel" --what-if noor@3 --what-if bas@4 --lang nl
silent err
says out '^Zoals het ging: impasse, tijd op in ronde 10. Als Noor in ronde 3 "Een vol glas sap" had$'
says out '^Ronde 1–2: hetzelfde, tot op de letter\.$'
says out '^Zoals het ging  *\| Als het gezegd was$'
says out ' \| 4 .*Bas spreekt uit'
says out '^  einde  *tijd op, ronde 10  *akkoord, ronde 4$'
code 0 "$POLDER" run "$cases/sinaasappel" --what-if noor@3 --what-if bas@3 --lang en
head -2 "$work/out" | tr '\n' ' ' >"$work/first"
says first '^As it went: impasse, deadline in round 10. If Noor .* in round 3: agreement in round 3\. $'

# widths: beside each other from 80 columns, else one under the other
for width in 60 79 80 120 200; do
  code 0 env COLUMNS=$width "$POLDER" "${run[@]}" --what-if client.shame@7 --lang en
  sed -n '/^As it went/,/^How it ended/p' "$work/out" | sed 1,2d >"$work/sides"
  [ "$(wc -L <"$work/sides")" -le $((width >= 80 ? width : 96)) ] ||
    fail "wider than $width: $(wc -L <"$work/sides")"
  beside=$(grep -c ' | ' "$work/sides")
  [ $((beside > 0)) = $((width >= 80)) ] || fail "$width columns: $beside lines beside each other"
done

# the same end by another way; no difference; and too late
code 0 "$POLDER" run "$cases/weerthuis" --what-if client.shame@1 --lang en
tr '\n' ' ' <"$work/out" >"$work/first"
says first 'walks out in round 35[.] If Client council .* in round 1: still impasse, .* in round 35[.] '
code 0 "$POLDER" run "$cases/weerthuis" --arm spoken --what-if client.shame@17 --lang en
tr '\n' ' ' <"$work/out" >"$work/first"
says first 'no difference: agreement in round'
code 0 "$POLDER" run "$cases/weerthuis" --arm spoken --what-if client.shame@40 --lang en
says out '^Too late to tell anything in round 40: this table had ended \(agreement in round 25\)\.$'
[ "$(wc -l <"$work/out")" -le 2 ] || fail "too late, and yet: $(cat "$work/out")"
code 0 "$POLDER" run "$cases/weerthuis" --arm spoken --what-if client.shame@26 --lang en
says out '^Too late to tell anything in round 26'
code 0 "$POLDER" run "$cases/weerthuis" --arm spoken --what-if client.shame@40 --lang nl
says out '^Te laat om in ronde 40'

# mistakes
wrong() { # WHAT PATTERN
  code 2 "$POLDER" "${run[@]}" --lang en --what-if "$1"
  silent out
  says err "$2"
}
wrong client.shame 'write PARTY.INTEREST@ROUND instead of "client.shame"'
wrong cleint.shame@7 'did|do you mean client.shame\?'
wrong client.sham@7 'do you mean client.shame\?'
wrong hosing@7 'do you mean housing\?'
wrong xyzzyplugh@7 'is unknown; write PARTY.INTEREST@ROUND, as in client.control@7'
wrong client.door@7 'client.door is open already'
wrong client.shame@0 'no round from 1 to 40'
wrong client.shame@41 'no round from 1 to 40'
wrong client.shame@soon 'no round from 1 to 40'
code 2 "$POLDER" run "$cases/open-tafel" --what-if municipality@3
says err 'open'
code 2 "$POLDER" compare "$cases/weerthuis" --what-if client.shame@7
code 0 "$POLDER" batch "$cases/sinaasappel" --vary bias=1 -n 2 -o "$work/result"
code 2 "$POLDER" run "$work/result" --what-if noor@3
says err 'what-if'
exit "$bad"
