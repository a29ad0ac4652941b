/* Minds: belief, attribution, trust and re-attribution, worked out by hand from the equations of
 * sim/README.md §7.5 to §7.7. What telling does to the past, and search,
 * have suites of their own.
 *
 * The observer is party 0, who is judged is party 1.
 */
#include "mindful.h"
#include <check.h>
#include <math.h>

static const double SOFT = .06; /* s */
static const int one_issue[] = {2, 0}, two_issues[] = {2, 2, 0};

static double sure_of(double theta, double worth) {
  return 1 / (1 + exp((theta - worth) / SOFT));
}

static double after_rejection(double omega, double surprise, double bias) {
  return fmin(omega / (omega + (1 - omega) * pow(surprise, bias)), .98);
}

static double after_acceptance(double omega, double expected) {
  return .3 * omega / (.3 * omega + (1 - omega) * fmax(expected, .5));
}

/* Party 1 has told all: .55 for option 0, .45 for option 1. Its floor is then taken to be .5. */
static Mindful *told(PolderTemper temper) {
  Mindful *mindful = mindful_new(3, one_issue, false);
  mindful_start(mindful, &temper);
  polder_minds_hear(mindful->minds, 0, 1, 1, .1, (const double[]){.45, .35});
  return mindful;
}

#define EXPECTED (1 / (1 + exp(-.05 / .06))) /* that option 0 is accepted at the end */

static double omega(const Mindful *mindful) {
  return polder_minds_omega(mindful->minds, 0, 1);
}

static double trust(const Mindful *mindful) {
  return polder_minds_trust(mindful->minds, 0, 1);
}

static double expected(const Mindful *mindful) {
  return polder_minds_expected(mindful->minds, 0, 1);
}

static void ck_near(double got, double wanted) {
  ck_assert_double_eq_tol(got, wanted, 2e-6);
}

/* --- What is expected ------------------------------------------------------------------------- */

START_TEST(what_was_told_is_taken_as_it_is) {
  g_autoptr(Mindful) mindful = told(mindful_temper());
  mindful_foresee(mindful, 1, 0);
  const int first[] = {0}, second[] = {1};
  ck_near(polder_minds_estimate(mindful->minds, 0, 1, 0, first), .55);
  ck_near(polder_minds_estimate(mindful->minds, 0, 1, 1, second), .45);
  ck_near(polder_minds_told_share(mindful->minds, 0, 1), 1);
  ck_near(polder_minds_told_share(mindful->minds, 0, 2), 0);
  ck_near(polder_minds_floor(mindful->minds, 0, 1), .5);
  ck_near(expected(mindful), EXPECTED);
  const double truth[] = {.6, .2};
  ck_near(polder_minds_error(mindful->minds, 0, 1, truth, mindful->sample), (.05 + .25) / 2);
}
END_TEST

START_TEST(a_floor_lies_as_high_as_the_observers_own) {
  PolderTemper temper = mindful_temper();
  temper.hardness = .5;
  g_autoptr(Mindful) mindful = told(temper);
  mindful_foresee(mindful, 1, 0);
  ck_near(polder_minds_floor(mindful->minds, 0, 1), .5 + .5 * .05);
  temper.hardness = 3;
  polder_minds_change(mindful->minds, 0, &temper);
  mindful_foresee(mindful, 1, 0);
  ck_near(polder_minds_floor(mindful->minds, 0, 1), .55); /* no higher than its best */
}
END_TEST

START_TEST(others_are_expected_to_come_down_as_one_does_oneself) {
  g_autoptr(Mindful) mindful = told(mindful_temper());
  mindful_foresee(mindful, 0, 0);
  ck_near(expected(mindful), sure_of(.55, .55));
  mindful_foresee(mindful, .4, 0);
  ck_near(expected(mindful), sure_of(.5 + .05 * .6, .55));
  mindful_foresee(mindful, .4, 1);
  ck_near(expected(mindful), sure_of(.5 + .05 * .6, .45));
}
END_TEST

START_TEST(others_are_expected_to_devalue_as_one_would_oneself) {
  PolderTemper temper = mindful_temper();
  temper.devaluation = .2;
  g_autoptr(Mindful) mindful = told(temper);
  polder_minds_set_trust(mindful->minds, 0, 1, .25);
  mindful_foresee(mindful, 1, 0);
  ck_near(expected(mindful), sure_of(.5 + .2 * .75 * .1, .55));
}
END_TEST

