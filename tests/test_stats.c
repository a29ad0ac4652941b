/* Stats: published figures to their last digit, and laws that hold for every table. */
#include <check.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <polder/stats.h>

#define CONFIDENCE .95
#define LAST_DIGIT 5.1e-7

static double draw(unsigned k) {
  return polder_draw((PolderChance){.seed = 7, .run = k}, 0, 0, POLDER_DRAW_GENERATOR, 0);
}

/* Tables of all sizes, zeros among them. */
static PolderPairs drawn_pairs(unsigned k) {
  uint64_t cell[4];
  for (unsigned i = 0; i < 4; i++) {
    const double share = draw(8 * k + i);
    cell[i] = draw(8 * k + 4 + i) < .25 ? 0 : (uint64_t)(share * share * 200);
  }
  cell[0] += cell[0] + cell[1] + cell[2] + cell[3] == 0;
  return (PolderPairs){cell[0], cell[1], cell[2], cell[3]};
}

static PolderPairs swap(PolderPairs pairs) {
  return (PolderPairs){pairs.both, pairs.second_only, pairs.first_only, pairs.neither};
}

/* --- Rates --- */

static const struct {
  uint64_t hits, n;
  double low, high;
} wilson_cases[] = {
    {0, 10, 0, .27753280},
    {1, 10, .01787621, .40415003},
    {5, 10, .23659309, .76340691},
    {131, 600, .18712637, .25312405},
};

START_TEST(wilson_gives_the_published_interval) {
  const PolderInterval got = polder_wilson(wilson_cases[_i].hits, wilson_cases[_i].n, CONFIDENCE);
  ck_assert_double_eq_tol(got.low, wilson_cases[_i].low, 5.1e-9);
  ck_assert_double_eq_tol(got.high, wilson_cases[_i].high, 5.1e-9);
}
END_TEST

START_TEST(wilson_contains_the_rate_and_is_mirrored_by_misses) {
  for (uint64_t n = 1; n < 60; n++) {
    for (uint64_t hits = 0; hits <= n; hits++) {
      const PolderInterval got = polder_wilson(hits, n, CONFIDENCE);
      const PolderInterval misses = polder_wilson(n - hits, n, CONFIDENCE);
      const double rate = (double)hits / (double)n;
      ck_assert(got.low >= 0 && got.low <= rate && rate <= got.high && got.high <= 1);
      ck_assert_double_eq_tol(got.low, 1 - misses.high, 1e-14);
    }
  }
}
END_TEST

START_TEST(wilson_rises_with_hits_and_narrows_with_n) {
  for (uint64_t hits = 1; hits <= 50; hits++) {
    const PolderInterval fewer = polder_wilson(hits - 1, 50, CONFIDENCE);
    const PolderInterval more = polder_wilson(hits, 50, CONFIDENCE);
    const PolderInterval longer = polder_wilson(4 * hits, 200, CONFIDENCE);
    ck_assert(fewer.low < more.low && fewer.high < more.high);
    ck_assert_double_lt(longer.high - longer.low, more.high - more.low);
  }
}
END_TEST

/* --- Pairs --- */

static const struct {
  PolderPairs pairs;
  double exact, mid_p;
  PolderInterval newcombe, tango;
} pair_cases[] = {
    {{36, 12, 2, 0}, .0129394531, .0073852539, {.056930, .340428}, {.061112, .344709}},
    {{20, 1, 5, 14}, .2187500000, .1250000000, {-.217785, .024238}, {-.242274, .026242}},
    {{80, 4, 30, 86}, .0000061649, .0000034655, {-.183618, -.074426}, {-.189164, -.078336}},
    {{0, 0, 7, 93}, .0156250000, .0078125000, {-.137495, -.018603}, {-.137495, -.030417}},
    {{50, 0, 0, 50}, 1, 1, {-.019234, .019234}, {-.036993, .036993}},
};

START_TEST(mcnemar_gives_the_published_probabilities) {
  const PolderPairs pairs = pair_cases[_i].pairs;
  ck_assert_double_eq_tol(polder_mcnemar_exact(pairs), pair_cases[_i].exact, 5.1e-11);
  ck_assert_double_eq_tol(polder_mcnemar_mid_p(pairs), pair_cases[_i].mid_p, 5.1e-11);
}
END_TEST

