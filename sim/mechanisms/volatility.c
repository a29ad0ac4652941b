/* volatility: the world outside does not wait, and what no agreement is worth moves (adapted: a
 * random walk of the alternative).
 *
 * The same walk goes on in the practice after the signature.
 */
#include <polder/mechanism.h>

#include "practice.h"

void polder_practice_drift_of_context(PolderTable *table) {
  const double size = table->values.value[POLDER_VOLATILITY][0];
  for (int party = 0; size > 0 && party < table->n; party++) {
    const double step = size * polder_draw_normal(table->chance, (unsigned)table->round,
                                                  (unsigned)party, POLDER_DRAW_CONTEXT, 0);
    table->floor[party] = CLAMP(table->floor[party] + step, 0, 1);
  }
}

const PolderMechanism polder_mechanism_volatility = {
    .name = "volatility",
    .switches = {POLDER_VOLATILITY},
    .n_switches = 1,
    .round = polder_practice_drift_of_context,
};
