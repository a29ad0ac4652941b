/* Minds: what A believes of B, whether A reads unwillingness in B's no, and how far A trusts B.
 *
 * A pair (observer, other) is a lane; every belief is an array [..][lane], so that one step serves
 * all pairs at once. Nothing here reads a utility, weight or red line of another party: what an
 * observer knows of one arrives through polder_minds_hear alone.
 *
 * Life: made once a scenario shape, started at every run, fed by the table. One thread at a time.
 */
#ifndef POLDER_MINDS_H
#define POLDER_MINDS_H

#include <polder/base.h>

G_BEGIN_DECLS

typedef struct PolderMinds PolderMinds;

/* The place of a neutral among the observers: it has beliefs, but nobody believes anything of it.
 */
#define POLDER_NEUTRAL(n_parties) (n_parties)

/* The numbers of issues and of the options of each; n_deals for the red lines that are told. */
typedef struct {
  int n_parties, n_issues, n_options;
  const int *first_option; /* [issue], and n_options after the last */
  uint32_t n_deals;
  const uint32_t *stride; /* of an issue in the list of deals; NULL = deals are a sample */
  bool with_pairs;        /* interdependent pairs may be told */
} PolderShape;

PolderMinds *polder_minds_new(const PolderShape *shape);
void polder_minds_free(PolderMinds *minds);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PolderMinds, polder_minds_free)

/* As `from`, of the same shape, stands; both go on alike. */
void polder_minds_copy(PolderMinds *minds, const PolderMinds *from);

/* How many floats at a time (4, 8, 16) this program reckons with on this machine; the results are
 * those of any width. */
int polder_minds_width(void);
/* At most so many floats at a time (4, 8, 16) from now on: for tests that all widths agree. */
void polder_minds_narrow(PolderMinds *minds, int widest);

/* From the start of a run on. Suspicion follows from a calculation of chances, or from counting
 * surprises (sim/README.md 7.6). */
void polder_minds_attribute(PolderMinds *minds, bool by_frequency);
/* Offers and answers teach about this issue alone; -1 = about all of them, as from the start. */
void polder_minds_focus(PolderMinds *minds, int issue);

/* What an observer brings along; all in 0..1 unless said. */
typedef struct {
  double bias, omega_start, trust_gain, trust_loss, trust_level, trust_drift, repair, telling_trust,
      excuse, devaluation, fixed_pie, red_prior;
  double best, worst; /* of its own conscious utility over the deals */
  double hardness;    /* standard deviations of its own floor above the mean of its own utility */
} PolderTemper;

/* A run begins: nothing is known of anybody. `value` = the observer's own conscious value of each
 * option [option], NULL for the neutral; trust in each other party at the start. */
void polder_minds_start(PolderMinds *minds, bool with_neutral);
void polder_minds_sit(PolderMinds *minds, int observer, const PolderTemper *temper,
                      const double *value, const double *trust);
/* Another temper from now on (training). */
void polder_minds_change(PolderMinds *minds, int observer, const PolderTemper *temper);

/* An observer hears an interest of `other`: its weight (of a sum of 1), constant part and scores
 * [option], as heard. */
void polder_minds_hear(PolderMinds *minds, int observer, int other, double weight, double offset,
                       const double *score);
/* An observer knows that these deals break a red line of `other`: satisfaction [deal] as heard. */
void polder_minds_hear_red(PolderMinds *minds, int observer, int other, const double *satisfaction,
                           double minimum);
/* Interdependent pairs of a told interest: added[deal], on top of what the options say. */
void polder_minds_hear_pairs(PolderMinds *minds, int observer, int other, const double *added);

/* Brings everything that follows from the beliefs up to date. pace[observer] = how far it thinks
 * that concessions have come, 0 (nobody has yet) .. 1 (everybody is at the floor). */
void polder_minds_update(PolderMinds *minds, const double *pace);

/* --- answers ---------------------------------------------------------------------------------- */

typedef enum { POLDER_SILENT, POLDER_ACCEPTED, POLDER_REJECTED } PolderAnswer;

/* What everybody expects of everybody for this text; to be called before the answers. */
void polder_minds_foresee(PolderMinds *minds, PolderDeal deal, const int *option);
/* The expected chance that `other` accepts, 0..1, as of the last foresee. */
double polder_minds_expected(const PolderMinds *minds, int observer, int other);

