/* The reference: which text to propose (sim/README.md 7.2, 7.4). */
#include <math.h>

#include "reference_state.h"

/* The engine's wishes have single precision; a demand counts as met from 1e-6 below it. */
static const double EDGE = 1e-6, ROUNDING = 3e-7;
/* Of more equals than this, the first in the list take part in the draw. */
/* Texts this near to each other may change places by rounding. */
static const double NEAR = 1e-4;

typedef enum { JOINT, NEAREST, ANY, NEUTRAL } Aim;

/* What a search is about, and everything that is the same for each text. */
typedef struct {
  Aim aim;
  int party;
  double demand, own_weight, concern;
  double power[POLDER_PARTIES_MAX];
  int n_others;
  double *score; /* [deal]; higher is better; NAN = cannot be proposed */
  bool *sure;    /* [deal]: also a hair's breadth above the demand */
} Search;

/* --- scores ----------------------------------------------------------------------------------- */

static bool any_locked(const Ref *ref, PolderDeal deal) {
  for (int issue = 0; issue < ref->n_issues; issue++)
    if (ref_locked(ref, ref->option[deal * (unsigned)ref->n_issues + (unsigned)issue]))
      return true;
  return false;
}

/* Exponents: power, 1 on average over those who count. */
static void weigh_others(const Ref *ref, Search *search) {
  double sum = 0;
  for (int other = 0; other < ref->n; other++) {
    const bool counts = other != search->party && ref->present >> other & 1;
    search->power[other] = counts ? ref->scenario->parties[other].power : 0;
    sum += search->power[other];
    search->n_others += search->power[other] > 0;
  }
  for (int other = 0; other < ref->n && sum > 0; other++)
    search->power[other] *= search->n_others / sum;
}

/* Adds what the text offers this other, as the observer believes. */
static void add_other(const Ref *ref, Search *search, int other, double *estimated) {
  const int observer = search->party < 0 ? ref->n : search->party;
  const Mind *mind = ref_mind(ref, observer, other);
  const double threshold = ref_guess(ref, observer, other, &mind->heard).threshold;
  for (PolderDeal deal = 0; deal < ref->n_deals; deal++) {
    if (isnan(search->score[deal]))
      continue;
    const double estimate = ref_estimate(ref, observer, other, &mind->heard, deal);
    double clear = mind->heard.red[deal] ? 0 : 1;
    for (int issue = 0; issue < ref->n_issues; issue++)
      clear *= 1 - (1 - mind->heard.weight) *
                       mind->red[ref->option[deal * (unsigned)ref->n_issues + (unsigned)issue]];
    const double odds = fmin(exp((threshold - estimate) / .06), 1e9);
    search->score[deal] += search->power[other] * log(clear / (1 + odds) + 1e-6);
    estimated[deal] += estimate / search->n_others;
  }
}

/* Own wish without its constant part. */
static double own_value(const Ref *ref, int party, PolderDeal deal) {
  double sum = 0;
  for (int issue = 0; issue < ref->n_issues; issue++)
    sum += ref->wish_value[party * ref->scenario->n_options +
                           ref->option[deal * (unsigned)ref->n_issues + (unsigned)issue]];
  return sum;
}

static void score_joint(const Ref *ref, Search *search) {
  g_autofree double *estimated = g_new0(double, ref->n_deals);
  weigh_others(ref, search);
  for (int other = 0; other < ref->n; other++)
    if (search->power[other] > 0)
      add_other(ref, search, other, estimated);
  for (PolderDeal deal = 0; search->party >= 0 && deal < ref->n_deals; deal++)
    if (!isnan(search->score[deal]))
      search->score[deal] +=
          search->own_weight * ((1 - search->concern) * own_value(ref, search->party, deal) +
                                search->concern * estimated[deal]);
}

static void score_all(const Ref *ref, Search *search) {
  for (PolderDeal deal = 0; deal < ref->n_deals; deal++) {
    const size_t place = (size_t)MAX(search->party, 0) * ref->n_deals + deal;
    const double spare = search->party < 0 ? 1 : ref->wish[place] - search->demand + EDGE;
    const bool can =
        (search->party < 0 || !ref->unwished[place]) && spare > -ROUNDING && !any_locked(ref, deal);
    search->sure[deal] = can && spare > ROUNDING;
    search->score[deal] = can ? 0 : NAN;
    if (can && search->aim == NEAREST)
      search->score[deal] = -ref->wish[place];
  }
  if (search->aim == JOINT || search->aim == NEUTRAL)
    score_joint(ref, search);
}

/* --- choosing --------------------------------------------------------------------------------- */

