/* Levers: each is the baseline with one thing otherwise, on the same draws; where an arm does the
 * same, the numbers are those of `compare`.
 */
#include "explained.h"
#include "played.h"
#include "varied.h"
#include <check.h>
#include <math.h>
#include <polder/batch.h>
#include <polder/levers.h>
#include <string.h>

enum { RUNS = 120 };

static PolderLeversJob job_on(const PolderScenario *scenario, const PolderValues *values) {
  return (PolderLeversJob){.scenario = scenario,
                           .values = values,
                           .arm = "asis",
                           .seed = 11,
                           .n_runs = RUNS,
                           .n_threads = 1};
}

static GArray *played_levers(const PolderLeversJob *job) {
  g_autoptr(GError) error = NULL;
  GArray *levers = polder_levers_play(job, &error);
  if (levers == NULL)
    ck_abort_msg("%s", error->message);
  return levers;
}

/* The lever of that name, or NULL. */
static const PolderLever *find(const GArray *levers, const char *name) {
  for (unsigned i = 0; i < levers->len; i++)
    if (strcmp(g_array_index(levers, PolderLever, i).name, name) == 0)
      return &g_array_index(levers, PolderLever, i);
  return NULL;
}

static const PolderLever *found(const GArray *levers, const char *name) {
  const PolderLever *lever = find(levers, name);
  if (lever == NULL)
    ck_abort_msg("there is no lever %s", name);
  return lever;
}

static uint64_t n_pairs(const PolderLever *lever) {
  return lever->pairs.both + lever->pairs.first_only + lever->pairs.second_only +
         lever->pairs.neither + lever->failed;
}

static void same_pairs(const PolderLever *lever, const PolderLever *other) {
  ck_assert_str_eq(lever->name, other->name);
  ck_assert_uint_eq(lever->pairs.both, other->pairs.both);
  ck_assert_uint_eq(lever->pairs.first_only, other->pairs.first_only);
  ck_assert_uint_eq(lever->pairs.second_only, other->pairs.second_only);
  ck_assert_uint_eq(lever->pairs.neither, other->pairs.neither);
}

/* --- the numbers of compare ------------------------------------------------------------------ */

/* What `compare` says of that arm against the case as it is. */
static PolderPairResult compared(const PolderLeversJob *job, const char *arm) {
  const char *const arms[] = {"asis", arm};
  const PolderCompareJob compare = {.scenario = job->scenario,
                                    .values = job->values,
                                    .arms = arms,
                                    .n_arms = 2,
                                    .seed = job->seed,
                                    .n_runs = job->n_runs,
                                    .n_threads = 2,
                                    .measure = POLDER_MEASURE_COLUMNS};
  g_autoptr(PolderComparison) result = polder_compare_run(&compare, NULL);
  ck_assert_ptr_nonnull(result);
  return result->pair[0];
}

static void agrees(const PolderLever *lever, const PolderPairResult *pair) {
  ck_assert_uint_eq(lever->pairs.both, pair->pairs.both);
  ck_assert_uint_eq(lever->pairs.first_only, pair->pairs.first_only);
  ck_assert_uint_eq(lever->pairs.second_only, pair->pairs.second_only);
  ck_assert_uint_eq(lever->pairs.neither, pair->pairs.neither);
  ck_assert_double_eq(lever->difference, pair->difference);
  ck_assert_double_eq(lever->interval.low, pair->interval.low);
  ck_assert_double_eq(lever->interval.high, pair->interval.high);
  ck_assert_uint_gt(lever->pairs.first_only, 0);
}

START_TEST(where_an_arm_does_the_same_the_numbers_are_those_of_compare) {
  static const char *const same[][2] = {{"told", "spoken"}, {"training.judging", "training"}};
  g_autoptr(PolderScenario) scenario = played_load("scenarios/weerthuis");
  const PolderLeversJob job = job_on(scenario, &scenario->values);
  g_autoptr(GArray) levers = played_levers(&job);
  for (size_t i = 0; i < G_N_ELEMENTS(same); i++) {
    const PolderPairResult pair = compared(&job, same[i][1]);
    agrees(found(levers, same[i][0]), &pair);
  }
}
END_TEST

START_TEST(information_alone_is_the_arm_informed) {
  g_autoptr(PolderScenario) scenario = played_load("scenarios/weerthuis");
  const PolderLeversJob job = job_on(scenario, &scenario->values);
  g_autoptr(GArray) cuts = polder_cuts_play(&job, NULL);
  const PolderPairResult informed = compared(&job, "informed"), spoken = compared(&job, "spoken");
  agrees(found(cuts, "informed"), &informed);
  agrees(found(cuts, "told"), &spoken);
}
END_TEST

