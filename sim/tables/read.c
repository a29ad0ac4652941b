/* CSV in: libcsv finds the cells, we find the lines.
 *
 * Invariant: the parser is fed byte by byte, so that a cell's line is the physical line of its
 * first character, newlines within quotes and skipped empty lines included; libcsv itself does not
 * count.
 */
#include <csv.h>
#include <string.h>

#include <polder/tables.h>

#include "encoding.h"

typedef struct {
  PolderSheet *sheet;
  int line;           /* of the byte being fed */
  int cell_line;      /* where the cell being read began */
  bool between_cells; /* nothing of the next cell has been seen */
  int n_fields;       /* of the row being read */
  bool row_filled;    /* some cell of it is not empty */
  bool refused;       /* a limit was reached: read no further */
} Reader;

/* --- From libcsv's callbacks to cells and rows ------------------------------------------------ */

/* Trims spaces of every kind, the no-break space of a spreadsheet included. */
static const char *trimmed_copy(GStringChunk *texts, const char *field, size_t length) {
  const char *start = field, *end = field + length;
  while (start < end && g_unichar_isspace(g_utf8_get_char(start)))
    start = g_utf8_next_char(start);
  while (end > start) {
    const char *last = g_utf8_prev_char(end);
    if (!g_unichar_isspace(g_utf8_get_char(last)))
      break;
    end = last;
  }
  return start == end ? "" : g_string_chunk_insert_len(texts, start, end - start);
}

static void refuse_size(Reader *reader, const char *nl, const char *en) {
  const PolderCell cell = {"", reader->cell_line, 0};
  polder_sheet_add(reader->sheet, cell, POLDER_ERROR, nl, en);
  reader->refused = true;
}

static void cell_read(void *field, size_t length, void *data) {
  Reader *reader = data;
  PolderSheet *sheet = reader->sheet;
  if (reader->refused)
    return;
  if (reader->n_fields == POLDER_SHEET_COLUMNS_MAX) {
    refuse_size(reader, "te veel kolommen; hoogstens 1024 mag", "too many columns; at most 1024");
    return;
  }
  const PolderCell cell = {.text = trimmed_copy(sheet->texts, field, length),
                           .line = reader->cell_line,
                           .column = ++reader->n_fields};
  reader->row_filled = reader->row_filled || *cell.text != '\0';
  g_array_append_val(sheet->cells, cell);
  reader->between_cells = true;
}

static void row_read(int terminator, void *data) {
  (void)terminator;
  Reader *reader = data;
  PolderSheet *sheet = reader->sheet;
  if (reader->refused)
    return;
  const int first = (int)sheet->cells->len - reader->n_fields;
  if (!reader->row_filled)
    g_array_set_size(sheet->cells, (unsigned)first);
  else {
    const PolderSheetRow row = {.line = g_array_index(sheet->cells, PolderCell, first).line,
                                .first_cell = first,
                                .n_cells = reader->n_fields};
    g_array_append_val(sheet->rows, row);
  }
  reader->n_fields = 0;
  reader->row_filled = false;
}

static void complain_quote(Reader *reader) {
  const PolderCell cell = {"", reader->cell_line, reader->n_fields + 1};
  polder_sheet_add(reader->sheet, cell, POLDER_ERROR,
                   "heeft een aanhalingsteken dat niet sluit of midden in de tekst staat; zet de "
                   "hele cel tussen \"...\" en schrijf een \" daarbinnen dubbel",
                   "has a quote that is not closed or stands within the text; put the whole cell "
                   "between \"...\" and double a \" inside it");
}

static bool is_blank(char byte) {
  return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
}

