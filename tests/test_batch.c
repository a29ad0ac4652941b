/* Batch: the same runs in several arms. Every number of the comparison is counted again from the
 * outcomes, and nothing depends on the number of threads. */
#include <check.h>
#include <math.h>
#include <polder/batch.h>
#include <string.h>

enum { RUNS = 300, ARMS = 2 };

/* What the rows said, run by run. */
typedef struct {
  PolderOutcome outcome[ARMS][RUNS];
  uint32_t n_rows;
  bool in_order;
} Seen;

static void see(void *context, int arm, uint32_t run, const PolderOutcome *outcome) {
  Seen *seen = context;
  seen->in_order = seen->in_order && seen->n_rows == run * ARMS + (uint32_t)arm;
  seen->outcome[arm][run] = *outcome;
  seen->n_rows++;
}

static const char *const both[] = {"asis", "spoken"};
static const char *const same[] = {"asis", "asis"};

static PolderScenario *table(void) {
  PolderKnobs knobs;
  polder_knobs_init(&knobs);
  knobs.issues = 4;
  return polder_scenario_random(&knobs, 5, 0);
}

static PolderCompareJob job_on(const PolderScenario *scenario, const char *const *arms) {
  return (PolderCompareJob){.scenario = scenario,
                            .values = &scenario->values,
                            .arms = arms,
                            .n_arms = ARMS,
                            .seed = 11,
                            .n_runs = RUNS,
                            .n_threads = 1,
                            .measure = POLDER_MEASURE_COLUMNS};
}

static Seen *play_and_see(PolderScenario *scenario, PolderComparison **out_result) {
  Seen *seen = g_new0(Seen, 1);
  PolderCompareJob job = job_on(scenario, both);
  seen->in_order = true;
  job.row = see;
  job.context = seen;
  *out_result = polder_compare_run(&job, NULL);
  ck_assert_ptr_nonnull(*out_result);
  return seen;
}

START_TEST(rows_come_in_order_of_run_and_arm) {
  PolderComparison *result = NULL;
  PolderScenario *scenario = table();
  Seen *seen = play_and_see(scenario, &result);
  ck_assert_uint_eq(seen->n_rows, RUNS * ARMS);
  ck_assert(seen->in_order);
  ck_assert_uint_eq(result->n_runs, RUNS);
  g_free(seen);
  polder_comparison_free(result);
  polder_scenario_free(scenario);
}
END_TEST

START_TEST(pairs_are_what_a_hand_count_gives) {
  PolderComparison *result = NULL;
  PolderScenario *scenario = table();
  Seen *seen = play_and_see(scenario, &result);
  uint64_t count[2][2] = {{0, 0}, {0, 0}};
  for (int run = 0; run < RUNS; run++)
    count[seen->outcome[0][run].ending == POLDER_AGREEMENT]
         [seen->outcome[1][run].ending == POLDER_AGREEMENT]++;
  const PolderPairs *pairs = &result->pair[0].pairs;
  ck_assert_uint_eq(pairs->both, count[0][0]);
  ck_assert_uint_eq(pairs->first_only, count[0][1]);
  ck_assert_uint_eq(pairs->second_only, count[1][0]);
  ck_assert_uint_eq(pairs->neither, count[1][1]);
  ck_assert_double_eq_tol(result->pair[0].difference,
                          result->arm[0].impasse_rate - result->arm[1].impasse_rate, 1e-12);
  ck_assert_double_eq(result->pair[0].p_mid, polder_mcnemar_mid_p(*pairs));
  g_free(seen);
  polder_comparison_free(result);
  polder_scenario_free(scenario);
}
END_TEST

