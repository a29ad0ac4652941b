# What a study keeps of a batch: counts of each point and arm, and of groups of points, beside the first
# arm; and `told`, the mean share of what was hidden that everybody knows in the end. Usage: awk -v groups=FILE -f count.awk OUT/points.csv OUT/report/paired.csv OUT/runs.csv
#
# Prints a row a point and arm. With `groups`, writes there a row for all points, for each level of
# each factor and for each pair of levels. Their interval is one over tables: all points share the
# numbers of their tables, so each table counts once, with its mean difference over the points of the
# group. Rows are read one by one; memory grows with points, and with groups times tables.
BEGIN { FS = OFS = "," }
FNR == 1 {
  file++
  if (file == 1)
    for (c = 2; c <= NF; c++) name[c] = $c
  if (file == 1)
    factors = NF
  for (c = 1; c <= NF; c++) column[$c] = c
  next
}
file == 1 {
  place[$1] = n_points++
  levels[$1] = substr($0, index($0, ",") + 1)
  join_groups()
  next
}
file == 2 { # the report's interval of the difference
  interval[$1, $column["arm"]] = sprintf("%.5f,%.5f", $column["low"], $column["high"])
  next
}
{
  point = $1; arm = $2; run = $3
  if (!(arm in arms)) {
    arms[arm]
    arm_name[n_arms++] = arm
    first = arm_name[0]
  }
  if ($5 == "error") {
    print "a run failed: point " point ", run " run >"/dev/stderr"
    exit failed = 1
  }
  runs[point, arm]++
  impasses[point, arm] += $6
  room[point, arm] += $7 != "wanted"
  if ($column["disclosed_share"] != "") {
    told[point, arm] += $column["disclosed_share"]
    telling[point, arm]++
  }
  if (arm == first) { baseline = $6; next }
  difference = baseline - $6
  breakthrough[point, arm] += difference > 0
  lost[point, arm] += difference < 0
  if (groups != "") {
    if (run + 0 >= n_tables) n_tables = run + 1
    if (difference)
      for (g = 1; g <= n_own[point]; g++)
        gain[own[point, g], arm, run] += difference
  }
}
END {
  if (failed) exit 1
  header = "point"
  for (c = 2; c <= factors; c++) header = header "," name[c]
  print header, "arm,runs,room,impasses,breakthrough,lost,low,high,told"
  for (p = 0; p < n_points; p++)
    for (a = 0; a < n_arms; a++) {
      arm = arm_name[a]
      print p, levels[p], arm, runs[p, arm], room[p, arm], impasses[p, arm],
        breakthrough[p, arm] + 0, lost[p, arm] + 0, a ? interval[p, arm] : ",",
        telling[p, arm] ? sprintf("%.4f", told[p, arm] / telling[p, arm]) : ""
    }
  if (groups != "") print_groups()
}

function join_groups(   c, d) {
  join("all")
  for (c = 2; c <= factors; c++) {
    join(name[c] "=" $c)
    for (d = c + 1; d <= factors; d++) join(name[c] "=" $c " " name[d] "=" $d)
  }
}

function join(group) {
  if (!(group in size)) group_name[n_groups++] = group
  size[group]++
  own[$1, ++n_own[$1]] = group
  members[group, size[group]] = $1
}

function print_groups(   i, a, m, t, p, group, arm, n, r, base, other, b, l, x, sum, squares, mean, half) {
  print "group,arm,points,runs,room,impasses_first,impasses,breakthrough,lost,difference,low,high" \
    >groups
  for (i = 0; i < n_groups; i++)
    for (a = 1; a < n_arms; a++) {
      group = group_name[i]; arm = arm_name[a]
      n = r = base = other = b = l = sum = squares = 0
      for (m = 1; m <= size[group]; m++) {
        p = members[group, m]
        n += runs[p, arm]; r += room[p, arm]; base += impasses[p, first]; other += impasses[p, arm]
        b += breakthrough[p, arm]; l += lost[p, arm]
      }
      for (t = 0; t < n_tables; t++) {
        x = gain[group, arm, t] / size[group]
        sum += x; squares += x * x
      }
      mean = sum / n_tables
      half = 1.96 * sqrt((squares / n_tables - mean * mean) / (n_tables - 1))
      print group, arm, size[group], n, r, base, other, b, l,
        sprintf("%.5f,%.5f,%.5f", mean, mean - half, mean + half) >groups
    }
}