static bool feed(Reader *reader, struct csv_parser *parser, const char *text, size_t length) {
  reader->between_cells = true;
  for (size_t i = 0; i < length && !reader->refused; i++) {
    if (reader->between_cells) {
      reader->cell_line = reader->line;
      reader->between_cells = is_blank(text[i]);
    }
    if (csv_parse(parser, text + i, 1, cell_read, row_read, reader) != 1)
      return false;
    if (parser->entry_pos > POLDER_CELL_BYTES_MAX)
      refuse_size(reader, "een cel van meer dan 65536 bytes; sluit een aanhalingsteken of kort in",
                  "a cell of more than 65536 bytes; close a quote or shorten it");
    const bool newline = text[i] == '\n' || (text[i] == '\r' && text[i + 1] != '\n');
    reader->line += newline;
  }
  return reader->refused || csv_fini(parser, cell_read, row_read, reader) == 0;
}

static bool read_cells(PolderSheet *sheet, const char *text, size_t length, int first_line) {
  Reader reader = {.sheet = sheet, .line = first_line};
  struct csv_parser parser;
  csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI);
  csv_set_delim(&parser, (unsigned char)sheet->delimiter);
  const bool closed = feed(&reader, &parser, text, length);
  if (!closed)
    complain_quote(&reader);
  csv_free(&parser);
  return closed && !reader.refused;
}

/* --- Delimiter -------------------------------------------------------------------------------- */

/* `sep=;` on the first line; the text after it, or `text` itself. */
static const char *skip_separator_line(PolderSheet *sheet, const char *text) {
  if (g_ascii_strncasecmp(text, "sep=", 4) != 0 || text[4] == '\0' ||
      strchr(",;\t", text[4]) == NULL)
    return text;
  const size_t end = 5 + strspn(text + 5, ",; \t");
  if (text[end] != '\0' && text[end] != '\r' && text[end] != '\n')
    return text;
  sheet->delimiter = text[4];
  const char *next = text + end;
  next += *next == '\r';
  next += *next == '\n';
  return next;
}

/* The most frequent one outside quotes on the first line that is not blank. */
static char delimiter_of(const char *text) {
  static const char delimiters[] = {',', ';', '\t'};
  unsigned count[G_N_ELEMENTS(delimiters)] = {0};
  bool quoted = false;
  text += strspn(text, "\r\n ");
  for (; *text != '\0' && (quoted || (*text != '\n' && *text != '\r')); text++) {
    quoted = quoted != (*text == '"');
    for (size_t i = 0; !quoted && i < G_N_ELEMENTS(delimiters); i++)
      count[i] += *text == delimiters[i];
  }
  size_t best = 0;
  for (size_t i = 1; i < G_N_ELEMENTS(delimiters); i++)
    if (count[i] > count[best])
      best = i;
  return delimiters[best];
}

/* --- The header ------------------------------------------------------------------------------- */

static bool column_is_used(const PolderSheet *sheet, int field) {
  for (unsigned row = 1; row < sheet->rows->len; row++) {
    const PolderSheetRow *at = &g_array_index(sheet->rows, PolderSheetRow, row);
    if (field < at->n_cells &&
        *g_array_index(sheet->cells, PolderCell, at->first_cell + field).text != '\0')
      return true;
  }
  return false;
}

static void take_header(PolderSheet *sheet) {
  const PolderSheetRow row = g_array_index(sheet->rows, PolderSheetRow, 0);
  sheet->header = g_new(PolderCell, (gsize)row.n_cells);
  for (int field = 0; field < row.n_cells; field++) {
    const PolderCell cell = g_array_index(sheet->cells, PolderCell, row.first_cell + field);
    if (*cell.text == '#')
      continue;
    if (*cell.text != '\0')
      sheet->header[sheet->n_columns++] = cell;
    else if (column_is_used(sheet, field))
      polder_sheet_add(sheet, cell, POLDER_ERROR,
                       "heeft waarden maar geen naam; geef de kolom een naam, of # voor notities",
                       "has values but no name; name the column, or call it # for notes");
  }
}

