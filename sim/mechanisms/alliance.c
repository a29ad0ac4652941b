/* alliance: parties that join speak with one voice, and are blurred by it (own form; that two weak
 * ones are weaker together is the seeds' claim).
 *
 * Their wish of a text is the mean of their wishes, red lines of each included; they say yes
 * together when what they perceive is on the whole, by power, what they ask. Each has the mean of
 * their identities, times `alliance_blur`. Turns and votes are pooled by that, nothing else.
 */
#include "relations.h"

static unsigned allies_of(const PolderTable *table) {
  return (unsigned)table->values.value[POLDER_ALLIANCE][0] & table->present;
}

static void blur(PolderSetting *setting) {
  const unsigned allies = (unsigned)setting->values.value[POLDER_ALLIANCE][0];
  double *identity = setting->values.value[POLDER_IDENTITY], sum = 0;
  for (int party = 0; party < setting->scenario->n_parties; party++)
    sum += allies >> party & 1 ? identity[party] : 0;
  const double left = setting->values.value[POLDER_ALLIANCE_BLUR][0];
  for (int party = 0; party < setting->scenario->n_parties; party++)
    if (allies >> party & 1)
      identity[party] = left * sum / __builtin_popcount(allies);
}

/* --- one wish -------------------------------------------------------------------------------- */

static float *wish_of(const PolderTable *table, int party) {
  const size_t stride = (size_t)table->scenario->n_deals + POLDER_WISH_PADDING;
  return table->own->own_wish + (size_t)party * stride;
}

static double *value_of(const PolderTable *table, int party) {
  return table->own->own_value + (size_t)party * (size_t)table->scenario->n_options;
}

/* Its own wish of this round; who wavers has just had it made. */
static void wish_alone(PolderTable *table, int party) {
  PolderOutlook *own = polder_table_own_outlook(table, party);
  double weight[POLDER_INTERESTS_MAX];
  if (table->values.value[POLDER_IDENTITY][party] < 1)
    return;
  polder_relations_weights(table, party, weight);
  polder_outlook_wish_by(own, table->scenario, party, weight);
}

static float joint_wish(const PolderTable *table, unsigned allies, PolderDeal deal) {
  float sum = 0;
  for (int party = 0; party < table->n; party++) {
    if (!(allies >> party & 1))
      continue;
    const float wish = wish_of(table, party)[deal];
    if (wish < 0)
      return -1;
    sum += wish;
  }
  return sum / (float)__builtin_popcount(allies);
}

static double joint_value(const PolderTable *table, unsigned allies, int option) {
  double sum = 0;
  for (int party = 0; party < table->n; party++)
    sum += allies >> party & 1 ? value_of(table, party)[option] : 0;
  return sum / __builtin_popcount(allies);
}

static void wish_together(PolderTable *table, unsigned allies) {
  float best = -1;
  for (PolderDeal deal = 0; deal < table->scenario->n_deals; deal++) {
    const float joint = joint_wish(table, allies, deal);
    best = MAX(best, joint);
    for (int party = 0; party < table->n; party++)
      if (allies >> party & 1)
        wish_of(table, party)[deal] = joint;
  }
  for (int option = 0; option < table->scenario->n_options; option++) {
    const double joint = joint_value(table, allies, option);
    for (int party = 0; party < table->n; party++)
      if (allies >> party & 1)
        value_of(table, party)[option] = joint;
  }
  for (int party = 0; party < table->n; party++)
    if (allies >> party & 1)
      table->own->best_wish[party] = (double)best;
}

static void consult(PolderTable *table) {
  const unsigned allies = allies_of(table);
  for (int party = 0; party < table->n; party++)
    if (allies >> party & 1)
      wish_alone(table, party);
  if (allies != 0)
    wish_together(table, allies);
}

/* --- one answer ------------------------------------------------------------------------------ */

static bool answer(PolderTable *table, int party, bool accepts) {
  const unsigned allies = allies_of(table);
  double excess = 0;
  if (!(allies >> party & 1) || table->setting->strategy[party]->accepts != NULL)
    return accepts;
  for (int ally = 0; ally < table->n; ally++) {
    if (!(allies >> ally & 1))
      continue;
    const PolderView *view = &table->view[ally];
    if (polder_view_breaks_own_line(view, table->deal) ||
        table->values.value[POLDER_WILLING][ally] < 0.5)
      return accepts && ally == party;
    excess += table->power[ally] * (polder_view_perceived(view, table->deal, table->author) -
                                    polder_table_demand(table, ally));
  }
  return excess >= -POLDER_TOLERANCE;
}

static void conclude(const PolderTable *table, PolderOutcome *outcome) {
  const unsigned allies = (unsigned)table->values.value[POLDER_ALLIANCE][0];
  outcome->process[POLDER_PROCESS_ally_surplus] = polder_relations_surplus(table, allies);
  outcome->process[POLDER_PROCESS_ally_lead] = polder_relations_lead(table, allies);
  outcome->process[POLDER_PROCESS_ally_rounds] = table->round;
}

const PolderMechanism polder_mechanism_alliance = {
    .name = "alliance",
    .switches = {POLDER_ALLIANCE},
    .n_switches = 1,
    .compile = blur,
    .round = consult,
    .answer = answer,
    .conclude = conclude,
};