START_TEST(newcombe_gives_the_published_interval) {
  const PolderInterval got = polder_newcombe(pair_cases[_i].pairs, CONFIDENCE);
  ck_assert_double_eq_tol(got.low, pair_cases[_i].newcombe.low, LAST_DIGIT);
  ck_assert_double_eq_tol(got.high, pair_cases[_i].newcombe.high, LAST_DIGIT);
}
END_TEST

START_TEST(tango_gives_the_published_interval) {
  const PolderInterval got = polder_tango(pair_cases[_i].pairs, CONFIDENCE);
  ck_assert_double_eq_tol(got.low, pair_cases[_i].tango.low, LAST_DIGIT);
  ck_assert_double_eq_tol(got.high, pair_cases[_i].tango.high, LAST_DIGIT);
}
END_TEST

/* The binomial density of GSL, added up, knows nothing of how the test is computed here. */
START_TEST(mcnemar_agrees_with_the_binomial_distribution) {
  for (unsigned m = 1; m <= 2500; m = m * 3 / 2 + 1) {
    for (unsigned b = 0; b <= m; b += 1 + m / 12) {
      const PolderPairs pairs = {3, b, m - b, 1};
      const unsigned fewer = MIN(b, m - b);
      double tail = 0;
      for (unsigned i = 0; i <= fewer; i++)
        tail += gsl_ran_binomial_pdf(i, .5, m);
      const double seen = gsl_ran_binomial_pdf(fewer, .5, m);
      ck_assert_double_eq_tol(polder_mcnemar_exact(pairs), fmin(1, 2 * tail), 1e-10);
      ck_assert_double_eq_tol(polder_mcnemar_mid_p(pairs), fmin(1, 2 * tail - seen), 1e-10);
    }
  }
}
END_TEST

START_TEST(swapping_first_and_second_mirrors_every_answer) {
  const PolderPairs pairs = drawn_pairs((unsigned)_i), other = swap(pairs);
  const PolderInterval tango = polder_tango(pairs, CONFIDENCE);
  const PolderInterval newcombe = polder_newcombe(pairs, CONFIDENCE);
  ck_assert_double_eq(polder_paired_difference(pairs), -polder_paired_difference(other));
  ck_assert_double_eq(polder_mcnemar_exact(pairs), polder_mcnemar_exact(other));
  ck_assert_double_eq(polder_mcnemar_mid_p(pairs), polder_mcnemar_mid_p(other));
  ck_assert_double_eq(tango.low, -polder_tango(other, CONFIDENCE).high);
  ck_assert_double_eq(newcombe.low, -polder_newcombe(other, CONFIDENCE).high);
}
END_TEST

START_TEST(intervals_contain_the_difference_and_widen_with_confidence) {
  const PolderPairs pairs = drawn_pairs((unsigned)_i);
  const double difference = polder_paired_difference(pairs);
  PolderInterval (*const methods[])(PolderPairs, double) = {polder_newcombe, polder_tango};
  for (size_t i = 0; i < G_N_ELEMENTS(methods); i++) {
    const PolderInterval narrow = methods[i](pairs, .8), wide = methods[i](pairs, .99);
    ck_assert(narrow.low <= difference && difference <= narrow.high);
    ck_assert(wide.low <= narrow.low && narrow.high <= wide.high);
    ck_assert(wide.low >= -1 && wide.high <= 1);
  }
}
END_TEST

START_TEST(tango_rises_with_pairs_that_change_sides) {
  PolderPairs pairs = drawn_pairs((unsigned)_i);
  pairs.second_only++;
  const PolderPairs after = {pairs.both, pairs.first_only + 1, pairs.second_only - 1,
                             pairs.neither};
  const PolderInterval was = polder_tango(pairs, CONFIDENCE), is = polder_tango(after, CONFIDENCE);
  ck_assert(is.low >= was.low && is.high >= was.high);
  ck_assert(is.low > was.low || is.high > was.high);
}
END_TEST

