/* Tables: every row to a CSV, the first rows to the page, from the same cells. A drawn column
 * stands on the page only. The CSV appears under its name when it is whole. */
#include "page.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <math.h>
#include <polder/tables.h>
#include <stdio.h>
#include <string.h>

enum { FLUSH_BYTES = 1 << 16 };

struct ReportGrid {
  ReportPage *page;
  char *name, *path, *draft;
  FILE *file; /* NULL: it could not be made; `code` says why */
  int code;
  PolderCsv csv;
  GString *html;
  uint64_t n_rows;
  bool in_head, row_begun, folded;
  ReportScale scale;
  gsize axis;       /* where in html it comes; 0 = nothing is drawn */
  GArray *dots;     /* of ReportDot */
  GArray *spots;    /* of gsize: where in html each dot comes */
  GArray *heads;    /* of gsize: where in html each heading can be given a look */
  guint64 words;    /* of which columns hold words: a bit each */
  unsigned n_cells; /* of this row */
};

void report_append_escaped(GString *html, const char *text) {
  g_autofree char *escaped = g_markup_escape_text(text, -1);
  g_string_append(html, escaped);
}

static void open_table(ReportGrid *grid, const char *caption) {
  g_string_append(grid->html, "<figure>");
  if (grid->folded) {
    g_string_append(grid->html, "<details><summary>");
    report_append_escaped(grid->html, caption);
    g_string_append(grid->html, "</summary>");
  }
  g_string_append_printf(grid->html,
                         "<div class=\"scroll\" role=\"group\" tabindex=\"0\" "
                         "aria-labelledby=\"table-%s\"><table><caption id=\"table-%s\">",
                         grid->name, grid->name);
  report_append_escaped(grid->html, caption);
  g_string_append(grid->html, "</caption><thead><tr>");
}

ReportGrid *report_grid_new(ReportPage *page, const char *name, const char *caption, bool folded) {
  ReportGrid *grid = g_new0(ReportGrid, 1);
  g_autofree char *folder = g_build_filename(page->study->folder, "report", NULL);
  grid->page = page;
  /* Names of factors are anybody's; this one is a file's and an id. */
  grid->name = g_strcanon(g_strdup(name), G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "._-", '_');
  g_autofree char *file = g_strconcat(grid->name, ".csv", NULL);
  grid->path = g_build_filename(folder, file, NULL);
  grid->draft = g_strconcat(grid->path, ".part", NULL);
  grid->file = g_mkdir_with_parents(folder, 0777) == 0 ? fopen(grid->draft, "w") : NULL;
  grid->code = grid->file == NULL ? errno : 0;
  grid->in_head = true;
  grid->folded = folded;
  grid->html = g_string_new(NULL);
  grid->dots = g_array_new(FALSE, FALSE, sizeof(ReportDot));
  grid->spots = g_array_new(FALSE, FALSE, sizeof(gsize));
  grid->heads = g_array_new(FALSE, FALSE, sizeof(gsize));
  polder_csv_init(&grid->csv);
  open_table(grid, caption);
  return grid;
}

/* --- Columns ---------------------------------------------------------------------------------- */

void report_grid_column(ReportGrid *grid, const char *name, const char *shown) {
  polder_csv_add_text(&grid->csv, name);
  g_string_append(grid->html, "<th scope=\"col\"");
  g_array_append_val(grid->heads, grid->html->len);
  g_string_append_c(grid->html, '>');
  report_append_escaped(grid->html, shown);
  g_string_append(grid->html, "</th>");
}

void report_grid_word(ReportGrid *grid, const char *name, ReportWord word) {
  report_grid_column(grid, name, report_word(grid->page->language, word));
}

void report_grid_bounds(ReportGrid *grid) {
  report_grid_word(grid, "low", WORD_LOW);
  report_grid_word(grid, "high", WORD_HIGH);
}

void report_grid_plot_column(ReportGrid *grid, const char *axis, ReportScale scale) {
  g_string_append(grid->html, "<th scope=\"col\"");
  g_array_append_val(grid->heads, grid->html->len);
  g_string_append(grid->html, " class=\"plot\">");
  report_append_escaped(grid->html, axis);
  grid->axis = grid->html->len;
  grid->scale = scale;
  g_string_append(grid->html, "</th>");
}

