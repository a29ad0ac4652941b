/* What a round left behind, for whoever watches a run: as cheap as it can be, since it comes every
 * round, and never part of what happens. */
#include <math.h>

#include "internal.h"

static double mean_trust(const PolderTable *table) {
  if (table->setting->with_minds)
    return polder_minds_mean_trust_of_all(table->minds);
  double sum = 0;
  for (int from = 0; from < table->n; from++)
    for (int to = 0; to < table->n; to++)
      sum += to != from ? table->trust_start[from][to] : 0;
  return sum / (table->n * (table->n - 1));
}

static double told_share(const PolderTable *table) {
  const uint32_t everybody = (1u << table->n) - 1;
  int closed = 0, told = 0;
  for (int k = 0; k < table->scenario->n_interests; k++) {
    const PolderInterest *interest = &table->scenario->interests[k];
    if (interest->visibility == POLDER_OPEN)
      continue;
    closed++;
    told += ((table->known_to[k] | 1u << interest->party) & everybody) == everybody;
  }
  return closed > 0 ? (double)told / closed : (double)NAN;
}

PolderMoment polder_engine_moment(const PolderTable *table, int n_answers, int n_rejections) {
  const int answers = table->n_answers - n_answers;
  const int rejections = table->n_rejections - n_rejections;
  return (PolderMoment){.trust = mean_trust(table),
                        .accept =
                            answers > 0 ? (double)(answers - rejections) / answers : (double)NAN,
                        .told = told_share(table)};
}