START_TEST(before_a_word_the_other_is_the_mirror_of_oneself) {
  PolderTemper temper = mindful_temper();
  temper.fixed_pie = .3;
  g_autoptr(Mindful) mindful = mindful_new(2, one_issue, false);
  const double value[] = {1, 0}, trusts[] = {.5, .5};
  polder_minds_start(mindful->minds, false);
  for (int party = 0; party < 2; party++)
    polder_minds_sit(mindful->minds, party, &temper, value, trusts);
  mindful_foresee(mindful, 1, 0);
  const int first[] = {0}, second[] = {1};
  /* what matters adds up to 1: .5 * .4 + 1 * .4 + 2 * .2 */
  ck_near(polder_minds_estimate(mindful->minds, 0, 1, 0, first), .3 + .7 * (.7 / 2));
  ck_near(polder_minds_estimate(mindful->minds, 0, 1, 1, second), .3 + .7 * (.7 / 2 + .3));
}
END_TEST

START_TEST(a_suspected_red_line_makes_acceptance_less_likely) {
  PolderTemper temper = mindful_temper();
  temper.red_prior = .12;
  g_autoptr(Mindful) mindful = mindful_new(2, two_issues, false);
  mindful_start(mindful, &temper);
  mindful_foresee(mindful, 1, 0);
  ck_near(expected(mindful), .94 * .94 / 2); /* flat: every deal is worth the floor */
  polder_minds_hear(mindful->minds, 0, 1, .5, .5, (const double[]){0, 0, 0, 0});
  mindful_foresee(mindful, 1, 0);
  ck_near(expected(mindful), .97 * .97 / 2); /* half is known, and that half has none */
}
END_TEST

START_TEST(a_red_line_that_was_told_is_certain) {
  g_autoptr(Mindful) mindful = told(mindful_temper());
  polder_minds_hear_red(mindful->minds, 0, 1, (const double[]){.2, .5}, .4);
  mindful_foresee(mindful, 1, 0);
  ck_assert_double_eq(expected(mindful), 0);
  mindful_foresee(mindful, 1, 1);
  ck_near(expected(mindful), sure_of(.5, .45));
}
END_TEST

START_TEST(told_pairs_count_deal_by_deal) {
  g_autoptr(Mindful) mindful = told(mindful_temper());
  polder_minds_hear_pairs(mindful->minds, 0, 1, (const double[]){-.06, 0});
  mindful_foresee(mindful, 1, 0);
  const int first[] = {0};
  ck_near(polder_minds_estimate(mindful->minds, 0, 1, 0, first), .49);
  ck_near(expected(mindful), sure_of(.5, .49));
}
END_TEST

/* --- Attribution ------------------------------------------------------------------------------ */

START_TEST(a_surprising_no_is_read_as_unwillingness) {
  static const double bias[] = {.5, 1, 2, 4};
  PolderTemper temper = mindful_temper();
  temper.bias = bias[_i];
  g_autoptr(Mindful) mindful = told(temper);
  mindful_judge(mindful, 1, 0, 2, 1, POLDER_REJECTED);
  const double once = after_rejection(.15, 1 - EXPECTED, bias[_i]);
  ck_near(omega(mindful), once);
  ck_assert_double_gt(once, .15);
  mindful_judge(mindful, 1, 0, 2, 1, POLDER_REJECTED);
  ck_near(omega(mindful), after_rejection(once, 1 - EXPECTED, bias[_i]));
}
END_TEST

START_TEST(without_bias_nobody_is_suspected) {
  PolderTemper temper = mindful_temper();
  temper.bias = 0;
  g_autoptr(Mindful) mindful = told(temper);
  for (int time = 0; time < 5; time++)
    mindful_judge(mindful, 1, 0, 2, 1, POLDER_REJECTED);
  ck_near(omega(mindful), .15);
}
END_TEST

START_TEST(a_foreseen_no_changes_nothing) {
  g_autoptr(Mindful) mindful = told(mindful_temper());
  polder_minds_hear_red(mindful->minds, 0, 1, (const double[]){.2, .5}, .4);
  const double before = omega(mindful);
  for (int time = 0; time < 5; time++)
    mindful_judge(mindful, 1, 0, 2, 1, POLDER_REJECTED);
  ck_assert_double_eq(omega(mindful), before);
  ck_assert_double_eq(trust(mindful), .5);
}
END_TEST

START_TEST(suspicion_has_a_ceiling_and_surprise_a_floor) {
  PolderTemper temper = mindful_temper();
  g_autoptr(Mindful) mindful = mindful_new(2, one_issue, false);
  temper.omega_start = .01;
  mindful_start(mindful, &temper);
  polder_minds_hear(mindful->minds, 0, 1, 1, 0, (const double[]){1, 0});
  mindful_judge(mindful, 1, 0, 0, 1, POLDER_REJECTED); /* 1 - expected is .00024 */
  ck_near(omega(mindful), after_rejection(.01, 1e-3, 1));
  mindful_judge(mindful, 1, 0, 0, 1, POLDER_REJECTED);
  ck_near(omega(mindful), .98);
}
END_TEST

