/* Throws away what a few strong deals beat, before the real work.
 *
 * Invariant: a possible deal is missing only if some possible deal beats it (front.h).
 */
#include <math.h>
#include <string.h>

#include "front.h"

enum {
  STRONG_MAX = 32,
  SMALL = 2048, /* deals: fewer are not worth screening */
};

typedef struct {
  int n;
  double row[STRONG_MAX][POLDER_PARTIES_MAX];
  double sum_below[STRONG_MAX]; /* a deal nowhere higher, with a sum below this, is beaten */
  uint8_t turn[STRONG_MAX];     /* in which order they are tried */
} Strong;

/* --- Choosing strong deals --- */

/* The weight of a party in the w-th direction: all equal first, then ever other mixtures. */
static double direction(unsigned w, int party) {
  if (w == 0)
    return 1;
  const uint32_t mixed = (w * 16 + (unsigned)party + 1) * UINT32_C(2654435761);
  return 0.25 + (double)(mixed >> 22) / 256;
}

static uint32_t best_row(const PolderFront *front, unsigned w) {
  double weight[POLDER_PARTIES_MAX], best = -INFINITY;
  for (int i = 0; i < front->n_parties; i++)
    weight[i] = direction(w, i);
  uint32_t place = 0;
  for (uint32_t c = 0; c < front->n_rows; c++) {
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

static void choose_strong(const PolderFront *front, Strong *out_strong) {
  const size_t width = (size_t)front->n_parties;
  out_strong->n = STRONG_MAX;
  for (int s = 0; s < STRONG_MAX; s++) {
    const uint32_t c = best_row(front, (unsigned)s);
    out_strong->turn[s] = (uint8_t)s;
    memcpy(out_strong->row[s], front->row + c * width, width * sizeof(double));
    out_strong->sum_below[s] = front->sum[c] - (front->n_parties + 1) * POLDER_TOLERANCE;
  }
}

/* --- Throwing away --- */

/* Neighbours in the list of deals are alike: what beat one probably beats the next. */
static void move_to_front(Strong *strong, int place) {
  const uint8_t moved = strong->turn[place];
  memmove(strong->turn + 1, strong->turn, (size_t)place);
  strong->turn[0] = moved;
}

/* Which of two neighbouring deals a strong one beats: all bits of a lane. */
static void beaten(Strong *strong, int n_parties, const Two *utility, const Two *sum,
                   TwoBits *out_beaten) {
  TwoBits all = {0};
  for (int place = 0; place < strong->n; place++) {
    const int s = strong->turn[place];
    TwoBits hit = *sum < strong->sum_below[s];
    for (int i = 0; i < n_parties; i++)
      hit &= utility[i] <= strong->row[s][i];
    all |= hit;
    if ((all[0] & all[1]) == 0)
      continue;
    move_to_front(strong, place);
    break;
  }
  *out_beaten = all;
}

static void screen_two(PolderFront *front, const PolderProblem *problem, Strong *strong,
                       PolderDeal first) {
  Two utility[POLDER_PARTIES_MAX], sum = {0};
  for (int i = 0; i < problem->n_parties; i++) {
    memcpy(&utility[i], problem->utility + (size_t)i * problem->n_deals + first, sizeof(Two));
    sum += utility[i];
  }
  TwoBits out;
  beaten(strong, problem->n_parties, utility, &sum, &out);
  for (uint32_t d = 0; d < 2; d++)
    if (out[d] == 0 && problem->broken[first + d] == 0)
      polder_rows_add_deal(front, problem, first + d);
}

static void screen_deals(PolderFront *front, const PolderProblem *problem, Strong *strong) {
  PolderDeal deal = 0;
  for (; deal + 2 <= problem->n_deals; deal += 2)
    screen_two(front, problem, strong, deal);
  for (; deal < problem->n_deals; deal++)
    if (problem->broken[deal] == 0)
      polder_rows_add_deal(front, problem, deal);
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

/* Possible deals from all over the list, less what strong ones beat. */
static void sample(PolderFront *front, const PolderProblem *problem, uint32_t n,
                   const Strong *strong) {
  front->n_rows = 0;
  for (uint32_t k = 0; k < n; k++) {
    const uint64_t scattered = k * UINT32_C(2654435769);
    const PolderDeal deal = (PolderDeal)((scattered & UINT32_MAX) * problem->n_deals >> 32);
    if (problem->broken[deal] != 0)
      continue;
    polder_rows_add_deal(front, problem, deal);
    const uint32_t c = front->n_rows - 1;
    if (row_beaten(strong, front->row + (size_t)c * (size_t)front->n_parties, front->sum[c],
                   front->n_parties))
      front->n_rows--;
  }
}

/* Once more, with the strongest of what was left. */
static void screen_rows(PolderFront *front, const Strong *strong) {
  const size_t width = (size_t)front->n_parties;
  uint32_t n = 0;
  for (uint32_t c = 0; c < front->n_rows; c++) {
    const double *row = front->row + c * width;
    if (row_beaten(strong, row, front->sum[c], front->n_parties))
      continue;
    memmove(front->row + n * width, row, width * sizeof *row);
    front->deal[n] = front->deal[c];
    front->sum[n++] = front->sum[c];
  }
  front->n_rows = n;
}

/* Strong deals for the whole list; in a long one, the strongest of a second, larger sample. */
static void find_strong(PolderFront *front, const PolderProblem *problem, Strong *out_strong) {
  if (problem->n_deals <= SMALL)
    return;
  sample(front, problem, SMALL, out_strong);
  if (front->n_rows > 0)
    choose_strong(front, out_strong);
  if (problem->n_deals <= STRONG_MAX * SMALL)
    return;
  sample(front, problem, problem->n_deals / 16, out_strong);
  if (front->n_rows > 0)
    choose_strong(front, out_strong);
}

void polder_front_screen(PolderFront *front, const PolderProblem *problem) {
  Strong strong;
  strong.n = 0;
  polder_rows_begin(front, front->n_parties);
  find_strong(front, problem, &strong);
  front->n_rows = 0;
  screen_deals(front, problem, &strong);
  if (front->n_rows <= SMALL)
    return;
  choose_strong(front, &strong);
  screen_rows(front, &strong);
}
