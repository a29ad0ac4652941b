/* The opening of a run: who speaks when, what weighs how much, who trusts whom, what is known
 * already.
 *
 * Every draw is keyed by the run; nothing here depends on the arm but what the setting says.
 */
#include <math.h>
#include <string.h>

#include "internal.h"

/* One offer a turn, and one of a neutral a round. */
enum { OFFERS_MAX = POLDER_ROUNDS_MAX * (POLDER_PARTIES_MAX + 1) };

PolderTable *polder_table_new(const PolderScenario *scenario) {
  PolderTable *table = g_new0(PolderTable, 1);
  const uint32_t n_deals = scenario->n_deals;
  table->scenario = scenario;
  table->n = scenario->n_parties;
  table->own = polder_outlook_new(scenario);
  table->scratch = g_new0(double, n_deals);
  table->ties = g_new0(PolderDeal, n_deals);
  table->no_wish = g_new0(float, n_deals + POLDER_WISH_PADDING);
  table->no_value = g_new0(double, (size_t)scenario->n_options);
  table->kept_trust = g_new0(double, (size_t)(table->n * table->n));
  table->kept_omega = g_new0(double, (size_t)(table->n * table->n));
  table->chair.table = table;
  table->locked = g_new0(bool, (size_t)scenario->n_options);
  table->found = g_new0(bool, (size_t)scenario->n_options);
  table->endorsed = g_new0(uint16_t, n_deals);
  table->gaps = g_new0(double, OFFERS_MAX);
  table->asks = g_new0(double, OFFERS_MAX);
  int first_option[POLDER_ISSUES_MAX + 1];
  for (int issue = 0; issue < scenario->n_issues; issue++)
    first_option[issue] = scenario->issues[issue].first_option;
  first_option[scenario->n_issues] = scenario->n_options;
  const PolderShape shape = {.n_parties = table->n,
                             .n_issues = scenario->n_issues,
                             .n_options = scenario->n_options,
                             .first_option = first_option,
                             .n_deals = n_deals,
                             .stride = scenario->sampled ? NULL : scenario->stride,
                             .with_pairs = scenario->n_pairs > 0};
  table->minds = polder_minds_new(&shape);
  for (int party = 0; party < table->n; party++)
    table->view[party] = (PolderView){table, party};
  return table;
}

void polder_table_free(PolderTable *table) {
  if (table == NULL)
    return;
  polder_outlook_free(table->own);
  polder_minds_free(table->minds);
  g_free(table->scratch);
  g_free(table->ties);
  g_free(table->no_wish);
  g_free(table->no_value);
  g_free(table->kept_trust);
  g_free(table->kept_omega);
  g_free(table->locked);
  g_free(table->found);
  g_free(table->endorsed);
  g_free(table->gaps);
  g_free(table->asks);
  g_free(table);
}

/* Speaking order: an equally likely permutation of those with a vote (Fisher and Yates 1938). */
static void draw_order(PolderTable *table) {
  table->n_order = 0;
  for (int party = 0; party < table->n; party++) {
    table->turn_credit[party] = 0;
    if (table->power[party] > 0)
      table->order[table->n_order++] = party;
  }
  if ((PolderOrder)table->values.value[POLDER_ORDER][0] == POLDER_ORDER_FIXED)
    return;
  for (int place = table->n_order - 1; place > 0; place--) {
    const double drawn = polder_draw(table->chance, 0, (unsigned)place, POLDER_DRAW_ORDER, 0);
    const int other = (int)(drawn * (place + 1));
    const int party = table->order[place];
    table->order[place] = table->order[other];
    table->order[other] = party;
  }
}

static void spread_weights(PolderTable *table, int party, double spread) {
  const PolderParty *at = &table->scenario->parties[party];
  double sum = 0;
  for (int k = 0; k < at->n_interests; k++) {
    const double normal =
        polder_draw_normal(table->chance, 0, (unsigned)party, POLDER_DRAW_WEIGHT, (uint32_t)k);
    double *weight = &table->own->weight[at->first_interest + k];
    *weight =
        table->scenario->interests[at->first_interest + k].weight * polder_exp(spread * normal);
    sum += *weight;
  }
  for (int k = 0; k < at->n_interests; k++)
    table->own->weight[at->first_interest + k] /= sum;
}