/* --- Cells ------------------------------------------------------------------------------------ */

static bool is_shown(const ReportGrid *grid) {
  return grid->n_rows < REPORT_ROWS_SHOWN;
}

static void write_out(ReportGrid *grid, size_t limit) {
  if (grid->csv.text->len < limit || grid->file == NULL)
    return;
  errno = 0;
  if (fwrite(grid->csv.text->str, 1, grid->csv.text->len, grid->file) != grid->csv.text->len)
    grid->code = errno != 0 ? errno : EIO;
  g_string_truncate(grid->csv.text, 0);
}

static void begin_cell(ReportGrid *grid, const char *look) {
  if (grid->in_head) {
    polder_csv_end_row(&grid->csv);
    g_string_append(grid->html, "</tr></thead><tbody>");
    grid->in_head = false;
  }
  if (is_shown(grid))
    g_string_append_printf(grid->html, grid->row_begun ? "<td%s>" : "<tr><th scope=\"row\"%s>",
                           look);
}

static void end_cell(ReportGrid *grid) {
  if (is_shown(grid))
    g_string_append(grid->html, grid->row_begun ? "</td>" : "</th>");
  grid->row_begun = true;
  grid->n_cells++;
}

void report_grid_label(ReportGrid *grid, const char *text, const char *shown) {
  if (grid->n_rows == 0 && grid->n_cells < 64)
    grid->words |= (guint64)1 << grid->n_cells;
  begin_cell(grid, " class=\"word\"");
  polder_csv_add_text(&grid->csv, text);
  if (is_shown(grid) && strcmp(text, shown) != 0) {
    g_string_append(grid->html, "<data value=\"");
    report_append_escaped(grid->html, text);
    g_string_append(grid->html, "\">");
    report_append_escaped(grid->html, shown);
    g_string_append(grid->html, "</data>");
  } else if (is_shown(grid))
    report_append_escaped(grid->html, shown);
  end_cell(grid);
}

void report_grid_text(ReportGrid *grid, const char *text) {
  report_grid_label(grid, text, text);
}

typedef enum { AS_WHOLE, AS_PERCENT, AS_NUMBER, AS_PROBABILITY } Look;

static void append_shown(const ReportGrid *grid, double number, Look look) {
  const PolderLanguage language = grid->page->language;
  switch (look) {
  case AS_WHOLE:
    report_append_whole(grid->html, language, (uint64_t)number);
    return;
  case AS_PERCENT:
    report_append_percent(grid->html, language, number);
    return;
  case AS_NUMBER:
    report_append_decimal(grid->html, language, number, fabs(number) < 100 ? 3 : 1);
    return;
  case AS_PROBABILITY:
    if (number < .0001)
      g_string_append(grid->html, report_say(grid->page, "&lt;&#160;0,0001", "&lt;&#160;0.0001"));
    else
      report_append_decimal(grid->html, language, number, number < .01 ? 4 : 3);
    return;
  }
}

/* The page shows few digits; the whole number stands beside it for who copies the page. */
static void add_number(ReportGrid *grid, double number, Look look) {
  char whole[G_ASCII_DTOSTR_BUF_SIZE];
  begin_cell(grid, "");
  polder_csv_add_number(&grid->csv, number);
  if (is_shown(grid)) {
    g_string_append_printf(grid->html, "<data value=\"%s\">", polder_number_text(number, whole));
    append_shown(grid, number, look);
    g_string_append(grid->html, "</data>");
  }
  end_cell(grid);
}

void report_grid_whole(ReportGrid *grid, uint64_t number) {
  add_number(grid, (double)number, AS_WHOLE);
}

void report_grid_share(ReportGrid *grid, double share) {
  add_number(grid, share, AS_PERCENT);
}

void report_grid_number(ReportGrid *grid, double number) {
  add_number(grid, isfinite(number) ? number : (double)NAN, AS_NUMBER);
}

void report_grid_probability(ReportGrid *grid, double p) {
  add_number(grid, p, AS_PROBABILITY);
}

void report_grid_interval(ReportGrid *grid, PolderInterval interval) {
  report_grid_share(grid, interval.low);
  report_grid_share(grid, interval.high);
}

