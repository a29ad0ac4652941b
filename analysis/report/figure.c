/* Drawings in a row of a table, and the axis above them: SVG in percentages of whatever room there
 * is, so that text keeps its size. Colours are the page's, for light, dark and print; an arm is
 * told by its mark as well as by its colour. */
#include "page.h"
#include "svg.h"

#include <math.h>

enum { ROW = 24, MIDDLE = 12, AXIS = 18, STEPS = 4 };

void svg_percent(GString *html, const char *name, double share) {
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  g_string_append_printf(html, " %s=\"%s%%\"", name,
                         g_ascii_formatd(text, sizeof text, "%.2f", share * 100));
}

void svg_place(GString *html, const char *name, double number) {
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  g_string_append_printf(html, " %s=\"%s\"", name,
                         g_ascii_formatd(text, sizeof text, "%.1f", number));
}

/* Sixteen arms have sixteen pairs of colour and mark. */
int svg_colour(int arm) {
  return (arm + arm / SVG_LOOKS) % SVG_LOOKS;
}

void svg_mark(GString *html, int arm, double x, double y) {
  static const char *const paths[SVG_LOOKS] = {
      "M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0z", "M-4 -4h8v8h-8z",
      "M0 -5.5l5.5 5.5l-5.5 5.5l-5.5 -5.5z", "M0 -5.5l5 9.5h-10z"};
  g_string_append(html, "<svg class=\"mark\"");
  svg_percent(html, "x", x);
  svg_place(html, "y", y);
  g_string_append_printf(html, "><path class=\"arm%d\" d=\"%s\"/></svg>", svg_colour(arm),
                         paths[arm % SVG_LOOKS]);
}

/* --- Scales ----------------------------------------------------------------------------------- */

/* 1, 2 or 5 times a power of ten, at most STEPS of them. */
double svg_step(double range) {
  const double rough = range / STEPS, power = pow(10, floor(log10(rough)));
  const double times = rough / power;
  return power * (times <= 1.0001 ? 1 : times <= 2.0001 ? 2 : times <= 5.0001 ? 5 : 10);
}

ReportScale report_scale_of(const GArray *dots, bool percent) {
  ReportScale scale = {0, 0, percent};
  for (guint i = 0; i < dots->len; i++) {
    const ReportDot *dot = &g_array_index(dots, ReportDot, i);
    const double numbers[3] = {dot->value, dot->low, dot->high};
    for (int n = 0; n < 3; n++)
      if (isfinite(numbers[n])) {
        scale.low = MIN(scale.low, numbers[n]);
        scale.high = MAX(scale.high, numbers[n]);
      }
  }
  if (scale.high <= scale.low)
    scale.high = percent ? .1 : 1;
  const double step = svg_step(scale.high - scale.low);
  scale.low = floor(scale.low / step + 1e-9) * step;
  scale.high = ceil(scale.high / step - 1e-9) * step;
  return scale;
}

static double across(ReportScale scale, double value) {
  return CLAMP((value - scale.low) / (scale.high - scale.low), 0, 1);
}

void report_append_tick(GString *html, PolderLanguage language, ReportScale scale, double value) {
  const double step = svg_step(scale.high - scale.low) * (scale.percent ? 100 : 1);
  const int digits = (int)CLAMP(-floor(log10(step) + 1e-9), 0, 6);
  const double shown = scale.percent ? value * 100 : value;
  report_append_decimal(html, language, fabs(shown) < step / 1000 ? 0 : shown, digits);
  if (scale.percent)
    g_string_append_c(html, '%');
}

/* --- Rows ------------------------------------------------------------------------------------- */

void report_draw_axis(GString *html, PolderLanguage language, ReportScale scale) {
  const double step = svg_step(scale.high - scale.low);
  g_string_append_printf(html, "<svg class=\"row\" aria-hidden=\"true\" height=\"%d\">", AXIS);
  for (double tick = ceil(scale.low / step - 1e-9) * step; tick <= scale.high + step / 1000;
       tick += step) {
    if (llround(tick / step) % 2 != 0)
      continue; /* room for every other one */
    g_string_append(html, "<text y=\"13\" text-anchor=\"middle\"");
    svg_percent(html, "x", across(scale, tick));
    g_string_append_c(html, '>');
    report_append_tick(html, language, scale, tick);
    g_string_append(html, "</text>");
  }
  g_string_append(html, "</svg>");
}

