#!/bin/bash
# What the documents say can be typed: runs every block of a README that starts with ```sh run, in a
# folder with a copy of scenarios/ and the program, stopping at the first command that fails. A block
# ```text shown after it is what it printed: the pieces between … must be there, in that order; spaces
# and line ends do not count. From the top folder. `readme.sh slow` types those that start with ```sh slow.
set -u
kind=${1:-run}
export LC_ALL=C.UTF-8
unset LANGUAGE COLUMNS
program=$PWD/build/release/polder
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

blocks() { # document: writes block-1, shown-1, block-2, ... into the work folder
  rm -f "$work"/block-* "$work"/shown-*
  awk -v work="$work/" -v kind="$kind" '
    /^ *```sh/ {
      n++
      file = $2 == kind ? work "block-" n : ""
      if (file)
        print "#line " NR >file
      next
    }
    /^ *```text shown *$/ { file = work "shown-" n; next }
    /^ *```/ { file = "" }
    file { print >file }' "$1"
}

run() { # block
  rm -rf "$work/place"
  mkdir -p "$work/place/build/release"
  cp -r scenarios "$work/place/"
  ln -s "$program" "$work/place/build/release/polder"
  (cd "$work/place" && PATH=$(dirname "$program"):$PATH bash -eu "$1")
}

printed() { # shown, output
  [ -e "$1" ] || return 0
  LC_ALL=C awk '
    FNR == 1 { text[++n] = "" }
    { text[n] = text[n] " " $0 }
    END {
      for (i = 1; i <= 2; i++)
        gsub(/([ \t]|\302\240)+/, " ", text[i]) # the latter: a space that does not break
      pieces = split(text[1], piece, / *… */)
      for (i = 1; i <= pieces; i++) {
        gsub(/^ | $/, "", piece[i])
        if (piece[i] == "")
          continue
        at = index(text[2], piece[i])
        if (!at) {
          print "shown, but not printed here: " piece[i]
          exit 1
        }
        text[2] = substr(text[2], at + length(piece[i]))
      }
    }' "$1" "$2"
}

while read -r document; do
  blocks "$document"
  for block in "$work"/block-*; do
    [ -e "$block" ] || continue
    place=$document:$(sed -n '1s/#line //p' "$block")
    if run "$block" >"$work/out" 2>&1 </dev/null &&
      printed "${block/block-/shown-}" "$work/out" >"$work/differs"; then
      echo "ok $place"
    else
      echo "FAIL $place"
      cat "$work/differs" "$work/out" 2>/dev/null
      failed=1
    fi
    rm -f "$work/differs"
  done
done < <(git ls-files '*.md' 2>/dev/null || find . -name '*.md' -not -path './build/*')
exit $failed
