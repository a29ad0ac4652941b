/* Laws: what holds at every table, whoever sits there and whatever they want. Each is tried on
 * hundreds of random tables that use every mechanism.
 */
#include "played.h"
#include "remade.h"
#include "varied.h"
#include <check.h>
#include <glib/gstdio.h>
#include <malloc.h>
#include <math.h>
#include <polder/bargaining.h>
#include <polder/batch.h>

/* Counts what the code under test asks of GLib: these stand before GLib's own. Volatile, for a
 * compiler may think that nothing it sees in between can come here. */
static volatile unsigned n_allocations;

gpointer g_malloc(gsize n_bytes) {
  n_allocations++;
  gpointer memory = malloc(n_bytes);
  g_assert(memory != NULL || n_bytes == 0);
  return memory;
}

gpointer g_malloc0(gsize n_bytes) {
  n_allocations++;
  gpointer memory = calloc(n_bytes, 1);
  g_assert(memory != NULL || n_bytes == 0);
  return memory;
}

gpointer g_malloc0_n(gsize n_blocks, gsize n_block_bytes) {
  n_allocations++;
  gpointer memory = calloc(n_blocks, n_block_bytes);
  g_assert(memory != NULL || n_blocks == 0 || n_block_bytes == 0);
  return memory;
}

/* One run of one arm, as text: how it went and how it ended. */
static char *story(const PolderScenario *scenario, const char *const *sets, const char *arm,
                   uint32_t run) {
  g_autoptr(PolderTrace) trace = polder_trace_new();
  const PolderOutcome outcome = played(scenario, sets, arm, run, trace);
  g_autofree char *lines = played_lines(scenario, trace, 0);
  g_autofree char *end = played_outcome_text(scenario, &outcome);
  return g_strconcat(lines, end, NULL);
}

static void ck_same_story(const PolderScenario *one, const PolderScenario *other, const char *arm,
                          uint32_t run) {
  g_autofree char *first = story(one, NULL, arm, run), *second = story(other, NULL, arm, run);
  played_same(run, first, second);
}

/* --- Names, files, order ---------------------------------------------------------------------- */

START_TEST(renaming_parties_renames_results) {
  for (unsigned table = 0; table < 200; table++) {
    g_autoptr(PolderScenario) scenario = varied_scenario(table);
    if (scenario == NULL)
      continue;
    g_autoptr(PolderScenario) renamed = remade_frozen(scenario, NULL, "zz-");
    PolderOutcome outcome = played(renamed, NULL, "spoken", table, NULL);
    g_autofree char *in_new_words = played_outcome_text(renamed, &outcome);
    g_autofree char *in_old_words = played_outcome_text(scenario, &outcome);
    outcome = played(scenario, NULL, "spoken", table, NULL);
    g_autofree char *before = played_outcome_text(scenario, &outcome);
    played_same(table, in_old_words, before);
    ck_assert_ptr_nonnull(strstr(in_new_words, ",zz-1,"));
    ck_assert_ptr_null(strstr(in_new_words, scenario->parties[0].id));
  }
}
END_TEST

static void remove_folder(const char *folder) {
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  for (const char *name; (name = g_dir_read_name(dir)) != NULL;) {
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_unlink(path);
  }
  g_rmdir(folder);
}

START_TEST(saving_and_loading_changes_no_run) {
  for (unsigned table = 0; table < 60; table++) {
    g_autoptr(PolderScenario) scenario = varied_scenario(table);
    if (scenario == NULL)
      continue;
    g_autofree char *folder = g_dir_make_tmp("polder-XXXXXX", NULL);
    ck_assert(polder_scenario_save(scenario, folder, table % 2 == 0, NULL));
    g_autoptr(PolderScenario) again = played_load(folder);
    remove_folder(folder);
    ck_same_story(scenario, again, "asis", table);
    ck_same_story(scenario, again, "spoken", table);
  }
}
END_TEST

/* Another order of the options of every issue. */
static void shuffle_options(const PolderScenario *scenario, unsigned table, int *out_option_at) {
  for (int option = 0; option < scenario->n_options; option++)
    out_option_at[option] = option;
  for (int place = scenario->n_options - 1; place > 0; place--) {
    const PolderIssue *issue = &scenario->issues[scenario->options[place].issue];
    const unsigned n = (unsigned)(place - issue->first_option + 1);
    const int other = issue->first_option + (int)draw_below(table, 2000 + (unsigned)place, n);
    const int option = out_option_at[place];
    out_option_at[place] = out_option_at[other];
    out_option_at[other] = option;
  }
}

