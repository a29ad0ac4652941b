/* Wilson's interval for one rate, and Newcombe's for the difference of two paired ones, built on
 * it.
 *
 * Invariant: an interval contains its estimate and stays within its range, at the edges exactly.
 */
#include "pairs.h"
#include <math.h>

static double normal_for(double confidence) {
  return polder_normal_quantile((1 + confidence) / 2);
}

/* Wilson 1927; Newcombe 1998a, method 3. */
PolderInterval polder_wilson(uint64_t hits, uint64_t n, double confidence) {
  if (n == 0)
    return (PolderInterval){NAN, NAN};
  const double z = normal_for(confidence);
  const double total = (double)n, share = (double)hits / total;
  const double scale = 1 + z * z / total;
  const double centre = (share + z * z / (2 * total)) / scale;
  const double half = z * sqrt(share * (1 - share) / total + z * z / (4 * total * total)) / scale;
  return (PolderInterval){
      .low = hits == 0 ? 0 : fmax(0, centre - half),
      .high = hits == n ? 1 : fmin(1, centre + half),
  };
}

PolderInterval polder_rate_bounds(uint64_t hits, uint64_t n, uint64_t failed) {
  const double all = (double)(n + failed);
  if (all == 0)
    return (PolderInterval){NAN, NAN};
  return (PolderInterval){(double)hits / all, (double)(hits + failed) / all};
}

/* The correlation of the two rates, a positive one corrected for continuity: what makes Newcombe's
 * method 10 out of his method 8. */
static double corrected_phi(PolderPairs pairs) {
  const double a = (double)pairs.both, b = (double)pairs.first_only;
  const double c = (double)pairs.second_only, d = (double)pairs.neither;
  const double margins = (a + b) * (c + d) * (a + c) * (b + d);
  if (margins == 0)
    return 0;
  const double cross = a * d - b * c;
  const double corrected = cross > 0 ? fmax(0, cross - (a + b + c + d) / 2) : cross;
  return corrected / sqrt(margins);
}

static double joined(double one, double other, double phi) {
  return sqrt(fmax(0, one * one - 2 * phi * one * other + other * other));
}

static double newcombe_low(PolderPairs pairs, double n, double confidence) {
  const uint64_t first_hits = pairs.both + pairs.first_only;
  const uint64_t second_hits = pairs.both + pairs.second_only;
  const PolderInterval first = polder_wilson(first_hits, (uint64_t)n, confidence);
  const PolderInterval second = polder_wilson(second_hits, (uint64_t)n, confidence);
  const double below = (double)first_hits / n - first.low;
  const double above = second.high - (double)second_hits / n;
  const double half = joined(below, above, corrected_phi(pairs));
  return fmax(-1, polder_paired_difference(pairs) - half);
}

PolderInterval polder_newcombe(PolderPairs pairs, double confidence) {
  const double n = polder_pairs_total(pairs);
  if (n == 0)
    return (PolderInterval){NAN, NAN};
  const double mirrored = newcombe_low(polder_pairs_swapped(pairs), n, confidence);
  return (PolderInterval){newcombe_low(pairs, n, confidence), -mirrored};
}
