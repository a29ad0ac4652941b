/* See naive_analysis.h. Written from the description of the file format and of the verb `analyse`.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "naive_analysis.h"

static const double SLACK = 1e-9;

/* --- From scores to utilities --- */

/* The place of the chosen option for every issue; the last issue varies fastest. */
static void choose_options(const PolderScenario *scenario, uint32_t deal, int *out_option) {
  for (int issue = scenario->n_issues - 1; issue >= 0; issue--) {
    const uint32_t n = (uint32_t)scenario->issues[issue].n_options;
    out_option[issue] = scenario->issues[issue].first_option + (int)(deal % n);
    deal /= n;
  }
}

static bool chosen(const PolderScenario *scenario, const int *option, int wanted) {
  for (int issue = 0; issue < scenario->n_issues; issue++)
    if (option[issue] == wanted)
      return true;
  return false;
}

static double total_score(const PolderScenario *scenario, int interest, uint32_t deal) {
  int option[POLDER_ISSUES_MAX];
  choose_options(scenario, deal, option);
  double total = 0;
  for (int pair = 0; pair < scenario->n_pairs; pair++)
    if (scenario->pairs[pair].interest == interest &&
        chosen(scenario, option, scenario->pairs[pair].option) &&
        chosen(scenario, option, scenario->pairs[pair].other_option))
      total += scenario->pairs[pair].score_written;
  for (int issue = 0; issue < scenario->n_issues; issue++)
    total += scenario->score_written[interest * scenario->n_options + option[issue]];
  return total;
}

static void satisfy(NaiveAnalysis *naive, const PolderScenario *scenario, int interest) {
  double lowest = INFINITY, highest = -INFINITY;
  for (uint32_t deal = 0; deal < naive->n_deals; deal++) {
    const double total = total_score(scenario, interest, deal);
    lowest = fmin(lowest, total);
    highest = fmax(highest, total);
  }
  for (uint32_t deal = 0; deal < naive->n_deals; deal++) {
    const double total = total_score(scenario, interest, deal);
    double satisfaction = total;
    if (scenario->scale == POLDER_SCALE_MINMAX)
      satisfaction = highest > lowest ? (total - lowest) / (highest - lowest) : 1;
    naive->satisfaction[deal * (uint32_t)scenario->n_interests + (uint32_t)interest] = satisfaction;
  }
}

static void value_deal(NaiveAnalysis *naive, const PolderScenario *scenario, uint32_t deal) {
  const double *satisfaction = naive->satisfaction + deal * (uint32_t)scenario->n_interests;
  for (int party = 0; party < naive->n_parties; party++) {
    double worth = 0, weights = 0;
    for (int k = 0; k < scenario->n_interests; k++) {
      const PolderInterest *interest = &scenario->interests[k];
      if (interest->party != party)
        continue;
      worth += interest->weight_written * satisfaction[k];
      weights += interest->weight_written;
      if (interest->minimum - satisfaction[k] > SLACK) /* false without a minimum */
        naive->red[deal * (uint32_t)naive->n_parties + (uint32_t)party] = true;
    }
    naive->utility[deal * (uint32_t)naive->n_parties + (uint32_t)party] = worth / weights;
  }
}

static int by_size(const void *left, const void *right) {
  const double a = *(const double *)left, b = *(const double *)right;
  return (a > b) - (a < b);
}

static void resolve_reservation(NaiveAnalysis *naive, const PolderParty *party, int place) {
  naive->reservation[place] = party->reservation_written;
  if (!party->reservation_is_percentile)
    return;
  double *sorted = malloc(naive->n_deals * sizeof *sorted);
  for (uint32_t deal = 0; deal < naive->n_deals; deal++)
    sorted[deal] = naive->utility[deal * (uint32_t)naive->n_parties + (uint32_t)place];
  qsort(sorted, naive->n_deals, sizeof *sorted, by_size);
  const uint64_t percent = (uint64_t)party->reservation_written;
  const uint64_t rank = (percent * naive->n_deals + 99) / 100;
  naive->reservation[place] = sorted[rank > 0 ? rank - 1 : 0];
  free(sorted);
}

/* --- Asking --- */

static const double *utilities(const NaiveAnalysis *naive, uint32_t deal) {
  return naive->utility + deal * (uint32_t)naive->n_parties;
}

static bool is_red(const NaiveAnalysis *naive, uint32_t deal, int party) {
  return naive->red[deal * (uint32_t)naive->n_parties + (uint32_t)party];
}

static bool worth_it(const NaiveAnalysis *naive, uint32_t deal, int party) {
  return utilities(naive, deal)[party] >= naive->reservation[party] - SLACK;
}

static bool accepts(const NaiveAnalysis *naive, uint32_t deal, int party) {
  return !is_red(naive, deal, party) && worth_it(naive, deal, party);
}

