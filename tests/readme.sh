#!/bin/bash
# What the documents say can be typed: runs every block of a README that starts with ```sh run, in a
# folder with a copy of scenarios/ and the program, stopping at the first command that fails. Lines of
# output may follow a command as comments; they are not compared. From the top folder.
set -u
program=$PWD/build/release/polder
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

blocks() { # document: writes block-1, block-2, ... into the work folder
  rm -f "$work"/block-*
  awk -v out="$work/block-" '
    /^ *```sh run *$/ { file = out (++n); print "#line " NR >file; next }
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

while read -r document; do
  blocks "$document"
  for block in "$work"/block-*; do
    [ -e "$block" ] || continue
    place=$document:$(sed -n '1s/#line //p' "$block")
    if run "$block" >"$work/out" 2>&1 </dev/null; then
      echo "ok $place"
    else
      echo "FAIL $place"
      cat "$work/out"
      failed=1
    fi
  done
done < <(git ls-files '*.md' 2>/dev/null || find . -name '*.md' -not -path './build/*')
exit $failed
