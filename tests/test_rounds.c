/* Rounds: what a watched run says of each, and rounds.csv beside a plain count of the same runs. */
#include <check.h>
#include <glib/gstdio.h>
#include <math.h>
#include <polder/experiment.h>
#include <stdlib.h>
#include <string.h>

#include "played.h"

enum { RUNS = 150 };

static const char scenario_folder[] = "scenarios/weerthuis";

/* --- A run watched ---------------------------------------------------------------------------- */

static int answers(const PolderTrace *trace, int round, bool only_yes) {
  int n = 0;
  for (unsigned i = 0; i < polder_trace_length(trace); i++) {
    const PolderEntry *entry = polder_trace_at(trace, i);
    n += entry->round == round &&
         (entry->did == POLDER_DID_ACCEPT || (!only_yes && entry->did == POLDER_DID_REJECT));
  }
  return n;
}

static void check_moments(const PolderMoment *moments, const PolderOutcome *outcome,
                          const PolderTrace *trace) {
  const PolderMoment *last = &moments[outcome->round - 1];
  ck_assert_double_eq_tol(last->trust, outcome->trust_mean, 1e-12);
  ck_assert_double_eq(last->told, outcome->disclosed_share);
  for (int round = 1; round <= outcome->round; round++) {
    const int all = answers(trace, round, false), yes = answers(trace, round, true);
    if (all > 0)
      ck_assert_double_eq_tol(moments[round - 1].accept, (double)yes / all, 1e-12);
    else
      ck_assert_double_nan(moments[round - 1].accept);
  }
}

static void watch(const char *setting, const char *arm) {
  static PolderMoment moments[POLDER_ROUNDS_MAX];
  const char *const sets[] = {setting, NULL};
  g_autoptr(PolderScenario) scenario = played_load(scenario_folder);
  const PolderValues values = played_values(scenario, sets);
  g_autoptr(PolderGame) game =
      polder_game_new(scenario, &values, arm, POLDER_MEASURE_COLUMNS, NULL);
  g_autoptr(PolderRunner) runner = polder_runner_new(scenario);
  polder_runner_watch(runner, moments);
  for (uint32_t run = 0; run < 40; run++) {
    g_autoptr(PolderTrace) trace = polder_trace_new();
    PolderOutcome outcome;
    polder_runner_play(runner, game, (PolderChance){1, run}, trace, &outcome);
    check_moments(moments, &outcome, trace);
  }
}

START_TEST(a_watched_run_says_what_its_trace_and_outcome_say) {
  watch("bias=1", "spoken");
  watch("protocol=saop", "asis");
  watch("give_up=.3", "closed");
  watch("leave_rate=.1", "asis");
}
END_TEST

/* --- rounds.csv ------------------------------------------------------------------------------- */

static char *folder; /* of this test */

static void set_up(void) {
  folder = g_dir_make_tmp("polder-XXXXXX", NULL);
}

static void tear_down(void) {
  static const char *const names[] = {"runs.csv", "parties.csv", "rounds.csv", "points.csv",
                                      "manifest.json"};
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
    g_autofree char *path = g_build_filename(folder, names[i], NULL);
    g_remove(path);
  }
  g_rmdir(folder);
  g_free(folder);
}

static char *now(void) {
  return g_strdup("now");
}

/* rounds.csv of two points: bias 0 and 2. */
static char *rounds_of_batch(void) {
  const char *const factors[] = {"bias=0|2", NULL};
  g_autoptr(PolderMessages) messages = polder_messages_new();
  g_autoptr(PolderPlan) plan = polder_plan_from_options(scenario_folder, factors, messages);
  plan->runs = RUNS;
  g_autoptr(PolderExperiment) experiment = polder_experiment_new(plan, "plan", messages);
  const PolderExperimentJob job = {.experiment = experiment,
                                   .folder = folder,
                                   .n_threads = 2,
                                   .command = "test",
                                   .machine = "test",
                                   .now = now};
  PolderExperimentResult result;
  ck_assert(polder_experiment_run(&job, &result, NULL));
  g_autofree char *path = g_build_filename(folder, "rounds.csv", NULL);
  char *text = NULL;
  ck_assert(g_file_get_contents(path, &text, NULL, NULL));
  return text;
}

