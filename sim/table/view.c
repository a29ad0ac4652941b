/* The view: what one party may know. Every answer is about itself, or about what was said and done.
 */
#include <math.h>

#include "internal.h"

int polder_view_round(const PolderView *view) {
  return view->table->round;
}

double polder_view_time(const PolderView *view) {
  return view->table->time;
}

double polder_view_log_time(const PolderView *view) {
  PolderTable *table = view->table;
  if (isnan(table->log_time)) {
    const double part = table->time / table->values.value[POLDER_CONCESSION_END][0];
    table->log_time = part < 1 ? polder_log(part) : 0;
  }
  return table->log_time;
}

int polder_view_self(const PolderView *view) {
  return view->self;
}

int polder_view_parties(const PolderView *view) {
  return view->table->n;
}

bool polder_view_present(const PolderView *view, int party) {
  return view->table->present >> party & 1;
}

double polder_view_parameter(const PolderView *view, PolderParameterId id) {
  const bool table_level = polder_parameters[id].level == POLDER_LEVEL_TABLE;
  return view->table->values.value[id][table_level ? 0 : view->self];
}

double polder_view_utility(const PolderView *view, PolderDeal deal) {
  return view->table->outlook[view->self]->utility[view->self][deal];
}

static double perceived_of(const PolderView *view, PolderDeal deal, int author) {
  const PolderTable *table = view->table;
  const int self = view->self;
  const PolderOutlook *outlook = table->outlook[self];
  const double utility = outlook->utility[self][deal];
  const double devaluation = table->values.value[POLDER_DEVALUATION][self];
  if (author == self || devaluation <= 0)
    return utility;
  const bool endorsing = table->values.value[POLDER_ENDORSED][0] > 0;
  if (endorsing && table->endorsed[deal] >> self & 1)
    return utility;
  /* a neutral's text is taken with the trust in the table as a whole, and never loses more than .1
   */
  const double loss = author < 0 ? MIN(devaluation * (1 - polder_view_mean_trust(view)), 0.1)
                                 : devaluation * (1 - polder_table_trust(table, self, author));
  return utility - loss * (outlook->best[self] - outlook->worst[self]);
}

double polder_view_perceived(const PolderView *view, PolderDeal deal, int author) {
  const double perceived = perceived_of(view, deal, author);
  return polder_table_is_mechanised(view->table)
             ? polder_mechanisms_perceive(view->table, view->self, deal, author, perceived)
             : perceived;
}

bool polder_view_breaks_own_line(const PolderView *view, PolderDeal deal) {
  return view->table->scenario->broken[deal] >> view->self & 1;
}

double polder_view_reservation(const PolderView *view) {
  return view->table->floor[view->self];
}

double polder_view_best(const PolderView *view) {
  return view->table->outlook[view->self]->best[view->self];
}

double polder_view_trust(const PolderView *view, int other) {
  return polder_table_trust(view->table, view->self, other);
}

double polder_view_mean_trust(const PolderView *view) {
  const PolderTable *table = view->table;
  if (table->setting->with_minds)
    return polder_minds_mean_trust(table->minds, view->self, table->present);
  double sum = 0;
  int count = 0;
  for (int other = 0; other < table->n; other++)
    if (other != view->self && table->present >> other & 1) {
      sum += table->trust_start[view->self][other];
      count++;
    }
  return count > 0 ? sum / count : 1;
}

double polder_view_told_share(const PolderView *view, int other) {
  const PolderTable *table = view->table;
  const PolderParty *at = &table->scenario->parties[other];
  const uint32_t others = ((1u << table->n) - 1) & ~(1u << other);
  const uint32_t needed = other == view->self ? others : 1u << view->self;
  double sum = 0;
  for (int k = at->first_interest; k < at->first_interest + at->n_interests; k++)
    if ((table->known_to[k] & needed) == needed)
      sum += table->weight[k];
  return sum;
}

PolderDeal polder_view_first_text(const PolderView *view, int party) {
  return view->table->first_text[party];
}

PolderDeal polder_view_last_text(const PolderView *view, int party) {
  return view->table->last_text[party];
}

unsigned polder_view_distinct_texts(const PolderView *view, int party) {
  return view->table->distinct_texts[party];
}

PolderDeal polder_view_earlier_text(const PolderView *view, unsigned place) {
  const PolderTable *table = view->table;
  for (PolderDeal deal = 0; deal < table->scenario->n_deals; deal++)
    if (table->endorsed[deal] >> view->self & 1 && polder_table_can_propose(table, deal) &&
        place-- == 0)
      return deal;
  return POLDER_NO_DEAL;
}

PolderDeal polder_view_standing_text(const PolderView *view) {
  return view->table->standing;
}

double polder_view_draw(const PolderView *view) {
  const PolderTable *table = view->table;
  return polder_draw(table->chance, (unsigned)table->round, (unsigned)view->self, POLDER_DRAW_WHIM,
                     table->changes);
}

bool polder_view_rejected_last(const PolderView *view) {
  return view->table->rejected_last >> view->self & 1;
}

bool polder_view_asked(const PolderView *view) {
  return view->table->asked >> view->self & 1;
}

int polder_view_script_answer(const PolderView *view) {
  return view->table->script_answer[view->self];
}

/* --- which text ------------------------------------------------------------------------------ */

