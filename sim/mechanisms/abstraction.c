/* abstraction: a vague text is read by each party as it hopes (own form; that vagueness makes
 * agreeing easy: Eisenberg 1984).
 *
 * What a text is worth in practice is its real meaning; what vagueness does to doing it stands in
 * practice.c. A red line stays one: the hook is not asked about those.
 */
#include <polder/mechanism.h>

#include "practice.h"

static double hope(const PolderTable *table, int party, PolderDeal deal, int author,
                   double perceived) {
  (void)deal;
  (void)author;
  const double share =
      table->values.value[POLDER_ABSTRACTION][0] * table->values.value[POLDER_HOPE][0];
  const double best = polder_view_best(&table->view[party]);
  return perceived < best ? perceived + share * (best - perceived) : perceived;
}

const PolderMechanism polder_mechanism_abstraction = {
    .name = "abstraction",
    .switches = {POLDER_ABSTRACTION},
    .n_switches = 1,
    .perceive = hope,
    .conclude = polder_practice_count_signers,
};