START_TEST(means_leave_out_what_is_undefined) {
  PolderComparison *result = NULL;
  PolderScenario *scenario = table();
  Seen *seen = play_and_see(scenario, &result);
  double sum = 0, n = 0;
  for (int run = 0; run < RUNS; run++) {
    const PolderOutcome *outcome = &seen->outcome[1][run];
    sum += outcome->ending == POLDER_AGREEMENT ? outcome->round : 0;
    n += outcome->ending == POLDER_AGREEMENT;
  }
  ck_assert_str_eq(polder_run_columns[1], "signed_round");
  ck_assert_double_gt(n, 0);
  ck_assert_double_eq_tol(polder_mean_value(&result->arm[1].column[1]), sum / n, 1e-9);
  ck_assert_uint_eq(result->arm[1].column[1].n, (uint64_t)n);
  g_free(seen);
  polder_comparison_free(result);
  polder_scenario_free(scenario);
}
END_TEST

START_TEST(causes_are_counted_over_the_impasses_of_the_baseline) {
  PolderComparison *result = NULL;
  PolderScenario *scenario = table();
  Seen *seen = play_and_see(scenario, &result);
  uint64_t blocks = 0, counted = 0;
  for (int run = 0; run < RUNS; run++)
    blocks += (uint64_t)seen->outcome[0][run].n_blocks;
  for (int i = 0; i < result->n_causes; i++) {
    counted += result->causes[i].impasses;
    ck_assert(i == 0 || result->causes[i - 1].impasses >= result->causes[i].impasses);
  }
  ck_assert_uint_gt(blocks, 0);
  ck_assert_uint_eq(counted, blocks);
  g_free(seen);
  polder_comparison_free(result);
  polder_scenario_free(scenario);
}
END_TEST

START_TEST(the_runs_to_replay_are_the_first_discordant_ones) {
  PolderComparison *result = NULL;
  PolderScenario *scenario = table();
  Seen *seen = play_and_see(scenario, &result);
  const PolderPairResult *pair = &result->pair[0];
  int n = 0;
  for (uint32_t run = 0; run < RUNS && n < pair->n_breakthroughs; run++)
    if (seen->outcome[0][run].ending != POLDER_AGREEMENT &&
        seen->outcome[1][run].ending == POLDER_AGREEMENT)
      ck_assert_uint_eq(pair->breakthroughs[n++], run);
  ck_assert_uint_eq((uint64_t)n, MIN(pair->pairs.first_only, POLDER_REPLAYS_MAX));
  g_free(seen);
  polder_comparison_free(result);
  polder_scenario_free(scenario);
}
END_TEST

/* The causes are a pointer; all else is compared to the last bit. */
static void ck_same_result(PolderComparison *one, PolderComparison *other) {
  ck_assert_int_eq(one->n_causes, other->n_causes);
  for (int i = 0; i < one->n_causes; i++) {
    ck_assert_int_eq(one->causes[i].interest, other->causes[i].interest);
    ck_assert_int_eq(one->causes[i].seen, other->causes[i].seen);
    ck_assert_uint_eq(one->causes[i].impasses, other->causes[i].impasses);
  }
  PolderCause *causes = other->causes;
  other->causes = one->causes;
  ck_assert_mem_eq(one, other, sizeof *one);
  other->causes = causes;
}

START_TEST(the_number_of_threads_changes_no_bit) {
  PolderScenario *scenario = table();
  PolderCompareJob job = job_on(scenario, both);
  PolderComparison *one = polder_compare_run(&job, NULL);
  job.n_threads = _i;
  PolderComparison *other = polder_compare_run(&job, NULL);
  ck_same_result(one, other);
  polder_comparison_free(one);
  polder_comparison_free(other);
  polder_scenario_free(scenario);
}
END_TEST

START_TEST(an_arm_differs_from_itself_in_nothing) {
  PolderScenario *scenario = table();
  const PolderCompareJob job = job_on(scenario, same);
  PolderComparison *result = polder_compare_run(&job, NULL);
  const PolderPairResult *pair = &result->pair[0];
  ck_assert_uint_eq(pair->pairs.first_only + pair->pairs.second_only, 0);
  ck_assert_double_eq(pair->difference, 0);
  ck_assert_double_eq(pair->p_exact, 1);
  polder_comparison_free(result);
  polder_scenario_free(scenario);
}
END_TEST

typedef struct {
  gint stop;
  uint32_t when;
} Stopper;