START_TEST(mid_p_is_never_above_the_exact_probability) {
  const PolderPairs pairs = drawn_pairs((unsigned)_i);
  const double exact = polder_mcnemar_exact(pairs), mid_p = polder_mcnemar_mid_p(pairs);
  ck_assert(0 <= mid_p && mid_p <= exact && exact <= 1);
}
END_TEST

START_TEST(only_discordant_pairs_move_mcnemar) {
  const PolderPairs few = {0, 3, 9, 0}, many = {1000, 3, 9, 4000};
  ck_assert_double_eq(polder_mcnemar_exact(few), polder_mcnemar_exact(many));
}
END_TEST

START_TEST(a_million_discordant_pairs_neither_overflow_nor_vanish) {
  const PolderPairs even = {0, 500000, 500000, 0}, uneven = {0, 501000, 499000, 0};
  ck_assert_double_eq_tol(polder_mcnemar_exact(even), 1, 1e-9);
  ck_assert_double_eq_tol(polder_mcnemar_mid_p(even), 1, 1e-9);
  /* the normal approximation, 2 deviations with continuity correction: z = 1.999 */
  ck_assert_double_eq_tol(polder_mcnemar_exact(uneven), .045608, 2e-5);
}
END_TEST

START_TEST(failed_runs_bound_a_rate_and_a_difference) {
  const PolderInterval rate = polder_rate_bounds(30, 80, 20);
  const PolderInterval difference = polder_difference_bounds((PolderPairs){40, 20, 10, 20}, 10);
  ck_assert_double_eq(rate.low, .3);
  ck_assert_double_eq(rate.high, .5);
  ck_assert_double_eq(difference.low, 0);
  ck_assert_double_eq(difference.high, .2);
  ck_assert_double_eq(polder_rate_bounds(0, 0, 7).high, 1);
  ck_assert_double_nan(polder_rate_bounds(0, 0, 0).low);
  ck_assert_double_nan(polder_difference_bounds((PolderPairs){0, 0, 0, 0}, 0).low);
}
END_TEST

/* Rates .6 and .5: .24 + .25 without pairing; .3 - .01 with. */
START_TEST(pairing_gains_what_it_takes_from_the_variance) {
  const PolderPairs pairs = {40, 20, 10, 30}, alike = {40, 0, 0, 60}, all = {40, 0, 0, 0};
  ck_assert_double_eq_tol(polder_pairing_gain(pairs), .49 / .29, 1e-12);
  ck_assert(isinf(polder_pairing_gain(alike)));
  ck_assert_double_nan(polder_pairing_gain(all));
  ck_assert_double_nan(polder_pairing_gain((PolderPairs){0, 0, 0, 0}));
}
END_TEST

START_TEST(without_pairs_nothing_is_known) {
  const PolderPairs none = {0, 0, 0, 0};
  ck_assert_double_nan(polder_wilson(0, 0, CONFIDENCE).low);
  ck_assert_double_nan(polder_wilson(0, 0, CONFIDENCE).high);
  ck_assert_double_nan(polder_paired_difference(none));
  ck_assert_double_nan(polder_mcnemar_exact(none));
  ck_assert_double_nan(polder_mcnemar_mid_p(none));
  ck_assert_double_nan(polder_newcombe(none, CONFIDENCE).low);
  ck_assert_double_nan(polder_tango(none, CONFIDENCE).high);
}
END_TEST

START_TEST(one_extreme_pair_reaches_the_edge) {
  const PolderPairs first = {0, 1, 0, 0}, all = {0, 40, 0, 0};
  ck_assert_double_eq(polder_tango(first, CONFIDENCE).high, 1);
  ck_assert_double_eq(polder_tango(all, CONFIDENCE).high, 1);
  ck_assert_double_gt(polder_tango(all, CONFIDENCE).low, .8);
}
END_TEST

/* --- Means --- */

