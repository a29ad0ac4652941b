/* none: tells nothing of its own accord. */
#include <polder/table.h>

static bool considers(const PolderView *view, double *out_pull) {
  (void)view;
  (void)out_pull;
  return false;
}

const PolderDisclosure polder_disclosure_none = {
    .name = "none", .never = true, .considers = considers};
