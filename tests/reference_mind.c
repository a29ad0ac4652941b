/* The reference: what one party believes of another (sim/README.md 7.5, 7.6). */
#include <math.h>
#include <string.h>

#include "reference_state.h"

static const double IMPORTANCE[3] = {.5, 1, 2};
static const double SOFTNESS = .06, LEAST = 1e-7, CEILING = .98;
static const double GUESS[GUESSES] = {-.2, -.12, -.04, .04, .12, .2};

Mind *ref_mind(const Ref *ref, int observer, int other) {
  return &ref->mind[observer * ref->n + other];
}

static bool neutral(const Ref *ref, int observer) {
  return observer == ref->n;
}

/* --- prior ------------------------------------------------------------------------------------ */

/* Share of the option in what the observer itself wants least of this issue. */
static double mirror(const Ref *ref, int observer, const PolderIssue *issue, int option) {
  const double *value = ref->wish_value + observer * ref->scenario->n_options;
  double least = INFINITY;
  int count = 0;
  for (int o = issue->first_option; o < issue->first_option + issue->n_options; o++)
    least = fmin(least, value[o]);
  for (int o = issue->first_option; o < issue->first_option + issue->n_options; o++)
    count += value[o] <= least + POLDER_TOLERANCE;
  return value[option] <= least + POLDER_TOLERANCE ? 1. / count : 0;
}

static void believe_at_first(Ref *ref, int observer, int other) {
  static const double prior[3] = {.4, .4, .2};
  Mind *mind = ref_mind(ref, observer, other);
  const bool flat = neutral(ref, observer) || ref->run->fault == REFERENCE_FLAT_PRIOR;
  const double pie = flat ? 0 : ref_value(ref, POLDER_FIXED_PIE, observer);
  const double red = neutral(ref, observer) ? polder_parameters[POLDER_RED_PRIOR].initial
                                            : ref_value(ref, POLDER_RED_PRIOR, observer);
  for (int o = 0; o < ref->scenario->n_options; o++) {
    const PolderIssue *issue = &ref->scenario->issues[ref->scenario->options[o].issue];
    const double share = pie > 0 ? pie * mirror(ref, observer, issue, o) : 0;
    for (int m = 0; m < 3; m++)
      mind->g[o][m] = ((1 - pie) / issue->n_options + share) * prior[m];
    mind->red[o] = red > 0 ? fmax(red / issue->n_options, LEAST) : 0;
  }
  for (int f = 0; f < GUESSES; f++)
    mind->q[f] = 1. / GUESSES;
  mind->omega = mind->omega_forgotten =
      neutral(ref, observer) ? 0 : ref_value(ref, POLDER_OMEGA_START, observer);
}

static void open_heard(const Ref *ref, Heard *heard) {
  heard->told = g_new0(double, (size_t)ref->scenario->n_options);
  heard->pairs = g_new0(double, ref->n_deals);
  heard->red = g_new0(bool, ref->n_deals);
}

void ref_open_minds(Ref *ref) {
  ref->mind = g_new0(Mind, (size_t)((ref->n + 1) * ref->n));
  for (int observer = 0; observer <= ref->n; observer++)
    for (int other = 0; other < ref->n; other++) {
      Mind *mind = ref_mind(ref, observer, other);
      mind->g = g_malloc0((size_t)ref->scenario->n_options * sizeof *mind->g);
      mind->red = g_new0(double, (size_t)ref->scenario->n_options);
      open_heard(ref, &mind->heard);
      open_heard(ref, &mind->heard_before);
      believe_at_first(ref, observer, other);
    }
}

static void free_heard(Heard *heard) {
  g_free(heard->told);
  g_free(heard->pairs);
  g_free(heard->red);
}

void ref_free_minds(Ref *ref) {
  for (int pair = 0; pair < (ref->n + 1) * ref->n; pair++) {
    g_free(ref->mind[pair].g);
    g_free(ref->mind[pair].red);
    free_heard(&ref->mind[pair].heard);
    free_heard(&ref->mind[pair].heard_before);
  }
  g_free(ref->mind);
}

/* --- estimates -------------------------------------------------------------------------------- */