START_TEST(a_yes_lowers_suspicion) {
  g_autoptr(Mindful) likely = told(mindful_temper()), unlikely = told(mindful_temper());
  mindful_judge(likely, 1, 0, 2, 1, POLDER_ACCEPTED);
  ck_near(omega(likely), after_acceptance(.15, EXPECTED));
  mindful_judge(unlikely, 1, 1, 2, 1, POLDER_ACCEPTED);
  ck_near(omega(unlikely), after_acceptance(.15, .5)); /* it was expected with .3 only */
}
END_TEST

START_TEST(an_explanation_earns_credit_as_far_as_the_observer_gives_it) {
  static const double excuse[] = {0, .5, 1};
  PolderTemper temper = mindful_temper();
  temper.excuse = excuse[_i];
  g_autoptr(Mindful) mindful = told(temper);
  mindful_foresee(mindful, 1, 0);
  const PolderAnswer answers[] = {POLDER_SILENT, POLDER_REJECTED, POLDER_SILENT};
  const double granted[] = {0, .9, 0};
  polder_minds_judge(mindful->minds, 2, answers, granted);
  ck_near(omega(mindful), after_rejection(.15, fmax(1 - EXPECTED, .9 * excuse[_i]), 1));
}
END_TEST

START_TEST(who_said_nothing_and_whoever_likes_its_own_text_is_not_judged) {
  g_autoptr(Mindful) mindful = told(mindful_temper());
  mindful_judge(mindful, 1, 0, 1, 1, POLDER_ACCEPTED); /* its own text */
  mindful_judge(mindful, 1, 0, 2, 2, POLDER_REJECTED); /* another's answer */
  ck_near(omega(mindful), .15);
  ck_near(trust(mindful), .5);
  ck_assert_double_gt(polder_minds_omega(mindful->minds, 0, 2), .15);
  mindful_judge(mindful, 1, 0, 1, 1, POLDER_REJECTED); /* its own text, all the same */
  ck_near(omega(mindful), after_rejection(.15, 1 - EXPECTED, 1));
}
END_TEST

/* --- Trust ------------------------------------------------------------------------------------ */

START_TEST(a_no_costs_trust_by_what_it_adds_to_suspicion) {
  g_autoptr(Mindful) mindful = told(mindful_temper());
  mindful_judge(mindful, 1, 0, 2, 1, POLDER_REJECTED);
  const double rise = after_rejection(.15, 1 - EXPECTED, 1) - .15;
  ck_near(trust(mindful), .5 - .3 * rise * .5);
}
END_TEST

START_TEST(a_lasting_suspicion_goes_on_costing) {
  g_autoptr(Mindful) mindful = told(mindful_temper());
  mindful_judge(mindful, 1, 0, 2, 1, POLDER_REJECTED);
  const double suspicion = omega(mindful), before = trust(mindful);
  polder_minds_hear_red(mindful->minds, 0, 1, (const double[]){.2, .5}, .4);
  mindful_judge(mindful, 1, 0, 2, 1, POLDER_REJECTED); /* foreseen by now */
  ck_assert_double_eq_tol(omega(mindful), suspicion, 1e-7);
  ck_near(trust(mindful), before - .3 * .4 * (suspicion - .15) * before);
}
END_TEST

START_TEST(a_yes_earns_a_third_of_what_telling_earns) {
  g_autoptr(Mindful) mindful = told(mindful_temper());
  mindful_judge(mindful, 1, 0, 2, 1, POLDER_ACCEPTED);
  ck_near(trust(mindful), .5 + .3 * .1 * .5);
  polder_minds_thank(mindful->minds, 0, 2);
  ck_near(polder_minds_trust(mindful->minds, 0, 2), .5 + .1 * .5);
}
END_TEST

START_TEST(trust_drifts_back_where_there_was_no_contact) {
  PolderTemper temper = mindful_temper();
  temper.trust_drift = .2;
  g_autoptr(Mindful) mindful = told(temper);
  polder_minds_set_trust(mindful->minds, 0, 1, .4);
  mindful_judge(mindful, 1, 0, 2, 1, POLDER_REJECTED);
  const double low = trust(mindful);
  polder_minds_drift(mindful->minds);
  ck_assert_double_eq(trust(mindful), low); /* they have just spoken */
  mindful_judge(mindful, 1, 0, 1, 2, POLDER_ACCEPTED);
  polder_minds_drift(mindful->minds);
  ck_near(trust(mindful), low + .2 * (.4 - low));
}
END_TEST