static void stop_at(void *context, uint32_t done) {
  Stopper *stopper = context;
  if (done >= stopper->when)
    g_atomic_int_set(&stopper->stop, 1);
}

START_TEST(what_is_finished_when_stopped_is_the_beginning_of_the_whole) {
  PolderScenario *scenario = table();
  Stopper stopper = {0, 40};
  PolderCompareJob job = job_on(scenario, both);
  job.n_threads = 2;
  job.stop = &stopper.stop;
  job.progress = stop_at;
  job.context = &stopper;
  PolderComparison *part = polder_compare_run(&job, NULL);
  ck_assert_uint_ge(part->n_runs, 40);
  ck_assert_uint_lt(part->n_runs, RUNS);
  job = job_on(scenario, both);
  job.n_runs = part->n_runs;
  PolderComparison *whole = polder_compare_run(&job, NULL);
  ck_same_result(part, whole);
  polder_comparison_free(part);
  polder_comparison_free(whole);
  polder_scenario_free(scenario);
}
END_TEST

START_TEST(stopped_before_it_began_it_has_no_numbers) {
  PolderScenario *scenario = table();
  const gint stop = 1;
  PolderCompareJob job = job_on(scenario, both);
  job.stop = &stop;
  PolderComparison *result = polder_compare_run(&job, NULL);
  ck_assert_uint_eq(result->n_runs, 0);
  ck_assert(isnan(result->arm[0].impasse_rate));
  ck_assert(isnan(result->zopa_share));
  polder_comparison_free(result);
  polder_scenario_free(scenario);
}
END_TEST

START_TEST(an_unknown_arm_is_an_error) {
  static const char *const wrong[] = {"asis", "spokn"};
  PolderScenario *scenario = table();
  GError *error = NULL;
  const PolderCompareJob job = job_on(scenario, wrong);
  ck_assert_ptr_null(polder_compare_run(&job, &error));
  ck_assert_ptr_nonnull(error);
  ck_assert_msg(strstr(error->message, "spoken") != NULL, "%s", error->message);
  g_error_free(error);
  polder_scenario_free(scenario);
}
END_TEST

START_TEST(names_are_those_of_the_scenario) {
  PolderScenario *scenario = table();
  PolderNames *names = polder_names_new(scenario);
  int option[POLDER_ISSUES_MAX];
  ck_assert_int_eq(names->n_parties, 4);
  ck_assert_str_eq(names->party[3], scenario->parties[3].id);
  ck_assert_str_eq(names->parameter[POLDER_BIAS], "bias");
  names->options(names->context, 1, option);
  ck_assert_int_eq(option[3], 1);
  ck_assert_str_eq(names->option[3][option[3]],
                   scenario->options[scenario->issues[3].first_option + 1].id);
  polder_names_free(names);
  polder_names_free(NULL);
  polder_scenario_free(scenario);
}
END_TEST

Suite *suite_batch(void);

Suite *suite_batch(void) {
  Suite *suite = suite_create("batch");
  TCase *counts = tcase_create("counts"), *order = tcase_create("order");
  tcase_add_test(counts, rows_come_in_order_of_run_and_arm);
  tcase_add_test(counts, pairs_are_what_a_hand_count_gives);
  tcase_add_test(counts, means_leave_out_what_is_undefined);
  tcase_add_test(counts, causes_are_counted_over_the_impasses_of_the_baseline);
  tcase_add_test(counts, the_runs_to_replay_are_the_first_discordant_ones);
  tcase_add_test(counts, an_arm_differs_from_itself_in_nothing);
  tcase_add_test(counts, names_are_those_of_the_scenario);
  tcase_add_loop_test(order, the_number_of_threads_changes_no_bit, 2, 8);
  tcase_add_test(order, what_is_finished_when_stopped_is_the_beginning_of_the_whole);
  tcase_add_test(order, stopped_before_it_began_it_has_no_numbers);
  tcase_add_test(order, an_unknown_arm_is_an_error);
  suite_add_tcase(suite, counts);
  suite_add_tcase(suite, order);
  return suite;
}
