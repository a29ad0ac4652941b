/* boulware: holds out and gives way late (Faratin et al. 1998: beta well below 1).
 *
 * It looks at the clock alone, and proposes what is just good enough for itself.
 */
#include "curve.h"

static double concession(const PolderView *view) {
  return polder_concession_curve(view, 0.2 * polder_view_parameter(view, POLDER_BETA));
}

const PolderStrategy polder_strategy_boulware = {
    .name = "boulware",
    .clockwork = true,
    .concession = concession,
    .propose = polder_view_nearest_text,
};
