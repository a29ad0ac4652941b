#!/bin/bash
# The same bytes everywhere: traces and results of all cases and of random tables, for two compilers,
# three levels of optimisation, with and without AVX2, and 1, 2 and 7 threads. From the top folder.
set -u
out=build/matrix
rm -rf "$out"
mkdir -p "$out"
jobs=$(nproc 2>/dev/null || echo 2)
failed=0

# name, compiler, level of optimisation; a width: the build before, with a kernel that is no wider
builds() {
  cat <<'END'
gcc-O0 gcc -O0
gcc-O2 gcc -O2
gcc-O2-4-wide gcc -O2 4
gcc-O2-8-wide gcc -O2 8
gcc-O3-native gcc -O3,-march=native
clang-O0 clang -O0
clang-O2 clang -O2
clang-O3-native clang -O3,-march=native
END
}

build() { # name, compiler, level, width or nothing
  local name=$1 folder=build/matrix-$1
  if [ -n "$4" ]; then
    rm -rf "$folder" && cp -a "build/matrix-${name%-*-wide}" "$folder" && rm "$folder/sim/minds/minds.o" || return
  fi
  "${MAKE:-make}" --no-print-directory -s -j"$jobs" build \
    CONFIG="matrix-$name" CC="$2" OPTIMISE="${3/,/ }" WIDEST="$4" CI= WERROR= >"$out/$name.log" 2>&1 && return
  cat "$out/$name.log"
  return 1
}

# The program computes as wide as it should: no wider, or else as wide as that of the tests.
wide() { # program, width or nothing
  local width
  width=$("$1" version --format json | grep -o '"width":[0-9]*')
  [ -z "$2" ] || [ "${width#*:}" -le "$2" ] || { echo "$1 does not keep to $2 at a time: $width"; return 1; }
}

# Every trace: three runs, some arms, some ways to negotiate.
tell() { # program, case
  local arm run
  for arm in asis spoken informed; do
    for run in 0 1 2; do
      "$1" run "$2" --arm $arm --run $run --format jsonl || return
    done
    "$1" run "$2" --arm $arm --set protocol=saop --set strategy=boulware --format jsonl || return
  done
  "$1" analyse "$2" --format json
}

compare() { # program, case, threads
  "$1" compare "$2" -n 60 -j "$3" --format json &&
    "$1" compare "$2" -n 30 -j "$3" --arms asis,flagged,open --seed 5 \
      --set protocol=saop --set spread=.2 --set noise=.1 --format json &&
    "$1" compare "$2" -n 30 -j "$3" --seed 6 --set practice_periods=3 --set side_deals=.05 \
      --set identity=.6 --set text_noise=.1 --set refusal_cost=.1 --set urge=.2 --format json
}

# Runs that part from others.
branch() { # program
  "$1" explain scenarios/weerthuis -n 2 -j 2 --format json &&
    "$1" explain scenarios/sinaasappel -n 20 -j 3 --format json &&
    "$1" replay scenarios/geen-ruimte --format json
}

play() { # program, folder
  local case threads name
  "$1" new "$2/random" --random --seed 7 >/dev/null || return
  for case in $cases; do
    name=$(basename "$case")
    tell "$1" "$case" >"$2/$name.jsonl" 2>&1 || { echo "cannot run $case: $2/$name.jsonl"; return 1; }
    for threads in 1 2 7; do
      compare "$1" "$case" $threads >"$2/$name-j$threads.json" 2>&1 ||
        { echo "cannot compare $case: $2/$name-j$threads.json"; return 1; }
    done
  done
  branch "$1" >"$2/branches.json" 2>&1 || { echo "cannot explain: $2/branches.json"; return 1; }
}

# One thread is the measure; the others differ in nothing.
same() { # folder
  local file bad=0
  for file in "$1"/*-j[27].json; do
    cmp "$file" "${file%-j?.json}-j1.json" || bad=1
  done
  diff -rq "$1" "$out/gcc-O0" >"$out/differences" || bad=1
  head -n 5 "$out/differences"
  return $bad
}

sum() { # folder
  (cd "$1" && find . -type f | sort | xargs cat | sha256sum | cut -c 1-16)
}

make_cases() { # program
  local table
  cases=
  for table in scenarios/*/scenario.csv; do
    cases="$cases $(dirname "$table")"
  done
  for table in 7 8; do
    "$1" new "$out/random-$table" --random --seed $table >/dev/null || return
    cases="$cases $out/random-$table"
  done
}

while read -r name compiler level width; do
  mkdir "$out/$name"
  program=build/matrix-$name/polder
  if build "$name" "$compiler" "$level" "$width" && wide "$program" "$width" &&
    { [ -n "${cases-}" ] || make_cases "$program"; } &&
    play "$program" "$out/$name" && same "$out/$name"; then
    echo "ok determinism: $name, 1, 2 and 7 threads: $(sum "$out/$name")"
  else
    echo "FAIL determinism: $name"
    failed=1
  fi
done < <(builds)
exit $failed
