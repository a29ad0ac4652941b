/* The analysis once more, slowly and by another road: from the written scores alone, deal against
 * deal. It shares no table and no code with the room that it checks.
 */
#ifndef POLDER_TESTS_NAIVE_ANALYSIS_H
#define POLDER_TESTS_NAIVE_ANALYSIS_H

#include <polder/bargaining.h>

typedef struct {
  int n_parties;
  uint32_t n_deals;
  double *satisfaction; /* [deal][interest] */
  double *utility;      /* [deal][party] */
  double reservation[POLDER_PARTIES_MAX];
  bool *red;   /* [deal][party]: a red line of that party is broken */
  bool *front; /* [deal] */
  PolderAnalysis analysis;
  PolderRoomCheck check;
} NaiveAnalysis;

NaiveAnalysis *naive_analysis_new(const PolderScenario *scenario);
void naive_analysis_free(NaiveAnalysis *naive);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(NaiveAnalysis, naive_analysis_free)

/* The room under a rule, told in the words of the manual. */
PolderRoom naive_room(const NaiveAnalysis *naive, PolderRule rule, double quota, uint32_t veto,
                      const double *power);

/* Is y worth more than x to somebody and less to nobody? */
bool naive_dominates(const double *y, const double *x, int n_parties);

#endif