/* v of an option: what it is worth to the other, of all that was not told. */
static double untold_worth(const Ref *ref, const Mind *mind, const Heard *heard, int option) {
  const PolderIssue *issue = &ref->scenario->issues[ref->scenario->options[option].issue];
  double sum = 0;
  for (int m = 0; m < 3; m++) {
    double any = 0;
    for (int o = issue->first_option; o < issue->first_option + issue->n_options; o++)
      any += mind->g[o][m];
    sum += IMPORTANCE[m] * (.3 * any + .7 * mind->g[option][m]);
  }
  return (1 - heard->weight) / ref->n_issues * sum;
}

double ref_estimate(const Ref *ref, int observer, int other, const Heard *heard, PolderDeal deal) {
  const Mind *mind = ref_mind(ref, observer, other);
  double sum = heard->constant + heard->pairs[deal];
  for (int issue = 0; issue < ref->n_issues; issue++) {
    const int option = ref->option[deal * (unsigned)ref->n_issues + (unsigned)issue];
    sum += heard->told[option] + untold_worth(ref, mind, heard, option);
  }
  return sum;
}

/* Mean, variance, lowest and highest of the estimates, issue by issue. */
typedef struct {
  double mean, variance, low, high;
} Spread;

static Spread spread_of(const Ref *ref, const Mind *mind, const Heard *heard) {
  Spread all = {heard->constant, 0, heard->constant, heard->constant};
  for (int issue = 0; issue < ref->n_issues; issue++) {
    const PolderIssue *at = &ref->scenario->issues[issue];
    double sum = 0, squares = 0, low = INFINITY, high = -INFINITY;
    for (int o = at->first_option; o < at->first_option + at->n_options; o++) {
      const double worth = heard->told[o] + untold_worth(ref, mind, heard, o);
      sum += worth;
      squares += worth * worth;
      low = fmin(low, worth);
      high = fmax(high, worth);
    }
    all.mean += sum / at->n_options;
    all.variance += fmax(squares / at->n_options - pow(sum / at->n_options, 2), 0);
    all.low += low;
    all.high += high;
  }
  return all;
}

static double hardness_guessed(const Mind *mind) {
  double sum = 0;
  for (int f = 0; f < GUESSES; f++)
    sum += mind->q[f] * GUESS[f];
  return sum;
}

Guess ref_guess(const Ref *ref, int observer, int other, const Heard *heard) {
  const Mind *mind = ref_mind(ref, observer, other);
  const bool aside = neutral(ref, observer);
  const Spread spread = spread_of(ref, mind, heard);
  const double told = heard->weight, range = spread.high - spread.low;
  const double best = aside ? 1 : ref->yard_best[observer];
  const double worst = aside ? 0 : ref->worst[observer];
  const double z = aside ? 0 : ref->yard_hardness[observer];
  const double end = ref_value(ref, POLDER_CONCESSION_END, 0);
  const double pace = aside ? fmin(1, ref->time / end) : ref->concession[observer];
  const double devaluation = aside || ref->run->fault == REFERENCE_EXPECTS_NO_DISTRUST
                                 ? 0
                                 : ref_value(ref, POLDER_DEVALUATION, observer);
  Guess guess;
  guess.top = told * spread.high + (1 - told) * fmax(spread.high, best);
  guess.width = told * range + (1 - told) * fmax(range, best - worst);
  guess.floor = fmin(guess.top, spread.mean + z * sqrt(spread.variance) + hardness_guessed(mind));
  guess.threshold = guess.floor + (guess.top - guess.floor) * (1 - pace) +
                    devaluation * (1 - mind->trust) * guess.width;
  if (ref->run->fault == REFERENCE_NO_FALLING_THRESHOLD)
    guess.threshold += (guess.top - guess.floor) * pace * .5;
  return guess;
}

void ref_expect(const Ref *ref, int observer, int other, const Heard *heard, PolderDeal deal,
                double *out_odds, double *out_clear) {
  const Mind *mind = ref_mind(ref, observer, other);
  const double threshold = ref_guess(ref, observer, other, heard).threshold;
  const double estimate = ref_estimate(ref, observer, other, heard, deal);
  *out_odds = fmin(exp((threshold - estimate) / SOFTNESS), 1e9);
  *out_clear = heard->red[deal] ? 0 : 1;
  for (int issue = 0; issue < ref->n_issues; issue++) {
    const int option = ref->option[deal * (unsigned)ref->n_issues + (unsigned)issue];
    *out_clear *= 1 - (1 - heard->weight) * mind->red[option];
  }
}

