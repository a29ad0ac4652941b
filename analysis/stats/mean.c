/* Mean and variance in one pass (Welford 1962).
 *
 * Invariant: `squares` is never negative, and one NAN never spoils the rest.
 */
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <polder/stats.h>

void polder_mean_add(PolderMean *mean, double value) {
  if (isnan(value)) {
    mean->absent++;
    return;
  }
  mean->n++;
  const double before = value - mean->centre;
  mean->centre += before / (double)mean->n;
  mean->squares += before * (value - mean->centre);
}

double polder_mean_value(const PolderMean *mean) {
  return mean->n == 0 ? NAN : mean->centre;
}

double polder_mean_variance(const PolderMean *mean) {
  return mean->n < 2 ? NAN : mean->squares / (double)(mean->n - 1);
}

PolderInterval polder_mean_interval(const PolderMean *mean, double confidence) {
  if (mean->n < 2)
    return (PolderInterval){NAN, NAN};
  const double t = gsl_cdf_tdist_Pinv((1 + confidence) / 2, (double)(mean->n - 1));
  const double half = t * sqrt(polder_mean_variance(mean) / (double)mean->n);
  return (PolderInterval){mean->centre - half, mean->centre + half};
}
