/* Effects: clusters, contrasts and logistic regression beside published figures. Where no source is
 * named, R 4.2 computed the figure from the formulas of analysis/README.md. */
#include <check.h>
#include <math.h>
#include <polder/effects.h>
#include <string.h>

#define CONFIDENCE .95

/* Twelve runs at four points; a letter a run, x = an impasse. */
static const char *const played[] = {"xxxx.x..x...", "xxx.....xx..", "xx..........",
                                     "xxxxx.xxx.x."};
static PolderClusters point[4];

static void add_runs(PolderClusters *clusters, const char *runs) {
  for (uint32_t run = 0; runs[run] != '\0'; run++)
    polder_clusters_add(clusters, run, runs[run] == 'x');
}

static void set_up(void) {
  for (int i = 0; i < 4; i++)
    add_runs(&point[i], played[i]);
}

static void tear_down(void) {
  for (int i = 0; i < 4; i++)
    polder_clusters_clear(&point[i]);
}

/* --- Clusters --- */

START_TEST(one_run_a_cluster_gives_wilsons_interval_but_for_t) {
  const PolderInterval got = polder_clusters_rate(&point[0], CONFIDENCE);
  ck_assert_double_eq_tol(polder_clusters_mean(&point[0]), .5, 1e-12);
  ck_assert_double_eq_tol(got.low, .2318608829, 1e-9);
  ck_assert_double_eq_tol(got.high, .7681391171, 1e-9);
}
END_TEST

START_TEST(many_clusters_of_one_run_are_independent_runs) {
  PolderClusters clusters = {0};
  for (uint32_t run = 0; run < 1000; run++)
    polder_clusters_add(&clusters, run, run % 10 < 3);
  const PolderInterval got = polder_clusters_rate(&clusters, CONFIDENCE);
  const PolderInterval wilson = polder_wilson(300, 1000, CONFIDENCE);
  ck_assert_double_eq_tol(got.low, wilson.low, 1e-4);
  ck_assert_double_eq_tol(got.high, wilson.high, 1e-4);
  polder_clusters_clear(&clusters);
}
END_TEST

START_TEST(points_put_together_count_a_run_once) {
  polder_clusters_merge(&point[0], &point[1]);
  const PolderInterval rate = polder_clusters_rate(&point[0], CONFIDENCE);
  const PolderInterval mean = polder_clusters_interval(&point[0], CONFIDENCE);
  ck_assert_double_eq_tol(rate.low, .2185705249, 1e-9);
  ck_assert_double_eq_tol(rate.high, .7174285848, 1e-9);
  ck_assert_double_eq_tol(mean.low, .1723100294, 1e-9);
  ck_assert_double_eq_tol(mean.high, .7443566372, 1e-9);
}
END_TEST

/* Every run is there a hundred times: what is known is what twelve runs tell. */
START_TEST(repeating_runs_does_not_narrow_an_interval) {
  const PolderInterval once = polder_clusters_rate(&point[1], CONFIDENCE);
  for (int i = 1; i < 100; i++)
    add_runs(&point[1], played[1]);
  const PolderInterval again = polder_clusters_rate(&point[1], CONFIDENCE);
  ck_assert_double_eq_tol(again.low, once.low, 1e-9);
  ck_assert_double_eq_tol(again.high, once.high, 1e-9);
}
END_TEST

START_TEST(repeating_runs_that_all_agree_does_not_either) {
  PolderClusters none = {0};
  add_runs(&none, "............");
  const PolderInterval once = polder_clusters_rate(&none, CONFIDENCE);
  for (int i = 1; i < 100; i++)
    add_runs(&none, "............");
  ck_assert_double_eq_tol(polder_clusters_rate(&none, CONFIDENCE).high, once.high, 1e-12);
  polder_clusters_clear(&none);
}
END_TEST

