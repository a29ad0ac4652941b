/* amop: alternating multiple offers (Aydogan et al. 2017).
 *
 * In a round everybody first chooses a text, knowing none of the others; then all answer at once to
 * each of them, in the speaking order. The first that is agreed ends the table.
 */
#include <polder/table.h>

static void vote_on(PolderChair *chair, int party, PolderDeal text) {
  if (polder_chair_lay(chair, party, text))
    polder_chair_vote(chair);
}

static void amop(PolderChair *chair) {
  PolderDeal text[POLDER_PARTIES_MAX];
  if (polder_chair_neutral_waits(chair))
    vote_on(chair, -1, polder_chair_choose(chair, -1));
  const int speakers = polder_chair_speakers(chair);
  for (int place = 0; place < speakers; place++)
    text[place] = polder_chair_choose(chair, polder_chair_speaker(chair, place));
  for (int place = 0; place < speakers && !polder_chair_over(chair); place++)
    vote_on(chair, polder_chair_speaker(chair, place), text[place]);
}

const PolderProtocol polder_protocol_amop = {.name = "amop", .round = amop};
