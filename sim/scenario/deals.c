/* Sums over all deals at once; see deals.h. */
#include <math.h>
#include <string.h>

#include "deals.h"

enum { TAIL_MAX = 64 };

void polder_deals_count(PolderScenario *scenario) {
  scenario->deals_total = 1;
  for (int issue = 0; issue < scenario->n_issues; issue++)
    scenario->deals_total *= scenario->issues[issue].n_options;
  scenario->sampled = scenario->deals_total > POLDER_DEALS_MAX;
  scenario->n_deals = scenario->sampled ? POLDER_DEALS_MAX : (uint32_t)scenario->deals_total;
  uint32_t stride = 1;
  for (int issue = scenario->n_issues - 1; issue >= 0; issue--) {
    scenario->stride[issue] = stride;
    stride *= scenario->sampled ? 1 : (uint32_t)scenario->issues[issue].n_options;
  }
  if (!scenario->sampled)
    return;
  /* A keyed sample, the same for everybody: each option of each issue equally likely. */
  const PolderChance chance = {0, 0};
  scenario->sample = g_new(uint8_t, (size_t)scenario->n_deals * (size_t)scenario->n_issues);
  for (uint32_t deal = 0; deal < scenario->n_deals; deal++)
    for (int issue = 0; issue < scenario->n_issues; issue++)
      scenario->sample[(size_t)deal * (size_t)scenario->n_issues + (size_t)issue] =
          (uint8_t)(polder_draw(chance, 0, (unsigned)issue, POLDER_DRAW_SAMPLE, deal) *
                    scenario->issues[issue].n_options);
}

void polder_scenario_options(const PolderScenario *scenario, PolderDeal deal,
                             int out_option[POLDER_ISSUES_MAX]) {
  for (int issue = 0; issue < scenario->n_issues; issue++)
    if (scenario->sampled)
      out_option[issue] =
          scenario->sample[(size_t)deal * (size_t)scenario->n_issues + (size_t)issue];
    else
      out_option[issue] =
          (int)(deal / scenario->stride[issue] % (uint32_t)scenario->issues[issue].n_options);
}

/* All sums over the issues first..last (exclusive), the last varying fastest; returns how many. */
static uint32_t sum_issues(const PolderScenario *scenario, int first, int last, const double *value,
                           double base, double *out) {
  uint32_t n = 1;
  out[0] = base;
  for (int issue = first; issue < last; issue++) {
    const PolderIssue *at = &scenario->issues[issue];
    const uint32_t n_options = (uint32_t)at->n_options;
    for (uint32_t place = n; place-- > 0;) { /* from the back, so it can be done in place */
      const double so_far = out[place];
      for (uint32_t option = 0; option < n_options; option++)
        out[place * n_options + option] = so_far + value[(uint32_t)at->first_option + option];
    }
    n *= n_options;
  }
  return n;
}

static int split_issues(const PolderScenario *scenario) {
  uint32_t tail = 1;
  int issue = scenario->n_issues;
  while (issue > 0 && tail * (uint32_t)scenario->issues[issue - 1].n_options <= TAIL_MAX)
    tail *= (uint32_t)scenario->issues[--issue].n_options;
  return issue;
}

static void sum_sampled(const PolderScenario *scenario, const double *value, double base,
                        double *out_table) {
  const size_t n_issues = (size_t)scenario->n_issues;
  for (uint32_t deal = 0; deal < scenario->n_deals; deal++) {
    double sum = base;
    for (size_t issue = 0; issue < n_issues; issue++)
      sum +=
          value[scenario->issues[issue].first_option + scenario->sample[deal * n_issues + issue]];
    out_table[deal] = sum;
  }
}

void polder_deals_sum(const PolderScenario *scenario, const double *value, double base,
                      double *out_table) {
  if (scenario->sampled) {
    sum_sampled(scenario, value, base, out_table);
    return;
  }
  const int split = split_issues(scenario);
  double tail[TAIL_MAX];
  const uint32_t n_tail = sum_issues(scenario, split, scenario->n_issues, value, 0, tail);
  /* The sums of the first issues stand at the front of the table; spread them from the back. */
  const uint32_t n_head = sum_issues(scenario, 0, split, value, base, out_table);
  for (uint32_t head = n_head; head-- > 0;) {
    const double so_far = out_table[head];
    double *row = out_table + (size_t)head * n_tail;
    for (uint32_t place = 0; place < n_tail; place++)
      row[place] = so_far + tail[place];
  }
}

void polder_deals_range(const PolderScenario *scenario, const double *value, const double *table,
                        double *out_low, double *out_high) {
  if (scenario->sampled || scenario->n_pairs > 0) {
    polder_range(table, scenario->n_deals, out_low, out_high);
    return;
  }
  PolderDeal lowest = 0, highest = 0;
  for (int issue = 0; issue < scenario->n_issues; issue++) {
    const PolderIssue *at = &scenario->issues[issue];
    const double *own = value + at->first_option;
    int low = 0, high = 0;
    for (int option = 1; option < at->n_options; option++) {
      low = own[option] < own[low] ? option : low;
      high = own[option] > own[high] ? option : high;
    }
    lowest += (PolderDeal)low * scenario->stride[issue];
    highest += (PolderDeal)high * scenario->stride[issue];
  }
  *out_low = table[lowest];
  *out_high = table[highest];
}

double polder_deals_weigh(const PolderScenario *scenario, int party, const double *weight,
                          double *out_value) {
  const PolderParty *at = &scenario->parties[party];
  const int n_options = scenario->n_options;
  double base = 0;
  memset(out_value, 0, (size_t)n_options * sizeof *out_value);
  for (int k = 0; k < at->n_interests; k++) {
    const int interest = at->first_interest + k;
    const double *score = scenario->score + (size_t)interest * (size_t)n_options;
    base += weight[k] * scenario->interests[interest].offset;
    for (int option = 0; option < n_options; option++)
      out_value[option] += weight[k] * score[option];
  }
  return base;
}

