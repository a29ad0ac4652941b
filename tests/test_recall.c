/* Recall: what telling does to the past. A remembered no is judged again by what is known by now,
 * of who told and nobody else (sim/README.md §7.7).
 */
#include "mindful.h"
#include <check.h>
#include <math.h>

static const int two_issues[] = {2, 2, 0};

static double omega(const Mindful *mindful, int other) {
  return polder_minds_omega(mindful->minds, 0, other);
}

static double trust(const Mindful *mindful, int other) {
  return polder_minds_trust(mindful->minds, 0, other);
}

static double after_rejection(double omega, double surprise, double bias) {
  return fmin(omega / (omega + (1 - omega) * pow(surprise, bias)), .98);
}

/* Parties 1 and 2 have refused deal 0 so many times, to the surprise of party 0. */
static Mindful *refused(PolderTemper temper, int times) {
  Mindful *mindful = mindful_new(3, two_issues, false);
  mindful_start(mindful, &temper);
  for (int time = 0; time < times; time++) {
    mindful_judge(mindful, 1, 0, 0, 1, POLDER_REJECTED);
    mindful_judge(mindful, 1, 0, 0, 2, POLDER_REJECTED);
  }
  return mindful;
}

/* Party 1 tells an interest of that weight with these scores; deal 0 is foreseen with it. */
static void tell(Mindful *mindful, double weight, const double *score) {
  mindful_foresee(mindful, 1, 0);
  polder_minds_recall_begin(mindful->minds);
  polder_minds_hear(mindful->minds, 0, 1, weight, 0, score);
  mindful_foresee(mindful, 1, 0);
  polder_minds_recall_end(mindful->minds, 1u << 1);
}

/* Of all that 1 wants, most is against option 0 of the first issue, a little against 0 of the
 * other. */
static const double heavy[] = {0, 1, 0, 0}, light[] = {0, 0, 0, 1}, flat[] = {.5, .5, .5, .5};

START_TEST(so_that_was_why) {
  g_autoptr(Mindful) mindful = refused(mindful_temper(), 1);
  const double suspicion = omega(mindful, 1);
  ck_assert_double_gt(suspicion, .2);
  tell(mindful, .7, heavy);
  const double expected = polder_minds_expected(mindful->minds, 0, 1);
  ck_assert_double_lt(expected, .1); /* nobody would have taken that */
  ck_assert_double_eq_tol(omega(mindful, 1), after_rejection(.15, 1 - expected, 1), 1e-6);
  ck_assert_double_lt(omega(mindful, 1), .17);
}
END_TEST

START_TEST(trust_comes_back_by_what_was_lifted) {
  for (int repair = 0; repair <= 2; repair++) {
    PolderTemper temper = mindful_temper();
    temper.repair = repair / 2.;
    g_autoptr(Mindful) mindful = refused(temper, 3);
    const double suspicion = omega(mindful, 1), before = trust(mindful, 1);
    tell(mindful, .7, heavy);
    const double share = (suspicion - omega(mindful, 1)) / (suspicion - .15);
    ck_assert_double_gt(share, .5);
    ck_assert_double_eq_tol(trust(mindful, 1), before + temper.repair * share * (.5 - before),
                            1e-6);
  }
}
END_TEST

START_TEST(only_who_told_is_seen_anew) {
  g_autoptr(Mindful) mindful = refused(mindful_temper(), 3);
  const double other = omega(mindful, 2), others_trust = trust(mindful, 2);
  const double of_listener = polder_minds_omega(mindful->minds, 2, 1);
  tell(mindful, .7, heavy);
  ck_assert_double_eq(omega(mindful, 2), other);
  ck_assert_double_eq(trust(mindful, 2), others_trust);
  ck_assert_double_eq_tol(polder_minds_omega(mindful->minds, 2, 1), of_listener, 1e-7);
}
END_TEST

START_TEST(a_telling_without_weight_changes_nothing) {
  g_autoptr(Mindful) mindful = refused(mindful_temper(), 20);
  const double suspicion = omega(mindful, 1), before = trust(mindful, 1);
  tell(mindful, 0, heavy);
  ck_assert_double_eq_tol(omega(mindful, 1), suspicion, 1e-7);
  ck_assert_double_eq_tol(trust(mindful, 1), before, 1e-7);
}
END_TEST

START_TEST(an_interest_that_says_nothing_of_the_text_lifts_hardly_anything) {
  g_autoptr(Mindful) mindful = refused(mindful_temper(), 2);
  g_autoptr(Mindful) enlightened = refused(mindful_temper(), 2);
  const double suspicion = omega(mindful, 1);
  tell(mindful, .3, flat);
  tell(enlightened, .3, heavy);
  ck_assert_double_lt(fabs(omega(mindful, 1) - suspicion), .02);
  ck_assert_double_lt(omega(enlightened, 1), suspicion - .1);
}
END_TEST

