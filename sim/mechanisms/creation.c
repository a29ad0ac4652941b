/* creation: the parties think of an option that nobody knew (own form; on knowledge and diversity
 * as sources of new solutions: Nonaka and Takeuchi 1995; Page 2007).
 *
 * Each round with chance creation * diversity * (1 - (1 - known)(1 - talents)) one of the options
 * that are `latent` in the scenario comes up, each equally likely; it can be proposed from then on.
 * Whether it is any good, and whether somebody proposes it, is for the talks to say.
 */
#include <math.h>

#include "seats.h"

typedef struct {
  double diversity;
  int made;
} Creation;

const PolderMechanism polder_mechanism_creation;

/* How much of a party's utility each issue can move, as shares of a sum of 1. */
static void profile(const PolderTable *table, int party, double *out_share) {
  const PolderScenario *scenario = table->scenario;
  double value[POLDER_ISSUES_MAX * POLDER_OPTIONS_MAX], sum = 0;
  polder_deals_weigh(scenario, party, table->weight + scenario->parties[party].first_interest,
                     value);
  for (int issue = 0; issue < scenario->n_issues; issue++) {
    double low, high;
    polder_range(value + scenario->issues[issue].first_option,
                 (size_t)scenario->issues[issue].n_options, &low, &high);
    out_share[issue] = high - low;
    sum += high - low;
  }
  for (int issue = 0; issue < scenario->n_issues; issue++)
    out_share[issue] = sum > 0 ? out_share[issue] / sum : 0;
}

/* How differently the parties at the table weigh the issues: mean distance of their profiles, 0..1.
 */
static double diversity(const PolderTable *table) {
  double share[POLDER_PARTIES_MAX][POLDER_ISSUES_MAX], sum = 0;
  int pairs = 0;
  for (int party = 0; party < table->n; party++)
    profile(table, party, share[party]);
  for (int one = 0; one < table->n; one++)
    for (int other = one + 1; other < table->n; other++) {
      if (!(table->present >> one & 1) || !(table->present >> other & 1))
        continue;
      pairs++;
      for (int issue = 0; issue < table->scenario->n_issues; issue++)
        sum += fabs(share[one][issue] - share[other][issue]) / 2;
    }
  return pairs > 0 ? sum / pairs : 0;
}

static void open(PolderTable *table) {
  Creation *memory = polder_mechanism_memory(table, &polder_mechanism_creation);
  memory->diversity = diversity(table);
}

/* Mean weight of what those at the table have told all, or was open. */
static double known(const PolderTable *table) {
  double sum = 0;
  int n = 0;
  for (int party = 0; party < table->n; party++)
    if (table->present >> party & 1) {
      sum += polder_view_told_share(&table->view[party], party);
      n++;
    }
  return n > 0 ? sum / n : 0;
}

static int count_unknown(const PolderTable *table) {
  int n = 0;
  for (int option = 0; option < table->scenario->n_options; option++)
    n += table->scenario->options[option].latent && !table->found[option];
  return n;
}

static void find(PolderTable *table, int place) {
  for (int option = 0; option < table->scenario->n_options; option++)
    if (table->scenario->options[option].latent && !table->found[option] && place-- == 0) {
      polder_table_find(table, option);
      return;
    }
}

static double draw(const PolderTable *table, uint32_t k) {
  return polder_draw(table->chance, (unsigned)table->round, 0, POLDER_DRAW_CREATE, k);
}

static void think(PolderTable *table) {
  Creation *memory = polder_mechanism_memory(table, &polder_mechanism_creation);
  const int unknown = count_unknown(table);
  const double knows = 1 - (1 - known(table)) * (1 - table->values.value[POLDER_TALENTS][0]);
  const double chance = table->values.value[POLDER_CREATION][0] * memory->diversity * knows;
  if (unknown == 0 || draw(table, 0) >= chance)
    return;
  find(table, (int)(draw(table, 1) * unknown));
  memory->made++;
}

static void conclude(const PolderTable *table, PolderOutcome *outcome) {
  const Creation *memory = polder_mechanism_memory(table, &polder_mechanism_creation);
  outcome->process[POLDER_PROCESS_options_made] = memory->made;
  if (outcome->deal == POLDER_NO_DEAL)
    return;
  int option[POLDER_ISSUES_MAX], used = 0;
  polder_scenario_options(table->scenario, outcome->deal, option);
  for (int issue = 0; issue < table->scenario->n_issues; issue++)
    used += table->scenario->options[table->scenario->issues[issue].first_option + option[issue]]
                .latent;
  outcome->process[POLDER_PROCESS_options_used] = used;
}

const PolderMechanism polder_mechanism_creation = {
    .name = "creation",
    .switches = {POLDER_CREATION},
    .n_switches = 1,
    .memory = sizeof(Creation),
    .open = open,
    .round = think,
    .conclude = conclude,
};
