/* The reference: telling, hearing, and seeing the past anew (sim/README.md 7.7, 7.8). */
#include <math.h>
#include <string.h>

#include "reference_state.h"

/* --- hearing ---------------------------------------------------------------------------------- */

static double noise_between(const Ref *ref, int listener, int speaker) {
  if (listener == ref->n)
    return 0;
  const double given = ref->scenario->noise[listener][speaker];
  const bool forced = ref->values.source[POLDER_NOISE][listener] == POLDER_FROM_SET;
  const double noise = isnan(given) || forced ? ref_value(ref, POLDER_NOISE, listener) : given;
  return noise * ref->lens[listener][speaker];
}

/* The scores [option] of an interest as this listener hears them. */
static void hear_scores(const Ref *ref, int listener, int interest, double noise, double *out) {
  const PolderScenario *scenario = ref->scenario;
  const double *said = scenario->score + interest * scenario->n_options;
  for (int issue = 0; issue < ref->n_issues; issue++) {
    const PolderIssue *at = &scenario->issues[issue];
    const uint32_t key = (uint32_t)(interest * POLDER_ISSUES_MAX + issue);
    const bool misheard = noise > 0 && polder_draw(ref->run->chance, 0, (unsigned)listener,
                                                   POLDER_DRAW_NOISE, key) < noise;
    for (int o = at->first_option; o < at->first_option + at->n_options; o++)
      out[o] = said[misheard ? at->first_option + scenario->options[o].next : o];
  }
}

/* What interdependent pairs add to the satisfaction of an interest. */
static double pairs_of(const Ref *ref, int interest, PolderDeal deal) {
  const PolderScenario *scenario = ref->scenario;
  double told = scenario->interests[interest].offset;
  for (int issue = 0; issue < ref->n_issues; issue++)
    told += scenario->score[interest * scenario->n_options +
                            ref->option[deal * (unsigned)ref->n_issues + (unsigned)issue]];
  return ref->satisfaction[(unsigned)interest * ref->n_deals + deal] - told;
}

static void hear_deal(Ref *ref, Heard *heard, int interest, const double *score, bool with_pairs,
                      PolderDeal deal) {
  const PolderInterest *at = &ref->scenario->interests[interest];
  const double pairs = with_pairs ? pairs_of(ref, interest, deal) : 0;
  double satisfaction = at->offset + pairs;
  for (int issue = 0; issue < ref->n_issues; issue++)
    satisfaction += score[ref->option[deal * (unsigned)ref->n_issues + (unsigned)issue]];
  heard->pairs[deal] += ref->weight[interest] * pairs;
  if (!isnan(at->minimum) && at->minimum - satisfaction > POLDER_TOLERANCE)
    heard->red[deal] = true;
}

static void hear(Ref *ref, int listener, int interest, bool noisy) {
  const PolderInterest *at = &ref->scenario->interests[interest];
  Heard *heard = &ref_mind(ref, listener, at->party)->heard;
  double score[POLDER_ISSUES_MAX * POLDER_OPTIONS_MAX];
  hear_scores(ref, listener, interest, noisy ? noise_between(ref, listener, at->party) : 0, score);
  bool with_pairs = false;
  for (int p = 0; p < ref->scenario->n_pairs; p++)
    with_pairs = with_pairs || ref->scenario->pairs[p].interest == interest;
  heard->weight = fmin(heard->weight + ref->weight[interest], 1);
  heard->constant += ref->weight[interest] * at->offset;
  for (int o = 0; o < ref->scenario->n_options; o++)
    heard->told[o] += ref->weight[interest] * score[o];
  for (PolderDeal deal = 0; deal < ref->n_deals; deal++)
    hear_deal(ref, heard, interest, score, with_pairs, deal);
}

bool ref_known_to_all(const Ref *ref, int interest) {
  const uint32_t others = ((1u << ref->n) - 1) & ~(1u << ref->scenario->interests[interest].party);
  return (ref->known_to[interest] & others) == others;
}

