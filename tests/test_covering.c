/* Of 100 intervals of 95 % some 95 must hold the truth: every method, on drawn data whose truth is
 * known. For a test: of 100 data sets without any effect, 95 must have p above .05.
 *
 * POLDER_COVERING=10000 draws so many data sets a row, and prints the table. A row fails when its
 * share lies further outside `least` and `most` than chance explains.
 */
#include <check.h>
#include <math.h>
#include <polder/sensitivity.h>
#include <stdio.h>
#include <stdlib.h>

#define CONFIDENCE .95
#define SETS       2000 /* a row */
#define SETS_SLOW  60   /* with a bootstrap in each */

/* The draws of one data set. */
typedef struct {
  uint32_t row, set, k;
} Draws;

static double draw(Draws *draws) {
  const PolderChance chance = {.seed = 1000 + draws->row, .run = draws->set};
  return polder_draw(chance, 0, 0, POLDER_DRAW_GENERATOR, draws->k++);
}

static double normal(Draws *draws) {
  return polder_normal_quantile(draw(draws) + 0x1p-54);
}

static bool holds(PolderInterval interval, double truth) {
  return interval.low <= truth + 1e-12 && truth - 1e-12 <= interval.high;
}

/* What a row draws: n units, and its shares or sizes. */
typedef struct {
  uint32_t n;
  double a, b, c;
} Truth;

/* --- Independent runs ------------------------------------------------------------------------- */

static bool wilson(Draws *draws, Truth truth) {
  uint64_t hits = 0;
  for (uint32_t i = 0; i < truth.n; i++)
    hits += draw(draws) < truth.a;
  return holds(polder_wilson(hits, truth.n, CONFIDENCE), truth.a);
}

/* Shares a of first only, b of second only, c of both. */
static PolderPairs drawn_pairs(Draws *draws, Truth truth) {
  PolderPairs pairs = {0};
  for (uint32_t i = 0; i < truth.n; i++) {
    const double chance = draw(draws);
    pairs.first_only += chance < truth.a;
    pairs.second_only += chance >= truth.a && chance < truth.a + truth.b;
    pairs.both += chance >= truth.a + truth.b && chance < truth.a + truth.b + truth.c;
  }
  pairs.neither = truth.n - pairs.first_only - pairs.second_only - pairs.both;
  return pairs;
}

static bool tango(Draws *draws, Truth truth) {
  return holds(polder_tango(drawn_pairs(draws, truth), CONFIDENCE), truth.a - truth.b);
}

static bool newcombe(Draws *draws, Truth truth) {
  return holds(polder_newcombe(drawn_pairs(draws, truth), CONFIDENCE), truth.a - truth.b);
}

static bool mcnemar(Draws *draws, Truth truth) {
  return polder_mcnemar_mid_p(drawn_pairs(draws, truth)) > .05;
}

static bool student(Draws *draws, Truth truth) {
  PolderMean mean = {0};
  for (uint32_t i = 0; i < truth.n; i++)
    polder_mean_add(&mean, truth.a + normal(draws));
  return holds(polder_mean_interval(&mean, CONFIDENCE), truth.a);
}

static bool student_skewed(Draws *draws, Truth truth) {
  PolderMean mean = {0};
  for (uint32_t i = 0; i < truth.n; i++)
    polder_mean_add(&mean, -log(1 - draw(draws)));
  return holds(polder_mean_interval(&mean, CONFIDENCE), 1);
}

