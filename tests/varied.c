/* See varied.h. */
#include "varied.h"

/* With chance `share` the value, for all parties. */
static void put(PolderScenario *scenario, unsigned table, unsigned k, double share,
                PolderParameterId id, double value) {
  if (draw(table, k) < share)
    polder_values_put(&scenario->values, id, -1, value, POLDER_FROM_SCENARIO);
}

static void vary_parties(PolderScenario *scenario, unsigned table) {
  for (int party = 0; party < scenario->n_parties; party++) {
    const unsigned k = 1200 + 10 * (unsigned)party;
    PolderValues *values = &scenario->values;
    if (draw(table, k) < .3) /* anything but scripted, which answers what it is told to */
      polder_values_put(values, POLDER_STRATEGY, party, draw_below(table, k + 1, 6),
                        POLDER_FROM_PARTIES);
    if (draw(table, k + 2) < .4)
      polder_values_put(values, POLDER_DISCLOSURE, party, 1 + draw_below(table, k + 3, 3),
                        POLDER_FROM_PARTIES);
    if (draw(table, k + 4) < .2)
      polder_values_put(values, POLDER_CONCERN, party, draw(table, k + 5), POLDER_FROM_PARTIES);
    if (draw(table, k + 6) < .1)
      polder_values_put(values, POLDER_EXPLOIT, party, 1, POLDER_FROM_PARTIES);
  }
}

static bool says_the_same(const PolderPair *one, const PolderPair *other) {
  return one->interest == other->interest && one->option == other->option &&
         one->other_option == other->other_option;
}

/* A file holds a pair once. */
static void drop_repeated_pairs(PolderScenario *scenario) {
  int n = 0;
  for (int pair = 0; pair < scenario->n_pairs; pair++) {
    bool repeated = false;
    for (int earlier = 0; earlier < n; earlier++)
      repeated = repeated || says_the_same(&scenario->pairs[earlier], &scenario->pairs[pair]);
    if (!repeated)
      scenario->pairs[n++] = scenario->pairs[pair];
  }
  scenario->n_pairs = n;
}

PolderScenario *varied_scenario(unsigned table) {
  PolderScenario *scenario = drawn_scenario(table);
  if (scenario == NULL)
    return NULL;
  put(scenario, table, 1000, .3, POLDER_PROTOCOL, 1);
  put(scenario, table, 1001, .3, POLDER_EXPLAIN, .5);
  put(scenario, table, 1002, .5, POLDER_EXCUSE, 1);
  put(scenario, table, 1003, .3, POLDER_NOISE, .3);
  put(scenario, table, 1004, .3, POLDER_SPREAD_WEIGHTS, .25);
  put(scenario, table, 1005, .3, POLDER_ENDORSED, 1);
  put(scenario, table, 1006, .2, POLDER_ORDER, POLDER_ORDER_FIXED);
  put(scenario, table, 1007, .2, POLDER_TAKEOVER, .02);
  put(scenario, table, 1008, .2, POLDER_TRUST_DRIFT, .1);
  put(scenario, table, 1009, .2, POLDER_LEAVE_VALUE, .05);
  put(scenario, table, 1010, 1, POLDER_DEADLINE_ROUNDS, 20);
  put(scenario, table, 1011, 1, POLDER_DISCLOSURE_ROUND, 8);
  vary_parties(scenario, table);
  drop_repeated_pairs(scenario);
  polder_scenario_freeze(scenario, NULL);
  return scenario;
}

PolderScenario *plain_scenario(unsigned table) {
  PolderKnobs knobs;
  polder_knobs_init(&knobs);
  knobs.parties = 2 + (int)draw_below(table, 0, 4);
  knobs.issues = 3;
  knobs.interests = (int)draw_below(table, 1, 2) * 3;
  return polder_scenario_random(&knobs, 8, table);
}
