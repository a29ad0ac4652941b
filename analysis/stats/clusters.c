/* Rates and means of runs that come in clusters, and contrasts of them.
 *
 * Invariant: clusters are independent, whatever happens within; every variance is that of their
 * totals round the common ratio.
 */
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <polder/effects.h>

/* --- Counting --------------------------------------------------------------------------------- */

void polder_clusters_clear(PolderClusters *clusters) {
  g_free(clusters->total);
  *clusters = (PolderClusters){0};
}

static void make_room(PolderClusters *clusters, uint32_t n) {
  if (n <= clusters->n_totals)
    return;
  const uint32_t room = MIN(MAX(n, 2 * clusters->n_totals), POLDER_CLUSTERS_MAX);
  clusters->total = g_renew(PolderClusterTotal, clusters->total, room);
  for (; clusters->n_totals < room; clusters->n_totals++)
    clusters->total[clusters->n_totals] = (PolderClusterTotal){0, 0};
}

void polder_clusters_add(PolderClusters *clusters, uint32_t run, double value) {
  const uint32_t cluster = run % POLDER_CLUSTERS_MAX;
  if (isnan(value))
    return;
  make_room(clusters, cluster + 1);
  clusters->total[cluster].sum += value;
  clusters->total[cluster].n++;
}

void polder_clusters_merge(PolderClusters *clusters, const PolderClusters *other) {
  make_room(clusters, other->n_totals);
  for (uint32_t i = 0; i < other->n_totals; i++) {
    clusters->total[i].sum += other->total[i].sum;
    clusters->total[i].n += other->total[i].n;
  }
}

static PolderClusterTotal total_at(const PolderClusters *clusters, uint32_t cluster) {
  return cluster < clusters->n_totals ? clusters->total[cluster] : (PolderClusterTotal){0, 0};
}

static PolderClusterTotal grand_total(const PolderClusters *clusters) {
  PolderClusterTotal all = {0, 0};
  for (uint32_t i = 0; i < clusters->n_totals; i++) {
    all.sum += clusters->total[i].sum;
    all.n += clusters->total[i].n;
  }
  return all;
}

uint32_t polder_clusters_count(const PolderClusters *clusters) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < clusters->n_totals; i++)
    count += clusters->total[i].n > 0;
  return count;
}

double polder_clusters_mean(const PolderClusters *clusters) {
  const PolderClusterTotal all = grand_total(clusters);
  return all.n == 0 ? NAN : all.sum / all.n;
}

/* --- One rate or mean ------------------------------------------------------------------------- */

/* Covariance of two ratios over the same clusters, by linearisation (Cochran 1977, section 6.3). */
static double covariance(const PolderClusters *one, const PolderClusters *other,
                         double n_clusters) {
  const PolderClusterTotal a = grand_total(one), b = grand_total(other);
  double sum = 0;
  for (uint32_t i = 0; i < MIN(one->n_totals, other->n_totals); i++) {
    const PolderClusterTotal x = one->total[i], y = other->total[i];
    sum += (x.sum - a.sum / a.n * x.n) * (y.sum - b.sum / b.n * y.n);
  }
  return sum / (a.n * b.n) * n_clusters / (n_clusters - 1);
}

static double student(double n_clusters, double confidence) {
  return gsl_cdf_tdist_Pinv((1 + confidence) / 2, n_clusters - 1);
}

PolderInterval polder_clusters_interval(const PolderClusters *clusters, double confidence) {
  const uint32_t n = polder_clusters_count(clusters);
  if (n < 2)
    return (PolderInterval){NAN, NAN};
  const double half = student(n, confidence) * sqrt(covariance(clusters, clusters, n));
  const double mean = polder_clusters_mean(clusters);
  return (PolderInterval){mean - half, mean + half};
}

/* How many independent runs would know as much; never more than there are. Of a rate of 0 or 1
 * nothing shows how alike the runs of a cluster are: each counts as one. */
static double effective_runs(double rate, double variance, double n, double n_clusters) {
  if (rate <= 0 || rate >= 1)
    return n_clusters;
  const double alone = rate * (1 - rate) * n_clusters / (n_clusters - 1);
  return alone < n * variance ? alone / variance : n;
}

/* Wilson's interval, but with the variance of the clusters. Runs spread evenly over points that
 * differ vary less than independent ones; the last term keeps some doubt even if they do not vary
 * at all, as much as Wilson's interval of each point would leave. */
