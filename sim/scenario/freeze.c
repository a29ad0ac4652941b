/* Freezing: from what an author wrote to what the engine needs, once a scenario.
 *
 * Invariant: everything derived here is a pure function of the written fields. A second freeze of
 * the same shape reuses the memory of the first, so that random tables can be redrawn without
 * allocating.
 */
#include <math.h>
#include <string.h>

#include <polder/scenario.h>

#include "deals.h"

PolderScenario *polder_scenario_new(void) {
  PolderScenario *scenario = g_new0(PolderScenario, 1);
  polder_values_init(&scenario->values);
  scenario->events = g_array_new(FALSE, TRUE, sizeof(PolderEvent));
  scenario->arms = g_ptr_array_new();
  for (int from = 0; from < POLDER_PARTIES_MAX; from++)
    for (int to = 0; to < POLDER_PARTIES_MAX; to++)
      scenario->trust[from][to] = scenario->noise[from][to] = scenario->overlap[from][to] = NAN;
  return scenario;
}

static void free_labels(char *label[POLDER_LANGUAGES]) {
  for (int language = 0; language < POLDER_LANGUAGES; language++)
    g_free(label[language]);
}

static void free_lists(PolderScenario *scenario) {
  for (int party = 0; party < scenario->n_parties; party++) {
    g_free(scenario->parties[party].id);
    g_free(scenario->parties[party].kind);
    free_labels(scenario->parties[party].label);
  }
  for (int issue = 0; issue < scenario->n_issues; issue++) {
    g_free(scenario->issues[issue].id);
    free_labels(scenario->issues[issue].label);
  }
  for (int interest = 0; interest < scenario->n_interests; interest++) {
    g_free(scenario->interests[interest].id);
    free_labels(scenario->interests[interest].label);
  }
  for (int option = 0; option < scenario->n_options; option++) {
    g_free(scenario->options[option].id);
    g_free(scenario->options[option].requires);
    free_labels(scenario->options[option].label);
  }
  for (unsigned arm = 0; arm < scenario->arms->len; arm++) {
    PolderArmEvents *named = g_ptr_array_index(scenario->arms, arm);
    g_free(named->id);
    g_array_unref(named->events);
    g_free(named);
  }
}

void polder_scenario_free(PolderScenario *scenario) {
  if (scenario == NULL)
    return;
  free_lists(scenario);
  g_free(scenario->id);
  free_labels(scenario->title);
  free_labels(scenario->summary);
  void *owned[] = {scenario->parties, scenario->issues,    scenario->interests,
                   scenario->options, scenario->pairs,     scenario->score_written,
                   scenario->sample,  scenario->score,     scenario->utility,
                   scenario->broken,  scenario->red_short, scenario->bins};
  for (size_t place = 0; place < G_N_ELEMENTS(owned); place++)
    g_free(owned[place]);
  g_array_unref(scenario->events);
  g_ptr_array_unref(scenario->arms);
  g_free(scenario);
}

/* --- labels and fingerprints ----------------------------------------------------------------- */

static void fill_labels(char *label[POLDER_LANGUAGES], const char *id) {
  for (int language = 0; language < POLDER_LANGUAGES; language++)
    if (label[language] == NULL) {
      const char *other = label[1 - language];
      label[language] = g_strdup(other != NULL ? other : id);
    }
}

/* The neighbours of a mishearing: a ring in the order of the fingerprints, so that the order of
 * options in a file means nothing. */
static void ring_options(PolderScenario *scenario) {
  for (int place = 0; place < scenario->n_options; place++) {
    PolderOption *option = &scenario->options[place];
    const PolderIssue *issue = &scenario->issues[option->issue];
    const PolderOption *above = NULL, *lowest = NULL;
    for (int o = 0; o < issue->n_options; o++) {
      const PolderOption *other = &scenario->options[issue->first_option + o];
      if (lowest == NULL || other->fingerprint < lowest->fingerprint)
        lowest = other;
      if (other->fingerprint > option->fingerprint &&
          (above == NULL || other->fingerprint < above->fingerprint))
        above = other;
    }
    option->next =
        (int)((above != NULL ? above : lowest) - scenario->options) - issue->first_option;
  }
}

static void name_everything(PolderScenario *scenario) {
  fill_labels(scenario->title, scenario->id);
  for (int party = 0; party < scenario->n_parties; party++)
    fill_labels(scenario->parties[party].label, scenario->parties[party].id);
  for (int interest = 0; interest < scenario->n_interests; interest++)
    fill_labels(scenario->interests[interest].label, scenario->interests[interest].id);
  for (int issue = 0; issue < scenario->n_issues; issue++)
    fill_labels(scenario->issues[issue].label, scenario->issues[issue].id);
  for (int place = 0; place < scenario->n_options; place++) {
    PolderOption *option = &scenario->options[place];
    const char *issue = scenario->issues[option->issue].id;
    fill_labels(option->label, option->id);
    uint64_t hash = polder_hash(POLDER_HASH_START, issue, strlen(issue) + 1);
    hash = polder_hash(hash, option->id, strlen(option->id));
    option->fingerprint = (uint32_t)(hash ^ hash >> 32);
    scenario->latent = scenario->latent || option->latent;
  }
}

