/* Curves over rounds, and spots with names. */
#include "page.h"
#include "svg.h"

#include <math.h>
#include <string.h>

static void open_figure(ReportPage *page, const ReportAxes *axes, int height) {
  g_string_append_printf(page->html,
                         "<svg class=\"plane\" role=\"img\" aria-labelledby=\"%s-t %s-d\" "
                         "height=\"%d\"><title id=\"%s-t\">",
                         axes->id, axes->id, height, axes->id);
  report_append_escaped(page->html, axes->title);
  g_string_append_printf(page->html, "</title><desc id=\"%s-d\">", axes->id);
  report_append_escaped(page->html, axes->describe);
  g_string_append(page->html, "</desc>\n");
}

static void open_text(GString *html, double x, double y, double aside, const char *anchor) {
  g_string_append(html, "<text");
  svg_percent(html, "x", x);
  svg_place(html, "y", y);
  svg_place(html, "dx", aside);
  g_string_append_printf(html, " text-anchor=\"%s\">", anchor);
}

static void draw_level(GString *html, double y) {
  g_string_append(html, "<line class=\"grid\" x1=\"0\" x2=\"100%\"");
  svg_place(html, "y1", y);
  svg_place(html, "y2", y);
  g_string_append(html, "/>");
}

/* --- Curves ----------------------------------------------------------------------------------- */

enum { CURVE_TOP = 8, CURVE_HEIGHT = 110, CURVE_BOTTOM = 22, UNITS = 1000 };

static void append_spot(GString *html, unsigned round, double value) {
  g_string_append_printf(html, "%u", round);
  g_string_append_c(html, ',');
  report_append_decimal(html, POLDER_EN, (1 - CLAMP(value, 0, 1)) * UNITS, 0);
  g_string_append_c(html, ' ');
}

static void draw_curve(GString *html, const ReportCurve *curve) {
  g_string_append_printf(html, "<polygon class=\"arm%d band\" points=\"", svg_colour(curve->arm));
  for (unsigned i = 0; i < curve->n; i++)
    append_spot(html, i, curve->low[i]);
  for (unsigned i = curve->n; i-- > 0;)
    append_spot(html, i, curve->high[i]);
  g_string_append_printf(html, "\"/><polyline class=\"whisker%d curve%d\" points=\"",
                         svg_colour(curve->arm), curve->arm % SVG_LOOKS);
  for (unsigned i = 0; i < curve->n; i++)
    append_spot(html, i, curve->middle[i]);
  g_string_append(html, "\"/>");
}

void report_draw_curves(ReportPage *page, const char *id, const char *title, const char *describe,
                        const ReportCurve *curves, unsigned n_curves, unsigned n_rounds) {
  const ReportAxes axes = {id, title, describe, NULL, NULL};
  GString *html = page->html;
  open_figure(page, &axes, CURVE_TOP + CURVE_HEIGHT + CURVE_BOTTOM);
  for (int tick = 0; tick <= 2; tick++) {
    const double y = CURVE_TOP + CURVE_HEIGHT * (1 - tick / 2.0);
    draw_level(html, y);
    open_text(html, 0, y + 4, -6, "end");
    report_append_decimal(html, page->language, tick / 2.0, 1);
    g_string_append(html, "</text>");
  }
  g_string_append_printf(
      html,
      "<svg x=\"0\" y=\"%d\" width=\"100%%\" height=\"%d\" viewBox=\"0 0 %u %d\" "
      "preserveAspectRatio=\"none\">",
      CURVE_TOP, CURVE_HEIGHT, MAX(n_rounds, 2) - 1, UNITS);
  for (unsigned i = 0; i < n_curves; i++)
    draw_curve(html, &curves[i]);
  g_string_append(html, "</svg>");
  open_text(html, 0, CURVE_TOP + CURVE_HEIGHT + 16, 0, "start");
  g_string_append(html, "1</text>");
  open_text(html, 1, CURVE_TOP + CURVE_HEIGHT + 16, 0, "end");
  g_string_append_printf(html, "%u</text></svg>\n", n_rounds);
}

/* --- Spots ------------------------------------------------------------------------------------ */

enum { PLANE_TOP = 26, PLANE_HEIGHT = 220, PLANE_BOTTOM = 40 };
/* The narrowest plane, and letters at their widest: what is apart there is apart everywhere. */
enum { NARROWEST = 240, LETTER = 8, LETTER_HEIGHT = 15, CLEAR = 8, PLACES = 4, SPOTS_MAX = 64 };

typedef struct {
  double left, right, top, bottom;
} Box;

