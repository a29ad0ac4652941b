/* Points from a file as a design: its columns are the factors, its rows the points. */
#include <string.h>

#include "plan_read.h"

#define POINT "point"

/* --- The columns ----------------------------------------------------------------------------- */

static PolderPlanPlace header_of(const PolderPlanReader *reader, int column) {
  return (PolderPlanPlace){reader->points, reader->points->header[column], NULL};
}

static PolderPlanPlace cell_of(const PolderPlanReader *reader, int row, int column) {
  return (PolderPlanPlace){reader->points, polder_sheet_cell(reader->points, row, column), NULL};
}

/* Without a row `scenario` the column says which they are. */
static void read_scenarios(const PolderPlanReader *reader, int column) {
  const GPtrArray *scenarios = reader->plan->scenarios;
  for (int row = 0; row < reader->points->n_rows; row++) {
    const PolderPlanPlace place = cell_of(reader, row, column);
    const unsigned before = scenarios->len;
    if (!polder_plan_scenarios_read(reader, place))
      return;
    const bool mixed = scenarios->len > 1 && before < scenarios->len &&
                       (g_str_equal(scenarios->pdata[0], POLDER_PLAN_RANDOM) ||
                        g_str_equal(place.cell.text, POLDER_PLAN_RANDOM));
    if (mixed) {
      polder_plan_complain(reader, place, "kan niet samen met mappen; maak er twee plannen van",
                           "does not go together with folders; make two plans of it");
      return;
    }
  }
}

static void open_columns(PolderPlanReader *reader) {
  bool scenario = false;
  for (int column = 0; column < reader->points->n_columns; column++) {
    const PolderPlanPlace name = header_of(reader, column);
    const PolderPlanEntry entry = {.name = name, .levels = name, .column = column};
    if (g_ascii_strcasecmp(name.cell.text, POINT) == 0)
      continue;
    g_array_append_val(reader->entries, entry);
    if (polder_factor_kind(name.cell.text) == POLDER_FACTOR_SCENARIO) {
      scenario = true;
      if (reader->at[POLDER_SETTING_SCENARIO].sheet == NULL)
        read_scenarios(reader, column);
    }
  }
  if (scenario)
    return;
  if (reader->plan->scenarios->len > 1)
    polder_sheet_add(reader->points, polder_sheet_row(reader->points, -1), POLDER_ERROR,
                     "heeft geen kolom scenario, en het plan noemt er meer dan een; voeg hem toe",
                     "has no column scenario, and the plan names more than one; add it");
  else if (reader->at[POLDER_SETTING_SCENARIO].sheet == NULL)
    polder_sheet_add(reader->points, polder_sheet_row(reader->points, -1), POLDER_ERROR,
                     "heeft geen kolom scenario, en het plan geen regel scenario; voeg er een toe",
                     "has no column scenario, and the plan no row scenario; add one of them");
}

/* --- The door -------------------------------------------------------------------------------- */

static void refuse_rows(PolderPlanReader *reader) {
  for (unsigned i = 0; i < reader->entries->len; i++) {
    const PolderPlanEntry *entry = &g_array_index(reader->entries, PolderPlanEntry, i);
    if (polder_factor_kind(entry->name.cell.text) != POLDER_FACTOR_SCENARIO)
      polder_plan_complain(reader, entry->name,
                           "staat al vast in het bestand met punten; laat deze regel weg",
                           "is settled by the file of points; leave this row out");
  }
  g_array_set_size(reader->entries, 0);
}

static bool is_asked(const PolderPlanReader *reader) {
  const PolderPlanPlace file = reader->at[POLDER_SETTING_FILE];
  const bool by_file = reader->plan->design == POLDER_DESIGN_FILE;
  if (!by_file && file.sheet != NULL)
    polder_plan_complain(reader, file, "hoort bij het ontwerp file; voeg de regel design,file toe",
                         "belongs to the design file; add the row design,file");
  if (by_file && file.sheet == NULL)
    polder_plan_complain(reader, reader->at[POLDER_SETTING_DESIGN],
                         "vraagt om een bestand; voeg de regel file,points.csv toe",
                         "asks for a file; add the row file,points.csv");
  return by_file && file.sheet != NULL && *file.cell.text != '\0';
}

void polder_plan_file_open(PolderPlanReader *reader) {
  PolderPlan *plan = reader->plan;
  if (!is_asked(reader))
    return;
  plan->points_file = g_strdup(reader->at[POLDER_SETTING_FILE].cell.text);
  refuse_rows(reader);
  reader->points = polder_sheet_read(plan->points_file, reader->messages);
  if (reader->points == NULL)
    return;
  open_columns(reader);
  plan->from_file = polder_points_new();
  plan->from_file->n_points = (uint32_t)reader->points->n_rows;
  g_ptr_array_set_size(plan->from_file->names, (int)reader->entries->len);
  g_ptr_array_set_size(plan->from_file->values, (int)reader->entries->len * reader->points->n_rows);
}

/* The level as it is kept, looked at once however often it is there; `kept` goes from any text to
 * it, so also from itself. NULL after a complaint. */
static const char *kept_level(const PolderPlanReader *reader, const PolderPlanName *name,
                              PolderPlanPlace place, GHashTable *kept, PolderFactor *factor) {
  gpointer known = NULL;
  g_autofree char *text = NULL;
  double number = 0;
  if (g_hash_table_lookup_extended(kept, place.cell.text, NULL, &known))
    return known;
  if (polder_plan_level_read(reader, name, place, place.cell.text, &text, &number)) {
    known = g_string_chunk_insert_const(reader->plan->from_file->texts, text);
    if (g_hash_table_insert(kept, known, known))
      g_ptr_array_add(factor->levels, g_steal_pointer(&text));
  }
  g_hash_table_insert(kept, (gpointer)place.cell.text, known);
  return known;
}

void polder_plan_column_read(PolderPlanReader *reader, const PolderPlanName *name,
                             const PolderPlanEntry *entry, PolderFactor *factor) {
  PolderPoints *points = reader->plan->from_file;
  const size_t place = (size_t)(entry - (const PolderPlanEntry *)(void *)reader->entries->data);
  g_autoptr(GHashTable) kept = g_hash_table_new(g_str_hash, g_str_equal);
  points->names->pdata[place] = g_strdup(name->text);
  for (int row = 0; row < reader->points->n_rows; row++) {
    const PolderPlanPlace cell = cell_of(reader, row, entry->column);
    const size_t at = (size_t)row * points->names->len + place;
    points->values->pdata[at] = (gpointer)kept_level(reader, name, cell, kept, factor);
  }
}
