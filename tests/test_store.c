/* Results kept in SQLite: the same rows and checksum as CSV, whoever dies or reads in between. */
#include <check.h>
#include <glib/gstdio.h>
#include <polder/experiment.h>
#include <string.h>

enum { RUNS = 70 };

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

static PolderExperiment *experiment_new(void) {
  const char *const factors[] = {"tells=|*|housing", "bias=0|.75", NULL};
  g_autoptr(PolderMessages) messages = polder_messages_new();
  g_autoptr(PolderPlan) plan = polder_plan_from_options("scenarios/weerthuis", factors, messages);
  ck_assert_ptr_nonnull(plan);
  plan->runs = RUNS;
  plan->seed = UINT64_MAX; /* more than SQLite's whole numbers hold */
  PolderExperiment *experiment = polder_experiment_new(plan, "plan", messages);
  ck_assert_ptr_nonnull(experiment);
  return experiment;
}

static char *now(void) {
  return g_strdup("now");
}

static PolderExperimentJob job_on(const PolderExperiment *experiment, const char *path,
                                  PolderStore store) {
  return (PolderExperimentJob){.experiment = experiment,
                               .folder = path,
                               .store = store,
                               .n_threads = 2,
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

static char *all_rows(const char *path, const char *table) {
  g_autoptr(GError) error = NULL;
  g_autoptr(PolderRows) rows = polder_rows_open(path, table, &error);
  if (rows == NULL)
    ck_abort_msg("%s", error->message);
  GString *text = g_string_new(NULL);
  size_t length = 0;
  for (const char *line; (line = polder_rows_next(rows, &length)) != NULL;)
    g_string_append_len(text, line, (gssize)length);
  ck_assert(polder_rows_end(rows, NULL));
  return g_string_free(text, FALSE);
}

START_TEST(both_ways_have_the_same_rows_and_checksum) {
  static const char *const tables[] = {"runs", "parties", "rounds"};
  g_autoptr(PolderExperiment) experiment = experiment_new();
  g_autofree char *one = in_folder("one"), *two = in_folder("two");
  const PolderExperimentJob csv = job_on(experiment, one, POLDER_STORE_CSV);
  const PolderExperimentJob sqlite = job_on(experiment, two, POLDER_STORE_SQLITE);
  const PolderExperimentResult first = run(&csv), second = run(&sqlite);
  ck_assert_str_eq(first.sha256, second.sha256);
  for (size_t i = 0; i < G_N_ELEMENTS(tables); i++) {
    g_autofree char *file = g_strdup_printf("%s/%s.csv", one, tables[i]);
    g_autofree char *text = NULL;
    g_autofree char *a = all_rows(one, tables[i]), *b = all_rows(two, tables[i]);
    ck_assert(g_file_get_contents(file, &text, NULL, NULL));
    ck_assert(g_str_equal(a, text));
    ck_assert(g_str_equal(b, text));
  }
}
END_TEST

static void stop_early(void *context, const PolderExperimentProgress *progress) {
  if (progress->done > 100)
    g_atomic_int_set((gint *)context, 1);
}

/* What was played before is partly in the database only, partly in parts only, or in neither. */
START_TEST(stopped_shared_out_and_gone_on_with) {
  g_autoptr(PolderExperiment) experiment = experiment_new();
  g_autofree char *one = in_folder("one"), *two = in_folder("two");
  gint stop = 0;
  PolderExperimentJob job = job_on(experiment, one, POLDER_STORE_SQLITE);
  const PolderExperimentResult alone = run(&job);
  job.folder = two;
  job.shard = 2;
  job.n_shards = 3;
  ck_assert_int_eq(run(&job).end, POLDER_EXPERIMENT_SHARD);
  job.n_shards = 0;
  job.stop = &stop;
  job.progress = stop_early;
  job.context = &stop;
  ck_assert_int_eq(run(&job).end, POLDER_EXPERIMENT_STOPPED);
  stop = 0;
  job.progress = NULL;
  ck_assert_str_eq(run(&job).sha256, alone.sha256);
  ck_assert_int_eq(run(&job).end, POLDER_EXPERIMENT_ALREADY);
}
END_TEST

START_TEST(a_merge_keeps_the_way_of_its_parts) {
  g_autoptr(PolderExperiment) experiment = experiment_new();
  g_autofree char *one = in_folder("one"), *two = in_folder("two"), *merged = in_folder("merged");
  g_autofree char *file = g_build_filename(merged, "results.sqlite", NULL);
  const PolderExperimentJob csv = job_on(experiment, one, POLDER_STORE_CSV);
  const PolderExperimentResult alone = run(&csv);
  PolderExperimentJob job = job_on(experiment, two, POLDER_STORE_SQLITE);
  for (job.shard = 1, job.n_shards = 2; job.shard <= 2; job.shard++)
    run(&job);
  const char *const sources[] = {two, NULL};
  PolderMerge merge;
  ck_assert(polder_experiment_merge(sources, merged, now, &merge, NULL));
  ck_assert_str_eq(merge.sha256, alone.sha256);
  ck_assert(g_file_test(file, G_FILE_TEST_EXISTS));
  polder_merge_clear(&merge);
}
END_TEST

START_TEST(the_other_way_is_refused) {
  g_autoptr(PolderExperiment) experiment = experiment_new();
  g_autofree char *one = in_folder("one");
  g_autoptr(GError) error = NULL;
  PolderExperimentJob job = job_on(experiment, one, POLDER_STORE_SQLITE);
  PolderExperimentResult result;
  run(&job);
  job.store = POLDER_STORE_CSV;
  ck_assert(!polder_experiment_run(&job, &result, &error));
  ck_assert_int_eq(error->code, G_FILE_ERROR_EXIST);
  ck_assert_ptr_nonnull(strstr(error->message, "--store sqlite"));
}
END_TEST

static char *first_wrong(const char *path) {
  g_autoptr(PolderMessages) messages = polder_messages_new();
  PolderVerdict verdict;
  ck_assert(polder_experiment_verify(path, 40, messages, &verdict, NULL));
  ck_assert_uint_ge(verdict.n_played, 30);
  char *wrong = verdict.wrong->len > 0 ? g_strdup(verdict.wrong->pdata[0]) : NULL;
  ck_assert_int_eq(verdict.n_different > 0, wrong != NULL);
  polder_verdict_clear(&verdict);
  return wrong;
}

/* The last deal of the file, in all its rows. */
static void change(const char *path) {
  gsize length = 0;
  g_autofree char *bytes = NULL;
  ck_assert(g_file_get_contents(path, &bytes, &length, NULL));
  for (gsize i = 0; i + 7 < length; i++)
    if (memcmp(bytes + i, "asishous", 8) == 0)
      memcpy(bytes + i, "asishaus", 8);
  ck_assert(g_file_set_contents(path, bytes, (gssize)length, NULL));
}

START_TEST(verify_finds_a_changed_row) {
  g_autoptr(PolderExperiment) experiment = experiment_new();
  g_autofree char *one = in_folder("one"), *file = in_folder("one/results.sqlite");
  const PolderExperimentJob job = job_on(experiment, one, POLDER_STORE_SQLITE);
  run(&job);
  ck_assert_ptr_null(first_wrong(one));
  change(file);
  g_autofree char *wrong = first_wrong(one);
  ck_assert_str_eq(wrong, "results.sqlite (parties)");
}
END_TEST

START_TEST(what_is_no_database_is_told) {
  g_autofree char *file = in_folder("results.sqlite");
  g_autoptr(GError) error = NULL;
  ck_assert(g_file_set_contents(file, "nothing of the kind, but long enough to be read", -1, NULL));
  ck_assert_ptr_null(polder_rows_open(folder, "runs", &error));
  ck_assert_int_eq(error->code, G_FILE_ERROR_INVAL);
  ck_assert_ptr_nonnull(strstr(error->message, "results.sqlite"));
}
END_TEST

Suite *suite_store(void);
Suite *suite_store(void) {
  Suite *suite = suite_create("store");
  TCase *tests = tcase_create("sqlite");
  tcase_add_checked_fixture(tests, set_up, tear_down);
  tcase_add_test(tests, both_ways_have_the_same_rows_and_checksum);
  tcase_add_test(tests, stopped_shared_out_and_gone_on_with);
  tcase_add_test(tests, a_merge_keeps_the_way_of_its_parts);
  tcase_add_test(tests, the_other_way_is_refused);
  tcase_add_test(tests, verify_finds_a_changed_row);
  tcase_add_test(tests, what_is_no_database_is_told);
  suite_add_tcase(suite, tests);
  return suite;
}