static bool spread(Ref *ref, int interest, int to, bool noisy) {
  const int speaker = ref->scenario->interests[interest].party;
  bool news = false;
  for (int listener = 0; listener <= ref->n; listener++) {
    const bool meant = to == POLDER_ALL || to == listener;
    if (listener == speaker || !meant || ref->known_to[interest] >> listener & 1)
      continue;
    ref->known_to[interest] |= 1u << listener;
    news = news || listener < ref->n;
    ref->heard_from[listener] |= 1u << speaker;
    hear(ref, listener, interest, noisy);
  }
  return news;
}

void ref_spread_word(Ref *ref, int interest, int to, bool noisy) {
  spread(ref, interest, to, noisy);
}

bool ref_locked(const Ref *ref, int option) {
  const uint8_t *requires = ref->scenario->options[option].requires;
  for (int k = 0; requires != NULL && k < ref->scenario->n_interests; k++)
    if (requires[k] && !ref_known_to_all(ref, k))
      return true;
  return false;
}

double ref_told_share(const Ref *ref, int listener, int speaker) {
  const PolderParty *at = &ref->scenario->parties[speaker];
  double sum = 0;
  for (int k = at->first_interest; k < at->first_interest + at->n_interests; k++)
    if (listener == speaker ? ref_known_to_all(ref, k) : ref->known_to[k] >> listener & 1)
      sum += ref->weight[k];
  return sum;
}

/* --- telling ---------------------------------------------------------------------------------- */

void ref_copy_heard(const Ref *ref, Heard *to, const Heard *from) {
  to->weight = from->weight;
  to->constant = from->constant;
  memcpy(to->told, from->told, (size_t)ref->scenario->n_options * sizeof *to->told);
  memcpy(to->pairs, from->pairs, ref->n_deals * sizeof *to->pairs);
  memcpy(to->red, from->red, ref->n_deals * sizeof *to->red);
}

void ref_tell_begin(Ref *ref) {
  ref->tellers = 0;
  memset(ref->heard_from, 0, sizeof ref->heard_from);
}

static void remember_what_was_heard(Ref *ref) {
  for (int pair = 0; pair < ref->n * ref->n; pair++)
    ref_copy_heard(ref, &ref->mind[pair].heard_before, &ref->mind[pair].heard);
}

static void realise(Ref *ref, int interest) {
  const int party = ref->scenario->interests[interest].party;
  ref->conscious[interest] = true;
  ref_say(ref, POLDER_DID_REALISE, party, -1, interest, POLDER_NO_DEAL);
}

void ref_realise(Ref *ref, int party) {
  const PolderParty *at = &ref->scenario->parties[party];
  for (int k = at->first_interest; k < at->first_interest + at->n_interests; k++)
    if (!ref->conscious[k])
      realise(ref, k);
  ref_weigh(ref, party);
}

void ref_tell(Ref *ref, int interest, int to) {
  const int party = ref->scenario->interests[interest].party;
  if (ref_known_to_all(ref, interest) || to == party)
    return;
  if (!ref->conscious[interest]) {
    realise(ref, interest);
    ref_weigh(ref, party);
  }
  if (ref->tellers == 0)
    remember_what_was_heard(ref);
  if (!spread(ref, interest, to, true))
    return;
  ref->tellers |= 1u << party;
  ref_say(ref, POLDER_DID_TELL, party, to, interest, POLDER_NO_DEAL);
}

/* --- re-attribution --------------------------------------------------------------------------- */

/* The remembered answer in the light of what was told. */
static void see_anew(Ref *ref, int observer, int other, Judged *judged) {
  const Mind *mind = ref_mind(ref, observer, other);
  double odds[2], clear[2];
  ref_expect(ref, observer, other, &mind->heard_before, judged->deal, &odds[0], &clear[0]);
  ref_expect(ref, observer, other, &mind->heard, judged->deal, &odds[1], &clear[1]);
  const double ratio = fmax(odds[1], 1e-9) / fmax(odds[0], 1e-9);
  judged->odds = fmin(judged->odds * ratio, 1e9);
  judged->clear = clear[0] > 0 ? fmin(judged->clear * clear[1] / clear[0], 1) : clear[1];
}