/* --- satisfaction ---------------------------------------------------------------------------- */

static bool has_pairs(const PolderScenario *scenario, int interest) {
  for (int pair = 0; pair < scenario->n_pairs; pair++)
    if (scenario->pairs[pair].interest == interest)
      return true;
  return false;
}

/* Smallest and largest total score over all deals: issue by issue where the total is a plain sum.
 */
static void range_of_sum(const PolderScenario *scenario, const double *score, double *out_low,
                         double *out_high) {
  *out_low = *out_high = 0;
  for (int issue = 0; issue < scenario->n_issues; issue++) {
    const PolderIssue *at = &scenario->issues[issue];
    double low = score[at->first_option], high = low;
    for (int option = at->first_option + 1; option < at->first_option + at->n_options; option++) {
      low = MIN(low, score[option]);
      high = MAX(high, score[option]);
    }
    *out_low += low;
    *out_high += high;
  }
}

/* Scales the scores of one interest; `scratch` has room for every deal. */
static void scale_interest(PolderScenario *scenario, int place, double *scratch, double *out_low,
                           double *out_high) {
  PolderInterest *interest = &scenario->interests[place];
  const double *written = scenario->score_written + (size_t)place * (size_t)scenario->n_options;
  double *score = scenario->score + (size_t)place * (size_t)scenario->n_options;
  if (has_pairs(scenario, place)) {
    polder_deals_sum(scenario, written, 0, scratch);
    for (int pair = 0; pair < scenario->n_pairs; pair++)
      if (scenario->pairs[pair].interest == place)
        polder_deals_add_pair(scenario, &scenario->pairs[pair], scenario->pairs[pair].score_written,
                              scratch);
    polder_range(scratch, scenario->n_deals, out_low, out_high);
  } else
    range_of_sum(scenario, written, out_low, out_high);
  const double span = *out_high - *out_low;
  const bool constant = span <= 0;
  const bool unit = scenario->scale == POLDER_SCALE_UNIT;
  const double factor = unit ? 1 : constant ? 0 : 1 / span;
  interest->offset = unit ? 0 : constant ? 1 : -*out_low / span;
  for (int option = 0; option < scenario->n_options; option++)
    score[option] = written[option] * factor;
  for (int pair = 0; pair < scenario->n_pairs; pair++)
    if (scenario->pairs[pair].interest == place)
      scenario->pairs[pair].score = scenario->pairs[pair].score_written * factor;
}

static void scale_interests(PolderScenario *scenario, PolderMessages *messages) {
  for (int place = 0; place < scenario->n_interests; place++) {
    double low, high;
    scale_interest(scenario, place, scenario->utility, &low, &high);
    if (scenario->scale != POLDER_SCALE_UNIT ||
        (low >= -POLDER_TOLERANCE && high <= 1 + POLDER_TOLERANCE))
      continue;
    const PolderInterest *interest = &scenario->interests[place];
    const char *party = scenario->parties[interest->party].id;
    g_autofree char *nl = g_strdup_printf(
        "\"%s.%s\" komt uit op %g tot %g; met score_scale unit moet dat binnen 0..1 liggen", party,
        interest->id, low, high);
    g_autofree char *en = g_strdup_printf(
        "\"%s.%s\" adds up to %g to %g; with score_scale unit it must lie within 0..1", party,
        interest->id, low, high);
    polder_messages_add(messages, POLDER_ERROR, "options.csv", 0, 0, nl, en);
  }
}

static bool normalise_weights(PolderScenario *scenario, PolderMessages *messages) {
  bool good = true;
  for (int party = 0; party < scenario->n_parties; party++) {
    const PolderParty *at = &scenario->parties[party];
    PolderInterest *own = scenario->interests + at->first_interest;
    double sum = 0;
    for (int k = 0; k < at->n_interests; k++)
      sum += own[k].weight_written;
    for (int k = 0; k < at->n_interests; k++)
      own[k].weight = sum > 0 ? own[k].weight_written / sum : 0;
    if (sum > 0)
      continue;
    good = false;
    g_autofree char *nl = g_strdup_printf(
        "partij \"%s\" heeft geen enkel belang met gewicht; geef er ten minste een boven 0",
        at->id);
    g_autofree char *en = g_strdup_printf(
        "party \"%s\" has no interest with a weight; give at least one above 0", at->id);
    polder_messages_add(messages, POLDER_ERROR, "interests.csv", 0, 0, nl, en);
  }
  return good;
}

