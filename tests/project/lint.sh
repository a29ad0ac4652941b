#!/bin/sh
# The lint bites: each rule, broken in a small house, is reported.
set -eu
top=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

house() {
  rm -rf "$work/house"
  mkdir -p "$work/house"
  cd "$work/house"
  mkdir -p include/polder sim/agents sim/base sim/scenario sim/stats build/release/sim/base
  cp "$top/sim/rooms.txt" sim/
  cp "$top/.clang-format" .
  for door in base scenario table state; do echo '#include <glib.h>' >include/polder/$door.h; done
}

expect() { # passes|bites, rule, what
  result=bites
  "$top/.ci/lint" "$2" >"$work/out" 2>&1 && result=passes
  if [ "$result" = "$1" ]; then
    echo "ok lint $1: $3"
  else
    echo "FAIL lint: $3: it $result"
    cat "$work/out"
    failed=1
  fi
}

include() { # file, header: a file that includes it
  house
  echo "#include $2" >"$1"
}

include sim/agents/foo.c '<polder/table.h>'
expect passes rooms "a plug-in may see the table"
include sim/agents/foo.c '<polder/scenario.h>'
expect bites rooms "a plug-in that includes the scenario"
include sim/agents/foo.c '<polder/state.h>'
expect bites rooms "a plug-in that includes the state of the table"
include sim/agents/foo.c '"../scenario/deals.h"'
expect bites rooms "a private header of another room"
include sim/scenario/foo.c '<polder/engine.h>'
expect bites rooms "a room that includes one above it"
include sim/scenario/foo.c '<csv.h>'
expect bites rooms "a foreign library in a second room"
include sim/base/foo.c '<Random123/philox.h>'
expect passes rooms "a foreign library in its room"
include include/polder/table.h '<polder/scenario.h>'
expect bites rooms "a door that opens another"
include sim/scenario/foo.c '<polder.h>'
expect bites rooms "the umbrella inside"
house
mkdir sim/attic
echo 'int a;' >sim/attic/a.c
expect bites rooms "a room that nobody announced"
house
echo 'early: late' >>sim/rooms.txt
echo 'late: early' >>sim/rooms.txt
expect bites rooms "a circle of rooms"

house
yes '/* */' | head -n 500 >sim/base/long.c
expect passes file_length "500 lines"
echo '/* */' >>sim/base/long.c
expect bites file_length "501 lines"

long_function() { # lines
  printf 'static int table[] = {\n    1,\n};\n\nint foo(int a,\n        int b) {\n'
  yes '  a += b;' | head -n $(($1 - 4))
  printf '  return a;\n}\n'
}
house
long_function 60 >sim/base/f.c
expect passes function_length "60 lines"
long_function 61 >sim/base/f.c
expect bites function_length "61 lines"

compile() {
  echo "$1" | "${CC:-gcc}" -O0 -fno-builtin -x c -c -o build/release/sim/base/f.o -
}
house
compile 'double sqrt(double); double f(double x) { return sqrt(x); }'
expect passes no_libm "a square root"
compile 'double exp(double); double f(double x) { return exp(x); }'
expect bites no_libm "a call of exp()"

house
echo '#include <polder/scenario.h>' >include/polder.h
expect bites umbrella "a door that the umbrella lacks"

house
echo 'int  a ;' >sim/base/f.c
expect bites format "a file that is not formatted"
exit $failed
