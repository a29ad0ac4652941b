/* relation: time for each other outside the negotiation (adapted: the gain of trust by a kept
 * promise, Lewicki and Bunker 1996 on knowing each other; the form of the return is our own).
 *
 * A party shares its budget b over the others. Each round both sides of a pair gain trust as by
 * 1 - exp(-3 * what both spend on it) of a kept promise: the more is spent, and the more there is
 * already, the less another hour brings.
 */
#include <polder/mechanism.h>

static double spent_on(const PolderTable *table, int party) {
  return table->values.value[POLDER_RELATION_BUDGET][party] / MAX(table->n - 1, 1);
}

static void meet(PolderTable *table) {
  for (int from = 0; from < table->n; from++)
    for (int to = 0; to < table->n; to++) {
      const double spent = spent_on(table, from) + spent_on(table, to);
      if (from != to && spent > 0)
        polder_minds_experience(table->minds, from, to, 1 - polder_exp(-3 * spent), 0, 1);
    }
}

static void conclude(const PolderTable *table, PolderOutcome *outcome) {
  double sum = 0;
  for (int party = 0; party < table->n; party++)
    sum += table->values.value[POLDER_RELATION_BUDGET][party] / table->n;
  outcome->process[POLDER_PROCESS_relation_cost] = sum * table->round;
}

const PolderMechanism polder_mechanism_relation = {
    .name = "relation",
    .switches = {POLDER_RELATION_BUDGET},
    .n_switches = 1,
    .minded = true,
    .round_over = meet,
    .conclude = conclude,
};
