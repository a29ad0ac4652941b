/* One outcome as a row of process.csv: what the mechanisms measured of the run. */
#include <polder/record.h>

#define COLUMN(name, nl, en) {#name, {nl, en}},
const PolderProcessColumn polder_process_columns[POLDER_PROCESS_COLUMNS] = {POLDER_PROCESS(COLUMN)};
#undef COLUMN

void polder_process_append_header(GString *text) {
  g_string_append(text, "point,arm,run");
  for (int column = 0; column < POLDER_PROCESS_COLUMNS; column++)
    g_string_append_printf(text, ",%s", polder_process_columns[column].name);
  g_string_append_c(text, '\n');
}

void polder_outcome_append_process_row(GString *text, const PolderOutcome *outcome,
                                       const PolderRunKey *key) {
  g_string_append_printf(text, "%u,%s,%u", key->point, key->arm, key->run);
  for (int column = 0; column < POLDER_PROCESS_COLUMNS; column++) {
    g_string_append_c(text, ',');
    polder_number_append(text, outcome->process[column]);
  }
  g_string_append_c(text, '\n');
}
