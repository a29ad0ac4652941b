/* What a round left behind, for whoever watches a run: as cheap as it can be, since it comes every
 * round, and never part of what happens. */
#include <math.h>

#include "internal.h"

static double mean_trust(const PolderTable *table) {
  const unsigned all = (1u << table->n) - 1;
  double sum = 0;
  for (int from = 0; from < table->n; from++) {
    if (table->setting->with_minds) {
      sum += polder_minds_mean_trust(table->minds, from, all);
      continue;
    }
    double of_one = 0;
    for (int to = 0; to < table->n; to++)
      of_one += to != from ? table->trust_start[from][to] : 0;
    sum += table->n > 1 ? of_one / (table->n - 1) : 1;
  }
  return sum / table->n;
}

static double told_share(const PolderTable *table) {
  int closed = 0, told = 0;
  for (int interest = 0; interest < table->scenario->n_interests; interest++) {
    const PolderSeen seen = polder_table_seen(table, interest);
    closed += seen != POLDER_SEEN_OPEN;
    told += seen == POLDER_SEEN_TOLD;
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
