/* The reference: what a party wants, and asks (sim/README.md 7.1, 7.2, 7.3, 7.10). */
#include <math.h>

#include "reference_state.h"

double ref_value(const Ref *ref, PolderParameterId id, int party) {
  const bool of_table = polder_parameters[id].level == POLDER_LEVEL_TABLE;
  return ref->values.value[id][of_table ? 0 : party];
}

/* --- 7.1 utility ------------------------------------------------------------------------------ */

static double satisfaction_of(const Ref *ref, int interest, PolderDeal deal) {
  const PolderScenario *scenario = ref->scenario;
  const int *option = ref->option + (size_t)deal * (size_t)ref->n_issues;
  double sum = scenario->interests[interest].offset;
  for (int issue = 0; issue < ref->n_issues; issue++)
    sum += scenario->score[interest * scenario->n_options + option[issue]];
  for (int p = 0; p < scenario->n_pairs; p++) {
    const PolderPair *pair = &scenario->pairs[p];
    const int one = scenario->options[pair->option].issue;
    const int other = scenario->options[pair->other_option].issue;
    if (pair->interest == interest && option[one] == pair->option &&
        option[other] == pair->other_option)
      sum += pair->score;
  }
  return sum;
}

void ref_see_deals(Ref *ref) {
  const PolderScenario *scenario = ref->scenario;
  for (PolderDeal deal = 0; deal < ref->n_deals; deal++) {
    int within[POLDER_ISSUES_MAX];
    polder_scenario_options(scenario, deal, within);
    for (int issue = 0; issue < ref->n_issues; issue++)
      ref->option[deal * (unsigned)ref->n_issues + (unsigned)issue] =
          scenario->issues[issue].first_option + within[issue];
  }
  for (int interest = 0; interest < scenario->n_interests; interest++)
    for (PolderDeal deal = 0; deal < ref->n_deals; deal++)
      ref->satisfaction[(unsigned)interest * ref->n_deals + deal] =
          satisfaction_of(ref, interest, deal);
}

/* Conscious weights, normalised; false when it knows of none. */
static bool conscious_weights(const Ref *ref, const PolderParty *party, double *out_weight) {
  double sum = 0;
  for (int k = 0; k < party->n_interests; k++) {
    const int interest = party->first_interest + k;
    out_weight[k] = ref->conscious[interest] ? ref->weight[interest] : 0;
    sum += out_weight[k];
  }
  for (int k = 0; k < party->n_interests && sum > 0; k++)
    out_weight[k] /= sum;
  return sum > 0;
}

static void weigh_deal(Ref *ref, int party, PolderDeal deal, const double *wish_weight,
                       bool knows) {
  const PolderParty *at = &ref->scenario->parties[party];
  const size_t place = (size_t)party * ref->n_deals + deal;
  double utility = 0, wish = 0;
  bool broken = false, unwished = false;
  for (int k = 0; k < at->n_interests; k++) {
    const int interest = at->first_interest + k;
    const double s = ref->satisfaction[(unsigned)interest * ref->n_deals + deal];
    const double minimum = ref->scenario->interests[interest].minimum;
    const bool breaks = !isnan(minimum) && minimum - s > POLDER_TOLERANCE;
    utility += ref->weight[interest] * s;
    wish += wish_weight[k] * s;
    broken = broken || breaks;
    unwished = unwished || (breaks && ref->conscious[interest]);
  }
  ref->utility[place] = utility;
  ref->wish[place] = knows ? wish : 1;
  ref->broken[place] = broken;
  ref->unwished[place] = unwished;
}

static void find_range(Ref *ref, int party) {
  ref->best[party] = ref->wish_best[party] = -1;
  ref->worst[party] = INFINITY;
  for (PolderDeal deal = 0; deal < ref->n_deals; deal++) {
    const size_t place = (size_t)party * ref->n_deals + deal;
    ref->worst[party] = fmin(ref->worst[party], ref->utility[place]);
    if (!ref->broken[place])
      ref->best[party] = fmax(ref->best[party], ref->utility[place]);
    if (!ref->unwished[place])
      ref->wish_best[party] = fmax(ref->wish_best[party], ref->wish[place]);
  }
}

