/* One negotiation, round by round.
 *
 * A round: events, telling, then the protocol's offers and answers, then leaving, then the stop
 * test. Invariant: a run is a function of (game, chance); every draw is keyed, so what one arm does
 * in round 7 changes no draw of another.
 */
#include <math.h>
#include <string.h>

#include "internal.h"

PolderRunner *polder_runner_new(const PolderScenario *scenario) {
  PolderRunner *runner = g_new0(PolderRunner, 1);
  runner->table = polder_table_new(scenario);
  return runner;
}

void polder_runner_free(PolderRunner *runner) {
  if (runner == NULL)
    return;
  polder_table_free(runner->table);
  polder_front_free(runner->front);
  g_free(runner);
}

void polder_runner_watch(PolderRunner *runner, PolderMoment *moments) {
  runner->moments = moments;
}

static void note(PolderTable *table, PolderDid did, int party, double after) {
  if (table->trace == NULL)
    return;
  PolderEntry entry = polder_table_entry(table, did);
  entry.party = (int8_t)party;
  entry.after = after;
  polder_trace_add(table->trace, entry);
}

/* --- events ----------------------------------------------------------------------------------- */

static void disclose(PolderTable *table, int party, const PolderEvent *event) {
  const PolderParty *at = &table->scenario->parties[party];
  for (int k = at->first_interest; k < at->first_interest + at->n_interests; k++)
    if (event->interest == POLDER_ALL || event->interest == k)
      polder_table_tell(table, k, event->to, POLDER_REASON_SCHEDULED);
}

static void ask(PolderTable *table, int party) {
  table->asked |= 1u << party;
  note(table, POLDER_DID_ASK, party, NAN);
  polder_table_realise(table, party);
}

static void mandate(PolderTable *table, int party, double value) {
  const unsigned bit = 1u << party;
  table->mandated = value > 0.5 ? table->mandated | bit : table->mandated & ~bit;
  note(table, POLDER_DID_MANDATE, party, value);
}

static void lens(PolderTable *table, int listener, const PolderEvent *event) {
  for (int speaker = 0; speaker < table->n; speaker++)
    if (speaker != listener && (event->to == POLDER_ALL || event->to == speaker))
      table->lens[listener][speaker] = 1 - event->value;
  if (table->trace == NULL)
    return;
  PolderEntry entry = polder_table_entry(table, POLDER_DID_LENS);
  entry.party = (int8_t)listener;
  entry.to = (int8_t)event->to;
  entry.after = event->value;
  polder_trace_add(table->trace, entry);
}

/* What an event does to one party that it concerns. */
static void befall(PolderTable *table, const Planned *planned, int party) {
  const PolderEvent *event = &planned->event;
  switch (event->kind) {
  case POLDER_EVENT_DISCLOSE:
    disclose(table, party, event);
    return;
  case POLDER_EVENT_ASK:
    ask(table, party);
    return;
  case POLDER_EVENT_LENS:
    lens(table, party, event);
    return;
  case POLDER_EVENT_MANDATE:
    mandate(table, party, event->value);
    return;
  case POLDER_EVENT_PROPOSE:
    table->script_text[party] = planned->text;
    return;
  case POLDER_EVENT_ANSWER:
    table->script_answer[party] = event->value > 0.5;
    return;
  case POLDER_EVENT_PARAMETER:
    polder_table_change(table, event->parameter, party, event->value);
    return;
  case POLDER_EVENT_FACILITATE:
  case POLDER_EVENT_MEDIATE:
    return;
  }
}

static void happen(PolderTable *table, const Planned *planned) {
  const PolderEvent *event = &planned->event;
  const bool of_table = event->kind == POLDER_EVENT_PARAMETER &&
                        polder_parameters[event->parameter].level == POLDER_LEVEL_TABLE;
  if (event->kind == POLDER_EVENT_FACILITATE) {
    table->facilitator = event->value;
    note(table, POLDER_DID_FACILITATE, -1, event->value);
  } else if (event->kind == POLDER_EVENT_MEDIATE)
    table->mediate = true;
  else if (of_table)
    befall(table, planned, 0);
  else
    for (int party = 0; party < table->n; party++)
      if (event->party == POLDER_ALL || event->party == party)
        befall(table, planned, party);
}