START_TEST(rates_of_nothing_and_everything_keep_their_doubt) {
  PolderClusters none = {0}, all = {0}, half = {0};
  add_runs(&none, "..........");
  add_runs(&all, "xxxxxxxxxx");
  polder_clusters_merge(&half, &none);
  polder_clusters_merge(&half, &all);
  const PolderInterval low = polder_clusters_rate(&none, CONFIDENCE);
  const PolderInterval high = polder_clusters_rate(&all, CONFIDENCE);
  const PolderInterval even = polder_clusters_rate(&half, CONFIDENCE);
  ck_assert(low.low == 0 && low.high > .25 && low.high < .4);
  ck_assert_double_eq_tol(high.low, 1 - low.high, 1e-12);
  ck_assert(high.high == 1 && even.low < .45 && even.high > .55);
  polder_clusters_clear(&none);
  polder_clusters_clear(&all);
  polder_clusters_clear(&half);
}
END_TEST

START_TEST(any_order_and_any_parts_count_the_same) {
  PolderClusters up = {0}, down = {0}, part = {0};
  for (uint32_t run = 0; run < 5000; run++) {
    polder_clusters_add(&up, run, run * 7 % 11 < 4);
    polder_clusters_add(run % 3 == 0 ? &part : &down, 4999 - run, (4999 - run) * 7 % 11 < 4);
  }
  polder_clusters_merge(&down, &part);
  ck_assert_uint_eq(polder_clusters_count(&up), POLDER_CLUSTERS_MAX);
  ck_assert_uint_eq(up.n_totals, down.n_totals);
  ck_assert_mem_eq(up.total, down.total, up.n_totals * sizeof *up.total);
  polder_clusters_clear(&up);
  polder_clusters_clear(&down);
  polder_clusters_clear(&part);
}
END_TEST

START_TEST(too_few_clusters_have_no_interval) {
  PolderClusters none = {0}, one = {0};
  polder_clusters_add(&none, 3, NAN);
  polder_clusters_add(&one, 3, 1);
  ck_assert_double_nan(polder_clusters_mean(&none));
  ck_assert_double_nan(polder_clusters_rate(&none, CONFIDENCE).low);
  ck_assert_double_eq(polder_clusters_mean(&one), 1);
  ck_assert_double_nan(polder_clusters_rate(&one, CONFIDENCE).high);
  ck_assert_double_nan(polder_clusters_interval(&one, CONFIDENCE).high);
  polder_clusters_clear(&one);
}
END_TEST

/* --- Contrasts --- */

START_TEST(a_contrast_of_two_is_paired_by_run) {
  const PolderClusters *const parts[] = {&point[0], &point[1]};
  const PolderEffect got = polder_contrast(parts, (double[]){1, -1}, 2, CONFIDENCE);
  ck_assert_double_eq_tol(got.estimate, 1. / 12, 1e-12);
  ck_assert_double_eq_tol(got.interval.low, -.19408815403, 1e-9);
  ck_assert_double_eq_tol(got.interval.high, .33739643191, 1e-9);
  ck_assert_double_eq_tol(got.p, .58629930692, 1e-9);
}
END_TEST

START_TEST(an_interaction_is_a_difference_of_differences) {
  const PolderClusters *const parts[] = {&point[0], &point[1], &point[2], &point[3]};
  const PolderEffect got = polder_contrast(parts, (double[]){1, -1, -1, 1}, 4, CONFIDENCE);
  ck_assert_double_eq_tol(got.estimate, 2. / 3, 1e-12);
  ck_assert_double_eq_tol(got.interval.low, .15560929612, 1e-9);
  ck_assert_double_eq_tol(got.interval.high, .99853949845, 1e-9);
  ck_assert_double_eq_tol(got.p, .01282583116, 1e-9);
}
END_TEST

START_TEST(the_other_way_round_mirrors_a_contrast) {
  const PolderClusters *const one[] = {&point[0], &point[2]}, *const other[] = {one[1], one[0]};
  const PolderEffect got = polder_contrast(one, (double[]){1, -1}, 2, CONFIDENCE);
  const PolderEffect back = polder_contrast(other, (double[]){1, -1}, 2, CONFIDENCE);
  ck_assert_double_eq_tol(got.interval.low, -back.interval.high, 1e-12);
  ck_assert_double_eq_tol(got.p, back.p, 1e-12);
}
END_TEST