void polder_deals_add_pair(const PolderScenario *scenario, const PolderPair *pair, double score,
                           double *table) {
  const int issue = scenario->options[pair->option].issue;
  const int other = scenario->options[pair->other_option].issue;
  const int wanted = pair->option - scenario->issues[issue].first_option;
  const int wanted_other = pair->other_option - scenario->issues[other].first_option;
  for (uint32_t deal = 0; deal < scenario->n_deals; deal++) {
    int option[POLDER_ISSUES_MAX];
    polder_scenario_options(scenario, deal, option);
    if (option[issue] == wanted && option[other] == wanted_other)
      table[deal] += score;
  }
}

void polder_deals_add_pairs(const PolderScenario *scenario, int party, const double *weight,
                            double *table) {
  for (int pair = 0; pair < scenario->n_pairs; pair++) {
    const PolderPair *at = &scenario->pairs[pair];
    if (scenario->interests[at->interest].party != party)
      continue;
    const int k = at->interest - scenario->parties[party].first_interest;
    polder_deals_add_pair(scenario, at, weight[k] * at->score, table);
  }
}

void polder_deals_red(const PolderScenario *scenario, int interest, double *out_missing) {
  const PolderInterest *at = &scenario->interests[interest];
  const double *score = scenario->score + (size_t)interest * (size_t)scenario->n_options;
  polder_deals_sum(scenario, score, at->offset, out_missing);
  for (int pair = 0; pair < scenario->n_pairs; pair++)
    if (scenario->pairs[pair].interest == interest)
      polder_deals_add_pair(scenario, &scenario->pairs[pair], scenario->pairs[pair].score,
                            out_missing);
  for (uint32_t deal = 0; deal < scenario->n_deals; deal++)
    out_missing[deal] = at->minimum - out_missing[deal];
}

void polder_deals_red_line(const PolderScenario *scenario, int interest, double *scratch,
                           double *red_short) {
  polder_deals_red(scenario, interest, scratch);
  for (uint32_t deal = 0; deal < scenario->n_deals; deal++)
    red_short[deal] = scratch[deal] > red_short[deal] ? scratch[deal] : red_short[deal];
}

double polder_scenario_satisfaction(const PolderScenario *scenario, int interest, PolderDeal deal) {
  const double *score = scenario->score + (size_t)interest * (size_t)scenario->n_options;
  int option[POLDER_ISSUES_MAX];
  polder_scenario_options(scenario, deal, option);
  double sum = scenario->interests[interest].offset;
  for (int issue = 0; issue < scenario->n_issues; issue++)
    sum += score[scenario->issues[issue].first_option + option[issue]];
  for (int place = 0; place < scenario->n_pairs; place++) {
    const PolderPair *pair = &scenario->pairs[place];
    if (pair->interest != interest)
      continue;
    const int issue = scenario->options[pair->option].issue;
    const int other = scenario->options[pair->other_option].issue;
    if (scenario->issues[issue].first_option + option[issue] == pair->option &&
        scenario->issues[other].first_option + option[other] == pair->other_option)
      sum += pair->score;
  }
  return sum;
}

uint32_t polder_deals_fingerprint(const PolderScenario *scenario, PolderDeal deal) {
  int option[POLDER_ISSUES_MAX];
  polder_scenario_options(scenario, deal, option);
  uint32_t sum = 0;
  for (int issue = 0; issue < scenario->n_issues; issue++)
    sum += scenario->options[scenario->issues[issue].first_option + option[issue]].fingerprint;
  return sum;
}

/* --- order statistics ------------------------------------------------------------------------ */

static void sort_few(double *number, uint32_t n) {
  for (uint32_t next = 1; next < n; next++) {
    const double here = number[next];
    uint32_t place = next;
    for (; place > 0 && number[place - 1] > here; place--)
      number[place] = number[place - 1];
    number[place] = here;
  }
}

static int compare_numbers(const void *left, const void *right) {
  const double first = *(const double *)left, second = *(const double *)right;
  return (first > second) - (first < second);
}

enum { BINS = 512, FEW = 64 };

/* Counts into bins, then sorts only the bin that holds the rank. */
double polder_deals_percentile(PolderScenario *scenario, const double *utility, double low,
                               double high, unsigned percent) {
  const uint32_t n_deals = scenario->n_deals;
  const uint64_t rank = MAX(((uint64_t)percent * n_deals + 99) / 100, 1);
  if (high <= low)
    return low;
  const double scale = (BINS - 1) / (high - low);
  uint16_t *bin = scenario->bins;
  uint32_t count[BINS] = {0};
  for (uint32_t deal = 0; deal < n_deals; deal++)
    bin[deal] = (uint16_t)(int)((utility[deal] - low) * scale);
  for (uint32_t deal = 0; deal < n_deals; deal++)
    count[bin[deal]]++;
  uint64_t below = 0;
  unsigned wanted = 0;
  while (below + count[wanted] < rank)
    below += count[wanted++];
  double few[FEW];
  g_autofree double *many = count[wanted] > FEW ? g_new(double, count[wanted]) : NULL;
  double *inside = many != NULL ? many : few;
  uint32_t n = 0;
  for (uint32_t deal = 0; deal < n_deals && n < count[wanted]; deal++)
    if (bin[deal] == wanted)
      inside[n++] = utility[deal];
  if (n <= FEW)
    sort_few(inside, n);
  else
    qsort(inside, n, sizeof *inside, compare_numbers);
  return inside[rank - below - 1];
}
