/* purpose: before anything is proposed everybody is asked what this is for; after the first round
 * each says whether it sees any room, and when most do not, all go home (own form).
 *
 * A party sees room when the text that it thinks most likely to suit all is worth its floor to
 * itself and, as it believes, theirs to the others. It may be wrong both ways.
 */
#include <math.h>

#include "seats.h"

static void ask_everybody(PolderTable *table) {
  if (table->round > 1)
    return;
  for (int party = 0; party < table->n; party++)
    if (table->present >> party & 1) {
      table->asked |= 1u << party;
      polder_seats_note(table, POLDER_DID_ASK, party, NAN);
      polder_table_realise(table, party);
    }
}

/* What a party believes that the others can live with. */
static bool seems_possible(const PolderTable *table, int party, PolderDeal text) {
  const unsigned others = polder_seats_voters(table) & ~(1u << party);
  int option[POLDER_ISSUES_MAX];
  bool possible = true;
  polder_scenario_options(table->scenario, text, option);
  for (int issue = 0; issue < table->scenario->n_issues; issue++)
    option[issue] += table->scenario->issues[issue].first_option;
  for (int other = 0; other < table->n; other++)
    if (others >> other & 1)
      possible = possible && polder_minds_estimate(table->minds, party, other, text, option) >=
                                 polder_minds_floor(table->minds, party, other) - 1e-6;
  return possible;
}

static bool sees_room(PolderTable *table, int party) {
  const PolderView *view = &table->view[party];
  const PolderDeal text = polder_view_joint_text(view, polder_view_reservation(view));
  return text != POLDER_NO_DEAL && seems_possible(table, party, text);
}

static void say_whether(PolderTable *table) {
  const unsigned voters = polder_seats_voters(table);
  unsigned pessimists = 0;
  if (table->round > 1)
    return;
  for (int party = 0; party < table->n; party++)
    if ((voters >> party & 1) && !sees_room(table, party))
      pessimists |= 1u << party;
  const bool ends = 2 * __builtin_popcount(pessimists) > __builtin_popcount(voters);
  for (int party = 0; party < table->n; party++)
    if (pessimists >> party & 1)
      polder_seats_note(table, POLDER_DID_POINTLESS, party, ends);
  if (!ends)
    return;
  table->over = true;
  table->ending = POLDER_WALKOUT;
  table->ended_by = __builtin_ctz(pessimists);
}

static void conclude(const PolderTable *table, PolderOutcome *outcome) {
  outcome->process[POLDER_PROCESS_wasted_rounds] = outcome->room ? 0 : table->round;
}

const PolderMechanism polder_mechanism_purpose = {
    .name = "purpose",
    .switches = {POLDER_PURPOSE},
    .n_switches = 1,
    .minded = true,
    .round = ask_everybody,
    .round_over = say_whether,
    .conclude = conclude,
};