START_TEST(equal_parts_do_not_differ_and_opposite_ones_surely_do) {
  PolderClusters none = {0}, all = {0};
  add_runs(&none, "....................");
  add_runs(&all, "xxxxxxxxxxxxxxxxxxxx");
  const PolderClusters *const same[] = {&none, &none}, *const apart[] = {&all, &none};
  const PolderEffect zero = polder_contrast(same, (double[]){1, -1}, 2, CONFIDENCE);
  const PolderEffect one = polder_contrast(apart, (double[]){1, -1}, 2, CONFIDENCE);
  ck_assert(zero.estimate == 0 && zero.p == 1);
  ck_assert(zero.interval.low < -.1 && zero.interval.high > .1);
  ck_assert(one.estimate == 1 && one.p < 1e-5 && one.interval.low < .9);
  polder_clusters_clear(&none);
  polder_clusters_clear(&all);
}
END_TEST

START_TEST(a_part_without_runs_leaves_no_contrast) {
  const PolderClusters empty = {0};
  const PolderClusters *const parts[] = {&point[0], &empty};
  const PolderEffect got = polder_contrast(parts, (double[]){1, -1}, 2, CONFIDENCE);
  ck_assert(isnan(got.estimate) && isnan(got.interval.low) && isnan(got.p));
}
END_TEST

/* --- Logistic regression --- */

#define INTERCEPT 0
#define FIRST     1
#define SECOND    2

/* Bliss 1935, beetles in carbon disulphide; coefficients of Dobson 1990, section 8.3. */
START_TEST(beetles_die_as_published) {
  static const double dose[] = {1.6907, 1.7242, 1.7552, 1.7842, 1.8113, 1.8369, 1.8610, 1.8839};
  static const uint64_t n[] = {59, 60, 62, 56, 63, 59, 62, 60};
  static const uint64_t killed[] = {6, 13, 18, 28, 52, 53, 61, 60};
  const uint64_t factors[] = {INTERCEPT, FIRST};
  double x[8][2];
  PolderLogitRow rows[8];
  for (int i = 0; i < 8; i++) {
    x[i][0] = 1;
    x[i][1] = dose[i];
    rows[i] = (PolderLogitRow){killed[i], n[i], x[i], NULL};
  }
  g_autoptr(PolderLogit) got = polder_logit_fit(rows, 8, factors, 2);
  ck_assert_int_eq(got->fit, POLDER_FIT_GOOD);
  ck_assert_double_eq_tol(got->coefficient[0].estimate, -60.717455, 5.1e-7);
  ck_assert_double_eq_tol(got->coefficient[1].estimate, 34.270326, 5.1e-7);
  ck_assert_double_eq_tol(got->coefficient[0].error, 5.1807, 5.1e-5);
  ck_assert_double_eq_tol(got->coefficient[1].error, 2.9121, 5.1e-5);
  ck_assert_double_eq_tol(got->deviance, 11.232231, 5.1e-7);
  ck_assert_uint_eq(got->freedom, 6);
  ck_assert_double_eq_tol(got->term[0].chi2, 284.2024495 - 11.2322311, 1e-6);
  ck_assert_double_nan(got->coefficient[1].robust_error);
}
END_TEST

/* Crowder 1978, seeds of Orobanche; deviances 33.28 and 39.69 of Collett 1991, section 6.4. */
static const uint64_t germinated[] = {10, 23, 23, 26, 17, 5, 53, 55, 32, 46, 10,
                                      8,  10, 8,  23, 0,  3, 22, 15, 32, 3};
static const uint64_t sown[] = {39, 62, 81, 51, 39, 6,  74, 72, 51, 79, 13,
                                16, 30, 28, 45, 4,  12, 41, 30, 51, 7};

