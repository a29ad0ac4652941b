/* Sensitivity: which factors move a result, from the points of the designs oat, morris and sobol.
 *
 * `x` holds the points in the order of the design, [point][factor]: numbers, or the place of a
 * level. `y` is one number a point: a rate, a mean, a paired difference; NAN where there is none.
 * A function returns false, and writes nothing, when the points are not those of its design.
 */
#ifndef POLDER_SENSITIVITY_H
#define POLDER_SENSITIVITY_H

#include <polder/effects.h>
#include <polder/stats.h>

G_BEGIN_DECLS

/* --- One factor at a time --------------------------------------------------------------------- */

/* What one step away from the base, point 0, does to the rate. */
typedef struct {
  unsigned factor;
  PolderEffect effect; /* rate at the step minus rate at the base, paired by run number */
} PolderStep;

/* clusters[point]; out_steps[0..n_points - 2] are those of points 1, 2, ... */
bool polder_oat(const double *x, const PolderClusters *clusters, uint32_t n_points,
                unsigned n_factors, double confidence, PolderStep *out_steps);

/* --- Morris 1991 ------------------------------------------------------------------------------ */

/* Of its elementary effects: change of y for a step over the whole range of the factor. */
typedef struct {
  uint32_t n;                      /* steps with a number at both ends */
  double mu, sigma;                /* mean and standard deviation */
  double mu_star;                  /* mean size (Campolongo, Cariboni and Saltelli 2007) */
  PolderInterval mu_star_interval; /* bootstrap over trajectories */
} PolderMorris;

/* Trajectories of n_factors + 1 points, steps of two thirds of the range. out_factors[factor]. */
bool polder_morris(const double *x, const double *y, uint32_t n_points, unsigned n_factors,
                   uint64_t seed, double confidence, PolderMorris *out_factors);

/* --- Sobol' indices --------------------------------------------------------------------------- */

typedef struct {
  double first; /* S1: share of the variance of y due to the factor alone (Saltelli et al. 2010) */
  double total; /* ST: with all its interactions (Jansen 1999) */
  PolderInterval first_interval, total_interval; /* bootstrap over base points */
} PolderSobol;

/* Base points of n_factors + 2: A, B, and A with column 1, 2, ... of B. A base point with a number
 * missing is left out. NAN when y does not vary. out_factors[factor]. */
bool polder_sobol(const double *y, uint32_t n_points, unsigned n_factors, uint64_t seed,
                  double confidence, PolderSobol *out_factors);

/* Share of the variance of y over points that is chance within points, and so no factor's: what
 * the runs of a point did not average out. variance[point] is that of y there, as p(1 - p)/n. Of
 * ST it is a part at most as large, in all factors together. */
double polder_noise_share(const double *y, const double *variance, uint32_t n_points);

G_END_DECLS

#endif
