/* How the strategies of the mediated single text answer: private to the agents room.
 *
 * A change of the text is weighed against the text that stands; a text that breaks an own red line
 * is worse than any that does not. The text that stands itself, put to the vote at the end, and any
 * text under another protocol, must be worth the floor.
 */
#ifndef POLDER_AGENTS_STEPS_H
#define POLDER_AGENTS_STEPS_H

#include <polder/table.h>

static inline double polder_steps_worth(const PolderView *view, PolderDeal deal) {
  return polder_view_utility(view, deal) - polder_view_breaks_own_line(view, deal);
}

static inline bool polder_steps_accept(const PolderView *view, PolderDeal deal, int author,
                                       double demand, double temperature) {
  const PolderDeal standing = polder_view_standing_text(view);
  if (standing == POLDER_NO_DEAL || standing == deal)
    return polder_view_perceived(view, deal, author) >= demand - POLDER_TOLERANCE;
  const double change = polder_steps_worth(view, deal) - polder_steps_worth(view, standing);
  return polder_step_taken(change, temperature, polder_view_draw(view));
}

static inline double polder_steps_concession(const PolderView *view) {
  (void)view;
  return 1;
}

#endif
