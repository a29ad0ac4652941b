/* Engine and reference, step by step beside each other, on tables of every kind.
 *
 * POLDER_REFERENCE_RUNS=100000 looks at more of them, with larger tables among them.
 */
#include <check.h>
#include <math.h>
#include <polder/engine.h>
#include <stdio.h>
#include <stdlib.h>

#include "reference_cases.h"

enum { RUNS = 3000, PARTS = 6, RUNS_OF_A_FAULT = 150, DEALS = 300, MANY_DEALS = 4096 };

/* What came of a number of cases. */
typedef struct {
  unsigned runs, differing, texts, following;
  char first[512]; /* the first that differs */
} Tally;

static unsigned runs_wanted(void) {
  const char *wanted = g_getenv("POLDER_REFERENCE_RUNS");
  return wanted != NULL ? (unsigned)g_ascii_strtoull(wanted, NULL, 10) : RUNS;
}

/* --- one case --------------------------------------------------------------------------------- */

static void compare_end(const PolderOutcome *engine, int n_parties, ReferenceOutcome *reference) {
  double apart = 0;
  if (*reference->difference != '\0')
    return;
  for (int party = 0; party < n_parties; party++)
    apart = fmax(apart, fabs(engine->party[party].trust_given - reference->trust_given[party]));
  if (engine->ending != reference->ending || engine->round != reference->round ||
      engine->deal != reference->deal || apart > 1e-3)
    snprintf(reference->difference, sizeof reference->difference,
             "%s in round %d on deal %d, engine %s in round %d on deal %d; trust %g apart",
             polder_ending_names[reference->ending], reference->round, (int)reference->deal,
             polder_ending_names[engine->ending], engine->round, (int)engine->deal, apart);
}

static void play_both(const ReferenceCase *drawn, ReferenceFault fault, ReferenceOutcome *out) {
  g_autoptr(PolderTrace) trace = polder_trace_new();
  g_autoptr(PolderGame) game =
      polder_game_new(drawn->scenario, &drawn->values, drawn->arm, POLDER_MEASURE_COLUMNS, NULL);
  g_autoptr(PolderRunner) runner = polder_runner_new(drawn->scenario);
  PolderOutcome engine;
  polder_runner_play(runner, game, drawn->chance, trace, &engine);
  const ReferenceRun run = {.scenario = drawn->scenario,
                            .values = &drawn->values,
                            .arm = drawn->arm,
                            .chance = drawn->chance,
                            .engine = trace,
                            .fault = fault};
  reference_play(&run, out);
  compare_end(&engine, drawn->scenario->n_parties, out);
}

static void take(unsigned number, unsigned max_deals, ReferenceFault fault, Tally *tally) {
  g_autoptr(ReferenceCase) drawn = reference_case_new(number, max_deals);
  ReferenceOutcome outcome;
  if (drawn->scenario == NULL)
    return;
  play_both(drawn, fault, &outcome);
  tally->runs++;
  tally->texts += outcome.texts;
  tally->following += outcome.followed_texts + outcome.followed_answers > 0;
  if (*outcome.difference == '\0')
    return;
  if (tally->differing++ == 0)
    snprintf(tally->first, sizeof tally->first, "case %u, arm %s: %s", number, drawn->arm,
             outcome.difference);
}

static Tally take_all(unsigned first, unsigned last, unsigned step, ReferenceFault fault) {
  Tally tally = {0};
  for (unsigned number = first; number < last; number += step)
    take(number, last > RUNS && number % 50 == 0 ? MANY_DEALS : DEALS, fault, &tally);
  return tally;
}

/* --- the tests -------------------------------------------------------------------------------- */

START_TEST(the_engine_plays_what_the_page_says) {
  const unsigned last = runs_wanted();
  const Tally tally = take_all((unsigned)_i, last, PARTS, REFERENCE_AS_WRITTEN);
  printf("reference, %s: %u runs, %u texts, %u runs followed the engine at a tie, %u differ\n",
         polder_builtin_arms[_i % 6], tally.runs, tally.texts, tally.following, tally.differing);
  /* of many runs one or two see a yes so certain that no float can hold the odds against it */
  ck_assert_msg(tally.differing * 10000 <= tally.runs, "%u of %u runs differ; %s", tally.differing,
                tally.runs, tally.first);
  ck_assert_uint_gt(tally.runs, (last - (unsigned)_i) / PARTS * 9 / 10);
  ck_assert_msg(tally.following * 100 < tally.runs, "%u of %u runs needed to follow the engine",
                tally.following, tally.runs);
}
END_TEST

START_TEST(a_mistake_in_one_equation_is_noticed) {
  const Tally tally = take_all(0, RUNS_OF_A_FAULT, 1, (ReferenceFault)_i);
  ck_assert_msg(tally.differing * 10 > tally.runs, "fault %d: only %u of %u runs differ", _i,
                tally.differing, tally.runs);
}
END_TEST

START_TEST(the_reference_alone_comes_to_the_same_end) {
  unsigned same = 0, runs = 0;
  for (unsigned number = 0; number < 100; number++) {
    g_autoptr(ReferenceCase) drawn = reference_case_new(number, DEALS);
    ReferenceOutcome beside, alone;
    if (drawn->scenario == NULL)
      continue;
    play_both(drawn, REFERENCE_AS_WRITTEN, &beside);
    const ReferenceRun run = {.scenario = drawn->scenario,
                              .values = &drawn->values,
                              .arm = drawn->arm,
                              .chance = drawn->chance};
    reference_play(&run, &alone);
    runs++;
    same +=
        alone.ending == beside.ending && alone.round == beside.round && alone.deal == beside.deal;
  }
  ck_assert_uint_ge(same * 100, runs * 98);
}
END_TEST

Suite *suite_reference(void);

Suite *suite_reference(void) {
  Suite *suite = suite_create("reference");
  TCase *beside = tcase_create("beside");
  tcase_set_timeout(beside, 24 * 3600);
  tcase_add_loop_test(beside, the_engine_plays_what_the_page_says, 0, PARTS);
  tcase_add_test(beside, the_reference_alone_comes_to_the_same_end);
  suite_add_tcase(suite, beside);
  TCase *teeth = tcase_create("teeth");
  tcase_add_loop_test(teeth, a_mistake_in_one_equation_is_noticed, REFERENCE_AS_WRITTEN + 1,
                      REFERENCE_FAULTS);
  suite_add_tcase(suite, teeth);
  return suite;
}
