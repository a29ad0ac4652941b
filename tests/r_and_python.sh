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

block() { # language: the first block of the section
  awk -v head="\`\`\`$1" '
    /^## / { here = /In Python and R$/ }
    here && $0 == head { inside = 1; next }
    inside && /^```/ { exit }
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

try() { # language, command
  block "$1" >"$work/program"
  if [ -s "$work/program" ] && (cd "$work" && "$2" program) >"$work/out" 2>&1 </dev/null &&
    printed "$work/wanted-$1" "$work/out"; then
    echo "ok the program in $1"
  else
    echo "FAIL the program in $1"
    cat "$work/out"
    bad=1
  fi
}

block 'sh run' >"$work/batch"
cp -r scenarios "$work"
(cd "$work" && bash -eu batch && polder report results) >/dev/null || exit

# A level is named once in a table of pandas.
awk -F, 'NR > 1 { print $2, $3, $4, $5, $6 }' "$work/results/report/factor-bias.csv" >"$work/wanted-python"
awk -F, 'NR > 1 { print $1, $2, $3, $4, $5, $6 }' "$work/results/report/factor-bias.csv" >"$work/wanted-r"
[ "$(wc -l <"$work/wanted-r")" = 4 ] || exit
# The report has another interval of the difference: this one follows from its counts.
awk -F, 'NR > 1 {
  difference = ($6 - $7) / $3
  half = 1.96 * sqrt((($6 + $7) / $3 - difference ^ 2) / ($3 - 1))
  print "difference", difference, "give or take", half
  print "breakthroughs", $6, "lost", $7
}' "$work/results/report/pairs.csv" | tee -a "$work/wanted-python" >>"$work/wanted-r"

try python /usr/bin/python3
try r Rscript
exit $bad
