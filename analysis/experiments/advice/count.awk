# What followed advice says, from a row a table (play.c): means over tables, with intervals of 95 %
# over tables. Usage: awk -v bins=FILE -f count.awk tables.csv >summary.csv
#
# Shares of impasses are of the fresh impasses of a table. `advised` and what stands beside it are over
# the tables with advice to tell; `missed` over those where no telling was advised, also those of twenty
# impasses or more with room to agree in most, or in fewer.
BEGIN {
  FS = OFS = ","
  tellings = split("advised alike any one best all", telling, " ")
}
FNR == 1 {
  for (c = 1; c <= NF; c++) column[$c] = c
  next
}
{
  impasses = $column["fresh_impasses"]
  agreements = $column["runs"] - impasses
}
$column["kind"] == "tell" && impasses {
  for (t = 1; t <= tellings; t++) take(telling[t], share(telling[t]))
  promised = $column["promised"]
  observed = share("advised")
  take("promised", promised)
  take("shortfall", promised - observed)
  take("over_alike", observed - share("alike"))
  take("over_any", observed - share("any"))
  take("over_one", observed - share("one"))
  take("best_promised", $column["best_promised"])
  take("flattered", $column["best_promised"] - share("best"))
  take("cost_promised", $column["cost"])
  take("cost", agreements ? $column["advised_lost"] / agreements : 0)
  take("apart", apart($column["low"], promised, $column["high"], observed, impasses))
  regress(promised, observed, ($column["high"] - $column["low"]) / (2 * 1.96))
  bin = promised < 1 ? int(promised * 5) : 4
  in_bin("promised", bin, promised)
  in_bin("observed", bin, observed)
  in_bin("by_chance", bin, share("alike"))
}
$column["kind"] == "no_telling" && impasses {
  take("missed", share("best"))
  take("missed_of_all", share("all"))
  if (impasses >= 20) take($column["fresh_room"] * 2 > impasses ? "missed_with_room" : "missed_without_room", share("best"))
}
END {
  print "what,runs,difference,low,high"
  for (i = 1; i <= n_names; i++) print names[i], mean_row(names[i])
  print slope_row("slope", 1)
  print slope_row("slope_corrected", reliability())
  print "line,promised,runs,difference,low,high" >bins
  n_lines = split("promised observed by_chance", line, " ")
  for (l = 1; l <= n_lines; l++)
    for (b = 0; b < 5; b++)
      if ((line[l] " " b) in n) print line[l], 20 * b + 10, mean_row(line[l] " " b) >bins
}

function share(what) { return $column[what "_broken"] / impasses }

function take(what, x) {
  if (!(what in n) && what !~ / /) names[++n_names] = what
  n[what]++
  sum[what] += x
  squares[what] += x * x
}

function in_bin(what, b, x) { take(what " " b, x) }

function mean_row(what,   mean, half) {
  mean = sum[what] / n[what]
  half = n[what] > 1 ? 1.96 * sqrt(positive(squares[what] / n[what] - mean * mean) / (n[what] - 1)) : 0
  return n[what] OFS sprintf("%.5f,%.5f,%.5f", mean, mean - half, mean + half)
}

function positive(x) { return x > 0 ? x : 0 }

# Whether two shares differ by more than chance, by their intervals (Newcombe 1998, method 10).
function apart(low, one, high, other, n_other,   z, centre, half, low_other, high_other, d) {
  z = 1.96
  centre = (other + z * z / (2 * n_other)) / (1 + z * z / n_other)
  half = z * sqrt(other * (1 - other) / n_other + z * z / (4 * n_other * n_other)) / (1 + z * z / n_other)
  low_other = centre - half
  high_other = centre + half
  d = one - other
  if (d > 0) return d > sqrt((one - low) ^ 2 + (high_other - other) ^ 2)
  return -d > sqrt((high - one) ^ 2 + (other - low_other) ^ 2)
}

function regress(x, y, error) {
  points++
  noise += error * error
  xs[points] = x
  ys[points] = y
  sum_x += x
  sum_y += y
}

# The share of what differs between promises that is no chance of the runs that they were counted in.
function reliability(   i, xx) {
  for (i = 1; i <= points; i++) xx += (xs[i] - sum_x / points) ^ 2
  return 1 - noise / xx
}

# What is observed more for each point promised more (errors: White 1980).
function slope_row(name, reliable,   i, dx, xx, xy, slope, residual, error) {
  for (i = 1; i <= points; i++) {
    dx = xs[i] - sum_x / points
    xx += dx * dx
    xy += dx * ys[i]
  }
  slope = xy / xx
  for (i = 1; i <= points; i++) {
    dx = xs[i] - sum_x / points
    residual = ys[i] - sum_y / points - slope * dx
    error += (dx * residual) ^ 2
  }
  error = sqrt(error) / xx
  return name OFS points OFS sprintf("%.5f,%.5f,%.5f", slope / reliable, \
    (slope - 1.96 * error) / reliable, (slope + 1.96 * error) / reliable)
}
