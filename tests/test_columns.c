/* Columns: what an outcome says of a run, worked out by hand on the quarrel about a hall. */
#include "quarrel.h"
#include <check.h>
#include <math.h>

START_TEST(columns_of_an_agreement_by_hand) {
  g_autoptr(PolderScenario) scenario = quarrel(SMALL);
  answers(scenario, 3, CLUB, 1);
  scenario->parties[TOWN].reservation_written = scenario->parties[CLUB].reservation_written = .2;
  ck_assert(polder_scenario_freeze(scenario, NULL));
  const PolderOutcome outcome = played(scenario, NULL, "asis", 0, NULL);
  ck_assert_int_eq(outcome.ending, POLDER_AGREEMENT);
  ck_assert_double_eq_tol(outcome.party[TOWN].utility, .32, 1e-12);
  ck_assert_double_eq_tol(outcome.party[CLUB].surplus, .77, 1e-12);
  ck_assert_double_eq_tol(outcome.joint_utility, 1.29, 1e-12);
  ck_assert_double_eq_tol(outcome.min_surplus, .12, 1e-12);
  ck_assert_double_eq_tol(outcome.gini, .65 / (2 * .89), 1e-12);
  ck_assert_double_eq_tol(outcome.client_utility, .97, 1e-12);
}
END_TEST

START_TEST(gini_has_no_value_when_somebody_signed_below_the_floor) {
  g_autoptr(PolderScenario) scenario = quarrel(SMALL);
  answers(scenario, 3, CLUB, 1);
  const PolderOutcome outcome = played(scenario, NULL, "asis", 0, NULL);
  ck_assert_int_eq(outcome.ending, POLDER_AGREEMENT);
  ck_assert_double_eq_tol(outcome.min_surplus, -.18, 1e-12);
  ck_assert_double_nan(outcome.gini);
}
END_TEST

START_TEST(an_impasse_gives_everybody_the_floor) {
  g_autoptr(PolderScenario) scenario = quarrel(BIG);
  const PolderOutcome outcome = played(scenario, NULL, "asis", 0, NULL);
  ck_assert_double_eq(outcome.joint_utility, 1);
  ck_assert_double_eq(outcome.min_surplus, 0);
  ck_assert_double_eq(outcome.gini, 0);
  ck_assert_double_nan(outcome.pareto_distance);
}
END_TEST

START_TEST(onwil_is_false_of_the_willing_and_missed_of_the_unwilling) {
  static const char *const wary[] = {"omega_start=.6", "bias=0", "club.willing=0", NULL};
  static const char *const naive[] = {"omega_start=.4", "bias=0", "club.willing=0", NULL};
  static const char *const willing[] = {"omega_start=.6", "bias=0", NULL};
  g_autoptr(PolderScenario) scenario = quarrel(BIG);
  const PolderOutcome suspected = played(scenario, wary, "asis", 0, NULL);
  ck_assert_double_eq(suspected.false_onwil, 1);
  ck_assert_double_eq(suspected.missed_onwil, 0);
  ck_assert_double_eq_tol(suspected.party[CLUB].onwil_received, .6, 1e-6);
  const PolderOutcome unseen = played(scenario, naive, "asis", 0, NULL);
  ck_assert_double_eq(unseen.false_onwil, 0);
  ck_assert_double_eq(unseen.missed_onwil, 1);
  const PolderOutcome none = played(scenario, willing, "asis", 0, NULL);
  ck_assert_double_eq(none.false_onwil, 1);
  ck_assert_double_nan(none.missed_onwil);
}
END_TEST

START_TEST(the_unwilling_accept_only_their_favourite) {
  static const char *const sets[] = {"club.willing=0", NULL};
  g_autoptr(PolderScenario) shared = quarrel(SHARED), small = quarrel(SMALL);
  answers(shared, 1, CLUB, 1);
  ck_assert_int_eq(played(shared, NULL, "asis", 0, NULL).ending, POLDER_AGREEMENT);
  ck_assert_int_ne(played(shared, sets, "asis", 0, NULL).ending, POLDER_AGREEMENT);
  ck_assert_int_eq(played(small, sets, "asis", 0, NULL).ending, POLDER_AGREEMENT);
}
END_TEST

START_TEST(rejections_are_unexplained_until_they_are_explained) {
  static const char *const sets[] = {"explain=1", NULL};
  g_autoptr(PolderScenario) scenario = quarrel(BIG);
  ck_assert_double_eq(played(scenario, NULL, "asis", 0, NULL).unexplained, 4);
  ck_assert_double_eq(played(scenario, sets, "asis", 0, NULL).unexplained, 0);
}
END_TEST

