#!/bin/bash
# shellcheck disable=SC1091,SC2154
# Every case that comes with the program is well made: it checks without a remark, unless it is meant to
# have no room; all its arms play; its README tells both languages which arms there are.
. "$(dirname "$0")/library.sh"

for case in "$cases"/*/; do
  code 0 "$POLDER" check "$case" --lang en
  case $case in
  */geen-ruimte/ | */sinaasappel/) continue ;;
  esac
  if grep -q ' note: ' "$work/out"; then fail "$case: $(grep -A1 ' note: ' "$work/out")"; fi
  [ -e "$case/arms.csv" ] || continue
  arms=$(tail -n +2 "$case/arms.csv" | cut -d, -f1 | sort -u)
  code 0 "$POLDER" compare "$case" -n 2 --arms "asis,$(paste -sd, <<<"$arms")"
  for arm in $arms; do
    [ "$(grep -Ec -- "(\`|asis,)$arm\`" "$case/README.md")" -ge 2 ] ||
      fail "the README of $case is silent about the arm $arm"
  done
done
exit "$bad"
