/* The decision rules: is a deal decided that these parties accept?
 *
 * Invariant: one more accepter never undoes a decision.
 */
#include "internal.h"

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

/* ceil(quota * n_voters - tolerance), without the C library */
static int votes_needed(double quota, int n_voters) {
  const double share = quota * n_voters - POLDER_TOLERANCE;
  const int whole = (int)share;
  return share > whole ? whole + 1 : whole;
}

Rule polder_rule_prepare(const PolderDecision *decision) {
  Rule rule = {.decision = decision};
  for (int i = 0; i < decision->n_parties; i++)
    rule.voters |= (uint32_t)(decision->power[i] > 0) << i;
  switch (decision->rule) {
  case POLDER_RULE_UNANIMITY:
    rule.must = rule.voters;
    break;
  case POLDER_RULE_VETO:
    rule.must = rule.voters & decision->veto;
    rule.votes = votes_needed(decision->quota, __builtin_popcount(rule.voters));
    break;
  case POLDER_RULE_QUOTA:
    rule.votes = votes_needed(decision->quota, __builtin_popcount(rule.voters));
    break;
  case POLDER_RULE_WEIGHTED:
    break;
  }
  return rule;
}

static bool enough_power(const PolderDecision *decision, uint32_t accepters) {
  double all = 0, for_it = 0;
  for (int i = 0; i < decision->n_parties; i++) {
    all += decision->power[i];
    for_it += (accepters >> i & 1) ? decision->power[i] : 0;
  }
  return !(all > 0) || for_it / all >= decision->quota - POLDER_TOLERANCE;
}

bool polder_rule_holds(const Rule *rule, uint32_t accepters) {
  if ((rule->must & ~accepters) != 0)
    return false;
  if (rule->votes > 0 && __builtin_popcount(accepters & rule->voters) < rule->votes)
    return false;
  return rule->decision->rule != POLDER_RULE_WEIGHTED || enough_power(rule->decision, accepters);
}

bool polder_rule_met(const PolderDecision *decision, uint32_t accepters) {
  const Rule rule = polder_rule_prepare(decision);
  return polder_rule_holds(&rule, accepters);
}