/* Among equals the one that a keyed draw on its own name puts first. */
static PolderDeal break_tie(const Ref *ref, const Search *search, double best) {
  PolderDeal chosen = POLDER_NO_DEAL;
  double highest = -1;
  for (PolderDeal deal = 0; deal < ref->n_deals; deal++) {
    const double equal = search->aim == NEAREST ? 1e-9 : 1e-6;
    if (!(search->score[deal] >= best - equal))
      continue;
    const uint32_t name = polder_deals_fingerprint(ref->scenario, deal);
    const double drawn =
        polder_draw(ref->run->chance, (unsigned)ref->round,
                    (unsigned)(search->party < 0 ? ref->n : search->party), POLDER_DRAW_TIE, name);
    if (drawn > highest) {
      highest = drawn;
      chosen = deal;
    }
  }
  return chosen;
}

static PolderDeal any_of(const Ref *ref, const Search *search) {
  unsigned count = 0;
  for (PolderDeal deal = 0; deal < ref->n_deals; deal++)
    count += search->score[deal] >= 0 && search->sure[deal];
  unsigned left = (unsigned)(polder_draw(ref->run->chance, (unsigned)ref->round,
                                         (unsigned)search->party, POLDER_DRAW_RANDOM_TEXT, 0) *
                             count);
  for (PolderDeal deal = 0; deal < ref->n_deals; deal++)
    if (search->score[deal] >= 0 && search->sure[deal] && left-- == 0)
      return deal;
  return POLDER_NO_DEAL;
}

/* The highest score; `sure` leaves out what is at the edge of the demand. */
static double best_of(const Ref *ref, const Search *search, bool sure) {
  double best = -INFINITY;
  for (PolderDeal deal = 0; deal < ref->n_deals; deal++)
    if (search->score[deal] > best && (search->sure[deal] || !sure))
      best = search->score[deal];
  return best;
}

static PolderDeal choose(const Ref *ref, const Search *search) {
  if (search->aim == ANY)
    return any_of(ref, search);
  const double best = best_of(ref, search, true);
  return best > -INFINITY ? break_tie(ref, search, best) : POLDER_NO_DEAL;
}

/* Whether rounding alone may have led the engine to its text. */
static bool as_good(const Ref *ref, const Search *search, PolderDeal theirs) {
  const double best = best_of(ref, search, true);
  bool edge = false;
  for (PolderDeal deal = 0; deal < ref->n_deals; deal++)
    edge = edge || (!isnan(search->score[deal]) && !search->sure[deal]);
  if (theirs == POLDER_NO_DEAL)
    return edge && best == -INFINITY;
  if (theirs >= ref->n_deals || isnan(search->score[theirs]))
    return false;
  const double near = search->aim == NEAREST ? EDGE : NEAR;
  return search->aim == ANY ? edge : search->score[theirs] >= best - near;
}

/* The reference's own text, or the engine's where that is as good. */
static PolderDeal beside_the_engine(Ref *ref, const Search *search, PolderDeal mine) {
  const PolderEntry *entry = ref_next(ref);
  if (entry == NULL || (entry->did != POLDER_DID_PROPOSE && entry->did != POLDER_DID_PASS) ||
      entry->deal == mine)
    return mine;
  if (as_good(ref, search, entry->deal)) {
    ref->outcome->followed_texts++;
    return entry->deal;
  }
  const bool scored = entry->deal < ref->n_deals && mine != POLDER_NO_DEAL;
  ref_differs(ref, "party %d: text %d, engine %d (scores %.6f, %.6f; wish - demand %g)",
              search->party, (int)mine, (int)entry->deal, scored ? search->score[mine] : NAN,
              scored ? search->score[entry->deal] : NAN,
              scored && search->party >= 0
                  ? ref->wish[(size_t)search->party * ref->n_deals + entry->deal] - search->demand
                  : NAN);
  return mine;
}

static PolderDeal search_text(Ref *ref, Aim aim, int party) {
  g_autofree double *score = g_new0(double, ref->n_deals);
  g_autofree bool *sure = g_new0(bool, ref->n_deals);
  Search search = {.aim = aim, .party = party, .score = score, .sure = sure};
  if (party >= 0) {
    search.demand = ref_demand_of_text(ref, party);
    search.own_weight = ref_value(ref, POLDER_OWN_WEIGHT, party);
    search.concern = ref_value(ref, POLDER_CONCERN, party);
  }
  score_all(ref, &search);
  return beside_the_engine(ref, &search, choose(ref, &search));
}

PolderDeal ref_choose_text(Ref *ref, int party) {
  if (party < 0)
    return search_text(ref, NEUTRAL, party);
  if (ref->best[party] < ref->scenario->parties[party].reservation - POLDER_TOLERANCE)
    return POLDER_NO_DEAL;
  const char *strategy =
      polder_parameters[POLDER_STRATEGY].choices[(int)ref_value(ref, POLDER_STRATEGY, party)];
  if (g_str_equal(strategy, "scripted")) {
    const PolderDeal text = ref->script_text[party];
    return text != POLDER_NO_DEAL && any_locked(ref, text) ? POLDER_NO_DEAL : text;
  }
  if (g_str_equal(strategy, "random"))
    return search_text(ref, ANY, party);
  return search_text(ref, g_str_equal(strategy, "principled") ? JOINT : NEAREST, party);
}
