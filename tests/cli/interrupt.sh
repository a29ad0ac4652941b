#!/bin/bash
# shellcheck disable=SC1091,SC2154
# Ctrl-C: what is finished is kept, and said.
. "$(dirname "$0")/library.sh"

"$POLDER" compare "$cases/weerthuis" -n 10000000 --format json >"$work/out" 2>"$work/err" &
pid=$!
listens $pid TERM
sleep 1
kill -TERM $pid
wait $pid
got=$?
[ "$got" = 130 ] || fail "exit code $got"
says err 'interrupted: [0-9]+ of 10000000 runs'
json out
runs=$(sed 's/.*"runs":\([0-9]*\),.*/\1/' "$work/out")
if [ "$runs" -le 0 ] || [ "$runs" -ge 10000000 ]; then fail "$runs runs"; fi
cp "$work/out" "$work/part"
code 0 "$POLDER" compare "$cases/weerthuis" -n "$runs" --format json
cmp -s "$work/part" "$work/out" || fail "what was kept is not the beginning of the whole"

# explain: whatever runs it came to are explained whole
"$POLDER" explain "$cases/weerthuis" -n 100000 --format json >"$work/out" 2>"$work/err" &
pid=$!
listens $pid INT
sleep 2
kill -INT $pid
wait $pid
[ $? = 130 ] || fail "explain does not say that it was interrupted"
says err 'interrupted: [0-9]+ of 100000 runs'
cp "$work/out" "$work/part"
runs=$(sed 's/.*"runs":\([0-9]*\),"failed.*/\1/' "$work/out")
code 0 "$POLDER" explain "$cases/weerthuis" -n "$runs" --format json
cmp -s "$work/part" "$work/out" || fail "what was explained is not what -n $runs explains"
exit "$bad"
