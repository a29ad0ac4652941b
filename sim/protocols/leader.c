/* leader: who has most power sets the agenda (Romer and Rosenthal 1978).
 *
 * Every text is the leader's, or a neutral's that was called in; everybody answers at once.
 */
#include <polder/table.h>

static void leader(PolderChair *chair) {
  const int party = polder_chair_leader(chair);
  if (party < 0 && !polder_chair_neutral_waits(chair))
    return; /* nobody has a vote */
  if (polder_chair_propose(chair, party))
    polder_chair_vote(chair);
}

const PolderProtocol polder_protocol_leader = {.name = "leader", .round = leader};
