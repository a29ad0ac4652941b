/* saop: stacked alternating offers (Aydogan et al. 2017).
 *
 * In a round every party has one turn, in the speaking order: it accepts the text on the table, or
 * refuses it and lays down one of its own. A text that everybody needed has accepted is agreed.
 * Only who had the turn has answered, so only that party is judged.
 */
#include <polder/table.h>

static void saop(PolderChair *chair) {
  if (polder_chair_neutral_waits(chair))
    polder_chair_propose(chair, -1);
  const int speakers = polder_chair_speakers(chair);
  for (int place = 0; place < speakers && !polder_chair_over(chair); place++) {
    const int party = polder_chair_speaker(chair, place);
    if (polder_chair_has_text(chair) && polder_chair_answer(chair, party))
      continue;
    if (!polder_chair_over(chair))
      polder_chair_propose(chair, party);
  }
}

const PolderProtocol polder_protocol_saop = {.name = "saop", .round = saop};
