/* Experiments: the same bytes however they came about; a unit is what playing it by hand gives. */
#include <check.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "../sim/batch/experiment.h"
#include "planned.h"

enum { RUNS = 150 };

static char *folder; /* of this test */

static void set_up(void) {
  folder = g_dir_make_tmp("polder-XXXXXX", NULL);
}

static void remove_all(const char *path) {
  GDir *entries = g_dir_open(path, 0, NULL);
  for (const char *name; entries != NULL && (name = g_dir_read_name(entries)) != NULL;) {
    g_autofree char *inside = g_build_filename(path, name, NULL);
    remove_all(inside);
  }
  if (entries != NULL)
    g_dir_close(entries);
  g_remove(path);
}

static void tear_down(void) {
  remove_all(folder);
  g_free(folder);
}

static char *in_folder(const char *name) {
  return g_build_filename(folder, name, NULL);
}

static PolderExperiment *experiment_on(const char *scenario, const char *vary, const char *arm) {
  const char *const factors[] = {vary, NULL};
  g_autoptr(PolderMessages) messages = polder_messages_new();
  g_autoptr(PolderPlan) plan = polder_plan_from_options(scenario, factors, messages);
  ck_assert_ptr_nonnull(plan);
  plan->runs = RUNS;
  if (arm != NULL)
    g_ptr_array_add(plan->arms, g_strdup(arm));
  return polder_experiment_new(plan, "plan", messages);
}

static char *now(void) {
  return g_strdup("now");
}

static PolderExperimentJob job_on(const PolderExperiment *experiment, const char *path) {
  return (PolderExperimentJob){.experiment = experiment,
                               .folder = path,
                               .n_threads = 1,
                               .command = "test",
                               .machine = "test",
                               .now = now};
}

static PolderExperimentResult run(const PolderExperimentJob *job) {
  PolderExperimentResult result;
  g_autoptr(GError) error = NULL;
  if (!polder_experiment_run(job, &result, &error))
    ck_abort_msg("%s", error->message);
  return result;
}

/* --- Units ------------------------------------------------------------------------------------ */

static void check_row(GString *rows, const PolderScenario *scenario, const PolderValues *values,
                      PolderRunKey key) {
  PolderOutcome outcome;
  g_autoptr(GString) expected = g_string_new(NULL);
  g_autoptr(PolderNames) names = polder_names_new(scenario);
  g_autoptr(PolderRunner) runner = polder_runner_new(scenario);
  g_autoptr(PolderGame) game = polder_game_new(
      scenario, values, key.arm, POLDER_MEASURE_COLUMNS | POLDER_MEASURE_DISTANCES, NULL);
  const PolderChance chance = {.seed = key.seed, .run = key.run};
  polder_runner_play(runner, game, chance, NULL, &outcome);
  polder_outcome_append_row(expected, &outcome, names, &key);
  ck_assert_msg(strstr(rows->str, expected->str) != NULL, "no %s in %s", expected->str, rows->str);
}

static void play(const PolderExperiment *experiment, uint64_t unit, GString *rows) {
  g_autoptr(PolderSeat) seat = polder_seat_new(experiment);
  g_autoptr(GString) parties = g_string_new(NULL);
  polder_seat_play(seat, unit, rows, parties);
}

START_TEST(run_k_of_a_random_point_uses_table_k) {
  g_autoptr(PolderExperiment) experiment = experiment_on("random", "parties=3|5", NULL);
  g_autoptr(GString) rows = g_string_new(NULL);
  PolderKnobs knobs;
  polder_knobs_init(&knobs);
  knobs.parties = 5;
  g_autoptr(PolderScenario) table = polder_scenario_random(&knobs, 1, 7);
  play(experiment, RUNS + 7, rows);
  for (int arm = 0; arm < 2; arm++)
    check_row(rows, table, &table->values,
              (PolderRunKey){.point = 1, .run = 7, .seed = 1, .arm = arm ? "spoken" : "asis"});
}
END_TEST

