/* Branches: a run that parts from another one is, to the byte, the run that was told so from the
 * start; on random tables that use everything, and under every mechanism that remembers something.
 */
#include "played.h"
#include "varied.h"
#include <check.h>

enum { TABLES = 120 };

static const char *const mechanisms[][4] = {
    {NULL},
    {"practice_periods=12", "volatility=.05", NULL},
    {"side_deals=.4", "identity=.5", NULL},
    {"visibility=.5", "refusal_cost=.2", "past_tables=4", NULL},
    {"turnover=.2", "cheap_talk=.4", "threat=.3", NULL},
};

/* What is told in which round of a table's run. */
typedef struct {
  int round, interest, other;
} Telling;

static Telling telling_of(const PolderScenario *scenario, unsigned table, int last) {
  const PolderChance chance = {.seed = 77, .run = table};
  const double n = scenario->n_interests;
  return (Telling){
      .round = 1 + (int)(polder_draw(chance, 0, 0, POLDER_DRAW_TIE, 0) * last),
      .interest = (int)(polder_draw(chance, 0, 0, POLDER_DRAW_TIE, 1) * n),
      .other = (int)(polder_draw(chance, 0, 0, POLDER_DRAW_TIE, 2) * n),
  };
}

static void plan_telling(PolderScenario *scenario, Telling telling) {
  const int told[] = {MIN(telling.interest, telling.other), MAX(telling.interest, telling.other)};
  for (size_t i = 0; i < G_N_ELEMENTS(told); i++) {
    PolderEvent event = played_event(telling.round, POLDER_EVENT_DISCLOSE);
    event.interest = told[i];
    event.party = scenario->interests[told[i]].party;
    played_add(scenario, "told", event);
  }
}

/* What the case itself has planned, from before the telling to long after it. */
static void plan_events(PolderScenario *scenario, unsigned table) {
  static const PolderEventKind kinds[] = {POLDER_EVENT_FACILITATE, POLDER_EVENT_LENS,
                                          POLDER_EVENT_ASK, POLDER_EVENT_MEDIATE};
  for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
    PolderEvent event = played_event(2 + 4 * (int)i + (int)table % 4, kinds[i]);
    event.value = .8; /* of those that have one */
    played_add(scenario, NULL, event);
  }
}

/* Plays on from where the runner stands. */
static PolderOutcome finished(PolderRunner *runner) {
  PolderOutcome outcome;
  while (polder_runner_next(runner))
    continue;
  polder_runner_close(runner, &outcome);
  return outcome;
}

/* A table, the run of it that goes on, and the one that parts from it. */
typedef struct {
  PolderScenario *scenario;
  PolderGame *asis, *told;
  PolderRunner *base, *branch, *fresh;
  PolderTrace *common, *after, *whole;
  PolderChance chance;
} Fork;

static void fork_clear(Fork *fork) {
  polder_trace_free(fork->common);
  polder_trace_free(fork->after);
  polder_trace_free(fork->whole);
  polder_runner_free(fork->base);
  polder_runner_free(fork->branch);
  polder_runner_free(fork->fresh);
  polder_game_free(fork->asis);
  polder_game_free(fork->told);
  polder_scenario_free(fork->scenario);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Fork, fork_clear)

static bool fork_init(Fork *fork, unsigned table) {
  fork->scenario = varied_scenario(table);
  if (fork->scenario == NULL)
    return false;
  const PolderValues values =
      played_values(fork->scenario, mechanisms[table % G_N_ELEMENTS(mechanisms)]);
  const Telling telling =
      telling_of(fork->scenario, table, (int)values.value[POLDER_DEADLINE_ROUNDS][0]);
  const unsigned all = POLDER_MEASURE_COLUMNS | POLDER_MEASURE_DISTANCES;
  plan_events(fork->scenario, table);
  plan_telling(fork->scenario, telling);
  fork->asis = polder_game_new(fork->scenario, &values, "asis", all, NULL);
  fork->told = polder_game_new(fork->scenario, &values, "told", all, NULL);
  fork->base = polder_runner_new(fork->scenario);
  fork->branch = polder_runner_new(fork->scenario);
  fork->fresh = polder_runner_new(fork->scenario);
  fork->common = polder_trace_new();
  fork->after = polder_trace_new();
  fork->whole = polder_trace_new();
  fork->chance = (PolderChance){.seed = 5, .run = table};
  PolderOutcome other; /* what stood in the branch's memory before must not matter */
  polder_runner_play(fork->branch, fork->told, (PolderChance){.seed = 6, .run = table}, NULL,
                     &other);
  polder_runner_open(fork->base, fork->asis, fork->chance, fork->common);
  while (polder_runner_round(fork->base) < telling.round - 1 && polder_runner_next(fork->base))
    continue;
  polder_runner_fork(fork->branch, fork->base, fork->after);
  polder_runner_tell(fork->branch, telling.other);
  polder_runner_tell(fork->branch, telling.interest);
  return true;
}

START_TEST(a_branch_is_the_run_that_was_told_so_from_the_start) {
  unsigned parted = 0;
  for (unsigned table = 0; table < TABLES; table++) {
    g_auto(Fork) fork = {0};
    if (!fork_init(&fork, table))
      continue;
    g_autofree char *before = played_lines(fork.scenario, fork.common, 0);
    const PolderOutcome branched = finished(fork.branch);
    g_autofree char *after = played_lines(fork.scenario, fork.after, 0);
    g_autofree char *joined = g_strconcat(before, after, NULL);
    PolderOutcome fresh;
    polder_runner_play(fork.fresh, fork.told, fork.chance, fork.whole, &fresh);
    g_autofree char *whole = played_lines(fork.scenario, fork.whole, 0);
    played_same(table, joined, whole);
    g_autofree char *one = played_outcome_text(fork.scenario, &branched);
    g_autofree char *other = played_outcome_text(fork.scenario, &fresh);
    played_same(table, one, other);
    parted += strstr(after, "\"tell\"") != NULL;
  }
  ck_assert_uint_gt(parted, TABLES / 4); /* else nothing was tried */
}
END_TEST

