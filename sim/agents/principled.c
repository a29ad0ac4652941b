/* principled: argues for what it wants with an eye to what the others can live with.
 *
 * It comes down along the concession curve, faster the more it trusts the others, and of the texts
 * that are good enough for itself it proposes the one that most likely suits all (sim/README.md,
 * Proposal).
 */
#include "curve.h"

static double concession(const PolderView *view) {
  const double trusting = 0.4 + 1.2 * polder_view_mean_trust(view);
  return polder_concession_curve(view, polder_view_parameter(view, POLDER_BETA) * trusting);
}

const PolderStrategy polder_strategy_principled = {
    .name = "principled",
    .models_others = true,
    .concession = concession,
    .propose = polder_view_joint_text,
};