START_TEST(mean_trust_is_over_who_is_there) {
  g_autoptr(Mindful) mindful = told(mindful_temper());
  polder_minds_set_trust(mindful->minds, 0, 1, .2);
  polder_minds_set_trust(mindful->minds, 0, 2, .8);
  ck_near(polder_minds_mean_trust(mindful->minds, 0, 7), .5);
  ck_near(polder_minds_mean_trust(mindful->minds, 0, 3), .2);
  ck_near(polder_minds_mean_trust(mindful->minds, 0, 4), .8);
  ck_near(polder_minds_mean_trust(mindful->minds, 0, 1), 1);
}
END_TEST

/* --- Learning --------------------------------------------------------------------------------- */

static const double matters[] = {.5, 1, 2}, believed[] = {.4, .4, .2}, firm[] = {.1, .3, .55};

static double estimate_of(Mindful *mindful, int option) {
  mindful_foresee(mindful, 1, (uint32_t)option);
  return polder_minds_estimate(mindful->minds, 0, 1, (uint32_t)option, &option);
}

START_TEST(an_offer_says_what_its_author_likes) {
  const PolderTemper temper = mindful_temper();
  g_autoptr(Mindful) mindful = mindful_new(3, one_issue, false);
  mindful_start(mindful, &temper);
  mindful_judge(mindful, 1, 0, 1, 1, POLDER_ACCEPTED);
  polder_minds_learn(mindful->minds, 1, .5);
  double hit = 0, miss = 0;
  for (int m = 0; m < 3; m++) {
    const double best = .5 + .5 * firm[m] * .75;
    hit += matters[m] * believed[m] * best;
    miss += matters[m] * believed[m] * (1 - best);
  }
  ck_near(estimate_of(mindful, 0), .3 + .7 * hit);
  ck_near(estimate_of(mindful, 1), .3 + .7 * miss);
  ck_near(polder_minds_estimate(mindful->minds, 0, 2, 0, (const int[]){0}),
          .65); /* of others: none */
}
END_TEST

/* What is believed of option 0 and 1 after an answer to option 0 whose likelihood is yes or 1 -
 * yes. */
static void learn_by_hand(bool accepted, double out_estimate[2]) {
  double grid[2][3], sum = 0;
  for (int best = 0; best < 2; best++)
    for (int m = 0; m < 3; m++) {
      const double yes = sure_of(.65, matters[m] * (best == 0 ? 1 : .3));
      grid[best][m] = .5 * believed[m] * (accepted ? yes : 1 - yes);
      sum += grid[best][m];
    }
  for (int option = 0; option < 2; option++) {
    out_estimate[option] = 0;
    for (int m = 0; m < 3; m++)
      out_estimate[option] +=
          matters[m] * (.3 * (grid[0][m] + grid[1][m]) + .7 * grid[option][m]) / sum;
  }
}

START_TEST(an_answer_says_what_its_giver_likes) {
  const PolderTemper temper = mindful_temper();
  g_autoptr(Mindful) mindful = mindful_new(3, one_issue, false);
  double wanted[2];
  mindful_start(mindful, &temper);
  mindful_judge(mindful, 1, 0, 2, 1, _i == 1 ? POLDER_ACCEPTED : POLDER_REJECTED);
  polder_minds_learn(mindful->minds, 2, .5);
  learn_by_hand(_i == 1, wanted);
  ck_near(estimate_of(mindful, 0), wanted[0]);
  ck_near(estimate_of(mindful, 1), wanted[1]);
  ck_assert(_i == 1 ? wanted[0] > wanted[1] : wanted[0] < wanted[1]);
}
END_TEST

START_TEST(answers_say_how_hard_somebody_is) {
  static const double guess[] = {-.2, -.12, -.04, .04, .12, .2};
  const PolderTemper temper = mindful_temper();
  g_autoptr(Mindful) mindful = mindful_new(3, one_issue, false);
  mindful_start(mindful, &temper);
  polder_minds_hear(mindful->minds, 0, 1, 1, 0, (const double[]){1, 0});
  mindful_judge(mindful, .1, 0, 2, 1, POLDER_REJECTED); /* asked .5 + .5 * .9 of it */
  polder_minds_learn(mindful->minds, 2, 0);
  double offset = 0, sum = 0;
  for (int f = 0; f < 6; f++) {
    const double no = 1 - sure_of(.95 + guess[f], 1);
    offset += no * guess[f];
    sum += no;
  }
  mindful_foresee(mindful, 1, 0);
  ck_near(polder_minds_floor(mindful->minds, 0, 1), .5 + offset / sum);
}
END_TEST