START_TEST(what_a_branch_does_leaves_the_run_that_it_parted_from_alone) {
  for (unsigned table = 0; table < TABLES; table++) {
    g_auto(Fork) fork = {0};
    if (!fork_init(&fork, table))
      continue;
    finished(fork.branch);
    const PolderOutcome went_on = finished(fork.base);
    g_autofree char *gone = played_lines(fork.scenario, fork.common, 0);
    PolderOutcome fresh;
    polder_runner_play(fork.fresh, fork.asis, fork.chance, fork.whole, &fresh);
    g_autofree char *whole = played_lines(fork.scenario, fork.whole, 0);
    played_same(table, gone, whole);
    g_autofree char *one = played_outcome_text(fork.scenario, &went_on);
    g_autofree char *other = played_outcome_text(fork.scenario, &fresh);
    played_same(table, one, other);
  }
}
END_TEST

START_TEST(telling_everything_in_its_round_is_the_arm_spoken) {
  g_autoptr(PolderScenario) scenario = played_load("scenarios/weerthuis");
  const PolderValues values = played_values(scenario, NULL);
  g_autoptr(PolderGame) game =
      polder_game_new(scenario, &values, "asis", POLDER_MEASURE_COLUMNS, NULL);
  g_autoptr(PolderRunner) runner = polder_runner_new(scenario);
  const PolderOutcome spoken = played(scenario, NULL, "spoken", 3, NULL);
  polder_runner_open(runner, game, (PolderChance){.seed = 1, .run = 3}, NULL);
  while (polder_runner_round(runner) < 15 && polder_runner_next(runner))
    continue;
  for (int interest = 0; interest < scenario->n_interests; interest++)
    polder_runner_tell(runner, interest);
  const PolderOutcome told = finished(runner);
  g_autofree char *one = played_outcome_text(scenario, &told);
  g_autofree char *other = played_outcome_text(scenario, &spoken);
  ck_assert_str_eq(one, other);
}
END_TEST

START_TEST(what_was_to_be_told_in_a_run_left_unfinished_is_forgotten) {
  g_autoptr(PolderScenario) scenario = played_load("scenarios/weerthuis");
  const PolderValues values = played_values(scenario, NULL);
  g_autoptr(PolderGame) game =
      polder_game_new(scenario, &values, "asis", POLDER_MEASURE_COLUMNS, NULL);
  g_autoptr(PolderRunner) runner = polder_runner_new(scenario);
  const PolderOutcome plain = played(scenario, NULL, "asis", 0, NULL);
  polder_runner_open(runner, game, (PolderChance){.seed = 1, .run = 0}, NULL);
  polder_runner_tell(runner, scenario->n_interests - 1);
  PolderOutcome again;
  polder_runner_play(runner, game, (PolderChance){.seed = 1, .run = 0}, NULL, &again);
  ck_assert_int_eq(again.round, plain.round);
  ck_assert_double_eq(again.disclosed_share, plain.disclosed_share);
}
END_TEST

START_TEST(what_is_about_to_be_told_goes_along_and_what_the_branch_had_in_mind_does_not) {
  g_autoptr(PolderScenario) scenario = played_load("scenarios/weerthuis");
  const PolderValues values = played_values(scenario, NULL);
  const PolderChance chance = {.seed = 1, .run = 0};
  g_autoptr(PolderGame) game =
      polder_game_new(scenario, &values, "asis", POLDER_MEASURE_COLUMNS, NULL);
  const PolderOutcome plain = played(scenario, NULL, "asis", 0, NULL);
  for (int had = 0; had < 2; had++) {
    g_autoptr(PolderRunner) runner = polder_runner_new(scenario);
    g_autoptr(PolderRunner) branch = polder_runner_new(scenario);
    if (had)
      polder_runner_tell(branch, scenario->n_interests - 1);
    polder_runner_open(runner, game, chance, NULL);
    polder_runner_tell(runner, 0);
    polder_runner_fork(branch, runner, NULL);
    const PolderOutcome went = finished(runner), branched = finished(branch);
    g_autofree char *one = played_outcome_text(scenario, &went);
    g_autofree char *other = played_outcome_text(scenario, &branched);
    ck_assert_str_eq(one, other);
    ck_assert_double_gt(went.disclosed_share, plain.disclosed_share);
  }
}
END_TEST

Suite *suite_branches(void);

Suite *suite_branches(void) {
  Suite *suite = suite_create("branches");
  TCase *forks = tcase_create("forks");
  tcase_add_test(forks, a_branch_is_the_run_that_was_told_so_from_the_start);
  tcase_add_test(forks, what_a_branch_does_leaves_the_run_that_it_parted_from_alone);
  tcase_add_test(forks, telling_everything_in_its_round_is_the_arm_spoken);
  tcase_add_test(forks, what_was_to_be_told_in_a_run_left_unfinished_is_forgotten);
  tcase_add_test(forks,
                 what_is_about_to_be_told_goes_along_and_what_the_branch_had_in_mind_does_not);
  suite_add_tcase(suite, forks);
  return suite;
}
