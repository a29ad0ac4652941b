/* hill_climber: takes every step of a single text that makes it no worse for itself (Klein et al.
 * 2003). Under other protocols it is content with its floor, and proposes anything above it.
 */
#include "steps.h"

static bool accepts(const PolderView *view, PolderDeal deal, int author, double demand) {
  return polder_steps_accept(view, deal, author, demand, 0);
}

const PolderStrategy polder_strategy_hill_climber = {
    .name = "hill_climber",
    .concession = polder_steps_concession,
    .propose = polder_view_any_text,
    .accepts = accepts,
};
