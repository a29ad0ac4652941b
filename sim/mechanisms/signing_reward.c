/* signing_reward: a signature pays by itself, whatever comes of it (adapted: rewarding A while
 * hoping for B, Kerr 1975).
 *
 * Every text gains by it in the eyes of a party; the text is worth no more than before, and so is
 * doing it (`enacting_reward` is for that).
 */
#include <polder/mechanism.h>

#include "practice.h"

static double add_reward(const PolderTable *table, int party, PolderDeal deal, int author,
                         double perceived) {
  (void)deal;
  (void)author;
  return perceived + table->values.value[POLDER_SIGNING_REWARD][party];
}

const PolderMechanism polder_mechanism_signing_reward = {
    .name = "signing_reward",
    .switches = {POLDER_SIGNING_REWARD},
    .n_switches = 1,
    .perceive = add_reward,
    .conclude = polder_practice_count_signers,
};
