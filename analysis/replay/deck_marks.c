/* What stands on the cards as marks: how good each option is for a party, from which sum on a deal
 * is worth its while, and which choices break a red line. */
#include "deck.h"

#include <math.h>
#include <string.h>

enum { SUM_MAX = DECK_MARK_MAX * POLDER_ISSUES_MAX };

const char *const deck_mark_texts[2 * DECK_MARK_MAX + 1] = {"−−", "−", "0", "+", "++"};

bool deck_knows(const PolderInterest *interest) {
  return interest->visibility != POLDER_UNAWARE;
}

bool deck_is_red(const PolderInterest *interest) {
  return interest->minimum > POLDER_TOLERANCE;
}

bool deck_is_free(const PolderScenario *scenario, int option) {
  const PolderOption *at = &scenario->options[option];
  for (int k = 0; at->requires != NULL && k < scenario->n_interests; k++)
    if (at->requires[k] && scenario->interests[k].visibility != POLDER_OPEN)
      return false;
  return !at->latent;
}

/* --- Marks ------------------------------------------------------------------------------------ */

/* out_value[option]: how much better for the party than the mean of its issue. Returns the largest
 * difference. */
static double weigh(const PolderScenario *scenario, int party, double *out_value) {
  const PolderParty *at = &scenario->parties[party];
  double weight[POLDER_INTERESTS_MAX];
  for (int k = 0; k < at->n_interests; k++)
    weight[k] = scenario->interests[at->first_interest + k].weight;
  polder_deals_weigh(scenario, party, weight, out_value);
  double largest = 0;
  for (int i = 0; i < scenario->n_issues; i++) {
    const PolderIssue *issue = &scenario->issues[i];
    double *value = out_value + issue->first_option, sum = 0;
    for (int o = 0; o < issue->n_options; o++)
      sum += value[o];
    for (int o = 0; o < issue->n_options; o++) {
      value[o] -= sum / issue->n_options;
      largest = MAX(largest, fabs(value[o]));
    }
  }
  return largest;
}

/* Half of the largest difference, or more, is a double mark; what hardly differs is a 0. */
static int mark_of(double value, double largest) {
  const double share = largest > POLDER_TOLERANCE ? fabs(value) / largest : 0;
  const int size = share >= .5 ? 2 : share >= .12 ? 1 : 0;
  return value < 0 ? -size : size;
}

/* From which sum on deals are good: the sum that misjudges fewest. good[0]: how many bad deals have
 * each sum; good[1]: good ones. */
static void find_enough(uint32_t good[2][2 * SUM_MAX + 1], DeckMarks *out_marks) {
  double wrong = 0, total = 0;
  for (int sum = 0; sum <= 2 * SUM_MAX; sum++) {
    wrong += good[0][sum];
    total += good[0][sum] + good[1][sum];
  }
  double fewest = wrong;
  out_marks->enough = -SUM_MAX;
  for (int sum = 0; sum <= 2 * SUM_MAX; sum++) {
    wrong += (double)good[1][sum] - good[0][sum];
    if (wrong < fewest) {
      fewest = wrong;
      out_marks->enough = sum + 1 - SUM_MAX;
    }
  }
  out_marks->right = total > 0 ? 1 - fewest / total : 1;
}

static void add_up(const PolderScenario *scenario, int party, DeckMarks *out_marks) {
  const double *utility = scenario->utility + (size_t)party * scenario->n_deals;
  const double floor = scenario->parties[party].reservation - POLDER_TOLERANCE;
  g_autofree double *sums = g_new(double, scenario->n_deals);
  double mark[DECK_OPTIONS_MAX];
  uint32_t good[2][2 * SUM_MAX + 1] = {{0}}, n_worse = 0;
  for (int o = 0; o < scenario->n_options; o++)
    mark[o] = out_marks->mark[o];
  polder_deals_sum(scenario, mark, SUM_MAX, sums);
  for (uint32_t deal = 0; deal < scenario->n_deals; deal++) {
    const bool is_good = utility[deal] >= floor, broken = scenario->broken[deal] >> party & 1;
    n_worse += !is_good || broken;
    if (!broken)
      good[is_good][(int)sums[deal]]++;
  }
  out_marks->worse = (double)n_worse / scenario->n_deals;
  find_enough(good, out_marks);
}

void deck_marks(const PolderScenario *scenario, int party, DeckMarks *out_marks) {
  double value[DECK_OPTIONS_MAX];
  const double largest = weigh(scenario, party, value);
  for (int o = 0; o < scenario->n_options; o++)
    out_marks->mark[o] = mark_of(value[o], largest);
  add_up(scenario, party, out_marks);
}

/* --- Red lines -------------------------------------------------------------------------------- */

/* The smallest shortfall of the deals that hold both options; an option with itself: that hold it.
 */
static double *least_missing(const PolderScenario *scenario, int interest) {
  const size_t n = (size_t)scenario->n_options;
  double *least = g_new(double, n *n);
  g_autofree double *missing = g_new(double, scenario->n_deals);
  for (size_t i = 0; i < n * n; i++)
    least[i] = INFINITY;
  polder_deals_red(scenario, interest, missing);
  for (PolderDeal deal = 0; deal < scenario->n_deals; deal++) {
    int option[POLDER_ISSUES_MAX];
    polder_scenario_options(scenario, deal, option);
    for (int i = 0; i < scenario->n_issues; i++)
      option[i] += scenario->issues[i].first_option;
    for (int i = 0; i < scenario->n_issues; i++)
      for (int j = i; j < scenario->n_issues; j++) {
        double *at = &least[(size_t)option[i] * n + (size_t)option[j]];
        *at = MIN(*at, missing[deal]);
      }
  }
  return least;
}

static bool breaks(double least) {
  return isfinite(least) && least > POLDER_TOLERANCE;
}

static bool find_pairs(const PolderScenario *scenario, const double *least, DeckRed *red) {
  const int n = scenario->n_options;
  bool any = false;
  for (int a = 0; a < n; a++)
    for (int b = a + 1; b < n; b++)
      if (!red->alone[a] && !red->alone[b] && breaks(least[a * n + b]))
        any = red->presses[a] = red->presses[b] = true;
  return any;
}

/* In each issue the option that serves it least. */
static void find_least(const PolderScenario *scenario, int interest, DeckRed *red) {
  const double *score = scenario->score + (size_t)interest * (size_t)scenario->n_options;
  for (int i = 0; i < scenario->n_issues; i++) {
    const PolderIssue *issue = &scenario->issues[i];
    int least = issue->first_option, most = issue->first_option;
    for (int o = issue->first_option; o < issue->first_option + issue->n_options; o++) {
      least = score[o] < score[least] ? o : least;
      most = score[o] > score[most] ? o : most;
    }
    red->presses[least] = !red->alone[least] && score[least] < score[most] - POLDER_TOLERANCE;
  }
}

void deck_red(const PolderScenario *scenario, int interest, DeckRed *out_red) {
  g_autofree double *least = least_missing(scenario, interest);
  *out_red = (DeckRed){0};
  bool any = false;
  for (int o = 0; o < scenario->n_options; o++) {
    out_red->alone[o] = breaks(least[o * scenario->n_options + o]);
    any = any || out_red->alone[o];
  }
  if (!find_pairs(scenario, least, out_red) && !any)
    find_least(scenario, interest, out_red);
}
