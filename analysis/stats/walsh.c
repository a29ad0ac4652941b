/* Order statistics: sorting, quantiles, and the k-th of all means of two numbers, which are counted
 * and never listed.
 *
 * Invariant: an answer is one of the numbers asked for, to the last bit.
 */
#include "ranks.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static int compare(const void *a, const void *b) {
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

void polder_sort(double *numbers, uint32_t n) {
  if (n > 1)
    qsort(numbers, n, sizeof *numbers, compare);
}

double polder_quantile(const double *sorted, uint32_t n, double p) {
  if (n == 0)
    return NAN;
  const double place = p * (n - 1);
  const uint32_t below = (uint32_t)place;
  if (below + 1 >= n)
    return sorted[n - 1];
  return sorted[below] + (place - below) * (sorted[below + 1] - sorted[below]);
}

/* Numbers as whole numbers in the same order, so that halving ends at the exact one. */
static uint64_t to_order(double number) {
  uint64_t bits;
  memcpy(&bits, &number, sizeof bits);
  return bits >> 63 ? ~bits : bits | UINT64_C(1) << 63;
}

static double from_order(uint64_t order) {
  const uint64_t bits = order >> 63 ? order & ~(UINT64_C(1) << 63) : ~order;
  double number;
  memcpy(&number, &bits, sizeof number);
  return number;
}

/* Of the sums sorted[i] + sorted[j], i <= j. As i goes up, the last j that fits goes down. */
static uint64_t count_sums(const double *sorted, uint32_t n, double at_most) {
  uint64_t count = 0;
  uint32_t j = n;
  for (uint32_t i = 0; i < j; i++) {
    while (j > i && sorted[i] + sorted[j - 1] > at_most)
      j--;
    count += j - i;
  }
  return count;
}

double polder_walsh(const double *sorted, uint32_t n, uint64_t k) {
  uint64_t low = to_order(2 * sorted[0]), high = to_order(2 * sorted[n - 1]);
  while (low < high) {
    const uint64_t middle = low + (high - low) / 2;
    if (count_sums(sorted, n, from_order(middle)) >= k)
      high = middle;
    else
      low = middle + 1;
  }
  return from_order(low) / 2 + 0.0; /* no -0 */
}