static void complain_of_extra_cells(const PolderSheet *sheet, int n_fields) {
  for (unsigned row = 1; row < sheet->rows->len; row++) {
    const PolderSheetRow *at = &g_array_index(sheet->rows, PolderSheetRow, row);
    for (int field = n_fields; field < at->n_cells; field++) {
      const PolderCell cell = g_array_index(sheet->cells, PolderCell, at->first_cell + field);
      if (*cell.text == '\0')
        continue;
      polder_sheet_add(sheet, cell, POLDER_ERROR,
                       "valt buiten de kolommen; zet een tekst met een scheidingsteken erin "
                       "tussen \"...\"",
                       "lies beyond the columns; put a text that holds a delimiter between "
                       "\"...\"");
      break;
    }
  }
}

static bool finish_header(PolderSheet *sheet) {
  if (sheet->rows->len == 0)
    return false;
  take_header(sheet);
  complain_of_extra_cells(sheet, g_array_index(sheet->rows, PolderSheetRow, 0).n_cells);
  g_array_remove_index(sheet->rows, 0);
  sheet->n_rows = (int)sheet->rows->len;
  return true;
}

/* --- The door --------------------------------------------------------------------------------- */

static PolderSheet *sheet_new(const char *path, PolderMessages *messages) {
  PolderSheet *sheet = g_new0(PolderSheet, 1);
  sheet->path = g_strdup(path);
  sheet->cells = g_array_new(FALSE, FALSE, sizeof(PolderCell));
  sheet->rows = g_array_new(FALSE, FALSE, sizeof(PolderSheetRow));
  sheet->texts = g_string_chunk_new(4096);
  sheet->messages = messages;
  return sheet;
}

PolderSheet *polder_sheet_parse(const char *path, const char *bytes, size_t length,
                                PolderMessages *messages) {
  g_return_val_if_fail(path != NULL && (bytes != NULL || length == 0) && messages != NULL, NULL);
  if (length > POLDER_SHEET_BYTES_MAX) {
    polder_messages_add(messages, POLDER_ERROR, path, 0, 0, "groter dan 64 MB; dit is geen casus",
                        "larger than 64 MB; this is no case");
    return NULL;
  }
  size_t n_text = 0;
  g_autofree char *text = polder_text_decode(path, bytes, length, &n_text, messages);
  if (text == NULL)
    return NULL;
  g_autoptr(PolderSheet) sheet = sheet_new(path, messages);
  const char *start = skip_separator_line(sheet, text);
  if (start == text)
    sheet->delimiter = delimiter_of(text);
  sheet->decimal_comma = sheet->delimiter != ',';
  if (!read_cells(sheet, start, n_text - (size_t)(start - text), start == text ? 1 : 2))
    return NULL;
  if (finish_header(sheet))
    return g_steal_pointer(&sheet);
  polder_messages_add(messages, POLDER_ERROR, path, 0, 0,
                      "leeg; schrijf ten minste de regel met kolomnamen",
                      "empty; write at least the line with the column names");
  return NULL;
}

char *polder_file_read(const char *path, size_t *out_length, PolderMessages *messages) {
  g_return_val_if_fail(path != NULL && out_length != NULL && messages != NULL, NULL);
  g_autoptr(GError) error = NULL;
  char *bytes = NULL;
  if (g_file_get_contents(path, &bytes, out_length, &error))
    return bytes;
  if (g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    polder_messages_add(messages, POLDER_ERROR, path, 0, 0, "dit bestand ontbreekt; maak het",
                        "this file is missing; make it");
  else if (g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_ACCES))
    polder_messages_add(messages, POLDER_ERROR, path, 0, 0,
                        "dit bestand mag je niet lezen; vraag om leesrecht",
                        "you may not read this file; ask for permission to");
  else
    polder_messages_add(messages, POLDER_ERROR, path, 0, 0,
                        "dit kan niet worden gelezen; is het wel een bestand?",
                        "this cannot be read; is it a file at all?");
  return NULL;
}

PolderSheet *polder_sheet_read(const char *path, PolderMessages *messages) {
  size_t length = 0;
  g_autofree char *bytes = polder_file_read(path, &length, messages);
  return bytes == NULL ? NULL : polder_sheet_parse(path, bytes, length, messages);
}
