/* See explained.h. */
#include "explained.h"
#include <check.h>

const unsigned explained_tables[EXPLAINED_TABLES] = {13, 14, 15, 17, 18, 19, 23, 26, 29, 32,
                                                     33, 34, 41, 43, 44, 48, 52, 66, 75};

PolderScenario *explained_table(unsigned table) {
  PolderKnobs knobs;
  polder_knobs_init(&knobs);
  knobs.parties = 3;
  knobs.issues = 4;
  knobs.options = 3;
  knobs.hidden_share = .35;
  PolderScenario *scenario = polder_scenario_random(&knobs, 12, table);
  ck_assert(polder_values_set(&scenario->values, scenario, "deadline_rounds=8", NULL));
  ck_assert(polder_values_set(&scenario->values, scenario, "disclosure_round=3", NULL));
  return scenario;
}

PolderExplainJob explained_job(const PolderScenario *scenario, uint32_t n_runs) {
  return (PolderExplainJob){.runs = {.scenario = scenario,
                                     .values = &scenario->values,
                                     .arm = "asis",
                                     .seed = 1,
                                     .n_runs = n_runs,
                                     .n_threads = 1}};
}

PolderExplained *explained(const PolderExplainJob *job) {
  g_autoptr(GError) error = NULL;
  PolderExplained *result = polder_explain(job, &error);
  if (result == NULL)
    ck_abort_msg("%s", error->message);
  return result;
}
