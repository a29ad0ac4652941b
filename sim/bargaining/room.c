/* Who accepts which deal, and the room to agree under a table's own rule.
 *
 * Invariant: deals are looked at in blocks, in their own order, and nothing is allocated.
 */
#include <math.h>
#include <string.h>

#include "internal.h"

typedef double Four __attribute__((vector_size(32)));
typedef int64_t FourBits __attribute__((vector_size(32)));

/* Adds `bit` to the mask of every deal that is worth the floor. */
static void add_party(const double *utility, double lowest, int64_t bit, uint32_t length,
                      int64_t mask[BLOCK]) {
  uint32_t d = 0;
  for (; d + 4 <= length; d += 4) {
    Four four;
    FourBits bits;
    memcpy(&four, utility + d, sizeof four);
    memcpy(&bits, mask + d, sizeof bits);
    bits |= (FourBits)(four >= lowest) & bit;
    memcpy(mask + d, &bits, sizeof bits);
  }
  for (; d < length; d++)
    mask[d] |= utility[d] >= lowest ? bit : 0;
}

void polder_block_worth(const PolderProblem *problem, PolderDeal first, uint32_t length,
                        uint16_t out_parties[BLOCK]) {
  int64_t mask[BLOCK] = {0};
  for (int i = 0; i < problem->n_parties; i++)
    add_party(problem->utility + (size_t)i * problem->n_deals + first,
              problem->reservation[i] - POLDER_TOLERANCE, INT64_C(1) << i, length, mask);
  for (uint32_t d = 0; d < length; d++)
    out_parties[d] = (uint16_t)mask[d];
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
  return (PolderProblem){scenario->n_parties, scenario->n_deals, scenario->utility,
                         scenario->broken, out_reservation};
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
