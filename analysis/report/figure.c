/* Figures as SVG. They take their colours from the page, so that they follow light, dark and print;
 * an arm is told by its mark as well as by its colour. */
#include "report.h"

#include <math.h>
#include <string.h>

enum { WIDTH = 720, LEFT = 210, RIGHT = 690, ROW = 18, GAP = 8, TOP = 30, ARM_LOOKS = 4 };
enum { LABEL_CHARACTERS = 26, CELL_HEIGHT = 34, MAP_TOP = 40 };

static void append_number(GString *html, double number) {
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  g_string_append(html, g_ascii_formatd(text, sizeof text, "%.1f", number));
}

/* ` name="number"` */
static void append_place(GString *html, const char *name, double number) {
  g_string_append_printf(html, " %s=\"", name);
  append_number(html, number);
  g_string_append_c(html, '"');
}

static void append_text(GString *html, double x, double y, const char *anchor, const char *text) {
  g_string_append(html, "<text");
  append_place(html, "x", x);
  append_place(html, "y", y);
  g_string_append_printf(html, " text-anchor=\"%s\">", anchor);
  report_append_escaped(html, text);
  g_string_append(html, "</text>");
}

/* A label that is cut short keeps its whole text as a title. */
static void append_label(GString *html, double x, double y, const char *anchor, const char *label,
                         glong characters) {
  if (g_utf8_strlen(label, -1) <= characters) {
    append_text(html, x, y, anchor, label);
    return;
  }
  g_autofree char *head = g_utf8_substring(label, 0, characters - 1);
  g_string_append(html, "<g><title>");
  report_append_escaped(html, label);
  g_string_append(html, "</title>");
  g_autofree char *cut = g_strconcat(head, "…", NULL);
  append_text(html, x, y, anchor, cut);
  g_string_append(html, "</g>");
}

static void append_line(GString *html, const char *look, double x1, double y1, double x2,
                        double y2) {
  g_string_append_printf(html, "<line class=\"%s\"", look);
  append_place(html, "x1", x1);
  append_place(html, "y1", y1);
  append_place(html, "x2", x2);
  append_place(html, "y2", y2);
  g_string_append(html, "/>");
}

static void open_figure(GString *html, const ReportFrame *frame, double height) {
  g_string_append_printf(html,
                         "<svg role=\"img\" aria-labelledby=\"%s-t %s-d\" "
                         "xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d ",
                         frame->id, frame->id, WIDTH);
  append_number(html, height);
  g_string_append_printf(html, "\"><title id=\"%s-t\">", frame->id);
  report_append_escaped(html, frame->title);
  g_string_append_printf(html, "</title><desc id=\"%s-d\">", frame->id);
  report_append_escaped(html, frame->describe);
  g_string_append(html, "</desc>\n");
}

/* --- Dots and whiskers ------------------------------------------------------------------------ */

static void clear_dot(gpointer dot) {
  g_free(((ReportDot *)dot)->label);
}

GArray *report_dots_new(void) {
  GArray *dots = g_array_new(FALSE, FALSE, sizeof(ReportDot));
  g_array_set_clear_func(dots, clear_dot);
  return dots;
}

void report_dot_add(GArray *dots, const char *label, int arm, double value,
                    PolderInterval interval) {
  const ReportDot dot = {g_strdup(label), arm, value, interval.low, interval.high};
  g_array_append_val(dots, dot);
}

static double across(const ReportFrame *frame, double value) {
  return LEFT + (value - frame->low) / (frame->high - frame->low) * (RIGHT - LEFT);
}

static void append_axis(GString *html, const ReportFrame *frame, double bottom) {
  const int first = (int)round(frame->low * 10), last = (int)round(frame->high * 10);
  const int step = last - first > 10 ? 5 : last - first > 5 ? 2 : 1;
  for (int tenth = first; tenth <= last; tenth++) {
    if (tenth % step != 0)
      continue;
    g_autoptr(GString) text = g_string_new(NULL);
    const double x = across(frame, tenth / 10.0);
    append_line(html, tenth == 0 ? "zero" : "grid", x, TOP - 6, x, bottom);
    report_append_decimal(text, frame->language, tenth * 10, 0);
    g_string_append_c(text, '%');
    append_text(html, x, TOP - 12, "middle", text->str);
  }
  append_text(html, (LEFT + RIGHT) / 2.0, bottom + 18, "middle", frame->axis);
}

/* Sixteen arms have sixteen pairs of colour and mark. */
static int colour_of(int arm) {
  return (arm + arm / ARM_LOOKS) % ARM_LOOKS;
}

static void append_mark(GString *html, int arm, double x, double y) {
  static const char *const paths[ARM_LOOKS] = {
      "m-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0z", "m-4 -4h8v8h-8z",
      "m0 -5.5l5.5 5.5l-5.5 5.5l-5.5 -5.5z", "m0 -5.5l5 9.5h-10z"};
  g_string_append_printf(html, "<path class=\"arm%d\" d=\"M", colour_of(arm));
  append_number(html, x);
  g_string_append_c(html, ' ');
  append_number(html, y);
  g_string_append_printf(html, "%s\"/>", paths[arm % ARM_LOOKS]);
}

