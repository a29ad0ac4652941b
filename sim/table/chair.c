/* The chair: offers and answers, and what everybody makes of them.
 *
 * Order of one offer: proposal, answers, explanations, attribution and trust, learning. Invariant:
 * an answer is judged by what its listener expected before it, plus what came with it as
 * explanation.
 */
#include <math.h>
#include <string.h>

#include "internal.h"

bool polder_chair_over(const PolderChair *chair) {
  return chair->table->over;
}

bool polder_chair_has_text(const PolderChair *chair) {
  return chair->table->deal != POLDER_NO_DEAL;
}

bool polder_chair_neutral_waits(const PolderChair *chair) {
  return chair->table->mediate;
}

int polder_chair_speakers(const PolderChair *chair) {
  return chair->table->n_order;
}

int polder_chair_speaker(const PolderChair *chair, int place) {
  return place < chair->table->n_order ? chair->table->order[place] : -1;
}

/* Turns in proportion to power, as evenly as they can be: each turn everybody earns its power, and
 * who has most speaks and pays for it. With equal powers this is the plain round. */
int polder_chair_next(PolderChair *chair) {
  PolderTable *table = chair->table;
  if (table->mediate)
    return -1;
  int chosen = -1;
  double total = 0;
  for (int seat = 0; seat < table->n_order; seat++) {
    const int party = table->order[seat];
    const double power = polder_table_is_mechanised(table)
                             ? polder_mechanisms_voice(table, party, table->power[party])
                             : table->power[party];
    table->turn_credit[party] += power;
    total += power;
    if (chosen < 0 || table->turn_credit[party] > table->turn_credit[chosen] + POLDER_TOLERANCE)
      chosen = party;
  }
  if (chosen >= 0)
    table->turn_credit[chosen] -= total;
  return chosen;
}

int polder_chair_leader(const PolderChair *chair) {
  const PolderTable *table = chair->table;
  int leader = -1;
  for (int seat = 0; seat < table->n_order && !table->mediate; seat++)
    if (leader < 0 || table->power[table->order[seat]] > table->power[leader] + POLDER_TOLERANCE)
      leader = table->order[seat];
  return leader;
}

bool polder_chair_last_round(const PolderChair *chair) {
  return chair->table->round >= chair->table->deadline;
}

/* --- the demand ------------------------------------------------------------------------------ */

static double demand_between(const PolderTable *table, int party, double best) {
  const double floor = table->floor[party];
  const double asked = floor + (best - floor) * (1 - table->concession[party]);
  const double demand = MAX(MAX(floor, asked), table->exploit_bar[party]);
  return polder_table_is_mechanised(table) ? polder_mechanisms_demand(table, party, demand)
                                           : demand;
}

/* What it asks of a text that it votes on, and of one that it writes itself. */
double polder_table_demand(const PolderTable *table, int party) {
  return table->clock != NULL ? table->clock->vote_demand[polder_table_clock_place(table, party)]
                              : demand_between(table, party, table->outlook[party]->best[party]);
}

static double demand_of_text(const PolderTable *table, int party) {
  return table->clock != NULL
             ? table->clock->text_demand[polder_table_clock_place(table, party)]
             : demand_between(table, party, table->outlook[party]->best_wish[party]);
}

/* --- proposing ------------------------------------------------------------------------------- */

double polder_table_shortfall(const PolderTable *table, int party, PolderDeal deal, int author) {
  const PolderScenario *scenario = table->scenario;
  const double red =
      scenario->red_lines ? scenario->red_short[(size_t)party * scenario->n_deals + deal] : -1;
  const double perceived = polder_view_perceived(&table->view[party], deal, author);
  const double missing = table->floor[party] - perceived;
  return red > POLDER_TOLERANCE ? MAX(red, missing) : missing;
}

/* How far the table is from agreeing on this text; the smallest so far is what deadlock looks at.
 */
G_ALWAYS_INLINE static inline double gap_of_text(const PolderTable *table) {
  double gap = 0;
  if (table->clock != NULL &&
      table->deal == table->clock->text[polder_table_clock_place(table, table->author)])
    return table->clock->gap[polder_table_clock_place(table, table->author)];
  for (int party = 0; party < table->n; party++)
    if (table->present >> party & 1 && table->power[party] > 0) {
      const double missing = polder_table_shortfall(table, party, table->deal, table->author);
      gap = missing > gap ? missing : gap;
    }
  return gap;
}

G_ALWAYS_INLINE static inline void measure_gap(PolderTable *table) {
  const double gap = gap_of_text(table);
  const double before = table->gaps[table->n_offers];
  if (gap < before || table->best_text == POLDER_NO_DEAL) {
    table->best_text = table->deal;
    table->best_author = table->author;
  }
  table->gaps[table->n_offers] = MIN(gap, before);
}

/* What everybody asks together. */
static double sum_of_demands(const PolderTable *table) {
  double sum = 0;
  if (table->clock != NULL)
    return table->clock->asks[table->round];
  for (int party = 0; party < table->n; party++)
    if (table->present >> party & 1)
      sum += polder_table_demand(table, party);
  return sum;
}

