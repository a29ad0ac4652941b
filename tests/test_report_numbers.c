/* The numbers of a report are what counting by hand gives. */
#include <check.h>
#include <glib/gstdio.h>
#include <math.h>
#include <polder/effects.h>
#include <polder/report.h>
#include <polder/sensitivity.h>
#include <string.h>

#include "reported.h"

/* --- Numbers ---------------------------------------------------------------------------------- */

/* Impasses by run number; the letters are runs 0, 1, 2, 0, 1, 2. */
static void count(PolderClusters *clusters, const char *ends) {
  for (unsigned i = 0; ends[i] != '\0'; i++)
    if (ends[i] != 'e')
      polder_clusters_add(clusters, i % 3, ends[i] == 'd');
}

START_TEST(outcomes_are_counted) {
  g_free(reported_write_page(POLDER_EN));
  PolderClusters asis = {0};
  count(&asis, "ddadad");
  const PolderInterval interval = polder_clusters_rate(&asis, .95);
  reported_starts("outcome", 2, "asis,0.6666666666666666,");
  ck_assert_double_eq(reported_cell_of("outcome", 2, 2), interval.low);
  ck_assert_double_eq(reported_cell_of("outcome", 2, 3), interval.high);
  reported_starts("outcome", 3, "spoken,0.4,");
  ASSERT_LINE("endings", 2, "asis,2,4,0,0,0,0,4,0,0,0");
  polder_clusters_clear(&asis);
}
END_TEST

START_TEST(the_answer_comes_first) {
  g_autofree char *page = reported_write_page(POLDER_EN);
  ck_assert(strstr(page, "<h1>From 66.7% impasses in asis to 40.0% in spoken</h1>") != NULL);
  ck_assert(strstr(page, "6 runs over 2 points: in asis 66.7% ran aground; in spoken 40.0%, with 2 "
                         "breakthroughs and 1 lost agreement; 1 failed with an error.") != NULL);
}
END_TEST

START_TEST(one_point_has_the_intervals_of_independent_runs) {
  reported_put("points.csv", "point,trust\n0,0.2\n");
  reported_put_manifest(reported_put_runs("da dd aa de ad da"));
  g_free(reported_write_page(POLDER_EN));
  const PolderPairs pairs = {1, 2, 1, 1};
  ck_assert_double_eq(reported_cell_of("outcome", 2, 2), polder_wilson(4, 6, .95).low);
  ck_assert_double_eq(reported_cell_of("differences", 2, 3), polder_tango(pairs, .95).low);
  ck_assert_double_eq(reported_cell_of("differences", 2, 5), polder_mcnemar_mid_p(pairs));
}
END_TEST

START_TEST(failed_runs_bound_the_rate) {
  g_free(reported_write_page(POLDER_EN));
  ck_assert_double_eq_tol(reported_cell_of("outcome", 3, 7), 2 / 6., 1e-15);
  ck_assert_double_eq_tol(reported_cell_of("outcome", 3, 8), 3 / 6., 1e-15);
  ck_assert_double_eq(reported_cell_of("outcome", 2, 7), reported_cell_of("outcome", 2, 8));
}
END_TEST

START_TEST(pairs_leave_failures_out) {
  g_free(reported_write_page(POLDER_EN));
  const PolderPairs pairs = {1, 2, 1, 1};
  reported_starts("pairs", 2, "spoken,asis,5,1,1,2,1,1,");
  ck_assert_double_eq(reported_cell_of("pairs", 2, 9), polder_mcnemar_exact(pairs));
  ck_assert_double_eq(reported_cell_of("pairs", 2, 10), polder_pairing_gain(pairs));
  ck_assert_double_eq(reported_cell_of("pairs", 2, 11), polder_difference_bounds(pairs, 1).low);
}
END_TEST

START_TEST(differences_count_by_run_number) {
  g_free(reported_write_page(POLDER_EN));
  PolderClusters asis = {0}, spoken = {0};
  const PolderClusters *parts[] = {&asis, &spoken};
  const double weight[] = {1, -1};
  count(&asis, "ddaead");
  count(&spoken, "adaeda");
  const PolderEffect effect = polder_contrast(parts, weight, 2, .95);
  ck_assert_double_eq_tol(reported_cell_of("differences", 2, 2), .2, 1e-15);
  ck_assert_double_eq(reported_cell_of("differences", 2, 3), effect.interval.low);
  ck_assert_double_eq(reported_cell_of("differences", 2, 5), effect.p);
  polder_clusters_clear(&asis);
  polder_clusters_clear(&spoken);
}
END_TEST