START_TEST(an_event_beside_the_arm_is_that_event_in_an_arm) {
  g_autoptr(PolderScenario) scenario = played_load("scenarios/weerthuis");
  played_add(scenario, "neutral", played_event(16, POLDER_EVENT_MEDIATE));
  const PolderLeversJob job = job_on(scenario, &scenario->values);
  g_autoptr(GArray) levers = played_levers(&job);
  const PolderPairResult pair = compared(&job, "neutral");
  agrees(found(levers, "mediator.16"), &pair);
}
END_TEST

START_TEST(another_rule_is_that_rule_set) {
  static const char *const sets[] = {"rule=quota", "quota=.75", NULL};
  g_autoptr(PolderScenario) scenario = played_load("scenarios/weerthuis");
  const PolderLeversJob job = job_on(scenario, &scenario->values);
  g_autoptr(GArray) levers = played_levers(&job);
  const PolderLever *rule = found(levers, "rule.quota.3");
  const PolderValues values = played_values(scenario, sets);
  g_autoptr(PolderGame) game = polder_game_new(scenario, &values, "asis", 0, NULL);
  g_autoptr(PolderRunner) runner = polder_runner_new(scenario);
  uint64_t impasses = 0;
  for (uint32_t run = 0; run < RUNS; run++) {
    PolderOutcome outcome;
    polder_runner_play(runner, game, (PolderChance){.seed = 11, .run = run}, NULL, &outcome);
    impasses += outcome.ending != POLDER_AGREEMENT;
  }
  ck_assert_uint_eq(rule->pairs.both + rule->pairs.second_only, impasses);
}
END_TEST

/* --- pairing --------------------------------------------------------------------------------- */

START_TEST(every_run_is_in_one_place_and_the_baseline_is_the_same_for_all) {
  g_autoptr(PolderScenario) scenario = played_load("scenarios/welzijn");
  const PolderLeversJob job = job_on(scenario, &scenario->values);
  g_autoptr(GArray) levers = played_levers(&job);
  const PolderLever *first = &g_array_index(levers, PolderLever, 0);
  for (unsigned i = 0; i < levers->len; i++) {
    const PolderLever *lever = &g_array_index(levers, PolderLever, i);
    const PolderPairs *even = &lever->half[0], *odd = &lever->half[1];
    ck_assert_uint_eq(n_pairs(lever), RUNS);
    ck_assert_uint_eq(even->both + even->first_only + even->second_only + even->neither, RUNS / 2);
    ck_assert_uint_eq(even->first_only + odd->first_only, lever->pairs.first_only);
    ck_assert_uint_eq(even->second_only + odd->second_only, lever->pairs.second_only);
    ck_assert_uint_eq(lever->pairs.both + lever->pairs.first_only,
                      first->pairs.both + first->pairs.first_only);
    ck_assert_double_le(lever->interval.low, lever->difference);
    ck_assert_double_ge(lever->interval.high, lever->difference);
    ck_assert_int_eq(lever->before, first->before);
  }
}
END_TEST

START_TEST(threads_and_where_runs_are_cut_mean_nothing) {
  g_autoptr(PolderScenario) scenario = played_load("scenarios/gouda");
  PolderLeversJob job = job_on(scenario, &scenario->values);
  g_autoptr(GArray) whole = played_levers(&job);
  job.n_threads = 3;
  g_autoptr(GArray) threads = played_levers(&job);
  job.n_runs = 50;
  g_autoptr(GArray) head = played_levers(&job);
  job.first_run = 50;
  job.n_runs = RUNS - 50;
  g_autoptr(GArray) tail = played_levers(&job);
  for (unsigned i = 0; i < whole->len; i++) {
    const PolderLever *lever = &g_array_index(whole, PolderLever, i);
    same_pairs(lever, &g_array_index(threads, PolderLever, i));
    ck_assert_uint_eq(found(head, lever->name)->pairs.first_only +
                          found(tail, lever->name)->pairs.first_only,
                      lever->pairs.first_only);
  }
}
END_TEST

