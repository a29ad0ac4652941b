/* Effects: rates and means over points whose runs share their chance, and what each factor does.
 *
 * Run k of every point draws the same chance, and on random tables plays the same table. So runs
 * are independent of each other, and points are not: whatever puts points together counts in
 * clusters, one a run number. What has no value is NAN.
 */
#ifndef POLDER_EFFECTS_H
#define POLDER_EFFECTS_H

#include <polder/stats.h>

G_BEGIN_DECLS

/* --- Clusters -------------------------------------------------------------------------------- */

/* Run numbers above are put together, which leaves the clusters independent: constant memory. */
#define POLDER_CLUSTERS_MAX 1024u

typedef struct {
  double sum, n;
} PolderClusterTotal;

/* Numbers in the making, by cluster. Starts as {0}. With whole numbers (0 and 1; -1, 0, 1) no order
 * of adding or merging matters; else merge fixed blocks in order, as PolderMean. */
typedef struct {
  PolderClusterTotal *total; /* of run number k: k modulo POLDER_CLUSTERS_MAX */
  uint32_t n_totals;
} PolderClusters;

void polder_clusters_clear(PolderClusters *clusters); /* frees; {0} again */
/* NAN is left out. */
void polder_clusters_add(PolderClusters *clusters, uint32_t run, double value);
void polder_clusters_merge(PolderClusters *clusters, const PolderClusters *other);
uint32_t polder_clusters_count(const PolderClusters *clusters); /* of clusters with a number */
double polder_clusters_mean(const PolderClusters *clusters);    /* of all numbers */

/* Student's t interval of the ratio (Cochran 1977, ch. 6), clusters - 1 degrees of freedom: for
 * means and differences of numbers. NAN with fewer than two clusters. */
PolderInterval polder_clusters_interval(const PolderClusters *clusters, double confidence);
/* For a rate, of numbers 0 and 1: Wilson's interval with that variance (after Korn and Graubard
 * 1998). With one run a cluster it is Wilson's, but for t. */
PolderInterval polder_clusters_rate(const PolderClusters *clusters, double confidence);

typedef struct {
  double estimate;
  PolderInterval interval;
  double p; /* two-sided, that the truth is 0: t, clusters - 1 degrees of freedom */
} PolderEffect;

/* The sum of weight[i] times the rate of parts[i], numbers 0 and 1. Weights 1 and -1: two levels of
 * a factor, two arms, a step from a base; 1, -1, -1, 1: the interaction of two factors (cells ij,
 * i0, 0j, 00). The interval joins those of the parts by their correlation (MOVER, Zou and Donner
 * 2008), as Newcombe's method 10 does for two; the rates may be 0 or 1. */
PolderEffect polder_contrast(const PolderClusters *const *parts, const double *weight,
                             unsigned n_parts, double confidence);

/* --- Logistic regression ---------------------------------------------------------------------- */

/* A point and arm: hits out of n, and its row of the model. */
typedef struct {
  uint64_t hits, n;
  const double *x;                /* n_columns numbers */
  const PolderClusters *clusters; /* the same hits by run number, or NULL */
} PolderLogitRow;

typedef enum {
  POLDER_FIT_GOOD,
  POLDER_FIT_SEPARATED, /* some hits or misses are foretold perfectly: a coefficient has no end */
  POLDER_FIT_FAILED     /* nothing was counted, or no numbers came out that can be trusted */
} PolderFit;

typedef struct {
  double estimate; /* log odds; infinite when separated; NAN when aliased by columns before it */
  double error, p; /* Wald, as if all runs were independent; NAN when infinite or aliased */
  double robust_error; /* by clusters; NAN also when a row has none */
} PolderCoefficient;

/* Columns that belong together, tested by leaving them out (type II: beside all terms that do not
 * contain it). */
typedef struct {
  uint64_t factors;
  unsigned freedom; /* columns that say something new beside the others; 0: all p are NAN */
  double chi2, p;   /* likelihood ratio, as if all runs were independent; also when separated */
  double robust_f, robust_p; /* Wald's F by clusters; NAN when separated or without clusters */
} PolderTerm;

typedef struct {
  PolderFit fit;
  unsigned n_columns, n_terms;
  uint32_t n_clusters;            /* 0 when a row has none */
  double deviance;                /* from the model in which each row has a rate of its own */
  unsigned freedom;               /* rows with runs - columns */
  PolderCoefficient *coefficient; /* n_columns */
  PolderTerm *term;               /* n_terms, in the order of their first columns */
} PolderLogit;

/* What the rows are about: factors with levels, and the pairs of factors that may interact. At most
 * 64 factors, an arm being one of them. */
typedef struct {
  unsigned n_factors, n_pairs;
  const unsigned *n_levels; /* of each factor */
  const unsigned (*pair)[2];
} PolderFactors;

/* 1 where each of `factor` has its `level`, 0 elsewhere; without factors, the intercept. */
typedef struct {
  unsigned n, factor[2], level[2];
  uint64_t factors; /* their bits, for polder_logit_fit */
} PolderLogitColumn;

/* The intercept, each level but the first, which is the base, and the products for each pair. Their
 * number; out_columns may be NULL. */
unsigned polder_logit_columns(const PolderFactors *factors, PolderLogitColumn *out_columns);
/* level[factor] of a row becomes its 0 or 1. */
double polder_logit_code(const PolderLogitColumn *column, const unsigned *level);

/* Grouped binomial rows by iterated weighted least squares (McCullagh and Nelder 1989, ch. 4).
 * factors_of[column]: a bit for each factor that the column is about; 0 for the intercept, one bit
 * for a main effect, two for an interaction. Columns with the same bits are a term. Yours. */
PolderLogit *polder_logit_fit(const PolderLogitRow *rows, uint32_t n_rows,
                              const uint64_t *factors_of, unsigned n_columns);
void polder_logit_free(PolderLogit *logit);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PolderLogit, polder_logit_free)

G_END_DECLS

#endif