static void seed_rows(PolderLogitRow *rows, double x[][4]) {
  for (int i = 0; i < 21; i++) {
    const double seed = i >= 11, cucumber = i < 11 ? i >= 5 : i >= 16;
    x[i][0] = 1;
    x[i][1] = seed;
    x[i][2] = cucumber;
    x[i][3] = seed * cucumber;
    rows[i] = (PolderLogitRow){germinated[i], sown[i], x[i], NULL};
  }
}

START_TEST(seeds_germinate_as_published) {
  const uint64_t factors[] = {INTERCEPT, FIRST, SECOND, FIRST | SECOND};
  const double estimate[] = {-.5581717444, .1459269493, 1.3181818702, -.7781037035};
  const double error[] = {.1260212558, .2231659331, .1774676849, .3064331973};
  double x[21][4];
  PolderLogitRow rows[21];
  seed_rows(rows, x);
  g_autoptr(PolderLogit) got = polder_logit_fit(rows, 21, factors, 4);
  for (int i = 0; i < 4; i++) {
    ck_assert_double_eq_tol(got->coefficient[i].estimate, estimate[i], 1e-8);
    ck_assert_double_eq_tol(got->coefficient[i].error, error[i], 1e-6);
  }
  ck_assert_double_eq_tol(got->coefficient[3].p, .01110974486, 1e-6);
  ck_assert_double_eq_tol(got->deviance, 33.277786, 1e-6);
}
END_TEST

/* The interaction is tested beside all else, the main effects beside each other. */
START_TEST(a_term_is_tested_beside_those_that_do_not_contain_it) {
  const uint64_t factors[] = {INTERCEPT, FIRST, SECOND, FIRST | SECOND};
  const double chi2[] = {3.064972, 56.489353, 6.4081039};
  double x[21][4];
  PolderLogitRow rows[21];
  seed_rows(rows, x);
  g_autoptr(PolderLogit) got = polder_logit_fit(rows, 21, factors, 4);
  ck_assert_uint_eq(got->n_terms, 3);
  for (unsigned i = 0; i < 3; i++) {
    ck_assert_uint_eq(got->term[i].freedom, 1);
    ck_assert_double_eq_tol(got->term[i].chi2, chi2[i], 1e-6);
  }
  ck_assert_double_eq_tol(got->term[0].p, .079997, 1e-6);
  ck_assert_double_eq_tol(got->term[2].p, .01136, 1e-5);
}
END_TEST

START_TEST(levels_become_columns_beside_the_first) {
  const unsigned n_levels[] = {3, 1, 2}, pair[][2] = {{0, 2}}, level[] = {2, 0, 1};
  const PolderFactors factors = {3, 1, n_levels, pair};
  const uint64_t bits[] = {0, 1, 1, 4, 5, 5};
  const double code[] = {1, 0, 1, 1, 0, 1};
  PolderLogitColumn columns[6];
  ck_assert_uint_eq(polder_logit_columns(&factors, NULL), 6);
  ck_assert_uint_eq(polder_logit_columns(&factors, columns), 6);
  for (int i = 0; i < 6; i++) {
    ck_assert_uint_eq(columns[i].factors, bits[i]);
    ck_assert_double_eq(polder_logit_code(&columns[i], level), code[i]);
  }
}
END_TEST

static void square_rows(PolderLogitRow rows[4], double x[][3], const uint64_t *hits) {
  for (int i = 0; i < 4; i++) {
    x[i][0] = 1;
    x[i][1] = i / 2;
    x[i][2] = i % 2;
    rows[i] = (PolderLogitRow){hits[i], 12, x[i], NULL};
  }
}

