#!/bin/bash
# shellcheck disable=SC1091,SC2154
# What becomes of an agreement is told period by period, and compared.
. "$(dirname "$0")/library.sh"

spoken=(run "$cases/weerthuis" --arm spoken --set practice_periods=12)
code 0 "$POLDER" "${spoken[@]}" --set shock=.5 --set incident=.5 --lang nl
says out '^Periode [0-9]'
says out '(doet|doen) niet wat is afgesproken\.'
says out 'Een deukje: '
says out 'ziet iets misgaan'
says out 'Daarvan werd [0-9]+ % gedaan\.'
code 0 "$POLDER" "${spoken[@]}" --lang en --set enact_base=20
says out '^Period 1–12 +Everybody does what was agreed\.$'
says out 'Of that, 100% was done\.'
code 0 "$POLDER" "${spoken[@]}" --lang en --set stop_health=1
says out 'stops with it\.'

# A sham is called by its name in the first line.
code 0 "$POLDER" "${spoken[@]}" --lang nl --set enact_base=-20 --set text_noise=1
head -1 "$work/out" >"$work/first"
says first '^Schijnakkoord in ronde [0-9]+: getekend, en voor 0 % gedaan\.$'

# Lines of a trace: the practice stands between the agreement and the end.
code 0 "$POLDER" "${spoken[@]}" --format jsonl
says out '"event":"keep","party":"[a-z]+","chance":0\.'
tail -1 "$work/out" >"$work/last"
says last '"event":"end"'

code 0 "$POLDER" compare "$cases/weerthuis" -n 50 --lang en --set practice_periods=4
says out 'share of the agreement that was done +0\.[0-9]+ +→ 0\.[0-9]+'
code 0 "$POLDER" compare "$cases/weerthuis" -n 50 --lang en
if grep -q 'that was done' "$work/out"; then fail 'practice is compared where there is none'; fi
exit "$bad"
