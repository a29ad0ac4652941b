/* Who signed, and at what price: shared by everything that bears on a signature. */
#include <math.h>

#include "practice.h"

static bool is_signed(const PolderTable *table) {
  return table->ending == POLDER_AGREEMENT || table->ending == POLDER_SHAM;
}

unsigned polder_practice_signers(const PolderTable *table) {
  return is_signed(table) ? table->supporters & table->present : 0;
}

unsigned polder_practice_below(const PolderTable *table) {
  const unsigned signers = polder_practice_signers(table);
  unsigned below = 0;
  for (int party = 0; party < table->n; party++)
    if (signers >> party & 1)
      below |=
          polder_practice_surplus(table, party, table->deal) < -POLDER_TOLERANCE ? 1u << party : 0;
  return below;
}

double polder_practice_share(unsigned these, unsigned all) {
  return all != 0 ? (double)__builtin_popcount(these & all) / __builtin_popcount(all) : (double)NAN;
}

void polder_practice_count_signers(const PolderTable *table, PolderOutcome *outcome) {
  outcome->process[POLDER_PROCESS_signed_below] =
      polder_practice_share(polder_practice_below(table), polder_practice_signers(table));
}

double polder_practice_surplus(const PolderTable *table, int party, PolderDeal text) {
  const bool willing = table->values.value[POLDER_WILLING][party] > 0.5;
  const double content = willing ? table->floor[party] : table->outlook[party]->best[party];
  return table->outlook[party]->utility[party][text] - content;
}
