/* conceder: gives way early (Faratin et al. 1998: beta above 1).
 *
 * It looks at the clock alone, and proposes what is just good enough for itself.
 */
#include "curve.h"

static double concession(const PolderView *view) {
  return polder_concession_curve(view, 3 * polder_view_parameter(view, POLDER_BETA));
}

const PolderStrategy polder_strategy_conceder = {
    .name = "conceder",
    .clockwork = true,
    .concession = concession,
    .propose = polder_view_nearest_text,
};
