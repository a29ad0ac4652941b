/* babel: the more two parties differ in what matters to them, the more of what one says the other
 * hears wrongly (own form; that difference is gain and hard work at once is the seeds' claim).
 *
 * Distance: half the sum over issues of the difference between the shares of their priorities.
 */
#include <math.h>

#include "relations.h"

typedef struct {
  float distance[POLDER_PARTIES_MAX][POLDER_PARTIES_MAX]; /* 0 = the same priorities .. 1 */
} Babel;

const PolderMechanism polder_mechanism_babel;

static void open(PolderTable *table) {
  Babel *babel = polder_mechanism_memory(table, &polder_mechanism_babel);
  double share[POLDER_PARTIES_MAX][POLDER_ISSUES_MAX];
  for (int party = 0; party < table->n; party++)
    polder_relations_priorities(table, party, share[party]);
  for (int one = 0; one < table->n; one++)
    for (int other = 0; other < table->n; other++)
      for (int issue = 0; issue < table->scenario->n_issues; issue++)
        babel->distance[one][other] += (float)fabs(share[one][issue] - share[other][issue]) / 2;
}

static double mishear(const PolderTable *table, int listener, int speaker, double noise) {
  const Babel *babel = polder_mechanism_memory(table, &polder_mechanism_babel);
  const double added =
      table->values.value[POLDER_BABEL][0] * (double)babel->distance[listener][speaker];
  return 1 - (1 - noise) * (1 - MIN(added, 1));
}

static void conclude(const PolderTable *table, PolderOutcome *outcome) {
  const Babel *babel = polder_mechanism_memory(table, &polder_mechanism_babel);
  double sum = 0;
  for (int one = 0; one < table->n; one++)
    for (int other = 0; other < table->n; other++)
      sum += (double)babel->distance[one][other];
  outcome->process[POLDER_PROCESS_distance] = sum / (table->n * (table->n - 1));
}

const PolderMechanism polder_mechanism_babel = {
    .name = "babel",
    .switches = {POLDER_BABEL},
    .n_switches = 1,
    .memory = sizeof(Babel),
    .open = open,
    .mishear = mishear,
    .conclude = conclude,
};
