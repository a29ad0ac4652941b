/* reciprocal: tells more when the others told more than it did itself (Cropanzano and Mitchell
 * 2005). */
#include <polder/table.h>

static bool considers(const PolderView *view, double *out_pull) {
  const int self = polder_view_self(view), n = polder_view_parties(view);
  double told = 0;
  int others = 0;
  for (int party = 0; party < n; party++)
    if (party != self && polder_view_present(view, party)) {
      told += polder_view_told_share(view, party);
      others++;
    }
  if (others == 0)
    return false;
  const double lead = told / others - polder_view_told_share(view, self);
  *out_pull = polder_view_parameter(view, POLDER_TELL_RECIPROCITY) * lead;
  return true;
}

const PolderDisclosure polder_disclosure_reciprocal = {.name = "reciprocal",
                                                       .considers = considers};