START_TEST(a_point_sets_its_factors) {
  g_autoptr(PolderMessages) messages = polder_messages_new();
  g_autoptr(PolderScenario) table = polder_scenario_load("scenarios/weerthuis", messages);
  g_autoptr(PolderExperiment) experiment =
      experiment_on("scenarios/weerthuis", "housing.trust=.1|.9", NULL);
  g_autoptr(GString) rows = g_string_new(NULL);
  PolderValues values = table->values;
  ck_assert(polder_values_set(&values, table, "housing.trust=.9", NULL));
  play(experiment, RUNS + 3, rows);
  check_row(rows, table, &values, (PolderRunKey){.point = 1, .run = 3, .seed = 1, .arm = "asis"});
}
END_TEST

START_TEST(a_seat_goes_from_point_to_point_and_back) {
  g_autoptr(PolderExperiment) experiment = experiment_on("random", "parties=3|5", NULL);
  g_autoptr(PolderSeat) seat = polder_seat_new(experiment);
  g_autoptr(GString) first = g_string_new(NULL);
  g_autoptr(GString) again = g_string_new(NULL);
  g_autoptr(GString) other = g_string_new(NULL);
  polder_seat_play(seat, 5, first, other);
  polder_seat_play(seat, RUNS + 5, other, other);
  polder_seat_play(seat, 5, again, other);
  ck_assert_str_eq(first->str, again->str);
}
END_TEST

/* --- Coalitions ------------------------------------------------------------------------------- */

static const PolderOutcome *told_by(const PolderExperiment *experiment, PolderSeat *seat,
                                    uint32_t point, GString *rows) {
  g_string_truncate(rows, 0);
  return polder_seat_play(seat, (uint64_t)point * polder_experiment_size(experiment).runs, rows,
                          rows);
}

static PolderExperiment *coalitions(const char *scenario) {
  g_autoptr(PolderMessages) messages = polder_messages_new();
  const char *const none[] = {NULL};
  g_autoptr(PolderPlan) plan = polder_plan_from_options(scenario, none, messages);
  plan->design = POLDER_DESIGN_COALITIONS;
  PolderExperiment *experiment = polder_experiment_new(plan, "plan", messages);
  ck_assert_ptr_nonnull(experiment);
  return experiment;
}

static void check_coalitions(const char *scenario) {
  g_autoptr(PolderExperiment) experiment = coalitions(scenario);
  g_autoptr(PolderSeat) seat = polder_seat_new(experiment);
  g_autoptr(GString) rows = g_string_new(NULL);
  const uint32_t n = polder_experiment_size(experiment).n_points;
  double before = -1;
  ck_assert_uint_eq(n, 16);
  for (uint32_t point = 0; point < n; point += n - 1) {
    const PolderOutcome *outcomes = told_by(experiment, seat, point, rows);
    const bool equal = outcomes[0].disclosed_share == outcomes[1].disclosed_share;
    ck_assert(point == 0 ? equal : !equal);
    ck_assert(outcomes[1].disclosed_share > before);
    before = outcomes[1].disclosed_share;
  }
}

START_TEST(nobody_tells_is_asis_and_all_tell_is_more) {
  check_coalitions("scenarios/weerthuis");
  check_coalitions("random");
}
END_TEST

/* --- Folders ---------------------------------------------------------------------------------- */

START_TEST(threads_and_shards_give_the_same_bytes) {
  g_autoptr(PolderExperiment) experiment = experiment_on("random", "conflict=.2|.8", NULL);
  g_autofree char *one = in_folder("one"), *two = in_folder("two"), *merged = in_folder("merged");
  PolderExperimentJob job = job_on(experiment, one);
  const PolderExperimentResult alone = run(&job);
  job.n_threads = 2;
  job.folder = two;
  for (job.shard = 1, job.n_shards = 3; job.shard <= 3; job.shard++)
    ck_assert_int_eq(run(&job).end, POLDER_EXPERIMENT_SHARD);
  const char *const sources[] = {two, NULL};
  PolderMerge merge;
  ck_assert(polder_experiment_merge(sources, merged, now, &merge, NULL));
  ck_assert_uint_eq(merge.gaps->len, 0);
  ck_assert_str_eq(merge.sha256, alone.sha256);
  polder_merge_clear(&merge);
}
END_TEST

