/* Outlook: what each party wants of every deal, whole (its vote) and as far as it knows (its wish).
 *
 * Invariant: wish looks at conscious interests only, rescaled to a weight of 1; an interest of
 * which its owner is unaware moves the utility, never the wish.
 */
#include <math.h>
#include <string.h>

#include <polder/state.h>

PolderOutlook *polder_outlook_new(const PolderScenario *scenario) {
  PolderOutlook *outlook = g_new0(PolderOutlook, 1);
  const size_t n = (size_t)scenario->n_parties, n_deals = scenario->n_deals;
  outlook->own_utility = g_new0(double, n *n_deals);
  outlook->own_value = g_new0(double, n *(size_t)scenario->n_options);
  outlook->own_wish = g_new0(float, n *(n_deals + POLDER_WISH_PADDING));
  outlook->scratch = g_new0(double, n_deals);
  return outlook;
}

void polder_outlook_free(PolderOutlook *outlook) {
  if (outlook == NULL)
    return;
  g_free(outlook->own_utility);
  g_free(outlook->own_value);
  g_free(outlook->own_wish);
  g_free(outlook->scratch);
  g_free(outlook);
}

static void find_range(PolderOutlook *outlook, const PolderScenario *scenario, int party) {
  const double *utility = outlook->utility[party];
  double best = -1, worst = INFINITY;
  for (uint32_t deal = 0; deal < scenario->n_deals; deal++) {
    const bool broken = scenario->broken[deal] >> party & 1;
    const double here = broken ? -1 : utility[deal];
    best = here > best ? here : best;
    worst = utility[deal] < worst ? utility[deal] : worst;
  }
  outlook->best[party] = best;
  outlook->worst[party] = worst;
}

void polder_outlook_weigh(PolderOutlook *outlook, const PolderScenario *scenario, int party,
                          bool as_written) {
  const size_t n_deals = scenario->n_deals;
  if (as_written)
    outlook->utility[party] = scenario->utility + (size_t)party * n_deals;
  else {
    double *utility = outlook->own_utility + (size_t)party * n_deals;
    double *value = outlook->own_value + (size_t)party * (size_t)scenario->n_options;
    const double *weight = outlook->weight + scenario->parties[party].first_interest;
    const double base = polder_deals_weigh(scenario, party, weight, value);
    polder_deals_sum(scenario, value, base, utility);
    polder_deals_add_pairs(scenario, party, weight, utility);
    outlook->utility[party] = utility;
  }
  find_range(outlook, scenario, party);
}

/* Mean and spread of a sum over independent issues. */
static double hardness(const PolderScenario *scenario, const double *value, double base,
                       double reservation) {
  double mean = base, variance = 0;
  for (int issue = 0; issue < scenario->n_issues; issue++) {
    const PolderIssue *at = &scenario->issues[issue];
    double sum = 0, squares = 0;
    for (int option = at->first_option; option < at->first_option + at->n_options; option++) {
      sum += value[option];
      squares += value[option] * value[option];
    }
    const double issue_mean = sum / at->n_options;
    mean += issue_mean;
    variance += MAX(squares / at->n_options - issue_mean * issue_mean, 0);
  }
  return variance > POLDER_TOLERANCE ? (reservation - mean) / sqrt(variance) : 0;
}

/* Weights of what the party knows that it wants, rescaled to 1; false when it knows of nothing. */
static bool conscious_weights(const PolderOutlook *outlook, const PolderParty *party,
                              double *out_weight) {
  double sum = 0;
  for (int k = 0; k < party->n_interests; k++) {
    const int interest = party->first_interest + k;
    out_weight[k] = outlook->conscious[interest] ? outlook->weight[interest] : 0;
    sum += out_weight[k];
  }
  for (int k = 0; k < party->n_interests; k++)
    out_weight[k] = sum > 0 ? out_weight[k] / sum : 0;
  return sum > 0;
}

/* Deals that break a red line that the party knows of are not wished for at all. */
static void strike_red_lines(PolderOutlook *outlook, const PolderScenario *scenario, int party,
                             float *wish) {
  const PolderParty *at = &scenario->parties[party];
  bool all_known = true;
  for (int k = at->first_interest; k < at->first_interest + at->n_interests; k++)
    all_known = all_known && (isnan(scenario->interests[k].minimum) || outlook->conscious[k]);
  for (uint32_t deal = 0; all_known && deal < scenario->n_deals; deal++)
    wish[deal] = scenario->broken[deal] >> party & 1 ? -1 : wish[deal];
  for (int k = at->first_interest; !all_known && k < at->first_interest + at->n_interests; k++) {
    if (isnan(scenario->interests[k].minimum) || !outlook->conscious[k])
      continue;
    for (uint32_t deal = 0; deal < scenario->n_deals; deal++)
      if (scenario->interests[k].minimum - polder_scenario_satisfaction(scenario, k, deal) >
          POLDER_TOLERANCE)
        wish[deal] = -1;
  }
}

void polder_outlook_wish(PolderOutlook *outlook, const PolderScenario *scenario, int party) {
  const uint32_t n_deals = scenario->n_deals;
  const PolderParty *at = &scenario->parties[party];
  double weight[POLDER_INTERESTS_MAX] = {0};
  double *value = outlook->own_value + (size_t)party * (size_t)scenario->n_options;
  float *wish = outlook->own_wish + (size_t)party * (n_deals + POLDER_WISH_PADDING);
  const bool knows = conscious_weights(outlook, at, weight);
  const double base = polder_deals_weigh(scenario, party, weight, value);
  polder_deals_sum(scenario, value, knows ? base : 1, outlook->scratch);
  polder_deals_add_pairs(scenario, party, weight, outlook->scratch);
  for (uint32_t deal = 0; deal < n_deals; deal++)
    wish[deal] = (float)outlook->scratch[deal];
  strike_red_lines(outlook, scenario, party, wish);
  float best = -1;
  for (uint32_t deal = 0; deal < n_deals; deal++)
    best = wish[deal] > best ? wish[deal] : best;
  outlook->wish[party] = wish;
  outlook->value[party] = value;
  outlook->best_wish[party] = (double)best;
  outlook->hardness[party] = hardness(scenario, value, base, at->reservation);
}
