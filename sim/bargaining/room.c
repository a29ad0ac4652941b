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

static void worth_together(const PolderProblem *problem, const Floors *floors, PolderDeal first,
                           uint16_t out_parties[TOGETHER]) {
  const double *utility = problem->utility + first;
  TwoBits parties[TOGETHER / 2] = {{0}};
  for (int i = 0; i < problem->n_parties; i++, utility += problem->n_deals)
    for (int pair = 0; pair < TOGETHER / 2; pair++) {
      Two two;
      memcpy(&two, utility + 2 * pair, sizeof two);
      parties[pair] |= (TwoBits)(two >= floors->lowest[i]) & floors->bit[i];
    }
  for (int d = 0; d < TOGETHER; d++)
    out_parties[d] = (uint16_t)parties[d / 2][d % 2];
}

static uint16_t worth_alone(const PolderProblem *problem, const Floors *floors, PolderDeal deal) {
  uint32_t parties = 0;
  for (int i = 0; i < problem->n_parties; i++)
    parties |= (uint32_t)(utility_of(problem, i, deal) >= floors->lowest[i][0]) << i;
  return (uint16_t)parties;
}

void polder_block_worth(const PolderProblem *problem, PolderDeal first, uint32_t length,
                        uint16_t out_parties[BLOCK]) {
  Floors floors;
  for (int i = 0; i < problem->n_parties; i++) {
    const double lowest = problem->reservation[i] - POLDER_TOLERANCE;
    floors.lowest[i] = (Two){lowest, lowest};
    floors.bit[i] = (TwoBits){INT64_C(1) << i, INT64_C(1) << i};
  }
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

/* The rule's answer for every set of accepters, or, for many parties, for the last set asked. */
enum { ANSWERED_PARTIES = 8 };
typedef struct {
  const PolderDecision *decision;
  bool all_known;
  uint32_t last;
  bool last_met;
  bool met[1 << ANSWERED_PARTIES];
} Answers;

static void answers_init(Answers *answers, const PolderDecision *decision) {
  answers->decision = decision;
  answers->all_known = decision->n_parties <= ANSWERED_PARTIES;
  answers->last = 0;
  answers->last_met = polder_rule_met(decision, 0);
  if (!answers->all_known)
    return;
  for (uint32_t set = 0; set < UINT32_C(1) << decision->n_parties; set++)
    answers->met[set] = polder_rule_met(decision, set);
}

static bool answered(Answers *answers, uint32_t accepters) {
  if (answers->all_known)
    return answers->met[accepters];
  if (accepters != answers->last) {
    answers->last = accepters;
    answers->last_met = polder_rule_met(answers->decision, accepters);
  }
  return answers->last_met;
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

PolderRoom polder_problem_room(const PolderProblem *problem, const PolderDecision *decision) {
  PolderRoom room = {0, NAN};
  g_return_val_if_fail(problem->n_parties == decision->n_parties, room);
  Answers answers;
  answers_init(&answers, decision);
  for (PolderDeal first = 0; first < problem->n_deals; first += BLOCK) {
    const uint32_t length = block_length(problem, first);
    uint16_t accepters[BLOCK];
    polder_block_accepters(problem, first, length, accepters);
    for (uint32_t d = 0; d < length; d++)
      if (answered(&answers, accepters[d]))
        add_to_room(&room, joint(problem, first + d));
  }
  return room;
}