static bool possible(const NaiveAnalysis *naive, uint32_t deal) {
  for (int party = 0; party < naive->n_parties; party++)
    if (is_red(naive, deal, party))
      return false;
  return true;
}

static bool all_accept(const NaiveAnalysis *naive, uint32_t deal) {
  for (int party = 0; party < naive->n_parties; party++)
    if (!accepts(naive, deal, party))
      return false;
  return true;
}

bool naive_dominates(const double *y, const double *x, int n_parties) {
  bool higher = false;
  for (int party = 0; party < n_parties; party++) {
    if (y[party] < x[party] - SLACK)
      return false;
    if (y[party] > x[party] + SLACK)
      higher = true;
  }
  return higher;
}

/* --- Counts --- */

static bool on_front(const NaiveAnalysis *naive, uint32_t deal) {
  if (!possible(naive, deal))
    return false;
  for (uint32_t other = 0; other < naive->n_deals; other++)
    if (possible(naive, other) &&
        naive_dominates(utilities(naive, other), utilities(naive, deal), naive->n_parties))
      return false;
  return true;
}

static void count(NaiveAnalysis *naive, const PolderScenario *scenario) {
  PolderAnalysis *analysis = &naive->analysis;
  analysis->counted = naive->n_deals;
  analysis->deals = 1;
  for (int issue = 0; issue < scenario->n_issues; issue++)
    analysis->deals *= scenario->issues[issue].n_options;
  for (uint32_t deal = 0; deal < naive->n_deals; deal++) {
    int satisfied = 0;
    for (int party = 0; party < naive->n_parties; party++)
      if (accepts(naive, deal, party)) {
        satisfied++;
        analysis->acceptable[party]++;
      }
    analysis->satisfied[satisfied]++;
    naive->front[deal] = on_front(naive, deal);
    analysis->possible += possible(naive, deal);
    analysis->zopa += all_accept(naive, deal);
    analysis->pareto += naive->front[deal];
    analysis->pareto_zopa += naive->front[deal] && all_accept(naive, deal);
  }
}

/* --- Solutions --- */

static double nash(const NaiveAnalysis *naive, uint32_t deal) {
  double product = 1;
  for (int party = 0; party < naive->n_parties; party++) {
    const double gain = utilities(naive, deal)[party] - naive->reservation[party];
    product *= gain > SLACK ? gain : 0;
  }
  return product;
}

static double kalai_smorodinsky(const NaiveAnalysis *naive, uint32_t deal) {
  double smallest = INFINITY;
  for (int party = 0; party < naive->n_parties; party++) {
    double ideal = -INFINITY;
    for (uint32_t other = 0; other < naive->n_deals; other++)
      if (all_accept(naive, other))
        ideal = fmax(ideal, utilities(naive, other)[party]);
    const double most = ideal - naive->reservation[party];
    if (most > SLACK)
      smallest = fmin(smallest, (utilities(naive, deal)[party] - naive->reservation[party]) / most);
  }
  return smallest;
}

static double egalitarian(const NaiveAnalysis *naive, uint32_t deal) {
  double smallest = INFINITY;
  for (int party = 0; party < naive->n_parties; party++)
    smallest = fmin(smallest, utilities(naive, deal)[party] - naive->reservation[party]);
  return smallest;
}

static double utilitarian(const NaiveAnalysis *naive, uint32_t deal) {
  double sum = 0;
  for (int party = 0; party < naive->n_parties; party++)
    sum += utilities(naive, deal)[party];
  return sum;
}

typedef double (*Value)(const NaiveAnalysis *naive, uint32_t deal);
static const Value values[POLDER_SOLUTIONS] = {nash, kalai_smorodinsky, egalitarian, utilitarian};

static void solve(NaiveAnalysis *naive, int solution) {
  double largest = -INFINITY;
  naive->analysis.solution[solution] = POLDER_NO_DEAL;
  for (uint32_t deal = 0; deal < naive->n_deals; deal++)
    if (all_accept(naive, deal))
      largest = fmax(largest, values[solution](naive, deal));
  const double slack = solution == POLDER_NASH ? SLACK * largest : SLACK;
  for (uint32_t deal = naive->n_deals; deal-- > 0;)
    if (all_accept(naive, deal) && values[solution](naive, deal) >= largest - slack)
      naive->analysis.solution[solution] = deal;
}

/* --- What keeps the room small --- */

static void find_range(NaiveAnalysis *naive, int party) {
  double lowest = INFINITY, highest = -INFINITY;
  for (uint32_t deal = 0; deal < naive->n_deals; deal++) {
    const double utility = utilities(naive, deal)[party];
    lowest = fmin(lowest, utility);
    if (!is_red(naive, deal, party))
      highest = fmax(highest, utility);
  }
  naive->check.lowest[party] = lowest;
  naive->check.highest[party] = highest >= lowest ? highest : NAN;
}