static void tell_as_asked(PolderRunner *runner) {
  for (int interest = 0; interest < runner->table->scenario->n_interests; interest++)
    if (runner->told[interest])
      polder_table_tell(runner->table, interest, POLDER_ALL, POLDER_REASON_SCHEDULED);
  memset(runner->told, 0, sizeof runner->told);
  runner->tells = false;
}

/* Everything that is planned for this round, and what parties tell of their own accord. */
static void tell_and_change(PolderRunner *runner) {
  PolderTable *table = runner->table;
  const PolderGame *game = runner->game;
  polder_table_tell_begin(table);
  while (runner->next < game->plan->len) {
    const Planned *planned = &g_array_index(game->plan, Planned, runner->next);
    if (planned->event.round > table->round)
      break;
    happen(table, planned);
    runner->next++;
  }
  if (runner->tells)
    tell_as_asked(runner);
  if (game->tell_when_flagged && table->flagged_round > 0)
    for (int interest = 0; interest < table->scenario->n_interests; interest++)
      polder_table_tell(table, interest, POLDER_ALL, POLDER_REASON_SCHEDULED);
  if (polder_table_is_mechanised(table))
    polder_mechanisms_round(table);
  polder_table_consider_telling(table);
  polder_table_tell_end(table);
}

/* --- leaving ---------------------------------------------------------------------------------- */

/* One uniform number a party; four parties share a block, each its own word of it. */
static double hazard_draw(const PolderTable *table, int party, PolderPurpose purpose) {
  uint32_t words[4];
  polder_draw_block(table->chance, (unsigned)table->round, (unsigned)party / 4, purpose, 0, words);
  return words[party % 4] * 0x1p-32;
}

static double distrust(const PolderTable *table, int party) {
  const double trust = polder_view_mean_trust(&table->view[party]);
  return polder_logistic((table->values.value[POLDER_LEAVE_TRUST][party] - trust) / 0.04);
}

static bool leaves(const PolderTable *table, int party, double drawn) {
  const double rate = table->values.value[POLDER_LEAVE_RATE][party];
  const double value_rate = table->values.value[POLDER_LEAVE_VALUE][party];
  const bool plain = !polder_table_is_mechanised(table);
  if ((plain && drawn >= rate + value_rate) || table->mandated >> party & 1)
    return false; /* the usual case: no need to know how likely exactly */
  double hazard = rate * distrust(table, party);
  const double cost = table->values.value[POLDER_ROUND_COST][party];
  const double alternative = table->floor[party] + cost * (table->deadline - table->round);
  if (table->n_offers > table->n && table->best_heard[party] < alternative - POLDER_TOLERANCE)
    hazard += value_rate;
  return drawn < (plain ? hazard : polder_mechanisms_leave(table, party, hazard));
}

static void leave(PolderTable *table, int party) {
  polder_table_stand_up(table, party);
  note(table, POLDER_DID_LEAVE, party, NAN);
  if (polder_table_can_agree(table))
    return;
  table->over = true;
  table->ending = POLDER_WALKOUT;
  table->ended_by = party;
}

static void take_over(PolderTable *table, int party) {
  table->over = true;
  table->ending = POLDER_TAKEOVER_END;
  table->ended_by = party;
  note(table, POLDER_DID_TAKE_OVER, party, NAN);
}

static double takeover_hazard(const PolderTable *table, int party) {
  const double rate = table->values.value[POLDER_TAKEOVER][party];
  if (rate <= 0)
    return 0;
  const double hazard = table->flagged_round > 0 ? rate : rate * distrust(table, party);
  return polder_mechanisms_take_over(table, party, hazard);
}

static void think_of_leaving(PolderTable *table) {
  uint32_t words[4] = {0};
  for (int party = 0; table->restless && party < table->n && !table->over; party++) {
    if (party % 4 == 0)
      polder_draw_block(table->chance, (unsigned)table->round, (unsigned)party / 4,
                        POLDER_DRAW_LEAVE, 0, words);
    if (!(table->present >> party & 1))
      continue;
    const double takeover = takeover_hazard(table, party);
    if (takeover > 0 && hazard_draw(table, party, POLDER_DRAW_TAKEOVER) < takeover) {
      take_over(table, party);
      return;
    }
    if (leaves(table, party, words[party % 4] * 0x1p-32))
      leave(table, party);
  }
}

