# What a factor does at each combination of the others: its first level against each other one, on the
# same runs. Usage: awk -v factor=NAME -v measure=COLUMN -f effects.awk OUT/points.csv OUT/FILE.csv
#
# Two factors joined by & are one whose levels are the pairs; the first is then compared with itself as well, so
# that the table is whole. FILE is runs, process or parties. In parties the measure may be `ID.COLUMN`, of one party; else it is the
# mean over the parties of a run. A run in which the measure is empty leaves out the pair, unless the measure ends in
# `:0`, which is what it then is. Prints a row a combination and level: the pairs, the means, the
# difference with its interval of .95 (by run, so by table).
BEGIN {
  FS = ","
  OFS = ","
  if (sub(/:0$/, "", measure)) absent = 0
  joined = split(factor, each, "&") > 1
  for (c in each) mine[each[c]]
  if (split(measure, part, ".") == 2) { party = part[1]; measure = part[2] }
}
FNR == 1 {
  file++
  split("", column)
  for (c = 1; c <= NF; c++) column[$c] = c
  if (file == 1) read_names()
  if (file == 2 && !(measure in column)) fail("no " measure)
  next
}
file == 1 { place(); next }
$column["outcome"] == "error" && ("outcome" in column) { fail("a run failed: point " $1 ", run " $3) }
party != "" && $column["party"] != party { next }
{
  x = $column[measure]
  if (x == "") x = absent
  if (x == "") next
  value[$1, $3] += x
  counted[$1, $3]++
  if ($3 + 0 >= n_runs) n_runs = $3 + 1
}
END {
  if (failed) exit 1
  print others factors, "runs,from,to,difference,low,high"
  for (k = 1; k <= n_combinations; k++)
    for (l = joined ? 1 : 2; l <= n_levels; l++) compare(combination[k], level[l])
}

function fail(what) {
  print FILENAME ": " what >"/dev/stderr"
  failed = 1
  exit 1
}

function read_names(   c) {
  for (c in mine)
    if (!(c in column)) fail("no " c)
  for (c = 2; c <= NF; c++) {
    name[c] = $c
    if ($c in mine) factors = factors (factors == "" ? "" : ",") $c
    else others = others $c ","
  }
}

function place(   c, key, own) {
  for (c = 2; c <= NF; c++)
    if (name[c] in mine) own = own (own == "" ? "" : ",") $c
    else key = key $c ","
  if (!(key in known)) { known[key]; combination[++n_combinations] = key }
  if (!(own in seen)) { seen[own]; level[++n_levels] = own }
  point[key, own] = $1
}

function compare(key, high,   p, q, r, x, y, n, from, to, sum, squares, mean, half) {
  p = point[key, level[1]]
  q = point[key, high]
  for (r = 0; r < n_runs; r++) {
    if (!((p, r) in counted) || !((q, r) in counted)) continue
    x = value[p, r] / counted[p, r]
    y = value[q, r] / counted[q, r]
    n++
    from += x
    to += y
    sum += y - x
    squares += (y - x) * (y - x)
  }
  if (n < 2) return
  mean = sum / n
  half = 1.96 * sqrt((squares / n - mean * mean) / (n - 1))
  printf "%s%s,%d,%.5f,%.5f,%.5f,%.5f,%.5f\n", key, high, n, from / n, to / n, mean, mean - half, mean + half
}