/* How it ended, without the columns whose last digit follows from the order of a sum. */
static char *bare_ending(const PolderScenario *scenario, const PolderOutcome *outcome) {
  g_autoptr(PolderNames) names = polder_names_new(scenario);
  GString *text = g_string_new(NULL);
  g_string_append_printf(text, "%d %d %d %d %d ", outcome->ending, outcome->impasse, outcome->round,
                         outcome->flagged_round, outcome->ended_by);
  polder_deal_append(text, outcome->deal, names);
  polder_cause_append(text, outcome, names);
  return g_string_free(text, FALSE);
}

START_TEST(the_order_of_options_in_a_file_means_nothing) {
  for (unsigned table = 0; table < 400; table++) {
    int option_at[POLDER_ISSUES_MAX * POLDER_OPTIONS_MAX];
    g_autoptr(PolderScenario) scenario = plain_scenario(table);
    polder_values_put(&scenario->values, POLDER_NOISE, -1, .2, POLDER_FROM_SCENARIO);
    shuffle_options(scenario, table, option_at);
    g_autoptr(PolderScenario) shuffled = remade_frozen(scenario, option_at, NULL);
    const PolderOutcome one = played(scenario, NULL, "spoken", table, NULL);
    const PolderOutcome other = played(shuffled, NULL, "spoken", table, NULL);
    g_autofree char *first = bare_ending(scenario, &one);
    g_autofree char *second = bare_ending(shuffled, &other);
    ck_assert_msg(g_str_equal(first, second), "table %u: %s, but shuffled %s", table, first,
                  second);
  }
}
END_TEST

/* --- Room ------------------------------------------------------------------------------------- */

START_TEST(a_unanimous_agreement_lies_in_the_room_to_agree) {
  unsigned n_agreed = 0;
  for (unsigned table = 0; table < 300; table++) {
    g_autoptr(PolderScenario) scenario = varied_scenario(table);
    for (int arm = 0; scenario != NULL && polder_builtin_arms[arm] != NULL; arm++) {
      const PolderOutcome outcome = played(scenario, NULL, polder_builtin_arms[arm], table, NULL);
      if (outcome.ending != POLDER_AGREEMENT)
        continue;
      n_agreed++;
      ck_assert(outcome.room);
      for (int party = 0; party < scenario->n_parties; party++)
        if (scenario->parties[party].power > 0) {
          ck_assert_double_ge(outcome.party[party].surplus, -POLDER_TOLERANCE);
          ck_assert(!(scenario->broken[outcome.deal] >> party & 1));
        }
    }
  }
  ck_assert_uint_gt(n_agreed, 100);
}
END_TEST

START_TEST(who_knows_what_never_changes_the_room) {
  for (unsigned table = 0; table < 200; table++) {
    g_autoptr(PolderScenario) scenario = varied_scenario(table);
    if (scenario == NULL)
      continue;
    const PolderOutcome before = played(scenario, NULL, "closed", table, NULL);
    for (int k = 0; k < scenario->n_interests; k++)
      scenario->interests[k].visibility =
          (PolderVisibility)draw_below(table, 2500 + (unsigned)k, 3);
    ck_assert(polder_scenario_freeze(scenario, NULL));
    for (int arm = 0; polder_builtin_arms[arm] != NULL; arm++) {
      const PolderOutcome after = played(scenario, NULL, polder_builtin_arms[arm], table, NULL);
      ck_assert_int_eq(after.room, before.room);
      ck_assert(after.joint_best == before.joint_best ||
                (isnan(after.joint_best) && isnan(before.joint_best)));
    }
  }
}
END_TEST

/* --- Arms ------------------------------------------------------------------------------------- */

static void open_everything(PolderScenario *scenario) {
  for (int k = 0; k < scenario->n_interests; k++)
    scenario->interests[k].visibility = POLDER_OPEN;
  ck_assert(polder_scenario_freeze(scenario, NULL));
}

