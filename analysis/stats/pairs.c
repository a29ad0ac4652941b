/* Paired changes: the difference, McNemar's tests and Tango's interval.
 *
 * Invariant: only the four counts matter, and swapping first and second mirrors every answer
 * exactly.
 */
#include "pairs.h"
#include <math.h>

double polder_pairs_total(PolderPairs pairs) {
  return (double)(pairs.both + pairs.first_only + pairs.second_only + pairs.neither);
}

PolderPairs polder_pairs_swapped(PolderPairs pairs) {
  return (PolderPairs){pairs.both, pairs.second_only, pairs.first_only, pairs.neither};
}

double polder_paired_difference(PolderPairs pairs) {
  const double total = polder_pairs_total(pairs);
  if (total == 0)
    return NAN;
  return ((double)pairs.first_only - (double)pairs.second_only) / total;
}

PolderInterval polder_difference_bounds(PolderPairs pairs, uint64_t failed) {
  const double all = polder_pairs_total(pairs) + (double)failed;
  const double net = (double)pairs.first_only - (double)pairs.second_only;
  if (all == 0)
    return (PolderInterval){NAN, NAN};
  return (PolderInterval){(net - (double)failed) / all, (net + (double)failed) / all};
}

double polder_pairing_gain(PolderPairs pairs) {
  const double n = polder_pairs_total(pairs), difference = polder_paired_difference(pairs);
  const double first = (double)(pairs.both + pairs.first_only) / n;
  const double second = (double)(pairs.both + pairs.second_only) / n;
  const double unpaired = first * (1 - first) + second * (1 - second);
  const double paired =
      (double)(pairs.first_only + pairs.second_only) / n - difference * difference;
  return n == 0 || unpaired <= 0 ? NAN : unpaired / fmax(0, paired);
}

/* Probability of k heads in n fair throws. The halvings are spread over the product, so that
 * neither overflows nor vanishes too soon. */
static double fair_throws(uint64_t k, uint64_t n) {
  double probability = 1;
  uint64_t halvings = n;
  for (uint64_t i = 1; i <= k; i++) {
    probability *= (double)(n - k + i) / (double)i;
    for (; probability > 1 && halvings > 0; halvings--)
      probability /= 2;
  }
  return ldexp(probability, -(int)MIN(halvings, 5000));
}

/* Of at most k heads, from the probability of exactly k downwards. */
static double fair_tail(uint64_t k, uint64_t n, double exactly_k) {
  double term = exactly_k, sum = 0;
  for (uint64_t i = k; term > 0; i--) {
    sum += term;
    term *= (double)i / (double)(n - i + 1);
  }
  return sum;
}

/* Two-sided: `weight` is how much of the probability of just what was seen counts on each side. */
static double mcnemar(PolderPairs pairs, double weight) {
  if (polder_pairs_total(pairs) == 0)
    return NAN;
  const uint64_t fewer = MIN(pairs.first_only, pairs.second_only);
  const uint64_t discordant = pairs.first_only + pairs.second_only;
  const double seen = fair_throws(fewer, discordant);
  const double tail = fair_tail(fewer, discordant, seen);
  return fmin(1, 2 * (tail - (1 - weight) * seen));
}

double polder_mcnemar_exact(PolderPairs pairs) {
  return mcnemar(pairs, 1);
}

double polder_mcnemar_mid_p(PolderPairs pairs) {
  return mcnemar(pairs, .5);
}

/* Is a true difference of `delta` too far from what was seen? Tango 1998, equations 8 to 10: q is
 * the likeliest share of second-only pairs under that difference. */
static bool too_far(PolderPairs pairs, double delta, double z) {
  const double n = polder_pairs_total(pairs);
  const double b = (double)pairs.first_only, c = (double)pairs.second_only;
  const double linear = (2 * n - b + c) * delta - b - c;
  const double constant = -c * delta * (1 - delta);
  const double q = (sqrt(fmax(0, linear * linear - 8 * n * constant)) - linear) / (4 * n);
  const double variance = n * fmax(0, 2 * q + delta * (1 - delta));
  const double distance = b - c - n * delta;
  return distance * distance > z * z * variance;
}

static double tango_low(PolderPairs pairs, double z) {
  const int halvings = 64;
  double outside = -1, inside = polder_paired_difference(pairs);
  if (!too_far(pairs, outside, z))
    return outside;
  for (int i = 0; i < halvings; i++) {
    const double middle = (outside + inside) / 2;
    if (too_far(pairs, middle, z))
      outside = middle;
    else
      inside = middle;
  }
  return inside;
}

PolderInterval polder_tango(PolderPairs pairs, double confidence) {
  if (polder_pairs_total(pairs) == 0)
    return (PolderInterval){NAN, NAN};
  const double z = polder_normal_quantile((1 + confidence) / 2);
  return (PolderInterval){tango_low(pairs, z), -tango_low(polder_pairs_swapped(pairs), z)};
}
