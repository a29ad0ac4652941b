#!/bin/bash
# shellcheck disable=SC1091,SC2154
# Side deals are told in the story and stand in the trace.
. "$(dirname "$0")/library.sh"

corridor=(run "$cases/weerthuis" --arm spoken --set side_deals=1 --set discovery=1)
code 0 "$POLDER" "${corridor[@]}" --lang nl
says out 'Buiten de tafel om spreken .+ en .+ af: '
says out 'Het één-tweetje van .+ en .+ komt uit\.'
code 0 "$POLDER" "${corridor[@]}" --lang en
says out 'Away from the table, .+ and .+ agree on: '
says out 'The side deal between .+ and .+ comes out\.'
code 0 "$POLDER" "${corridor[@]}" --format jsonl
says out '"event":"pact","party":"[a-z]+","to":"[a-z]+","deal":[{]'
says out '"event":"caught","party":"[a-z]+","to":"[a-z]+"[}]'
code 0 "$POLDER" run "$cases/weerthuis" --arm spoken --set discovery=1 --format jsonl
if grep -q '"event":"pact"' "$work/out"; then fail 'a pact where there are none'; fi
exit "$bad"
