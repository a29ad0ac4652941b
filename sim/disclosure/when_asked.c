/* when_asked: thinks about telling only when somebody asks what matters to it. */
#include <polder/table.h>

static bool considers(const PolderView *view, double *out_pull) {
  *out_pull = 0;
  return polder_view_asked(view);
}

const PolderDisclosure polder_disclosure_when_asked = {.name = "when_asked",
                                                       .considers = considers};
