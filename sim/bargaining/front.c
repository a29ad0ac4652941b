/* The Pareto front, exactly, tolerance included.
 *
 * Candidates come by falling sum, and each is held against those kept so far: first 16 at a time in
 * coarse levels, which never miss a dominator, then in doubles. One that is beaten goes; one that
 * is dominated only thanks to the tolerance is no member, but stays to be held against others.
 * Invariant: every candidate so far is kept, equal to a kept one, or beaten by a kept one.
 */
#include <math.h>
#include <string.h>

#include "front.h"

typedef int16_t Lanes __attribute__((vector_size(LANES * sizeof(int16_t))));
typedef uint64_t Words __attribute__((vector_size(LANES * sizeof(int16_t))));

static const double TOP_LEVEL = 32767;

/* --- Memory
 * --------------------------------------------------------------------------------------------- */

PolderFront *polder_front_new(int n_parties, uint32_t n_deals) {
  g_return_val_if_fail(n_parties >= 1 && n_parties <= POLDER_PARTIES_MAX, NULL);
  const size_t deals = n_deals, parties = (size_t)n_parties, cells = deals * parties;
  const size_t blocks = (deals + LANES - 1) / LANES, groups = (blocks + GROUP - 1) / GROUP;
  const size_t levels = blocks * parties * LANES, bounds = groups * parties;
  PolderFront *front = g_new0(PolderFront, 1);
  front->most_parties = n_parties;
  front->most_deals = n_deals;
  front->deal = g_new(PolderDeal, deals);
  front->row = g_new(double, cells);
  front->sum = g_new(double, deals);
  front->key = g_new(uint32_t, deals);
  front->order = g_new(uint32_t, deals);
  front->spare = g_new(uint32_t, deals);
  front->kept = g_new(uint32_t, deals);
  front->dominated = g_new(uint8_t, deals);
  front->level = g_new(int16_t, levels);
  front->group_highest = g_new(int16_t, bounds);
  front->group_lowest = g_new(int16_t, bounds);
  front->member = g_new(PolderDeal, deals);
  front->member_kept = g_new(uint32_t, deals);
  return front;
}

void polder_front_free(PolderFront *front) {
  if (front == NULL)
    return;
  void *const parts[] = {
      front->deal,         front->row,    front->sum,        front->key,   front->order,
      front->spare,        front->kept,   front->dominated,  front->level, front->group_highest,
      front->group_lowest, front->member, front->member_kept};
  for (size_t p = 0; p < G_N_ELEMENTS(parts); p++)
    g_free(parts[p]);
  g_free(front);
}

/* --- One candidate against those kept
 * --------------------------------------------------------------- */

typedef struct {
  uint32_t candidate;
  const double *row;
  double low[POLDER_PARTIES_MAX], high[POLDER_PARTIES_MAX]; /* row less and plus the tolerance */
  Lanes low_level[POLDER_PARTIES_MAX], high_level[POLDER_PARTIES_MAX];
} Tested;

typedef enum { UNDOMINATED, DOMINATED, BEATEN, THE_SAME } Standing;

/* Coarse, but never the wrong way round. */
static int16_t level_of(double utility) {
  const double within = utility < 0 ? 0 : utility > 1 ? 1 : utility;
  return (int16_t)(within * TOP_LEVEL);
}

static const double *row_of(const PolderFront *front, uint32_t candidate) {
  return front->row + (size_t)candidate * (size_t)front->n_parties;
}

static void prepare(const PolderFront *front, uint32_t candidate, Tested *out_tested) {
  out_tested->candidate = candidate;
  out_tested->row = row_of(front, candidate);
  for (int i = 0; i < front->n_parties; i++) {
    out_tested->low[i] = out_tested->row[i] - POLDER_TOLERANCE;
    out_tested->high[i] = out_tested->row[i] + POLDER_TOLERANCE;
    out_tested->low_level[i] = level_of(out_tested->low[i]) + (Lanes){0};
    out_tested->high_level[i] = level_of(out_tested->high[i]) + (Lanes){0};
  }
}

