/* The reference: opening, arm and events (sim/README.md 3.1, 5; scenarios/README.md). */
#include <math.h>

#include "reference_state.h"

/* --- 5 opening -------------------------------------------------------------------------------- */

static void draw_order(Ref *ref) {
  for (int party = 0; party < ref->n; party++)
    if (ref->scenario->parties[party].power > 0)
      ref->order[ref->n_order++] = party;
  const bool fixed = ref_value(ref, POLDER_ORDER, 0) == POLDER_ORDER_FIXED;
  for (int place = ref->n_order - 1; place > 0 && !fixed; place--) {
    const double drawn = polder_draw(ref->run->chance, 0, (unsigned)place, POLDER_DRAW_ORDER, 0);
    const int other = (int)(drawn * (place + 1)), party = ref->order[place];
    ref->order[place] = ref->order[other];
    ref->order[other] = party;
  }
  for (int place = 0; place < ref->n_order; place++)
    ref_say(ref, POLDER_DID_OPEN, ref->order[place], -1, -1, POLDER_NO_DEAL);
}

static void draw_weights(Ref *ref, int party) {
  const PolderParty *at = &ref->scenario->parties[party];
  const double spread = ref_value(ref, POLDER_SPREAD_WEIGHTS, party);
  double sum = 0;
  for (int k = 0; k < at->n_interests; k++) {
    const double normal =
        polder_draw_normal(ref->run->chance, 0, (unsigned)party, POLDER_DRAW_WEIGHT, (uint32_t)k);
    ref->weight[at->first_interest + k] *= exp(spread * normal);
    sum += ref->weight[at->first_interest + k];
  }
  for (int k = 0; k < at->n_interests; k++)
    ref->weight[at->first_interest + k] /= sum;
}

static void draw_trust(Ref *ref) {
  for (int from = 0; from < ref->n; from++)
    for (int to = 0; to < ref->n; to++) {
      const bool forced = ref->values.source[POLDER_TRUST][from] == POLDER_FROM_SET;
      const double given = ref->scenario->trust[from][to];
      double trust = isnan(given) || forced ? ref_value(ref, POLDER_TRUST, from) : given;
      trust +=
          ref_value(ref, POLDER_SPREAD, from) *
          polder_draw_normal(ref->run->chance, 0, (unsigned)from, POLDER_DRAW_TRUST, (uint32_t)to);
      Mind *mind = ref_mind(ref, from, to);
      mind->trust = mind->trust_start = CLAMP(trust, 0, 1);
    }
}

void ref_open(Ref *ref) {
  const PolderScenario *scenario = ref->scenario;
  draw_order(ref);
  for (int party = 0; party < ref->n; party++) {
    draw_weights(ref, party);
    ref_weigh(ref, party);
    ref->yard_best[party] = ref->wish_best[party];
    ref->yard_hardness[party] = ref->hardness[party];
    ref->first_text[party] = ref->last_text[party] = ref->script_text[party] = POLDER_NO_DEAL;
    ref->script_answer[party] = -1;
    for (int other = 0; other < ref->n; other++)
      ref->lens[party][other] = 1;
  }
  ref->deal = POLDER_NO_DEAL;
  ref->present = (1u << ref->n) - 1;
  ref->ending = POLDER_DEADLINE;
  ref_open_minds(ref);
  draw_trust(ref);
  for (int k = 0; k < scenario->n_interests; k++)
    if (scenario->interests[k].visibility == POLDER_OPEN || ref->all_open)
      ref_spread_word(ref, k, POLDER_ALL, false);
}

/* --- the arm and its plan --------------------------------------------------------------------- */

static bool starts_locked(const Ref *ref, int option) {
  const uint8_t *requires = ref->scenario->options[option].requires;
  for (int k = 0; requires != NULL && k < ref->scenario->n_interests; k++)
    if (requires[k] && ref->scenario->interests[k].visibility != POLDER_OPEN && !ref->all_open)
      return true;
  return false;
}

/* The deal of a script: what it leaves open as the party wishes it, locked options only when there
 * is nothing else. */
static PolderDeal scripted_text(const Ref *ref, const PolderEvent *event) {
  PolderDeal chosen = POLDER_NO_DEAL;
  double highest = -INFINITY;
  for (PolderDeal deal = 0; deal < ref->n_deals; deal++) {
    const size_t place = (size_t)event->party * ref->n_deals + deal;
    bool fits = true, locked = false;
    for (int issue = 0; issue < ref->n_issues; issue++) {
      const int option = ref->option[deal * (unsigned)ref->n_issues + (unsigned)issue];
      const int named = event->option[issue];
      if (named >= 0)
        fits = fits && named + ref->scenario->issues[issue].first_option == option;
      else
        locked = locked || starts_locked(ref, option);
    }
    const double wish = (ref->unwished[place] ? -1 : ref->wish[place]) - (locked ? 10 : 0);
    if (fits && wish > highest + 1e-7) {
      highest = wish;
      chosen = deal;
    }
  }
  return chosen;
}

