/* The Pareto front, exactly, tolerance included.
 *
 * Candidates come by falling sum, and each is held against those kept so far. One that is beaten
 * goes; one that is dominated only thanks to the tolerance is no member, but stays to be held
 * against others. Invariant: every candidate so far is kept, equal to a kept one, or beaten by a
 * kept one.
 */
#include <math.h>

#include "front.h"

/* --- Memory --- */

static const size_t EXTRA_LINES =
    2 * WIDTH_MAX; /* a small table may have more columns than parties */

PolderFront *polder_front_new(int n_parties, uint32_t n_deals) {
  g_return_val_if_fail(n_parties >= 1 && n_parties <= POLDER_PARTIES_MAX, NULL);
  g_return_val_if_fail(n_deals >= 1 && n_deals <= POLDER_DEALS_MAX, NULL);
  PolderFront *front = g_new0(PolderFront, 1);
  const size_t parties = (size_t)n_parties;
  front->most_parties = n_parties;
  front->most_deals = n_deals;
  front->most_numbers = n_deals * parties;
  front->kept.most_lines = (n_deals / BATCH + 1) * parties + EXTRA_LINES;
  front->kept.bits = g_aligned_alloc(front->kept.most_lines * LEVELS * BATCH_WORDS,
                                     sizeof *front->kept.bits, BATCH / 8);
  front->kept.place = g_new(uint32_t, n_deals);
  front->deal = g_new(PolderDeal, n_deals);
  front->row = g_new(double, front->most_numbers);
  front->sum = g_new(double, n_deals);
  front->key = g_new(uint32_t, n_deals);
  front->order = g_new(uint32_t, n_deals);
  front->spare = g_new(uint32_t, n_deals);
  front->dominated = g_new(uint8_t, n_deals);
  front->member = g_new(PolderDeal, n_deals);
  front->member_kept = g_new(uint32_t, n_deals);
  return front;
}

void polder_front_free(PolderFront *front) {
  if (front == NULL)
    return;
  g_aligned_free(front->kept.bits);
  void *const parts[] = {front->kept.place, front->deal,       front->row,   front->sum,
                         front->key,        front->order,      front->spare, front->dominated,
                         front->member,     front->member_kept};
  for (size_t p = 0; p < G_N_ELEMENTS(parts); p++)
    g_free(parts[p]);
  g_free(front);
}

/* --- One candidate against those kept --- */

typedef struct {
  uint32_t place;
  const double *row;
  double low[POLDER_PARTIES_MAX], high[POLDER_PARTIES_MAX]; /* row less and plus the tolerance */
  uint8_t low_level[POLDER_PARTIES_MAX], high_level[POLDER_PARTIES_MAX];
} Tested;

typedef enum { UNDOMINATED, DOMINATED, BEATEN, THE_SAME } Standing;

static void prepare(const PolderFront *front, uint32_t place, Tested *out_tested) {
  out_tested->place = place;
  out_tested->row = front->row + (size_t)place * (size_t)front->width;
  for (int i = 0; i < front->n_parties; i++) {
    out_tested->low[i] = out_tested->row[i] - POLDER_TOLERANCE;
    out_tested->high[i] = out_tested->row[i] + POLDER_TOLERANCE;
    out_tested->low_level[i] = polder_kept_level(&front->kept, i, out_tested->low[i]);
    out_tested->high_level[i] = polder_kept_level(&front->kept, i, out_tested->high[i]);
  }
}

/* How the tested candidate stands against one other. */
static Standing against(const Tested *tested, const double *other, int n_parties) {
  bool lower = false, higher = false, same = true;
  for (int i = 0; i < n_parties; i++) {
    if (other[i] < tested->low[i])
      return UNDOMINATED;
    lower |= other[i] < tested->row[i];
    higher |= other[i] > tested->high[i];
    same &= other[i] == tested->row[i];
  }
  if (higher)
    return lower ? DOMINATED : BEATEN;
  return same ? THE_SAME : UNDOMINATED;
}

/* The worst that happens to the tested candidate; out_index = which kept one is the same. */
static Standing against_batch(const PolderFront *front, const Tested *tested, uint32_t batch,
                              uint32_t *out_index) {
  uint64_t rows[BATCH_WORDS];
  Standing worst = UNDOMINATED;
  if (!polder_kept_reaching(&front->kept, batch, tested->low_level, rows))
    return UNDOMINATED;
  for (uint32_t w = 0; w < BATCH_WORDS; w++)
    for (uint64_t left = rows[w]; left != 0; left &= left - 1) {
      *out_index = batch * BATCH + w * 64 + (uint32_t)__builtin_ctzll(left);
      const Standing standing =
          against(tested, kept_row(&front->kept, *out_index), front->n_parties);
      if (standing == BEATEN || standing == THE_SAME)
        return standing;
      worst = MAX(worst, standing);
    }
  return worst;
}