START_TEST(a_merge_lists_its_gaps) {
  g_autoptr(PolderExperiment) experiment = experiment_on("random", "conflict=.2|.8", NULL);
  g_autofree char *two = in_folder("two"), *merged = in_folder("merged");
  PolderExperimentJob job = job_on(experiment, two);
  job.shard = 2;
  job.n_shards = 3;
  run(&job);
  const char *const sources[] = {two, NULL};
  PolderMerge merge;
  ck_assert(polder_experiment_merge(sources, merged, now, &merge, NULL));
  ck_assert_uint_eq(merge.n_blocks, 5);
  ck_assert_uint_eq(merge.gaps->len, 3);
  ck_assert_uint_eq(g_array_index(merge.gaps, uint32_t, 1), 2);
  polder_merge_clear(&merge);
}
END_TEST

static void stop_early(void *context, const PolderExperimentProgress *progress) {
  if (progress->done > 100)
    g_atomic_int_set((gint *)context, 1);
}

START_TEST(stopped_and_gone_on_with) {
  g_autoptr(PolderExperiment) experiment = experiment_on("random", "conflict=.2|.8", NULL);
  g_autofree char *one = in_folder("one"), *two = in_folder("two");
  gint stop = 0;
  PolderExperimentJob job = job_on(experiment, one);
  const PolderExperimentResult alone = run(&job);
  job.folder = two;
  job.stop = &stop;
  job.progress = stop_early;
  job.context = &stop;
  const PolderExperimentResult half = run(&job);
  ck_assert_int_eq(half.end, POLDER_EXPERIMENT_STOPPED);
  ck_assert_uint_eq(half.done, 128);
  stop = 0;
  job.progress = NULL;
  ck_assert_str_eq(run(&job).sha256, alone.sha256);
  ck_assert_int_eq(run(&job).end, POLDER_EXPERIMENT_ALREADY);
}
END_TEST

START_TEST(another_plan_is_refused) {
  g_autoptr(PolderExperiment) experiment = experiment_on("random", "conflict=.2|.8", NULL);
  g_autoptr(PolderExperiment) other = experiment_on("random", "conflict=.2|.9", NULL);
  g_autofree char *one = in_folder("one");
  g_autoptr(GError) error = NULL;
  PolderExperimentJob job = job_on(experiment, one);
  PolderExperimentResult result;
  run(&job);
  job.experiment = other;
  ck_assert(!polder_experiment_run(&job, &result, &error));
  ck_assert_int_eq(error->code, G_FILE_ERROR_EXIST);
}
END_TEST

static void flip(const char *path) {
  gsize length = 0;
  g_autofree char *text = NULL;
  ck_assert(g_file_get_contents(path, &text, &length, NULL));
  text[length - 2] ^= 1;
  ck_assert(g_file_set_contents(path, text, (gssize)length, NULL));
}

START_TEST(verify_finds_a_flipped_byte) {
  g_autoptr(PolderExperiment) experiment = experiment_on("random", "conflict=.2|.8", NULL);
  g_autoptr(PolderMessages) messages = polder_messages_new();
  g_autofree char *one = in_folder("one"), *rows = g_build_filename(one, "parties.csv", NULL);
  const PolderExperimentJob job = job_on(experiment, one);
  PolderVerdict verdict;
  run(&job);
  ck_assert(polder_experiment_verify(one, 40, messages, &verdict, NULL));
  ck_assert_uint_eq(verdict.wrong->len, 0);
  ck_assert_uint_eq(verdict.n_different, 0);
  ck_assert_uint_ge(verdict.n_played, 30);
  polder_verdict_clear(&verdict);
  flip(rows);
  ck_assert(polder_experiment_verify(one, 40, messages, &verdict, NULL));
  ck_assert_uint_eq(verdict.wrong->len, 1);
  ck_assert_str_eq(verdict.wrong->pdata[0], "parties.csv");
  ck_assert_uint_eq(verdict.n_different, 1);
  ck_assert_uint_eq(verdict.different_point, 1);
  ck_assert_uint_eq(verdict.different_run, RUNS - 1);
  polder_verdict_clear(&verdict);
}
END_TEST

/* --- Runs that fail --------------------------------------------------------------------------- */

