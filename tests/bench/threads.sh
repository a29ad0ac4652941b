#!/bin/bash
# What a second thread brings: compare with -j 2 against -j 1, taking turns so that a busy moment of the
# machine does not fall on one of them alone. Asked: 1.8 times as fast. From the top folder.
set -u
export LC_ALL=C # a point in numbers
program=${POLDER:-build/release/polder}
pairs=4000
repetitions=3

if [ "$(nproc)" -lt 2 ]; then
  echo "(one processor: threads are not measured)"
  exit 0
fi

took() { # threads: seconds
  local start=$EPOCHREALTIME
  "$program" compare scenarios/weerthuis -n $pairs -j "$1" --format json >/dev/null || exit
  awk -v start="$start" -v end="$EPOCHREALTIME" 'BEGIN { print end - start }'
}

# Somebody else's work takes from two threads what one never misses.
busy=$(awk '$1 > .4 { print $1 }' /proc/loadavg)
for _ in $(seq $repetitions); do
  one=$(took 1) && two=$(took 2) || exit
  echo "$one $two"
done | LC_ALL=C awk -v pairs=$pairs -v busy="$busy" '
  NR == 1 || $1 < one { one = $1 }
  NR == 1 || $2 < two { two = $2 }
  { list = list sprintf(" %.2f", $1 / $2) }
  END {
    if (!NR) exit 1
    printf "compare weerthuis, %d pairs: %.0f pairs/s on one thread, %.0f on two\n", pairs, pairs / one, pairs / two
    printf "two threads: %.2f times one at best (asked 1.8); by repetition:%s\n", one / two, list
    if (busy != "") printf "  (not to be trusted: the machine was busy before, load %s)\n", busy
  }'
