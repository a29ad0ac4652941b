/* on_rejection: thinks about telling after it had to say no. */
#include <polder/table.h>

static bool considers(const PolderView *view, double *out_pull) {
  *out_pull = 0;
  return polder_view_rejected_last(view);
}

const PolderDisclosure polder_disclosure_on_rejection = {.name = "on_rejection",
                                                         .considers = considers};
