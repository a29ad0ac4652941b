/* The list of rows that a front is found from: adding, and ordering by falling sum. */
#include <math.h>
#include <string.h>

#include "front.h"

enum { RADIX_BITS = 11, RADIX_BITS_SMALL = 7, SMALL = 4096 };

void polder_rows_begin(PolderFront *front, int width) {
  front->width = width;
  front->n_rows = 0;
}

void polder_rows_add_deal(PolderFront *front, const PolderProblem *problem, PolderDeal deal) {
  double *row = front->row + (size_t)front->n_rows * (size_t)front->width;
  double sum = 0;
  for (int i = 0; i < problem->n_parties; i++) {
    row[i] = utility_of(problem, i, deal);
    sum += row[i];
  }
  front->deal[front->n_rows] = deal;
  front->sum[front->n_rows++] = sum;
}

static void radix_pass(const PolderFront *front, const uint32_t *from, uint32_t *to, int shift,
                       int bits) {
  uint32_t start[1 << RADIX_BITS];
  const uint32_t mask = (UINT32_C(1) << bits) - 1;
  memset(start, 0, (mask + 1) * sizeof *start);
  for (uint32_t r = 0; r < front->n_rows; r++)
    start[front->key[r] >> shift & mask]++;
  for (uint32_t bucket = 0, total = 0; bucket <= mask; bucket++) {
    const uint32_t here = start[bucket];
    start[bucket] = total;
    total += here;
  }
  for (uint32_t p = 0; p < front->n_rows; p++) {
    const uint32_t r = from == NULL ? p : from[p];
    to[start[front->key[r] >> shift & mask]++] = r;
  }
}

void polder_rows_sort(PolderFront *front) {
  const int bits = front->n_rows < SMALL ? RADIX_BITS_SMALL : RADIX_BITS;
  double lowest = INFINITY, highest = -INFINITY;
  for (uint32_t r = 0; r < front->n_rows; r++) {
    lowest = MIN(lowest, front->sum[r]);
    highest = MAX(highest, front->sum[r]);
  }
  const double steps = (1 << 2 * bits) - 1;
  front->keys_per_joint = highest > lowest ? steps / (highest - lowest) : 0;
  for (uint32_t r = 0; r < front->n_rows; r++) {
    const double key = (highest - front->sum[r]) * front->keys_per_joint;
    front->key[r] = (uint32_t)MIN(key, steps);
  }
  radix_pass(front, NULL, front->spare, 0, bits);
  radix_pass(front, front->spare, front->order, bits, bits);
}
