# Fills in the numbers of a page from the results beside it: prints the page as it ought to be.
# Usage: awk -v figures=FOLDER -f page.awk -f figure.awk *.csv README.md
#
#   12.3<!--=FILE VALUE key=level ...-->   a number, of all rows that match; a key is a factor, or arm.
#                                          With , for = it is written with a decimal comma
#   <!--table FILE VALUE rows=key columns=key key=level ...-->
#                                          a table, up to the next empty line
#   <!--figure NAME.svg FILE VALUE rows=key columns=key key=level ... label=words_of_the_axis-->
#                                          the same as lines, drawn by figure.awk into the folder `figures`
#
# VALUE is rate (impasses, %), stuck (the same, of the runs with room), room (%), told (%), difference,
# low, high (points of a hundred; low and high where one row matches), breakthrough, lost, rows, helps,
# harms (rows whose interval lies above or below zero), from, to (means of what a difference is of, in
# hundredths). A file without breakthroughs gives its differences itself. A percentage that nothing
# fills in is a mistake.
BEGIN { FS = "," }
FNR == 1 {
  file = FILENAME
  sub(/.*\//, "", file)
  page = sub(/\.md$/, "", file)
  sub(/\.csv$/, "", file)
}
!page && FNR == 1 { split("", column); for (c = 1; c <= NF; c++) column[c] = $c; width = NF; next }
!page {
  n[file]++
  for (c = 1; c <= width; c++) cell[file, n[file], column[c]] = $c
  if (file == "groups") {
    n_keys = split($1, keys, /[ =]/)
    for (c = 1; c < n_keys; c += 2) cell[file, n[file], keys[c]] = keys[c + 1]
    cell[file, n[file], "keys"] = int(n_keys / 2)
  }
  next
}
skipping { if ($0 != "") next; skipping = 0 }
/^<!--(table|figure) / {
  print
  sub(/ *-->.*/, "")
  if (sub(/^<!--table +/, "")) {
    table($0)
    skipping = 1
  } else {
    sub(/^<!--figure +/, "")
    figure($0)
  }
  next
}
{
  print filled($0)
  if ($0 ~ /[0-9] ?(%|percentage points|procentpunt)/) wrong("a number that nothing fills in")
}
END { exit bad }

function wrong(what) {
  print FILENAME ":" FNR ": " what ": " $0 >"/dev/stderr"
  bad = 1
}

function filled(line,   done, query, text) {
  while (match(line, /[-0-9.,]+<!--[=,][^>]*-->/)) {
    query = substr(line, RSTART, RLENGTH)
    done = done substr(line, 1, RSTART - 1)
    line = substr(line, RSTART + RLENGTH)
    sub(/^[^<]*/, "", query)
    text = value(substr(query, 6, length(query) - 8))
    if (query ~ /^<!--,/) sub(/\./, ",", text)
    done = done text query
  }
  return done line
}

# Of the rows that match: their sums, and the interval where there is one.
function gather(query,   word, words, w, i, pair, good, own) {
  split("", sum)
  words = split(query, word, " ")
  own = word[1]
  for (i = 1; i <= n[own]; i++) {
    good = own != "groups" || cell[own, i, "keys"] == words - 3
    for (w = 3; w <= words && good; w++) {
      split(word[w], pair, "=")
      good = (cell[own, i, pair[1]] "") == (pair[2] "")
    }
    if (good) add(own, i)
  }
  if (!sum["rows"]) wrong("nothing matches " query)
  return word[2]
}

function add(own, i) {
  sum["rows"]++
  sum["runs"] += cell[own, i, "runs"]
  sum["room"] += cell[own, i, "room"]
  sum["impasses"] += cell[own, i, "impasses"]
  sum["breakthrough"] += cell[own, i, "breakthrough"]
  sum["lost"] += cell[own, i, "lost"]
  sum["told"] += cell[own, i, "told"]
  sum["from"] += cell[own, i, "runs"] * cell[own, i, "from"]
  sum["to"] += cell[own, i, "runs"] * cell[own, i, "to"]
  sum["difference"] += cell[own, i, "breakthrough"] != "" ? \
    cell[own, i, "breakthrough"] - cell[own, i, "lost"] : cell[own, i, "runs"] * cell[own, i, "difference"]
  sum["low"] = cell[own, i, "low"]
  sum["high"] = cell[own, i, "high"]
  sum["helps"] += cell[own, i, "low"] + 0 > 0
  sum["harms"] += cell[own, i, "high"] + 0 < 0
}

function value(query,   what) {
  what = gather(query)
  if (!sum["rows"]) return "?"
  if (what ~ /^(low|high)$/) {
    if (sum["rows"] > 1) wrong("no one interval for " query)
    return decimal(100 * sum[what])
  }
  if (what == "rate") return decimal(100 * sum["impasses"] / sum["runs"])
  if (what == "told") return decimal(100 * sum["told"] / sum["rows"])
  if (what == "room") return decimal(100 * sum["room"] / sum["runs"])
  if (what == "stuck") return decimal(100 * (sum["impasses"] - sum["runs"] + sum["room"]) / sum["room"])
  if (what ~ /^(difference|from|to)$/) return decimal(100 * sum[what] / sum["runs"])
  if (what ~ /^(breakthrough|lost|rows|helps|harms)$/) return sum[what] + 0
  wrong("no such value: " what)
}

function decimal(x) {
  x = sprintf("%.1f", x)
  return x == "-0.0" ? "0.0" : x
}

# Takes a query with rows and columns apart: what is left is in `rest`.
function cross(query,   word, words, w) {
  rest = ""
  label = "% impasses"
  words = split(query, word, " ")
  for (w = 1; w <= words; w++)
    if (sub(/^rows=/, "", word[w])) rows = word[w]
    else if (sub(/^columns=/, "", word[w])) columns = word[w]
    else if (sub(/^label=/, "", word[w])) label = word[w]
    else rest = rest (rest == "" ? "" : " ") word[w]
  n_rows = levels_of(word[1], rows, row_level)
  n_columns = levels_of(word[1], columns, column_level)
}

function levels_of(own, key, out,   i, seen, count, level) {
  split("", out)
  for (i = 1; i <= n[own]; i++) {
    level = cell[own, i, key]
    if (level == "" || (level in seen)) continue
    seen[level]
    out[++count] = level
  }
  return count
}

function crossed(r, c) {
  return rest " " rows "=" row_level[r] " " columns "=" column_level[c]
}

function table(query,   r, c, line) {
  cross(query)
  line = "| " rows " \\ " columns " |"
  for (c = 1; c <= n_columns; c++) line = line " " column_level[c] " |"
  print line
  gsub(/[^|]+/, "---", line)
  print line
  for (r = 1; r <= n_rows; r++) {
    line = "| " row_level[r] " |"
    for (c = 1; c <= n_columns; c++) line = line " " with_interval(crossed(r, c)) " |"
    print line
  }
}

function with_interval(query,   text) {
  text = value(query)
  if (query !~ / difference / || sum["rows"] != 1 || sum["low"] == "") return text
  return text " (" decimal(100 * sum["low"]) " to " decimal(100 * sum["high"]) ")"
}