/* How the tested candidate stands against one other, in doubles. */
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

static bool all_lanes(const Lanes *failed) {
  const Words words = (Words)*failed;
  return (words[0] & words[1] & words[2] & words[3]) == UINT64_MAX;
}

static const int16_t *block_levels(const PolderFront *front, uint32_t block) {
  return front->level + (size_t)block * (size_t)front->n_parties * LANES;
}

/* 0 in the lanes that may be as high as the tested one everywhere. False: there is none. */
static bool high_enough(const PolderFront *front, const Tested *tested, uint32_t block,
                        Lanes *out_failed) {
  const int16_t *levels = block_levels(front, block);
  Lanes failed = {0};
  for (int i = 0; i < front->n_parties; i++) {
    Lanes level;
    memcpy(&level, levels + (size_t)i * LANES, sizeof level);
    failed |= level < tested->low_level[i];
    if ((i & 1) && all_lanes(&failed))
      return false;
  }
  *out_failed = failed;
  return !all_lanes(&failed);
}

static Standing against_lanes(const PolderFront *front, const Tested *tested, uint32_t block,
                              const Lanes *failed, uint32_t *out_place) {
  Standing worst = UNDOMINATED;
  for (uint32_t lane = 0; lane < LANES; lane++) {
    const uint32_t place = block * LANES + lane;
    if ((*failed)[lane] != 0 || place >= front->n_kept)
      continue;
    const Standing standing = against(tested, row_of(front, front->kept[place]), front->n_parties);
    if (standing == BEATEN || standing == THE_SAME) {
      *out_place = place;
      return standing;
    }
    worst = MAX(worst, standing);
  }
  return worst;
}

static bool group_too_low(const PolderFront *front, const Tested *tested, uint32_t group) {
  const int16_t *highest = front->group_highest + (size_t)group * (size_t)front->n_parties;
  for (int i = 0; i < front->n_parties; i++)
    if (highest[i] < tested->low_level[i][0])
      return true;
  return false;
}

static uint32_t kept_blocks(const PolderFront *front) {
  return (front->n_kept + LANES - 1) / LANES;
}

/* The worst that happens to the tested candidate; out_place = which kept one is the same. */
static Standing against_kept(const PolderFront *front, const Tested *tested, uint32_t *out_place) {
  const uint32_t n_blocks = kept_blocks(front);
  Standing worst = UNDOMINATED;
  for (uint32_t block = 0; block < n_blocks; block++) {
    if (block % GROUP == 0 && group_too_low(front, tested, block / GROUP)) {
      block += GROUP - 1;
      continue;
    }
    Lanes failed;
    if (!high_enough(front, tested, block, &failed))
      continue;
    const Standing standing = against_lanes(front, tested, block, &failed, out_place);
    if (standing == BEATEN || standing == THE_SAME)
      return standing;
    worst = MAX(worst, standing);
  }
  return worst;
}

/* --- Those kept against a newcomer of nearly the same sum
 * -------------------------------------------- */

static bool dominates(const Tested *tested, const double *other, int n_parties) {
  bool higher = false;
  for (int i = 0; i < n_parties; i++) {
    if (tested->row[i] < other[i] - POLDER_TOLERANCE)
      return false;
    higher |= tested->row[i] > other[i] + POLDER_TOLERANCE;
  }
  return higher;
}

static bool group_too_high(const PolderFront *front, const Tested *tested, uint32_t group) {
  const int16_t *lowest = front->group_lowest + (size_t)group * (size_t)front->n_parties;
  for (int i = 0; i < front->n_parties; i++)
    if (lowest[i] > tested->high_level[i][0])
      return true;
  return false;
}