PolderDeal polder_table_break_tie(const PolderTable *table, int party, unsigned n) {
  PolderDeal chosen = n > 0 ? table->ties[0] : POLDER_NO_DEAL;
  double highest = -1;
  for (unsigned place = 0; n > 1 && place < n; place++) {
    const uint32_t name = polder_deals_fingerprint(table->scenario, table->ties[place]);
    const double drawn =
        polder_draw(table->chance, (unsigned)table->round, (unsigned)party, POLDER_DRAW_TIE, name);
    if (drawn > highest) {
      highest = drawn;
      chosen = table->ties[place];
    }
  }
  return chosen;
}

PolderDeal polder_view_joint_text(const PolderView *view, double demand) {
  PolderTable *table = view->table;
  const int self = view->self;
  g_return_val_if_fail(table->setting->with_minds, POLDER_NO_DEAL);
  polder_table_refresh_minds(table);
  double power[POLDER_PARTIES_MAX], sum = 0;
  int n_others = 0;
  for (int other = 0; other < table->n; other++) {
    const bool counts = other != self && (table->present >> other & 1);
    power[other] = counts ? table->power[other] : 0;
    if (polder_table_is_mechanised(table))
      power[other] += table->values.value[POLDER_CONCERN][self] * table->shaped.heard[other];
    sum += power[other];
    n_others += power[other] > 0;
  }
  for (int other = 0; other < table->n; other++)
    power[other] = sum > 0 ? power[other] * n_others / sum : 0;
  const PolderSearch search = {.observer = self,
                               .wish = table->outlook[self]->wish[self],
                               .demand = demand,
                               .value = table->outlook[self]->value[self],
                               .locked = table->any_locked ? table->locked : NULL,
                               .own_weight = table->values.value[POLDER_OWN_WEIGHT][self],
                               .concern = table->values.value[POLDER_CONCERN][self],
                               .power = power,
                               .sample = table->scenario->sample,
                               .ties = table->ties,
                               .max_ties = table->scenario->n_deals};
  return polder_table_break_tie(table, self, polder_minds_best_texts(table->minds, &search));
}

bool polder_table_can_propose(const PolderTable *table, PolderDeal deal) {
  if (!table->any_locked)
    return true;
  int option[POLDER_ISSUES_MAX];
  polder_scenario_options(table->scenario, deal, option);
  for (int issue = 0; issue < table->scenario->n_issues; issue++)
    if (table->locked[table->scenario->issues[issue].first_option + option[issue]])
      return false;
  return true;
}

PolderDeal polder_view_script_text(const PolderView *view) {
  const PolderDeal text = view->table->script_text[view->self];
  return text != POLDER_NO_DEAL && polder_table_can_propose(view->table, text) ? text
                                                                               : POLDER_NO_DEAL;
}

PolderDeal polder_view_nearest_text(const PolderView *view, double demand) {
  PolderTable *table = view->table;
  const float *wish = table->outlook[view->self]->wish[view->self];
  const float least = (float)demand - 1e-6f;
  unsigned n = 0;
  float nearest = INFINITY;
  for (uint32_t deal = 0; deal < table->scenario->n_deals; deal++) {
    if (wish[deal] < least || wish[deal] > nearest || !polder_table_can_propose(table, deal))
      continue;
    n = wish[deal] < nearest ? 0 : n;
    nearest = wish[deal];
    table->ties[n++] = deal;
  }
  return polder_table_break_tie(table, view->self, n);
}

PolderDeal polder_view_any_text(const PolderView *view, double demand) {
  PolderTable *table = view->table;
  const float *wish = table->outlook[view->self]->wish[view->self];
  const float least = (float)demand - 1e-6f;
  uint32_t count = 0;
  for (uint32_t deal = 0; deal < table->scenario->n_deals; deal++)
    count += wish[deal] >= least && polder_table_can_propose(table, deal);
  const double drawn = polder_draw(table->chance, (unsigned)table->round, (unsigned)view->self,
                                   POLDER_DRAW_RANDOM_TEXT, 0);
  uint32_t left = (uint32_t)(drawn * count);
  for (uint32_t deal = 0; deal < table->scenario->n_deals; deal++)
    if (wish[deal] >= least && polder_table_can_propose(table, deal) && left-- == 0)
      return deal;
  return POLDER_NO_DEAL;
}

/* The rank-th largest of n numbers (Hoare 1961); shuffles them. */
static double select_ranked(double *number, uint32_t n, uint32_t rank) {
  uint32_t first = 0, last = n - 1;
  while (first < last) {
    const double pivot = number[first + (last - first) / 2];
    uint32_t low = first, high = last;
    for (;; low++, high--) {
      while (number[low] > pivot)
        low++;
      while (number[high] < pivot)
        high--;
      if (low >= high)
        break;
      const double kept = number[low];
      number[low] = number[high];
      number[high] = kept;
    }
    first = rank - 1 > high ? high + 1 : first;
    last = rank - 1 > high ? last : high;
  }
  return number[rank - 1];
}

double polder_view_ranked(const PolderView *view, unsigned rank) {
  PolderTable *table = view->table;
  const float *wish = table->outlook[view->self]->wish[view->self];
  uint32_t n = 0;
  for (uint32_t deal = 0; deal < table->scenario->n_deals; deal++)
    if (wish[deal] >= 0 && polder_table_can_propose(table, deal))
      table->scratch[n++] = (double)wish[deal];
  return rank < 1 || rank > n ? -1 : select_ranked(table->scratch, n, rank);
}
