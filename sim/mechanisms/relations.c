/* Relations: how parties stand to each other in power, in priorities and in gain. */
#include "relations.h"

#include <math.h>

double polder_relations_power(const PolderTable *table, int party) {
  double sum = 0;
  int n = 0;
  for (int other = 0; other < table->n; other++) {
    sum += table->power[other];
    n += table->power[other] > 0;
  }
  return sum > 0 ? table->power[party] * n / sum : 0;
}

double polder_relations_gap(const PolderTable *table, int above, int below) {
  const double high = table->power[above], low = table->power[below];
  return high > low ? (high - low) / (high + low) : 0;
}

void polder_relations_priorities(const PolderTable *table, int party, double *out_share) {
  const PolderScenario *scenario = table->scenario;
  const double *value = table->outlook[party]->value[party];
  double sum = 0;
  for (int issue = 0; issue < scenario->n_issues; issue++) {
    const PolderIssue *at = &scenario->issues[issue];
    double low, high;
    polder_range(value + at->first_option, (size_t)at->n_options, &low, &high);
    out_share[issue] = high - low;
    sum += high - low;
  }
  for (int issue = 0; issue < scenario->n_issues; issue++)
    out_share[issue] = sum > POLDER_TOLERANCE ? out_share[issue] / sum : 0;
}

double polder_relations_surplus(const PolderTable *table, unsigned parties) {
  const bool agreed = table->ending == POLDER_AGREEMENT || table->ending == POLDER_SHAM;
  double sum = 0;
  for (int party = 0; party < table->n && agreed; party++)
    if (parties >> party & 1)
      sum += table->outlook[party]->utility[party][table->deal] - table->floor[party];
  return parties != 0 ? sum / __builtin_popcount(parties) : (double)NAN;
}

double polder_relations_lead(const PolderTable *table, unsigned parties) {
  const unsigned others = ((1u << table->n) - 1) & ~parties;
  return polder_relations_surplus(table, parties) - polder_relations_surplus(table, others);
}

double polder_relations_trust_in(const PolderTable *table, unsigned parties) {
  double sum = 0;
  for (int from = 0; from < table->n; from++)
    for (int to = 0; to < table->n; to++)
      if (from != to && (parties >> to & 1))
        sum += polder_table_trust(table, from, to);
  const int pairs = __builtin_popcount(parties) * (table->n - 1);
  return pairs > 0 ? sum / pairs : (double)NAN;
}
