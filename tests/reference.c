/* The reference: the rounds of a run, leaving, and how it ends (sim/README.md 3, 7.9). */
#include "reference.h"

#include <math.h>
#include <string.h>

#include "reference_state.h"

/* --- 7.9 leaving, taking over, giving up ------------------------------------------------------ */

static bool chance_strikes(const Ref *ref, int party, PolderPurpose purpose, double hazard) {
  uint32_t words[4];
  polder_draw_block(ref->run->chance, (unsigned)ref->round, (unsigned)party / 4, purpose, 0, words);
  return words[party % 4] * 0x1p-32 < hazard;
}

static double distrust(const Ref *ref, int party) {
  const double lacking = ref_value(ref, POLDER_LEAVE_TRUST, party) - ref_mean_trust(ref, party);
  return 1 / (1 + exp(-lacking / .04));
}

static double leave_hazard(const Ref *ref, int party) {
  const double left = ref->deadline - ref->round;
  const double needed =
      ref->scenario->parties[party].reservation + ref_value(ref, POLDER_ROUND_COST, party) * left;
  double hazard = ref_value(ref, POLDER_LEAVE_RATE, party) * distrust(ref, party);
  if ((int)ref->gaps->len > ref->n && ref->best_heard[party] < needed - POLDER_TOLERANCE)
    hazard += ref_value(ref, POLDER_LEAVE_VALUE, party);
  return ref->mandated >> party & 1 ? 0 : hazard;
}

static void end(Ref *ref, PolderEnding ending) {
  ref->over = true;
  ref->ending = ending;
}

static void leave(Ref *ref, int party) {
  ref_say(ref, POLDER_DID_LEAVE, party, -1, -1, POLDER_NO_DEAL);
  ref->present &= ~(1u << party);
  ref->deal = POLDER_NO_DEAL;
  if (!polder_rule_met(&ref->decision, ref->present))
    end(ref, POLDER_WALKOUT);
}

static void think_of_leaving(Ref *ref) {
  for (int party = 0; party < ref->n && !ref->over; party++) {
    if (!(ref->present >> party & 1))
      continue;
    const double rate = ref_value(ref, POLDER_TAKEOVER, party);
    const double takeover = ref->flagged_round > 0 ? rate : rate * distrust(ref, party);
    if (chance_strikes(ref, party, POLDER_DRAW_TAKEOVER, takeover)) {
      ref_say(ref, POLDER_DID_TAKE_OVER, party, -1, -1, POLDER_NO_DEAL);
      end(ref, POLDER_TAKEOVER_END);
    } else if (chance_strikes(ref, party, POLDER_DRAW_LEAVE, leave_hazard(ref, party)))
      leave(ref, party);
  }
}

static void think_of_giving_up(Ref *ref) {
  const int speakers = ref_speakers(ref);
  if (ref->flagged_round == 0 || speakers == 0)
    return;
  const int party = ref_speaker(ref, (ref->round - 1) % speakers);
  if (!chance_strikes(ref, party, POLDER_DRAW_GIVE_UP, ref_value(ref, POLDER_GIVE_UP, party)))
    return;
  ref_say(ref, POLDER_DID_GIVE_UP, party, -1, -1, POLDER_NO_DEAL);
  end(ref, POLDER_DEADLOCK);
}

/* --- 3 the rounds ----------------------------------------------------------------------------- */

static void play_round(Ref *ref, int round) {
  ref->round = round;
  ref->time = ref->deadline > 1 ? (round - 1.) / (ref->deadline - 1) : 1;
  ref->offers_this_round = 0;
  ref->asked = 0;
  memset(ref->thanked, 0, sizeof ref->thanked);
  ref_events(ref);
  think_of_giving_up(ref);
  if (ref->over)
    return;
  ref_concede(ref);
  if (ref_value(ref, POLDER_PROTOCOL, 0) == REF_SAOP)
    ref_saop(ref);
  else /* of the leader, too: it says whose turn it is */
    ref_round_robin(ref);
  if (ref->over)
    return;
  ref_drift(ref);
  think_of_leaving(ref);
}

