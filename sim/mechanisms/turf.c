/* turf: parties whose fields of work overlap begrudge each other the domain that both claim (own
 * form, after model's fixed pie: what the other gains there counts as an own loss).
 *
 * What the other gains a party guesses from its own beliefs. Trust starts at T (1 - turf overlap /
 * 2) (model: lower initial trust, here at most halved). `prestige` makes the issue that weighs most
 * for all together weigh more in what each wishes; its vote stays what it was.
 */
#include "relations.h"

typedef struct {
  int8_t claimed[POLDER_PARTIES_MAX][POLDER_PARTIES_MAX]; /* the issue that weighs most for both */
  int8_t popular;                                         /* the issue that weighs most for all */
  int contested, rounds;
} Turf;

const PolderMechanism polder_mechanism_turf;

/* --- who overlaps with whom, and where ------------------------------------------------------- */

static double overlap_of(const PolderTable *table, int party, int other) {
  const double given = table->scenario->overlap[party][other];
  const bool forced = table->values.source[POLDER_OVERLAP][party] == POLDER_FROM_SET;
  const double overlap = given >= 0 && !forced ? given : table->values.value[POLDER_OVERLAP][party];
  return table->values.value[POLDER_TURF][0] * overlap;
}

static int heaviest(const double *weight, int n) {
  int most = 0;
  for (int i = 1; i < n; i++)
    most = weight[i] > weight[most] ? i : most;
  return most;
}

static int8_t claimed_by(const double *one, const double *other, int n_issues) {
  double both[POLDER_ISSUES_MAX];
  for (int issue = 0; issue < n_issues; issue++)
    both[issue] = MIN(one[issue], other[issue]);
  return (int8_t)heaviest(both, n_issues);
}

static void open(PolderTable *table) {
  Turf *turf = polder_mechanism_memory(table, &polder_mechanism_turf);
  double share[POLDER_PARTIES_MAX][POLDER_ISSUES_MAX], all[POLDER_ISSUES_MAX] = {0};
  const int n_issues = table->scenario->n_issues;
  for (int party = 0; party < table->n; party++) {
    polder_relations_priorities(table, party, share[party]);
    for (int issue = 0; issue < n_issues; issue++)
      all[issue] += share[party][issue];
  }
  turf->popular = (int8_t)heaviest(all, n_issues);
  for (int party = 0; party < table->n; party++)
    for (int other = 0; other < table->n; other++) {
      turf->claimed[party][other] = claimed_by(share[party], share[other], n_issues);
      if (other != party)
        table->trust_start[party][other] *= 1 - overlap_of(table, party, other) / 2;
    }
}

/* --- begrudging ------------------------------------------------------------------------------ */

/* What a party believes that another gains from this text on an issue, above the least there. */
static double gain_of(const PolderTable *table, int party, int other, int issue, PolderDeal deal) {
  const PolderScenario *scenario = table->scenario;
  const PolderIssue *at = &scenario->issues[issue];
  int option[POLDER_ISSUES_MAX];
  polder_scenario_options(scenario, deal, option);
  for (int i = 0; i < scenario->n_issues; i++)
    option[i] += scenario->issues[i].first_option;
  const double now = polder_minds_estimate(table->minds, party, other, deal, option);
  double least = now;
  for (int place = 0; place < at->n_options; place++) {
    option[issue] = at->first_option + place;
    least = MIN(least, polder_minds_estimate(table->minds, party, other, deal, option));
  }
  return now - least;
}

static double begrudge(const PolderTable *table, int party, PolderDeal deal, int author,
                       double perceived) {
  const Turf *turf = polder_mechanism_memory(table, &polder_mechanism_turf);
  double loss = 0;
  for (int other = 0; other < table->n; other++) {
    const double overlap = other != party ? overlap_of(table, party, other) : 0;
    if (overlap > 0 && author != party)
      loss += overlap * gain_of(table, party, other, turf->claimed[party][other], deal);
  }
  return perceived - loss / MAX(table->n - 1, 1);
}