/* Of the points alone: p of (1, 1, 0, 1) and (0, 1, 1, 0) are .5 and 1; Holm makes .5 1. */
START_TEST(tests_of_points_are_a_family) {
  g_free(reported_write_page(POLDER_EN));
  ck_assert_double_eq(reported_cell_of("paired", 2, 10), .5);
  ck_assert_double_eq(reported_cell_of("paired", 2, 11), 1);
  ck_assert_double_eq(reported_cell_of("paired", 2, 12),
                      polder_newcombe((PolderPairs){1, 1, 0, 1}, .95).low);
}
END_TEST

START_TEST(every_point_has_its_rates) {
  g_free(reported_write_page(POLDER_EN));
  reported_starts("rates", 2, "0,0.2,0,asis,0.6666666666666666,");
  reported_starts("rates", 3, "0,0.2,0,spoken,0.333333333333333");
  reported_starts("rates", 5, "1,0.8,1,spoken,0.5,");
  reported_starts("paired", 2, "0,0.2,0,spoken,0.333333333333333");
  reported_starts("paired", 3, "1,0.8,1,spoken,0,");
  const double counts[] = {2, 1, 1}; /* pairs, breakthroughs, lost agreements */
  for (unsigned i = 0; i < 3; i++)
    ck_assert_double_eq(reported_cell_of("paired", 3, 7 + i), counts[i]);
  const double runs[] = {2, 1, 1}; /* runs, errors, impasses */
  for (unsigned i = 0; i < 3; i++)
    ck_assert_double_eq(reported_cell_of("rates", 5, 7 + i), runs[i]);
}
END_TEST

/* Rounds: asis 9 9 4 9 4 9, spoken 4 9 4 - 9 4. */
START_TEST(means_and_changes_are_of_the_runs_that_have_them) {
  g_free(reported_write_page(POLDER_EN));
  reported_starts("means", 2, "round,asis,6,7.33333333333333");
  reported_starts("means", 3, "round,spoken,5,6,");
  ck_assert_double_eq(reported_cell_of("means", 3, 6), 5); /* changes -5 0 0 5 -5 */
  ck_assert_double_eq(reported_cell_of("means", 3, 7), -1);
  ck_assert_double_eq_tol(reported_cell_of("means", 3, 9), -1 + 2.776445105 * sqrt(17.5 / 5), 1e-6);
  ASSERT_LINE("means", 4, "signed_round,asis,0,,,,0,,,");
}
END_TEST

START_TEST(levels_gather_their_points) {
  reported_put("points.csv", "point,trust,bias\n0,0.8,1\n1,0.2,1\n");
  g_autofree char *page = reported_write_page(POLDER_EN);
  reported_starts("factor-trust", 2, "0.2,asis,0.6666666666666666,");
  reported_starts("factor-trust", 4, "0.8,asis,0.6666666666666666,");
  reported_starts("factor-trust", 3, "0.2,spoken,0.5,");
  reported_starts("factor-bias", 2, "1,asis,0.6666666666666666,");
  ck_assert_ptr_null(strstr(page, "id=\"maps\""));
}
END_TEST

START_TEST(a_map_has_each_combination) {
  g_free(reported_write_page(POLDER_EN));
  reported_starts("map-spoken-trust-bias", 2, "0.2,0,3,0.333333333333333");
  ASSERT_LINE("map-spoken-trust-bias", 3, "0.2,1,0,,,");
  ASSERT_LINE("map-spoken-trust-bias", 4, "0.8,0,0,,,");
  reported_starts("map-spoken-trust-bias", 5, "0.8,1,2,0,");
}
END_TEST

START_TEST(many_values_become_classes) {
  g_autoptr(GString) points = g_string_new("point,trust\n"), letters = g_string_new(NULL);
  for (int i = 0; i < 160; i++) {
    g_string_append_printf(points, "%d,0.%03d\n", i, i);
    g_string_append(letters, i > 0 ? "/ da" : "da");
  }
  reported_put("points.csv", points->str);
  reported_put_manifest(reported_put_runs(letters->str));
  g_autofree char *page = reported_write_page(POLDER_EN);
  for (unsigned class = 0; class < 8; class ++) {
    g_autofree char *row = reported_line_of("factor-trust", 2 + 2 * class);
    ck_assert_msg(strstr(row, ",asis,1,,,20,0,20") != NULL, "%s", row);
  }
  reported_starts("rates", 321, "159,0.159,spoken,0,");
  ck_assert(strstr(page, "The first 60 of 320 rows.") != NULL);
  ck_assert_ptr_null(strstr(page, ">0.159</td>"));
}
END_TEST

