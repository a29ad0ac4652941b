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
  outlook->line = g_new0(double, n_deals);
  outlook->token = g_atomic_rc_box_new(char);
  return outlook;
}

void polder_outlook_free(PolderOutlook *outlook) {
  if (outlook == NULL)
    return;
  g_free(outlook->own_utility);
  g_free(outlook->own_value);
  g_free(outlook->own_wish);
  g_free(outlook->scratch);
  g_free(outlook->line);
  g_atomic_rc_box_release(outlook->token);
  if (outlook->copy_of != NULL)
    g_atomic_rc_box_release(outlook->copy_of);
  g_free(outlook);
}

static bool has_red_line(const PolderScenario *scenario, int party) {
  const PolderParty *at = &scenario->parties[party];
  for (int k = at->first_interest; k < at->first_interest + at->n_interests; k++)
    if (!isnan(scenario->interests[k].minimum))
      return true;
  return false;
}

/* out[deal] = number[deal], or -1 where the mask has the bit; they may be the same array. */
static void strike(const uint16_t *mask, unsigned bit, const double *number, uint32_t n_deals,
                   double *out) {
  for (uint32_t deal = 0; deal < n_deals; deal++)
    out[deal] = mask[deal] & bit ? -1 : number[deal];
}

/* The best of what breaks no own red line. */
static void find_best(PolderOutlook *outlook, const PolderScenario *scenario, int party) {
  const double *utility = outlook->utility[party];
  const uint32_t n_deals = scenario->n_deals;
  double lowest;
  if (!has_red_line(scenario, party))
    return;
  strike(scenario->broken, 1u << party, utility, n_deals, outlook->scratch);
  polder_range(outlook->scratch, n_deals, &lowest, &outlook->best[party]);
}

void polder_outlook_weigh(PolderOutlook *outlook, const PolderScenario *scenario, int party,
                          bool as_written) {
  const size_t n_deals = scenario->n_deals;
  outlook->weighed[party].changes++;
  if (as_written) {
    outlook->utility[party] = scenario->utility + (size_t)party * n_deals;
    outlook->worst[party] = scenario->parties[party].lowest;
    outlook->best[party] = scenario->parties[party].highest;
  } else {
    double *utility = outlook->own_utility + (size_t)party * n_deals;
    double *value = outlook->own_value + (size_t)party * (size_t)scenario->n_options;
    const double *weight = outlook->weight + scenario->parties[party].first_interest;
    const double base = polder_deals_weigh(scenario, party, weight, value);
    polder_deals_sum(scenario, value, base, utility);
    polder_deals_add_pairs(scenario, party, weight, utility);
    polder_deals_range(scenario, value, utility, &outlook->worst[party], &outlook->best[party]);
    outlook->utility[party] = utility;
  }
  find_best(outlook, scenario, party);
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

/* Weights of what the party knows that it wants, rescaled to 1; the share that this was of all. */
static double conscious_weights(const PolderOutlook *outlook, const PolderParty *party,
                                const double *weight, double *out_weight) {
  double sum = 0;
  bool all = true;
  for (int k = 0; k < party->n_interests; k++) {
    const int interest = party->first_interest + k;
    out_weight[k] = outlook->conscious[interest] ? weight[interest] : 0;
    all = all && outlook->conscious[interest];
    sum += out_weight[k];
  }
  for (int k = 0; k < party->n_interests && !all; k++)
    out_weight[k] = sum > 0 ? out_weight[k] / sum : 0;
  return all ? 1 : MIN(sum, 1 - POLDER_TOLERANCE);
}

static bool knows_all_red_lines(const PolderOutlook *outlook, const PolderScenario *scenario,
                                int party) {
  const PolderParty *at = &scenario->parties[party];
  for (int k = at->first_interest; k < at->first_interest + at->n_interests; k++)
    if (!isnan(scenario->interests[k].minimum) && !outlook->conscious[k])
      return false;
  return true;
}

/* Deals that break a red line that the party knows of are not wished for at all. */
static void strike_red_lines(const PolderOutlook *outlook, const PolderScenario *scenario,
                             int party, double *wanted) {
  const PolderParty *at = &scenario->parties[party];
  if (knows_all_red_lines(outlook, scenario, party)) {
    strike(scenario->broken, 1u << party, wanted, scenario->n_deals, wanted);
    return;
  }
  for (int k = at->first_interest; k < at->first_interest + at->n_interests; k++) {
    if (isnan(scenario->interests[k].minimum) || !outlook->conscious[k])
      continue;
    polder_deals_red(scenario, k, outlook->line);
    for (uint32_t deal = 0; deal < scenario->n_deals; deal++)
      wanted[deal] = outlook->line[deal] > POLDER_TOLERANCE ? -1 : wanted[deal];
  }
}

void polder_outlook_wish(PolderOutlook *outlook, const PolderScenario *scenario, int party) {
  polder_outlook_wish_by(outlook, scenario, party, outlook->weight);
}

void polder_outlook_wish_by(PolderOutlook *outlook, const PolderScenario *scenario, int party,
                            const double *by) {
  const uint32_t n_deals = scenario->n_deals;
  const PolderParty *at = &scenario->parties[party];
  double weight[POLDER_INTERESTS_MAX] = {0}, *wanted = outlook->scratch;
  double *value = outlook->own_value + (size_t)party * (size_t)scenario->n_options;
  float *wish = outlook->own_wish + (size_t)party * (n_deals + POLDER_WISH_PADDING);
  const double known = conscious_weights(outlook, at, by, weight);
  const bool as_it_votes = known >= 1 && by == outlook->weight;
  outlook->wished[party].changes++;
  const double base = polder_deals_weigh(scenario, party, weight, value);
  if (!as_it_votes) {
    polder_deals_sum(scenario, value, known > 0 ? base : 1, wanted);
    polder_deals_add_pairs(scenario, party, weight, wanted);
  } else /* who knows all that it wants, wants as it votes */
    memcpy(wanted, outlook->utility[party], n_deals * sizeof *wanted);
  double lowest, best = outlook->best[party];
  const bool red = has_red_line(scenario, party);
  if (red)
    strike_red_lines(outlook, scenario, party, wanted);
  if (!as_it_votes && red)
    polder_range(wanted, n_deals, &lowest, &best);
  else if (!as_it_votes)
    polder_deals_range(scenario, value, wanted, &lowest, &best);
  for (uint32_t deal = 0; deal < n_deals; deal++)
    wish[deal] = (float)wanted[deal];
  outlook->wish[party] = wish;
  outlook->value[party] = value;
  outlook->best_wish[party] = (double)(float)best;
  outlook->hardness[party] = hardness(scenario, value, base, at->reservation);
}
