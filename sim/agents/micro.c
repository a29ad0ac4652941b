/* micro: MiCRO, minimal concession in reply to new offers (de Jong 2022).
 *
 * It goes down its own texts one by one, best first: to the next when every other that speaks has
 * laid down as many different texts as it did itself (of several opponents the most sparing
 * counts), else back to any earlier one. It accepts what is at least worth the text that it would
 * lay down.
 */
#include <polder/table.h>

static bool may_concede(const PolderView *view, unsigned own) {
  const int self = polder_view_self(view), n = polder_view_parties(view);
  unsigned least = UINT32_MAX;
  for (int party = 0; party < n; party++)
    if (party != self && polder_view_present(view, party) &&
        polder_view_first_text(view, party) != POLDER_NO_DEAL)
      least = MIN(least, polder_view_distinct_texts(view, party));
  return own <= (least == UINT32_MAX ? 0 : least);
}

/* The rank of the text to which it is ready to go down, 1 = its best. */
static unsigned lowest_rank(const PolderView *view) {
  const unsigned own = polder_view_distinct_texts(view, polder_view_self(view));
  return own + may_concede(view, own);
}

static double concession(const PolderView *view) {
  const double best = polder_view_ranked(view, 1);
  const double room = best - polder_view_reservation(view);
  const double asked = polder_view_ranked(view, lowest_rank(view));
  return room <= POLDER_TOLERANCE ? 1 : CLAMP((best - asked) / room, 0, 1);
}

static PolderDeal propose(const PolderView *view, double demand) {
  const unsigned own = polder_view_distinct_texts(view, polder_view_self(view));
  if (may_concede(view, own))
    return polder_view_nearest_text(view, demand);
  const PolderDeal earlier =
      polder_view_earlier_text(view, (unsigned)(polder_view_draw(view) * own));
  return earlier != POLDER_NO_DEAL ? earlier : polder_view_nearest_text(view, demand);
}

const PolderStrategy polder_strategy_micro = {
    .name = "micro",
    .counts_texts = true,
    .concession = concession,
    .propose = propose,
};
