#!/bin/bash
# Statistics over ten million rows. Asked: a page in under a minute, and no more memory than for a tenth
# of them. The small experiment is real; the large one repeats its runs under further numbers. Needs
# 2 GB in build/, for a while; ROWS=1000000 makes it quicker. From the top folder.
set -eu
export LC_ALL=C # a point in numbers
program=${POLDER:-build/release/polder}
work=build/bench-report
points=10
runs=500 # a point and arm
small=$((points * 2 * runs))
times=$((${ROWS:-10000000} / small))

rm -rf "$work"
mkdir -p "$work"
trap 'rm -rf "$work"' EXIT
"$program" batch scenarios/weerthuis --vary bias=0..9/$points -n $runs -o "$work/small" >/dev/null

repeat_runs() { # runs.csv
  awk -F, -v runs=$runs -v times="$times" '
    function print_point(   t, i) {
      for (t = 0; t < times; t++)
        for (i = 1; i <= n; i++) print head[i] run[i] + runs * t tail[i]
      n = 0
    }
    NR == 1 { print; next }
    $1 != point { print_point(); point = $1 }
    {
      head[++n] = $1 "," $2 ","
      run[n] = $3
      tail[n] = substr($0, length(head[n] $3) + 1)
    }
    END { print_point() }' "$1"
}

enlarge() { # how many times
  local times=$1
  rm -rf "$work/large"
  cp -r "$work/small" "$work/large"
  repeat_runs "$work/small/runs.csv" >"$work/large/runs.csv"
  awk -F'[:,]' -v times="$times" '
    /^"(runs|units)":/ { $0 = $1 ":" $2 * times "," } { print }' "$work/small/manifest.json" \
    >"$work/large/manifest.json"
}

# Seconds, those of the processor alone (others may keep it busy), and the largest memory that /proc saw.
measure() { # folder
  local start=$EPOCHREALTIME peak=0 ticks=0 now pid
  "$program" report "$1" >/dev/null &
  pid=$!
  while now=$(awk '/^VmHWM/ { print $2 }' "/proc/$pid/status" 2>/dev/null) && [ -n "$now" ]; do
    peak=$now
    ticks=$(awk '{ print $14 + $15 }' "/proc/$pid/stat" 2>/dev/null || echo "$ticks")
    sleep .02
  done
  wait $pid
  awk -v start="$start" -v end="$EPOCHREALTIME" -v ticks="$ticks" -v peak="$peak" \
    -v second="$(getconf CLK_TCK)" 'BEGIN {
      printf "%.1f seconds (%.1f of the processor), %.1f MB\n", end - start, ticks / second, peak / 1024
    }'
}

for part in $((times / 10)) $times; do
  enlarge "$part"
  echo "report of $((small * part)) rows: $(measure "$work/large")"
done
echo "(asked: 60 seconds for ten million, and no more memory for them)"
