/* felt: who told what it needs and still gets texts below its floor feels misunderstood, and yields
 * less (own form).
 *
 * A party looks at its own side alone: what it told, and what the latest text of each other would
 * be worth to it. Why the others propose that (they did not hear, or do not want) it cannot see.
 */
#include <math.h>
#include <polder/mechanism.h>

typedef struct {
  double now[POLDER_PARTIES_MAX], sum;
  int n;
} Felt;

const PolderMechanism polder_mechanism_felt;

/* What it told of itself, times the share of the others whose latest text it could not live with.
 */
static double misunderstanding_of(const PolderTable *table, int party) {
  const PolderView *view = &table->view[party];
  int texts = 0, below = 0;
  for (int other = 0; other < table->n; other++) {
    const PolderDeal text = polder_view_last_text(view, other);
    if (other == party || text == POLDER_NO_DEAL)
      continue;
    texts++;
    below += polder_view_utility(view, text) < polder_view_reservation(view) - POLDER_TOLERANCE;
  }
  return texts > 0 ? polder_view_told_share(view, party) * below / texts : 0;
}

static void feel(PolderTable *table) {
  Felt *felt = polder_mechanism_memory(table, &polder_mechanism_felt);
  for (int party = 0; party < table->n; party++) {
    felt->now[party] = misunderstanding_of(table, party);
    felt->sum += felt->now[party];
    felt->n++;
  }
}

static double demand_more(const PolderTable *table, int party, double demand) {
  const Felt *felt = polder_mechanism_memory(table, &polder_mechanism_felt);
  const PolderOutlook *outlook = table->outlook[party];
  const double top = MIN(outlook->best[party], outlook->best_wish[party]);
  const double share = table->values.value[POLDER_FELT][party] * felt->now[party];
  return demand < top ? demand + share * (top - demand) : demand;
}

static double conceded(const PolderTable *table, int party) {
  const double room = table->outlook[party]->best[party] - table->floor[party];
  const double asked = polder_table_demand(table, party) - table->floor[party];
  return room > POLDER_TOLERANCE ? CLAMP(1 - asked / room, 0, 1) : 1;
}

static void conclude(const PolderTable *table, PolderOutcome *outcome) {
  const Felt *felt = polder_mechanism_memory(table, &polder_mechanism_felt);
  double sum = 0;
  for (int party = 0; party < table->n; party++)
    sum += conceded(table, party) / table->n;
  outcome->process[POLDER_PROCESS_felt_misunderstood] = felt->n > 0 ? felt->sum / felt->n : NAN;
  outcome->process[POLDER_PROCESS_conceded] = sum;
}

const PolderMechanism polder_mechanism_felt = {
    .name = "felt",
    .switches = {POLDER_FELT},
    .n_switches = 1,
    .memory = sizeof(Felt),
    .round = feel,
    .demand = demand_more,
    .conclude = conclude,
};
