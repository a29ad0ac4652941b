/* Mechanisms: off they are not there; on they are called, each with memory of its own. */
#include "played.h"
#include <check.h>
#include <math.h>

static double floor_met(const char *set) { /* smallest surplus over the written floors, summed */
  const char *const sets[] = {set, NULL};
  g_autoptr(PolderScenario) scenario = played_load("scenarios/weerthuis");
  double lowest = 0;
  for (uint32_t run = 0; run < 40; run++) {
    const PolderOutcome outcome = played(scenario, sets, "spoken", run, NULL);
    for (int party = 0; party < scenario->n_parties && outcome.ending == POLDER_AGREEMENT; party++)
      lowest = MIN(lowest, outcome.party[party].utility - scenario->parties[party].reservation);
  }
  return lowest;
}

START_TEST(a_threat_makes_parties_sign_for_less_than_their_floor) {
  ck_assert_double_ge(floor_met("threat=0"), -POLDER_TOLERANCE);
  ck_assert_double_lt(floor_met("threat=.8"), -.01);
}
END_TEST

START_TEST(a_threat_breaks_impasses) {
  g_autoptr(PolderScenario) scenario = played_load("scenarios/weerthuis");
  const char *const threat[] = {"threat=.5", NULL};
  ck_assert_double_lt(played_impasse(scenario, threat, "asis", 100) + .3,
                      played_impasse(scenario, NULL, "asis", 100));
}
END_TEST

START_TEST(what_an_arm_sets_in_round_one_holds_when_the_table_opens) {
  g_autoptr(PolderScenario) scenario = played_load("scenarios/weerthuis");
  const char *const threat[] = {"threat=.5", NULL};
  PolderEvent event = played_event(1, POLDER_EVENT_PARAMETER);
  event.parameter = POLDER_THREAT;
  event.value = .5;
  played_add(scenario, "enemy", event);
  ck_assert_double_eq(played_impasse(scenario, threat, "asis", 60),
                      played_impasse(scenario, NULL, "enemy", 60));
}
END_TEST

Suite *suite_mechanisms(void);

Suite *suite_mechanisms(void) {
  Suite *suite = suite_create("mechanisms");
  TCase *surroundings = tcase_create("surroundings");
  tcase_add_test(surroundings, a_threat_makes_parties_sign_for_less_than_their_floor);
  tcase_add_test(surroundings, a_threat_breaks_impasses);
  tcase_add_test(surroundings, what_an_arm_sets_in_round_one_holds_when_the_table_opens);
  suite_add_tcase(suite, surroundings);
  return suite;
}
