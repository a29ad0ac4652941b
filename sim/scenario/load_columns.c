/* Columns: which known column stands where in a header, and what is wrong with the rest. */
#include <string.h>

#include "load.h"

typedef struct {
  PolderLoad *load;
  const PolderSheet *sheet;
  const PolderColumn *columns;
  size_t n_columns;
  const char **names;
  int *place; /* of each known column */
} Match;

static int known_column(const Match *match, const char *name) {
  for (size_t i = 0; i < match->n_columns; i++)
    if (g_ascii_strcasecmp(match->names[i], name) == 0)
      return (int)i;
  return -1;
}

static void take(const Match *match, int known, int column) {
  if (match->place[known] < 0) {
    match->place[known] = column;
    return;
  }
  polder_sheet_error(match->sheet, match->sheet->header[column],
                     "staat er twee keer; laat een van beide weg", "is there twice; remove one");
}

/* An unknown name that means a column which is missing stands for it: one mistake, one complaint.
 */
static void take_unknown(const Match *match, int column) {
  const PolderCell cell = match->sheet->header[column];
  const bool interest = strchr(cell.text, '.') != NULL;
  if (polder_load_is_refused(match->load, cell.text) ||
      (interest && match->load->unknowable[POLDER_ID_INTEREST]))
    return;
  polder_load_unknown(match->sheet, cell, "is geen kolom van dit bestand",
                      "is no column of this file", cell.text, match->names, match->n_columns);
  const char *meant = polder_load_meant(cell.text, match->names, match->n_columns);
  const int known = meant == NULL ? -1 : known_column(match, meant);
  if (known >= 0 && match->place[known] < 0)
    match->place[known] = column;
}

static bool complain_of_missing(const Match *match) {
  bool complete = true;
  for (size_t i = 0; i < match->n_columns; i++) {
    if (match->place[i] >= 0 || !match->columns[i].required)
      continue;
    complete = false;
    const PolderCell header_line = {
        "", match->sheet->n_columns > 0 ? match->sheet->header[0].line : 1, 0};
    polder_sheet_error(match->sheet, header_line, "kolom \"%s\" ontbreekt; voeg haar toe",
                       "column \"%s\" is missing; add it", match->names[i]);
  }
  return complete;
}

static void match_header(const Match *match) {
  const PolderSheet *sheet = match->sheet;
  for (int column = 0; column < sheet->n_columns; column++) {
    const int known = known_column(match, sheet->header[column].text);
    if (known >= 0)
      take(match, known, column);
  }
  for (int column = 0; column < sheet->n_columns; column++)
    if (known_column(match, sheet->header[column].text) < 0)
      take_unknown(match, column);
}

bool polder_load_columns(PolderLoad *load, const PolderSheet *sheet, const PolderColumn *columns,
                         size_t n_columns, int out_place[]) {
  g_autofree const char **names = g_new(const char *, n_columns);
  for (size_t i = 0; i < n_columns; i++) {
    names[i] = columns[i].name;
    out_place[i] = -1;
  }
  const Match match = {load, sheet, columns, n_columns, names, out_place};
  match_header(&match);
  for (size_t i = 0; i < n_columns; i++)
    if (out_place[i] >= 0 && !columns[i].number)
      polder_sheet_warn_dates(sheet, out_place[i]);
  return complain_of_missing(&match);
}
