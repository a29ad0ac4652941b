/* See seated.h. */
#include "seated.h"
#include "played.h"

static const PolderStrategy *const strategies[] = {
    &polder_strategy_principled, &polder_strategy_boulware,    &polder_strategy_conceder,
    &polder_strategy_linear,     &polder_strategy_tit_for_tat, &polder_strategy_random,
    &polder_strategy_scripted,   &polder_strategy_micro,       &polder_strategy_hill_climber,
    &polder_strategy_annealer};
static const PolderDisclosure *const disclosures[] = {
    &polder_disclosure_none, &polder_disclosure_on_rejection, &polder_disclosure_reciprocal,
    &polder_disclosure_when_asked};

static PolderOutlook *outlook_on(const PolderScenario *scenario) {
  PolderOutlook *outlook = polder_outlook_new(scenario);
  for (int k = 0; k < scenario->n_interests; k++) {
    outlook->weight[k] = scenario->interests[k].weight;
    outlook->conscious[k] = scenario->interests[k].visibility != POLDER_UNAWARE;
  }
  for (int party = 0; party < scenario->n_parties; party++) {
    polder_outlook_weigh(outlook, scenario, party, true);
    polder_outlook_wish(outlook, scenario, party);
  }
  return outlook;
}

static Seated *sit(PolderScenario *scenario, const char *const *sets, bool with_neutral) {
  Seated *seated = g_new0(Seated, 1);
  seated->scenario = scenario;
  seated->outlook = outlook_on(scenario);
  PolderSetting *setting = &seated->setting;
  *setting = (PolderSetting){.scenario = scenario,
                             .values = played_values(scenario, sets),
                             .disclosures = disclosures,
                             .outlook = seated->outlook,
                             .with_minds = true,
                             .with_neutral = with_neutral};
  polder_values_derive(&setting->values, scenario->n_parties);
  for (int party = 0; party < scenario->n_parties; party++) {
    setting->strategy[party] = strategies[(int)setting->values.value[POLDER_STRATEGY][party]];
    setting->counts_texts = setting->counts_texts || setting->strategy[party]->counts_texts;
    setting->spread_weights =
        setting->spread_weights || setting->values.value[POLDER_SPREAD_WEIGHTS][party] > 0;
  }
  seated->trace = polder_trace_new();
  seated->table = polder_table_new(scenario);
  seated_again(seated, 0);
  return seated;
}

Seated *seated_new(PolderScenario *scenario, const char *const *sets) {
  return sit(scenario, sets, false);
}

Seated *seated_with_neutral(PolderScenario *scenario, const char *const *sets) {
  return sit(scenario, sets, true);
}

void seated_free(Seated *seated) {
  polder_table_free(seated->table);
  polder_trace_free(seated->trace);
  polder_outlook_free(seated->outlook);
  polder_scenario_free(seated->scenario);
  g_free(seated);
}

void seated_again(Seated *seated, uint32_t run) {
  polder_trace_clear(seated->trace);
  polder_table_open(seated->table, &seated->setting, (PolderChance){.seed = 1, .run = run},
                    seated->trace);
  polder_table_begin_round(seated->table, 1);
  polder_table_concede(seated->table);
}

void seated_tell(Seated *seated, int party, int interest, int to) {
  polder_table_tell_begin(seated->table);
  for (int k = 0; k < seated->scenario->n_interests; k++)
    if (seated->scenario->interests[k].party == party && (interest < 0 || interest == k))
      polder_table_tell(seated->table, k, to, POLDER_REASON_SCHEDULED);
  polder_table_tell_end(seated->table);
}