static void plan(Ref *ref, PolderEvent event) {
  Plan planned = {.event = event, .text = POLDER_NO_DEAL};
  if (event.kind == POLDER_EVENT_PROPOSE)
    planned.text = scripted_text(ref, &event);
  if (event.kind == POLDER_EVENT_MEDIATE)
    ref->with_neutral = true;
  unsigned place = ref->plan->len;
  while (place > 0 && g_array_index(ref->plan, Plan, place - 1).event.round > event.round)
    place--;
  g_array_insert_val(ref->plan, place, planned);
}

void ref_plan_arm(Ref *ref) {
  const char *arm = ref->run->arm;
  const bool closed = g_str_equal(arm, "closed"), informed = g_str_equal(arm, "informed");
  for (unsigned place = 0; place < ref->scenario->events->len; place++) {
    const PolderEvent event = g_array_index(ref->scenario->events, PolderEvent, place);
    if (!closed || (event.kind != POLDER_EVENT_DISCLOSE && event.kind != POLDER_EVENT_ASK))
      plan(ref, event);
  }
  if (informed || g_str_equal(arm, "spoken"))
    plan(ref, (PolderEvent){.round = (int)ref_value(ref, POLDER_DISCLOSURE_ROUND, 0),
                            .kind = POLDER_EVENT_DISCLOSE,
                            .party = POLDER_ALL,
                            .interest = POLDER_ALL,
                            .to = POLDER_ALL});
  if (closed) {
    polder_values_put(&ref->values, POLDER_DISCLOSURE, -1, 0, POLDER_FROM_SET);
    polder_values_put(&ref->values, POLDER_EXPLAIN, -1, 0, POLDER_FROM_SET);
  }
  if (informed) {
    polder_values_put(&ref->values, POLDER_TELLING_TRUST, -1, 0, POLDER_FROM_SET);
    polder_values_put(&ref->values, POLDER_REPAIR, -1, 0, POLDER_FROM_SET);
  }
  ref->tell_when_flagged = g_str_equal(arm, "flagged");
}

/* --- 3.1 events ------------------------------------------------------------------------------- */

static void change(Ref *ref, PolderParameterId id, int party, double value) {
  if (ref->values.source[id][party] == POLDER_FROM_SET)
    return;
  ref->values.value[id][party] = value;
  if (polder_parameters[id].level == POLDER_LEVEL_TABLE)
    ref->decision = polder_decision_of(ref->scenario, &ref->values);
  for (int other = 0; id == POLDER_TRUST && other < ref->n; other++)
    ref_mind(ref, party, other)->trust = ref_mind(ref, party, other)->trust_start = value;
}

static void befall(Ref *ref, const Plan *planned, int party) {
  const PolderEvent *event = &planned->event;
  const PolderParty *at = &ref->scenario->parties[party];
  switch (event->kind) {
  case POLDER_EVENT_DISCLOSE:
    for (int k = at->first_interest; k < at->first_interest + at->n_interests; k++)
      if (event->interest == POLDER_ALL || event->interest == k)
        ref_tell(ref, k, event->to);
    return;
  case POLDER_EVENT_ASK:
    ref->asked |= 1u << party;
    ref_say(ref, POLDER_DID_ASK, party, -1, -1, POLDER_NO_DEAL);
    ref_realise(ref, party);
    return;
  case POLDER_EVENT_LENS:
    for (int speaker = 0; speaker < ref->n; speaker++)
      if (event->to == POLDER_ALL || event->to == speaker)
        ref->lens[party][speaker] = 1 - event->value;
    return;
  case POLDER_EVENT_MANDATE:
    ref->mandated &= ~(1u << party);
    ref->mandated |= event->value > .5 ? 1u << party : 0;
    return;
  case POLDER_EVENT_PROPOSE:
    ref->script_text[party] = planned->text;
    return;
  case POLDER_EVENT_ANSWER:
    ref->script_answer[party] = event->value > .5;
    return;
  case POLDER_EVENT_PARAMETER:
    change(ref, event->parameter, party, event->value);
    return;
  case POLDER_EVENT_FACILITATE:
  case POLDER_EVENT_MEDIATE:
    return;
  }
}

static void happen(Ref *ref, const Plan *planned) {
  const PolderEvent *event = &planned->event;
  const bool of_table = event->kind == POLDER_EVENT_PARAMETER &&
                        polder_parameters[event->parameter].level == POLDER_LEVEL_TABLE;
  if (event->kind == POLDER_EVENT_FACILITATE)
    ref->facilitator = event->value;
  if (event->kind == POLDER_EVENT_MEDIATE)
    ref->mediate = true;
  for (int party = 0; party < (of_table ? 1 : ref->n); party++)
    if (event->party == POLDER_ALL || event->party == party)
      befall(ref, planned, party);
}

void ref_events(Ref *ref) {
  ref_tell_begin(ref);
  for (; ref->next_plan < ref->plan->len; ref->next_plan++) {
    const Plan *planned = &g_array_index(ref->plan, Plan, ref->next_plan);
    if (planned->event.round > ref->round)
      break;
    happen(ref, planned);
  }
  for (int k = 0; k < ref->scenario->n_interests; k++)
    if (ref->tell_when_flagged && ref->flagged_round > 0)
      ref_tell(ref, k, POLDER_ALL);
  ref_consider_telling(ref);
  ref_tell_end(ref);
}