START_TEST(over_one_run_a_lever_says_how_that_run_ends) {
  g_autoptr(PolderScenario) scenario = played_load("scenarios/weerthuis");
  PolderLeversJob job = job_on(scenario, &scenario->values);
  job.seed = 1;
  job.first_run = 3;
  job.n_runs = 1;
  g_autoptr(GArray) levers = played_levers(&job);
  const PolderLever *told = found(levers, "told");
  const PolderOutcome before = played(scenario, NULL, "asis", 3, NULL);
  const PolderOutcome after = played(scenario, NULL, "spoken", 3, NULL);
  ck_assert_int_eq(told->before, before.ending);
  ck_assert_int_eq(told->round_before, before.round);
  ck_assert_int_eq(told->ending, after.ending);
  ck_assert_int_eq(told->round, after.round);
  ck_assert_int_ne(before.ending, POLDER_AGREEMENT);
  ck_assert_int_eq(after.ending, POLDER_AGREEMENT);
  g_autoptr(GString) text = g_string_new(NULL);
  polder_levers_append_text(text, levers, POLDER_NL);
  ck_assert_ptr_nonnull(strstr(text->str, ": een doorbraak\n"));
}
END_TEST

START_TEST(an_unknown_arm_is_an_error_and_a_stop_leaves_no_runs) {
  g_autoptr(PolderScenario) scenario = played_load("scenarios/sinaasappel");
  g_autoptr(GError) error = NULL;
  gint stop = 1;
  PolderLeversJob job = job_on(scenario, &scenario->values);
  job.arm = "spokn";
  ck_assert_ptr_null(polder_levers_play(&job, &error));
  ck_assert_ptr_nonnull(strstr(error->message, "spoken"));
  job.arm = "asis";
  job.stop = &stop;
  g_autoptr(GArray) levers = played_levers(&job);
  ck_assert_uint_eq(n_pairs(found(levers, "told")), 0);
  ck_assert(isnan(found(levers, "told")->difference));
}
END_TEST

/* --- what levers there are ------------------------------------------------------------------- */

START_TEST(a_shared_language_changes_nothing_where_nothing_is_misheard) {
  static const char *const deaf[] = {"noise=0", "explain=.2", NULL};
  static const char *const noisy[] = {"noise=.4", "explain=.2", NULL};
  g_autoptr(PolderScenario) scenario = played_load("scenarios/weerthuis");
  PolderValues values = played_values(scenario, deaf);
  const PolderLeversJob job = job_on(scenario, &values);
  g_autoptr(GArray) without = played_levers(&job);
  const PolderLever *lens = found(without, "lens");
  ck_assert_uint_eq(lens->pairs.first_only + lens->pairs.second_only, 0);
  ck_assert_ptr_nonnull(strstr(lens->note[POLDER_EN], "can change nothing"));
  values = played_values(scenario, noisy);
  g_autoptr(GArray) with = played_levers(&job);
  lens = found(with, "lens");
  ck_assert_uint_gt(lens->pairs.first_only + lens->pairs.second_only, 0);
  ck_assert_ptr_null(strstr(lens->note[POLDER_EN], "can change nothing"));
}
END_TEST

START_TEST(without_room_no_telling_helps_and_an_option_on_the_place_or_another_rule_does) {
  g_autoptr(PolderScenario) scenario = played_load("scenarios/geen-ruimte");
  const PolderLeversJob job = job_on(scenario, &scenario->values);
  g_autoptr(GArray) levers = played_levers(&job);
  ck_assert_uint_eq(found(levers, "told")->pairs.first_only, 0);
  ck_assert_uint_eq(found(levers, "asking")->pairs.first_only, 0);
  ck_assert_uint_eq(found(levers, "option.transport")->pairs.first_only, 0);
  ck_assert_uint_gt(found(levers, "option.location")->pairs.first_only, RUNS * 9 / 10);
  ck_assert_uint_gt(found(levers, "rule.quota.3")->pairs.first_only, RUNS * 9 / 10);
}
END_TEST

START_TEST(of_options_the_one_that_does_most_comes_first_and_is_called_a_thought) {
  g_autoptr(PolderScenario) scenario = played_load("scenarios/geen-ruimte");
  const PolderLeversJob job = job_on(scenario, &scenario->values);
  g_autoptr(GArray) levers = played_levers(&job);
  const PolderLever *best = NULL;
  unsigned options = 0;
  for (unsigned i = 0; i < levers->len; i++) {
    const PolderLever *lever = &g_array_index(levers, PolderLever, i);
    best = best == NULL && lever->kind == POLDER_LEVER_OPTION ? lever : best;
    options += lever->kind == POLDER_LEVER_OPTION && lever->thought;
  }
  ck_assert_uint_eq(options, 4);
  ck_assert_str_eq(best->name, "option.location");
  ck_assert_ptr_nonnull(strstr(best->note[POLDER_EN], "thought experiment"));
}
END_TEST

