/* The clock of the table, what it measures of trust, and changes midway. */
#include <math.h>
#include <string.h>

#include "internal.h"

double polder_table_trust(const PolderTable *table, int observer, int other) {
  return table->setting->with_minds ? polder_minds_trust(table->minds, observer, other)
                                    : table->trust_start[observer][other];
}

PolderSeen polder_table_seen(const PolderTable *table, int interest) {
  const int party = table->scenario->interests[interest].party;
  const uint32_t others = ((1u << table->n) - 1) & ~(1u << party);
  if (table->scenario->interests[interest].visibility == POLDER_OPEN)
    return POLDER_SEEN_OPEN;
  if ((table->known_to[interest] & others) == others)
    return POLDER_SEEN_TOLD;
  return table->conscious[interest] ? POLDER_SEEN_HIDDEN : POLDER_SEEN_UNAWARE;
}

/* --- changes, for whoever keeps a trace ------------------------------------------------------ */

void polder_table_keep(PolderTable *table) {
  if (table->trace == NULL)
    return;
  for (int from = 0; from < table->n; from++)
    for (int to = 0; to < table->n; to++) {
      table->kept_trust[from * table->n + to] = polder_minds_trust(table->minds, from, to);
      table->kept_omega[from * table->n + to] = polder_minds_omega(table->minds, from, to);
    }
}

static void note_change(PolderTable *table, PolderDid did, int from, int to, double before,
                        double after) {
  if (fabs(after - before) < 0.001)
    return;
  PolderEntry entry = polder_table_entry(table, did);
  entry.party = (int8_t)from;
  entry.to = (int8_t)to;
  entry.before = before;
  entry.after = after;
  polder_trace_add(table->trace, entry);
}

void polder_table_note_changes(PolderTable *table, PolderDid did) {
  if (table->trace == NULL)
    return;
  for (int from = 0; from < table->n; from++)
    for (int to = 0; to < table->n; to++) {
      if (from == to)
        continue;
      note_change(table, did, from, to, table->kept_omega[from * table->n + to],
                  polder_minds_omega(table->minds, from, to));
      note_change(table, POLDER_DID_TRUST, from, to, table->kept_trust[from * table->n + to],
                  polder_minds_trust(table->minds, from, to));
    }
}

/* --- a round begins -------------------------------------------------------------------------- */

/* Who exploits what the others told asks nearly the best of what it believes that they would
 * swallow. */
static double exploit_bar(PolderTable *table, int party) {
  const double strength = table->values.value[POLDER_EXPLOIT][party];
  const PolderScenario *scenario = table->scenario;
  bool told_any = false;
  for (int other = 0; other < table->n; other++)
    told_any =
        told_any || (other != party && polder_minds_told_share(table->minds, party, other) > 0);
  if (!told_any)
    return 0;
  double best = 0;
  for (uint32_t deal = 0; deal < scenario->n_deals; deal++) {
    const double own = table->outlook[party]->utility[party][deal];
    if (own <= best || (scenario->broken[deal] >> party & 1))
      continue;
    int option[POLDER_ISSUES_MAX];
    polder_scenario_options(scenario, deal, option);
    for (int issue = 0; issue < scenario->n_issues; issue++)
      option[issue] += scenario->issues[issue].first_option;
    bool swallowed = true;
    for (int other = 0; other < table->n; other++)
      if (other != party && polder_minds_told_share(table->minds, party, other) > 0)
        swallowed = swallowed && polder_minds_estimate(table->minds, party, other, deal, option) >=
                                     polder_minds_floor(table->minds, party, other) - 1e-6;
    best = swallowed ? own : best;
  }
  return strength * 0.97 * best;
}

void polder_table_begin_round(PolderTable *table, int round) {
  table->round = round;
  table->log_time = NAN; /* taken when somebody asks */
  table->time = table->deadline > 1 ? (double)(round - 1) / (table->deadline - 1) : 1;
  table->offers_this_round = 0;
  table->asked = 0;
  memset(table->thanked, 0, sizeof table->thanked);
}

void polder_table_concede(PolderTable *table) {
  if (table->clock != NULL)
    return;
  for (int party = 0; party < table->n; party++)
    table->concession[party] = table->setting->strategy[party]->concession(&table->view[party]);
  table->minds_stale = true;
  for (int party = 0; table->setting->with_minds && party < table->n; party++)
    if (table->values.value[POLDER_EXPLOIT][party] > 0) {
      polder_table_refresh_minds(table);
      table->exploit_bar[party] = exploit_bar(table, party);
    }
}