/* The arms of a run share their chance: weights that were drawn for one are those of the next. */
static bool drawn_already(const PolderTable *table, int party) {
  const PolderDrawn *drawn = &table->drawn;
  return drawn->valid[party] && drawn->generation == table->scenario->generation &&
         drawn->chance.seed == table->chance.seed && drawn->chance.run == table->chance.run &&
         drawn->spread[party] == table->values.value[POLDER_SPREAD_WEIGHTS][party];
}

static void draw_weights(PolderTable *table, int party) {
  const double spread = table->values.value[POLDER_SPREAD_WEIGHTS][party];
  if (drawn_already(table, party))
    return;
  spread_weights(table, party, spread);
  polder_outlook_weigh(table->own, table->scenario, party, false);
  table->drawn.valid[party] = true;
  table->drawn.wished[party] = false;
  table->drawn.spread[party] = spread;
}

/* What the party knows that it wants at the start; true when that is how it left the last run. */
static bool knows_the_same(PolderTable *table, int party) {
  const PolderParty *at = &table->scenario->parties[party];
  const bool *conscious = table->setting->outlook->conscious;
  bool same = true;
  for (int k = at->first_interest; k < at->first_interest + at->n_interests; k++) {
    same = same && table->own->conscious[k] == conscious[k];
    table->own->conscious[k] = table->conscious[k] = conscious[k];
    table->known_to[k] = 0;
  }
  return same;
}

static void open_party(PolderTable *table, int party) {
  const PolderParty *at = &table->scenario->parties[party];
  const bool same = knows_the_same(table, party), drawn = table->setting->spread_weights;
  table->outlook[party] = drawn ? table->own : table->setting->outlook;
  if (drawn) {
    draw_weights(table, party);
    if (!same || !table->drawn.wished[party])
      polder_outlook_wish(table->own, table->scenario, party);
    table->drawn.wished[party] = true;
  } else { /* weights as written; whoever realises something makes its own outlook from them */
    table->drawn.valid[party] = false;
    for (int k = at->first_interest; k < at->first_interest + at->n_interests; k++)
      table->own->weight[k] = table->setting->outlook->weight[k];
  }
  for (int k = at->first_interest; k < at->first_interest + at->n_interests; k++)
    table->weight[k] = table->own->weight[k];
}

static void draw_trust(PolderTable *table) {
  for (int from = 0; from < table->n; from++)
    for (int to = 0; to < table->n; to++) {
      const bool forced = table->values.source[POLDER_TRUST][from] == POLDER_FROM_SET;
      const double given = table->scenario->trust[from][to];
      double trust = isnan(given) || forced ? table->values.value[POLDER_TRUST][from] : given;
      const double spread = table->values.value[POLDER_SPREAD][from];
      if (spread > 0 && from != to)
        trust += spread * polder_draw_normal(table->chance, 0, (unsigned)from, POLDER_DRAW_TRUST,
                                             (uint32_t)to);
      table->trust_start[from][to] = CLAMP(trust, 0, 1);
    }
}

PolderTemper polder_table_temper(const PolderTable *table, int party) {
  const PolderOutlook *outlook = table->outlook[party];
#define VALUE(id) table->values.value[id][party]
  return (PolderTemper){.bias = VALUE(POLDER_BIAS),
                        .omega_start = VALUE(POLDER_OMEGA_START),
                        .trust_gain = VALUE(POLDER_TRUST_GAIN),
                        .trust_loss = VALUE(POLDER_TRUST_LOSS),
                        .trust_level = VALUE(POLDER_TRUST_LEVEL),
                        .trust_drift = VALUE(POLDER_TRUST_DRIFT),
                        .repair = VALUE(POLDER_REPAIR),
                        .telling_trust = VALUE(POLDER_TELLING_TRUST),
                        .excuse = VALUE(POLDER_EXCUSE),
                        .devaluation = VALUE(POLDER_DEVALUATION),
                        .fixed_pie = VALUE(POLDER_FIXED_PIE),
                        .red_prior = VALUE(POLDER_RED_PRIOR),
                        .best = outlook->best_wish[party],
                        .worst = outlook->worst[party],
                        .hardness = outlook->hardness[party]};
#undef VALUE
}

