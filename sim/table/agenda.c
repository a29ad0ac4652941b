/* The agenda: one issue after the other is settled, in the order of the file.
 *
 * Invariant: issues before table->issue are settled; every other option of them is locked, so that
 * no text can depart from them.
 */
#include <math.h>

#include "internal.h"

void polder_table_lock_settled(PolderTable *table) {
  for (int issue = 0; issue < table->issue; issue++) {
    const PolderIssue *at = &table->scenario->issues[issue];
    for (int option = at->first_option; option < at->first_option + at->n_options; option++)
      table->locked[option] = option != table->settled[issue];
    table->any_locked = true;
  }
}

bool polder_table_settle(PolderTable *table) {
  int option[POLDER_ISSUES_MAX];
  polder_scenario_options(table->scenario, table->deal, option);
  table->settled[table->issue] =
      table->scenario->issues[table->issue].first_option + option[table->issue];
  if (table->issue + 1 == table->scenario->n_issues)
    return true;
  table->issue++;
  if (table->trace != NULL) {
    PolderEntry entry = polder_table_entry(table, POLDER_DID_SETTLE);
    entry.deal = table->deal;
    entry.after = table->issue;
    polder_trace_add(table->trace, entry);
  }
  polder_table_lock_settled(table);
  if (table->setting->with_minds)
    polder_minds_focus(table->minds, table->issue);
  return false;
}

/* --- what may still come ---------------------------------------------------------------------- */

/* Whether the deal is the text up to and with the issue at hand. Listed in order, those deals are
 * neighbours; in a sample they are anywhere. */
static bool agrees_so_far(const PolderTable *table, PolderDeal deal, PolderDeal text) {
  const PolderScenario *scenario = table->scenario;
  const uint8_t *one = scenario->sample + (size_t)deal * (size_t)scenario->n_issues;
  const uint8_t *other = scenario->sample + (size_t)text * (size_t)scenario->n_issues;
  for (int issue = 0; issue <= table->issue; issue++)
    if (one[issue] != other[issue])
      return false;
  return true;
}

typedef struct {
  double low, high; /* NAN where every deal breaks a red line of the party */
} Outlook;

/* The party's utility over the deals first..last that agree with the text so far (all deals:
 * text POLDER_NO_DEAL) and break no red line of its own. */
static Outlook look_at(const PolderTable *table, int party, PolderDeal first, PolderDeal last,
                       PolderDeal text) {
  const double *utility = table->outlook[party]->utility[party];
  Outlook outlook = {NAN, NAN};
  for (PolderDeal deal = first; deal <= last; deal++) {
    if (table->scenario->broken[deal] >> party & 1)
      continue;
    if (text != POLDER_NO_DEAL && !agrees_so_far(table, deal, text))
      continue;
    outlook.low = outlook.low <= utility[deal] ? outlook.low : utility[deal];
    outlook.high = outlook.high >= utility[deal] ? outlook.high : utility[deal];
  }
  return outlook;
}

/* What a party votes by stays, so what there is in all is looked at once. */
void polder_chair_one_by_one(PolderChair *chair) {
  PolderTable *table = chair->table;
  if (table->issue >= 0)
    return;
  table->issue = 0;
  for (int party = 0; party < table->n; party++) {
    const Outlook whole = look_at(table, party, 0, table->scenario->n_deals - 1, POLDER_NO_DEAL);
    table->reach[party][0] = whole.low;
    table->reach[party][1] = whole.high;
  }
  if (table->setting->with_minds)
    polder_minds_focus(table->minds, 0);
}

/* It counts on the same share of what is still open as it asks of the whole. */
double polder_table_prospect(const PolderTable *table, int party, PolderDeal deal, double demand) {
  const PolderScenario *scenario = table->scenario;
  const PolderDeal last = scenario->n_deals - 1;
  const double low = table->reach[party][0], range = table->reach[party][1] - low;
  const uint32_t block = scenario->stride[table->issue];
  const PolderDeal from = scenario->sampled ? 0 : deal - deal % block;
  const Outlook left = scenario->sampled
                           ? look_at(table, party, 0, last, deal)
                           : look_at(table, party, from, from + block - 1, POLDER_NO_DEAL);
  const double share = range > POLDER_TOLERANCE ? CLAMP((demand - low) / range, 0, 1) : 1;
  return left.low + share * (left.high - left.low);
}
