/* The second rule of attribution, by frequency, worked out by hand from sim/README.md 7.6; and that
 * what hangs on the rule alone is not much.
 *
 * The observer is party 0, who is judged is party 1.
 */
#include <check.h>
#include <math.h>

#include "mindful.h"
#include "played.h"

static const int one_issue[] = {2, 0};

/* Party 1 has told all: .55 for option 0, .45 for option 1; at the end it is taken to ask .5. */
static Mindful *told(double bias) {
  PolderTemper temper = mindful_temper();
  temper.bias = bias;
  Mindful *mindful = mindful_new(3, one_issue, false);
  mindful_start(mindful, &temper);
  polder_minds_attribute(mindful->minds, true);
  polder_minds_hear(mindful->minds, 0, 1, 1, .1, (const double[]){.45, .35});
  return mindful;
}

static double omega_of(const Mindful *mindful) {
  return polder_minds_omega(mindful->minds, 0, 1);
}

#define EXPECTED (1 / (1 + exp(-.05 / .06))) /* that option 0 is accepted at the end */

START_TEST(a_no_raises_suspicion_a_step_towards_how_much_it_surprised) {
  static const double biases[] = {0, .1, 1, 2};
  const double bias = biases[_i], surprise = fmin(bias * EXPECTED, .98);
  g_autoptr(Mindful) mindful = told(bias);
  double wanted = .15;
  for (int no = 0; no < 30; no++) {
    mindful_judge(mindful, 1, 0, 0, 1, POLDER_REJECTED);
    wanted += .2 * fmax(surprise - wanted, 0);
    ck_assert_double_eq_tol(omega_of(mindful), wanted, 1e-5);
  }
  ck_assert_double_le(omega_of(mindful), fmax(surprise, .15) + 1e-6); /* and never beyond it */
}
END_TEST

START_TEST(a_foreseen_no_says_nothing_and_a_yes_takes_suspicion_away) {
  g_autoptr(Mindful) mindful = told(1);
  mindful_judge(mindful, 0, 1, 0, 1, POLDER_REJECTED); /* nobody has come down yet */
  const double foreseen = omega_of(mindful);
  ck_assert_double_le(fabs(foreseen - .15), .005);
  mindful_judge(mindful, 1, 0, 0, 1, POLDER_ACCEPTED);
  ck_assert_double_eq_tol(omega_of(mindful), .8 * foreseen, 1e-6);
  ck_assert_double_gt(polder_minds_trust(mindful->minds, 0, 1), .5);
}
END_TEST

START_TEST(what_is_understood_after_all_is_taken_back) {
  const int two_issues[] = {2, 2, 0};
  PolderTemper temper = mindful_temper();
  g_autoptr(Mindful) mindful = mindful_new(2, two_issues, false);
  mindful_start(mindful, &temper);
  polder_minds_attribute(mindful->minds, true);
  mindful_judge(mindful, 1, 0, 0, 1, POLDER_REJECTED);
  const double suspected = omega_of(mindful), trust = polder_minds_trust(mindful->minds, 0, 1);
  ck_assert_double_gt(suspected, .16);
  const double pace[] = {1, 1, 1};
  polder_minds_recall_begin(mindful->minds);
  polder_minds_hear(mindful->minds, 0, 1, 1, 0, (const double[]){0, 1, 0, 0}); /* so that was why */
  polder_minds_update(mindful->minds, pace);
  polder_minds_recall_end(mindful->minds, 1u << 1);
  ck_assert_double_lt(omega_of(mindful), suspected - .01);
  ck_assert_double_gt(polder_minds_trust(mindful->minds, 0, 1), trust);
}
END_TEST

START_TEST(the_chain_holds_under_either_rule) { /* weerthuis: .70 to .04, and .30 to .02 */
  static const char *const sets[][2] = {{"attribution=bayes", NULL},
                                        {"attribution=frequency", NULL}};
  g_autoptr(PolderScenario) scenario = played_load("scenarios/weerthuis");
  const double asis = played_impasse(scenario, sets[_i], "asis", 200);
  ck_assert_double_gt(asis, played_impasse(scenario, sets[_i], "spoken", 200) + .15);
}
END_TEST

Suite *suite_attribution(void);

Suite *suite_attribution(void) {
  Suite *suite = suite_create("attribution");
  TCase *frequency = tcase_create("frequency");
  tcase_add_loop_test(frequency, a_no_raises_suspicion_a_step_towards_how_much_it_surprised, 0, 4);
  tcase_add_test(frequency, a_foreseen_no_says_nothing_and_a_yes_takes_suspicion_away);
  tcase_add_test(frequency, what_is_understood_after_all_is_taken_back);
  tcase_add_loop_test(frequency, the_chain_holds_under_either_rule, 0, 2);
  suite_add_tcase(suite, frequency);
  return suite;
}
