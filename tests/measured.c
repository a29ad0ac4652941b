/* See measured.h. */
#include "measured.h"
#include <check.h>
#include <math.h>

typedef struct {
  double sum;
  int n;
} Sum;

static void add(Sum *sum, double value) {
  if (isnan(value))
    return;
  sum->sum += value;
  sum->n++;
}

static double mean(Sum sum) {
  return sum.n > 0 ? sum.sum / sum.n : (double)NAN;
}

static PolderGame *game_of(const PolderScenario *scenario, const char *sets, const char *arm) {
  g_auto(GStrv) split = g_strsplit(sets, " ", -1);
  const PolderValues values =
      played_values(scenario, sets[0] != '\0' ? (const char *const *)split : NULL);
  g_autoptr(GError) error = NULL;
  PolderGame *game = polder_game_new(scenario, &values, arm, POLDER_MEASURE_COLUMNS, &error);
  if (game == NULL)
    ck_abort_msg("%s", error->message);
  return game;
}

Measured measured(const PolderScenario *scenario, const char *sets, const char *arm,
                  uint32_t runs) {
  g_autoptr(PolderGame) game = game_of(scenario, sets, arm);
  g_autoptr(PolderRunner) runner = polder_runner_new(scenario);
  Sum impasse = {0}, sham = {0}, enacted = {0}, surplus = {0}, disclosed = {0},
      process[POLDER_PROCESS_COLUMNS] = {0};
  for (uint32_t run = 0; run < runs; run++) {
    PolderOutcome outcome;
    polder_runner_play(runner, game, (PolderChance){.seed = 1, .run = run}, NULL, &outcome);
    ck_assert_int_ne(outcome.ending, POLDER_FAILED);
    add(&impasse, outcome.ending != POLDER_AGREEMENT && outcome.ending != POLDER_SHAM);
    add(&sham, outcome.ending == POLDER_SHAM);
    add(&enacted, outcome.enacted_share);
    add(&disclosed, outcome.disclosed_share);
    add(&surplus, outcome.deal != POLDER_NO_DEAL ? outcome.min_surplus : (double)NAN);
    for (int column = 0; column < POLDER_PROCESS_COLUMNS; column++)
      add(&process[column], outcome.process[column]);
  }
  Measured result = {.impasse = mean(impasse),
                     .sham = mean(sham),
                     .enacted = mean(enacted),
                     .min_surplus = mean(surplus),
                     .disclosed = mean(disclosed)};
  for (int column = 0; column < POLDER_PROCESS_COLUMNS; column++)
    result.process[column] = mean(process[column]);
  return result;
}
