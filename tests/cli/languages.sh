#!/bin/bash
# shellcheck disable=SC1091,SC2154
# Dutch and English: chosen by --lang or the locale, and the first line answers in either.
. "$(dirname "$0")/library.sh"

code 0 "$POLDER" compare "$cases/weerthuis" -n 50 --lang nl
head -1 "$work/out" >"$work/first"
says first '^Van 50 keer liep het [0-9]+ keer vast; met de belangen op tafel [0-9]+ keer: [0-9]+ (doorbraak|doorbraken), [0-9]+ verloren akkoord(en)?\.$'
says out 'Een interval dekt het toeval binnen deze casus'
silent err
code 0 "$POLDER" compare "$cases/weerthuis" -n 50 --lang en
head -1 "$work/out" >"$work/first"
says first '^Of 50 runs [0-9]+ ran aground; with the interests on the table [0-9]+: [0-9]+ breakthroughs?, [0-9]+ lost agreements?\.$'

for run in 0 1 2 3; do
  code 0 "$POLDER" run "$cases/weerthuis" --run $run --lang nl
  head -1 "$work/out" >"$work/first"
  says first '^(Impasse: .*ronde [0-9]+.*|Akkoord in ronde [0-9]+.*)\.$'
  says out '^Ronde 1 '
  says out '^Hoe het afliep$'
  code 0 "$POLDER" run "$cases/weerthuis" --run $run --lang en
  head -1 "$work/out" >"$work/first"
  says first '^(Impasse: .*round [0-9]+.*|Agreement in round [0-9]+.*)\.$'
done

# Issues are called by name, in a story and in an analysis.
for verb in run analyse; do
  code 0 "$POLDER" "$verb" "$cases/weerthuis" --lang nl
  says out ' wonen: '
  if grep -q 'home: ' "$work/out"; then fail "$verb calls an issue by its id"; fi
  code 0 "$POLDER" "$verb" "$cases/weerthuis" --lang en
  says out ' housing: '
done

code 0 env LC_ALL=nl_NL.UTF-8 "$POLDER" help
says out '^Gebruik'
code 0 env LC_ALL= LC_MESSAGES=nl_BE LANG=en_US "$POLDER" help
says out '^Gebruik'
code 0 env LC_ALL=de_DE "$POLDER" help
says out '^Usage'
code 0 env LC_ALL=nl_NL.UTF-8 "$POLDER" --lang en help
says out '^Usage'
code 2 "$POLDER" help --lang fr
exit "$bad"
