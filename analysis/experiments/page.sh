#!/bin/bash
# Whether every number of a page follows from the results kept beside it; --write fills them in.
# Usage: page.sh FOLDER [--check | --write]
set -u
export LC_ALL=C.UTF-8
programs=$(cd "$(dirname "$0")" && pwd) || exit
cd "$1" || exit
new=$(mktemp -d)
trap 'rm -r "$new"' EXIT
awk -v figures="$new" -f "$programs/page.awk" -f "$programs/figure.awk" ./*.csv README.md \
  >"$new/README.md" || exit
bad=0
for file in "$new"/*; do
  [ "${2-}" != --write ] || cp "$file" .
  diff "${file##*/}" "$file" >&2 || bad=1
done
[ $bad = 0 ] || echo "not what the results say (<); page.sh $1 --write fills them in (>)" >&2
exit $bad
