/* Stats: how sure we are of a rate, of a paired change, of a mean; ranks, quantiles, families of
 * tests. Rates over several points, and what factors do to them: effects.h.
 *
 * Everything is defined for every table, zeros included. What has no value (nothing was counted) is
 * NAN. `confidence` is a share in (0, 1), as .95. The last digit of means, ranks and bootstraps may
 * differ between machines; that of rates and pairs does not.
 */
#ifndef POLDER_STATS_H
#define POLDER_STATS_H

#include <polder/base.h>

G_BEGIN_DECLS

typedef struct {
  double low, high;
} PolderInterval;

/* --- Rates ----------------------------------------------------------------------------------- */

/* Wilson's score interval for hits out of n; hits <= n. NAN, NAN when n = 0. */
PolderInterval polder_wilson(uint64_t hits, uint64_t n, double confidence);

/* The rate if all failed runs had been misses, and if all had been hits; n is without them. */
PolderInterval polder_rate_bounds(uint64_t hits, uint64_t n, uint64_t failed);

/* --- Pairs: the same draws of chance, twice -------------------------------------------------- */

/* Pairs counted by what happened in the first and in the second of the two. */
typedef struct {
  uint64_t both, first_only, second_only, neither;
} PolderPairs;

/* Share of the first minus share of the second, -1..1. NAN without pairs; so are all below. */
double polder_paired_difference(PolderPairs pairs);

/* McNemar's exact test: the two-sided probability of discordant pairs at least as one-sided as
 * these, were both directions equally likely. 1 when no pair is discordant. Cost: linear in those
 * pairs. */
double polder_mcnemar_exact(PolderPairs pairs);
/* The same with half the probability of what was seen: less conservative (Fagerland et al. 2013).
 */
double polder_mcnemar_mid_p(PolderPairs pairs);

/* Intervals for the difference, which always lies within; swapping first and second mirrors them.
 */
PolderInterval polder_newcombe(PolderPairs pairs, double confidence); /* Newcombe 1998, method 10 */
PolderInterval polder_tango(PolderPairs pairs, double confidence);    /* Tango 1998, score */

/* The difference if all pairs with a failed run had been second only, and if all first only. */
PolderInterval polder_difference_bounds(PolderPairs pairs, uint64_t failed);

/* How many times more runs the same precision would take without the pairing: the variance of the
 * difference of two independent rates over that of the pairs. Infinite when no pair is discordant;
 * NAN when the rates have no spread either. */
double polder_pairing_gain(PolderPairs pairs);

/* --- Means ----------------------------------------------------------------------------------- */

/* A mean and spread in the making. Starts as {0}. A function of the order in which numbers
 * are added.
 */
typedef struct {
  uint64_t n;      /* numbers added */
  uint64_t absent; /* NANs added: counted, and otherwise left out */
  double centre;   /* mean so far; read it with polder_mean_value */
  double squares;  /* sum of squared deviations from it */
} PolderMean;

void polder_mean_add(PolderMean *mean, double value);
double polder_mean_value(const PolderMean *mean);    /* NAN when n = 0 */
double polder_mean_variance(const PolderMean *mean); /* of the sample (n - 1); NAN when n < 2 */
/* Student's t interval of the mean. NAN, NAN when n < 2. */
PolderInterval polder_mean_interval(const PolderMean *mean, double confidence);

/* --- Ranks and quantiles of numbers ----------------------------------------------------------- */

#define POLDER_SAMPLE_MAX 100000u

/* Rows of numbers, one a unit; all of them up to POLDER_SAMPLE_MAX, of more a random sample, drawn
 * by the number of the unit: neither the order of adding nor the merging matters. */
typedef struct PolderSample PolderSample;
PolderSample *polder_sample_new(unsigned n_columns, uint64_t seed);
void polder_sample_free(PolderSample *sample);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PolderSample, polder_sample_free)
/* Each unit is added once, by its number in the whole experiment. NAN = undefined. */
void polder_sample_add(PolderSample *sample, uint64_t unit, const double *values);
/* Adds what `other` holds; same columns, same seed, other units. */
void polder_sample_merge(PolderSample *sample, const PolderSample *other);
uint64_t polder_sample_seen(const PolderSample *sample); /* units added */
uint32_t polder_sample_kept(const PolderSample *sample); /* units held; fewer: say it is a sample */
/* The defined numbers of a column, sorted; `out_sorted` has room for polder_sample_kept of them.
 * Their number. */
uint32_t polder_sample_column(const PolderSample *sample, unsigned column, double *out_sorted);

/* Type 7 of Hyndman and Fan 1996, for 0 <= p <= 1. NAN when n = 0. */
double polder_quantile(const double *sorted, uint32_t n, double p);

/* Differences of pairs, by their signed ranks. */
typedef struct {
  uint32_t n, zeros; /* n with the zeros */
  double w;          /* sum of the ranks of the positive ones; zeros are ranked (Pratt 1959) */
  bool exact;        /* p from all signs: at most 50 numbers, no zeros, no ties */
  double p;          /* two-sided, else normal with correction for ties and continuity */
  double shift;      /* Hodges-Lehmann: the median of the means of all pairs of numbers */
  PolderInterval interval; /* of the shift; NAN when n is too small for the confidence */
} PolderSignedRank;

/* Numbers in ascending order, none of them NAN. p is 1 when all are zero. Cost: n log n; the n^2/2
 * means are counted, never listed. */
PolderSignedRank polder_signed_rank(const double *sorted, uint32_t n, double confidence);

/* --- Families and bootstraps ------------------------------------------------------------------ */

/* Holm 1979: adjusted so that the chance of any false alarm in the family is at most that of one.
 * In the order given; a NAN is no member and stays NAN. `out_adjusted` may be `p`. */
void polder_holm(const double *p, uint32_t n, double *out_adjusted);

/* Computes n_values numbers from n chosen of n units (some twice, some not at all). */
typedef void PolderStatistic(const void *data, const uint32_t *chosen, uint32_t n,
                             double *out_values);
#define POLDER_BOOTSTRAP_REPLICATES 2000
/* Percentile bootstrap over n units, widened for small n (Hesterberg 2015). A replicate without a
 * value is left out; NAN when n < 2, or when fewer than half have one. */
void polder_bootstrap(PolderStatistic *statistic, const void *data, uint32_t n, uint32_t n_values,
                      uint64_t seed, double confidence, PolderInterval *out_intervals);

/* --- Points that fill a cube evenly ----------------------------------------------------------- */

#define POLDER_SOBOL_DIMENSIONS_MAX 40

/* The first n points of Sobol's sequence after the origin: out_points[point][dimension], n x
 * dimensions, each in (0, 1). False above POLDER_SOBOL_DIMENSIONS_MAX dimensions, or without any.
 */
bool polder_sobol_points(unsigned dimensions, uint32_t n, double *out_points);

G_END_DECLS

#endif