/* z: the floor in standard deviations above the mean of the own wish, issues independent. */
static double hardness_of(const Ref *ref, int party, const double *wish_weight) {
  const PolderScenario *scenario = ref->scenario;
  const PolderParty *at = &scenario->parties[party];
  const double *value = ref->wish_value + party * scenario->n_options;
  double mean = 0, variance = 0;
  for (int k = 0; k < at->n_interests; k++)
    mean += wish_weight[k] * scenario->interests[at->first_interest + k].offset;
  for (int issue = 0; issue < ref->n_issues; issue++) {
    const PolderIssue *here = &scenario->issues[issue];
    double sum = 0, squares = 0;
    for (int o = here->first_option; o < here->first_option + here->n_options; o++) {
      sum += value[o];
      squares += value[o] * value[o];
    }
    mean += sum / here->n_options;
    variance += squares / here->n_options - pow(sum / here->n_options, 2);
  }
  return variance > POLDER_TOLERANCE ? (at->reservation - mean) / sqrt(variance) : 0;
}

void ref_weigh(Ref *ref, int party) {
  const PolderScenario *scenario = ref->scenario;
  const PolderParty *at = &scenario->parties[party];
  double wish_weight[POLDER_INTERESTS_MAX];
  const bool knows = conscious_weights(ref, at, wish_weight);
  for (PolderDeal deal = 0; deal < ref->n_deals; deal++)
    weigh_deal(ref, party, deal, wish_weight, knows);
  for (int o = 0; o < scenario->n_options; o++) {
    double sum = 0;
    for (int k = 0; k < at->n_interests; k++)
      sum += wish_weight[k] * scenario->score[(at->first_interest + k) * scenario->n_options + o];
    ref->wish_value[party * scenario->n_options + o] = sum;
  }
  find_range(ref, party);
  ref->hardness[party] = hardness_of(ref, party, wish_weight);
}

/* --- 7.2 coming down -------------------------------------------------------------------------- */

double ref_mean_trust(const Ref *ref, int party) {
  double sum = 0;
  int count = 0;
  for (int other = 0; other < ref->n; other++)
    if (other != party && ref->present >> other & 1) {
      sum += ref_mind(ref, party, other)->trust;
      count++;
    }
  return count > 0 ? sum / count : 1;
}

static double given_to(const Ref *ref, int party) {
  double sum = 0;
  int count = 0;
  for (int other = 0; other < ref->n; other++) {
    if (other == party || !(ref->present >> other & 1))
      continue;
    count++;
    if (ref->first_text[other] == POLDER_NO_DEAL)
      continue;
    const double *utility = ref->utility + (size_t)party * ref->n_deals;
    sum += fmax(utility[ref->last_text[other]] - utility[ref->first_text[other]], 0);
  }
  const double room = ref->best[party] - ref->scenario->parties[party].reservation;
  return count == 0 || room <= POLDER_TOLERANCE ? 1 : fmin(sum / count / room, 1);
}

static double concession_of(const Ref *ref, int party) {
  const double part = fmin(1, ref->time / ref_value(ref, POLDER_CONCESSION_END, 0));
  const double beta = ref_value(ref, POLDER_BETA, party);
  const char *strategy =
      polder_parameters[POLDER_STRATEGY].choices[(int)ref_value(ref, POLDER_STRATEGY, party)];
  if (g_str_equal(strategy, "principled"))
    return pow(part, 1 / (beta * (.4 + 1.2 * ref_mean_trust(ref, party))));
  if (g_str_equal(strategy, "boulware"))
    return pow(part, 5 / beta);
  if (g_str_equal(strategy, "conceder"))
    return pow(part, 1 / (3 * beta));
  if (g_str_equal(strategy, "linear"))
    return part;
  return g_str_equal(strategy, "tit_for_tat") ? given_to(ref, party) : 1;
}

