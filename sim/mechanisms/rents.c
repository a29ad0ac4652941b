/* rents: some live by the talk going on (own form, from the worth of waiting: Rubinstein 1982).
 *
 * To sign now costs the rent of the rounds that are left: the party asks at least its floor plus
 * `rent` times those rounds. At the end, and with a small rent, that is nothing beside what it asks
 * anyhow.
 */
#include <polder/mechanism.h>

static double demand(const PolderTable *table, int party, double demand) {
  const double left = table->deadline - table->round;
  return MAX(demand, table->floor[party] + table->values.value[POLDER_RENT][party] * left);
}

static void conclude(const PolderTable *table, PolderOutcome *outcome) {
  double sum = 0;
  for (int party = 0; party < table->n; party++)
    sum += table->values.value[POLDER_RENT][party] / table->n;
  outcome->process[POLDER_PROCESS_rents] = sum * table->round;
}

const PolderMechanism polder_mechanism_rents = {
    .name = "rents",
    .switches = {POLDER_RENT},
    .n_switches = 1,
    .demand = demand,
    .conclude = conclude,
};
