#!/bin/bash
# shellcheck disable=SC1091
# The story of what helps a table along: conditions and their advice, who is away, what was found.
. "$(dirname "$0")/library.sh"

story() { # folder, language, arm, settings
  code 0 "$POLDER" run "$1" --lang "$2" --arm "$3" "${@:4}"
}

story "$cases/weerthuis" nl asis --set conditions=1
says out 'Laagste voorwaarde: .* Advies: '
story "$cases/weerthuis" en asis --set conditions=1
says out 'Lowest condition: .* Advice: '
story "$cases/weerthuis" en asis
if grep -q 'Advice' "$work/out"; then fail "advice where nothing was measured"; fi

story "$cases/weerthuis" nl asis --set client_role=absent
says out '\(zit niet aan tafel\)'
story "$cases/weerthuis" en asis --set sent_away=2
says out 'leaves the others to it'
says out 'joins the table again'

code 0 "$POLDER" new "$work/table" --random --set latent=1
story "$work/table" nl open --run 2 --set creation=1
says out 'Samen bedacht'
code 0 "$POLDER" run "$work/table" --arm open --run 2 --set creation=1 --format jsonl
says out '"event":"create","option":"issue'
exit $bad
