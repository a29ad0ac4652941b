/* issue_by_issue: one issue after the other, in the order of the file (Fatima, Wooldridge and
 * Jennings 2004: the sequential procedure; all at once, as the other protocols do, is the package).
 *
 * As round_robin, but a vote is about one issue of the text; what is settled stays, and with the
 * last issue the whole is agreed.
 */
#include <polder/table.h>

static void issue_by_issue(PolderChair *chair) {
  polder_chair_one_by_one(chair);
  if (polder_chair_speakers(chair) == 0 && !polder_chair_neutral_waits(chair))
    return;
  if (polder_chair_propose(chair, polder_chair_next(chair)))
    polder_chair_vote(chair);
}

const PolderProtocol polder_protocol_issue_by_issue = {.name = "issue_by_issue",
                                                       .round = issue_by_issue};