static Standing against_kept(const PolderFront *front, const Tested *tested, uint32_t *out_index) {
  const uint32_t n_batches = kept_batches(&front->kept);
  Standing worst = UNDOMINATED;
  for (uint32_t batch = 0; batch < n_batches && worst < BEATEN; batch++)
    worst = MAX(worst, against_batch(front, tested, batch, out_index));
  return worst;
}

/* --- Those kept against a newcomer of nearly the same sum --- */

static bool dominates(const Tested *tested, const double *other, int n_parties) {
  bool higher = false;
  for (int i = 0; i < n_parties; i++) {
    if (tested->row[i] < other[i] - POLDER_TOLERANCE)
      return false;
    higher |= tested->row[i] > other[i] + POLDER_TOLERANCE;
  }
  return higher;
}

static void mark_batch(PolderFront *front, const Tested *tested, uint32_t batch) {
  uint64_t rows[BATCH_WORDS];
  if (!polder_kept_within(&front->kept, batch, tested->high_level, rows))
    return;
  for (uint32_t w = 0; w < BATCH_WORDS; w++)
    for (uint64_t left = rows[w]; left != 0; left &= left - 1) {
      const uint32_t index = batch * BATCH + w * 64 + (uint32_t)__builtin_ctzll(left);
      if (dominates(tested, kept_row(&front->kept, index), front->n_parties))
        front->dominated[index] = 1;
    }
}

/* The only kept ones that the newcomer can dominate have a sum at most the tolerances higher. */
static void mark_dominated(PolderFront *front, const Tested *tested) {
  const double reach = front->keys_per_joint * (front->n_parties + 1) * POLDER_TOLERANCE;
  const uint32_t slack = 2 + (uint32_t)MIN(reach, UINT32_MAX / 2); /* no key is larger */
  const uint32_t key = front->key[tested->place];
  for (uint32_t batch = kept_batches(&front->kept); batch-- > 0;) {
    const uint32_t last = MIN(batch * BATCH + BATCH, front->kept.n) - 1;
    if (front->key[front->kept.place[last]] + slack < key)
      return;
    mark_batch(front, tested, batch);
  }
}

/* --- The front --- */

static void add_member(PolderFront *front, uint32_t place, uint32_t index) {
  front->member[front->n_members] = front->deal[place];
  front->member_kept[front->n_members++] = index;
}

static void test_candidate(PolderFront *front, uint32_t place) {
  Tested tested;
  uint32_t index = 0;
  prepare(front, place, &tested);
  const Standing standing = against_kept(front, &tested, &index);
  if (standing == BEATEN)
    return;
  if (standing == THE_SAME) {
    add_member(front, place, index);
    return;
  }
  mark_dominated(front, &tested);
  add_member(front, place, front->kept.n);
  front->dominated[front->kept.n] = standing == DOMINATED;
  const bool kept = polder_kept_add(&front->kept, place);
  g_assert(kept);
}

static void drop_dominated_members(PolderFront *front) {
  uint32_t n = 0;
  for (uint32_t m = 0; m < front->n_members; m++)
    if (!front->dominated[front->member_kept[m]]) {
      front->member[n] = front->member[m];
      front->member_kept[n++] = front->member_kept[m];
    }
  front->n_members = n;
}

void polder_front_find(PolderFront *front, const PolderProblem *problem) {
  g_return_if_fail(problem->n_parties <= front->most_parties);
  g_return_if_fail(problem->n_deals <= front->most_deals);
  front->n_parties = problem->n_parties;
  front->n_members = 0;
  if (!polder_front_build(front, problem))
    polder_front_screen(front, problem);
  polder_rows_sort(front);
  polder_kept_begin(&front->kept, front->row, front->n_rows, front->width);
  for (uint32_t p = 0; p < front->n_rows; p++)
    test_candidate(front, front->order[p]);
  drop_dominated_members(front);
}

/* --- Asking ----------------------------------------------------------------------------------- */

uint32_t polder_front_size(const PolderFront *front) {
  return front->n_members;
}

PolderDeal polder_front_deal(const PolderFront *front, uint32_t index) {
  g_return_val_if_fail(index < front->n_members, POLDER_NO_DEAL);
  return front->member[index];
}

double polder_front_distance(const PolderFront *front, const double *utility) {
  double nearest = INFINITY;
  for (uint32_t index = 0; index < front->kept.n; index++) {
    const double *row = kept_row(&front->kept, index);
    double squares = 0;
    for (int i = 0; i < front->n_parties; i++)
      squares += (row[i] - utility[i]) * (row[i] - utility[i]);
    if (!front->dominated[index] && squares < nearest)
      nearest = squares;
  }
  return front->n_members == 0 ? NAN : sqrt(nearest);
}
