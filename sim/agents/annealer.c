/* annealer: as the hill climber, but takes a step for the worse with probability e^(change / T); T
 * falls from `temperature` to 0 in equal steps (Klein et al. 2003).
 */
#include "steps.h"

static bool accepts(const PolderView *view, PolderDeal deal, int author, double demand) {
  const double left = 1 - polder_view_time(view);
  return polder_steps_accept(view, deal, author, demand,
                             left * polder_view_parameter(view, POLDER_TEMPERATURE));
}

const PolderStrategy polder_strategy_annealer = {
    .name = "annealer",
    .concession = polder_steps_concession,
    .propose = polder_view_any_text,
    .accepts = accepts,
};
