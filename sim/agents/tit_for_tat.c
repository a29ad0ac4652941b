/* tit_for_tat: gives as much as it was given (average tit for tat, Faratin et al. 1998, in own
 * utility).
 *
 * Its concession is what the others came towards it since their first texts, on average, as a share
 * of what lies between its best and its floor. Never more generous than the others, never takes
 * back.
 */
#include <polder/table.h>

static double given_by(const PolderView *view, int party) {
  const PolderDeal first = polder_view_first_text(view, party);
  const PolderDeal last = polder_view_last_text(view, party);
  if (first == POLDER_NO_DEAL)
    return 0;
  return MAX(polder_view_utility(view, last) - polder_view_utility(view, first), 0);
}

static double concession(const PolderView *view) {
  const int self = polder_view_self(view), n = polder_view_parties(view);
  const double room = polder_view_best(view) - polder_view_reservation(view);
  double given = 0;
  int others = 0;
  for (int party = 0; party < n; party++)
    if (party != self && polder_view_present(view, party)) {
      given += given_by(view, party);
      others++;
    }
  return others == 0 || room <= POLDER_TOLERANCE ? 1 : MIN(given / others / room, 1);
}

const PolderStrategy polder_strategy_tit_for_tat = {
    .name = "tit_for_tat",
    .concession = concession,
    .propose = polder_view_nearest_text,
};
