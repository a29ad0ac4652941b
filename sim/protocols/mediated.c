/* mediated: a single text that a neutral keeps changing (Klein, Faratin, Sayama and Bar-Yam 2003).
 *
 * A round is as many random changes as there are parties with a vote: each is shown to everybody
 * apart, and kept when the rule is met. In the last round the text that came of it is put to the
 * vote.
 */
#include <polder/table.h>

static void mediated(PolderChair *chair) {
  const int speakers = polder_chair_speakers(chair);
  for (int change = 0; change < speakers; change++)
    polder_chair_change(chair);
  if (speakers > 0 && polder_chair_last_round(chair) &&
      polder_chair_lay(chair, -1, polder_chair_standing(chair)))
    polder_chair_vote(chair);
}

const PolderProtocol polder_protocol_mediated = {.name = "mediated", .round = mediated};