/* --- prestige -------------------------------------------------------------------------------- */

/* The part of an interest that lies on an issue. */
static double part_on(const PolderScenario *scenario, int interest, int issue) {
  const double *score = scenario->score + (size_t)interest * (size_t)scenario->n_options;
  double sum = 0, part = 0;
  for (int i = 0; i < scenario->n_issues; i++) {
    double low, high;
    polder_range(score + scenario->issues[i].first_option, (size_t)scenario->issues[i].n_options,
                 &low, &high);
    sum += high - low;
    part = i == issue ? high - low : part;
  }
  return sum > POLDER_TOLERANCE ? part / sum : 0;
}

void polder_relations_weights(const PolderTable *table, int party, double *out_weight) {
  const PolderParty *at = &table->scenario->parties[party];
  const double prestige = table->values.value[POLDER_PRESTIGE][0];
  const Turf *turf = prestige > 0 ? polder_mechanism_memory(table, &polder_mechanism_turf) : NULL;
  double sum = 0;
  for (int k = at->first_interest; k < at->first_interest + at->n_interests; k++) {
    const double stake = turf != NULL ? prestige * part_on(table->scenario, k, turf->popular) : 0;
    out_weight[k] = table->weight[k] * (1 + stake);
    sum += out_weight[k];
  }
  for (int k = at->first_interest; k < at->first_interest + at->n_interests; k++)
    out_weight[k] /= sum;
}

static void claim(PolderTable *table) {
  double weight[POLDER_INTERESTS_MAX];
  if (table->setting->with_minds) /* what it believes of the others is asked from here on */
    polder_table_refresh_minds(table);
  for (int party = 0; table->values.value[POLDER_PRESTIGE][0] > 0 && party < table->n; party++) {
    polder_relations_weights(table, party, weight);
    polder_outlook_wish_by(polder_table_own_outlook(table, party), table->scenario, party, weight);
  }
}

/* --- what comes of it ------------------------------------------------------------------------ */

/* The option that a party's latest text has on an issue when that is its own best; -1 if not. */
static int claimed_option(const PolderTable *table, int party, int issue) {
  const PolderIssue *at = &table->scenario->issues[issue];
  const double *value = table->outlook[party]->value[party] + at->first_option;
  if (table->last_text[party] == POLDER_NO_DEAL)
    return -1;
  int option[POLDER_ISSUES_MAX];
  double low, high;
  polder_scenario_options(table->scenario, table->last_text[party], option);
  polder_range(value, (size_t)at->n_options, &low, &high);
  return high > low && value[option[issue]] >= high ? option[issue] : -1;
}

static bool is_contested(const PolderTable *table, int issue) {
  int claimed = -1;
  for (int party = 0; party < table->n; party++) {
    const int option = claimed_option(table, party, issue);
    if (option >= 0 && claimed >= 0 && option != claimed)
      return true;
    claimed = option >= 0 ? option : claimed;
  }
  return false;
}

static void count(PolderTable *table) {
  Turf *turf = polder_mechanism_memory(table, &polder_mechanism_turf);
  turf->contested += is_contested(table, turf->popular);
  turf->rounds++;
}

static void conclude(const PolderTable *table, PolderOutcome *outcome) {
  const Turf *turf = polder_mechanism_memory(table, &polder_mechanism_turf);
  if (turf->rounds > 0)
    outcome->process[POLDER_PROCESS_contested] = (double)turf->contested / turf->rounds;
}

const PolderMechanism polder_mechanism_turf = {
    .name = "turf",
    .switches = {POLDER_TURF, POLDER_PRESTIGE},
    .n_switches = 2,
    .minded = true,
    .memory = sizeof(Turf),
    .open = open,
    .round = claim,
    .perceive = begrudge,
    .round_over = count,
    .conclude = conclude,
};
