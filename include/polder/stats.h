/* Stats: how sure we are of a rate, of a paired change, of a mean.
 *
 * Everything is defined for every table, zeros included. What has no value (nothing was counted) is
 * NAN. `confidence` is a share in (0, 1), as .95. Only polder_mean_interval uses a function whose
 * last digit may differ between machines.
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

/* --- Means ----------------------------------------------------------------------------------- */

/* A mean and spread in the making. Starts as {0}. Adding and merging are functions of the order:
 * for the same bytes under any number of threads, fill fixed blocks of runs and merge them by run.
 */
typedef struct {
  uint64_t n;      /* numbers added */
  uint64_t absent; /* NANs added: counted, and otherwise left out */
  double centre;   /* mean so far; read it with polder_mean_value */
  double squares;  /* sum of squared deviations from it */
} PolderMean;

void polder_mean_add(PolderMean *mean, double value);
/* Adds what `other` saw, as if it came after. */
void polder_mean_merge(PolderMean *mean, const PolderMean *other);
double polder_mean_value(const PolderMean *mean);    /* NAN when n = 0 */
double polder_mean_variance(const PolderMean *mean); /* of the sample (n - 1); NAN when n < 2 */
/* Student's t interval of the mean. NAN, NAN when n < 2. */
PolderInterval polder_mean_interval(const PolderMean *mean, double confidence);

/* --- Points that fill a cube evenly ----------------------------------------------------------- */

#define POLDER_SOBOL_DIMENSIONS_MAX 40

/* The first n points of Sobol's sequence after the origin: out_points[point][dimension], n x
 * dimensions, each in (0, 1). False above POLDER_SOBOL_DIMENSIONS_MAX dimensions, or without any.
 */
bool polder_sobol_points(unsigned dimensions, uint32_t n, double *out_points);

G_END_DECLS

#endif
