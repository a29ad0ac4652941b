/* From effects to a verdict. These are all the rules there are. */
#include <math.h>

#include "claims.h"

const char *const polder_claim_verdict_names[POLDER_CLAIM_VERDICTS + 1] = {
    "supported", "conditional", "refuted", "undecided", "not tested", "not testable", NULL};
const char *const polder_claim_holding_names[POLDER_CLAIM_HOLDINGS + 1] = {
    "holds", "reversed", "absent", "unclear", NULL};
const char *const polder_claim_kind_names[POLDER_CLAIM_KINDS + 1] = {
    "contrast", "level", "interaction", "trend", "peak", "means", NULL};

/* That there is no effect holds when the interval leaves room for none that matters. */
static PolderClaimHolding none_holding(double effect, double low, double high, double least) {
  if (low > -least && high < least)
    return POLDER_CLAIM_HOLDS;
  return (low > 0 || high < 0) && fabs(effect) >= least ? POLDER_CLAIM_REVERSED
                                                        : POLDER_CLAIM_UNCLEAR;
}

PolderClaimHolding claims_holding(double effect, double low, double high, int direction,
                                  double least) {
  if (isnan(low) || isnan(high))
    return POLDER_CLAIM_UNCLEAR;
  if (direction == 0)
    return none_holding(effect, low, high, least);
  if (direction < 0)
    return claims_holding(-effect, -high, -low, 1, least);
  if (low > 0 && effect >= least)
    return POLDER_CLAIM_HOLDS;
  if (high < 0 && effect <= -least)
    return POLDER_CLAIM_REVERSED;
  return high < least ? POLDER_CLAIM_ABSENT : POLDER_CLAIM_UNCLEAR;
}

PolderClaimVerdict claims_verdict(PolderClaimHolding all, const PolderClaimHolding *strata,
                                  unsigned n_strata) {
  bool holds = false, reversed = false;
  for (unsigned i = 0; i < n_strata; i++) {
    holds = holds || strata[i] == POLDER_CLAIM_HOLDS;
    reversed = reversed || strata[i] == POLDER_CLAIM_REVERSED;
  }
  if (all == POLDER_CLAIM_HOLDS)
    return reversed ? POLDER_CLAIM_CONDITIONAL : POLDER_CLAIM_SUPPORTED;
  if (holds)
    return POLDER_CLAIM_CONDITIONAL;
  return all == POLDER_CLAIM_UNCLEAR ? POLDER_CLAIM_UNDECIDED : POLDER_CLAIM_REFUTED;
}

PolderClaimVerdict claims_join(const PolderClaimVerdict *parts, unsigned n_parts) {
  bool all = true, undecided = false;
  for (unsigned i = 0; i < n_parts; i++) {
    all = all && parts[i] == POLDER_CLAIM_SUPPORTED;
    undecided = undecided || parts[i] == POLDER_CLAIM_UNDECIDED;
  }
  if (all)
    return POLDER_CLAIM_SUPPORTED;
  if (parts[0] == POLDER_CLAIM_REFUTED)
    return POLDER_CLAIM_REFUTED;
  return undecided ? POLDER_CLAIM_UNDECIDED : POLDER_CLAIM_CONDITIONAL;
}
