/* entry: principles at the door instead of rules at the table: who has less concern for the others
 * does not sit there (own form).
 *
 * Nobody is kept out where fewer than two would be left.
 */
#include <math.h>

#include "seats.h"

static bool is_welcome(const PolderTable *table, int party) {
  return table->values.value[POLDER_CONCERN][party] >=
         table->values.value[POLDER_ENTRY][0] - POLDER_TOLERANCE;
}

static void open(PolderTable *table) {
  const unsigned voters = polder_seats_voters(table);
  int welcome = 0;
  for (int party = 0; party < table->n; party++)
    welcome += (voters >> party & 1) && is_welcome(table, party);
  for (int party = 0; welcome >= 2 && party < table->n; party++)
    if (!is_welcome(table, party)) {
      polder_seats_remove(table, party);
      table->shaped.unheard |= 1u << party;
    }
}

static void conclude(const PolderTable *table, PolderOutcome *outcome) {
  outcome->process[POLDER_PROCESS_present_share] =
      (double)__builtin_popcount(table->present) / table->n;
}

const PolderMechanism polder_mechanism_entry = {
    .name = "entry",
    .switches = {POLDER_ENTRY},
    .n_switches = 1,
    .open = open,
    .conclude = conclude,
};
