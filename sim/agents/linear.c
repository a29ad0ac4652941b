/* linear: gives way in equal steps, whatever `beta` says.
 *
 * It looks at the clock alone, and proposes what is just good enough for itself.
 */
#include "curve.h"

static double concession(const PolderView *view) {
  return polder_concession_curve(view, 1);
}

const PolderStrategy polder_strategy_linear = {
    .name = "linear",
    .clockwork = true,
    .concession = concession,
    .propose = polder_view_nearest_text,
};