START_TEST(errors_by_run_are_those_of_the_sandwich) {
  const uint64_t factors[] = {INTERCEPT, FIRST, FIRST}, hits[] = {6, 5, 2, 9};
  double x[4][3];
  PolderLogitRow rows[4];
  square_rows(rows, x, hits);
  for (int i = 0; i < 4; i++)
    rows[i].clusters = &point[i];
  g_autoptr(PolderLogit) got = polder_logit_fit(rows, 4, factors, 3);
  ck_assert_uint_eq(got->n_clusters, 12);
  ck_assert_double_eq_tol(got->coefficient[0].robust_error, .6599818977, 1e-8);
  ck_assert_double_eq_tol(got->coefficient[1].robust_error, .5291096926, 1e-8);
  ck_assert_double_eq_tol(got->coefficient[2].robust_error, .4245099762, 1e-8);
  ck_assert_double_eq_tol(got->term[0].robust_f, 3.0239084205, 1e-7);
  ck_assert_double_eq_tol(got->term[0].robust_p, .0939550667, 1e-8);
}
END_TEST

/* All of the second column's hits: its coefficient has no end, the test by likelihood has. */
START_TEST(separation_is_said_and_still_tested) {
  const uint64_t factors[] = {INTERCEPT, FIRST, SECOND}, hits[] = {3, 12, 6, 12};
  double x[4][3];
  PolderLogitRow rows[4];
  square_rows(rows, x, hits);
  g_autoptr(PolderLogit) got = polder_logit_fit(rows, 4, factors, 3);
  ck_assert_int_eq(got->fit, POLDER_FIT_SEPARATED);
  ck_assert(isinf(got->coefficient[2].estimate) && got->coefficient[2].estimate > 0);
  ck_assert(isnan(got->coefficient[2].error) && isnan(got->coefficient[2].p));
  ck_assert_double_eq_tol(got->coefficient[0].estimate, log(1. / 3), 1e-6);
  ck_assert_double_eq_tol(got->coefficient[1].estimate, log(3), 1e-6);
  ck_assert(got->term[1].p > 0 && got->term[1].p < 1e-4);
  ck_assert_double_nan(got->term[1].robust_p);
}
END_TEST

START_TEST(a_base_that_never_runs_aground_is_separated_too) {
  const uint64_t factors[] = {INTERCEPT, FIRST, SECOND, FIRST | SECOND}, hits[] = {0, 4, 6, 12};
  double x[4][4];
  PolderLogitRow rows[4];
  for (int i = 0; i < 4; i++) {
    memcpy(x[i], (double[]){1, i / 2, i % 2, i == 3}, sizeof x[i]);
    rows[i] = (PolderLogitRow){hits[i], 12, x[i], NULL};
  }
  g_autoptr(PolderLogit) got = polder_logit_fit(rows, 4, factors, 4);
  ck_assert_int_eq(got->fit, POLDER_FIT_SEPARATED);
  ck_assert(got->coefficient[0].estimate < -1e300 && got->coefficient[1].estimate > 1e300);
  for (unsigned i = 0; i < 3; i++)
    ck_assert(got->term[i].p >= 0 && got->term[i].p <= 1);
}
END_TEST

/* Numbers so far apart that no rounding helps: the rows at 42 and 45 are told apart without end. */
START_TEST(a_fit_that_cannot_be_trusted_is_said_to_fail) {
  const uint64_t factors[] = {INTERCEPT, FIRST};
  const double x[][2] = {{1, 42}, {1, 45}, {1, -5}, {1, -47}};
  const PolderLogitRow rows[] = {
      {4945, 4974, x[0], NULL}, {0, 18, x[1], NULL}, {33, 33, x[2], NULL}, {47, 47, x[3], NULL}};
  g_autoptr(PolderLogit) got = polder_logit_fit(rows, 4, factors, 2);
  ck_assert_int_ne(got->fit, POLDER_FIT_GOOD);
  ck_assert(!isfinite(got->coefficient[1].estimate) && isnan(got->coefficient[1].error));
}
END_TEST

