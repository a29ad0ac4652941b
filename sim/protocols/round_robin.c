/* round_robin: one text a round, by whose turn it is; everybody answers at once. */
#include <polder/table.h>

static void round_robin(PolderChair *chair) {
  if (polder_chair_speakers(chair) == 0 && !polder_chair_neutral_waits(chair))
    return; /* nobody has a vote, or who had one has left */
  if (polder_chair_propose(chair, polder_chair_next(chair)))
    polder_chair_vote(chair);
}

const PolderProtocol polder_protocol_round_robin = {.name = "round_robin", .round = round_robin};
