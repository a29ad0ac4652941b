/* The reference: offers, answers, explanations, deadlock (sim/README.md 3.4, 7.6, 7.9). */
#include <math.h>

#include "reference_state.h"

static bool votes(const Ref *ref, int party) {
  return ref->present >> party & 1 && ref->scenario->parties[party].power > 0;
}

/* --- turns ------------------------------------------------------------------------------------ */

int ref_speakers(const Ref *ref) {
  int count = 0;
  for (int seat = 0; seat < ref->n_order; seat++)
    count += (ref->present >> ref->order[seat] & 1) != 0;
  return count;
}

int ref_speaker(const Ref *ref, int place) {
  for (int seat = 0; seat < ref->n_order; seat++)
    if (ref->present >> ref->order[seat] & 1 && place-- == 0)
      return ref->order[seat];
  return -1;
}

/* Who has most power, first in the speaking order of equals. */
static int leader(const Ref *ref) {
  int chosen = -1;
  for (int seat = 0; seat < ref->n_order; seat++) {
    const int party = ref->order[seat];
    if (votes(ref, party) &&
        (chosen < 0 || ref->scenario->parties[party].power >
                           ref->scenario->parties[chosen].power + POLDER_TOLERANCE))
      chosen = party;
  }
  return chosen;
}

/* Everybody earns its power, who has most speaks and pays the sum of all. */
static int whose_turn(Ref *ref) {
  int chosen = -1;
  double total = 0;
  if (ref_value(ref, POLDER_PROTOCOL, 0) == REF_LEADER)
    return leader(ref);
  for (int seat = 0; seat < ref->n_order; seat++) {
    const int party = ref->order[seat];
    if (!votes(ref, party))
      continue;
    total += ref->scenario->parties[party].power;
    ref->credit[party] += ref->scenario->parties[party].power;
    if (chosen < 0 || ref->credit[party] > ref->credit[chosen] + POLDER_TOLERANCE)
      chosen = party;
  }
  if (chosen >= 0)
    ref->credit[chosen] -= total;
  return chosen;
}

/* --- deadlock --------------------------------------------------------------------------------- */

static double gap_of(const Ref *ref) {
  double gap = 0;
  for (int party = 0; party < ref->n; party++)
    if (votes(ref, party))
      gap = fmax(gap, ref_shortfall(ref, party, ref->deal, ref->author));
  return gap;
}

static void watch_for_deadlock(Ref *ref) {
  const int now = (int)ref->gaps->len;
  const int then = now - (int)ref_value(ref, POLDER_DEADLOCK_WINDOW, 0);
  double gap = now > 0 ? g_array_index(ref->gaps, double, now - 1) : INFINITY, asked = 0;
  if (ref->deal != POLDER_NO_DEAL)
    gap = fmin(gap, gap_of(ref));
  for (int party = 0; party < ref->n; party++)
    if (ref->present >> party & 1)
      asked += ref_demand_of_vote(ref, party);
  g_array_append_val(ref->gaps, gap);
  g_array_append_val(ref->asks, asked);
  if (ref->flagged_round > 0 || then < 0 || isinf(gap))
    return;
  const double came_down = g_array_index(ref->asks, double, then) - asked;
  if (!(g_array_index(ref->gaps, double, then) - gap <= .005) ||
      (came_down > .005 * ref->n && ref->run->fault != REFERENCE_EARLY_DEADLOCK))
    return;
  ref->flagged_round = ref->round;
  ref_say(ref, POLDER_DID_FLAG, -1, -1, -1, POLDER_NO_DEAL);
}

/* --- a text ----------------------------------------------------------------------------------- */

/* False when the party passes. */
static bool propose(Ref *ref, int party) {
  ref->deal = ref_choose_text(ref, party);
  ref->author = party;
  ref->offer_learnt = false;
  ref->supporters = ref->answered = 0;
  const bool passed = ref->deal == POLDER_NO_DEAL;
  ref->outcome->texts++;
  ref_say(ref, passed ? POLDER_DID_PASS : POLDER_DID_PROPOSE, party, -1, -1, ref->deal);
  watch_for_deadlock(ref);
  ref->offers_this_round++;
  if (passed || party < 0)
    return !passed;
  if (ref->first_text[party] == POLDER_NO_DEAL)
    ref->first_text[party] = ref->deal;
  ref->last_text[party] = ref->deal;
  if (ref_value(ref, POLDER_ENDORSED, 0) > 0)
    ref->endorsed[ref->deal] |= (uint16_t)(1u << party);
  return true;
}

/* --- answers ---------------------------------------------------------------------------------- */

static void compare_answer(Ref *ref, int party, Reply *reply) {
  const PolderEntry *entry = ref_next(ref);
  const bool answer = entry != NULL && entry->party == party &&
                      (entry->did == POLDER_DID_ACCEPT || entry->did == POLDER_DID_REJECT);
  if (!answer)
    return;
  if (fabs(entry->before - reply->demand) > 1e-3 || fabs(entry->after - reply->perceived) > 1e-3)
    ref_differs(ref, "party %d asks %.7f and sees %.7f in text %d; engine %.7f and %.7f", party,
                reply->demand, reply->perceived, (int)ref->deal, entry->before, entry->after);
  const bool yes = entry->did == POLDER_DID_ACCEPT;
  if (yes == reply->yes || fabs(reply->perceived - reply->demand) >= 1e-5)
    return;
  reply->yes = yes;
  ref->outcome->followed_answers++;
}