/* Judges the answers to the foreseen text: attribution, trust; then learns from offer and answers.
 * author = who proposed it (-1 = the neutral). excuse[other] = at least this probability of
 * rejection for a willing party is granted because it explained itself (0 = none), before the
 * observer's own `excuse` scales it. Silent parties are not judged. */
void polder_minds_judge(PolderMinds *minds, int author, const PolderAnswer *answer,
                        const double *excuse);
/* An author's own answer says no more than its offer. */
void polder_minds_learn(PolderMinds *minds, int author, double time);
/* Learns from further answers to an offer from which was learnt before. */
void polder_minds_learn_more(PolderMinds *minds, int author, double time);

/* Around a telling: begin before the first polder_minds_hear of a round, end after the last update.
 * Each observer judges again what it remembers of the parties in `tellers` (bits). */
void polder_minds_recall_begin(PolderMinds *minds);
void polder_minds_recall_end(PolderMinds *minds, unsigned tellers);
/* Trust earned by telling; without it a drift towards the start for pairs without contact. */
void polder_minds_thank(PolderMinds *minds, int observer, int other);
void polder_minds_drift(PolderMinds *minds);
/* Trust after a deed: kept promises (gain) and broken ones (loss), each in the observer's own
 * measure; never above the ceiling. */
void polder_minds_experience(PolderMinds *minds, int observer, int other, double gain, double loss,
                             double ceiling);
/* How quickly trust in this one grows and falls from now on, where that differs from the temper. */
void polder_minds_set_gain(PolderMinds *minds, int observer, int other, double gain);
void polder_minds_set_loss(PolderMinds *minds, int observer, int other, double loss);
/* From now on the observer believes at least so much that the other is unwilling. */
void polder_minds_suspect(PolderMinds *minds, int observer, int other, double omega);
/* Trust goes this share of the way back to where it started. */
void polder_minds_slide(PolderMinds *minds, int observer, int other, double share);

double polder_minds_trust(const PolderMinds *minds, int observer, int other);
void polder_minds_set_trust(PolderMinds *minds, int observer, int other, double trust);
double polder_minds_omega(const PolderMinds *minds, int observer, int other);
/* The guessed floor of another (what it will take in the end), and the weight that it has told,
 * 0..1. */
double polder_minds_floor(const PolderMinds *minds, int observer, int other);
double polder_minds_told_share(const PolderMinds *minds, int observer, int other);
/* Mean trust of an observer in the parties of `present` (bits) other than itself; 1 when alone. */
double polder_minds_mean_trust(const PolderMinds *minds, int observer, unsigned present);
/* Mean over all pairs. */
double polder_minds_mean_trust_of_all(const PolderMinds *minds);
/* Estimated utility of a deal to another. */
double polder_minds_estimate(const PolderMinds *minds, int observer, int other, PolderDeal deal,
                             const int *option);
/* Mean distance of the estimates to the truth, over the deals: utility [deal] of the other; sample
 * as in PolderSearch. */
double polder_minds_error(PolderMinds *minds, int observer, int other, const double *utility,
                          const uint8_t *sample);

/* --- which text to propose ------------------------------------------------------------------- */

#define POLDER_WISH_PADDING 64

typedef struct {
  int observer;
  /* [deal]: the proposer's own utility, -1 where it would not want it anyhow; POLDER_WISH_PADDING
   * readable floats stand behind the last */
  const float *wish;
  double demand;         /* only texts of at least this */
  const double *value;   /* [option]: its own value, for kappa * V */
  const bool *locked;    /* [option]: nobody can propose it yet; or NULL */
  double own_weight;     /* kappa */
  double concern;        /* 0..1: weight of the estimated utility of the others in V */
  const double *power;   /* [other]: exponent of each other's chance; 0 = left out */
  const uint8_t *sample; /* [deal][issue] when the deals are a sample, else NULL */
  PolderDeal *ties;      /* room for max_ties deals */
  unsigned max_ties;
} PolderSearch;

/* The texts with the largest kappa*V + sum of power*ln(expected + 1e-6), equal within 1e-6; how
 * many (at most max_ties), 0 when no text reaches the demand. */
unsigned polder_minds_best_texts(PolderMinds *minds, const PolderSearch *search);

G_END_DECLS

#endif
