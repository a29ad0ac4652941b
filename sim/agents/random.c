/* random: proposes anything that it could live with; the zero of intelligence, for comparison. */
#include <polder/table.h>

static double concession(const PolderView *view) {
  (void)view;
  return 1;
}

const PolderStrategy polder_strategy_random = {
    .name = "random",
    .clockwork = true,
    .concession = concession,
    .propose = polder_view_any_text,
};