START_TEST(another_option_does_not_raise_what_no_agreement_is_worth) {
  unsigned broken = 0;
  for (unsigned table = 0; table < 3; table++) {
    g_autoptr(PolderScenario) scenario = explained_table(explained_tables[table]);
    g_autoptr(PolderScenario) fixed = polder_scenario_copy(scenario);
    for (int party = 0; party < fixed->n_parties; party++) {
      ck_assert(fixed->parties[party].reservation_is_percentile);
      fixed->parties[party].reservation_is_percentile = false;
      fixed->parties[party].reservation_written = scenario->parties[party].reservation;
    }
    ck_assert(polder_scenario_freeze(fixed, NULL));
    const PolderLeversJob job = job_on(scenario, &scenario->values);
    const PolderLeversJob other = job_on(fixed, &fixed->values);
    g_autoptr(GArray) levers = played_levers(&job);
    g_autoptr(GArray) same = played_levers(&other);
    for (unsigned i = 0; i < levers->len; i++) {
      const PolderLever *lever = &g_array_index(levers, PolderLever, i);
      same_pairs(lever, found(same, lever->name));
      broken += lever->kind == POLDER_LEVER_OPTION && lever->pairs.first_only > 0;
    }
  }
  ck_assert_uint_gt(broken, 0);
}
END_TEST

START_TEST(an_option_that_the_case_hides_is_the_option_and_two_have_no_majority) {
  g_autoptr(PolderScenario) scenario = played_load("scenarios/sinaasappel");
  const PolderLeversJob job = job_on(scenario, &scenario->values);
  g_autoptr(GArray) levers = played_levers(&job);
  ck_assert_uint_eq(found(levers, "option")->pairs.first_only, RUNS);
  ck_assert(!found(levers, "option")->thought);
  ck_assert_ptr_null(find(levers, "option.orange"));
  for (unsigned i = 0; i < levers->len; i++)
    ck_assert_int_ne(g_array_index(levers, PolderLever, i).kind, POLDER_LEVER_RULE);
}
END_TEST

START_TEST(where_nobody_tells_a_facilitator_comes_with_telling_and_says_so) {
  static const char *const telling[] = {"disclosure=on_rejection", NULL};
  g_autoptr(PolderScenario) scenario = played_load("scenarios/weerthuis");
  PolderValues values = scenario->values;
  const PolderLeversJob job = job_on(scenario, &values);
  g_autoptr(GArray) silent = polder_cuts_play(&job, NULL);
  ck_assert_ptr_nonnull(found(silent, "facilitator")->note[POLDER_NL]);
  ck_assert_uint_gt(found(silent, "facilitator")->pairs.first_only,
                    found(silent, "telling")->pairs.first_only);
  values = played_values(scenario, telling);
  g_autoptr(GArray) talking = polder_cuts_play(&job, NULL);
  ck_assert_ptr_null(find(talking, "telling"));
  ck_assert_ptr_null(found(talking, "facilitator")->note[POLDER_NL]);
}
END_TEST

START_TEST(both_languages_and_json_tell_every_lever) {
  g_autoptr(PolderScenario) scenario = played_load("scenarios/gouda");
  const PolderLeversJob job = job_on(scenario, &scenario->values);
  g_autoptr(GArray) levers = played_levers(&job);
  g_autoptr(GString) nl = g_string_new(NULL), en = g_string_new(NULL), json = g_string_new(NULL);
  polder_levers_append_text(nl, levers, POLDER_NL);
  polder_levers_append_text(en, levers, POLDER_EN);
  polder_levers_append_json(json, "levers", levers);
  for (unsigned i = 0; i < levers->len; i++) {
    const PolderLever *lever = &g_array_index(levers, PolderLever, i);
    g_autofree char *key = g_strdup_printf("{\"lever\":\"%s\"", lever->name);
    ck_assert_ptr_nonnull(strstr(nl->str, lever->label[POLDER_NL]));
    ck_assert_ptr_nonnull(strstr(en->str, lever->label[POLDER_EN]));
    ck_assert_ptr_nonnull(strstr(json->str, key));
    ck_assert_str_ne(lever->label[POLDER_NL], lever->label[POLDER_EN]);
  }
}
END_TEST

/* --- copies of a scenario -------------------------------------------------------------------- */

