#!/bin/bash
# What `make install` lays down works without the source tree, and `make uninstall` takes it all away.
# From the top folder.
set -u
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
prefix=$work/usr
failed=0

expect() { # what, command...
  local what=$1
  shift
  if "$@" >"$work/out" 2>&1; then
    echo "ok install: $what"
  else
    echo "FAIL install: $what"
    cat "$work/out"
    failed=1
  fi
}

make() {
  command "${MAKE:-make}" --no-print-directory -s "$@"
}

use_library() {
  cat >"$work/use.c" <<'END'
#include <polder.h>

int main(void) {
  const PolderInterval rate = polder_wilson(5, 10, .95);
  return rate.low > .2365 && rate.low < .2367 ? 0 : 1;
}
END
  export PKG_CONFIG_PATH=$prefix/lib/pkgconfig
  # shellcheck disable=SC2046
  "${CC:-gcc}" -std=gnu11 -o "$work/use" "$work/use.c" $(pkg-config --cflags --libs polder) &&
    "$work/use"
}

# The first ```c block of README.md; what it prints stands there too.
readme_example() {
  awk '/^```c$/ { inside = 1; next } /^```$/ && inside { exit } inside' README.md >"$work/example.c"
  export PKG_CONFIG_PATH=$prefix/lib/pkgconfig
  # shellcheck disable=SC2046
  "${CC:-gcc}" -o "$work/example" "$work/example.c" $(pkg-config --cflags --libs polder) &&
    "$work/example" >"$work/printed" && grep . "$work/printed" &&
    grep -qF "$(cat "$work/printed")" README.md
}

version_agrees() {
  [ "$("$prefix/bin/polder" version | grep -o '[0-9]*\.[0-9]*\.[0-9]*' | head -n 1)" = \
    "$(PKG_CONFIG_PATH=$prefix/lib/pkgconfig pkg-config --modversion polder)" ]
}

nothing_left() {
  [ -z "$(find "$prefix" -type f)" ]
}

expect "make install" make install prefix="$prefix"
expect "a program of somebody else compiles, links and runs" use_library
expect "the example of the README prints what the README says" readme_example
expect "the program runs and agrees on its version" version_agrees
expect "the manual page" grep -q '^\.TH' "$prefix/share/man/man1/polder.1"
expect "completion for bash" bash -n "$prefix/share/bash-completion/completions/polder"
expect "into another root" make install prefix=/usr DESTDIR="$work/root"
expect "which the files do not mention" test -x "$work/root/usr/bin/polder"
expect "make uninstall" make uninstall prefix="$prefix"
expect "nothing is left" nothing_left
exit $failed