static void reattribute(Ref *ref, int observer, int other) {
  Mind *mind = ref_mind(ref, observer, other);
  const double start = ref_value(ref, POLDER_OMEGA_START, observer), before = mind->omega;
  double omega = mind->omega_forgotten;
  for (int place = 0; place < mind->n_judged; place++) {
    see_anew(ref, observer, other, &mind->judged[place]);
    omega = ref_omega_after(ref, observer, omega, &mind->judged[place]);
  }
  mind->omega = omega;
  if (omega >= before) {
    mind->trust -= ref_value(ref, POLDER_TRUST_LOSS, observer) * (omega - before) * mind->trust;
    return;
  }
  const double lifted = before > start ? fmin((before - omega) / (before - start), 1) : 0;
  mind->trust +=
      ref_value(ref, POLDER_REPAIR, observer) * lifted * fmax(mind->trust_start - mind->trust, 0);
}

static void thank(Ref *ref, int listener, int teller) {
  Mind *mind = ref_mind(ref, listener, teller);
  mind->trust += ref_value(ref, POLDER_TRUST_GAIN, listener) *
                 ref_value(ref, POLDER_TELLING_TRUST, listener) * (1 - mind->trust);
}

void ref_tell_end(Ref *ref) {
  for (int listener = 0; listener < ref->n; listener++)
    for (int teller = 0; teller < ref->n; teller++) {
      if (teller == listener || !(ref->tellers >> teller & 1))
        continue;
      if (ref->run->fault != REFERENCE_WITHOUT_REATTRIBUTION)
        reattribute(ref, listener, teller);
    }
  for (int listener = 0; listener < ref->n; listener++)
    for (int teller = 0; teller < ref->n; teller++)
      if (ref->heard_from[listener] >> teller & 1 && !(ref->thanked[listener] >> teller & 1)) {
        thank(ref, listener, teller);
        ref->thanked[listener] |= 1u << teller;
      }
  if (ref->tellers != 0)
    ref_check_minds(ref, POLDER_DID_REATTRIBUTE);
  ref->tellers = 0;
}

/* --- of one's own accord ---------------------------------------------------------------------- */

/* Whether the policy lets it think about telling, and the pull of what others told. */
static bool considers(const Ref *ref, int party, double *out_pull) {
  const int policy = (int)ref_value(ref, POLDER_DISCLOSURE, party);
  const char *name = polder_parameters[POLDER_DISCLOSURE].choices[policy];
  *out_pull = 0;
  if (g_str_equal(name, "on_rejection"))
    return ref->rejected_last >> party & 1;
  if (g_str_equal(name, "when_asked"))
    return ref->asked >> party & 1;
  if (!g_str_equal(name, "reciprocal"))
    return false;
  double told = 0;
  int others = 0;
  for (int other = 0; other < ref->n; other++)
    if (other != party && ref->present >> other & 1) {
      told += ref_told_share(ref, party, other);
      others++;
    }
  if (others > 0)
    *out_pull = ref_value(ref, POLDER_TELL_RECIPROCITY, party) *
                (told / others - ref_told_share(ref, party, party));
  return others > 0;
}

static void consider(Ref *ref, int party) {
  const PolderParty *at = &ref->scenario->parties[party];
  double pull;
  if (!considers(ref, party, &pull))
    return;
  const double sum = ref_value(ref, POLDER_TELL_BASE, party) +
                     ref_value(ref, POLDER_TELL_TRUST, party) * (ref_mean_trust(ref, party) - .5) +
                     pull + ref_value(ref, POLDER_TELL_FACILITATOR, party) * ref->facilitator +
                     ref_value(ref, POLDER_TELL_ASKED, party) * (ref->asked >> party & 1);
  for (int k = 0; k < at->n_interests; k++) {
    const int interest = at->first_interest + k;
    const double reluctance = ref_value(ref, POLDER_TELL_SENSITIVITY, party) *
                              ref->scenario->interests[interest].sensitivity;
    if (ref->conscious[interest] && !ref_known_to_all(ref, interest) &&
        polder_draw(ref->run->chance, (unsigned)ref->round, (unsigned)party, POLDER_DRAW_TELL,
                    (uint32_t)k) < 1 / (1 + exp(reluctance - sum)))
      ref_tell(ref, interest, POLDER_ALL);
  }
}

void ref_consider_telling(Ref *ref) {
  for (int party = 0; party < ref->n; party++)
    if (ref->present >> party & 1)
      consider(ref, party);
}