START_TEST(a_copy_is_its_original_and_plays_the_same) {
  unsigned copied = 0;
  for (unsigned table = 0; table < 60; table++) {
    g_autoptr(PolderScenario) scenario = varied_scenario(table);
    if (scenario == NULL)
      continue;
    g_autoptr(PolderScenario) copy = polder_scenario_copy(scenario);
    ck_assert(polder_scenario_freeze(copy, NULL));
    ck_assert_uint_eq(copy->checksum, scenario->checksum);
    const PolderOutcome one = played(scenario, NULL, "spoken", table, NULL);
    const PolderOutcome other = played(copy, NULL, "spoken", table, NULL);
    g_autofree char *text = played_outcome_text(scenario, &one);
    g_autofree char *copy_text = played_outcome_text(copy, &other);
    played_same(table, text, copy_text);
    copied++;
  }
  ck_assert_uint_gt(copied, 40);
}
END_TEST

/* The deal of `wide` with these options, none of them new. */
static PolderDeal deal_of(const PolderScenario *wide, const int *option) {
  PolderDeal deal = 0;
  for (int issue = 0; issue < wide->n_issues; issue++)
    deal += (PolderDeal)option[issue] * wide->stride[issue];
  return deal;
}

START_TEST(one_option_more_leaves_every_other_deal_worth_what_it_was) {
  g_autoptr(PolderScenario) scenario = played_load("scenarios/geen-ruimte");
  double score[POLDER_INTERESTS_MAX];
  for (int k = 0; k < scenario->n_interests; k++)
    score[k] = scenario->score_written[(size_t)k * (size_t)scenario->n_options + 5];
  g_autoptr(PolderScenario) wide = polder_scenario_copy(scenario);
  polder_scenario_add_option(wide, 1, "new", score);
  ck_assert(polder_scenario_freeze(wide, NULL));
  ck_assert_uint_eq(wide->n_deals * 3, scenario->n_deals * 4);
  for (PolderDeal deal = 0; deal < scenario->n_deals; deal++) {
    int option[POLDER_ISSUES_MAX];
    polder_scenario_options(scenario, deal, option);
    const PolderDeal same = deal_of(wide, option);
    option[1] = option[1] == 1 ? 3 : option[1]; /* the new option scores as that one */
    const PolderDeal twin = deal_of(wide, option);
    for (int party = 0; party < scenario->n_parties; party++) {
      const double worth = scenario->utility[(size_t)party * scenario->n_deals + deal];
      const double *of = wide->utility + (size_t)party * wide->n_deals;
      ck_assert_double_eq(of[same], worth);
      ck_assert_double_eq(of[twin], worth);
    }
  }
}
END_TEST

Suite *suite_levers(void);

Suite *suite_levers(void) {
  Suite *suite = suite_create("levers");
  TCase *numbers = tcase_create("numbers"), *kinds = tcase_create("kinds");
  TCase *copies = tcase_create("copies");
  tcase_add_test(numbers, where_an_arm_does_the_same_the_numbers_are_those_of_compare);
  tcase_add_test(numbers, information_alone_is_the_arm_informed);
  tcase_add_test(numbers, an_event_beside_the_arm_is_that_event_in_an_arm);
  tcase_add_test(numbers, another_rule_is_that_rule_set);
  tcase_add_test(numbers, every_run_is_in_one_place_and_the_baseline_is_the_same_for_all);
  tcase_add_test(numbers, threads_and_where_runs_are_cut_mean_nothing);
  tcase_add_test(numbers, over_one_run_a_lever_says_how_that_run_ends);
  tcase_add_test(numbers, an_unknown_arm_is_an_error_and_a_stop_leaves_no_runs);
  tcase_add_test(kinds, a_shared_language_changes_nothing_where_nothing_is_misheard);
  tcase_add_test(kinds,
                 without_room_no_telling_helps_and_an_option_on_the_place_or_another_rule_does);
  tcase_add_test(kinds, of_options_the_one_that_does_most_comes_first_and_is_called_a_thought);
  tcase_add_test(kinds, another_option_does_not_raise_what_no_agreement_is_worth);
  tcase_add_test(kinds, an_option_that_the_case_hides_is_the_option_and_two_have_no_majority);
  tcase_add_test(kinds, where_nobody_tells_a_facilitator_comes_with_telling_and_says_so);
  tcase_add_test(kinds, both_languages_and_json_tell_every_lever);
  tcase_add_test(copies, a_copy_is_its_original_and_plays_the_same);
  tcase_add_test(copies, one_option_more_leaves_every_other_deal_worth_what_it_was);
  suite_add_tcase(suite, numbers);
  suite_add_tcase(suite, kinds);
  suite_add_tcase(suite, copies);
  return suite;
}
