/* CSV out: cells are quoted only where a reader would else see something different. */
#include <csv.h>
#include <stdarg.h>
#include <string.h>

#include <polder/tables.h>

void polder_csv_init(PolderCsv *csv) {
  csv->text = g_string_new(NULL);
  csv->row_begun = false;
}

void polder_csv_clear(PolderCsv *csv) {
  if (csv->text != NULL)
    g_string_free(csv->text, TRUE);
  csv->text = NULL;
}

static bool needs_quotes(const char *text) {
  const size_t length = strlen(text);
  return strpbrk(text, ",;\t\"\r\n") != NULL || g_ascii_isspace(text[0]) ||
         g_ascii_isspace(text[length - 1]);
}

static void begin_cell(PolderCsv *csv) {
  if (csv->row_begun)
    g_string_append_c(csv->text, ',');
  csv->row_begun = true;
}

void polder_csv_add_text(PolderCsv *csv, const char *text) {
  begin_cell(csv);
  if (text == NULL || *text == '\0')
    return;
  if (!needs_quotes(text)) {
    g_string_append(csv->text, text);
    return;
  }
  const size_t length = strlen(text), before = csv->text->len;
  g_string_set_size(csv->text, before + 2 * length + 2);
  const size_t written = csv_write(csv->text->str + before, 2 * length + 2, text, length);
  g_string_set_size(csv->text, before + written);
}

void polder_csv_add_number(PolderCsv *csv, double number) {
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  begin_cell(csv);
  g_string_append(csv->text, polder_number_text(number, buffer));
}

void polder_csv_end_row(PolderCsv *csv) {
  g_string_append_c(csv->text, '\n');
  csv->row_begun = false;
}

void polder_csv_add_row(PolderCsv *csv, ...) {
  va_list cells;
  va_start(cells, csv);
  for (const char *text = va_arg(cells, const char *); text != NULL;
       text = va_arg(cells, const char *))
    polder_csv_add_text(csv, text);
  va_end(cells);
  polder_csv_end_row(csv);
}

int polder_csv_cut(char *line, char **out_cells, int max) {
  int n = 0;
  line[strcspn(line, "\r\n")] = '\0';
  for (char *cell = line; cell != NULL && n < max; n++) {
    out_cells[n] = cell;
    cell = strchr(cell, ',');
    if (cell != NULL)
      *cell++ = '\0';
  }
  return n;
}
