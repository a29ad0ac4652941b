/* A sheet that has been read: its cells, and complaints about them with the column's letter and
 * name. */
#include <stdarg.h>
#include <string.h>

#include <polder/tables.h>

/* More of a long value would hide the message. */
#define SHOWN_MAX 40

void polder_sheet_free(PolderSheet *sheet) {
  if (sheet == NULL)
    return;
  g_free(sheet->path);
  g_free(sheet->header);
  g_array_unref(sheet->cells);
  g_array_unref(sheet->rows);
  g_string_chunk_free(sheet->texts);
  g_free(sheet);
}

PolderCell polder_sheet_row(const PolderSheet *sheet, int row) {
  const int line = row < 0 ? 0 : g_array_index(sheet->rows, PolderSheetRow, row).line;
  return (PolderCell){.text = "", .line = line, .column = 0};
}

PolderCell polder_sheet_cell(const PolderSheet *sheet, int row, int column) {
  PolderCell empty = polder_sheet_row(sheet, row);
  if (column < 0)
    return empty;
  const PolderSheetRow *at = &g_array_index(sheet->rows, PolderSheetRow, row);
  empty.column = sheet->header[column].column;
  if (empty.column > at->n_cells)
    return empty;
  return g_array_index(sheet->cells, PolderCell, at->first_cell + empty.column - 1);
}

/* 1 = A, 26 = Z, 27 = AA. */
static const char *column_letters(int column, char buffer[8]) {
  char *start = buffer + 7;
  *start = '\0';
  for (; column > 0 && start > buffer; column = (column - 1) / 26)
    *--start = (char)('A' + (column - 1) % 26);
  return start;
}

static const char *column_name(const PolderSheet *sheet, int column) {
  for (int place = 0; place < sheet->n_columns; place++)
    if (sheet->header[place].column == column)
      return sheet->header[place].text;
  return "";
}

/* A value on one line and of bounded length, in quotes with a space before; "" when empty. */
static char *shown(const char *text) {
  if (*text == '\0')
    return g_strdup("");
  const bool cut = g_utf8_strlen(text, -1) > SHOWN_MAX;
  g_autofree char *start = cut ? g_utf8_substring(text, 0, SHOWN_MAX) : g_strdup(text);
  for (char *byte = start; *byte != '\0'; byte++)
    if (g_ascii_iscntrl(*byte))
      *byte = ' ';
  return g_strdup_printf(" \"%s%s\"", start, cut ? "…" : "");
}

static char *complete(const PolderSheet *sheet, PolderCell cell, const char *word,
                      const char *text) {
  char buffer[8];
  if (cell.column == 0)
    return g_strdup(text);
  const bool in_header = sheet->n_columns > 0 && cell.line == sheet->header[0].line;
  g_autofree char *name = shown(column_name(sheet, cell.column));
  g_autofree char *value = in_header ? g_strdup("") : shown(cell.text);
  return g_strdup_printf("%s %s%s%s%s %s", word, column_letters(cell.column, buffer), name,
                         *value == '\0' ? "" : ":", value, text);
}

void polder_sheet_add(const PolderSheet *sheet, PolderCell cell, PolderSeverity severity,
                      const char *nl, const char *en) {
  g_autofree char *full_nl = complete(sheet, cell, "kolom", nl);
  g_autofree char *full_en = complete(sheet, cell, "column", en);
  polder_messages_add(sheet->messages, severity, sheet->path, cell.line, cell.column, full_nl,
                      full_en);
}

void polder_sheet_error(const PolderSheet *sheet, PolderCell cell, const char *nl, const char *en,
                        ...) {
  va_list for_nl, for_en;
  va_start(for_nl, en);
  va_copy(for_en, for_nl);
  g_autofree char *text_nl = g_strdup_vprintf(nl, for_nl);
  g_autofree char *text_en = g_strdup_vprintf(en, for_en);
  va_end(for_en);
  va_end(for_nl);
  polder_sheet_add(sheet, cell, POLDER_ERROR, text_nl, text_en);
}

void polder_sheet_warn_dates(const PolderSheet *sheet, int column) {
  for (int row = 0; row < sheet->n_rows; row++) {
    const PolderCell cell = polder_sheet_cell(sheet, row, column);
    if (!polder_looks_like_date(cell.text))
      continue;
    polder_sheet_add(sheet, cell, POLDER_WARNING,
                     "lijkt een datum; maakte het rekenblad die ervan, zet de cel dan op Tekst en "
                     "schrijf opnieuw wat je bedoelde",
                     "looks like a date; if the spreadsheet made it one, format the cell as Text "
                     "and write again what you meant");
  }
}