/* --- a run ------------------------------------------------------------------------------------ */

static Ref *begin(const ReferenceRun *run, ReferenceOutcome *outcome) {
  const PolderScenario *scenario = run->scenario;
  Ref *ref = g_new0(Ref, 1);
  ref->run = run;
  ref->outcome = outcome;
  ref->scenario = scenario;
  ref->values = *run->values;
  polder_values_derive(&ref->values, scenario->n_parties);
  ref->decision = polder_decision_of(scenario, &ref->values);
  ref->n = scenario->n_parties;
  ref->n_issues = scenario->n_issues;
  ref->n_deals = scenario->n_deals;
  ref->all_open = g_str_equal(run->arm, "open");
  const size_t n_deals = ref->n_deals, n = (size_t)ref->n;
  ref->option = g_new0(int, n_deals *(size_t)ref->n_issues);
  ref->satisfaction = g_new0(double, n_deals *(size_t)scenario->n_interests);
  ref->utility = g_new0(double, n *n_deals);
  ref->wish = g_new0(double, n *n_deals);
  ref->broken = g_new0(bool, n *n_deals);
  ref->unwished = g_new0(bool, n *n_deals);
  ref->wish_value = g_new0(double, n *(size_t)scenario->n_options);
  ref->endorsed = g_new0(uint16_t, n_deals);
  ref->plan = g_array_new(FALSE, FALSE, sizeof(Plan));
  ref->gaps = g_array_new(FALSE, FALSE, sizeof(double));
  ref->asks = g_array_new(FALSE, FALSE, sizeof(double));
  return ref;
}

static void finish(Ref *ref) {
  ref_free_minds(ref);
  g_free(ref->option);
  g_free(ref->satisfaction);
  g_free(ref->utility);
  g_free(ref->wish);
  g_free(ref->broken);
  g_free(ref->unwished);
  g_free(ref->wish_value);
  g_free(ref->endorsed);
  g_array_unref(ref->plan);
  g_array_unref(ref->gaps);
  g_array_unref(ref->asks);
  g_free(ref);
}

/* What everybody wants as written, for the scripts; the opening may draw other weights. */
static void look_out(Ref *ref) {
  for (int k = 0; k < ref->scenario->n_interests; k++) {
    ref->weight[k] = ref->scenario->interests[k].weight;
    ref->conscious[k] = ref->all_open || ref->scenario->interests[k].visibility != POLDER_UNAWARE;
  }
  ref_see_deals(ref);
  for (int party = 0; party < ref->n; party++)
    ref_weigh(ref, party);
}

static void report(const Ref *ref) {
  ReferenceOutcome *outcome = ref->outcome;
  outcome->ending = ref->ending;
  outcome->round = ref->round;
  outcome->deal = ref->ending == POLDER_AGREEMENT ? ref->deal : POLDER_NO_DEAL;
  for (int from = 0; from < ref->n; from++)
    for (int to = 0; to < ref->n; to++)
      if (from != to) {
        const Mind *mind = ref_mind(ref, from, to);
        outcome->trust_given[from] += mind->trust / (ref->n - 1);
        outcome->onwil_received[to] += mind->omega / (ref->n - 1);
      }
}

void reference_play(const ReferenceRun *run, ReferenceOutcome *out_outcome) {
  *out_outcome = (ReferenceOutcome){0};
  Ref *ref = begin(run, out_outcome);
  look_out(ref);
  ref_plan_arm(ref);
  ref_open(ref);
  ref->deadline = (int)ref_value(ref, POLDER_DEADLINE_ROUNDS, 0);
  for (int round = 1; round <= ref->deadline && !ref->over; round++)
    play_round(ref, round);
  if (!ref->over)
    ref->ending = ref->flagged_round > 0 ? POLDER_DEADLOCK : POLDER_DEADLINE;
  report(ref);
  finish(ref);
}