START_TEST(with_nothing_hidden_no_arm_differs) {
  static const char *const sets[] = {"explain=0", NULL}; /* `closed` explains nothing either */
  for (unsigned table = 0; table < 200; table++) {
    g_autoptr(PolderScenario) scenario = varied_scenario(table);
    if (scenario == NULL)
      continue;
    open_everything(scenario);
    g_autofree char *asis = story(scenario, sets, "asis", table);
    for (int arm = 1; polder_builtin_arms[arm] != NULL; arm++) {
      g_autofree char *other = story(scenario, sets, polder_builtin_arms[arm], table);
      played_same(table, asis, other);
    }
  }
}
END_TEST

START_TEST(identical_arms_have_no_discordant_pair) {
  static const char *const arms[] = {"spoken", "spoken"};
  for (unsigned table = 0; table < 30; table++) {
    g_autoptr(PolderScenario) scenario = varied_scenario(table);
    if (scenario == NULL)
      continue;
    const PolderCompareJob job = {.scenario = scenario,
                                  .values = &scenario->values,
                                  .arms = arms,
                                  .n_arms = 2,
                                  .seed = table,
                                  .n_runs = 40,
                                  .n_threads = 2};
    g_autoptr(PolderComparison) result = polder_compare_run(&job, NULL);
    ck_assert_uint_eq(result->pair[0].pairs.first_only, 0);
    ck_assert_uint_eq(result->pair[0].pairs.second_only, 0);
    ck_assert_uint_eq(result->pair[0].pairs.both + result->pair[0].pairs.neither, 40);
  }
}
END_TEST

static PolderEvent everything_told(int round) {
  return played_event(round, POLDER_EVENT_DISCLOSE);
}

START_TEST(until_a_disclosure_in_round_7_the_traces_are_equal_byte_for_byte) {
  unsigned n_parted = 0;
  for (unsigned table = 0; table < 200; table++) {
    g_autoptr(PolderScenario) scenario = varied_scenario(table);
    if (scenario == NULL)
      continue;
    played_add(scenario, "told", everything_told(7));
    g_autoptr(PolderTrace) asis = polder_trace_new(), told = polder_trace_new();
    played(scenario, NULL, "asis", table, asis);
    played(scenario, NULL, "told", table, told);
    g_autofree char *before = played_lines(scenario, asis, 7);
    g_autofree char *before_told = played_lines(scenario, told, 7);
    played_same(table, before, before_told);
    g_autofree char *all = played_lines(scenario, asis, 0);
    g_autofree char *all_told = played_lines(scenario, told, 0);
    n_parted += !g_str_equal(all, all_told);
  }
  ck_assert_uint_gt(n_parted, 50);
}
END_TEST

START_TEST(in_the_arm_closed_nobody_tells_anything) {
  static const char *const sets[] = {"explain=.7", "disclosure=on_rejection", "tell_base=5", NULL};
  unsigned n_told = 0;
  for (unsigned table = 0; table < 150; table++) {
    g_autoptr(PolderScenario) scenario = plain_scenario(table);
    played_add(scenario, NULL, played_event(2, POLDER_EVENT_ASK));
    played_add(scenario, NULL, everything_told(9));
    PolderValues *values = &scenario->values;
    *values = played_values(scenario, sets);
    memset(values->source, POLDER_FROM_SCENARIO, sizeof values->source);
    g_autoptr(PolderTrace) asis = polder_trace_new(), closed = polder_trace_new();
    played(scenario, NULL, "asis", table, asis);
    played(scenario, NULL, "closed", table, closed);
    n_told += played_count(asis, POLDER_DID_TELL, ANY);
    ck_assert_uint_eq(played_count(closed, POLDER_DID_TELL, ANY), 0);
    ck_assert_uint_eq(played_count(closed, POLDER_DID_ASK, ANY), 0);
    ck_assert_uint_eq(played_count(closed, POLDER_DID_REALISE, ANY), 0);
  }
  ck_assert_uint_gt(n_told, 150);
}
END_TEST

/* A story without the lines that say that a value changed. */
static char *without_changes(char *text) {
  g_autofree char *all = text;
  g_auto(GStrv) lines = g_strsplit(all, "\n", -1);
  GString *kept = g_string_new(NULL);
  for (char **line = lines; *line != NULL; line++)
    if (strstr(*line, "\"change\"") == NULL)
      g_string_append_printf(kept, "%s\n", *line);
  return g_string_free(kept, FALSE);
}

/* Parties that look at nothing but the clock are worked out beforehand, unless some value may
 * change on the way: an event that changes nothing makes them think round by round. */
