#!/bin/bash
# It may not get slower unnoticed: instructions a run of the two promised negotiations, each on one table
# and on a new one every run, stay below what is written here. Counts repeat exactly, seconds do not.
# Faster, or slower for a good reason: write the new bounds in the same commit, a tenth above
# what tests/bench/instructions.sh prints. From the top folder.
set -u
build=build/release
failed=0

# Measured with gcc 12 and the AVX2 kernel (valgrind knows no AVX-512), and a tenth more.
bounds() {
  cat <<'END'
r1 523000
r1-fresh 1127000
r2 146000
r2-fresh 353000
END
}

if ! command -v valgrind >/dev/null; then
  echo "(valgrind is not installed: instructions are not counted)"
  exit 0
fi
if ! grep -qsw avx2 /proc/cpuinfo; then
  echo "(this processor has no AVX2, for which the bounds hold: instructions are not counted)"
  exit 0
fi

"${MAKE:-make}" --no-print-directory -s CONFIG=release $build/bench-bench || exit
read -r compiler _ <$build/command
# Another compiler may need some more: 20 percent, far from what a lost idea costs.
slack=100
case $("$compiler" --version | head -n 1)/$("$compiler" -dumpversion) in
  gcc*/12*) ;;
  *) slack=120 ;;
esac

while read -r name bound; do
  most=$((bound * slack / 100))
  counted=$(BUILD=$build tests/bench/instructions.sh "$name" | cut -f 2)
  if [ -n "$counted" ] && [ "$counted" -le $most ]; then
    echo "ok instructions a run: $name $counted, at most $most"
  else
    echo "FAIL instructions a run: $name ${counted:-cannot be counted}, at most $most"
    failed=1
  fi
done < <(bounds)
exit $failed
