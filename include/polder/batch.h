/* Batch: many runs over threads. Here: one scenario, one set of values, several arms, the same
 * chance.
 *
 * All arms of a run are played by one thread on the same draws. Results are added up in the order
 * of the runs, so they are the same to the last bit whatever the number of threads. Memory does not
 * grow with the number of runs.
 */
#ifndef POLDER_BATCH_H
#define POLDER_BATCH_H

#include <polder/engine.h>
#include <polder/stats.h>

G_BEGIN_DECLS

#define POLDER_ARMS_MAX         16
#define POLDER_COMPARE_RUNS_MAX 10000000u
#define POLDER_REPLAYS_MAX      8 /* discordant runs that are remembered a pair */

typedef struct {
  const PolderScenario *scenario;
  const PolderValues *values;
  const char *const *arms; /* the first is the baseline; the same name twice is allowed */
  int n_arms;              /* 1..POLDER_ARMS_MAX */
  uint64_t seed;
  uint32_t n_runs;  /* runs 0..n_runs - 1; at most POLDER_COMPARE_RUNS_MAX */
  int n_threads;    /* 1.. */
  unsigned measure; /* PolderMeasure */
  /* The following may be NULL. All are called from the calling thread only. */
  const gint *stop; /* set to 1 atomically, also by a signal: no further run is begun */
  void (*progress)(void *context, uint32_t done);
  /* Every outcome, in the order of runs and, within a run, of arms. */
  void (*row)(void *context, int arm, uint32_t run, const PolderOutcome *outcome);
  void *context;
} PolderCompareJob;

typedef struct {
  const char *arm;                    /* as given in the job */
  uint64_t n;                         /* runs without those that failed */
  uint64_t endings[POLDER_ENDINGS];   /* the failed ones stand here, and nowhere else */
  uint64_t impasses[POLDER_IMPASSES]; /* by type; [POLDER_NO_IMPASSE] counts the agreements */
  uint64_t breakthrough_within;
  double impasse_rate; /* NAN when n = 0 */
  PolderInterval impasse_interval;
  PolderMean column[POLDER_RUN_COLUMNS];
  PolderMean party[POLDER_PARTIES_MAX][POLDER_PARTY_COLUMNS];
  PolderMean process[POLDER_PROCESS_COLUMNS]; /* n = 0 where no mechanism measured it */
} PolderArmResult;

/* The baseline against one other arm, run by run. */
typedef struct {
  int treatment;     /* which arm */
  PolderPairs pairs; /* of impasses: first_only = breakthroughs, second_only = lost agreements */
  uint64_t failed;   /* pairs left out because a run failed */
  double difference; /* impasse rate of the baseline minus that of the treatment */
  PolderInterval interval; /* Tango, 95 % */
  double p_mid, p_exact;
  int n_breakthroughs, n_lost; /* the first few, to replay */
  uint32_t breakthroughs[POLDER_REPLAYS_MAX], lost[POLDER_REPLAYS_MAX];
} PolderPairResult;

/* In how many impasses of the baseline an interest stood in the way. */
typedef struct {
  int interest;
  PolderSeen seen;
  bool red;
  uint64_t impasses;
} PolderCause;

typedef struct {
  uint32_t n_runs;   /* finished: runs 0..n_runs - 1, fewer than asked when stopped */
  double zopa_share; /* runs whose room to agree is not empty, in the baseline; NAN without runs */
  int n_arms, n_pairs, n_causes;
  PolderArmResult arm[POLDER_ARMS_MAX];
  PolderPairResult pair[POLDER_ARMS_MAX]; /* n_arms - 1: the baseline against each other arm */
  PolderCause *causes;                    /* most frequent first */
} PolderComparison;

/* Plays it. NULL with an error when an arm is unknown or cannot be compiled. */
PolderComparison *polder_compare_run(const PolderCompareJob *job, GError **error);
void polder_comparison_free(PolderComparison *comparison);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PolderComparison, polder_comparison_free)

/* The ids of a scenario, for what record writes. Lends from the scenario, which must outlive it. */
PolderNames *polder_names_new(const PolderScenario *scenario);
void polder_names_free(PolderNames *names);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PolderNames, polder_names_free)

G_END_DECLS

#endif