START_TEST(worked_out_beforehand_or_round_by_round_is_the_same) {
  static const char *const clocks[] = {"boulware", "conceder", "linear", "random"};
  for (unsigned table = 0; table < 300; table++) {
    g_autoptr(PolderScenario) scenario = varied_scenario(table);
    if (scenario == NULL)
      continue;
    g_autofree char *strategy = g_strdup_printf("strategy=%s", clocks[table % 4]);
    const char *const sets[] = {
        strategy, "bias=0", "trust_gain=0", "exploit=0", "devaluation=0", "spread_weights=0", NULL};
    PolderEvent idle = played_event(1, POLDER_EVENT_PARAMETER);
    idle.parameter = POLDER_ROUND_COST;
    idle.value = 0;
    played_add(scenario, "thinking", idle);
    g_autofree char *clock = story(scenario, sets, "asis", table);
    g_autofree char *thinking = without_changes(story(scenario, sets, "thinking", table));
    g_autofree char *same = without_changes(g_steal_pointer(&clock));
    played_same(table, same, thinking);
  }
}
END_TEST

/* --- Chance and memory ------------------------------------------------------------------------ */

START_TEST(draws_that_decide_nothing_change_nothing) {
  static const char *const none[] = {"takeover=0", "leave_value=0", "explain=0", "disclosure=none",
                                     NULL};
  static const char *const idle[] = {"takeover=1e-15", "leave_value=1e-15",     "explain=1e-15",
                                     "tell_base=-20",  "disclosure=reciprocal", "tell_trust=-20",
                                     "tell_asked=-20", "tell_reciprocity=0",    NULL};
  for (unsigned table = 0; table < 200; table++) {
    g_autoptr(PolderScenario) scenario = varied_scenario(table);
    if (scenario == NULL)
      continue;
    g_autofree char *without = story(scenario, none, "asis", table);
    g_autofree char *with = story(scenario, idle, "asis", table);
    played_same(table, without, with);
  }
}
END_TEST

typedef struct {
  const PolderScenario *scenario;
  unsigned n_seen;
} Batch;

static void compare_with_alone(void *context, int arm, uint32_t run, const PolderOutcome *outcome) {
  Batch *batch = context;
  const PolderOutcome alone =
      played(batch->scenario, NULL, arm == 0 ? "asis" : "flagged", run, NULL);
  g_autofree char *here = played_outcome_text(batch->scenario, outcome);
  g_autofree char *there = played_outcome_text(batch->scenario, &alone);
  played_same(run, here, there);
  batch->n_seen++;
}

START_TEST(a_run_of_a_batch_is_that_run_alone) {
  static const char *const arms[] = {"asis", "flagged"};
  for (unsigned table = 0; table < 15; table++) {
    g_autoptr(PolderScenario) scenario = varied_scenario(table);
    if (scenario == NULL)
      continue;
    Batch batch = {scenario, 0};
    const PolderCompareJob job = {.scenario = scenario,
                                  .values = &scenario->values,
                                  .arms = arms,
                                  .n_arms = 2,
                                  .seed = 1,
                                  .n_runs = 20,
                                  .n_threads = 2,
                                  .measure = POLDER_MEASURE_COLUMNS,
                                  .row = compare_with_alone,
                                  .context = &batch};
    g_autoptr(PolderComparison) result = polder_compare_run(&job, NULL);
    ck_assert_uint_eq(result->n_runs, 20);
    ck_assert_uint_eq(batch.n_seen, 40);
  }
}
END_TEST

/* An arm in which everything happens that a table could remember. */
static void add_busy_arm(PolderScenario *scenario, unsigned table) {
  static const PolderEventKind kinds[] = {POLDER_EVENT_FACILITATE, POLDER_EVENT_LENS,
                                          POLDER_EVENT_MANDATE,    POLDER_EVENT_ASK,
                                          POLDER_EVENT_MEDIATE,    POLDER_EVENT_DISCLOSE};
  for (size_t kind = 0; kind < G_N_ELEMENTS(kinds); kind++) {
    PolderEvent event = played_event(1 + (int)(table % 3), kinds[kind]);
    event.value = 1;
    played_add(scenario, "busy", event);
  }
}

enum { ARMS = 4 };

/* Plays runs 0..n - 1, each in another arm than the one before. */
static void play_in_turn(PolderRunner *runner, PolderGame *const *game, uint32_t n) {
  for (uint32_t run = 0; run < n; run++) {
    PolderOutcome outcome;
    polder_runner_play(runner, game[run % ARMS], (PolderChance){.seed = 1, .run = run}, NULL,
                       &outcome);
  }
}

