/* A plan's CSV: its settings first, then what it varies. */
#include "plan_read.h"

typedef struct {
  PolderPlanReader *reader;
  const PolderSheet *sheet;
  int factor_column, levels_column; /* -1 = absent */
} Rows;

/* --- The header ------------------------------------------------------------------------------ */

static void take_column(Rows *rows, PolderPlanPlace place, int column) {
  static const char *const columns[] = {"factor", "levels"};
  static const char *const what[] = {"is geen kolom van een plan", "is no column of a plan"};
  int *const columns_of[] = {&rows->factor_column, &rows->levels_column};
  for (size_t i = 0; i < G_N_ELEMENTS(columns); i++) {
    if (g_ascii_strcasecmp(columns[i], place.cell.text) != 0)
      continue;
    if (*columns_of[i] < 0)
      *columns_of[i] = column;
    else
      polder_plan_complain(rows->reader, place, "staat er twee keer; laat een van beide weg",
                           "is there twice; remove one");
    return;
  }
  polder_plan_unknown(rows->reader, place, place.cell.text, what, columns, G_N_ELEMENTS(columns));
}

static bool read_header(Rows *rows) {
  const unsigned errors = polder_messages_errors(rows->reader->messages);
  for (int column = 0; column < rows->sheet->n_columns; column++)
    take_column(rows, (PolderPlanPlace){rows->sheet, rows->sheet->header[column], NULL}, column);
  const bool both = rows->factor_column >= 0 && rows->levels_column >= 0;
  if (!both && polder_messages_errors(rows->reader->messages) == errors)
    polder_sheet_add(rows->sheet, polder_sheet_row(rows->sheet, -1), POLDER_ERROR,
                     "de kolommen factor,levels ontbreken; schrijf ze op de eerste regel",
                     "the columns factor,levels are missing; write them on the first line");
  return both;
}

/* --- Rows ------------------------------------------------------------------------------------ */

static PolderPlanPlace place_of(const Rows *rows, int row, int column) {
  return (PolderPlanPlace){rows->sheet, polder_sheet_cell(rows->sheet, row, column), NULL};
}

/* Several scenarios are a factor; one is not. */
static bool take_setting(const Rows *rows, PolderSetting setting, const PolderPlanEntry *entry) {
  PolderPlanPlace *at = &rows->reader->at[setting];
  if (at->sheet != NULL) {
    polder_plan_complain(rows->reader, entry->name, "staat er twee keer; laat een van beide weg",
                         "is there twice; remove one");
    return false;
  }
  *at = entry->levels;
  if (*at->cell.text == '\0')
    polder_plan_complain(rows->reader, *at, "is leeg; vul deze cel in",
                         "is empty; fill in this cell");
  else if (setting == POLDER_SETTING_SCENARIO)
    return polder_plan_scenarios_read(rows->reader, *at) && rows->reader->plan->scenarios->len > 1;
  return false;
}

static void take_row(const Rows *rows, int row) {
  const PolderPlanEntry entry = {.name = place_of(rows, row, rows->factor_column),
                                 .levels = place_of(rows, row, rows->levels_column),
                                 .column = -1};
  if (*entry.name.cell.text == '\0') {
    polder_plan_complain(rows->reader, entry.name, "is leeg; vul deze cel in",
                         "is empty; fill in this cell");
    return;
  }
  const int setting = polder_setting_find(entry.name.cell.text);
  if (setting < 0 || take_setting(rows, (PolderSetting)setting, &entry))
    g_array_append_val(rows->reader->entries, entry);
}

static void complain_of_absence(const Rows *rows) {
  const PolderPlanReader *reader = rows->reader;
  const bool in_points = reader->plan->design == POLDER_DESIGN_FILE; /* a column there may do */
  if (reader->at[POLDER_SETTING_SCENARIO].sheet == NULL && !in_points)
    polder_sheet_add(rows->sheet, polder_sheet_row(rows->sheet, -1), POLDER_ERROR,
                     "de regel scenario ontbreekt; voeg bijvoorbeeld scenario,scenarios/weerthuis "
                     "toe, of scenario,random",
                     "the row scenario is missing; add, for instance, "
                     "scenario,scenarios/weerthuis, or scenario,random");
}

/* --- The whole ------------------------------------------------------------------------------- */

static void read_rows(Rows *rows) {
  PolderPlanReader *reader = rows->reader;
  if (!read_header(rows))
    return;
  for (int row = 0; row < rows->sheet->n_rows; row++)
    take_row(rows, row);
  polder_plan_settings_read(reader);
  complain_of_absence(rows);
  polder_plan_file_open(reader);
  polder_plan_read_entries(reader);
  polder_plan_arms_read(reader);
}

PolderPlan *polder_plan_load(const char *path, PolderMessages *messages) {
  g_return_val_if_fail(path != NULL && messages != NULL, NULL);
  const unsigned errors = polder_messages_errors(messages);
  g_autoptr(PolderSheet) sheet = polder_sheet_read(path, messages);
  if (sheet == NULL)
    return NULL;
  g_autoptr(PolderPlan) plan = polder_plan_new(path);
  PolderPlanReader reader;
  Rows rows = {&reader, sheet, -1, -1};
  polder_plan_reader_init(&reader, plan, messages);
  read_rows(&rows);
  polder_plan_reader_clear(&reader);
  if (polder_messages_errors(messages) > errors || !polder_design_check(plan, messages))
    return NULL;
  return g_steal_pointer(&plan);
}
