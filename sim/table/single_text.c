/* A single text, in the hands of a neutral who changes it step by step (Klein et al. 2003).
 *
 * Invariant: what parties say of a change is seen by the neutral alone: nobody judges or learns,
 * and no offer is counted, until the text is laid on the table.
 */
#include "internal.h"

/* Any text that could be proposed, all equally likely. */
static PolderDeal draw_text(const PolderTable *table, uint32_t k) {
  uint32_t count = 0;
  for (PolderDeal deal = 0; deal < table->scenario->n_deals; deal++)
    count += polder_table_can_propose(table, deal);
  uint32_t left =
      (uint32_t)(count * polder_draw(table->chance, 0, (unsigned)POLDER_NEUTRAL(table->n),
                                     POLDER_DRAW_CHANGE, k));
  for (PolderDeal deal = 0; deal < table->scenario->n_deals; deal++)
    if (polder_table_can_propose(table, deal) && left-- == 0)
      return deal;
  return POLDER_NO_DEAL;
}

PolderDeal polder_chair_standing(PolderChair *chair) {
  PolderTable *table = chair->table;
  polder_table_leave_clock(table);
  if (table->standing == POLDER_NO_DEAL)
    table->standing = draw_text(table, 0);
  return table->standing;
}

/* Another option of one issue. Where deals are a sample it need not be among them: then any text.
 */
static PolderDeal changed(const PolderTable *table, PolderDeal deal) {
  const PolderScenario *scenario = table->scenario;
  int option[POLDER_ISSUES_MAX], n_options[POLDER_ISSUES_MAX];
  uint32_t words[4];
  if (scenario->sampled)
    return draw_text(table, table->changes);
  for (int issue = 0; issue < scenario->n_issues; issue++)
    n_options[issue] = scenario->issues[issue].n_options;
  polder_scenario_options(scenario, deal, option);
  polder_draw_block(table->chance, (unsigned)table->round, (unsigned)POLDER_NEUTRAL(table->n),
                    POLDER_DRAW_CHANGE, table->changes, words);
  polder_step_at_random(words, scenario->n_issues, n_options, option);
  PolderDeal other = 0;
  for (int issue = 0; issue < scenario->n_issues; issue++)
    other += (PolderDeal)option[issue] * scenario->stride[issue];
  return other;
}

void polder_chair_change(PolderChair *chair) {
  PolderTable *table = chair->table;
  const PolderDeal standing = polder_chair_standing(chair);
  if (standing == POLDER_NO_DEAL)
    return;
  table->changes++;
  const PolderDeal deal = changed(table, standing);
  if (deal == POLDER_NO_DEAL || !polder_table_can_propose(table, deal))
    return;
  if (polder_rule_met(&table->decision, polder_table_poll(table, deal)))
    table->standing = deal;
}
