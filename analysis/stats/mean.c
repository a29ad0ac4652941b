/* Mean and variance in one pass (Welford 1962), and of two parts together (Chan, Golub, LeVeque
 * 1979).
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

void polder_mean_merge(PolderMean *mean, const PolderMean *other) {
  mean->absent += other->absent;
  if (other->n == 0)
    return;
  if (mean->n == 0) {
    *mean = (PolderMean){other->n, mean->absent, other->centre, other->squares};
    return;
  }
  const double n = (double)mean->n, m = (double)other->n;
  const double apart = other->centre - mean->centre;
  mean->n += other->n;
  mean->centre += apart * m / (n + m);
  mean->squares += other->squares + apart * apart * n * m / (n + m);
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