static void draw_grid(GString *html, ReportScale scale) {
  const double step = svg_step(scale.high - scale.low);
  for (double tick = ceil(scale.low / step - 1e-9) * step; tick <= scale.high + step / 1000;
       tick += step) {
    const char *look = fabs(tick) < step / 1000 ? "zero" : "grid";
    g_string_append_printf(html, "<line class=\"%s\" y1=\"0\" y2=\"%d\"", look, ROW);
    svg_percent(html, "x1", across(scale, tick));
    svg_percent(html, "x2", across(scale, tick));
    g_string_append(html, "/>");
  }
}

static void draw_bar(GString *html, ReportScale scale, ReportDot dot) {
  const double zero = across(scale, 0), end = across(scale, dot.value);
  g_string_append_printf(html, "<rect class=\"arm%d bar\" y=\"5\" height=\"%d\"",
                         svg_colour(dot.arm), ROW - 10);
  svg_percent(html, "x", MIN(zero, end));
  svg_percent(html, "width", fabs(end - zero));
  g_string_append(html, "/>");
}

static void draw_whisker(GString *html, ReportScale scale, ReportDot dot) {
  g_string_append_printf(html, "<line class=\"whisker%d\" y1=\"%d\" y2=\"%d\"", svg_colour(dot.arm),
                         MIDDLE, MIDDLE);
  svg_percent(html, "x1", across(scale, dot.low));
  svg_percent(html, "x2", across(scale, dot.high));
  g_string_append(html, "/>");
}

void report_draw_dot(GString *html, ReportScale scale, ReportDot dot) {
  g_string_append_printf(html, "<svg class=\"row\" aria-hidden=\"true\" height=\"%d\">", ROW);
  draw_grid(html, scale);
  if (dot.bar && isfinite(dot.value))
    draw_bar(html, scale, dot);
  if (isfinite(dot.low) && isfinite(dot.high))
    draw_whisker(html, scale, dot);
  if (isfinite(dot.value))
    svg_mark(html, dot.arm, across(scale, dot.value), MIDDLE);
  g_string_append(html, "</svg>");
}

void report_draw_legend(ReportPage *page, int from) {
  g_string_append(page->html, "<p class=\"legend\">");
  for (int arm = from; arm < page->study->n_arms; arm++) {
    g_string_append(page->html, "<span><svg aria-hidden=\"true\" width=\"14\" height=\"14\">");
    svg_mark(page->html, arm, .5, 7);
    g_string_append(page->html, "</svg> ");
    report_append_escaped(page->html, page->study->arms[arm]);
    g_string_append(page->html, "</span> ");
  }
  g_string_append(page->html, "</p>\n");
}

/* --- Maps ------------------------------------------------------------------------------------- */

static void draw_cell(ReportPage *page, double share) {
  if (isnan(share)) {
    g_string_append(page->html, "<td>–</td>");
    return;
  }
  g_string_append_printf(page->html,
                         "<td class=\"%s\" style=\"--s:", share < 0 ? "worse" : "better");
  report_append_decimal(page->html, POLDER_EN, fabs(share) * 70, 0);
  g_string_append(page->html, "%\">");
  report_append_percent(page->html, page->language, share);
  g_string_append(page->html, "</td>");
}

void report_draw_map(ReportPage *page, const char *title, const ReportFactor *rows,
                     const ReportFactor *columns, const double *shares) {
  g_string_append(page->html, "<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"");
  report_append_escaped(page->html, title);
  g_string_append(page->html, "\"><table class=\"map\"><thead><tr><th scope=\"col\">");
  report_append_escaped(page->html, rows->name);
  g_string_append(page->html, " ↓ ");
  report_append_escaped(page->html, columns->name);
  g_string_append(page->html, " →</th>");
  for (guint column = 0; column < columns->labels->len; column++) {
    g_string_append(page->html, "<th scope=\"col\">");
    report_append_escaped(page->html, report_shown(page, columns->labels->pdata[column]));
    g_string_append(page->html, "</th>");
  }
  g_string_append(page->html, "</tr></thead><tbody>\n");
  for (guint row = 0; row < rows->labels->len; row++) {
    g_string_append(page->html, "<tr><th scope=\"row\">");
    report_append_escaped(page->html, report_shown(page, rows->labels->pdata[row]));
    g_string_append(page->html, "</th>");
    for (guint column = 0; column < columns->labels->len; column++)
      draw_cell(page, shares[row * columns->labels->len + column]);
    g_string_append(page->html, "</tr>\n");
  }
  g_string_append(page->html, "</tbody></table></div>\n");
}