static int compare(const void *a, const void *b) {
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* Normal numbers round a, rounded to steps of b, a share c of them exactly 0. */
static PolderSignedRank drawn_ranks(Draws *draws, Truth truth) {
  g_autofree double *number = g_new(double, truth.n);
  for (uint32_t i = 0; i < truth.n; i++) {
    number[i] = truth.a + normal(draws);
    if (truth.b > 0)
      number[i] = truth.b * rint(number[i] / truth.b);
    if (draw(draws) < truth.c)
      number[i] = 0;
  }
  qsort(number, truth.n, sizeof *number, compare);
  return polder_signed_rank(number, truth.n, CONFIDENCE);
}

static bool shift(Draws *draws, Truth truth) {
  return holds(drawn_ranks(draws, truth).interval, truth.a);
}

static bool signed_rank(Draws *draws, Truth truth) {
  return drawn_ranks(draws, truth).p > .05;
}

/* Twenty tests of nothing: no adjusted p may be small. */
static bool holm(Draws *draws, Truth truth) {
  double p[20] = {0}, smallest = 1;
  for (uint32_t i = 0; i < truth.n; i++)
    p[i] = draw(draws);
  polder_holm(p, truth.n, p);
  for (uint32_t i = 0; i < truth.n; i++)
    smallest = fmin(smallest, p[i]);
  return smallest > .05;
}

/* --- Runs that share their chance over points ------------------------------------------------- */

/* n runs at four points. A run is a hit at rates a, b, a, b; a share c of the runs has one draw for
 * all points, as a table that is hard everywhere. */
static void play(Draws *draws, Truth truth, PolderClusters point[4]) {
  for (uint32_t run = 0; run < truth.n; run++) {
    const bool shared = draw(draws) < truth.c;
    const double common = draw(draws);
    for (unsigned i = 0; i < 4; i++) {
      const double chance = shared ? common : draw(draws);
      polder_clusters_add(&point[i], run, chance < (i % 2 == 0 ? truth.a : truth.b));
    }
  }
}

static void forget(PolderClusters point[4]) {
  for (unsigned i = 0; i < 4; i++)
    polder_clusters_clear(&point[i]);
}

static bool pooled_rate(Draws *draws, Truth truth) {
  PolderClusters point[4] = {{0}};
  play(draws, truth, point);
  for (unsigned i = 1; i < 4; i++)
    polder_clusters_merge(&point[0], &point[i]);
  const PolderInterval interval = polder_clusters_rate(&point[0], CONFIDENCE);
  forget(point);
  return holds(interval, (truth.a + truth.b) / 2);
}

/* Differences of pairs, with something of each run's own in all of its points. */
static bool pooled_mean(Draws *draws, Truth truth) {
  PolderClusters clusters = {0};
  for (uint32_t run = 0; run < truth.n; run++) {
    const double own = normal(draws);
    const unsigned n = 1 + (unsigned)(8 * draw(draws));
    for (unsigned i = 0; i < n; i++)
      polder_clusters_add(&clusters, run, truth.a + own + normal(draws));
  }
  const PolderInterval interval = polder_clusters_interval(&clusters, CONFIDENCE);
  polder_clusters_clear(&clusters);
  return holds(interval, truth.a);
}

static const double two[] = {1, -1}, four[] = {1, -1, -1, 1};

static bool contrast(Draws *draws, Truth truth) {
  PolderClusters point[4] = {{0}};
  const PolderClusters *const parts[] = {&point[0], &point[1]};
  play(draws, truth, point);
  const PolderEffect effect = polder_contrast(parts, two, 2, CONFIDENCE);
  forget(point);
  return holds(effect.interval, truth.a - truth.b);
}

static bool contrast_test(Draws *draws, Truth truth) {
  PolderClusters point[4] = {{0}};
  const PolderClusters *const parts[] = {&point[0], &point[1]};
  play(draws, truth, point);
  const PolderEffect effect = polder_contrast(parts, two, 2, CONFIDENCE);
  forget(point);
  return effect.p > .05;
}

static bool interaction(Draws *draws, Truth truth) {
  PolderClusters point[4] = {{0}};
  const PolderClusters *const parts[] = {&point[0], &point[1], &point[2], &point[3]};
  play(draws, truth, point);
  const PolderEffect effect = polder_contrast(parts, four, 4, CONFIDENCE);
  forget(point);
  return holds(effect.interval, 0);
}

/* --- Logistic regression ---------------------------------------------------------------------- */

/* The four points as a square: the second factor matters, the first does not. */
static PolderLogit *fit_square(Draws *draws, Truth truth) {
  static const double x[4][3] = {{1, 0, 0}, {1, 0, 1}, {1, 1, 0}, {1, 1, 1}};
  static const uint64_t factors[] = {0, 1, 2};
  PolderClusters point[4] = {{0}};
  PolderLogitRow rows[4];
  play(draws, truth, point);
  for (unsigned i = 0; i < 4; i++)
    rows[i] = (PolderLogitRow){(uint64_t)(polder_clusters_mean(&point[i]) * truth.n + .5), truth.n,
                               x[i], &point[i]};
  PolderLogit *logit = polder_logit_fit(rows, 4, factors, 3);
  forget(point);
  return logit;
}

static double odds(double share) {
  return log(share / (1 - share));
}

/* c = 0: Wald's interval; else the one by runs. */
static bool coefficient(Draws *draws, Truth truth) {
  g_autoptr(PolderLogit) logit = fit_square(draws, truth);
  const PolderCoefficient *second = &logit->coefficient[2];
  const double error = truth.c > 0 ? second->robust_error : second->error;
  return fabs(second->estimate - (odds(truth.b) - odds(truth.a))) <= 1.96 * error;
}

static bool likelihood_ratio(Draws *draws, Truth truth) {
  g_autoptr(PolderLogit) logit = fit_square(draws, truth);
  return logit->term[0].p > .05;
}

static bool robust_test(Draws *draws, Truth truth) {
  g_autoptr(PolderLogit) logit = fit_square(draws, truth);
  return logit->term[1].robust_p > .05;
}

/* --- Sensitivity ------------------------------------------------------------------------------ */

/* Trajectories over y = (2u - 1)(2v - 1), drawn as the design draws them: mu* is 4/3. */
static bool morris(Draws *draws, Truth truth) {
  g_autofree double *x = g_new(double, (size_t)truth.n * 6);
  g_autofree double *y = g_new(double, (size_t)truth.n * 3);
  PolderMorris got[2];
  for (uint32_t i = 0; i < truth.n; i++) {
    double at[] = {floor(4 * draw(draws)) / 3, floor(4 * draw(draws)) / 3};
    const unsigned order = draw(draws) < .5;
    for (unsigned step = 0; step < 3; step++) {
      double *moved = &at[(order + step) % 2];
      if (step > 0)
        *moved += *moved < .5 ? 2. / 3 : -2. / 3;
      for (unsigned f = 0; f < 2; f++)
        x[(3 * i + step) * 2 + f] = at[f];
      y[3 * i + step] = (2 * at[0] - 1) * (2 * at[1] - 1);
    }
  }
  return polder_morris(x, y, 3 * truth.n, 2, draws->set, CONFIDENCE, got) &&
         holds(got[0].mu_star_interval, 4. / 3);
}

static double ishigami(const double x[3]) {
  const double a = (2 * x[0] - 1) * G_PI, b = (2 * x[1] - 1) * G_PI, c = (2 * x[2] - 1) * G_PI;
  return sin(a) + 7 * sin(b) * sin(b) + .1 * c * c * c * c * sin(a);
}

/* Plainly drawn base points: the design's even ones do better. */
static void sobol(Draws *draws, uint32_t n, PolderSobol got[3]) {
  g_autofree double *y = g_new(double, (size_t)n * 5);
  for (uint32_t base = 0; base < n; base++) {
    double a[3], b[3];
    for (unsigned i = 0; i < 3; i++) {
      a[i] = draw(draws);
      b[i] = draw(draws);
    }
    y[5 * base] = ishigami(a);
    y[5 * base + 1] = ishigami(b);
    for (unsigned i = 0; i < 3; i++) {
      const double kept = a[i];
      a[i] = b[i];
      y[5 * base + 2 + i] = ishigami(a);
      a[i] = kept;
    }
  }
  ck_assert(polder_sobol(y, 5 * n, 3, draws->set, CONFIDENCE, got));
}

static bool sobol_first(Draws *draws, Truth truth) {
  PolderSobol got[3];
  sobol(draws, truth.n, got);
  return holds(got[0].first_interval, .313905);
}

static bool sobol_total(Draws *draws, Truth truth) {
  PolderSobol got[3];
  sobol(draws, truth.n, got);
  return holds(got[0].total_interval, .557589);
}

/* --- The table -------------------------------------------------------------------------------- */

typedef struct {
  const char *method, *what;
  bool (*covers)(Draws *, Truth);
  Truth truth;
  double least, most; /* per cent */
} Row;

static const Row table[] = {
    {"Wilson", "30 runs, 50%", wilson, {30, .5, 0, 0}, 93, 97},
    {"Wilson", "200 runs, 2%", wilson, {200, .02, 0, 0}, 93, 98},
    {"Tango", "60 pairs, 25% and 10% discordant", tango, {60, .25, .1, .4}, 94, 96},
    {"Tango", "100 pairs, 3% and 1% discordant", tango, {100, .03, .01, .4}, 94, 98.5},
    {"Newcombe 10", "60 pairs, 25% and 10% discordant", newcombe, {60, .25, .1, .4}, 94, 97},
    {"Newcombe 10", "100 pairs, 3% and 1% discordant", newcombe, {100, .03, .01, .4}, 94, 99},
    {"McNemar mid-p, no effect", "100 pairs, 10% each way", mcnemar, {100, .1, .1, .4}, 94, 97},
    {"Student", "10 normal numbers", student, {10, 3, 0, 0}, 94, 96},
    {"Student", "50 exponential numbers", student_skewed, {50, 1, 0, 0}, 91, 96},
    {"Hodges-Lehmann", "12 normal numbers", shift, {12, .5, 0, 0}, 94, 97},
    {"Hodges-Lehmann", "100 normal numbers", shift, {100, .5, 0, 0}, 94, 96.5},
    {"Hodges-Lehmann", "80 numbers, ties", shift, {80, 0, .5, 0}, 94, 100},
    {"signed rank, no effect", "12 numbers", signed_rank, {12, 0, 0, 0}, 94, 97},
    {"signed rank, no effect", "80, ties, 40% zeros", signed_rank, {80, 0, .25, .4}, 94, 96.5},
    {"Holm, no effect", "family of 20", holm, {20, 0, 0, 0}, 94, 96.5},
    {"clustered rate", "40 runs x 4 points, independent", pooled_rate, {40, .3, .3, 0}, 94, 96.5},
    {"clustered rate", "40 x 4, all shared", pooled_rate, {40, .3, .3, 1}, 93, 98},
    {"clustered rate", "100 x 4, 2%, half shared", pooled_rate, {100, .02, .02, .5}, 93, 98.5},
    {"clustered rate", "40 x 4, points 10% and 90%", pooled_rate, {40, .1, .9, .3}, 94, 98},
    {"clustered mean", "30 runs, 1 to 8 points", pooled_mean, {30, .2, 0, 0}, 93, 96},
    {"contrast", "60 runs, 30% and 15%, half shared", contrast, {60, .3, .15, .5}, 94, 97.5},
    {"contrast", "60 runs, 30% and 15%, independent", contrast, {60, .3, .15, 0}, 94, 97},
    {"contrast", "100 runs, 3% and 1%, half shared", contrast, {100, .03, .01, .5}, 94, 100},
    {"contrast, no effect", "60 runs, 30%, half", contrast_test, {60, .3, .3, .5}, 93.5, 96.5},
    {"interaction", "60 runs, 40% and 20%, half shared", interaction, {60, .4, .2, .5}, 93.5, 97},
    {"logit coefficient", "100 x 4, 30% and 50%", coefficient, {100, .3, .5, 0}, 94, 96.5},
    {"logit coefficient by run", "100 x 4, shared", coefficient, {100, .3, .5, .8}, 93, 96.5},
    {"likelihood ratio, no effect", "100 x 4, 30%", likelihood_ratio, {100, .3, .5, 0}, 94, 96.5},
    {"robust F, no effect", "100 x 4, 30%, shared", robust_test, {100, .3, .3, .5}, 93.5, 96.5},
};

static const Row bootstrapped[] = {
    {"Morris mu*", "10 trajectories", morris, {10, 0, 0, 0}, 90, 98},
    {"Morris mu*", "40 trajectories", morris, {40, 0, 0, 0}, 92, 97},
    {"Sobol' S1", "Ishigami, 64 base points", sobol_first, {64, 0, 0, 0}, 89, 97},
    {"Sobol' S1", "Ishigami, 256 base points", sobol_first, {256, 0, 0, 0}, 93, 97},
    {"Sobol' ST", "Ishigami, 64 base points", sobol_total, {64, 0, 0, 0}, 89, 97},
    {"Sobol' ST", "Ishigami, 256 base points", sobol_total, {256, 0, 0, 0}, 93, 97},
};

static void show(const Row *row, uint32_t place, uint32_t n_sets) {
  const char *wanted = g_getenv("POLDER_COVERING");
  const uint32_t n = wanted != NULL ? (uint32_t)g_ascii_strtoull(wanted, NULL, 10) : n_sets;
  uint32_t covered = 0;
  for (uint32_t set = 0; set < n; set++) {
    Draws draws = {place, set, 0};
    covered += row->covers(&draws, row->truth);
  }
  const double share = 100. * covered / n, chance = 100 * sqrt(.95 * .05 / n);
  if (wanted != NULL)
    printf("%-28s %-36s %5.1f (chance %.1f; %g to %g)\n", row->method, row->what, share, chance,
           row->least, row->most);
  ck_assert_msg(row->least - 3 * chance <= share && share <= row->most + 3 * chance,
                "%s, %s: %.1f%% of %u, not %g to %g", row->method, row->what, share, n, row->least,
                row->most);
}

START_TEST(of_100_intervals_some_95_hold_the_truth) {
  show(&table[_i], (uint32_t)_i, SETS);
}
END_TEST

START_TEST(of_100_bootstraps_some_95_hold_the_truth) {
  show(&bootstrapped[_i], 100 + (uint32_t)_i, SETS_SLOW);
}
END_TEST

Suite *suite_covering(void);
Suite *suite_covering(void) {
  Suite *suite = suite_create("covering");
  TCase *intervals = tcase_create("intervals");
  tcase_set_timeout(intervals, 0);
  tcase_add_loop_test(intervals, of_100_intervals_some_95_hold_the_truth, 0, G_N_ELEMENTS(table));
  tcase_add_loop_test(intervals, of_100_bootstraps_some_95_hold_the_truth, 0,
                      G_N_ELEMENTS(bootstrapped));
  suite_add_tcase(suite, intervals);
  return suite;
}