static bool survives_devaluation(const NaiveAnalysis *naive, const PolderScenario *scenario,
                                 uint32_t deal) {
  for (int party = 0; party < naive->n_parties; party++) {
    const double range = naive->check.highest[party] - naive->check.lowest[party];
    const double loss = scenario->values.value[POLDER_DEVALUATION][party] * (1 - 0.5) * range;
    if (!(utilities(naive, deal)[party] - loss >= naive->reservation[party] - SLACK))
      return false;
  }
  return true;
}

static void check_red_lines(NaiveAnalysis *naive, const PolderScenario *scenario, uint32_t deal) {
  int broken = 0, only = 0;
  for (int k = 0; k < scenario->n_interests; k++) {
    const double satisfaction =
        naive->satisfaction[deal * (uint32_t)scenario->n_interests + (uint32_t)k];
    if (scenario->interests[k].minimum - satisfaction > SLACK) {
      naive->check.removed[k]++;
      broken++;
      only = k;
    }
  }
  if (broken == 1)
    naive->check.unlocked[only]++;
}

static void check_room(NaiveAnalysis *naive, const PolderScenario *scenario) {
  for (int party = 0; party < naive->n_parties; party++)
    find_range(naive, party);
  for (uint32_t deal = 0; deal < naive->n_deals; deal++) {
    bool agreeable = true;
    for (int party = 0; party < naive->n_parties; party++)
      agreeable = agreeable && worth_it(naive, deal, party);
    if (!agreeable)
      continue;
    naive->check.agreeable++;
    naive->check.room += possible(naive, deal);
    naive->check.devalued += possible(naive, deal) && survives_devaluation(naive, scenario, deal);
    check_red_lines(naive, scenario, deal);
  }
}

static bool decided(const NaiveAnalysis *naive, uint32_t deal, PolderRule rule, double quota,
                    uint32_t veto, const double *power) {
  int voters = 0, for_it = 0, vetoes = 0;
  double all_power = 0, power_for_it = 0;
  for (int party = 0; party < naive->n_parties; party++) {
    if (power[party] <= 0)
      continue;
    const bool yes = accepts(naive, deal, party);
    voters++;
    for_it += yes;
    all_power += power[party];
    power_for_it += yes ? power[party] : 0;
    vetoes += !yes && (veto >> party & 1);
  }
  const bool quorum = for_it >= ceil(quota * voters - SLACK);
  switch (rule) {
  case POLDER_RULE_UNANIMITY:
    return for_it == voters;
  case POLDER_RULE_QUOTA:
    return quorum;
  case POLDER_RULE_WEIGHTED:
    return power_for_it >= (quota - SLACK) * all_power;
  case POLDER_RULE_VETO:
    return quorum && vetoes == 0;
  }
  abort();
}

PolderRoom naive_room(const NaiveAnalysis *naive, PolderRule rule, double quota, uint32_t veto,
                      const double *power) {
  PolderRoom room = {0, NAN};
  for (uint32_t deal = 0; deal < naive->n_deals; deal++)
    if (decided(naive, deal, rule, quota, veto, power)) {
      room.size++;
      room.best_joint = fmax(room.best_joint, utilitarian(naive, deal));
    }
  return room;
}

/* --- All of it --- */

NaiveAnalysis *naive_analysis_new(const PolderScenario *scenario) {
  NaiveAnalysis *naive = g_new0(NaiveAnalysis, 1);
  naive->n_parties = scenario->n_parties;
  naive->n_deals = 1;
  for (int issue = 0; issue < scenario->n_issues; issue++)
    naive->n_deals *= (uint32_t)scenario->issues[issue].n_options;
  const size_t deals = naive->n_deals, parties = (size_t)naive->n_parties;
  naive->satisfaction = calloc(deals * (size_t)scenario->n_interests, sizeof(double));
  naive->utility = calloc(deals * parties, sizeof(double));
  naive->red = calloc(deals * parties, sizeof(bool));
  naive->front = calloc(deals, sizeof(bool));
  for (int k = 0; k < scenario->n_interests; k++)
    satisfy(naive, scenario, k);
  for (uint32_t deal = 0; deal < naive->n_deals; deal++)
    value_deal(naive, scenario, deal);
  for (int party = 0; party < naive->n_parties; party++)
    resolve_reservation(naive, &scenario->parties[party], party);
  count(naive, scenario);
  for (int solution = 0; solution < POLDER_SOLUTIONS; solution++)
    solve(naive, solution);
  check_room(naive, scenario);
  return naive;
}

void naive_analysis_free(NaiveAnalysis *naive) {
  if (naive == NULL)
    return;
  free(naive->satisfaction);
  free(naive->utility);
  free(naive->red);
  free(naive->front);
  g_free(naive);
}