static void append_dot(GString *html, const ReportFrame *frame, const ReportDot *dot, double y) {
  if (isnan(dot->value))
    return;
  const double low = across(frame, dot->low), high = across(frame, dot->high);
  g_autofree char *look = g_strdup_printf("whisker%d", colour_of(dot->arm));
  g_string_append(html, "<g><title>");
  report_append_escaped(html, dot->label);
  g_string_append(html, ", ");
  report_append_escaped(html, frame->arms[dot->arm]);
  g_string_append(html, ": ");
  report_append_percent(html, frame->language, dot->value);
  g_string_append(html, " (");
  report_append_percent(html, frame->language, dot->low);
  g_string_append(html, " – ");
  report_append_percent(html, frame->language, dot->high);
  g_string_append(html, ")</title>");
  append_line(html, look, low, y, high, y);
  append_line(html, look, low, y - 3, low, y + 3);
  append_line(html, look, high, y - 3, high, y + 3);
  append_mark(html, dot->arm, across(frame, dot->value), y);
  g_string_append(html, "</g>\n");
}

static bool begins_group(const GArray *dots, guint i) {
  return i == 0 || strcmp(g_array_index(dots, ReportDot, i).label,
                          g_array_index(dots, ReportDot, i - 1).label) != 0;
}

static double height_of(const GArray *dots) {
  double height = TOP;
  for (guint i = 0; i < dots->len; i++)
    height += ROW + (begins_group(dots, i) ? GAP : 0);
  return height;
}

static void append_legend(GString *html, const ReportFrame *frame, const GArray *dots, double y) {
  unsigned seen = 0;
  double x = LEFT;
  for (guint i = 0; i < dots->len; i++) {
    const int arm = g_array_index(dots, ReportDot, i).arm;
    if ((seen & 1u << arm) != 0)
      continue;
    seen |= 1u << arm;
    append_mark(html, arm, x, y - 4);
    append_text(html, x + 10, y, "start", frame->arms[arm]);
    x += 30 + 8.0 * (double)g_utf8_strlen(frame->arms[arm], -1);
  }
}

void report_plot(GString *html, const ReportFrame *frame, const GArray *dots) {
  const double bottom = height_of(dots) + GAP;
  double y = TOP;
  open_figure(html, frame, bottom + 50);
  append_axis(html, frame, bottom);
  for (guint i = 0; i < dots->len; i++) {
    const ReportDot *dot = &g_array_index(dots, ReportDot, i);
    const bool begins = begins_group(dots, i);
    y += begins ? GAP : 0;
    if (begins)
      append_label(html, LEFT - 12, y + ROW / 2.0 + 4, "end", dot->label, LABEL_CHARACTERS);
    append_dot(html, frame, dot, y + ROW / 2.0);
    y += ROW;
  }
  append_legend(html, frame, dots, bottom + 40);
  g_string_append(html, "</svg>\n");
}

/* --- Maps ------------------------------------------------------------------------------------- */

static void append_cell(GString *html, const ReportFrame *frame, double x, double y, double width,
                        double share) {
  if (isnan(share))
    return;
  g_autoptr(GString) text = g_string_new(NULL);
  g_string_append_printf(html, "<rect class=\"%s\"", share < 0 ? "worse" : "better");
  append_place(html, "x", x);
  append_place(html, "y", y);
  append_place(html, "width", width - 2);
  append_place(html, "height", CELL_HEIGHT - 2);
  g_string_append(html, " fill-opacity=\"");
  report_append_decimal(html, POLDER_EN, MIN(1, fabs(share)) * .6, 3);
  g_string_append(html, "\"/>");
  report_append_percent(text, frame->language, share);
  append_text(html, x + width / 2 - 1, y + CELL_HEIGHT / 2.0 + 4, "middle", text->str);
}

static const char *shown(const ReportFrame *frame, const ReportFactor *factor, guint level) {
  const char *label = factor->labels->pdata[level];
  return label[0] != '\0' ? label : report_word(frame->language, WORD_NOBODY);
}

void report_map(GString *html, const ReportFrame *frame, const ReportFactor *rows,
                const ReportFactor *columns, const double *shares) {
  const double width = (RIGHT - LEFT) / (double)columns->labels->len;
  const glong fits = MAX(2, (glong)(width / 7.5));
  open_figure(html, frame, MAP_TOP + CELL_HEIGHT * (double)rows->labels->len + 30);
  for (guint column = 0; column < columns->labels->len; column++)
    append_label(html, LEFT + width * (column + .5), MAP_TOP - 8, "middle",
                 shown(frame, columns, column), fits);
  append_text(html, (LEFT + RIGHT) / 2.0, 14, "middle", columns->name);
  append_text(html, LEFT - 12, MAP_TOP - 8, "end", rows->name);
  for (guint row = 0; row < rows->labels->len; row++) {
    const double y = MAP_TOP + CELL_HEIGHT * (double)row;
    append_label(html, LEFT - 12, y + CELL_HEIGHT / 2.0 + 4, "end", shown(frame, rows, row),
                 LABEL_CHARACTERS);
    for (guint column = 0; column < columns->labels->len; column++)
      append_cell(html, frame, LEFT + width * column, y, width,
                  shares[row * columns->labels->len + column]);
  }
  append_text(html, (LEFT + RIGHT) / 2.0, MAP_TOP + CELL_HEIGHT * (double)rows->labels->len + 18,
              "middle", frame->axis);
  g_string_append(html, "</svg>\n");
}
