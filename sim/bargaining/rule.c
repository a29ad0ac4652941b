/* The decision rules: is a deal decided that these parties accept?
 *
 * Invariant: one more accepter never undoes a decision.
 */
#include <polder/bargaining.h>

PolderDecision polder_decision_of(const PolderScenario *scenario, const PolderValues *values) {
  PolderDecision decision = {
      .rule = (PolderRule)values->value[POLDER_RULE][0],
      .quota = values->value[POLDER_QUOTA][0],
      .veto = (uint32_t)values->value[POLDER_VETO][0],
      .n_parties = scenario->n_parties,
  };
  for (int i = 0; i < scenario->n_parties; i++)
    decision.power[i] = scenario->parties[i].power;
  return decision;
}

static uint32_t voters(const PolderDecision *decision) {
  uint32_t bits = 0;
  for (int i = 0; i < decision->n_parties; i++)
    bits |= (uint32_t)(decision->power[i] > 0) << i;
  return bits;
}

/* ceil(quota * n_voters - tolerance), without the C library */
static int votes_needed(double quota, int n_voters) {
  const double share = quota * n_voters - POLDER_TOLERANCE;
  const int whole = (int)share;
  return share > whole ? whole + 1 : whole;
}

static bool enough_votes(const PolderDecision *decision, uint32_t voting, uint32_t accepting) {
  return __builtin_popcount(accepting) >= votes_needed(decision->quota, __builtin_popcount(voting));
}

static bool enough_power(const PolderDecision *decision, uint32_t accepting) {
  double all = 0, for_it = 0;
  for (int i = 0; i < decision->n_parties; i++) {
    all += decision->power[i];
    for_it += (accepting >> i & 1) ? decision->power[i] : 0;
  }
  return !(all > 0) || for_it / all >= decision->quota - POLDER_TOLERANCE;
}

bool polder_rule_met(const PolderDecision *decision, uint32_t accepters) {
  const uint32_t voting = voters(decision);
  const uint32_t accepting = accepters & voting;
  const uint32_t refusing = voting & ~accepting;
  switch (decision->rule) {
  case POLDER_RULE_UNANIMITY:
    return refusing == 0;
  case POLDER_RULE_QUOTA:
    return enough_votes(decision, voting, accepting);
  case POLDER_RULE_WEIGHTED:
    return enough_power(decision, accepting);
  case POLDER_RULE_VETO:
    return (refusing & decision->veto) == 0 && enough_votes(decision, voting, accepting);
  }
  g_assert_not_reached();
}