/* --- attribution and trust -------------------------------------------------------------------- */

/* The rule that counts: a step of fixed size. */
static double omega_by_frequency(double omega, const Judged *judged, double bias) {
  const double p = fmax(1 - judged->clear / (1 + judged->odds), judged->granted);
  const double surprise = fmin(bias * (1 - p), CEILING);
  return judged->yes ? .8 * omega : omega + .2 * fmax(surprise - omega, 0);
}

double ref_omega_after(const Ref *ref, int observer, double omega, const Judged *judged) {
  const double chance = judged->clear / (1 + judged->odds);
  double bias = ref_value(ref, POLDER_BIAS, observer);
  if (ref->run->fault == REFERENCE_MORE_BIAS)
    bias += .5;
  if (ref_value(ref, POLDER_ATTRIBUTION, 0) > 0)
    return omega_by_frequency(omega, judged, bias);
  if (judged->yes)
    return .3 * omega / (.3 * omega + (1 - omega) * fmax(chance, .5));
  const double p = fmax(fmax(1 - chance, judged->granted), 1e-3);
  return fmin(omega / (omega + (1 - omega) * pow(p, bias)), CEILING);
}

/* Of a text too long ago only what was made of it stays. */
static void forget(Ref *ref, int observer, int other) {
  Mind *mind = ref_mind(ref, observer, other);
  if (mind->n_judged == 0 || mind->judged[0].number + MEMORY > ref->n_judged)
    return;
  mind->omega_forgotten = ref_omega_after(ref, observer, mind->omega_forgotten, &mind->judged[0]);
  mind->n_judged--;
  memmove(mind->judged, mind->judged + 1, (size_t)mind->n_judged * sizeof mind->judged[0]);
}

static void judge_one(Ref *ref, int observer, int other, const Reply *reply) {
  Mind *mind = ref_mind(ref, observer, other);
  const Judged judged = {.number = ref->n_judged,
                         .yes = reply->yes,
                         .deal = ref->deal,
                         .odds = mind->odds,
                         .clear = mind->clear,
                         .granted = ref_value(ref, POLDER_EXCUSE, observer) * reply->granted};
  const double before = mind->omega;
  const double start = ref_value(ref, POLDER_OMEGA_START, observer);
  mind->omega = ref_omega_after(ref, observer, before, &judged);
  mind->judged[mind->n_judged++] = judged;
  if (reply->yes) {
    mind->trust += .3 * ref_value(ref, POLDER_TRUST_GAIN, observer) * (1 - mind->trust);
    return;
  }
  double level = ref_value(ref, POLDER_TRUST_LEVEL, observer) * (mind->omega - start);
  if (ref->run->fault == REFERENCE_TRUST_WITHOUT_LEVEL)
    level = 0;
  const double loss = fmax(fmax(mind->omega - before, level), 0);
  mind->trust -= ref_value(ref, POLDER_TRUST_LOSS, observer) * loss * mind->trust;
}

/* Whether this answer tells the others anything: an author's own yes does not. */
static bool says_something(const Ref *ref, int party, const Reply *reply) {
  return reply->answered && !(reply->yes && party == ref->author);
}

void ref_judge(Ref *ref, const Reply *replies) {
  for (int observer = 0; observer <= ref->n; observer++)
    for (int other = 0; other < ref->n; other++) {
      Mind *mind = ref_mind(ref, observer, other);
      ref_expect(ref, observer, other, &mind->heard, ref->deal, &mind->odds, &mind->clear);
    }
  for (int observer = 0; observer < ref->n; observer++)
    for (int other = 0; other < ref->n; other++)
      if (other != observer) {
        forget(ref, observer, other);
        ref_mind(ref, observer, other)->contact |= replies[other].answered;
        if (says_something(ref, other, &replies[other]))
          judge_one(ref, observer, other, &replies[other]);
      }
  ref->n_judged++;
  ref_check_minds(ref, POLDER_DID_ATTRIBUTE);
}

void ref_drift(Ref *ref) {
  for (int observer = 0; observer < ref->n; observer++)
    for (int other = 0; other < ref->n; other++) {
      Mind *mind = ref_mind(ref, observer, other);
      if (!mind->contact)
        mind->trust +=
            ref_value(ref, POLDER_TRUST_DRIFT, observer) * (mind->trust_start - mind->trust);
      mind->contact = false;
    }
}