typedef struct {
  int n, n_answered;
  double trust[RUNS], accept, told;
} Plain;

static Plain plain[POLDER_ROUNDS_MAX];

static void count_plainly(const char *bias, const char *arm) {
  static PolderMoment moments[POLDER_ROUNDS_MAX];
  const char *const sets[] = {bias, NULL};
  g_autoptr(PolderScenario) scenario = played_load(scenario_folder);
  const PolderValues values = played_values(scenario, sets);
  g_autoptr(PolderGame) game =
      polder_game_new(scenario, &values, arm, POLDER_MEASURE_COLUMNS, NULL);
  g_autoptr(PolderRunner) runner = polder_runner_new(scenario);
  polder_runner_watch(runner, moments);
  memset(plain, 0, sizeof plain);
  for (uint32_t run = 0; run < RUNS; run++) {
    PolderOutcome outcome;
    polder_runner_play(runner, game, (PolderChance){1, run}, NULL, &outcome);
    for (int round = 0; round < outcome.round; round++) {
      Plain *at = &plain[round];
      at->trust[at->n++] = moments[round].trust;
      at->n_answered += !isnan(moments[round].accept);
      at->accept += isnan(moments[round].accept) ? 0 : moments[round].accept;
      at->told += moments[round].told;
    }
  }
}

static int lower_first(const void *a, const void *b) {
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static void check_row(const char *row, const Plain *at) {
  g_auto(GStrv) cells = g_strsplit(row, ",", -1);
  ck_assert_uint_eq(g_strv_length(cells), 9);
  ck_assert_int_eq(atoi(cells[3]), at->n);
  double trust[RUNS];
  memcpy(trust, at->trust, sizeof trust);
  qsort(trust, (size_t)at->n, sizeof *trust, lower_first);
  for (int i = 0; i < 3; i++) {
    const int rank = (at->n * (10 + 40 * i) + 99) / 100;
    ck_assert_double_eq_tol(g_ascii_strtod(cells[4 + i], NULL), trust[rank - 1], .000501);
  }
  if (at->n_answered > 0)
    ck_assert_double_eq_tol(g_ascii_strtod(cells[7], NULL), at->accept / at->n_answered, 1e-6);
  else
    ck_assert_str_eq(cells[7], "");
  ck_assert_double_eq_tol(g_ascii_strtod(cells[8], NULL), at->told / at->n, 1e-6);
}

START_TEST(rounds_are_what_a_plain_count_gives) {
  static const char *const biases[] = {"bias=0", "bias=2"}, *const arms[] = {"asis", "spoken"};
  g_autofree char *text = rounds_of_batch();
  g_auto(GStrv) rows = g_strsplit(text, "\n", -1);
  char **row = rows;
  ck_assert_str_eq(*row++, "point,arm,round,n,trust_p10,trust_p50,trust_p90,accept_mean,told_mean");
  for (int place = 0; place < 4; place++) {
    count_plainly(biases[place / 2], arms[place % 2]);
    for (int round = 0; round < POLDER_ROUNDS_MAX && plain[round].n > 0; round++) {
      g_autofree char *key = g_strdup_printf("%d,%s,%d,", place / 2, arms[place % 2], round + 1);
      ck_assert_msg(g_str_has_prefix(*row, key), "%s where %s belongs", *row, key);
      check_row(*row++, &plain[round]);
    }
  }
  ck_assert_str_eq(*row, "");
}
END_TEST

Suite *suite_rounds(void);
Suite *suite_rounds(void) {
  Suite *suite = suite_create("rounds");
  TCase *watched = tcase_create("watched"), *counted = tcase_create("counted");
  tcase_add_test(watched, a_watched_run_says_what_its_trace_and_outcome_say);
  tcase_add_checked_fixture(counted, set_up, tear_down);
  tcase_add_test(counted, rounds_are_what_a_plain_count_gives);
  suite_add_tcase(suite, watched);
  suite_add_tcase(suite, counted);
  return suite;
}
