/* partner_cost: every pair of parties at the table costs something each round (adapted: transaction
 * costs that grow with the pairs, n(n-1)/2; Coase 1937, Brooks 1975).
 *
 * A party bears half of each of its pairs, and knows it when it thinks of leaving (as
 * `round_cost`).
 */
#include <polder/mechanism.h>

static double share_of_cost(const PolderTable *table) {
  const int others = __builtin_popcount(table->present) - 1;
  return table->values.value[POLDER_PARTNER_COST][0] * MAX(others, 0) / 2;
}

static void open(PolderTable *table) {
  for (int party = 0; party < table->n; party++)
    table->values.value[POLDER_ROUND_COST][party] += share_of_cost(table);
}

/* Of everybody who sat there at the start. */
static void conclude(const PolderTable *table, PolderOutcome *outcome) {
  double cost = 0, surplus = 0;
  for (int party = 0; party < table->n; party++) {
    cost += table->values.value[POLDER_ROUND_COST][party] * table->round;
    surplus += outcome->party[party].surplus;
  }
  outcome->process[POLDER_PROCESS_cost] = cost;
  outcome->process[POLDER_PROCESS_net_value] = surplus - cost;
}

const PolderMechanism polder_mechanism_partner_cost = {
    .name = "partner_cost",
    .switches = {POLDER_PARTNER_COST},
    .n_switches = 1,
    .open = open,
    .conclude = conclude,
};