void polder_table_leave_clock(PolderTable *table) {
  if (table->clock == NULL)
    return;
  table->clock = NULL;
  polder_table_concede(table);
}

void polder_table_stand_up(PolderTable *table, int party) {
  int seats = 0;
  for (int seat = 0; seat < table->n_order; seat++)
    if (table->order[seat] != party)
      table->order[seats++] = table->order[seat];
  table->n_order = seats;
  table->present &= ~(1u << party);
  table->supporters &= table->present;
  table->deal = POLDER_NO_DEAL;
  table->clock = NULL;
}

void polder_table_sit_down(PolderTable *table, int party) {
  if (table->present >> party & 1)
    return;
  if (table->power[party] > 0)
    table->order[table->n_order++] = party;
  table->present |= 1u << party;
  for (int offer = 0; offer < table->n_offers; offer++)
    table->gaps[offer] = INFINITY; /* how near they came was measured without it */
  table->best_text = POLDER_NO_DEAL;
}

void polder_table_read_rule(PolderTable *table) {
  table->decision = polder_decision_of(table->scenario, &table->values);
  memcpy(table->decision.power, table->power, sizeof table->power);
}

void polder_table_read_moods(PolderTable *table) {
  table->window = (int)table->values.value[POLDER_DEADLOCK_WINDOW][0];
  table->talkative = false;
  table->restless = polder_table_is_mechanised(table);
  for (int party = 0; party < table->n; party++) {
    const int policy = (int)table->values.value[POLDER_DISCLOSURE][party];
    table->talkative = table->talkative || table->values.value[POLDER_EXPLAIN][party] > 0 ||
                       !table->setting->disclosures[policy]->never;
    table->restless = table->restless || table->values.value[POLDER_LEAVE_RATE][party] > 0 ||
                      table->values.value[POLDER_LEAVE_VALUE][party] > 0 ||
                      table->values.value[POLDER_TAKEOVER][party] > 0;
  }
}

/* --- a value changes midway ------------------------------------------------------------------ */

static PolderTemper temper_now(const PolderTable *table, int party) {
  PolderTemper temper = polder_table_temper(table, party);
  temper.best = table->yardstick[party][0];
  temper.hardness = table->yardstick[party][1];
  return temper;
}

static void retemper(PolderTable *table, PolderParameterId id, int party, double value) {
  const PolderTemper temper = temper_now(table, party);
  polder_minds_change(table->minds, party, &temper);
  for (int other = 0; id == POLDER_TRUST && other < table->n; other++)
    if (other != party)
      polder_minds_set_trust(table->minds, party, other, value);
  table->minds_stale = true;
}

void polder_table_change(PolderTable *table, PolderParameterId id, int party, double value) {
  if (table->values.source[id][party] > POLDER_FROM_EVENT)
    return; /* --set is stronger than an event */
  table->clock = NULL;
  table->log_time = NAN;
  table->values.value[id][party] = value;
  table->values.source[id][party] = POLDER_FROM_EVENT;
  polder_table_read_moods(table);
  if (table->trace != NULL) {
    PolderEntry entry = polder_table_entry(table, POLDER_DID_CHANGE);
    entry.interest = (int16_t)id;
    entry.party = polder_parameters[id].level == POLDER_LEVEL_TABLE ? -1 : (int8_t)party;
    entry.after = value;
    polder_trace_add(table->trace, entry);
  }
  if (polder_parameters[id].level == POLDER_LEVEL_TABLE)
    polder_table_read_rule(table);
  else if (table->setting->with_minds)
    retemper(table, id, party, value);
}

void polder_table_succeed(PolderTable *table, int party) {
  if (table->setting->with_minds) {
    const PolderTemper temper = temper_now(table, party);
    polder_minds_sit(table->minds, party, &temper, table->outlook[party]->value[party],
                     table->trust_start[party]);
    for (int other = 0; other < table->n; other++)
      if (other != party)
        polder_minds_set_trust(table->minds, other, party, table->trust_start[other][party]);
  }
  table->minds_stale = true;
  if (table->trace == NULL)
    return;
  PolderEntry entry = polder_table_entry(table, POLDER_DID_SUCCEED);
  entry.party = (int8_t)party;
  polder_trace_add(table->trace, entry);
}