static void open_minds(PolderTable *table) {
  polder_minds_start(table->minds, table->setting->with_neutral);
  polder_minds_attribute(table->minds, table->values.value[POLDER_ATTRIBUTION][0] ==
                                           POLDER_ATTRIBUTION_FREQUENCY);
  for (int party = 0; party < table->n; party++) {
    const PolderTemper temper = polder_table_temper(table, party);
    table->yardstick[party][0] = temper.best;
    table->yardstick[party][1] = temper.hardness;
    polder_minds_sit(table->minds, party, &temper, table->outlook[party]->value[party],
                     table->trust_start[party]);
  }
  if (!table->setting->with_neutral)
    return;
  const PolderTemper neutral = {.red_prior = polder_parameters[POLDER_RED_PRIOR].initial,
                                .best = 1};
  polder_minds_sit(table->minds, POLDER_NEUTRAL(table->n), &neutral, NULL, NULL);
}

static void forget(PolderTable *table) {
  for (int party = 0; party < table->n; party++) {
    table->power[party] = table->scenario->parties[party].power;
    table->floor[party] = table->scenario->parties[party].reservation;
    table->first_text[party] = table->last_text[party] = POLDER_NO_DEAL;
    table->script_text[party] = POLDER_NO_DEAL;
    table->script_answer[party] = -1;
    table->since[party] = 0;
    table->concession[party] = 0;
    table->exploit_bar[party] = -1; /* below any utility */
    table->best_heard[party] = 0;
    for (int listener = 0; listener <= table->n; listener++)
      table->lens[listener][party] = 1;
  }
  if (table->values.value[POLDER_ENDORSED][0] > 0 || table->setting->counts_texts) {
    memset(table->endorsed, 0, table->scenario->n_deals * sizeof *table->endorsed);
    memset(table->distinct_texts, 0, sizeof table->distinct_texts);
  }
  table->enacted = NAN;
  table->facilitator = 0;
  table->mediate = table->over = table->told_when_flagged = false;
  table->asked = table->mandated = table->rejected_last = table->tellers = 0;
  table->n_offers = table->n_answers = table->n_rejections = table->n_unexplained = 0;
  table->flagged_round = table->round = 0;
  table->best_text = table->deal = table->standing = POLDER_NO_DEAL;
  table->issue = -1;
  table->changes = 0;
  table->present = (1u << table->n) - 1;
  table->ended_by = -1;
  table->minds_stale = true;
  table->ending = POLDER_DEADLINE;
}

/* Everybody knows the open interests, exactly. */
static void open_interests(PolderTable *table) {
  for (int interest = 0; interest < table->scenario->n_interests; interest++) {
    const PolderVisibility visibility = table->scenario->interests[interest].visibility;
    if (visibility == POLDER_OPEN || table->setting->all_open)
      polder_table_spread_word(table, interest, POLDER_ALL, false);
  }
  polder_table_unlock(table);
}

/* Of the parties that there are, four at a time, and of the mechanisms when one is on: all of it is
 * more than a short run reads. */
void polder_table_take_values(PolderTable *table, const PolderValues *values) {
  enum { STEP = 4 };
  const int n = polder_table_is_mechanised(table) ? POLDER_PARAMETERS : POLDER_FIRST_OF_MECHANISMS;
  G_STATIC_ASSERT(POLDER_PARTIES_MAX % STEP == 0);
  for (int id = 0; id < n; id++)
    for (int party = 0; party < table->n; party += STEP) {
      memcpy(&table->values.value[id][party], &values->value[id][party], STEP * sizeof(double));
      memcpy(&table->values.source[id][party], &values->source[id][party], STEP);
    }
}

void polder_table_open(PolderTable *table, const PolderSetting *setting, PolderChance chance,
                       PolderTrace *trace) {
  table->setting = setting;
  table->clock = setting->clockwork;
  polder_table_take_values(table, &setting->values);
  table->chance = chance;
  table->trace = trace;
  table->deadline = (int)table->values.value[POLDER_DEADLINE_ROUNDS][0];
  forget(table);
  polder_table_read_moods(table);
  for (int party = 0; party < table->n; party++)
    open_party(table, party);
  table->drawn.generation = table->scenario->generation;
  table->drawn.chance = chance;
  draw_trust(table);
  polder_mechanisms_open(table);
  polder_table_read_rule(table);
  draw_order(table);
  if (setting->with_minds)
    open_minds(table);
  open_interests(table);
  for (int place = 0; trace != NULL && place < table->n_order; place++) {
    PolderEntry entry = polder_table_entry(table, POLDER_DID_OPEN);
    entry.party = (int8_t)table->order[place];
    polder_trace_add(trace, entry);
  }
}