START_TEST(a_no_feeds_the_suspicion_of_a_red_line_and_a_yes_ends_it) {
  PolderTemper temper = mindful_temper();
  temper.red_prior = .5;
  g_autoptr(Mindful) mindful = mindful_new(3, one_issue, false);
  mindful_start(mindful, &temper);
  mindful_judge(mindful, 1, 0, 2, 1, _i == 1 ? POLDER_ACCEPTED : POLDER_REJECTED);
  polder_minds_learn(mindful->minds, 2, .5);
  const double worth = estimate_of(mindful, 0);
  const double red = _i == 1 ? 0 : .25 / (.25 + .75 * .5); /* it was refused half the time anyhow */
  ck_near(expected(mindful), (1 - red) * sure_of(polder_minds_floor(mindful->minds, 0, 1), worth));
}
END_TEST

START_TEST(who_suspects_no_red_lines_never_begins_to) {
  PolderTemper temper = mindful_temper();
  temper.red_prior = 0;
  g_autoptr(Mindful) mindful = mindful_new(3, one_issue, false);
  mindful_start(mindful, &temper);
  for (int offer = 0; offer < 20; offer++) {
    mindful_judge(mindful, 1, 0, 2, 1, offer == 0 ? POLDER_ACCEPTED : POLDER_REJECTED);
    polder_minds_learn(mindful->minds, 2, .5);
  }
  mindful_foresee(mindful, 1, 0);
  const double worth = estimate_of(mindful, 0);
  ck_near(expected(mindful), sure_of(polder_minds_floor(mindful->minds, 0, 1), worth));
}
END_TEST

Suite *suite_minds(void);

Suite *suite_minds(void) {
  Suite *suite = suite_create("minds");
  TCase *belief = tcase_create("belief"), *attribution = tcase_create("attribution");
  TCase *trusting = tcase_create("trust"), *learning = tcase_create("learning");
  tcase_add_test(belief, what_was_told_is_taken_as_it_is);
  tcase_add_test(belief, a_floor_lies_as_high_as_the_observers_own);
  tcase_add_test(belief, others_are_expected_to_come_down_as_one_does_oneself);
  tcase_add_test(belief, others_are_expected_to_devalue_as_one_would_oneself);
  tcase_add_test(belief, before_a_word_the_other_is_the_mirror_of_oneself);
  tcase_add_test(belief, a_suspected_red_line_makes_acceptance_less_likely);
  tcase_add_test(belief, a_red_line_that_was_told_is_certain);
  tcase_add_test(belief, told_pairs_count_deal_by_deal);
  tcase_add_loop_test(attribution, a_surprising_no_is_read_as_unwillingness, 0, 4);
  tcase_add_test(attribution, without_bias_nobody_is_suspected);
  tcase_add_test(attribution, a_foreseen_no_changes_nothing);
  tcase_add_test(attribution, suspicion_has_a_ceiling_and_surprise_a_floor);
  tcase_add_test(attribution, a_yes_lowers_suspicion);
  tcase_add_loop_test(attribution, an_explanation_earns_credit_as_far_as_the_observer_gives_it, 0,
                      3);
  tcase_add_test(attribution, who_said_nothing_and_whoever_likes_its_own_text_is_not_judged);
  tcase_add_test(trusting, a_no_costs_trust_by_what_it_adds_to_suspicion);
  tcase_add_test(trusting, a_lasting_suspicion_goes_on_costing);
  tcase_add_test(trusting, a_yes_earns_a_third_of_what_telling_earns);
  tcase_add_test(trusting, trust_drifts_back_where_there_was_no_contact);
  tcase_add_test(trusting, mean_trust_is_over_who_is_there);
  tcase_add_test(learning, an_offer_says_what_its_author_likes);
  tcase_add_loop_test(learning, an_answer_says_what_its_giver_likes, 0, 2);
  tcase_add_test(learning, answers_say_how_hard_somebody_is);
  tcase_add_loop_test(learning, a_no_feeds_the_suspicion_of_a_red_line_and_a_yes_ends_it, 0, 2);
  suite_add_tcase(suite, belief);
  tcase_add_test(learning, who_suspects_no_red_lines_never_begins_to);
  suite_add_tcase(suite, attribution);
  suite_add_tcase(suite, trusting);
  suite_add_tcase(suite, learning);
  return suite;
}
