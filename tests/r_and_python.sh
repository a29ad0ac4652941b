#!/bin/bash
# The programs in Python and R of analysis/README.md run as they stand there, and print the figures that
# polder report has of the same runs. `make rpython` calls this; from the top folder.
set -u
export LC_ALL=C.UTF-8
top=$PWD
page=$top/analysis/README.md
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
PATH=$top/build/release:$PATH
bad=0

block() { # language, which of its blocks in the section
  awk -v head="\`\`\`$1" -v which="$2" '
    /^## / { here = /In Python and R$/ }
    here && $0 == head { inside = ++n == which; next }
    /^```/ { inside = 0 }
    inside' "$page"
}

# Each wanted line is words and numbers; some line of the output must have them all, a number to five
# decimals.
printed() { # wanted, output
  awk '
    function close_to(x, y) { return x - y < 5e-6 && y - x < 5e-6 }
    function has(line, word,   n, i, cell) {
      n = split(line, cell, /[ \t]+/)
      for (i = 1; i <= n; i++)
        if (cell[i] == word || (word ~ /^-?[0-9.]/ && cell[i] ~ /^-?[0-9.]/ && close_to(cell[i], word)))
          return 1
      return 0
    }
    FNR == 1 { file++ }
    file == 1 { wanted[++n] = $0; next }
    { line[++m] = $0 }
    END {
      for (w = 1; w <= n; w++) {
        found = 0
        words = split(wanted[w], word, " ")
        for (l = 1; l <= m && !found; l++) {
          found = 1
          for (i = 1; i <= words; i++)
            found = found && has(line[l], word[i])
        }
        if (!found) { print "not printed: " wanted[w]; bad = 1 }
      }
      exit bad
    }' "$1" "$2"
}

try() { # language, command, folder
  if [ -s "$work/program" ] && (cd "$work/$3" && "$2" ../program) >"$work/out" 2>&1 </dev/null &&
    printed "$work/wanted-$1" "$work/out"; then
    echo "ok $1 reads $3"
  else
    echo "FAIL $1 reads $3"
    cat "$work/out"
    bad=1
  fi
}

both() { # language, command, the line that reads the CSV
  block "$1" 1 >"$work/program"
  try "$1" "$2" csv
  [ "$(grep -c "$3" "$work/program")" = 1 ] || exit
  block "$1" 2 >"$work/reads"
  sed -i -e "/$3/{r $work/reads" -e 'd}' "$work/program"
  try "$1" "$2" sqlite
}

mkdir "$work/csv" "$work/sqlite"
cp -r scenarios "$work"
block 'sh run' 1 >"$work/batch"
sed 's/-o results/--store sqlite &/' "$work/batch" >"$work/batch-sqlite"
ln -s ../scenarios "$work/csv/scenarios"
ln -s ../scenarios "$work/sqlite/scenarios"
(cd "$work/csv" && bash -eu ../batch && polder report results) >/dev/null || exit
(cd "$work/sqlite" && bash -eu ../batch-sqlite && [ -e results/results.sqlite ]) >/dev/null || exit

# Columns of a CSV, by name: one line of words a row.
columns() { # names, file
  awk -F, -v names="$1" '
    NR == 1 { n = split(names, name, " "); for (c = 1; c <= NF; c++) at[$c] = c; next }
    { for (c = 1; c <= n; c++) printf "%s%s", $at[name[c]], c < n ? " " : "\n" }' "$2"
}

report=$work/csv/results/report
# A level is named once in a table of pandas.
columns "arm n rate low high" "$report/factor-bias.csv" >"$work/wanted-python"
columns "level arm n rate low high" "$report/factor-bias.csv" >"$work/wanted-r"
[ "$(wc -l <"$work/wanted-r")" = 4 ] || exit
# The report has another interval of the difference: this one follows from its counts.
columns "pairs breakthrough lost" "$report/pairs.csv" | awk '{
  difference = ($2 - $3) / $1
  print "difference", difference, "give or take",
    1.96 * sqrt((($2 + $3) / $1 - difference * difference) / ($1 - 1))
  print "breakthroughs", $2, "lost", $3
}' | tee -a "$work/wanted-python" >>"$work/wanted-r"

both python /usr/bin/python3 '^runs = pd.read_csv'
both r Rscript '^runs <- merge(read.csv'
exit $bad