START_TEST(a_column_that_says_nothing_new_is_left_out) {
  const uint64_t factors[] = {INTERCEPT, FIRST, SECOND}, hits[] = {3, 5, 6, 9};
  double x[4][3];
  PolderLogitRow rows[4];
  square_rows(rows, x, hits);
  for (int i = 0; i < 4; i++)
    x[i][2] = 3 - 2 * x[i][1];
  g_autoptr(PolderLogit) got = polder_logit_fit(rows, 4, factors, 3);
  ck_assert_int_eq(got->fit, POLDER_FIT_GOOD);
  ck_assert_double_nan(got->coefficient[2].estimate);
  ck_assert_uint_eq(got->term[1].freedom, 0);
  ck_assert_double_nan(got->term[1].p);
  ck_assert_double_eq_tol(got->coefficient[1].estimate, log(15. / 9 / (8. / 16)), 1e-8);
}
END_TEST

START_TEST(nothing_counted_is_no_fit) {
  const uint64_t factors[] = {INTERCEPT, FIRST, SECOND}, hits[] = {0, 0, 0, 0};
  double x[4][3];
  PolderLogitRow rows[4];
  square_rows(rows, x, hits);
  for (int i = 0; i < 4; i++)
    rows[i].n = 0;
  g_autoptr(PolderLogit) empty = polder_logit_fit(rows, 4, factors, 3);
  g_autoptr(PolderLogit) none = polder_logit_fit(NULL, 0, factors, 3);
  ck_assert_int_eq(empty->fit, POLDER_FIT_FAILED);
  ck_assert_int_eq(none->fit, POLDER_FIT_FAILED);
  ck_assert_double_nan(empty->coefficient[0].estimate);
  ck_assert_double_nan(empty->term[0].p);
}
END_TEST

Suite *suite_effects(void);
Suite *suite_effects(void) {
  Suite *suite = suite_create("effects");
  TCase *clusters = tcase_create("clusters");
  tcase_add_checked_fixture(clusters, set_up, tear_down);
  tcase_add_test(clusters, one_run_a_cluster_gives_wilsons_interval_but_for_t);
  tcase_add_test(clusters, many_clusters_of_one_run_are_independent_runs);
  tcase_add_test(clusters, points_put_together_count_a_run_once);
  tcase_add_test(clusters, repeating_runs_does_not_narrow_an_interval);
  tcase_add_test(clusters, repeating_runs_that_all_agree_does_not_either);
  tcase_add_test(clusters, rates_of_nothing_and_everything_keep_their_doubt);
  tcase_add_test(clusters, any_order_and_any_parts_count_the_same);
  tcase_add_test(clusters, too_few_clusters_have_no_interval);
  suite_add_tcase(suite, clusters);
  TCase *contrasts = tcase_create("contrasts");
  tcase_add_checked_fixture(contrasts, set_up, tear_down);
  tcase_add_test(contrasts, a_contrast_of_two_is_paired_by_run);
  tcase_add_test(contrasts, an_interaction_is_a_difference_of_differences);
  tcase_add_test(contrasts, the_other_way_round_mirrors_a_contrast);
  tcase_add_test(contrasts, equal_parts_do_not_differ_and_opposite_ones_surely_do);
  tcase_add_test(contrasts, a_part_without_runs_leaves_no_contrast);
  suite_add_tcase(suite, contrasts);
  TCase *logit = tcase_create("logit");
  tcase_add_checked_fixture(logit, set_up, tear_down);
  tcase_add_test(logit, beetles_die_as_published);
  tcase_add_test(logit, seeds_germinate_as_published);
  tcase_add_test(logit, a_term_is_tested_beside_those_that_do_not_contain_it);
  tcase_add_test(logit, levels_become_columns_beside_the_first);
  tcase_add_test(logit, errors_by_run_are_those_of_the_sandwich);
  tcase_add_test(logit, separation_is_said_and_still_tested);
  tcase_add_test(logit, a_base_that_never_runs_aground_is_separated_too);
  tcase_add_test(logit, a_fit_that_cannot_be_trusted_is_said_to_fail);
  tcase_add_test(logit, a_column_that_says_nothing_new_is_left_out);
  tcase_add_test(logit, nothing_counted_is_no_fit);
  suite_add_tcase(suite, logit);
  return suite;
}
