#!/bin/bash
# shellcheck disable=SC1091,SC2154
# What a script may rely on: exit codes, and what stands on which stream.
. "$(dirname "$0")/library.sh"

code 0 "$POLDER"
says out '^Usage: polder'
for exit_code in '0 done' '2 wrong use' '3 wrong data' '4 input' '70 our bug' '130 interrupted'; do
  says out "$exit_code"
done
code 0 "$POLDER" --help
code 0 "$POLDER" --version
says out '^polder [0-9]'
for verb in check run compare analyse new list help version; do
  code 0 "$POLDER" help "$verb"
  says out "^polder $verb: "
  code 0 "$POLDER" "$verb" --help
done

# 2: wrong use, with the nearest name
code 2 "$POLDER" compere
says err 'compare'
silent out
code 2 "$POLDER" run
code 2 "$POLDER" run a b
code 2 "$POLDER" compare "$cases/weerthuis" --thread 3
says err '--threads'
code 2 "$POLDER" compare "$cases/weerthuis" -n 0
code 2 "$POLDER" compare "$cases/weerthuis" -n ten
code 2 "$POLDER" compare "$cases/weerthuis" -n
code 2 "$POLDER" compare "$cases/weerthuis" --format jsonl
says err 'text, csv, json'
code 2 "$POLDER" compare "$cases/weerthuis" --arms asis,spokn -n 2
says err 'spoken'
code 2 "$POLDER" run "$cases/weerthuis" --arm nergens
code 2 "$POLDER" run "$cases/weerthuis" --set bais=1
says err 'bias'
code 2 "$POLDER" run "$cases/weerthuis" --set bias=900
code 2 "$POLDER" list parameter
says err 'parameters'
code 2 "$POLDER" new "$work/x" --set parties=3
code 2 "$POLDER" new "$work/x" --random --set partys=3
says err 'parties'
code 2 "$POLDER" new "$work/x" --random --set parties=30
[ ! -e "$work/x" ] || fail "a refused new made a folder"

# 3: wrong data, nothing computed
cp -r "$cases/weerthuis" "$work/wrong"
sed -i 's/0\.34/much/' "$work/wrong/interests.csv"
for verb in check run compare analyse; do
  code 3 "$POLDER" "$verb" "$work/wrong"
  says err 'interests.csv:[0-9]+:[0-9]+: .*"much"'
done
code 3 "$POLDER" compare "$work/wrong"
silent out
code 3 "$POLDER" check "$cases/open-tafel" "$work/wrong" "$cases/weerthuis"
says out 'open-tafel: all right'
says out 'weerthuis: all right'

# 4: input and output
code 4 "$POLDER" run "$work/nothing"
code 4 "$POLDER" check "$work/nothing"
code 4 "$POLDER" check "$cases/README.md"
says err 'that is a file'
code 4 "$POLDER" run "$cases/weerthui"
says err 'did you mean .*weerthuis?'
for verb in run compare analyse check; do
  "$POLDER" "$verb" "$cases/open-tafel" >/dev/full 2>"$work/err"
  [ $? = 4 ] || fail "$verb on a full disk"
  says err 'did not arrive'
done
"$POLDER" compare "$cases/open-tafel" --format csv 2>"$work/err" | head -1 >"$work/out"
[ "${PIPESTATUS[0]}" = 4 ] || fail "a closed pipe"
says out '^point,arm,run'
"$POLDER" run "$cases/weerthuis" --format jsonl >/dev/full 2>&1
[ $? = 4 ] || fail "jsonl on a full disk"
exit "$bad"
