/* relations.csv: how one party starts towards another. A row that names both overrules one with
 * `*`. */
#include "load.h"

enum { FROM, TO, TRUST, NOISE, OVERLAP, RELATION_COLUMNS };
static const PolderColumn relation_columns[RELATION_COLUMNS] = {
    [FROM] = {"from", true, false},       [TO] = {"to", true, false},
    [TRUST] = {"trust", false, true},     [NOISE] = {"noise", false, true},
    [OVERLAP] = {"overlap", false, true},
};

typedef double Matrix[POLDER_PARTIES_MAX][POLDER_PARTIES_MAX];

typedef struct {
  PolderLoad *load;
  const PolderSheet *sheet;
  int place[RELATION_COLUMNS];
  uint8_t rank[POLDER_PARTIES_MAX][POLDER_PARTIES_MAX][RELATION_COLUMNS]; /* of who wrote last */
} Relations;

typedef struct {
  int from, to; /* or POLDER_ALL */
} Ends;

static Matrix *matrix_of(PolderScenario *scenario, int column) {
  if (column == TRUST)
    return &scenario->trust;
  return column == NOISE ? &scenario->noise : &scenario->overlap;
}

/* One end of the relation; false after a complaint. */
static bool read_end(const Relations *relations, PolderCell cell, int *out_party) {
  *out_party = POLDER_ALL;
  if (!polder_load_filled(relations->sheet, cell))
    return false;
  if (g_str_equal(cell.text, "*"))
    return true;
  *out_party =
      polder_load_find(relations->load, POLDER_ID_PARTY, relations->sheet, cell, cell.text);
  return *out_party >= 0;
}

/* Writes to every pair that the ends stand for; the more exact row wins, whatever the order. */
static bool put(Relations *relations, Ends ends, int column, double value) {
  PolderScenario *scenario = relations->load->scenario;
  const uint8_t rank = (uint8_t)(1 + 2 * (ends.from >= 0) + (ends.to >= 0));
  bool is_new = true;
  for (int from = 0; from < scenario->n_parties; from++)
    for (int to = 0; to < scenario->n_parties; to++) {
      uint8_t *old = &relations->rank[from][to][column];
      if (from == to || (ends.from >= 0 && ends.from != from) || (ends.to >= 0 && ends.to != to))
        continue;
      is_new = is_new && *old != rank;
      if (*old >= rank)
        continue;
      *old = rank;
      (*matrix_of(scenario, column))[from][to] = value;
    }
  return is_new;
}

static void read_relation(Relations *relations, int row) {
  const PolderSheet *sheet = relations->sheet;
  const PolderCell to_cell = polder_sheet_cell(sheet, row, relations->place[TO]);
  Ends ends;
  bool known =
      read_end(relations, polder_sheet_cell(sheet, row, relations->place[FROM]), &ends.from);
  known = read_end(relations, to_cell, &ends.to) && known;
  if (known && ends.from >= 0 && ends.from == ends.to) {
    polder_sheet_error(sheet, to_cell, "is de partij zelf; noem een andere",
                       "is the party itself; name another");
    known = false;
  }
  for (int column = TRUST; column < RELATION_COLUMNS; column++) {
    const PolderCell cell = polder_sheet_cell(sheet, row, relations->place[column]);
    double value = 0;
    if (*cell.text == '\0' || !polder_load_number(sheet, cell, 0, 1, &value) || !known)
      continue;
    if (!put(relations, ends, column, value))
      polder_sheet_error(sheet, cell, "stond er al voor deze partijen; laat een van beide weg",
                         "was given for these parties already; remove one");
  }
}

void polder_load_relations(PolderLoad *load) {
  Relations relations = {.load = load, .sheet = load->sheet[POLDER_FILE_RELATIONS]};
  if (relations.sheet == NULL)
    return;
  polder_load_columns(load, relations.sheet, relation_columns, RELATION_COLUMNS, relations.place);
  for (int row = 0; row < relations.sheet->n_rows; row++)
    read_relation(&relations, row);
}