static void compile_arms(const PolderScenario *scenario, PolderGame *out_game[ARMS]) {
  static const char *const arms[ARMS] = {"open", "busy", "asis", "spoken"};
  for (int arm = 0; arm < ARMS; arm++)
    out_game[arm] =
        polder_game_new(scenario, &scenario->values, arms[arm], POLDER_MEASURE_COLUMNS, NULL);
}

static void free_arms(PolderGame *game[ARMS]) {
  for (int arm = 0; arm < ARMS; arm++)
    polder_game_free(game[arm]);
}

START_TEST(a_run_does_not_depend_on_what_was_played_before) {
  for (unsigned table = 0; table < 100; table++) {
    g_autoptr(PolderScenario) scenario = varied_scenario(table);
    if (scenario == NULL)
      continue;
    if (table % 5 < 2) /* 6: nobody says a word, nothing is brought up to date; 4: tit for tat */
      polder_values_put(&scenario->values, POLDER_STRATEGY, -1, table % 5 == 0 ? 6 : 4,
                        POLDER_FROM_PARTIES);
    add_busy_arm(scenario, table);
    g_autoptr(PolderRunner) runner = polder_runner_new(scenario);
    PolderGame *game[ARMS];
    compile_arms(scenario, game);
    play_in_turn(runner, game, 9);
    PolderOutcome outcome;
    polder_runner_play(runner, game[2], (PolderChance){.seed = 1, .run = 5}, NULL, &outcome);
    g_autofree char *late = played_outcome_text(scenario, &outcome);
    outcome = played(scenario, NULL, "asis", 5, NULL);
    g_autofree char *fresh = played_outcome_text(scenario, &outcome);
    played_same(table, late, fresh);
    free_arms(game);
  }
}
END_TEST

START_TEST(a_runner_that_has_played_allocates_nothing) {
  for (unsigned table = 0; table < 40; table++) {
    g_autoptr(PolderScenario) scenario = varied_scenario(table);
    if (scenario == NULL)
      continue;
    add_busy_arm(scenario, table);
    g_autoptr(PolderRunner) runner = polder_runner_new(scenario);
    PolderGame *game[ARMS];
    compile_arms(scenario, game);
    play_in_turn(runner, game, 25); /* what is needed for the first time is kept */
    const size_t used = mallinfo2().uordblks;
    n_allocations = 0;
    play_in_turn(runner, game, 25);
    const unsigned n_asked = n_allocations;
    const size_t used_now = mallinfo2().uordblks; /* before Check itself asks for memory */
    ck_assert_uint_eq(n_asked, 0);
    ck_assert_uint_eq(used_now, used);
    free_arms(game);
  }
}
END_TEST

Suite *suite_laws(void);

Suite *suite_laws(void) {
  Suite *suite = suite_create("laws");
  TCase *names = tcase_create("names and files"), *room = tcase_create("room");
  TCase *arms = tcase_create("arms"), *chance = tcase_create("chance and memory");
  TCase *all[] = {names, room, arms, chance};
  tcase_add_test(names, renaming_parties_renames_results);
  tcase_add_test(names, saving_and_loading_changes_no_run);
  tcase_add_test(names, the_order_of_options_in_a_file_means_nothing);
  tcase_add_test(room, a_unanimous_agreement_lies_in_the_room_to_agree);
  tcase_add_test(room, who_knows_what_never_changes_the_room);
  tcase_add_test(arms, with_nothing_hidden_no_arm_differs);
  tcase_add_test(arms, identical_arms_have_no_discordant_pair);
  tcase_add_test(arms, until_a_disclosure_in_round_7_the_traces_are_equal_byte_for_byte);
  tcase_add_test(arms, in_the_arm_closed_nobody_tells_anything);
  tcase_add_test(arms, worked_out_beforehand_or_round_by_round_is_the_same);
  tcase_add_test(chance, draws_that_decide_nothing_change_nothing);
  tcase_add_test(chance, a_run_of_a_batch_is_that_run_alone);
  tcase_add_test(chance, a_run_does_not_depend_on_what_was_played_before);
  tcase_add_test(chance, a_runner_that_has_played_allocates_nothing);
  for (size_t i = 0; i < G_N_ELEMENTS(all); i++)
    suite_add_tcase(suite, all[i]);
  return suite;
}
