/* Tables: every row to a CSV, the first rows to the page, from the same cells. The CSV appears
 * under its name when it is whole. */
#include "report.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <math.h>
#include <polder/tables.h>
#include <stdio.h>
#include <string.h>

enum { FLUSH_BYTES = 1 << 16 };

struct ReportGrid {
  PolderLanguage language;
  char *name, *path, *draft;
  FILE *file; /* NULL: it could not be made; `code` says why */
  int code;
  PolderCsv csv;
  GString *html;
  uint64_t n_rows;
  bool in_head, row_begun;
};

void report_append_escaped(GString *html, const char *text) {
  g_autofree char *escaped = g_markup_escape_text(text, -1);
  g_string_append(html, escaped);
}

char *report_safe_name(const char *first, const char *second, const char *third) {
  char *name = g_strjoin("-", first, second, third, NULL);
  return g_strcanon(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-", '_');
}

ReportGrid *report_grid_new(const ReportStudy *study, PolderLanguage language, const char *name,
                            const char *caption) {
  ReportGrid *grid = g_new0(ReportGrid, 1);
  g_autofree char *folder = g_build_filename(study->folder, "report", NULL);
  g_autofree char *file = g_strconcat(name, ".csv", NULL);
  grid->language = language;
  grid->name = g_strdup(name);
  grid->path = g_build_filename(folder, file, NULL);
  grid->draft = g_strconcat(grid->path, ".part", NULL);
  grid->file = g_mkdir_with_parents(folder, 0777) == 0 ? fopen(grid->draft, "w") : NULL;
  grid->code = grid->file == NULL ? errno : 0;
  grid->in_head = true;
  grid->html = g_string_new(NULL);
  polder_csv_init(&grid->csv);
  g_string_append_printf(grid->html,
                         "<div class=\"scroll\" role=\"region\" tabindex=\"0\" "
                         "aria-labelledby=\"table-%s\"><table><caption id=\"table-%s\">",
                         name, name);
  report_append_escaped(grid->html, caption);
  g_string_append(grid->html, "</caption><thead><tr>");
  return grid;
}

void report_grid_column(ReportGrid *grid, const char *name, const char *shown) {
  polder_csv_add_text(&grid->csv, name);
  g_string_append(grid->html, "<th scope=\"col\">");
  report_append_escaped(grid->html, shown);
  g_string_append(grid->html, "</th>");
}

void report_grid_word(ReportGrid *grid, const char *name, ReportWord word) {
  report_grid_column(grid, name, report_word(grid->language, word));
}

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

static void begin_cell(ReportGrid *grid) {
  if (grid->in_head) {
    polder_csv_end_row(&grid->csv);
    g_string_append(grid->html, "</tr></thead><tbody>");
    grid->in_head = false;
  }
  if (is_shown(grid))
    g_string_append(grid->html, grid->row_begun ? "<td>" : "<tr><th scope=\"row\">");
}

static void end_cell(ReportGrid *grid) {
  if (is_shown(grid))
    g_string_append(grid->html, grid->row_begun ? "</td>" : "</th>");
  grid->row_begun = true;
}

void report_grid_label(ReportGrid *grid, const char *text, const char *shown) {
  begin_cell(grid);
  polder_csv_add_text(&grid->csv, text);
  if (is_shown(grid))
    report_append_escaped(grid->html, shown);
  end_cell(grid);
}

void report_grid_text(ReportGrid *grid, const char *text) {
  report_grid_label(grid, text, text);
}

void report_grid_whole(ReportGrid *grid, uint64_t number) {
  begin_cell(grid);
  polder_csv_add_number(&grid->csv, (double)number);
  if (is_shown(grid))
    g_string_append_printf(grid->html, "%" G_GUINT64_FORMAT, (guint64)number);
  end_cell(grid);
}

typedef enum { AS_PERCENT, AS_NUMBER, AS_PROBABILITY } Look;

/* The page shows few digits; the whole number stands beside it for who copies the page. */
static void add_number(ReportGrid *grid, double number, Look look) {
  char whole[G_ASCII_DTOSTR_BUF_SIZE];
  begin_cell(grid);
  polder_csv_add_number(&grid->csv, number);
  if (is_shown(grid)) {
    g_string_append_printf(grid->html, "<data value=\"%s\">", polder_number_text(number, whole));
    if (look == AS_PERCENT)
      report_append_percent(grid->html, grid->language, number);
    else if (look == AS_PROBABILITY && number < .0001)
      g_string_append(grid->html,
                      grid->language == POLDER_NL ? "&lt;&#160;0,0001" : "&lt;&#160;0.0001");
    else
      report_append_decimal(grid->html, grid->language, number, 4);
    g_string_append(grid->html, "</data>");
  }
  end_cell(grid);
}

void report_grid_share(ReportGrid *grid, double share) {
  add_number(grid, share, AS_PERCENT);
}

void report_grid_number(ReportGrid *grid, double number) {
  add_number(grid, number, AS_NUMBER);
}

void report_grid_probability(ReportGrid *grid, double p) {
  add_number(grid, p, AS_PROBABILITY);
}

void report_grid_end_row(ReportGrid *grid) {
  polder_csv_end_row(&grid->csv);
  if (is_shown(grid))
    g_string_append(grid->html, "</tr>\n");
  grid->row_begun = false;
  grid->n_rows++;
  write_out(grid, FLUSH_BYTES);
}

static void append_table(const ReportGrid *grid, GString *html) {
  g_string_append(html, grid->html->str);
  g_string_append(html,
                  grid->in_head ? "</tr></thead></table></div>\n" : "</tbody></table></div>\n");
  g_string_append(html, "<p class=\"data\">");
  if (grid->n_rows == 0)
    g_string_append_printf(html, "%s ", report_word(grid->language, WORD_NONE));
  if (grid->n_rows > REPORT_ROWS_SHOWN)
    g_string_append_printf(html, "%s ", report_word(grid->language, WORD_MORE));
  g_string_append_printf(html, "%s <code>report/", report_word(grid->language, WORD_DATA));
  report_append_escaped(html, grid->name);
  g_string_append(html, ".csv</code></p>\n");
}

static void free_grid(ReportGrid *grid) {
  polder_csv_clear(&grid->csv);
  g_string_free(grid->html, TRUE);
  g_free(grid->name);
  g_free(grid->path);
  g_free(grid->draft);
  g_free(grid);
}

void report_grid_drop(ReportGrid *grid) {
  if (grid->file != NULL) {
    fclose(grid->file);
    g_unlink(grid->draft);
  }
  free_grid(grid);
}

bool report_grid_close(ReportGrid *grid, GString *html, GError **error) {
  append_table(grid, html);
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