START_TEST(a_mean_keeps_digits_that_a_sum_of_squares_loses) {
  PolderMean mean = {0};
  const double values[] = {1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16};
  for (size_t i = 0; i < G_N_ELEMENTS(values); i++)
    polder_mean_add(&mean, values[i]);
  ck_assert_double_eq(polder_mean_value(&mean), 1e9 + 10);
  ck_assert_double_eq(polder_mean_variance(&mean), 30);
}
END_TEST

START_TEST(an_undefined_number_is_counted_and_left_out) {
  PolderMean mean = {0};
  polder_mean_add(&mean, NAN);
  polder_mean_add(&mean, 3);
  ck_assert_uint_eq(mean.n, 1);
  ck_assert_uint_eq(mean.absent, 1);
  ck_assert_double_eq(polder_mean_value(&mean), 3);
}
END_TEST

START_TEST(too_few_numbers_have_no_mean_or_spread) {
  PolderMean mean = {0};
  ck_assert_double_nan(polder_mean_value(&mean));
  polder_mean_add(&mean, 1);
  ck_assert_double_nan(polder_mean_variance(&mean));
  ck_assert_double_nan(polder_mean_interval(&mean, CONFIDENCE).low);
}
END_TEST

/* 1..5: mean 3, variance 2.5, t(.975, 4) = 2.776445 as in every printed table. */
START_TEST(the_interval_of_a_mean_is_students) {
  PolderMean mean = {0};
  for (int i = 1; i <= 5; i++)
    polder_mean_add(&mean, i);
  const PolderInterval got = polder_mean_interval(&mean, CONFIDENCE);
  ck_assert_double_eq_tol(got.high, 3 + 2.776445 * sqrt(.5), 1e-6);
  ck_assert_double_eq_tol(got.low + got.high, 6, 1e-12);
}
END_TEST

Suite *suite_stats(void);
Suite *suite_stats(void) {
  Suite *suite = suite_create("stats");
  const int n_pairs = (int)G_N_ELEMENTS(pair_cases), n_laws = 100;
  TCase *rates = tcase_create("rates");
  tcase_add_loop_test(rates, wilson_gives_the_published_interval, 0, G_N_ELEMENTS(wilson_cases));
  tcase_add_test(rates, wilson_contains_the_rate_and_is_mirrored_by_misses);
  tcase_add_test(rates, wilson_rises_with_hits_and_narrows_with_n);
  suite_add_tcase(suite, rates);
  TCase *pairs = tcase_create("pairs");
  tcase_add_loop_test(pairs, mcnemar_gives_the_published_probabilities, 0, n_pairs);
  tcase_add_loop_test(pairs, newcombe_gives_the_published_interval, 0, n_pairs);
  tcase_add_loop_test(pairs, tango_gives_the_published_interval, 0, n_pairs);
  tcase_add_test(pairs, mcnemar_agrees_with_the_binomial_distribution);
  tcase_add_loop_test(pairs, swapping_first_and_second_mirrors_every_answer, 0, n_laws);
  tcase_add_loop_test(pairs, intervals_contain_the_difference_and_widen_with_confidence, 0, n_laws);
  tcase_add_loop_test(pairs, tango_rises_with_pairs_that_change_sides, 0, n_laws);
  tcase_add_loop_test(pairs, mid_p_is_never_above_the_exact_probability, 0, n_laws);
  tcase_add_test(pairs, only_discordant_pairs_move_mcnemar);
  tcase_add_test(pairs, a_million_discordant_pairs_neither_overflow_nor_vanish);
  tcase_add_test(pairs, failed_runs_bound_a_rate_and_a_difference);
  tcase_add_test(pairs, pairing_gains_what_it_takes_from_the_variance);
  tcase_add_test(pairs, without_pairs_nothing_is_known);
  tcase_add_test(pairs, one_extreme_pair_reaches_the_edge);
  suite_add_tcase(suite, pairs);
  TCase *means = tcase_create("means");
  tcase_add_test(means, a_mean_keeps_digits_that_a_sum_of_squares_loses);
  tcase_add_test(means, an_undefined_number_is_counted_and_left_out);
  tcase_add_test(means, too_few_numbers_have_no_mean_or_spread);
  tcase_add_test(means, the_interval_of_a_mean_is_students);
  suite_add_tcase(suite, means);
  return suite;
}