/* Point 1 is a table where nobody ever agrees; `broken`: and where a number went astray. */
static PolderExperiment *half_broken(bool broken) {
  g_autoptr(PolderMessages) messages = polder_messages_new();
  g_autoptr(PolderPlan) plan =
      planned_well(messages, HEAD "scenario,scenarios/weerthuis|scenarios/geen-ruimte\nruns,150\n");
  PolderExperiment *experiment = polder_experiment_new(plan, "plan", messages);
  ck_assert_ptr_nonnull(experiment);
  PolderScenario *table = experiment->scenarios->pdata[1];
  if (broken)
    table->parties[2].reservation = NAN;
  return experiment;
}

static char *rows_of(const PolderExperiment *experiment, const char *path,
                     PolderExperimentResult *out_result) {
  const PolderExperimentJob job = job_on(experiment, path);
  char *rows = NULL;
  *out_result = run(&job);
  g_autofree char *name = g_build_filename(path, "runs.csv", NULL);
  ck_assert(g_file_get_contents(name, &rows, NULL, NULL));
  return rows;
}

START_TEST(a_run_that_fails_is_a_row_and_loses_no_other) {
  g_autoptr(PolderExperiment) whole = half_broken(false), broken = half_broken(true);
  g_autofree char *one = in_folder("one"), *two = in_folder("two");
  PolderExperimentResult result;
  g_autofree char *good = rows_of(whole, one, &result);
  ck_assert_uint_eq(result.failures.n, 0);
  g_autofree char *bad = rows_of(broken, two, &result);
  const size_t kept = (size_t)(strstr(good, "\n1,") - good);
  ck_assert(strncmp(good, bad, kept) == 0);
  g_auto(GStrv) rows = g_strsplit(bad + kept + 1, "\n", -1);
  ck_assert_uint_eq(g_strv_length(rows), 2 * RUNS + 1);
  ck_assert_str_eq(rows[0], "1,asis,0,1,error,,,,,,,,,,,,,,,,,,,,,");
  ck_assert_str_eq(rows[3], "1,spoken,1,1,error,,,,,,,,,,,,,,,,,,,,,");
  ck_assert_ptr_null(strstr(bad, "nan"));
}
END_TEST

static void check_failures(PolderFailures failures) {
  ck_assert_uint_eq(failures.n, 2 * RUNS);
  ck_assert_uint_eq(failures.point, 1);
  ck_assert_uint_eq(failures.run, 0);
  ck_assert_int_eq(failures.arm, 0);
}

START_TEST(failures_are_counted_over_threads_and_interruptions) {
  g_autoptr(PolderExperiment) experiment = half_broken(true);
  g_autofree char *one = in_folder("one"), *two = in_folder("two");
  PolderExperimentJob job = job_on(experiment, one);
  job.n_threads = 3;
  check_failures(run(&job).failures);
  gint stop = 0;
  job = job_on(experiment, two);
  job.stop = &stop;
  job.progress = stop_early;
  job.context = &stop;
  ck_assert_uint_eq(run(&job).failures.n, 0);
  stop = 0;
  job.progress = NULL;
  check_failures(run(&job).failures);
}
END_TEST

START_TEST(an_unknown_arm_is_told) {
  ck_assert_ptr_null(experiment_on("scenarios/weerthuis", "bias=0|1", "spokn"));
}
END_TEST

Suite *suite_experiment(void);
Suite *suite_experiment(void) {
  Suite *suite = suite_create("experiment");
  TCase *units = tcase_create("units"), *folders = tcase_create("folders");
  tcase_add_test(units, run_k_of_a_random_point_uses_table_k);
  tcase_add_test(units, a_point_sets_its_factors);
  tcase_add_test(units, a_seat_goes_from_point_to_point_and_back);
  tcase_add_test(units, nobody_tells_is_asis_and_all_tell_is_more);
  tcase_add_test(units, an_unknown_arm_is_told);
  tcase_add_checked_fixture(folders, set_up, tear_down);
  tcase_add_test(folders, threads_and_shards_give_the_same_bytes);
  tcase_add_test(folders, a_merge_lists_its_gaps);
  tcase_add_test(folders, stopped_and_gone_on_with);
  tcase_add_test(folders, another_plan_is_refused);
  tcase_add_test(folders, verify_finds_a_flipped_byte);
  tcase_add_test(folders, a_run_that_fails_is_a_row_and_loses_no_other);
  tcase_add_test(folders, failures_are_counted_over_threads_and_interruptions);
  suite_add_tcase(suite, units);
  suite_add_tcase(suite, folders);
  return suite;
}
