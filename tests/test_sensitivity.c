/* Sensitivity: functions whose indices are known, at the points that the designs lay out. */
#include <check.h>
#include <math.h>
#include <polder/sensitivity.h>
#include <string.h>

#include "planned.h"

#define CONFIDENCE .95
#define RANGES     "trust,0~1\nnoise,0~1\nexcuse,0~1\n"

/* The points of a plan over three factors from 0 to 1, as numbers. */
static double *design(const char *text, uint32_t *out_n) {
  g_autoptr(PolderMessages) messages = polder_messages_new();
  g_autoptr(PolderPoints) points = planned_points(messages, text);
  double *x = g_new(double, (size_t)points->n_points * 3);
  for (uint32_t point = 0; point < points->n_points; point++)
    for (unsigned i = 0; i < 3; i++)
      x[point * 3 + i] = planned_number(points, point, i);
  *out_n = points->n_points;
  return x;
}

/* --- Sobol' --- */

/* Ishigami and Homma 1990 with a = 7, b = .1, over -pi..pi. */
static double ishigami(const double x[3]) {
  const double a = (2 * x[0] - 1) * G_PI, b = (2 * x[1] - 1) * G_PI, c = (2 * x[2] - 1) * G_PI;
  return sin(a) + 7 * sin(b) * sin(b) + .1 * c * c * c * c * sin(a);
}

static double *ishigami_at(const double *x, uint32_t n) {
  double *y = g_new(double, n);
  for (uint32_t i = 0; i < n; i++)
    y[i] = ishigami(x + (size_t)i * 3);
  return y;
}

static const double first[] = {.3139, .4424, 0}, total[] = {.5576, .4424, .2437};

START_TEST(sobol_finds_the_indices_of_ishigami) {
  uint32_t n = 0;
  PolderSobol got[3];
  g_autofree double *x = design(RANDOM "design,sobol\npoints,4096\n" RANGES, &n);
  g_autofree double *y = ishigami_at(x, n);
  ck_assert(polder_sobol(y, n, 3, 1, CONFIDENCE, got));
  for (int i = 0; i < 3; i++) {
    ck_assert_double_eq_tol(got[i].first, first[i], .01);
    ck_assert_double_eq_tol(got[i].total, total[i], .01);
    ck_assert(got[i].first_interval.low <= first[i] && first[i] <= got[i].first_interval.high);
    ck_assert(got[i].total_interval.low <= total[i] && total[i] <= got[i].total_interval.high);
    ck_assert_double_lt(got[i].total_interval.high - got[i].total_interval.low, .1);
  }
}
END_TEST

START_TEST(a_large_mean_and_another_unit_change_no_index) {
  uint32_t n = 0;
  PolderSobol plain[3], moved[3];
  g_autofree double *x = design(RANDOM "design,sobol\npoints,64\n" RANGES, &n);
  g_autofree double *y = ishigami_at(x, n);
  ck_assert(polder_sobol(y, n, 3, 1, CONFIDENCE, plain));
  for (uint32_t i = 0; i < n; i++)
    y[i] = 1e6 - 3 * y[i];
  ck_assert(polder_sobol(y, n, 3, 1, CONFIDENCE, moved));
  for (int i = 0; i < 3; i++) {
    ck_assert_double_eq_tol(moved[i].first, plain[i].first, 1e-8);
    ck_assert_double_eq_tol(moved[i].total, plain[i].total, 1e-8);
    ck_assert_double_eq_tol(moved[i].total_interval.low, plain[i].total_interval.low, 1e-7);
  }
}
END_TEST

START_TEST(a_point_without_a_number_costs_its_base_point_alone) {
  uint32_t n = 0;
  PolderSobol got[3], shorter[3];
  g_autofree double *x = design(RANDOM "design,sobol\npoints,64\n" RANGES, &n);
  g_autofree double *y = ishigami_at(x, n);
  y[n - 1] = NAN;
  ck_assert(polder_sobol(y, n, 3, 1, CONFIDENCE, got));
  ck_assert(polder_sobol(y, n - 5, 3, 1, CONFIDENCE, shorter));
  ck_assert_mem_eq(got, shorter, sizeof got);
}
END_TEST

START_TEST(sobol_of_what_never_varies_is_undefined) {
  const double y[10] = {.1, .1, .1, .1, .1, .1, .1, .1, .1, .1};
  PolderSobol got[3];
  ck_assert(polder_sobol(y, 10, 3, 1, CONFIDENCE, got));
  ck_assert(isnan(got[0].first) && isnan(got[2].total) && isnan(got[1].first_interval.low));
  ck_assert(!polder_sobol(y, 9, 3, 1, CONFIDENCE, got));
  ck_assert(!polder_sobol(y, 0, 3, 1, CONFIDENCE, got));
}
END_TEST

START_TEST(the_share_of_noise_is_that_of_the_variance) {
  const double y[] = {0, 1, NAN, 2, 3}, noise[] = {.25, .25, 9, .25, .25}, loud[] = {9, 9, 9, 9, 9};
  ck_assert_double_eq_tol(polder_noise_share(y, noise, 5), .25 / (5. / 3), 1e-12);
  ck_assert_double_eq(polder_noise_share(y, loud, 5), 1);
  ck_assert_double_nan(polder_noise_share(y, noise, 1));
}
END_TEST

/* --- Morris --- */