/* Who opens a round of a deadlocked table may say that it is no use. */
static void think_of_giving_up(PolderTable *table) {
  const int speakers = polder_chair_speakers(&table->chair);
  if (table->flagged_round == 0 || speakers == 0)
    return;
  const int party = polder_chair_speaker(&table->chair, (table->round - 1) % speakers);
  const double hazard = table->values.value[POLDER_GIVE_UP][party];
  if (hazard <= 0 || hazard_draw(table, party, POLDER_DRAW_GIVE_UP) >= hazard)
    return;
  table->over = true;
  table->ending = POLDER_DEADLOCK;
  table->ended_by = party;
  note(table, POLDER_DID_GIVE_UP, party, NAN);
}

/* --- the run ---------------------------------------------------------------------------------- */

static void play_round(PolderRunner *runner) {
  PolderTable *table = runner->table;
  const PolderSetting *setting = table->setting;
  polder_table_begin_round(table, table->round + 1);
  tell_and_change(runner);
  think_of_giving_up(table);
  if (table->over)
    return;
  polder_table_concede(table);
  setting->protocol->round(&table->chair);
  if (table->over)
    return;
  if (setting->with_minds)
    polder_minds_drift(table->minds);
  table->minds_stale = true;
  if (polder_table_is_mechanised(table))
    polder_mechanisms_round_over(table);
  think_of_leaving(table);
}

void polder_runner_open(PolderRunner *runner, const PolderGame *game, PolderChance chance,
                        PolderTrace *trace) {
  runner->game = game;
  runner->next = 0;
  if (runner->tells)
    memset(runner->told, 0, sizeof runner->told);
  runner->tells = false;
  polder_table_open(runner->table, &game->setting, chance, trace);
}

bool polder_runner_next(PolderRunner *runner) {
  PolderTable *table = runner->table;
  if (polder_runner_over(runner))
    return false;
  const int n_answers = table->n_answers, n_rejections = table->n_rejections;
  play_round(runner);
  if (runner->moments != NULL)
    runner->moments[table->round - 1] = polder_engine_moment(table, n_answers, n_rejections);
  return true;
}

PolderEnding polder_runner_end(PolderRunner *runner) {
  PolderTable *table = runner->table;
  if (!table->over)
    table->ending = table->flagged_round > 0 ? POLDER_DEADLOCK : POLDER_DEADLINE;
  polder_mechanisms_after(table);
  return table->ending;
}

void polder_runner_close(PolderRunner *runner, PolderOutcome *out_outcome) {
  PolderTable *table = runner->table;
  polder_runner_end(runner);
  polder_engine_conclude(runner, runner->game, out_outcome);
  note(table, POLDER_DID_END, table->ended_by, table->ending);
}

void polder_runner_play(PolderRunner *runner, const PolderGame *game, PolderChance chance,
                        PolderTrace *trace, PolderOutcome *out_outcome) {
  polder_runner_open(runner, game, chance, trace);
  while (polder_runner_next(runner))
    continue;
  polder_runner_close(runner, out_outcome);
}

int polder_runner_round(const PolderRunner *runner) {
  return runner->table->round;
}

bool polder_runner_over(const PolderRunner *runner) {
  return runner->table->over || runner->table->round >= runner->table->deadline;
}

void polder_runner_fork(PolderRunner *runner, const PolderRunner *from, PolderTrace *trace) {
  polder_table_copy(runner->table, from->table, trace);
  runner->game = from->game;
  runner->next = from->next;
  runner->tells = from->tells;
  memcpy(runner->told, from->told, sizeof runner->told);
}

void polder_runner_tell(PolderRunner *runner, int interest) {
  g_return_if_fail(interest >= 0 && interest < runner->table->scenario->n_interests);
  runner->told[interest] = runner->tells = true;
}