START_TEST(half_a_truth_does_not_explain_all_doubt_away) {
  g_autoptr(Mindful) half = refused(mindful_temper(), 3), whole = refused(mindful_temper(), 3);
  const double suspicion = omega(half, 1);
  tell(half, .05, light);
  tell(whole, .05, light);
  tell(whole, .7, heavy);
  ck_assert_double_lt(omega(half, 1), suspicion - .05);
  ck_assert_double_gt(omega(half, 1), omega(whole, 1) + .15);
}
END_TEST

START_TEST(what_makes_the_no_stranger_raises_suspicion_and_costs_trust) {
  static const double fond[] = {1, 0, 1, 0};
  g_autoptr(Mindful) mindful = refused(mindful_temper(), 1);
  const double suspicion = omega(mindful, 1), before = trust(mindful, 1);
  tell(mindful, .8, fond);
  const double rise = omega(mindful, 1) - suspicion;
  ck_assert_double_gt(rise, .1);
  ck_assert_double_eq_tol(trust(mindful, 1), before - .3 * rise * before, 1e-6);
}
END_TEST

START_TEST(acceptances_are_remembered_too) {
  g_autoptr(Mindful) mindful = refused(mindful_temper(), 1);
  mindful_judge(mindful, 1, 3, 0, 1, POLDER_ACCEPTED);
  const double suspicion = omega(mindful, 1);
  tell(mindful, 0, heavy);
  ck_assert_double_eq_tol(omega(mindful, 1), suspicion, 1e-7);
}
END_TEST

START_TEST(what_was_learnt_since_does_not_rewrite_the_past_without_a_telling) {
  g_autoptr(Mindful) mindful = refused(mindful_temper(), 1);
  for (int round = 0; round < 5; round++) {
    mindful_judge(mindful, .8 + .05 * round, (uint32_t)round % 4, 0, 1, POLDER_REJECTED);
    polder_minds_learn(mindful->minds, 0, .1 * round);
  }
  const double suspicion = omega(mindful, 1), before = trust(mindful, 1);
  tell(mindful, 0, heavy);
  ck_assert_double_eq_tol(omega(mindful, 1), suspicion, 1e-6);
  ck_assert_double_eq_tol(trust(mindful, 1), before, 1e-6);
}
END_TEST

START_TEST(what_is_too_long_ago_stays_as_it_was_judged) {
  PolderTemper temper = mindful_temper();
  temper.bias = .02; /* so that suspicion is still below its ceiling after a hundred answers */
  g_autoptr(Mindful) mindful = refused(temper, 60);
  const double suspicion = omega(mindful, 1);
  ck_assert_double_lt(suspicion, .9);
  tell(mindful, 0, heavy);
  ck_assert_double_eq_tol(omega(mindful, 1), suspicion, 1e-5);
  tell(mindful, .7, heavy); /* 120 texts were answered; of the last 64, 32 by party 1 */
  const double foreseen = 1 - polder_minds_expected(mindful->minds, 0, 1);
  const double odds = .15 / .85 * pow(.5, -.02 * (60 - 32)) * pow(foreseen, -.02 * 32);
  ck_assert_double_eq_tol(omega(mindful, 1), odds / (1 + odds), 1e-4);
}
END_TEST

START_TEST(a_new_run_remembers_nothing) {
  const PolderTemper temper = mindful_temper();
  g_autoptr(Mindful) mindful = refused(temper, 10);
  tell(mindful, .5, heavy);
  mindful_start(mindful, &temper);
  ck_assert_double_eq_tol(omega(mindful, 1), .15, 1e-7);
  ck_assert_double_eq_tol(trust(mindful, 1), .5, 1e-7);
  tell(mindful, .3, heavy);
  ck_assert_double_eq_tol(omega(mindful, 1), .15, 1e-7);
  ck_assert_double_eq_tol(polder_minds_told_share(mindful->minds, 0, 1), .3, 1e-7);
}
END_TEST

Suite *suite_recall(void);

Suite *suite_recall(void) {
  Suite *suite = suite_create("recall");
  TCase *recall = tcase_create("recall");
  tcase_add_test(recall, so_that_was_why);
  tcase_add_test(recall, trust_comes_back_by_what_was_lifted);
  tcase_add_test(recall, only_who_told_is_seen_anew);
  tcase_add_test(recall, a_telling_without_weight_changes_nothing);
  tcase_add_test(recall, an_interest_that_says_nothing_of_the_text_lifts_hardly_anything);
  tcase_add_test(recall, half_a_truth_does_not_explain_all_doubt_away);
  tcase_add_test(recall, what_makes_the_no_stranger_raises_suspicion_and_costs_trust);
  tcase_add_test(recall, acceptances_are_remembered_too);
  tcase_add_test(recall, what_was_learnt_since_does_not_rewrite_the_past_without_a_telling);
  tcase_add_test(recall, what_is_too_long_ago_stays_as_it_was_judged);
  tcase_add_test(recall, a_new_run_remembers_nothing);
  suite_add_tcase(suite, recall);
  return suite;
}