static void mark_block(PolderFront *front, const Tested *tested, uint32_t block) {
  const int16_t *levels = block_levels(front, block);
  Lanes failed = {0};
  for (int i = 0; i < front->n_parties; i++) {
    Lanes level;
    memcpy(&level, levels + (size_t)i * LANES, sizeof level);
    failed |= level > tested->high_level[i];
  }
  for (uint32_t lane = 0; !all_lanes(&failed) && lane < LANES; lane++) {
    const uint32_t place = block * LANES + lane;
    if (failed[lane] == 0 && place < front->n_kept &&
        dominates(tested, row_of(front, front->kept[place]), front->n_parties))
      front->dominated[place] = 1;
  }
}

/* The only kept ones that the newcomer can dominate have a sum at most the tolerances higher. */
static void mark_dominated(PolderFront *front, const Tested *tested) {
  const uint32_t slack =
      2 + (uint32_t)(front->keys_per_joint * (front->n_parties + 1) * POLDER_TOLERANCE);
  const uint32_t key = front->key[tested->candidate];
  for (uint32_t block = kept_blocks(front); block-- > 0;) {
    const uint32_t last = MIN(block * LANES + LANES, front->n_kept) - 1;
    if (front->key[front->kept[last]] + slack < key)
      return;
    if (block % GROUP == GROUP - 1 && group_too_high(front, tested, block / GROUP))
      block -= GROUP - 1;
    else
      mark_block(front, tested, block);
  }
}

/* --- Keeping
 * ------------------------------------------------------------------------------------------------
 */

static void keep(PolderFront *front, const Tested *tested, bool dominated) {
  const uint32_t place = front->n_kept++, block = place / LANES, lane = place % LANES;
  const size_t group = block / GROUP, width = (size_t)front->n_parties;
  int16_t *levels = front->level + block * width * LANES;
  int16_t *highest = front->group_highest + group * width;
  int16_t *lowest = front->group_lowest + group * width;
  front->kept[place] = tested->candidate;
  front->dominated[place] = dominated;
  if (lane == 0)
    memset(levels, -1, width * LANES * sizeof *levels);
  for (size_t i = 0; i < width; i++) {
    const int16_t level = level_of(tested->row[i]);
    const bool first = place % (LANES * GROUP) == 0;
    levels[i * LANES + lane] = level;
    highest[i] = first ? level : MAX(highest[i], level);
    lowest[i] = first ? level : MIN(lowest[i], level);
  }
}

static void add_member(PolderFront *front, uint32_t candidate, uint32_t place) {
  front->member[front->n_members] = front->deal[candidate];
  front->member_kept[front->n_members++] = place;
}

static void test_candidate(PolderFront *front, uint32_t candidate) {
  Tested tested;
  uint32_t place = 0;
  prepare(front, candidate, &tested);
  const Standing standing = against_kept(front, &tested, &place);
  if (standing == BEATEN)
    return;
  if (standing == THE_SAME) {
    add_member(front, candidate, place);
    return;
  }
  mark_dominated(front, &tested);
  add_member(front, candidate, front->n_kept);
  keep(front, &tested, standing == DOMINATED);
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
  front->n_kept = front->n_members = 0;
  polder_front_screen(front, problem);
  polder_front_sort(front);
  for (uint32_t p = 0; p < front->n_candidates; p++)
    test_candidate(front, front->order[p]);
  drop_dominated_members(front);
}

/* --- Asking
 * -------------------------------------------------------------------------------------------------
 */

uint32_t polder_front_size(const PolderFront *front) {
  return front->n_members;
}

PolderDeal polder_front_deal(const PolderFront *front, uint32_t index) {
  g_return_val_if_fail(index < front->n_members, POLDER_NO_DEAL);
  return front->member[index];
}

double polder_front_distance(const PolderFront *front, const double *utility) {
  double nearest = INFINITY;
  for (uint32_t place = 0; place < front->n_kept; place++) {
    const double *row = row_of(front, front->kept[place]);
    double squares = 0;
    for (int i = 0; i < front->n_parties && squares < nearest; i++)
      squares += (row[i] - utility[i]) * (row[i] - utility[i]);
    if (!front->dominated[place])
      nearest = MIN(nearest, squares);
  }
  return front->n_members == 0 ? NAN : sqrt(nearest);
}