START_TEST(discordant_runs_can_be_replayed) {
  g_free(reported_write_page(POLDER_EN));
  g_autofree char *command = g_strdup_printf(
      "0,spoken,0,7,breakthrough,polder run %s --point 0 --run 0 --arm spoken", reported_folder);
  ASSERT_LINE("seeds", 2, command);
  reported_starts("seeds", 3, "1,spoken,1,7,lost,polder run ");
  reported_starts("seeds", 4, "1,spoken,2,7,breakthrough,polder run ");
}
END_TEST

START_TEST(nothing_counted_is_empty_and_never_nan) {
  reported_put_manifest(reported_put_runs("ee / ee"));
  g_autofree char *page = reported_write_page(POLDER_EN);
  reported_starts("outcome", 2, "asis,,,,0,2,0,0,1");
  ck_assert_ptr_null(strstr(page, "nan"));
  reported_starts("pairs", 2, "spoken,asis,0,2,0,0,0,0,,,,-1,1");
}
END_TEST

/* --- What factors do -------------------------------------------------------------------------- */

START_TEST(effects_are_against_the_first_level) {
  g_free(reported_write_page(POLDER_EN));
  reported_starts("effects", 4, "trust,0.8,0.2,spoken,0.166666666666666");
  reported_starts("effects", 6, "trust,0.8,0.2,asis-spoken,-0.333333333333333");
}
END_TEST

/* asis 2/3 and 1/3, spoken 1/3 and 2/3: each log odds is that of 2, or less or more by 2 of them.
 */
START_TEST(a_saturated_regression_gives_the_odds_of_its_rows) {
  reported_put_design("factorial", "point,trust\n0,.2\n1,.8\n", "da da ad / ad ad da");
  g_free(reported_write_page(POLDER_EN));
  const double wanted[] = {1, -2, -2, 4};
  for (unsigned i = 0; i < G_N_ELEMENTS(wanted); i++)
    ck_assert_double_eq_tol(reported_cell_of("logit", 2 + i, 1), wanted[i] * log(2), 1e-9);
  reported_starts("logit", 5, "arm spoken × trust,");
  reported_starts("terms", 4, "arm × trust,1,");
}
END_TEST

START_TEST(tellers_are_a_term_each) {
  reported_put_design("coalitions", "point,tells\n0,\n1,a\n2,b\n3,a b\n",
                      "dd da / da dd / dd aa / aa da");
  g_free(reported_write_page(POLDER_EN));
  reported_starts("terms", 2, "arm,");
  reported_starts("terms", 3, "tells a,");
  reported_starts("terms", 4, "tells b,");
}
END_TEST

/* --- Sensitivity ------------------------------------------------------------------------------ */

START_TEST(steps_from_the_base_are_paired) {
  reported_put_design("oat", "point,trust,bias\n0,.2,0\n1,.8,0\n2,.2,1\n",
                      "da dd aa / aa aa da / dd dd dd");
  g_autofree char *page = reported_write_page(POLDER_EN);
  reported_starts("oat", 2, "trust,.8,.2,asis,-0.333333333333333");
  reported_starts("oat", 3, "bias,1,0,asis,0.333333333333333");
  reported_starts("oat", 7, "bias,1,0,asis-spoken,-0.333333333333333");
  ck_assert_double_eq(reported_cell_of("oat", 2, 8), 1); /* Holm, of six */
  ck_assert_ptr_null(strstr(page, "id=\"regression\""));
}
END_TEST

/* Two trajectories over 2/3 of the range: asis from 1 to 0, and from 1 to 1. */
START_TEST(morris_effects_are_over_the_whole_range) {
  const char *points = "point,trust\n0,0\n1,0.666666666667\n2,1\n3,0.333333333333\n";
  reported_put_design("morris", points, "da / aa / da / da");
  g_autofree char *page = reported_write_page(POLDER_EN);
  ck_assert_double_eq_tol(reported_cell_of("morris", 2, 2), .75, 1e-9);
  ck_assert_double_eq_tol(reported_cell_of("morris", 2, 5), -.75, 1e-9);
  ck_assert_double_eq_tol(reported_cell_of("morris", 2, 6), sqrt(1.125), 1e-9);
  ck_assert(strstr(page, "id=\"plane-asis-t\"") != NULL);
}
END_TEST

