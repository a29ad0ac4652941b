/* Who accepts which deal, and the room to agree under a table's own rule.
 *
 * Invariant: deals are looked at in blocks, in their own order, and nothing is allocated.
 */
#include <math.h>
#include <string.h>

#include "internal.h"

enum { TOGETHER = 8 }; /* deals */

typedef struct {
  Two lowest[POLDER_PARTIES_MAX]; /* worth the floor */
  TwoBits bit[POLDER_PARTIES_MAX];
} Floors;

/* Which of two deals are worth the floor of a party: all bits of a lane. */
static inline TwoBits reaches(const double *utility, const Floors *floors, int party) {
  Two two;
  memcpy(&two, utility, sizeof two);
  return (TwoBits)(two >= floors->lowest[party]);
}

static void worth_together(const PolderProblem *problem, const Floors *floors, PolderDeal first,
                           uint16_t out_parties[TOGETHER]) {
  const double *utility = problem->utility + first;
  TwoBits a = {0}, b = {0}, c = {0}, d = {0}; /* in registers, as an array would not be */
  for (int i = 0; i < problem->n_parties; i++, utility += problem->n_deals) {
    a |= reaches(utility, floors, i) & floors->bit[i];
    b |= reaches(utility + 2, floors, i) & floors->bit[i];
    c |= reaches(utility + 4, floors, i) & floors->bit[i];
    d |= reaches(utility + 6, floors, i) & floors->bit[i];
  }
  const TwoBits parties[TOGETHER / 2] = {a, b, c, d};
  for (int deal = 0; deal < TOGETHER; deal++)
    out_parties[deal] = (uint16_t)parties[deal / 2][deal % 2];
}

static uint16_t worth_alone(const PolderProblem *problem, const Floors *floors, PolderDeal deal) {
  uint32_t parties = 0;
  for (int i = 0; i < problem->n_parties; i++)
    parties |= (uint32_t)(utility_of(problem, i, deal) >= floors->lowest[i][0]) << i;
  return (uint16_t)parties;
}

static Floors floors_of(const PolderProblem *problem) {
  Floors floors;
  for (int i = 0; i < problem->n_parties; i++) {
    const double lowest = problem->reservation[i] - POLDER_TOLERANCE;
    floors.lowest[i] = (Two){lowest, lowest};
    floors.bit[i] = (TwoBits){INT64_C(1) << i, INT64_C(1) << i};
  }
  return floors;
}

void polder_block_worth(const PolderProblem *problem, PolderDeal first, uint32_t length,
                        uint16_t out_parties[BLOCK]) {
  const Floors floors = floors_of(problem);
  uint32_t d = 0;
  for (; d + TOGETHER <= length; d += TOGETHER)
    worth_together(problem, &floors, first + d, out_parties + d);
  for (; d < length; d++)
    out_parties[d] = worth_alone(problem, &floors, first + d);
}

void polder_block_accepters(const PolderProblem *problem, PolderDeal first, uint32_t length,
                            uint16_t out_parties[BLOCK]) {
  polder_block_worth(problem, first, length, out_parties);
  for (uint32_t d = 0; d < length; d++)
    out_parties[d] = (uint16_t)(out_parties[d] & ~problem->broken[first + d]);
}

uint32_t polder_deal_accepters(const PolderProblem *problem, PolderDeal deal) {
  uint16_t accepters[BLOCK];
  polder_block_accepters(problem, deal, 1, accepters);
  return accepters[0];
}

PolderProblem polder_problem_of(const PolderScenario *scenario, double *out_reservation) {
  for (int i = 0; i < scenario->n_parties; i++)
    out_reservation[i] = scenario->parties[i].reservation;
  return (PolderProblem){
      .n_parties = scenario->n_parties,
      .n_deals = scenario->n_deals,
      .utility = scenario->utility,
      .broken = scenario->broken,
      .reservation = out_reservation,
      .scenario = scenario,
  };
}

static double joint(const PolderProblem *problem, PolderDeal deal) {
  double sum = 0;
  for (int i = 0; i < problem->n_parties; i++)
    sum += utility_of(problem, i, deal);
  return sum;
}

static void add_to_room(PolderRoom *room, double deal_joint) {
  if (room->size == 0 || deal_joint > room->best_joint)
    room->best_joint = deal_joint;
  room->size++;
}

/* Is any of these deals worth the floor of all those parties? Most often not, and then there is no
 * need to know of whom. */
static bool worth_to_all(const PolderProblem *problem, const Floors *floors, uint32_t parties,
                         PolderDeal first) {
  TwoBits a = {-1, -1}, b = a, c = a, d = a;
  for (uint32_t left = parties; left != 0; left &= left - 1) {
    const int i = __builtin_ctz(left);
    const double *utility = problem->utility + (size_t)i * problem->n_deals + first;
    a &= reaches(utility, floors, i);
    b &= reaches(utility + 2, floors, i);
    c &= reaches(utility + 4, floors, i);
    d &= reaches(utility + 6, floors, i);
  }
  const TwoBits any = a | b | c | d;
  return (any[0] | any[1]) != 0;
}

PolderRoom polder_problem_room(const PolderProblem *problem, const PolderDecision *decision) {
  PolderRoom room = {0, NAN};
  g_return_val_if_fail(problem->n_parties == decision->n_parties, room);
  const Rule rule = polder_rule_prepare(decision);
  const Floors floors = floors_of(problem);
  const uint32_t step = __builtin_popcount(rule.must) > 1 ? TOGETHER : BLOCK;
  for (PolderDeal first = 0; first < problem->n_deals; first += step) {
    const uint32_t length = MIN(step, problem->n_deals - first);
    uint16_t accepters[BLOCK];
    if (length == TOGETHER && !worth_to_all(problem, &floors, rule.must, first))
      continue;
    polder_block_accepters(problem, first, length, accepters);
    for (uint32_t d = 0; d < length; d++)
      if (polder_rule_holds(&rule, accepters[d]))
        add_to_room(&room, joint(problem, first + d));
  }
  return room;
}