/* --- utilities, red lines, reservations ------------------------------------------------------ */

static void derive_utilities(PolderScenario *scenario) {
  double *value = g_newa(double, (size_t)scenario->n_options);
  for (int party = 0; party < scenario->n_parties; party++) {
    double *utility = scenario->utility + (size_t)party * scenario->n_deals;
    const PolderParty *at = &scenario->parties[party];
    double weight[POLDER_INTERESTS_MAX];
    for (int k = 0; k < at->n_interests; k++)
      weight[k] = scenario->interests[at->first_interest + k].weight;
    const double base = polder_deals_weigh(scenario, party, weight, value);
    polder_deals_sum(scenario, value, base, utility);
    polder_deals_add_pairs(scenario, party, weight, utility);
    polder_deals_range(scenario, value, utility, &scenario->parties[party].lowest,
                       &scenario->parties[party].highest);
  }
}

static void derive_red_lines(PolderScenario *scenario) {
  const uint32_t n_deals = scenario->n_deals;
  scenario->red_lines = false;
  memset(scenario->broken, 0, n_deals * sizeof *scenario->broken);
  for (int party = 0; party < scenario->n_parties; party++) {
    const PolderParty *at = &scenario->parties[party];
    double *red_short = scenario->red_short + (size_t)party * n_deals;
    for (uint32_t deal = 0; deal < n_deals; deal++)
      red_short[deal] = -1;
    bool some = false;
    for (int k = at->first_interest; k < at->first_interest + at->n_interests; k++)
      if (!isnan(scenario->interests[k].minimum)) {
        polder_deals_red_line(scenario, k, scenario->utility, red_short);
        some = true;
      }
    scenario->red_lines = scenario->red_lines || some;
    const unsigned bit = 1u << party;
    for (uint32_t deal = 0; some && deal < n_deals; deal++)
      scenario->broken[deal] |= (uint16_t)(red_short[deal] > POLDER_TOLERANCE ? bit : 0);
  }
}

static bool derive_reservations(PolderScenario *scenario, PolderMessages *messages) {
  bool good = true;
  for (int party = 0; party < scenario->n_parties; party++) {
    PolderParty *at = &scenario->parties[party];
    const double *utility = scenario->utility + (size_t)party * scenario->n_deals;
    const double low = at->lowest, high = at->highest;
    if (high - low <= POLDER_TOLERANCE) {
      good = false;
      g_autofree char *nl = g_strdup_printf("voor partij \"%s\" is elk akkoord evenveel waard; "
                                            "geef opties verschillende scores",
                                            at->id);
      g_autofree char *en = g_strdup_printf("to party \"%s\" every deal is worth the same; "
                                            "give options different scores",
                                            at->id);
      polder_messages_add(messages, POLDER_ERROR, "options.csv", 0, 0, nl, en);
    }
    at->reservation = at->reservation_is_percentile
                          ? polder_deals_percentile(scenario, utility, low, high,
                                                    (unsigned)at->reservation_written)
                          : at->reservation_written;
  }
  return good;
}

/* --- all of it ------------------------------------------------------------------------------- */

static int compare_rounds(const void *left, const void *right, void *events) {
  const PolderEvent *first = left, *second = right;
  (void)events;
  return first->round != second->round ? first->round - second->round : 0;
}

static void allocate(PolderScenario *scenario) {
  const size_t n_deals = scenario->n_deals, n_parties = (size_t)scenario->n_parties;
  scenario->score = g_new(double, (size_t)scenario->n_interests *(size_t)scenario->n_options);
  scenario->utility = g_new(double, n_parties *n_deals);
  scenario->red_short = g_new(double, n_parties *n_deals);
  scenario->broken = g_new(uint16_t, n_deals);
  scenario->bins = g_new(uint16_t, n_deals);
}

bool polder_scenario_derive(PolderScenario *scenario, PolderMessages *messages) {
  scenario->generation++;
  const unsigned errors = messages != NULL ? polder_messages_errors(messages) : 0;
  scale_interests(scenario, messages);
  bool good = normalise_weights(scenario, messages);
  derive_red_lines(scenario); /* first: it borrows the memory of the utilities */
  derive_utilities(scenario);
  good = good && derive_reservations(scenario, messages);
  return good && (messages == NULL || polder_messages_errors(messages) == errors);
}

bool polder_scenario_freeze(PolderScenario *scenario, PolderMessages *messages) {
  if (scenario->utility == NULL) {
    polder_deals_count(scenario);
    allocate(scenario);
    name_everything(scenario);
    ring_options(scenario);
    g_array_sort_with_data(scenario->events, compare_rounds, NULL);
    polder_values_derive(&scenario->values, scenario->n_parties);
  }
  const bool good = polder_scenario_derive(scenario, messages);
  scenario->checksum = polder_deals_checksum(scenario);
  return good;
}
