/* Wilcoxon's signed ranks with Pratt's treatment of zeros, and the shift of Hodges and Lehmann.
 *
 * Invariant: changing the sign of all numbers leaves p, and mirrors shift and interval.
 */
#include <gsl/gsl_cdf.h>
#include <math.h>

#include "ranks.h"

#define EXACT_MAX 50

/* Sums of ranks, zeros ranked as well, and what the normal approximation needs. */
typedef struct {
  uint32_t zeros;
  double plus, minus;
  double ties; /* sum of t^3 - t over groups of t numbers of equal size */
} Ranks;

/* From zero outwards, on both sides at once: numbers of the same size share their mean rank. */
static Ranks rank(const double *sorted, uint32_t n) {
  Ranks ranks = {0};
  uint32_t left = 0, right;
  while (left < n && sorted[left] < 0)
    left++;
  for (right = left; right < n && sorted[right] == 0; right++)
    ranks.zeros++;
  for (double before = ranks.zeros; left > 0 || right < n;) {
    const double size = left > 0 && (right == n || -sorted[left - 1] < sorted[right])
                            ? -sorted[left - 1]
                            : sorted[right];
    uint32_t minus = 0, plus = 0;
    for (; left > 0 && -sorted[left - 1] == size; left--)
      minus++;
    for (; right < n && sorted[right] == size; right++)
      plus++;
    const double tied = (double)minus + plus, mean = before + (tied + 1) / 2;
    ranks.minus += minus * mean;
    ranks.plus += plus * mean;
    ranks.ties += tied * tied * tied - tied;
    before += tied;
  }
  return ranks;
}

#define SUMS_MAX (EXACT_MAX * (EXACT_MAX + 1) / 2 + 1)

/* out_share[w]: of the 2^n signs of 1..n, the share with which the positive ones sum to at most w.
 */
static void exact_shares(unsigned n, double out_share[SUMS_MAX]) {
  unsigned top = 0;
  for (unsigned sum = 0; sum < SUMS_MAX; sum++)
    out_share[sum] = sum == 0;
  for (unsigned number = 1; number <= n; number++) {
    top += number;
    for (unsigned sum = top; sum >= number; sum--)
      out_share[sum] += out_share[sum - number];
  }
  out_share[0] = ldexp(out_share[0], -(int)n);
  for (unsigned sum = 1; sum <= top; sum++)
    out_share[sum] = out_share[sum - 1] + ldexp(out_share[sum], -(int)n);
}

static double exact_p(const Ranks *ranks, unsigned n) {
  double share[SUMS_MAX];
  exact_shares(n, share);
  return fmin(1, 2 * share[(unsigned)fmin(ranks->plus, ranks->minus)]);
}

static double sum_of_squares(double n) {
  return n * (n + 1) * (2 * n + 1) / 6;
}

/* Pratt 1959, with the variance of Cureton 1967. */
static double normal_p(const Ranks *ranks, uint32_t n) {
  const double variance = (sum_of_squares(n) - sum_of_squares(ranks->zeros)) / 4 - ranks->ties / 48;
  const double apart = fabs(ranks->plus - ranks->minus) / 2 - .5;
  return variance > 0 ? fmin(1, 2 * gsl_cdf_ugaussian_Q(apart / sqrt(variance))) : 1;
}

/* --- The shift -------------------------------------------------------------------------------- */

static double middle(const double *sorted, uint32_t n) {
  const uint64_t all = (uint64_t)n * (n + 1) / 2;
  const double upper = polder_walsh(sorted, n, all / 2 + 1);
  return all % 2 == 1 ? upper : (polder_walsh(sorted, n, all / 2) + upper) / 2;
}

/* How many of the smallest means, and of the largest, lie outside; the next one is the end of the
 * interval (Hollander and Wolfe 1999, section 3.3). */
static double outside(uint32_t n, double confidence) {
  const double tail = (1 - confidence) / 2;
  if (n > EXACT_MAX)
    return floor(n * (n + 1.0) / 4 - .5 -
                 gsl_cdf_ugaussian_Qinv(tail) * sqrt(sum_of_squares(n)) / 2);
  double share[SUMS_MAX];
  unsigned sum = 0;
  exact_shares(n, share);
  while (share[sum] <= tail)
    sum++;
  return sum - 1.0;
}

static PolderInterval shift_interval(const double *sorted, uint32_t n, double confidence) {
  const double left_out = outside(n, confidence);
  if (left_out < 0)
    return (PolderInterval){NAN, NAN};
  const uint64_t all = (uint64_t)n * (n + 1) / 2, k = (uint64_t)left_out + 1;
  return (PolderInterval){polder_walsh(sorted, n, k), polder_walsh(sorted, n, all + 1 - k)};
}

PolderSignedRank polder_signed_rank(const double *sorted, uint32_t n, double confidence) {
  if (n == 0)
    return (PolderSignedRank){.w = NAN, .p = NAN, .shift = NAN, .interval = {NAN, NAN}};
  const Ranks ranks = rank(sorted, n);
  const bool exact = n <= EXACT_MAX && ranks.zeros == 0 && ranks.ties == 0;
  return (PolderSignedRank){
      .n = n,
      .zeros = ranks.zeros,
      .w = ranks.plus,
      .exact = exact,
      .p = exact ? exact_p(&ranks, n) : normal_p(&ranks, n),
      .shift = middle(sorted, n),
      .interval = shift_interval(sorted, n, confidence),
  };
}