/* 7.6: why it says no: the conscious red line that is broken most, else the heaviest conscious
 * interest that somebody does not know. */
static void name_reason(const Ref *ref, int party, Reply *reply) {
  const PolderParty *at = &ref->scenario->parties[party];
  double worst = POLDER_TOLERANCE, most = POLDER_TOLERANCE;
  for (int k = at->first_interest; k < at->first_interest + at->n_interests; k++) {
    if (!ref->conscious[k])
      continue;
    const double s = ref->satisfaction[(unsigned)k * ref->n_deals + ref->deal];
    const double missing = ref->scenario->interests[k].minimum - s;
    if (missing > worst) {
      worst = missing;
      reply->named = k;
      reply->red = true;
      reply->granted = .98;
    }
    if (!reply->red && !ref_known_to_all(ref, k) && ref->weight[k] * (1 - s) > most) {
      most = ref->weight[k] * (1 - s);
      reply->named = k;
      reply->granted = s < .5 ? .9 : 0;
    }
  }
}

static void answer(Ref *ref, int party, Reply *reply) {
  reply->answered = true;
  reply->named = -1;
  reply->yes = ref_accepts(ref, party, &reply->demand, &reply->perceived);
  ref->outcome->answers++;
}

static void say_answer(Ref *ref, int party, Reply *reply) {
  const bool explains =
      !reply->yes &&
      polder_draw(ref->run->chance, (unsigned)ref->round, (unsigned)party, POLDER_DRAW_EXPLAIN,
                  ref->offers_this_round) < ref_value(ref, POLDER_EXPLAIN, party);
  if (explains)
    name_reason(ref, party, reply);
  ref_say(ref, reply->yes ? POLDER_DID_ACCEPT : POLDER_DID_REJECT, party, -1, reply->named,
          ref->deal);
}

static void note_answer(Ref *ref, int party, const Reply *reply) {
  if (party != ref->author)
    ref->best_heard[party] = fmax(ref->best_heard[party], reply->perceived);
  ref->answered |= 1u << party;
  if (reply->yes)
    ref->supporters |= 1u << party;
  else
    ref->rejected_last |= 1u << party;
}

/* Explanations, attribution, trust, learning. */
static void take_in(Ref *ref, Reply *replies) {
  for (int party = 0; party < ref->n; party++)
    if (replies[party].answered) {
      compare_answer(ref, party, &replies[party]);
      say_answer(ref, party, &replies[party]);
      note_answer(ref, party, &replies[party]);
    }
  ref_tell_begin(ref);
  for (int party = 0; party < ref->n; party++)
    if (replies[party].answered && replies[party].named >= 0)
      ref_tell(ref, replies[party].named, POLDER_ALL);
  ref_tell_end(ref);
  ref_judge(ref, replies);
  ref_learn(ref, replies);
}

static void agree_if_met(Ref *ref) {
  if (!polder_rule_met(&ref->decision, ref->supporters))
    return;
  ref_say(ref, POLDER_DID_AGREE, ref->author, -1, -1, ref->deal);
  ref->over = true;
  ref->ending = POLDER_AGREEMENT;
}

/* --- 3.4 protocols ---------------------------------------------------------------------------- */

void ref_round_robin(Ref *ref) {
  Reply replies[POLDER_PARTIES_MAX] = {0};
  if (!ref->mediate && ref_speakers(ref) == 0)
    return;
  const int speaker = ref->mediate ? -1 : whose_turn(ref);
  ref->mediate = false;
  if (!propose(ref, speaker) || ref->stopped)
    return;
  ref->rejected_last = 0;
  for (int party = 0; party < ref->n; party++)
    if (votes(ref, party))
      answer(ref, party, &replies[party]);
  take_in(ref, replies);
  agree_if_met(ref);
  if (!ref->over)
    ref->deal = POLDER_NO_DEAL;
}

/* One party answers the text on the table; true when it accepts. */
static bool one_answers(Ref *ref, int party) {
  Reply replies[POLDER_PARTIES_MAX] = {0}, author;
  if (ref->answered == 0 && ref->author >= 0 &&
      ref_accepts(ref, ref->author, &author.demand, &author.perceived))
    ref->supporters |= 1u << ref->author;
  ref->rejected_last = 0;
  answer(ref, party, &replies[party]);
  take_in(ref, replies);
  if (replies[party].yes)
    agree_if_met(ref);
  else
    ref->deal = POLDER_NO_DEAL;
  return replies[party].yes;
}

void ref_saop(Ref *ref) {
  if (ref->mediate)
    propose(ref, -1);
  ref->mediate = false;
  const int speakers = ref_speakers(ref);
  for (int place = 0; place < speakers && !ref->over; place++) {
    const int party = ref_speaker(ref, place);
    if (ref->deal != POLDER_NO_DEAL && one_answers(ref, party))
      continue;
    if (!ref->over)
      propose(ref, party);
  }
}
