#!/bin/bash
# Whether every number of the page follows from the results kept beside it; --write fills them in.
# Usage: page.sh [--check | --write]
set -u
export LC_ALL=C.UTF-8
cd "$(dirname "$0")" || exit
new=$(mktemp -d)
trap 'rm -r "$new"' EXIT
awk -v figures="$new" -f page.awk -f figure.awk points.csv robust.csv harm.csv groups.csv README.md \
  >"$new/README.md" || exit
bad=0
for file in "$new"/*; do
  [ "${1-}" != --write ] || cp "$file" .
  diff "${file##*/}" "$file" >&2 || bad=1
done
[ $bad = 0 ] || echo "not what the results say (<); page.sh --write fills them in (>)" >&2
exit $bad
