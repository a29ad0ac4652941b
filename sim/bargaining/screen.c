/* Throws away, before the real work, what a few strong deals beat, and orders the rest by sum.
 *
 * Invariant: a candidate is missing only if some possible deal beats it (front.h).
 */
#include <math.h>
#include <string.h>

#include "front.h"

typedef double Four __attribute__((vector_size(32)));
typedef int64_t FourBits __attribute__((vector_size(32)));

typedef struct {
  int n;
  double row[STRONG_MAX][POLDER_PARTIES_MAX];
  double sum_below[STRONG_MAX]; /* a deal nowhere higher, with a sum below this, is beaten */
} Strong;

/* --- Choosing strong deals
 * ---------------------------------------------------------------------------- */

/* The weight of a party in the w-th direction: all equal first, then ever other mixtures. */
static double direction(unsigned w, int party) {
  if (w == 0)
    return 1;
  const uint32_t mixed = (w * 16 + (unsigned)party + 1) * UINT32_C(2654435761);
  return 0.25 + (double)(mixed >> 22) / 256;
}

static uint32_t best_candidate(const PolderFront *front, unsigned w) {
  double weight[POLDER_PARTIES_MAX], best = -INFINITY;
  for (int i = 0; i < front->n_parties; i++)
    weight[i] = direction(w, i);
  uint32_t place = 0;
  for (uint32_t c = 0; c < front->n_candidates; c++) {
    double value = 0;
    for (int i = 0; i < front->n_parties; i++)
      value += weight[i] * front->row[(size_t)c * (size_t)front->n_parties + (size_t)i];
    if (value > best) {
      best = value;
      place = c;
    }
  }
  return place;
}

static void choose_strong(const PolderFront *front, int n, Strong *out_strong) {
  const size_t width = (size_t)front->n_parties;
  out_strong->n = n;
  for (int s = 0; s < n; s++) {
    const uint32_t c = best_candidate(front, (unsigned)s);
    memcpy(out_strong->row[s], front->row + c * width, width * sizeof(double));
    out_strong->sum_below[s] = front->sum[c] - (front->n_parties + 1) * POLDER_TOLERANCE;
  }
}

/* --- Throwing away
 * -------------------------------------------------------------------------------------- */

static void add_candidate(PolderFront *front, const PolderProblem *problem, PolderDeal deal) {
  double *row = front->row + (size_t)front->n_candidates * (size_t)front->n_parties;
  double sum = 0;
  for (int i = 0; i < front->n_parties; i++) {
    row[i] = utility_of(problem, i, deal);
    sum += row[i];
  }
  front->deal[front->n_candidates] = deal;
  front->sum[front->n_candidates++] = sum;
}

/* Which of four neighbouring deals a strong one beats: all bits of a lane. */
static void beaten(const Strong *strong, int n_parties, const Four *utility, const Four *sum,
                   FourBits *out_beaten) {
  FourBits all = {0};
  for (int s = 0; s < strong->n; s++) {
    FourBits hit = *sum < strong->sum_below[s];
    for (int i = 0; i < n_parties; i++)
      hit &= utility[i] <= strong->row[s][i];
    all |= hit;
    if ((all[0] & all[1] & all[2] & all[3]) != 0)
      break;
  }
  *out_beaten = all;
}

static void screen_four(PolderFront *front, const PolderProblem *problem, const Strong *strong,
                        PolderDeal first) {
  Four utility[POLDER_PARTIES_MAX], sum = {0};
  for (int i = 0; i < problem->n_parties; i++) {
    memcpy(&utility[i], problem->utility + (size_t)i * problem->n_deals + first, sizeof(Four));
    sum += utility[i];
  }
  FourBits out;
  beaten(strong, problem->n_parties, utility, &sum, &out);
  for (uint32_t d = 0; d < 4; d++)
    if (out[d] == 0 && problem->broken[first + d] == 0)
      add_candidate(front, problem, first + d);
}

static void screen_deals(PolderFront *front, const PolderProblem *problem, const Strong *strong) {
  PolderDeal deal = 0;
  for (; deal + 4 <= problem->n_deals; deal += 4)
    screen_four(front, problem, strong, deal);
  for (; deal < problem->n_deals; deal++)
    if (problem->broken[deal] == 0)
      add_candidate(front, problem, deal);
}

/* Possible deals, evenly spaced over the list. */
static void sample(PolderFront *front, const PolderProblem *problem) {
  const uint32_t step = problem->n_deals / SAMPLE_MAX + 1;
  front->n_candidates = 0;
  for (PolderDeal deal = 0; deal < problem->n_deals; deal += step)
    if (problem->broken[deal] == 0)
      add_candidate(front, problem, deal);
}

static bool row_beaten(const Strong *strong, const double *row, double sum, int n_parties) {
  for (int s = 0; s < strong->n; s++) {
    int i = 0;
    while (i < n_parties && row[i] <= strong->row[s][i])
      i++;
    if (i == n_parties && sum < strong->sum_below[s])
      return true;
  }
  return false;
}

/* Once more, with the strongest of what was left. */
static void screen_candidates(PolderFront *front, const Strong *strong) {
  const size_t width = (size_t)front->n_parties;
  uint32_t n = 0;
  for (uint32_t c = 0; c < front->n_candidates; c++) {
    const double *row = front->row + c * width;
    if (row_beaten(strong, row, front->sum[c], front->n_parties))
      continue;
    memmove(front->row + n * width, row, width * sizeof *row);
    front->deal[n] = front->deal[c];
    front->sum[n++] = front->sum[c];
  }
  front->n_candidates = n;
}

void polder_front_screen(PolderFront *front, const PolderProblem *problem) {
  Strong strong;
  strong.n = 0;
  sample(front, problem);
  if (front->n_candidates > 0)
    choose_strong(front, 16, &strong);
  front->n_candidates = 0;
  screen_deals(front, problem, &strong);
  if (front->n_candidates <= SAMPLE_MAX)
    return;
  choose_strong(front, 32, &strong);
  screen_candidates(front, &strong);
}

/* --- Ordering
 * ------------------------------------------------------------------------------------------- */

static void radix_pass(const PolderFront *front, const uint32_t *from, uint32_t *to, int shift) {
  uint32_t start[1 << SORT_BITS] = {0};
  const uint32_t mask = (1 << SORT_BITS) - 1;
  for (uint32_t c = 0; c < front->n_candidates; c++)
    start[front->key[c] >> shift & mask]++;
  for (uint32_t bucket = 0, total = 0; bucket <= mask; bucket++) {
    const uint32_t here = start[bucket];
    start[bucket] = total;
    total += here;
  }
  for (uint32_t p = 0; p < front->n_candidates; p++) {
    const uint32_t c = from == NULL ? p : from[p];
    to[start[front->key[c] >> shift & mask]++] = c;
  }
}

void polder_front_sort(PolderFront *front) {
  double lowest = INFINITY, highest = -INFINITY;
  for (uint32_t c = 0; c < front->n_candidates; c++) {
    lowest = MIN(lowest, front->sum[c]);
    highest = MAX(highest, front->sum[c]);
  }
  const double steps = (1 << 2 * SORT_BITS) - 1;
  front->keys_per_joint = highest > lowest ? steps / (highest - lowest) : 0;
  for (uint32_t c = 0; c < front->n_candidates; c++) {
    const double key = (highest - front->sum[c]) * front->keys_per_joint;
    front->key[c] = (uint32_t)MIN(key, steps);
  }
  radix_pass(front, NULL, front->spare, 0);
  radix_pass(front, front->spare, front->order, SORT_BITS);
}