START_TEST(sobol_indices_are_those_of_the_rates) {
  const char *points = "point,trust\n0,.1\n1,.6\n2,.6\n3,.7\n4,.2\n5,.2\n";
  const double y[] = {1, 0, 0, 0, 1, 1};
  PolderSobol sobol;
  reported_put_design("sobol", points, "da / aa / aa / aa / da / da");
  g_autofree char *page = reported_write_page(POLDER_EN);
  ck_assert(polder_sobol(y, 6, 1, 7, .95, &sobol));
  reported_starts("sobol", 2, "asis,trust,S1,");
  ck_assert_double_eq(reported_cell_of("sobol", 2, 3), sobol.first);
  ck_assert_double_eq(reported_cell_of("sobol", 3, 3), sobol.total);
  ck_assert(strstr(page, "this part is chance within them: asis 0.0%; ") != NULL);
}
END_TEST

START_TEST(points_out_of_their_design_are_told) {
  reported_put_design("morris", "point,trust\n0,0\n1,0\n", "da / aa");
  g_autofree char *page = reported_write_page(POLDER_EN);
  ck_assert(strstr(page, "not in the order of this design") != NULL);
}
END_TEST

/* Rounds of the five pairs: -5 0 0 5 -5. */
START_TEST(changes_have_their_shift_and_quantiles) {
  g_free(reported_write_page(POLDER_EN));
  const double sorted[] = {-5, -5, 0, 0, 5};
  reported_starts("changes", 4, "round,spoken,5,-1,");
  ck_assert_double_eq(reported_cell_of("changes", 4, 6), polder_signed_rank(sorted, 5, .95).shift);
  ck_assert_double_eq(reported_cell_of("changes", 4, 9), -5);
  ck_assert_double_eq(reported_cell_of("changes", 4, 11), 0);
  ck_assert_double_eq_tol(reported_cell_of("changes", 4, 13), 3, 1e-12);
}
END_TEST

START_TEST(points_may_have_different_numbers_of_runs) {
  reported_put_manifest(reported_put_runs("da / de ad da dd"));
  g_free(reported_write_page(POLDER_EN));
  ck_assert_double_eq(reported_cell_of("rates", 2, 7), 1);
  ck_assert_double_eq(reported_cell_of("rates", 4, 7), 4);
}
END_TEST

static void add_sensitivity(Suite *suite) {
  TCase *sensitivity = tcase_create("sensitivity");
  tcase_add_checked_fixture(sensitivity, reported_set_up, reported_tear_down);
  tcase_add_test(sensitivity, effects_are_against_the_first_level);
  tcase_add_test(sensitivity, a_saturated_regression_gives_the_odds_of_its_rows);
  tcase_add_test(sensitivity, tellers_are_a_term_each);
  tcase_add_test(sensitivity, steps_from_the_base_are_paired);
  tcase_add_test(sensitivity, morris_effects_are_over_the_whole_range);
  tcase_add_test(sensitivity, sobol_indices_are_those_of_the_rates);
  tcase_add_test(sensitivity, points_out_of_their_design_are_told);
  tcase_add_test(sensitivity, changes_have_their_shift_and_quantiles);
  tcase_add_test(sensitivity, points_may_have_different_numbers_of_runs);
  suite_add_tcase(suite, sensitivity);
}

static void add_numbers(Suite *suite) {
  TCase *numbers = tcase_create("numbers");
  tcase_add_checked_fixture(numbers, reported_set_up, reported_tear_down);
  tcase_add_test(numbers, outcomes_are_counted);
  tcase_add_test(numbers, the_answer_comes_first);
  tcase_add_test(numbers, one_point_has_the_intervals_of_independent_runs);
  tcase_add_test(numbers, differences_count_by_run_number);
  tcase_add_test(numbers, tests_of_points_are_a_family);
  tcase_add_test(numbers, failed_runs_bound_the_rate);
  tcase_add_test(numbers, pairs_leave_failures_out);
  tcase_add_test(numbers, every_point_has_its_rates);
  tcase_add_test(numbers, means_and_changes_are_of_the_runs_that_have_them);
  tcase_add_test(numbers, levels_gather_their_points);
  tcase_add_test(numbers, a_map_has_each_combination);
  tcase_add_test(numbers, many_values_become_classes);
  tcase_add_test(numbers, discordant_runs_can_be_replayed);
  tcase_add_test(numbers, nothing_counted_is_empty_and_never_nan);
  suite_add_tcase(suite, numbers);
}

Suite *suite_report_numbers(void);

Suite *suite_report_numbers(void) {
  Suite *suite = suite_create("report_numbers");
  add_numbers(suite);
  add_sensitivity(suite);
  return suite;
}
