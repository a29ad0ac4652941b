/* Ranks, quantiles, samples, families and bootstraps: published figures, slow plain versions, and
 * what holds for all numbers. Where no source is named, R 4.2 computed the figure. */
#include <check.h>
#include <math.h>
#include <polder/stats.h>
#include <stdlib.h>

#define CONFIDENCE .95

static double draw(unsigned k) {
  return polder_draw((PolderChance){.seed = 11, .run = k}, 0, 0, POLDER_DRAW_GENERATOR, 0);
}

static int compare(const void *a, const void *b) {
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* --- Signed ranks --- */

/* Hollander and Wolfe 1973, table 3.1: Hamilton's depression scale before and after. */
START_TEST(the_signed_rank_test_gives_the_published_example) {
  const double sorted[] = {-.147, -.080, .010, .430, .490, .590, .620, .952, 1.022};
  const PolderSignedRank got = polder_signed_rank(sorted, 9, CONFIDENCE);
  ck_assert(got.exact && got.zeros == 0);
  ck_assert_double_eq(got.w, 40);
  ck_assert_double_eq_tol(got.p, .0390625, 1e-12);
  ck_assert_double_eq_tol(got.shift, .46, 1e-12);
  ck_assert_double_eq_tol(got.interval.low, .010, 1e-12);
  ck_assert_double_eq_tol(got.interval.high, .786, 1e-12);
}
END_TEST

/* Student 1908: extra hours of sleep, with ties and a zero. */
START_TEST(zeros_and_ties_are_ranked_as_pratt_does) {
  const double sorted[] = {0, .8, 1, 1.2, 1.3, 1.3, 1.4, 1.8, 2.4, 4.6};
  const PolderSignedRank got = polder_signed_rank(sorted, 10, CONFIDENCE);
  ck_assert(!got.exact);
  ck_assert_uint_eq(got.zeros, 1);
  ck_assert_double_eq(got.w, 54);
  ck_assert_double_eq_tol(got.p, .006801553133, 1e-11);
  ck_assert_double_eq_tol(got.shift, 1.3, 1e-12);
  ck_assert_double_eq_tol(got.interval.low, .9, 1e-12);
  ck_assert_double_eq_tol(got.interval.high, 2.7, 1e-12);
}
END_TEST

/* Of the normal quantiles of (i - .5) / 200, times 3, plus .4, to one decimal. */
START_TEST(many_numbers_take_the_normal_distribution) {
  double numbers[200];
  for (int i = 0; i < 200; i++)
    numbers[i] = round(10 * (3 * polder_normal_quantile((i + .5) / 200) + .4)) / 10;
  const PolderSignedRank got = polder_signed_rank(numbers, 200, CONFIDENCE);
  ck_assert_double_eq(got.w, 11547);
  ck_assert_double_eq_tol(got.p, .06728905192, 1e-10);
  ck_assert_double_eq_tol(got.shift, .4, 1e-12);
  ck_assert_double_eq_tol(got.interval.low, -.05, 1e-12);
  ck_assert_double_eq_tol(got.interval.high, .85, 1e-12);
}
END_TEST

/* All means of two, listed and sorted. */
static double plain_shift(const double *numbers, uint32_t n) {
  double mean[60 * 61 / 2];
  size_t n_means = 0;
  for (uint32_t i = 0; i < n; i++)
    for (uint32_t j = i; j < n; j++)
      mean[n_means++] = (numbers[i] + numbers[j]) / 2;
  qsort(mean, n_means, sizeof *mean, compare);
  return n_means % 2 == 1 ? mean[n_means / 2] : (mean[n_means / 2 - 1] + mean[n_means / 2]) / 2;
}

START_TEST(the_shift_is_the_median_of_all_means_of_two) {
  double numbers[60];
  const uint32_t n = (uint32_t)_i;
  for (uint32_t i = 0; i < n; i++)
    numbers[i] = draw(100 * n + i) < .2 ? 0 : round(40 * draw(7000 + 100 * n + i) - 15) / 8;
  qsort(numbers, n, sizeof *numbers, compare);
  const PolderSignedRank got = polder_signed_rank(numbers, n, CONFIDENCE);
  ck_assert_double_eq(got.shift, plain_shift(numbers, n));
  ck_assert(n < 6 ? isnan(got.interval.low)
                  : got.interval.low <= got.shift && got.shift <= got.interval.high);
}
END_TEST

START_TEST(other_signs_mirror_the_signed_ranks) {
  double numbers[40], mirrored[40];
  const uint32_t n = (uint32_t)_i;
  for (uint32_t i = 0; i < n; i++)
    numbers[i] = floor(20 * draw(50 * n + i)) - 7;
  qsort(numbers, n, sizeof *numbers, compare);
  for (uint32_t i = 0; i < n; i++)
    mirrored[i] = -numbers[n - 1 - i];
  const PolderSignedRank one = polder_signed_rank(numbers, n, CONFIDENCE);
  const PolderSignedRank other = polder_signed_rank(mirrored, n, CONFIDENCE);
  ck_assert_double_eq(one.p, other.p);
  ck_assert_double_eq(one.shift, -other.shift);
  ck_assert(n < 6 || one.interval.low == -other.interval.high);
}
END_TEST

START_TEST(numbers_that_say_nothing_give_no_false_certainty) {
  const double zeros[70] = {0}, one[] = {3};
  const PolderSignedRank none = polder_signed_rank(zeros, 0, CONFIDENCE);
  const PolderSignedRank all = polder_signed_rank(zeros, 70, CONFIDENCE);
  const PolderSignedRank single = polder_signed_rank(one, 1, CONFIDENCE);
  ck_assert(isnan(none.p) && isnan(none.shift) && isnan(none.interval.low));
  ck_assert(all.p == 1 && all.shift == 0 && all.interval.low == 0 && all.interval.high == 0);
  ck_assert(single.p == 1 && single.shift == 3 && isnan(single.interval.high));
}
END_TEST

/* --- Quantiles and samples --- */

START_TEST(quantiles_are_those_of_type_7) {
  const double sorted[] = {1, 2, 4, 8, 16, 32};
  const double p[] = {0, .1, .25, .5, .9, 1}, want[] = {1, 1.5, 2.5, 6, 24, 32};
  for (int i = 0; i < 6; i++)
    ck_assert_double_eq_tol(polder_quantile(sorted, 6, p[i]), want[i], 1e-12);
  ck_assert_double_eq(polder_quantile(sorted, 1, .7), 1);
  ck_assert_double_nan(polder_quantile(sorted, 0, .5));
}
END_TEST

START_TEST(a_sample_that_is_not_full_holds_everything) {
  g_autoptr(PolderSample) sample = polder_sample_new(2, 5);
  double sorted[3000];
  for (unsigned unit = 0; unit < 3000; unit++)
    polder_sample_add(sample, unit, (double[]){3000 - unit, unit % 3 == 0 ? NAN : 7});
  ck_assert_uint_eq(polder_sample_kept(sample), 3000);
  ck_assert_uint_eq(polder_sample_column(sample, 0, sorted), 3000);
  for (int i = 0; i < 3000; i++)
    ck_assert_double_eq(sorted[i], i + 1);
  ck_assert_uint_eq(polder_sample_column(sample, 1, sorted), 2000);
}
END_TEST

/* Shares in three orders and parts are the same sample, and a fair one. */
START_TEST(a_full_sample_depends_on_the_units_alone) {
  const unsigned n = 3 * POLDER_SAMPLE_MAX;
  g_autoptr(PolderSample) up = polder_sample_new(1, 5);
  g_autoptr(PolderSample) down = polder_sample_new(1, 5);
  g_autoptr(PolderSample) part = polder_sample_new(1, 5);
  g_autofree double *one = g_new(double, POLDER_SAMPLE_MAX);
  g_autofree double *other = g_new(double, POLDER_SAMPLE_MAX);
  for (unsigned unit = 0; unit < n; unit++) {
    polder_sample_add(up, unit, &(double){unit});
    polder_sample_add(unit % 5 < 2 ? part : down, n - 1 - unit, &(double){n - 1 - unit});
  }
  polder_sample_merge(down, part);
  ck_assert_uint_eq(polder_sample_seen(down), n);
  ck_assert_uint_eq(polder_sample_kept(down), POLDER_SAMPLE_MAX);
  polder_sample_column(up, 0, one);
  polder_sample_column(down, 0, other);
  ck_assert_mem_eq(one, other, POLDER_SAMPLE_MAX * sizeof *one);
  ck_assert_double_eq_tol(polder_quantile(one, POLDER_SAMPLE_MAX, .5) / n, .5, .006);
}
END_TEST

/* --- Families and bootstraps --- */

START_TEST(holm_gives_the_adjusted_probabilities_of_r) {
  const double p[] = {.01, .04, .03, .005, NAN, .03}, want[] = {.04, .09, .09, .025, 0, .09};
  double got[6];
  polder_holm(p, 6, got);
  for (int i = 0; i < 6; i++)
    if (i != 4)
      ck_assert_double_eq_tol(got[i], want[i], 1e-12);
  ck_assert_double_nan(got[4]);
}
END_TEST

START_TEST(holm_in_place_never_lowers_and_never_passes_one) {
  double p[] = {.9, .6, .2, .2, 1};
  polder_holm(p, 5, p);
  for (int i = 0; i < 5; i++)
    ck_assert_double_eq_tol(p[i], 1, 1e-12);
  polder_holm(p, 0, p);
}
END_TEST

static void mean(const void *data, const uint32_t *chosen, uint32_t n, double *out_values) {
  const double *numbers = data;
  out_values[0] = 0;
  out_values[1] = NAN;
  for (uint32_t i = 0; i < n; i++)
    out_values[0] += numbers[chosen[i]] / n;
}

/* Of a mean the bootstrap must come out near Student's interval, also for few numbers: those of a
 * normal distribution, evenly. */
START_TEST(the_bootstrap_of_a_mean_is_near_students_interval) {
  double numbers[8];
  PolderMean student = {0};
  PolderInterval got[2], again[2];
  for (unsigned i = 0; i < 8; i++)
    polder_mean_add(&student, numbers[i] = polder_normal_quantile((i + .5) / 8));
  const double want = polder_mean_interval(&student, CONFIDENCE).high;
  polder_bootstrap(mean, numbers, 8, 2, 9, CONFIDENCE, got);
  polder_bootstrap(mean, numbers, 8, 2, 9, CONFIDENCE, again);
  ck_assert_double_eq_tol(got[0].high / want, 1, .04);
  ck_assert_double_eq_tol(got[0].low / want, -1, .04);
  ck_assert_double_eq(got[0].low, again[0].low);
  ck_assert_double_nan(got[1].low);
}
END_TEST

START_TEST(one_unit_has_no_bootstrap) {
  const double number = 3;
  PolderInterval got[2];
  polder_bootstrap(mean, &number, 1, 2, 9, CONFIDENCE, got);
  ck_assert(isnan(got[0].low) && isnan(got[0].high));
}
END_TEST

Suite *suite_ranks(void);
Suite *suite_ranks(void) {
  Suite *suite = suite_create("ranks");
  TCase *signs = tcase_create("signed ranks");
  tcase_add_test(signs, the_signed_rank_test_gives_the_published_example);
  tcase_add_test(signs, zeros_and_ties_are_ranked_as_pratt_does);
  tcase_add_test(signs, many_numbers_take_the_normal_distribution);
  tcase_add_loop_test(signs, the_shift_is_the_median_of_all_means_of_two, 1, 60);
  tcase_add_loop_test(signs, other_signs_mirror_the_signed_ranks, 1, 40);
  tcase_add_test(signs, numbers_that_say_nothing_give_no_false_certainty);
  suite_add_tcase(suite, signs);
  TCase *samples = tcase_create("samples");
  tcase_add_test(samples, quantiles_are_those_of_type_7);
  tcase_add_test(samples, a_sample_that_is_not_full_holds_everything);
  tcase_add_test(samples, a_full_sample_depends_on_the_units_alone);
  suite_add_tcase(suite, samples);
  TCase *families = tcase_create("families");
  tcase_add_test(families, holm_gives_the_adjusted_probabilities_of_r);
  tcase_add_test(families, holm_in_place_never_lowers_and_never_passes_one);
  tcase_add_test(families, the_bootstrap_of_a_mean_is_near_students_interval);
  tcase_add_test(families, one_unit_has_no_bootstrap);
  suite_add_tcase(suite, families);
  return suite;
}