START_TEST(morris_of_a_straight_line_is_its_slopes) {
  uint32_t n = 0;
  PolderMorris got[3];
  g_autofree double *x = design(RANDOM "design,morris\npoints,12\n" RANGES, &n);
  g_autofree double *y = g_new(double, n);
  for (uint32_t i = 0; i < n; i++)
    y[i] = 5 + 2 * x[3 * i] - 3 * x[3 * i + 1];
  ck_assert(polder_morris(x, y, n, 3, 1, CONFIDENCE, got));
  const double slope[] = {2, -3, 0};
  for (int i = 0; i < 3; i++) {
    ck_assert_uint_eq(got[i].n, 12);
    ck_assert_double_eq_tol(got[i].mu, slope[i], 1e-9);
    ck_assert_double_eq_tol(got[i].mu_star, fabs(slope[i]), 1e-9);
    ck_assert_double_eq_tol(got[i].sigma, 0, 1e-9);
    ck_assert_double_eq_tol(got[i].mu_star_interval.low, fabs(slope[i]), 1e-9);
  }
}
END_TEST

/* The sign of each effect is up to the other factor: mu forgets what mu* keeps. */
START_TEST(morris_tells_interaction_by_its_spread) {
  uint32_t n = 0;
  PolderMorris got[3];
  g_autofree double *x = design(RANDOM "design,morris\npoints,200\n" RANGES, &n);
  g_autofree double *y = g_new(double, n);
  for (uint32_t i = 0; i < n; i++)
    y[i] = (2 * x[3 * i] - 1) * (2 * x[3 * i + 1] - 1);
  ck_assert(polder_morris(x, y, n, 3, 1, CONFIDENCE, got));
  ck_assert_double_lt(fabs(got[0].mu), .3);
  ck_assert_double_eq_tol(got[0].mu_star, 4. / 3, .1); /* of 2 and 2/3 */
  ck_assert_double_gt(got[0].sigma, 1);
  ck_assert(got[0].mu_star_interval.low < 4. / 3 && 4. / 3 < got[0].mu_star_interval.high);
}
END_TEST

START_TEST(morris_refuses_other_points_and_leaves_out_what_is_undefined) {
  const double x[] = {0, 0, 1, 0, 1, 1, 1, 1, 1, 0, 0, 0}, y[] = {0, 2, NAN, 5, 3, 1};
  const double twice[] = {0, 0, 1, 0, 0, 0};
  PolderMorris got[2];
  ck_assert(polder_morris(x, y, 6, 2, 1, CONFIDENCE, got));
  ck_assert_uint_eq(got[0].n, 2);
  ck_assert_uint_eq(got[1].n, 1);
  ck_assert_double_eq_tol(got[0].mu, 3, 1e-12);
  ck_assert_double_nan(got[1].sigma);
  ck_assert(!polder_morris(x, y, 5, 2, 1, CONFIDENCE, got));
  ck_assert(!polder_morris(twice, y, 3, 2, 1, CONFIDENCE, got));
  ck_assert(!polder_morris(x, y, 0, 2, 1, CONFIDENCE, got));
}
END_TEST

/* --- One at a time --- */

START_TEST(a_step_is_compared_with_the_base_run_by_run) {
  const double x[] = {0, 0, 1, 0, 0, 1, 0, 2};
  const char *const runs[] = {"xxxx.x..x...", "xxx.....xx..", "xx..........", "............"};
  const PolderClusters *parts[2];
  PolderClusters point[4] = {{0}};
  PolderStep got[3];
  for (int i = 0; i < 4; i++)
    for (uint32_t run = 0; run < 12; run++)
      polder_clusters_add(&point[i], run, runs[i][run] == 'x');
  ck_assert(polder_oat(x, point, 4, 2, CONFIDENCE, got));
  ck_assert(got[0].factor == 0 && got[1].factor == 1 && got[2].factor == 1);
  for (int i = 0; i < 3; i++) {
    parts[0] = &point[i + 1];
    parts[1] = &point[0];
    const PolderEffect want = polder_contrast(parts, (double[]){1, -1}, 2, CONFIDENCE);
    ck_assert_double_eq(got[i].effect.estimate, want.estimate);
    ck_assert_double_eq(got[i].effect.interval.low, want.interval.low);
  }
  for (int i = 0; i < 4; i++)
    polder_clusters_clear(&point[i]);
}
END_TEST

START_TEST(two_factors_at_a_time_are_refused) {
  const double both[] = {0, 0, 1, 1}, none[] = {0, 0, 0, 0};
  const PolderClusters point[2] = {{0}};
  PolderStep got[1];
  ck_assert(!polder_oat(both, point, 2, 2, CONFIDENCE, got));
  ck_assert(!polder_oat(none, point, 2, 2, CONFIDENCE, got));
  ck_assert(polder_oat(both, point, 1, 2, CONFIDENCE, got));
}
END_TEST

Suite *suite_sensitivity(void);
Suite *suite_sensitivity(void) {
  Suite *suite = suite_create("sensitivity");
  TCase *sobol = tcase_create("sobol");
  tcase_add_test(sobol, sobol_finds_the_indices_of_ishigami);
  tcase_add_test(sobol, a_large_mean_and_another_unit_change_no_index);
  tcase_add_test(sobol, a_point_without_a_number_costs_its_base_point_alone);
  tcase_add_test(sobol, sobol_of_what_never_varies_is_undefined);
  tcase_add_test(sobol, the_share_of_noise_is_that_of_the_variance);
  suite_add_tcase(suite, sobol);
  TCase *morris = tcase_create("morris");
  tcase_add_test(morris, morris_of_a_straight_line_is_its_slopes);
  tcase_add_test(morris, morris_tells_interaction_by_its_spread);
  tcase_add_test(morris, morris_refuses_other_points_and_leaves_out_what_is_undefined);
  suite_add_tcase(suite, morris);
  TCase *oat = tcase_create("oat");
  tcase_add_test(oat, a_step_is_compared_with_the_base_run_by_run);
  tcase_add_test(oat, two_factors_at_a_time_are_refused);
  suite_add_tcase(suite, oat);
  return suite;
}