void report_grid_numbers(ReportGrid *grid, PolderInterval interval) {
  report_grid_number(grid, interval.low);
  report_grid_number(grid, interval.high);
}

void report_grid_plot(ReportGrid *grid, ReportDot dot) {
  begin_cell(grid, " class=\"plot\"");
  if (is_shown(grid)) {
    g_array_append_val(grid->dots, dot);
    g_array_append_val(grid->spots, grid->html->len);
  }
  end_cell(grid);
}

void report_grid_end_row(ReportGrid *grid) {
  polder_csv_end_row(&grid->csv);
  if (is_shown(grid))
    g_string_append(grid->html, "</tr>\n");
  grid->row_begun = false;
  grid->n_cells = 0;
  grid->n_rows++;
  write_out(grid, FLUSH_BYTES);
}

/* --- The whole -------------------------------------------------------------------------------- */

static gsize copy_until(const ReportGrid *grid, GString *html, gsize done, gsize spot) {
  g_string_append_len(html, grid->html->str + done, (gssize)(spot - done));
  return spot;
}

/* What was written, with the drawings in their places, and headings of words above them. */
static void append_drawn(const ReportGrid *grid, GString *html) {
  const ReportScale scale = grid->scale.high > grid->scale.low
                                ? grid->scale
                                : report_scale_of(grid->dots, grid->scale.percent);
  gsize done = 0;
  for (guint i = 0; i < grid->heads->len; i++) {
    const gsize head = g_array_index(grid->heads, gsize, i);
    if (grid->axis > 0 && grid->axis > done && grid->axis < head) {
      done = copy_until(grid, html, done, grid->axis);
      report_draw_axis(html, grid->page->language, scale);
    }
    done = copy_until(grid, html, done, head);
    if (i < 64 && (grid->words >> i & 1) != 0)
      g_string_append(html, " class=\"word\"");
  }
  for (guint i = 0; i < grid->dots->len; i++) {
    done = copy_until(grid, html, done, g_array_index(grid->spots, gsize, i));
    report_draw_dot(html, scale, g_array_index(grid->dots, ReportDot, i));
  }
  g_string_append(html, grid->html->str + done);
}

static void append_table(const ReportGrid *grid) {
  ReportPage *page = grid->page;
  g_autofree char *file = g_strconcat("report/", grid->name, ".csv", NULL);
  append_drawn(grid, page->html);
  g_string_append(page->html,
                  grid->in_head ? "</tr></thead></table></div>" : "</tbody></table></div>");
  g_string_append(page->html, grid->folded ? "</details>\n<figcaption>" : "\n<figcaption>");
  if (grid->n_rows == 0)
    g_string_append(page->html, report_say(page, "Geen enkele. ", "None. "));
  if (grid->n_rows > REPORT_ROWS_SHOWN)
    g_string_append_printf(page->html,
                           report_say(page, "De eerste %d van %" G_GUINT64_FORMAT " rijen. ",
                                      "The first %d of %" G_GUINT64_FORMAT " rows. "),
                           REPORT_ROWS_SHOWN, (guint64)grid->n_rows);
  report_add_link(page, file);
  g_string_append(page->html, "</figcaption></figure>\n");
}

static void free_grid(ReportGrid *grid) {
  polder_csv_clear(&grid->csv);
  g_string_free(grid->html, TRUE);
  g_array_unref(grid->dots);
  g_array_unref(grid->spots);
  g_array_unref(grid->heads);
  g_free(grid->name);
  g_free(grid->path);
  g_free(grid->draft);
  g_free(grid);
}

bool report_grid_close(ReportGrid *grid, GError **error) {
  append_table(grid);
  if (grid->in_head)
    polder_csv_end_row(&grid->csv);
  write_out(grid, 0);
  if (grid->file != NULL && fclose(grid->file) != 0 && grid->code == 0)
    grid->code = errno;
  if (grid->code == 0 && g_rename(grid->draft, grid->path) != 0)
    grid->code = errno;
  const int code = grid->code;
  if (code != 0) {
    g_unlink(grid->draft);
    report_refuse(error, (int)g_file_error_from_errno(code), "%s: niet geschreven: %s",
                  "%s: not written: %s", grid->path, g_strerror(code));
  }
  free_grid(grid);
  return code == 0;
}
