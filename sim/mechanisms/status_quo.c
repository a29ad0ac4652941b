/* status_quo: a tacit pact to leave each other alone: a text in which nothing changes for a party
 * seems safe to it (own form; status quo bias: Samuelson and Zeckhauser 1988).
 *
 * Its perceived worth rises by status_quo * max(0, 1 - |U - r| / near). Where all get less than a
 * quarter of `near` above their floor, what was agreed is a null deal.
 */
#include <math.h>
#include <polder/mechanism.h>

static const double near = .2;

static double perceive(const PolderTable *table, int party, PolderDeal deal, int author,
                       double perceived) {
  (void)author;
  const double change = fabs(table->outlook[party]->utility[party][deal] - table->floor[party]);
  return perceived + table->values.value[POLDER_STATUS_QUO][party] * MAX(0, 1 - change / near);
}

static void conclude(const PolderTable *table, PolderOutcome *outcome) {
  int unchanged = 0;
  if (outcome->deal == POLDER_NO_DEAL)
    return;
  for (int party = 0; party < table->n; party++)
    unchanged += outcome->party[party].surplus < near / 4;
  outcome->process[POLDER_PROCESS_null_share] = (double)unchanged / table->n;
}

const PolderMechanism polder_mechanism_status_quo = {
    .name = "status_quo",
    .switches = {POLDER_STATUS_QUO},
    .n_switches = 1,
    .perceive = perceive,
    .conclude = conclude,
};
