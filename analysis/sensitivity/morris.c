/* Elementary effects (Morris 1991; mu* of Campolongo, Cariboni and Saltelli 2007).
 *
 * Invariant: each factor has one effect a trajectory, NAN when one of its ends has no number.
 */
#include <math.h>
#include <polder/sensitivity.h>

#define STEP (2. / 3) /* of the range: two steps on the design's grid of four */

typedef struct {
  double *effect; /* [trajectory][factor] */
  unsigned n_factors;
} Effects;

/* Up or down along one factor: where, and which way. */
static bool find_move(const double *from, const double *to, unsigned n_factors,
                      unsigned *out_factor, double *out_way) {
  unsigned moves = 0;
  for (unsigned i = 0; i < n_factors; i++)
    if (from[i] != to[i]) {
      *out_factor = i;
      *out_way = to[i] > from[i] ? 1 : -1;
      moves++;
    }
  return moves == 1;
}

static bool read_trajectory(const double *x, const double *y, unsigned n_factors,
                            double *out_effect) {
  for (unsigned i = 0; i < n_factors; i++)
    out_effect[i] = INFINITY; /* not seen yet */
  for (unsigned step = 0; step < n_factors; step++) {
    const double *from = x + (size_t)step * n_factors;
    unsigned factor = 0;
    double way = 0;
    if (!find_move(from, from + n_factors, n_factors, &factor, &way) || !isinf(out_effect[factor]))
      return false;
    out_effect[factor] = way * (y[step + 1] - y[step]) / STEP;
  }
  return true;
}

static void mean_sizes(const void *data, const uint32_t *chosen, uint32_t n, double *out_values) {
  const Effects *effects = data;
  for (unsigned factor = 0; factor < effects->n_factors; factor++) {
    PolderMean size = {0};
    for (uint32_t i = 0; i < n; i++)
      polder_mean_add(&size,
                      fabs(effects->effect[(size_t)chosen[i] * effects->n_factors + factor]));
    out_values[factor] = polder_mean_value(&size);
  }
}

static PolderMorris summary(const Effects *effects, uint32_t n_trajectories, unsigned factor) {
  PolderMean mean = {0}, size = {0};
  for (uint32_t i = 0; i < n_trajectories; i++) {
    const double effect = effects->effect[(size_t)i * effects->n_factors + factor];
    polder_mean_add(&mean, effect);
    polder_mean_add(&size, fabs(effect));
  }
  return (PolderMorris){
      .n = (uint32_t)mean.n,
      .mu = polder_mean_value(&mean),
      .sigma = sqrt(polder_mean_variance(&mean)),
      .mu_star = polder_mean_value(&size),
  };
}

bool polder_morris(const double *x, const double *y, uint32_t n_points, unsigned n_factors,
                   uint64_t seed, double confidence, PolderMorris *out_factors) {
  const uint32_t length = n_factors + 1, n = n_points / length;
  if (n_factors == 0 || n == 0 || n_points % length != 0)
    return false;
  g_autofree double *effect = g_new(double, (size_t)n *n_factors);
  g_autofree PolderInterval *interval = g_new(PolderInterval, n_factors);
  for (uint32_t i = 0; i < n; i++)
    if (!read_trajectory(x + (size_t)i * length * n_factors, y + (size_t)i * length, n_factors,
                         effect + (size_t)i * n_factors))
      return false;
  const Effects effects = {effect, n_factors};
  polder_bootstrap(mean_sizes, &effects, n, n_factors, seed, confidence, interval);
  for (unsigned factor = 0; factor < n_factors; factor++) {
    out_factors[factor] = summary(&effects, n, factor);
    out_factors[factor].mu_star_interval = interval[factor];
  }
  return true;
}