/* Deadlocked: over the last offers no text came nearer and nobody came down. */
static bool stands_still(const PolderTable *table, int now) {
  const int then = now - table->window;
  return then >= 0 && table->gaps[then] - table->gaps[now] <= 0.005 &&
         table->asks[then] - table->asks[now] <= 0.005 * table->n;
}

G_ALWAYS_INLINE static inline void count_offer(PolderTable *table) {
  const int now = table->n_offers;
  table->gaps[now] = now > 0 ? table->gaps[now - 1] : INFINITY;
  table->asks[now] = sum_of_demands(table);
  if (table->deal != POLDER_NO_DEAL)
    measure_gap(table);
  table->offers_this_round++;
  table->n_offers++;
  if (table->flagged_round > 0 || !stands_still(table, now))
    return;
  table->flagged_round = table->round;
  if (table->trace == NULL)
    return;
  PolderEntry entry = polder_table_entry(table, POLDER_DID_FLAG);
  entry.after = table->gaps[now];
  polder_trace_add(table->trace, entry);
}

static void remember_text(PolderTable *table, int party) {
  if (party < 0)
    return;
  if (table->first_text[party] == POLDER_NO_DEAL)
    table->first_text[party] = table->deal;
  table->last_text[party] = table->deal;
  if (table->values.value[POLDER_ENDORSED][0] <= 0 && !table->setting->counts_texts)
    return;
  table->distinct_texts[party] += !(table->endorsed[table->deal] >> party & 1);
  table->endorsed[table->deal] |= (uint16_t)(1u << party);
}

/* A neutral's text: the one that most likely suits everybody, as far as a listener can know. */
static PolderDeal neutral_text(PolderTable *table) {
  double power[POLDER_PARTIES_MAX], sum = 0;
  int n_others = 0;
  for (int party = 0; party < table->n; party++) {
    power[party] = table->present >> party & 1 ? table->power[party] : 0;
    if (polder_table_is_mechanised(table))
      power[party] += table->shaped.brokered[party];
    sum += power[party];
    n_others += power[party] > 0;
  }
  for (int party = 0; party < table->n; party++)
    power[party] = sum > 0 ? power[party] * n_others / sum : 0;
  polder_table_refresh_minds(table);
  const PolderSearch search = {.observer = POLDER_NEUTRAL(table->n),
                               .wish = table->no_wish,
                               .value = table->no_value,
                               .locked = table->any_locked ? table->locked : NULL,
                               .power = power,
                               .sample = table->scenario->sample,
                               .ties = table->ties,
                               .max_ties = table->scenario->n_deals};
  return polder_table_break_tie(table, POLDER_NEUTRAL(table->n),
                                polder_minds_best_texts(table->minds, &search));
}

G_ALWAYS_INLINE static inline PolderDeal choose_text(PolderTable *table, int party) {
  if (party < 0)
    return neutral_text(table);
  const PolderOutlook *outlook = table->outlook[party];
  if (outlook->best[party] < table->floor[party] - POLDER_TOLERANCE)
    return POLDER_NO_DEAL; /* no deal is worth it: it has nothing to propose */
  if (table->clock != NULL && !table->any_locked &&
      table->clock->text[polder_table_clock_place(table, party)] != POLDER_ASK_STRATEGY)
    return table->clock->text[polder_table_clock_place(table, party)];
  return table->setting->strategy[party]->propose(&table->view[party],
                                                  demand_of_text(table, party));
}

static void note_text(PolderTable *table, int party) {
  if (table->trace == NULL)
    return;
  const bool passed = table->deal == POLDER_NO_DEAL;
  PolderEntry entry = polder_table_entry(table, passed ? POLDER_DID_PASS : POLDER_DID_PROPOSE);
  entry.party = (int8_t)party;
  entry.deal = table->deal;
  if (!passed && party >= 0)
    entry.after = table->outlook[party]->utility[party][table->deal];
  polder_trace_add(table->trace, entry);
}

G_ALWAYS_INLINE static inline PolderDeal choose(PolderTable *table, int party) {
  const PolderDeal text = choose_text(table, party);
  return polder_table_is_mechanised(table) && party >= 0
             ? polder_mechanisms_propose(table, party, text)
             : text;
}

G_ALWAYS_INLINE static inline bool lay(PolderTable *table, int party, PolderDeal text) {
  table->mediate = table->mediate && party >= 0;
  table->deal = text;
  table->author = party;
  table->supporters = table->answered = 0;
  note_text(table, party);
  count_offer(table);
  if (table->deal == POLDER_NO_DEAL)
    return false;
  remember_text(table, party);
  if (!table->setting->with_minds)
    return true;
  polder_scenario_options(table->scenario, table->deal, table->option);
  for (int issue = 0; issue < table->scenario->n_issues; issue++)
    table->option[issue] += table->scenario->issues[issue].first_option;
  return true;
}

PolderDeal polder_chair_choose(PolderChair *chair, int party) {
  return choose(chair->table, party);
}

bool polder_chair_lay(PolderChair *chair, int party, PolderDeal text) {
  return lay(chair->table, party, text);
}

/* Most offers of most talks: choosing and laying down in one go. */
bool polder_chair_propose(PolderChair *chair, int party) {
  return lay(chair->table, party, choose(chair->table, party));
}