static bool apart(Box a, Box b) {
  return a.left >= b.right || b.left >= a.right || a.top >= b.bottom || b.top >= a.bottom;
}

static const struct {
  const char *anchor;
  double shift, aside, down; /* of its width, of pixels */
} places[PLACES] = {
    {"start", 0, 10, 4}, {"end", -1, -10, 4}, {"middle", -.5, 0, -9}, {"middle", -.5, 0, 18}};

static Box box_of(const char *label, int place, double x, double y) {
  const double width = LETTER * (double)g_utf8_strlen(label, -1);
  const double left = x + places[place].aside + places[place].shift * width;
  const double base = y + places[place].down;
  return (Box){left, left + width, base - LETTER_HEIGHT + 3, base + 3};
}

/* The first place that is free; PLACES when none is. */
static int find_place(const char *label, double x, double y, const Box *taken, unsigned n_taken,
                      unsigned own) {
  for (int place = 0; place < PLACES; place++) {
    const Box box = box_of(label, place, x, y);
    bool free_place = box.left >= 0 && box.right <= NARROWEST + 20;
    for (unsigned i = 0; i < n_taken && free_place; i++)
      free_place = i == own || apart(box, taken[i]);
    if (free_place)
      return place;
  }
  return PLACES;
}

static double largest(const ReportSpot *spots, unsigned n, bool vertical) {
  double most = 0;
  for (unsigned i = 0; i < n; i++) {
    const double value = vertical ? spots[i].y : spots[i].x;
    if (isfinite(value))
      most = MAX(most, value);
  }
  if (most <= 0)
    return 1;
  const double step = svg_step(most);
  return ceil(most / step - 1e-9) * step;
}

static void draw_axes(ReportPage *page, const ReportAxes *axes, double x_most, double y_most) {
  GString *html = page->html;
  const ReportScale x = {0, x_most, false}, y = {0, y_most, false};
  for (double tick = 0; tick <= y_most * 1.0001; tick += svg_step(y_most)) {
    const double height = PLANE_TOP + PLANE_HEIGHT * (1 - tick / y_most);
    draw_level(html, height);
    open_text(html, 0, height + 4, -6, "end");
    report_append_tick(html, page->language, y, tick);
    g_string_append(html, "</text>");
  }
  for (double tick = 0; tick <= x_most * 1.0001; tick += svg_step(x_most)) {
    open_text(html, tick / x_most, PLANE_TOP + PLANE_HEIGHT + 16, 0, "middle");
    report_append_tick(html, page->language, x, tick);
    g_string_append(html, "</text>");
  }
  open_text(html, 1, PLANE_TOP + PLANE_HEIGHT + 34, 0, "end");
  report_append_escaped(html, axes->x);
  g_string_append(html, "</text>");
  open_text(html, 0, 12, -36, "start");
  report_append_escaped(html, axes->y);
  g_string_append(html, "</text>\n");
}

void report_draw_spots(ReportPage *page, const ReportAxes *axes, const ReportSpot *spots,
                       unsigned n_spots) {
  Box taken[2 * SPOTS_MAX];
  GString *html = page->html;
  const unsigned n = MIN(n_spots, SPOTS_MAX);
  const double x_most = largest(spots, n, false), y_most = largest(spots, n, true);
  open_figure(page, axes, PLANE_TOP + PLANE_HEIGHT + PLANE_BOTTOM);
  draw_axes(page, axes, x_most, y_most);
  for (unsigned i = 0; i < n; i++) {
    const double x = spots[i].x / x_most * NARROWEST;
    const double y = PLANE_TOP + PLANE_HEIGHT * (1 - spots[i].y / y_most);
    taken[i] = (Box){x - CLEAR, x + CLEAR, y - CLEAR, y + CLEAR};
  }
  unsigned n_taken = n;
  for (unsigned i = 0; i < n; i++) {
    if (!isfinite(spots[i].x) || !isfinite(spots[i].y))
      continue;
    const double x = spots[i].x / x_most * NARROWEST;
    const double y = PLANE_TOP + PLANE_HEIGHT * (1 - spots[i].y / y_most);
    const int place = find_place(spots[i].label, x, y, taken, n_taken, i);
    svg_mark(html, 1, spots[i].x / x_most, y);
    if (place == PLACES)
      continue;
    taken[n_taken++] = box_of(spots[i].label, place, x, y);
    open_text(html, spots[i].x / x_most, y + places[place].down, places[place].aside,
              places[place].anchor);
    report_append_escaped(html, spots[i].label);
    g_string_append(html, "</text>\n");
  }
  g_string_append(html, "</svg>\n");
}