PolderInterval polder_clusters_rate(const PolderClusters *clusters, double confidence) {
  const double n_clusters = polder_clusters_count(clusters);
  if (n_clusters < 2)
    return (PolderInterval){NAN, NAN};
  const double t = student(n_clusters, confidence), t2 = t * t;
  const double rate = polder_clusters_mean(clusters);
  const double variance = covariance(clusters, clusters, n_clusters);
  const double n = effective_runs(rate, variance, grand_total(clusters).n, n_clusters);
  const double shrunk = variance * (n_clusters - 1) / n_clusters;
  const double scale = 1 + t2 / n, centre = (rate + t2 / (2 * n)) / scale;
  const double half = t * sqrt(shrunk + t2 / (4 * n * fmin(n, n_clusters))) / scale;
  return (PolderInterval){
      .low = rate <= 0 ? 0 : fmax(0, centre - half),
      .high = rate >= 1 ? 1 : fmin(1, centre + half),
  };
}

/* --- Contrasts -------------------------------------------------------------------------------- */

typedef struct {
  const PolderClusters *const *parts;
  const double *weight;
  unsigned n_parts;
  double n_clusters;
} Contrast;

static double count_clusters(const Contrast *contrast) {
  double count = 0;
  for (uint32_t cluster = 0; cluster < POLDER_CLUSTERS_MAX; cluster++) {
    double n = 0;
    for (unsigned i = 0; i < contrast->n_parts; i++)
      n += total_at(contrast->parts[i], cluster).n;
    count += n > 0;
  }
  return count;
}

/* v' R v, with R the correlations of the weighted rates; v weighs in their own direction. */
static double joined(const Contrast *contrast, const double *v) {
  double sum = 0;
  for (unsigned i = 0; i < contrast->n_parts; i++) {
    const PolderClusters *one = contrast->parts[i];
    const double own = covariance(one, one, contrast->n_clusters);
    sum += v[i] * v[i];
    for (unsigned j = 0; j < i; j++) {
      const PolderClusters *other = contrast->parts[j];
      const double spread = own * covariance(other, other, contrast->n_clusters);
      if (spread > 0)
        sum += 2 * v[i] * v[j] * covariance(one, other, contrast->n_clusters) / sqrt(spread);
    }
  }
  return sqrt(fmax(0, sum));
}

/* Zou and Donner 2008: how far the sum may lie from the estimate follows from how far each part
 * may lie from its own, in the direction in which it pulls. */
static PolderInterval mover(const Contrast *contrast, double estimate, double confidence) {
  g_autofree double *below = g_new(double, contrast->n_parts);
  g_autofree double *above = g_new(double, contrast->n_parts);
  for (unsigned i = 0; i < contrast->n_parts; i++) {
    const double rate = polder_clusters_mean(contrast->parts[i]), weight = contrast->weight[i];
    const PolderInterval interval = polder_clusters_rate(contrast->parts[i], confidence);
    const double down = weight * (rate - interval.low), up = weight * (interval.high - rate);
    below[i] = weight > 0 ? down : up;
    above[i] = weight > 0 ? up : down;
  }
  return (PolderInterval){estimate - joined(contrast, below), estimate + joined(contrast, above)};
}

/* When clusters do not vary at all, all say the same: as likely as n heads or n tails. */
static double contrast_p(const Contrast *contrast, double estimate) {
  double variance = 0;
  for (unsigned i = 0; i < contrast->n_parts; i++)
    for (unsigned j = 0; j < contrast->n_parts; j++)
      variance += contrast->weight[i] * contrast->weight[j] *
                  covariance(contrast->parts[i], contrast->parts[j], contrast->n_clusters);
  if (fabs(estimate) < POLDER_TOLERANCE)
    return 1;
  if (variance < POLDER_TOLERANCE * POLDER_TOLERANCE)
    return ldexp(1, 1 - (int)contrast->n_clusters);
  return 2 * gsl_cdf_tdist_Q(fabs(estimate) / sqrt(variance), contrast->n_clusters - 1);
}

PolderEffect polder_contrast(const PolderClusters *const *parts, const double *weight,
                             unsigned n_parts, double confidence) {
  Contrast contrast = {parts, weight, n_parts, 0};
  PolderEffect effect = {0, {NAN, NAN}, NAN};
  bool known = n_parts > 0;
  for (unsigned i = 0; i < n_parts; i++) {
    effect.estimate += weight[i] * polder_clusters_mean(parts[i]);
    known = known && polder_clusters_count(parts[i]) >= 2;
  }
  if (!known)
    return effect;
  contrast.n_clusters = count_clusters(&contrast);
  effect.interval = mover(&contrast, effect.estimate, confidence);
  effect.p = contrast_p(&contrast, effect.estimate);
  return effect;
}
