/* What explaining costs: all of it, and its branches played from the start instead. One table of
 * four parties, 8 hidden interests and 40 rounds; processor time of both, taking turns.
 *
 *   bench-explain [RUNS]
 */
#include <polder/explain.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { HIDDEN = 8, RUNS = 60, TURNS = 3 };

static const double asked = 20 + 15; /* seconds of 1,000 runs on two cores: map and shares */

static double processor(void) {
  return (double)clock() / CLOCKS_PER_SEC;
}

/* The first random table with at least so many hidden interests that often runs aground; the rest
 * of its interests are open. */
static PolderScenario *table(void) {
  PolderKnobs knobs;
  polder_knobs_init(&knobs);
  knobs.hidden_share = .6;
  PolderScenario *scenario = polder_scenario_random(&knobs, 4, 0);
  int hidden = 0;
  for (int k = 0; k < scenario->n_interests; k++)
    if (scenario->interests[k].visibility != POLDER_OPEN && ++hidden > HIDDEN)
      scenario->interests[k].visibility = POLDER_OPEN;
  g_autoptr(PolderMessages) messages = polder_messages_new();
  if (hidden < HIDDEN || !polder_scenario_freeze(scenario, messages))
    exit(EXIT_FAILURE);
  return scenario;
}

/* Every branch of a run as a run of its own. */
static unsigned play_apart(PolderRunner *runner, const PolderGame *game, PolderChance chance,
                           const PolderExplained *explained) {
  unsigned branches = 0;
  PolderOutcome base;
  polder_runner_play(runner, game, chance, NULL, &base);
  const unsigned cells = (unsigned)(explained->n_interests * base.round);
  for (unsigned branch = 0; branch < cells + explained->n_sets; branch++, branches++) {
    const bool cell = branch < cells;
    const int round = cell ? (int)branch % base.round + 1 : explained->round;
    const PolderCoalition told = cell ? (PolderCoalition)1 << branch / (unsigned)base.round
                                      : explained->set[branch - cells].members;
    polder_runner_open(runner, game, chance, NULL);
    while (polder_runner_round(runner) < round - 1 && polder_runner_next(runner))
      continue;
    for (int i = 0; i < explained->n_interests; i++)
      if (told >> i & 1)
        polder_runner_tell(runner, explained->interest[i]);
    while (polder_runner_next(runner))
      continue;
    polder_runner_end(runner);
  }
  return branches;
}

int main(int argc, char **argv) {
  const uint32_t runs = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 10) : RUNS;
  g_autoptr(PolderScenario) scenario = table();
  g_autoptr(PolderGame) game =
      polder_game_new(scenario, &scenario->values, "asis", POLDER_MEASURE_OUTCOME, NULL);
  g_autoptr(PolderRunner) runner = polder_runner_new(scenario);
  const PolderExplainJob job = {.runs = {.scenario = scenario,
                                         .values = &scenario->values,
                                         .arm = "asis",
                                         .seed = 1,
                                         .n_runs = runs,
                                         .n_threads = 1}};
  double shared = G_MAXDOUBLE, apart = G_MAXDOUBLE;
  unsigned branches = 0, impasses = 0;
  for (int turn = 0; turn < TURNS; turn++) {
    const double start = processor();
    g_autoptr(PolderExplained) explained = polder_explain(&job, NULL);
    const double middle = processor();
    branches = 0;
    for (uint32_t run = 0; run < runs; run++)
      branches += play_apart(runner, game, (PolderChance){1, run}, explained);
    shared = MIN(shared, middle - start);
    apart = MIN(apart, processor() - middle);
    impasses = explained->n_impasses;
  }
  printf("explain: %u runs (%u impasses), %u branches, least of %d turns\n", runs, impasses,
         branches, TURNS);
  printf("  beginnings shared  %7.2f s of the processor, %5.1f us a branch\n", shared,
         shared / branches * 1e6);
  printf("  every branch apart %7.2f s, %.2f times as much\n", apart, apart / shared);
  printf("  1,000 runs on two cores: %.1f s; asked: map and shares together %.0f s\n",
         shared / runs * 1000 / 2, asked);
  return EXIT_SUCCESS;
}
