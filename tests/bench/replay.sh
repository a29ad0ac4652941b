#!/bin/bash
# A replay with all its branches. Asked: 300 kB and a second for 4 parties and 40 rounds. From the top folder.
set -eu
export LC_ALL=C # a point in numbers
program=${POLDER:-build/release/polder}
page=build/bench-replay.html
trap 'rm -f $page' EXIT

for case in weerthuis geen-ruimte jeugdstelsel; do
  start=$EPOCHREALTIME
  "$program" replay scenarios/$case --set deadline_rounds=40 -o $page >/dev/null
  awk -v start="$start" -v end="$EPOCHREALTIME" -v bytes="$(wc -c <$page)" -v case=$case \
    'BEGIN { printf "replay of %s: %.2f seconds, %.0f kB\n", case, end - start, bytes / 1000 }'
done
