/* Families of tests, and intervals by drawing the same units again.
 *
 * Invariant: the draws of a replicate depend on the seed and its number alone.
 */
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

#include "ranks.h"

/* --- Holm 1979 -------------------------------------------------------------------------------- */

typedef struct {
  double p;
  uint32_t place;
} Member;

static int compare(const void *a, const void *b) {
  const Member *one = a, *other = b;
  return (one->p > other->p) - (one->p < other->p);
}

void polder_holm(const double *p, uint32_t n, double *out_adjusted) {
  g_autofree Member *member = g_new(Member, n);
  uint32_t n_members = 0;
  double highest = 0;
  for (uint32_t i = 0; i < n; i++)
    if (isnan(p[i]))
      out_adjusted[i] = NAN;
    else
      member[n_members++] = (Member){p[i], i};
  if (n_members > 0)
    qsort(member, n_members, sizeof *member, compare);
  for (uint32_t i = 0; i < n_members; i++) {
    highest = fmax(highest, fmin(1, (n_members - i) * member[i].p));
    out_adjusted[member[i].place] = highest;
  }
}

/* --- Bootstrap -------------------------------------------------------------------------------- */

static void choose(uint64_t seed, uint32_t replicate, uint32_t n, uint32_t *out_chosen) {
  uint32_t words[4];
  for (uint32_t i = 0; i < n; i++) {
    if (i % 4 == 0)
      polder_draw_block((PolderChance){seed, replicate}, 1, 0, POLDER_DRAW_RESAMPLE, i / 4, words);
    out_chosen[i] = (uint32_t)((uint64_t)words[i % 4] * n >> 32);
  }
}

/* The share that is cut off each tail: less than half of 1 - confidence, as Student's quantile is
 * above the normal one, and n - 1 below n (Hesterberg 2015, section 3.4). */
static double cut_off(uint32_t n, double confidence) {
  const double t = gsl_cdf_tdist_Pinv((1 + confidence) / 2, n - 1.0);
  return gsl_cdf_ugaussian_Q(t * sqrt(n / (n - 1.0)));
}

static PolderInterval percentiles(double *replicates, uint32_t n, double cut) {
  uint32_t n_good = 0;
  for (uint32_t i = 0; i < n; i++)
    if (isfinite(replicates[i]))
      replicates[n_good++] = replicates[i];
  if (n_good < n / 2)
    return (PolderInterval){NAN, NAN};
  polder_sort(replicates, n_good);
  return (PolderInterval){polder_quantile(replicates, n_good, cut),
                          polder_quantile(replicates, n_good, 1 - cut)};
}

void polder_bootstrap(PolderStatistic *statistic, const void *data, uint32_t n, uint32_t n_values,
                      uint64_t seed, double confidence, PolderInterval *out_intervals) {
  const uint32_t n_replicates = POLDER_BOOTSTRAP_REPLICATES;
  g_autofree uint32_t *chosen = g_new(uint32_t, n);
  g_autofree double *values = g_new(double, n_values);
  g_autofree double *all = g_new(double, (size_t)n_values *n_replicates);
  for (uint32_t i = 0; i < n_values; i++)
    out_intervals[i] = (PolderInterval){NAN, NAN};
  if (n < 2)
    return;
  for (uint32_t replicate = 0; replicate < n_replicates; replicate++) {
    choose(seed, replicate, n, chosen);
    statistic(data, chosen, n, values);
    for (uint32_t i = 0; i < n_values; i++)
      all[(size_t)i * n_replicates + replicate] = values[i];
  }
  const double cut = cut_off(n, confidence);
  for (uint32_t i = 0; i < n_values; i++)
    out_intervals[i] = percentiles(all + (size_t)i * n_replicates, n_replicates, cut);
}