/* --- learning --------------------------------------------------------------------------------- */

static void normalise(double *value, int n) {
  double sum = 0;
  for (int i = 0; i < n; i++)
    sum += value[i];
  for (int i = 0; i < n; i++)
    value[i] = fmax(value[i] / sum, LEAST);
}

static void learn_offer(Ref *ref, Mind *mind, int option) {
  static const double sharp[3] = {.1, .3, .55};
  const PolderIssue *issue = &ref->scenario->issues[ref->scenario->options[option].issue];
  const double n = issue->n_options;
  for (int m = 0; m < 3; m++) {
    const double hit = 1 / n + (1 - 1 / n) * sharp[m] * (1 - ref->time / 2);
    for (int o = issue->first_option; o < issue->first_option + issue->n_options; o++)
      mind->g[o][m] *= o == option ? hit : (1 - hit) / (n - 1);
  }
  normalise(mind->g[issue->first_option], 3 * issue->n_options);
  mind->red[option] = fmin(mind->red[option], LEAST);
}

/* R without this issue. */
static double clear_without(const Ref *ref, const Mind *mind, const double *red, int issue) {
  double clear = mind->heard.red[ref->deal] ? 0 : 1;
  for (int j = 0; j < ref->n_issues; j++)
    if (j != issue)
      clear *= 1 - (1 - mind->heard.weight) * red[j];
  return clear;
}

static void learn_answer(Ref *ref, Mind *mind, int option, bool yes, double worth,
                         double clear_others) {
  const PolderIssue *issue = &ref->scenario->issues[ref->scenario->options[option].issue];
  const double share = (1 - mind->heard.weight) / ref->n_issues;
  for (int o = issue->first_option; o < issue->first_option + issue->n_options; o++)
    for (int m = 0; m < 3; m++) {
      const double here = share * IMPORTANCE[m] * (o == option ? 1 : .3);
      const double agrees = 1 / (1 + mind->odds * exp((worth - here) / SOFTNESS));
      mind->g[o][m] *= yes ? agrees : 1 - mind->clear * agrees;
    }
  normalise(mind->g[issue->first_option], 3 * issue->n_options);
  const double red = mind->red[option];
  const double innocent = fmax(1 - clear_others / (1 + mind->odds), 1e-3);
  mind->red[option] = yes ? fmin(red, LEAST) : fmin(red / (red + (1 - red) * innocent), CEILING);
}

static void learn_floor(Mind *mind, bool yes) {
  const double mean = hardness_guessed(mind);
  for (int f = 0; f < GUESSES; f++) {
    const double agrees = 1 / (1 + mind->odds * exp((GUESS[f] - mean) / SOFTNESS));
    mind->q[f] *= yes ? agrees : 1 - mind->clear * agrees;
  }
  normalise(mind->q, GUESSES);
}

static void learn_of(Ref *ref, int observer, int other, const Reply *reply) {
  Mind *mind = ref_mind(ref, observer, other);
  const bool offered = other == ref->author && !ref->offer_learnt;
  bool answered = reply->answered && other != ref->author;
  if (!reply->yes && ref->run->fault == REFERENCE_WITHOUT_LEARNING_FROM_NO)
    answered = false;
  double worth[POLDER_ISSUES_MAX], red[POLDER_ISSUES_MAX];
  const int *option = ref->option + (size_t)ref->deal * (size_t)ref->n_issues;
  for (int issue = 0; issue < ref->n_issues; issue++) {
    worth[issue] = untold_worth(ref, mind, &mind->heard, option[issue]);
    red[issue] = mind->red[option[issue]];
  }
  for (int issue = 0; issue < ref->n_issues; issue++) {
    if (offered)
      learn_offer(ref, mind, option[issue]);
    if (answered)
      learn_answer(ref, mind, option[issue], reply->yes, worth[issue],
                   clear_without(ref, mind, red, issue));
  }
  if (answered)
    learn_floor(mind, reply->yes);
}

void ref_learn(Ref *ref, const Reply *replies) {
  for (int observer = 0; observer <= ref->n; observer++)
    for (int other = 0; other < ref->n; other++)
      if (other != observer)
        learn_of(ref, observer, other, &replies[other]);
  ref->offer_learnt = true;
}