/* What the town suspects after the club has once refused that text with a reason. */
static double suspected(PolderScenario *scenario, const char *excuse) {
  const char *const sets[] = {"explain=1", "noise=1", "deadline_rounds=1", excuse, NULL};
  const double suspicion = played(scenario, sets, "asis", 0, NULL).party[CLUB].onwil_received;
  polder_scenario_free(scenario);
  return suspicion;
}

/* The hall where the club can bear big, but does not want it. */
static PolderScenario *reluctant(void) {
  PolderScenario *scenario = quarrel(BIG);
  scenario->interests[NOISE].minimum = NAN;
  ck_assert(polder_scenario_freeze(scenario, NULL));
  return scenario;
}

/* Misheard, so that nothing but the credit for having explained itself can help. */
START_TEST(i_cannot_earns_more_credit_than_i_do_not_want) {
  const double cannot = .15 / (.15 + .85 * .98 * .98), do_not_want = .15 / (.15 + .85 * .9 * .9);
  ck_assert_double_gt(suspected(quarrel(BIG), "excuse=0"), cannot + .02);
  ck_assert_double_eq_tol(suspected(quarrel(BIG), "excuse=1"), cannot, 1e-6);
  ck_assert_double_gt(suspected(reluctant(), "excuse=0"), do_not_want + .02);
  ck_assert_double_eq_tol(suspected(reluctant(), "excuse=1"), do_not_want, 1e-6);
}
END_TEST

START_TEST(a_reason_that_the_text_hardly_touches_earns_no_credit) {
  const double plain = suspected(quarrel(SHARED), "excuse=0"); /* of noise it gives .5 */
  ck_assert_double_gt(plain, .15 / (.15 + .85 * .9 * .9) + .02);
  ck_assert_double_eq(suspected(quarrel(SHARED), "excuse=1"), plain);
}
END_TEST

START_TEST(what_was_told_is_a_share_of_what_was_not_open) {
  g_autoptr(PolderScenario) scenario = quarrel(BIG);
  const PolderOutcome asis = played(scenario, NULL, "asis", 0, NULL);
  ck_assert_double_eq(asis.disclosed_share, 0);
  ck_assert_double_eq_tol(asis.party[TOWN].told_share, .4, 1e-12);
  ck_assert_double_eq(asis.party[CLUB].told_share, 0);
  ck_assert_double_gt(asis.belief_error, .05);
  const PolderOutcome spoken = played(scenario, NULL, "spoken", 0, NULL);
  ck_assert_double_eq(spoken.disclosed_share, 1);
  ck_assert_double_eq_tol(spoken.party[CLUB].told_share, 1, 1e-12);
  ck_assert_double_lt(spoken.belief_error, 1e-6);
}
END_TEST

START_TEST(trust_is_reported_by_pair_and_by_party) {
  static const char *const sets[] = {"trust_gain=0", "trust_loss=0", "town.trust=.7",
                                     "club.trust=.2", NULL};
  g_autoptr(PolderScenario) scenario = quarrel(BIG);
  const PolderOutcome outcome = played(scenario, sets, "asis", 0, NULL);
  ck_assert_double_eq_tol(outcome.trust_mean, .45, 1e-6);
  ck_assert_double_eq_tol(outcome.trust_min, .2, 1e-6);
  ck_assert_double_eq_tol(outcome.party[TOWN].trust_given, .7, 1e-6);
  ck_assert_double_eq_tol(outcome.party[TOWN].trust_received, .2, 1e-6);
}
END_TEST

Suite *suite_columns(void);

Suite *suite_columns(void) {
  Suite *suite = suite_create("columns");
  TCase *columns = tcase_create("columns");
  tcase_add_test(columns, columns_of_an_agreement_by_hand);
  tcase_add_test(columns, gini_has_no_value_when_somebody_signed_below_the_floor);
  tcase_add_test(columns, an_impasse_gives_everybody_the_floor);
  tcase_add_test(columns, onwil_is_false_of_the_willing_and_missed_of_the_unwilling);
  tcase_add_test(columns, the_unwilling_accept_only_their_favourite);
  tcase_add_test(columns, rejections_are_unexplained_until_they_are_explained);
  tcase_add_test(columns, i_cannot_earns_more_credit_than_i_do_not_want);
  tcase_add_test(columns, a_reason_that_the_text_hardly_touches_earns_no_credit);
  tcase_add_test(columns, what_was_told_is_a_share_of_what_was_not_open);
  tcase_add_test(columns, trust_is_reported_by_pair_and_by_party);
  suite_add_tcase(suite, columns);
  return suite;
}
