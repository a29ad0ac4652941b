# Lines with intervals, as SVG; for page.awk, which knows the numbers. The levels of the columns must be
# numbers, from low to high. Light and dark, and without colours the marks tell the lines apart.
function figure(query,   name, r, c, q, low, high, y_low, y_high, line, path) {
  name = query
  sub(/ .*/, "", name)
  sub(/^[^ ]+ +/, "", query)
  path = figures "/" name
  cross(query)
  y_low = 0
  y_high = 0
  for (r = 1; r <= n_rows; r++)
    for (c = 1; c <= n_columns; c++) {
      q = crossed(r, c)
      at[r, c] = value(q)
      low = at[r, c]
      high = at[r, c]
      if (query ~ / difference /) { low = 100 * sum["low"]; high = 100 * sum["high"] }
      from[r, c] = low
      to[r, c] = high
      if (low < y_low) y_low = low
      if (high > y_high) y_high = high
    }
  bottom = 10 * int(y_low / 10 - (y_low < 0))
  top = 10 * int(y_high / 10 + .999)
  print "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 560 300\" font-family=\"sans-serif\"" >path
  print " font-size=\"13\" role=\"img\">" >path
  print "<title>" title_of(query) "</title>" >path
  print "<style>svg{color:#222;background:#fff}.g{stroke:#999;stroke-width:.5}.z{stroke:currentColor}" >path
  print ".l{fill:none;stroke-width:2}text{fill:currentColor}" >path
  print "@media (prefers-color-scheme:dark){svg{color:#eee;background:#111}}</style>" >path
  for (c = bottom; c <= top; c += (top - bottom > 60 ? 20 : 10)) {
    printf "<line class=\"%s\" x1=\"50\" x2=\"400\" y1=\"%.1f\" y2=\"%.1f\"/>", c ? "g" : "z", y_of(c), y_of(c) >path
    printf "<text x=\"44\" y=\"%.1f\" text-anchor=\"end\">%d</text>\n", y_of(c) + 4, c >path
  }
  for (c = 1; c <= n_columns; c++)
    printf "<text x=\"%.1f\" y=\"275\" text-anchor=\"middle\">%s</text>\n", x_of(c), column_level[c] >path
  gsub(/_/, " ", label)
  printf "<text x=\"8\" y=\"12\">%s</text>\n", label >path
  printf "<text x=\"225\" y=\"295\" text-anchor=\"middle\">%s</text>\n", columns >path
  for (r = 1; r <= n_rows; r++) draw_line(r, path)
  print "</svg>" >path
  close(path)
}

function title_of(query) {
  sub(/ label=.*/, "", query)
  gsub(/=/, " ", query)
  return query
}

function x_of(c) {
  return 75 + 300 * (column_level[c] - column_level[1]) / (column_level[n_columns] - column_level[1])
}

function y_of(y) { return 255 - 227 * (y - bottom) / (top - bottom) }

function draw_line(r, path,   c, x, y, d, colour) {
  split("#0072b2 #d55e00 #009e73 #aa4499 #b8860b #666666", colour, " ")
  printf "<g stroke=\"%s\" fill=\"%s\">", colour[r], colour[r] >path
  for (c = 1; c <= n_columns; c++) {
    x = x_of(c) + 3 * (r - (n_rows + 1) / 2)
    y = y_of(at[r, c])
    d = d sprintf("%s%.1f %.1f", c > 1 ? "L" : "M", x, y)
    if (from[r, c] < to[r, c])
      printf "<path d=\"M%.1f %.1fV%.1f\"/>", x, y_of(from[r, c]), y_of(to[r, c]) >path
    print mark(r, x, y) >path
  }
  print "<path class=\"l\" d=\"" d "\"/>" mark(r, 418, 30 + 22 * r) "</g>" >path
  printf "<text x=\"430\" y=\"%d\">%s %s</text>\n", 34 + 22 * r, rows, row_level[r] >path
}

function mark(r, x, y) {
  if (r == 1) return sprintf("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\"/>", x, y)
  if (r == 2) return sprintf("<rect x=\"%.1f\" y=\"%.1f\" width=\"8\" height=\"8\"/>", x - 4, y - 4)
  if (r == 3) return sprintf("<path d=\"M%.1f %.1fl5 9h-10z\"/>", x, y - 5)
  if (r == 4) return sprintf("<path d=\"M%.1f %.1fl5 5l-5 5l-5 -5z\"/>", x, y - 5)
  return sprintf("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"none\" stroke-width=\"2\"/>", x, y)
}
