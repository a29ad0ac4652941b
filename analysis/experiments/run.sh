#!/bin/bash
# Does experiments again, and compares what comes out with what is kept. With --renew it keeps what came
# out. Usage: analysis/experiments/run.sh [--renew] [NAME...]; without a name, all of them.
#
# A folder with a run.sh of its own does what that says; else its plan.csv is played, as it is and under
# each row of variants.csv, into build/experiments/NAME, and its claims.csv judged by that.
set -u
export LC_ALL=C.UTF-8
cd "$(dirname "$0")/../.." || exit
here=analysis/experiments
export POLDER=${POLDER:-build/release/polder}
renew=
if [ "${1-}" = --renew ]; then
  renew=$1
  shift
fi
if [ $# = 0 ]; then
  for folder in "$here"/*/; do
    if [ -e "$folder/claims.csv" ] || [ -x "$folder/run.sh" ]; then set -- "$@" "$(basename "$folder")"; fi
  done
fi

play() { # plan, folder
  "$POLDER" batch "$1" -o "$2" >"$2.log" 2>&1 || { cat "$2.log" >&2; return 1; }
}

# What the plan itself varies is no variant of it.
play_variants() { # folder, out
  local variant setting value _
  while IFS=, read -r variant setting value _; do
    if [ "$variant" = variant ] || grep -qE "^([a-z0-9_-]+\.)?$setting," "$1/plan.csv"; then continue; fi
    { cat "$1/plan.csv"; echo "$setting,$value"; } >"$2/$variant.csv"
    play "$2/$variant.csv" "$2/$variant" || return
    results+=("$2/$variant")
  done <"$here/variants.csv"
}

differences() { # kept, new
  awk -F, '
    function show() { return $5 " [" $6 ", " $7 "] n " $8 ", " $10 }
    { key = $1 " " ($2 == "" ? "as a whole" : "part " $2) " (" $3 ($4 == "" ? "" : ", " $4) ")" }
    NR == FNR { kept[key] = show(); verdict[key] = $10; next }
    key in kept && kept[key] != show() {
      print "  " key ": " (verdict[key] != $10 ? "ANOTHER VERDICT: " : "") kept[key] " became " show()
    }
    !(key in kept) { print "  " key ": new: " show() }
    { delete kept[key] }
    END { for (key in kept) print "  " key ": gone" }' "$1" "$2"
}

judge() { # name
  local folder=$here/$1 out=build/experiments/$1 results=()
  rm -rf "$out"
  mkdir -p "$out"
  play "$folder/plan.csv" "$out/main" || return
  results=("$out/main")
  play_variants "$folder" "$out" || return
  "$POLDER" claims --evaluate "$folder" "${results[@]}" >"$out/result.csv" || return
  awk -F, '$2 == "" && $3 == "main" && $10 == "undecided" { print "  " $1 ": undecided; the plan needs more runs"; bad = 1 }
    END { exit bad }' "$out/result.csv" || failed=1
  if [ -n "$renew" ]; then
    cp "$out/result.csv" "$folder/result.csv"
  elif [ ! -e "$folder/result.csv" ]; then
    echo "  no result.csv is kept; make experiments E=$1 UPDATE=1"
    return 1
  elif ! cmp -s "$folder/result.csv" "$out/result.csv"; then
    differences "$folder/result.csv" "$out/result.csv"
    return 1
  fi
}

# Sets `spent`: seconds of processor of all that this script has run. Not in a subshell, which has run
# nothing.
look_at_clock() {
  times >"$clock"
  spent=$(awk 'NR == 2 { for (i = 1; i <= 2; i++) { split($i, t, /[ms]/); s += t[1] * 60 + t[2] }; print s }' "$clock")
}

told() { # what, seconds, seconds of processor
  awk -v what="$1" -v s="$2" -v p="$3" 'BEGIN { printf "%s %.1f minutes, %.1f of processor\n", what, s / 60, p / 60 }'
}

clock=$(mktemp)
trap 'rm -f "$clock"' EXIT
failed=0
for name; do
  begin=$SECONDS
  look_at_clock
  before=$spent
  echo "$name"
  if [ -x "$here/$name/run.sh" ]; then
    # shellcheck disable=SC2086
    "$here/$name/run.sh" $renew || failed=1
  else
    judge "$name" || failed=1
  fi
  look_at_clock
  told " " $((SECONDS - begin)) "$(awk -v a="$spent" -v b="$before" 'BEGIN { print a - b }')"
done
look_at_clock
told "all together" $SECONDS "$spent"
exit $failed
