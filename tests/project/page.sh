#!/bin/bash
# The page of a replay is committed as built: it is what its sources give. From the top folder.
set -u
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

expect() { # what, wanted exit code, command...
  local what=$1 wanted=$2 got
  shift 2
  "$@" >"$work/out" 2>&1
  got=$?
  if [ "$got" = "$wanted" ]; then
    echo "ok page: $what"
  else
    echo "FAIL page: $what: exit code $got instead of $wanted"
    cat "$work/out"
    failed=1
  fi
}

# A copy in which something is otherwise than noted.
otherwise() { # command, in the copy's page
  rm -rf "$work/copy"
  mkdir -p "$work/copy/analysis/replay/page"
  cp -R .ci "$work/copy"
  for part in build.mjs package.json package-lock.json src words dist; do
    cp -R "analysis/replay/page/$part" "$work/copy/analysis/replay/page"
  done
  (cd "$work/copy/analysis/replay/page" && eval "$1") && (cd "$work/copy" && .ci/page noted)
}

expect "it is from these sources" 0 .ci/page noted
expect "a source that changed is seen" 1 otherwise 'echo >>src/main.jsx'
expect "a source that came is seen" 1 otherwise 'echo >src/style/new.css'
expect "a page that was edited is seen" 1 otherwise 'echo >>dist/replay.html'
expect "another version of a library is seen" 1 otherwise 'echo >>package-lock.json'

.ci/page rebuilt >"$work/out" 2>&1
case $? in
  0) echo "ok page: building it again gives the same bytes" ;;
  2) echo "NOT DONE: the page of a replay was not built again (no npm, or its registry is not there)" ;;
  *) echo "FAIL page: building it again gives other bytes"; failed=1 ;;
esac
cat "$work/out"
exit $failed
