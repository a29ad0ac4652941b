/* Explain: which interest, told in which round, breaks the impasse; whose telling it is that does
 * it; and what to advise.
 *
 * Every number compares a run with the same run, on the same draws, in which one thing more was
 * told to everybody. Branches share their beginning with the run that they part from. Results are
 * the same to the last bit whatever the number of threads.
 */
#ifndef POLDER_EXPLAIN_H
#define POLDER_EXPLAIN_H

#include <polder/levers.h>

G_BEGIN_DECLS

#define POLDER_TELLABLE_MAX     64 /* hidden interests of a case, to be explained */
#define POLDER_ENUMERATED_MAX   10 /* players of which every coalition is played */
#define POLDER_EXPLAIN_RUNS_MAX 100000u

/* A group of hidden interests: bit i = the i-th of PolderExplained.interest. */
typedef uint64_t PolderCoalition;

typedef struct {
  PolderLeversJob runs; /* the arm in which nothing more is told; 1..POLDER_EXPLAIN_RUNS_MAX runs */
  int round; /* in which groups are told; 0 = disclosure_round, or the last round when later */
  /* Of shares, a run: so many orders, and so many coalitions a player. 0 = every coalition of up to
   * POLDER_ENUMERATED_MAX players, and of more as many as are affordable. */
  unsigned samples;
  /* Called from the calling thread only; or NULL. */
  void (*progress)(void *context, uint32_t done);
  void *context;
} PolderExplainJob;

typedef enum {
  POLDER_TELLING_SAME,   /* nothing that is more than chance */
  POLDER_TELLING_BREAKS, /* fewer impasses: the whole interval lies above 0 */
  POLDER_TELLING_LATE,   /* the same, after the last round in which it breaks */
  POLDER_TELLING_LOSES   /* fewer agreements: the whole interval lies below 0 */
} PolderTelling;
extern const char *const polder_telling_names[]; /* same breaks late loses */

/* An interest told in a round. `pairs` = impasses without and with the telling. Of one run there is
 * no interval (NAN), and `telling` is what happened in it. */
typedef struct {
  PolderPairs pairs;
  double difference;       /* impasse rate without minus with it */
  PolderInterval interval; /* Tango, 95 % */
  PolderTelling telling;
} PolderMapCell;

/* A group told in one round. */
typedef struct {
  PolderCoalition members;
  PolderPairs pairs;
  uint32_t smallest;       /* impasses that it breaks, and no part of it */
  double share;            /* of the impasses that it breaks; NAN when there were none */
  PolderInterval interval; /* Wilson, 95 % */
} PolderUnlocking;

/* What one player's telling adds to the share of the runs that end in agreement (-1..1), on average
 * over the others who may have told already. */
typedef struct {
  double shapley, banzhaf;
  /* 95 %, over the runs; NAN for one run whose coalitions were all played. */
  PolderInterval shapley_interval, banzhaf_interval;
} PolderShare;

typedef enum {
  POLDER_ADVICE_NEEDLESS, /* there are no impasses */
  POLDER_ADVICE_TELL,
  POLDER_ADVICE_NO_TELLING /* none breaks more than chance; below stands what came nearest */
} PolderAdviceKind;

/* Chosen from the even runs; what it promises was counted in the odd ones, so that it is not
 * flattered by having been chosen. Of one run: what happened in it. */
typedef struct {
  PolderAdviceKind kind;
  PolderCoalition members;
  int round;
  int until;               /* for one interest: the last round in which half of that is left */
  double promise;          /* share of the impasses that it breaks */
  PolderInterval interval; /* Wilson, 95 %; NAN for one run */
  double lost;             /* share of the agreements that it costs */
} PolderAdvice;

typedef struct {
  uint32_t n_runs; /* finished, without those that failed */
  uint32_t n_failed;
  uint32_t n_impasses; /* of the arm as it is */
  int n_interests;     /* that can be told: not open at the start */
  int interest[POLDER_TELLABLE_MAX];
  int n_rounds;        /* of the map: the deadline */
  int round;           /* of groups and shares */
  PolderMapCell *cell; /* [interest][round - 1] */

  unsigned n_sets, largest_set; /* every group up to that size was played */
  PolderUnlocking *set;         /* smaller groups first */

  bool all_coalitions; /* shares of interests from every coalition, or from a sample */
  bool all_of_parties; /* likewise of parties */
  double total;        /* impasse rate without minus with everything told: the shares' sum */
  PolderShare *share;  /* [interest] */
  int n_parties;       /* that have something to tell */
  int party[POLDER_PARTIES_MAX];
  PolderShare *party_share; /* [party] */

  PolderAdvice advice;
} PolderExplained;

/* NULL with an error (Dutch, newline, English) when the arm or the round is unknown or there is too
 * much to tell. A case without hidden interests is explained too: there is nothing in the lists.
 * Cost: the map, about one run's worth for each interest and 2 rounds; the groups, at most 1,024
 * runs each run. */
PolderExplained *polder_explain(const PolderExplainJob *job, GError **error);
void polder_explained_free(PolderExplained *explained);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PolderExplained, polder_explained_free)

/* Shapley 1953 and Banzhaf 1965 of a game of 1..31 players: value[coalition], 2^n_players of them,
 * of which bit i says whether player i is in; out_...[player]. Rounding apart, out_shapley sums to
 * value[all] - value[0]. Cost: n_players * 2^n_players. */
void polder_shares(int n_players, const double *value, double *out_shapley, double *out_banzhaf);

/* The lever that does most, chosen and counted as advice is: by the even runs, in the odd ones. */
typedef struct {
  const PolderLever *lever; /* NULL when none breaks more than chance; the rest is NAN then */
  double promise;           /* share of the impasses that it breaks */
  PolderInterval interval;  /* Wilson, 95 %; NAN for one run */
  double lost;              /* share of the agreements that it costs */
} PolderLeverAdvice;
/* `levers` of PolderLever, or NULL. */
PolderLeverAdvice polder_lever_advice(const GArray *levers);

/* The advice as one sentence, in Dutch or English. Where no telling helps it names the lever of
 * `levers` (of PolderLever, or NULL) that does most. */
void polder_advice_append(GString *text, const PolderExplained *explained,
                          const PolderScenario *scenario, const GArray *levers,
                          PolderLanguage language);

G_END_DECLS

#endif