/* 7.10: nearly the best that those who told something would swallow. */
static double bar_of(const Ref *ref, int party) {
  const double exploit = ref_value(ref, POLDER_EXPLOIT, party);
  double floor[POLDER_PARTIES_MAX], best = 0;
  bool told[POLDER_PARTIES_MAX], told_any = false;
  for (int other = 0; other < ref->n; other++) {
    const Mind *mind = ref_mind(ref, party, other);
    told[other] = other != party && mind->heard.weight > 0;
    told_any = told_any || told[other];
    floor[other] = told[other] ? ref_guess(ref, party, other, &mind->heard).floor : 0;
  }
  for (PolderDeal deal = 0; told_any && exploit > 0 && deal < ref->n_deals; deal++) {
    const size_t place = (size_t)party * ref->n_deals + deal;
    bool swallowed = !ref->broken[place];
    for (int other = 0; swallowed && other < ref->n; other++)
      if (told[other])
        swallowed = ref_estimate(ref, party, other, &ref_mind(ref, party, other)->heard, deal) >=
                    floor[other] - 1e-6;
    if (swallowed)
      best = fmax(best, ref->utility[place]);
  }
  return exploit * .97 * best;
}

void ref_concede(Ref *ref) {
  for (int party = 0; party < ref->n; party++)
    ref->concession[party] = concession_of(ref, party);
  for (int party = 0; party < ref->n; party++)
    ref->bar[party] = bar_of(ref, party);
}

static double demand(const Ref *ref, int party, double best) {
  const double floor = ref->scenario->parties[party].reservation;
  const double asked = floor + (best - floor) * (1 - ref->concession[party]);
  return fmax(fmax(floor, asked), ref->bar[party]);
}

double ref_demand_of_vote(const Ref *ref, int party) {
  return demand(ref, party, ref->best[party]);
}

double ref_demand_of_text(const Ref *ref, int party) {
  return demand(ref, party, ref->wish_best[party]);
}

/* --- 7.3 acceptance --------------------------------------------------------------------------- */

double ref_perceived(const Ref *ref, int party, PolderDeal deal, int author) {
  const double utility = ref->utility[(size_t)party * ref->n_deals + deal];
  const double range = ref->best[party] - ref->worst[party];
  const double devaluation = ref_value(ref, POLDER_DEVALUATION, party);
  const bool own = ref_value(ref, POLDER_ENDORSED, 0) > 0 && ref->endorsed[deal] >> party & 1;
  if (author == party || own)
    return utility;
  if (author < 0)
    return utility - fmin(devaluation * (1 - ref_mean_trust(ref, party)), .1) * range;
  return utility - devaluation * (1 - ref_mind(ref, party, author)->trust) * range;
}

double ref_shortfall(const Ref *ref, int party, PolderDeal deal, int author) {
  const PolderParty *at = &ref->scenario->parties[party];
  double most = at->reservation - ref_perceived(ref, party, deal, author);
  for (int k = at->first_interest; k < at->first_interest + at->n_interests; k++) {
    const double missing =
        ref->scenario->interests[k].minimum - ref->satisfaction[(unsigned)k * ref->n_deals + deal];
    if (missing > POLDER_TOLERANCE)
      most = fmax(most, missing);
  }
  return most;
}

bool ref_accepts(Ref *ref, int party, double *out_demand, double *out_perceived) {
  const size_t place = (size_t)party * ref->n_deals + ref->deal;
  const char *strategy =
      polder_parameters[POLDER_STRATEGY].choices[(int)ref_value(ref, POLDER_STRATEGY, party)];
  *out_demand = ref_demand_of_vote(ref, party);
  *out_perceived = ref_perceived(ref, party, ref->deal, ref->author);
  if (ref->broken[place])
    return false;
  if (ref_value(ref, POLDER_WILLING, party) < .5)
    return ref->utility[place] >= ref->best[party] - POLDER_TOLERANCE;
  if (g_str_equal(strategy, "scripted"))
    return ref->script_answer[party] < 0 ? ref->deal == ref->script_text[party]
                                         : ref->script_answer[party] == 1;
  return *out_perceived >= *out_demand - POLDER_TOLERANCE;
}
