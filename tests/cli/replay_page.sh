#!/bin/bash
# shellcheck disable=SC1091,SC2154
# `polder replay DIR -o FILE.html`: one file with every branch of a run, small, in one piece or not at all.
. "$(dirname "$0")/library.sh"
cd "$here" || exit 1

# alone FILE: it is one whole page that asks for nothing from outside; xmlns names are no addresses
alone() {
  grep -q '^</html>' "$1" || fail "$1 is not whole"
  grep -q '{{' "$1" && fail "$1: a place was not filled"
  if sed 's|http://www\.w3\.org/[a-zA-Z0-9/]*||g' "$1" | grep -qE 'https?:|src=|@import|url\(|<link[^>]*href="[^d]'; then
    fail "$1 asks for something from outside"
  fi
}

# every case, of any protocol; the same bytes again
for folder in "$cases"/*/scenario.csv; do
  name=$(basename "$(dirname "$folder")")
  code 0 "$POLDER" replay "scenarios/$name" -o "$work/$name.html" --lang en
  silent err
  says out '^Run [0-9]+ \('
  says out "^$work/$name.html \([0-9]+ kB\)$"
  grep -q '^Branches in one of' "$work/out" && fail "$name: not all branches"
  alone "$work/$name.html"
done
for protocol in saop amop mediated leader issue_by_issue; do
  code 0 "$POLDER" replay scenarios/sinaasappel --set protocol=$protocol -o "$work/protocol.html"
  alone "$work/protocol.html"
done
code 0 "$POLDER" replay scenarios/weerthuis -o "$work/again.html" --lang en
cp "$work/again.html" "$work/first.html"
code 0 "$POLDER" replay scenarios/weerthuis -o "$work/again.html" --lang en
cmp -s "$work/first.html" "$work/again.html" || fail "another page for the same command"

# which run, in both languages; the run is that of polder run
code 0 "$POLDER" replay scenarios/weerthuis --run 37 --lang nl -o "$work/dutch.html"
says out '^Keer 37 \(zoals gevraagd\): asis patstelling in ronde 35, spoken akkoord in ronde 19\.'
says dutch.html '<html lang="nl">'
code 0 "$POLDER" replay scenarios/geen-ruimte --lang en -o "$work/none.html"
tr '\n' ' ' <"$work/out" >"$work/line"
says line 'Run 0 \(the first that runs aground; of 1000 runs none is broken by telling everything\)'
says line 'breaks the impasse in 0 of the 240 branches'
code 0 "$POLDER" replay scenarios/weerthuis --arm closed --run 37 --format json
json out
says out '"arms":\["closed","spoken"\]'
says out '"command":"polder replay scenarios/weerthuis --seed 1 --run 37 --arm closed"'
cp "$work/out" "$work/data.json"
code 0 "$POLDER" replay scenarios/weerthuis --arm closed --run 37 --format json -o "$work/file.json"
cmp -s "$work/data.json" "$work/file.json" || fail "-o wrote other data than goes to standard output"
silent out
(cd "$work" && "$POLDER" replay "$cases/sinaasappel") >"$work/out" || fail "without -o"
[ -s "$work/sinaasappel.replay.html" ] || fail "no sinaasappel.replay.html"

# small: all branches of 4 parties with 8 hidden interests over 40 rounds
small() { # folder, name
  local bytes
  code 0 "$POLDER" replay "$1" --set deadline_rounds=40 -o "$work/$2.html"
  bytes=$(wc -c <"$work/$2.html")
  echo "  $2: $bytes bytes, $((bytes * 100 / 300000))% of what it may be"
  [ "$bytes" -lt 300000 ] || fail "$2 takes $bytes bytes"
}
small scenarios/weerthuis weerthuis-40
"$POLDER" new "$work/drawn" --random --seed 48 --set parties=4 --set interests=4 --set hidden_share=.5 \
  --set conflict=.8 --set percentile=75 >/dev/null
[ "$(grep -cE ',(hidden|unaware),' "$work/drawn/interests.csv")" = 8 ] || fail "other than 8 hidden interests"
small "$work/drawn" drawn-40

# a run so long that all branches would be too much has some of them, evenly
code 0 "$POLDER" replay scenarios/sinaasappel --set deadline_rounds=1000 --set leave_rate=0 \
  --set give_up=0 --run 0 --lang en -o "$work/long.html"
says out '^Branches in one of every [0-9]+ rounds'
[ "$(wc -c <"$work/long.html")" -lt 3000000 ] || fail "long.html is too large"

# on a terminal it says how far it is
if command -v script >/dev/null; then
  script -qec "'$POLDER' replay scenarios/jeugdstelsel --lang en -o '$work/shown.html'" /dev/null \
    >"$work/out" </dev/null
  tr '\r' '\n' <"$work/out" >"$work/lines"
  says lines '\] [0-9]+ of 507 runs, [0-9]+/s, [0-9]+:[0-9]+ left'
fi

# what goes wrong is said, and leaves what was there
code 4 "$POLDER" replay scenarios/weerthuiz
says err 'did you mean scenarios/weerthuis'
code 2 "$POLDER" replay
code 2 "$POLDER" replay scenarios/weerthuis --arm spokn --lang en
says err 'did you mean|do you mean'
code 2 "$POLDER" replay scenarios/weerthuis --run 4294967296
says err '--run'
code 2 "$POLDER" replay scenarios/weerthuis --set nonsense=1
code 4 "$POLDER" replay scenarios/sinaasappel -o "$work/no/such/folder.html" --lang en
says err 'not written: '
code 4 "$POLDER" replay scenarios/sinaasappel -o "$work" --lang en
says err 'is no ordinary file'
code 4 "$POLDER" replay scenarios/sinaasappel -o /dev/full
[ -c /dev/full ] || fail "/dev/full is gone"
full() (
  trap '' XFSZ
  ulimit -f 20
  "$POLDER" replay scenarios/weerthuis -o "$work/first.html"
)
cp "$work/first.html" "$work/kept.html"
code 4 full
cmp -s "$work/first.html" "$work/kept.html" || fail "a full disk left half a page"
[ "$(find "$work" -name 'first.html*' | wc -l)" = 1 ] || fail "a full disk left: $(ls "$work")"
"$POLDER" replay scenarios/sinaasappel --format json >/dev/full 2>"$work/err"
[ $? = 4 ] || fail "a full disk was not seen"
exit "$bad"
