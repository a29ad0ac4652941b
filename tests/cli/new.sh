#!/bin/bash
# shellcheck disable=SC1091,SC2154
# New cases: they check, play, and never overwrite anything.
. "$(dirname "$0")/library.sh"

code 0 "$POLDER" new "$work/case"
for file in README.md scenario.csv parties.csv interests.csv options.csv pairs.csv relations.csv \
  events.csv arms.csv; do
  [ -s "$work/case/$file" ] || fail "no $file"
done
code 0 "$POLDER" check "$work/case"
silent err
if grep -q 'note:' "$work/out"; then fail "the example has something to note: $(cat "$work/out")"; fi
code 0 "$POLDER" run "$work/case"
code 0 "$POLDER" compare "$work/case" -n 20 --arms asis,spoken,told_early
cp -r "$work/case" "$work/before"
code 4 "$POLDER" new "$work/case"
rm "$work/case/README.md" "$work/before/README.md"
code 4 "$POLDER" new "$work/case"
diff -r "$work/case" "$work/before" >/dev/null || fail "new changed a folder that was there"

code 0 "$POLDER" new "$work/random" --random --seed 7 --set parties=5 --set conflict=0.8
code 0 "$POLDER" check "$work/random"
says out 'parties: 5,'
code 0 "$POLDER" compare "$work/random" -n 5
code 0 "$POLDER" new "$work/again" --random --seed 7 --set parties=5 --set conflict=0.8
diff -r "$work/random" "$work/again" >/dev/null || fail "the same seed, another table"
code 0 "$POLDER" new "$work/other" --random --seed 8 --set parties=5 --set conflict=0.8
if diff -r "$work/random" "$work/other" >/dev/null; then fail "another seed, the same table"; fi
exit "$bad"
