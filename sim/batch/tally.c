/* Outcomes added up in the order of the runs: constant memory, whatever the number of runs. A run
 * that failed is counted as such, and stays out of everything else. */
#include "tally.h"

#include <math.h>

#define CONFIDENCE .95

enum { SEEN = POLDER_SEEN_UNAWARE + 1, KINDS = SEEN * 2 };

struct PolderTally {
  const PolderCompareJob *job;
  PolderComparison *comparison;
  uint64_t rooms, rooms_known;
  uint64_t *causes; /* [interest][seen][red], of the baseline */
};

PolderTally *polder_tally_new(const PolderCompareJob *job) {
  PolderTally *tally = g_new0(PolderTally, 1);
  tally->job = job;
  tally->causes = g_new0(uint64_t, (size_t)job->scenario->n_interests * KINDS);
  tally->comparison = g_new0(PolderComparison, 1);
  tally->comparison->n_arms = job->n_arms;
  tally->comparison->n_pairs = job->n_arms - 1;
  for (int arm = 0; arm < job->n_arms; arm++)
    tally->comparison->arm[arm].arm = job->arms[arm];
  for (int pair = 0; pair < job->n_arms - 1; pair++)
    tally->comparison->pair[pair].treatment = pair + 1;
  return tally;
}

void polder_tally_free(PolderTally *tally) {
  if (tally == NULL)
    return;
  polder_comparison_free(tally->comparison);
  g_free(tally->causes);
  g_free(tally);
}

void polder_comparison_free(PolderComparison *comparison) {
  if (comparison == NULL)
    return;
  g_free(comparison->causes);
  g_free(comparison);
}

static bool is_impasse(const PolderOutcome *outcome) {
  return outcome->ending != POLDER_AGREEMENT;
}

static void add_to_arm(PolderArmResult *arm, const PolderOutcome *outcome, int n_parties) {
  arm->endings[outcome->ending]++;
  if (outcome->ending == POLDER_FAILED)
    return;
  arm->n++;
  arm->impasses[outcome->impasse]++;
  arm->breakthrough_within += outcome->breakthrough_within;
  for (unsigned column = 0; column < POLDER_RUN_COLUMNS; column++)
    polder_mean_add(&arm->column[column], polder_outcome_column(outcome, column));
  for (int party = 0; party < n_parties; party++)
    for (unsigned column = 0; column < POLDER_PARTY_COLUMNS; column++)
      polder_mean_add(&arm->party[party][column],
                      polder_outcome_party_column(outcome, party, column));
  for (unsigned column = 0; column < POLDER_PROCESS_COLUMNS; column++)
    if (!isnan(outcome->process[column]))
      polder_mean_add(&arm->process[column], outcome->process[column]);
}

static void remember(uint32_t *list, int *n, uint32_t run) {
  if (*n < POLDER_REPLAYS_MAX)
    list[(*n)++] = run;
}

static void add_to_pair(PolderPairResult *pair, uint32_t run, const PolderOutcome *baseline,
                        const PolderOutcome *treatment) {
  if (baseline->ending == POLDER_FAILED || treatment->ending == POLDER_FAILED) {
    pair->failed++;
    return;
  }
  if (is_impasse(baseline) && is_impasse(treatment))
    pair->pairs.both++;
  else if (is_impasse(baseline)) {
    pair->pairs.first_only++;
    remember(pair->breakthroughs, &pair->n_breakthroughs, run);
  } else if (is_impasse(treatment)) {
    pair->pairs.second_only++;
    remember(pair->lost, &pair->n_lost, run);
  } else
    pair->pairs.neither++;
}

static void add_causes(PolderTally *tally, const PolderOutcome *outcome) {
  if (outcome->ending == POLDER_FAILED)
    return;
  tally->rooms_known++;
  tally->rooms += outcome->room;
  for (int i = 0; i < outcome->n_blocks; i++) {
    const PolderBlock *block = &outcome->blocks[i];
    if (block->interest >= 0)
      tally->causes[block->interest * KINDS + block->seen * 2 + block->red]++;
  }
}

void polder_tally_add(PolderTally *tally, uint32_t run, const PolderOutcome *outcomes) {
  PolderComparison *comparison = tally->comparison;
  for (int arm = 0; arm < comparison->n_arms; arm++)
    add_to_arm(&comparison->arm[arm], &outcomes[arm], tally->job->scenario->n_parties);
  for (int pair = 0; pair < comparison->n_pairs; pair++)
    add_to_pair(&comparison->pair[pair], run, &outcomes[0], &outcomes[pair + 1]);
  add_causes(tally, &outcomes[0]);
  comparison->n_runs++;
}

static int by_frequency(const void *a, const void *b) {
  const PolderCause *one = a, *other = b;
  if (one->impasses != other->impasses)
    return one->impasses > other->impasses ? -1 : 1;
  if (one->interest != other->interest)
    return one->interest - other->interest;
  return (int)(one->seen * 2) + one->red - (int)(other->seen * 2) - other->red;
}

static void list_causes(PolderTally *tally) {
  PolderComparison *comparison = tally->comparison;
  const int n = tally->job->scenario->n_interests * KINDS;
  comparison->causes = g_new0(PolderCause, (size_t)n);
  for (int i = 0; i < n; i++) {
    if (tally->causes[i] == 0)
      continue;
    comparison->causes[comparison->n_causes++] = (PolderCause){.interest = i / KINDS,
                                                               .seen = (PolderSeen)(i % KINDS / 2),
                                                               .red = i % 2 != 0,
                                                               .impasses = tally->causes[i]};
  }
  qsort(comparison->causes, (size_t)comparison->n_causes, sizeof(PolderCause), by_frequency);
}

static void finish_arm(PolderArmResult *arm) {
  uint64_t impasses = arm->n - arm->endings[POLDER_AGREEMENT];
  arm->impasse_rate = arm->n > 0 ? (double)impasses / (double)arm->n : (double)NAN;
  arm->impasse_interval = polder_wilson(impasses, arm->n, CONFIDENCE);
}

static void finish_pair(PolderPairResult *pair) {
  pair->difference = polder_paired_difference(pair->pairs);
  pair->interval = polder_tango(pair->pairs, CONFIDENCE);
  pair->p_mid = polder_mcnemar_mid_p(pair->pairs);
  pair->p_exact = polder_mcnemar_exact(pair->pairs);
}

PolderComparison *polder_tally_finish(PolderTally *tally) {
  PolderComparison *comparison = tally->comparison;
  for (int arm = 0; arm < comparison->n_arms; arm++)
    finish_arm(&comparison->arm[arm]);
  for (int pair = 0; pair < comparison->n_pairs; pair++)
    finish_pair(&comparison->pair[pair]);
  list_causes(tally);
  comparison->zopa_share =
      tally->rooms_known > 0 ? (double)tally->rooms / (double)tally->rooms_known : (double)NAN;
  return g_steal_pointer(&tally->comparison);
}
