/* Sobol' indices of first and of total order, from A, B and A with one column of B.
 *
 * Invariant: the mean is taken off first, which changes no index, and saves digits and the first
 * order from a large one.
 */
#include <math.h>
#include <polder/sensitivity.h>

typedef struct {
  const double *y; /* [base][n_factors + 2]: at A, at B, at A with column i of B */
  uint32_t n_bases;
  unsigned n_factors;
  double rounding; /* a variance as small is none */
} Bases;

/* S1: Saltelli et al. 2010, table 2 (b). ST: Jansen 1999, there (f). First all S1, then all ST. */
static void indices(const void *data, const uint32_t *chosen, uint32_t n, double *out_values) {
  const Bases *bases = data;
  const unsigned k = bases->n_factors;
  double sum = 0, squares = 0;
  for (unsigned i = 0; i < 2 * k; i++)
    out_values[i] = 0;
  for (uint32_t place = 0; place < n; place++) {
    const double *y = bases->y + (size_t)chosen[place] * (k + 2), a = y[0], b = y[1];
    sum += a + b;
    squares += a * a + b * b;
    for (unsigned i = 0; i < k; i++) {
      const double apart = y[2 + i] - a;
      out_values[i] += b * apart;
      out_values[k + i] += apart * apart / 2;
    }
  }
  const double mean = sum / (2.0 * n), variance = squares / (2.0 * n) - mean * mean;
  for (unsigned i = 0; i < 2 * k; i++)
    out_values[i] = variance > bases->rounding ? out_values[i] / n / variance : (double)NAN;
}

/* Whole base points, minus the mean over their A and B. */
static Bases centred(const double *y, uint32_t n_points, unsigned n_factors, double *out_y) {
  const unsigned width = n_factors + 2;
  Bases bases = {out_y, 0, n_factors, 0};
  PolderMean mean = {0};
  for (uint32_t first = 0; first < n_points; first += width) {
    double *base = out_y + (size_t)bases.n_bases * width, sum = 0;
    for (unsigned i = 0; i < width; i++)
      sum += base[i] = y[first + i];
    if (isnan(sum))
      continue;
    polder_mean_add(&mean, base[0]);
    polder_mean_add(&mean, base[1]);
    bases.n_bases++;
  }
  for (size_t i = 0; i < (size_t)bases.n_bases * width; i++)
    out_y[i] -= mean.centre;
  bases.rounding = pow(POLDER_TOLERANCE * mean.centre, 2);
  return bases;
}

bool polder_sobol(const double *y, uint32_t n_points, unsigned n_factors, uint64_t seed,
                  double confidence, PolderSobol *out_factors) {
  if (n_factors == 0 || n_points == 0 || n_points % (n_factors + 2) != 0)
    return false;
  g_autofree double *whole = g_new(double, n_points);
  const Bases bases = centred(y, n_points, n_factors, whole);
  g_autofree uint32_t *all = g_new(uint32_t, bases.n_bases);
  g_autofree double *value = g_new(double, (size_t)2 * n_factors);
  g_autofree PolderInterval *interval = g_new(PolderInterval, (size_t)2 * n_factors);
  for (uint32_t i = 0; i < bases.n_bases; i++)
    all[i] = i;
  indices(&bases, all, bases.n_bases, value);
  polder_bootstrap(indices, &bases, bases.n_bases, 2 * n_factors, seed, confidence, interval);
  for (unsigned i = 0; i < n_factors; i++)
    out_factors[i] =
        (PolderSobol){value[i], value[n_factors + i], interval[i], interval[n_factors + i]};
  return true;
}

double polder_noise_share(const double *y, const double *variance, uint32_t n_points) {
  PolderMean spread = {0}, noise = {0};
  for (uint32_t i = 0; i < n_points; i++)
    if (!isnan(y[i]) && !isnan(variance[i])) {
      polder_mean_add(&spread, y[i]);
      polder_mean_add(&noise, variance[i]);
    }
  const double total = polder_mean_variance(&spread);
  return total > 0 ? fmin(1, polder_mean_value(&noise) / total) : (double)NAN;
}
