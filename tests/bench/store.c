/* What writing costs: the same runs of R1 played by the engine alone and as an experiment into a
 * results folder, taking turns, so that a busy moment of the machine falls on all of them.
 *
 *   bench-store            all ways, as ratios to the engine alone
 *   bench-store WAY RUNS   one of them (0 alone, 1 CSV, 2 SQLite), for profilers
 */
#include <glib/gstdio.h>
#include <polder/experiment.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

enum { REPETITIONS = 7 };
typedef enum { BARE, CSV, SQLITE } Way;
#define WAYS (SQLITE + 1)

typedef struct {
  const char *folder;
  PolderScenario *scenario;
  uint32_t n_runs;
} Work;

typedef struct {
  double wall, cpu;
} Spent;

static double cpu_seconds(void) {
  struct rusage used;
  getrusage(RUSAGE_SELF, &used);
  return (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
         (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) * 1e-6;
}

static void or_die(bool good, const GError *error) {
  if (good)
    return;
  fprintf(stderr, "bench: %s\n", error != NULL ? error->message : "cannot be prepared");
  exit(EXIT_FAILURE);
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

/* --- The ways --------------------------------------------------------------------------------- */

static void play_bare(const Work *work) {
  g_autoptr(GError) error = NULL;
  g_autoptr(PolderRunner) runner = polder_runner_new(work->scenario);
  g_autoptr(PolderGame) game =
      polder_game_new(work->scenario, &work->scenario->values, "asis",
                      POLDER_MEASURE_COLUMNS | POLDER_MEASURE_DISTANCES, &error);
  or_die(game != NULL, error);
  for (uint32_t run = 0; run < work->n_runs; run++) {
    PolderOutcome outcome;
    polder_runner_play(runner, game, (PolderChance){1, run}, NULL, &outcome);
  }
}

static char *now(void) {
  return g_strdup("now");
}

static void play_batch(const Work *work, PolderStore store) {
  static const char *const one_level[] = {"bias=2", NULL};
  g_autoptr(GError) error = NULL;
  g_autoptr(PolderMessages) messages = polder_messages_new();
  g_autoptr(PolderPlan) plan = polder_plan_from_options(work->folder, one_level, messages);
  or_die(plan != NULL, NULL);
  plan->runs = work->n_runs;
  g_ptr_array_set_size(plan->arms, 0);
  g_ptr_array_add(plan->arms, g_strdup("asis"));
  g_autoptr(PolderExperiment) experiment = polder_experiment_new(plan, "plan", messages);
  or_die(experiment != NULL, NULL);
  g_autofree char *results = g_build_filename(work->folder, "results", NULL);
  const PolderExperimentJob job = {.experiment = experiment,
                                   .folder = results,
                                   .store = store,
                                   .n_threads = 1,
                                   .command = "bench",
                                   .machine = "bench",
                                   .now = now};
  PolderExperimentResult result;
  or_die(polder_experiment_run(&job, &result, &error), error);
  remove_all(results);
}

static Spent time_way(const Work *work, Way way) {
  const gint64 start = g_get_monotonic_time();
  const double cpu = cpu_seconds();
  switch (way) {
  case BARE:
    play_bare(work);
    break;
  case CSV:
    play_batch(work, POLDER_STORE_CSV);
    break;
  case SQLITE:
    play_batch(work, POLDER_STORE_SQLITE);
    break;
  }
  return (Spent){(double)(g_get_monotonic_time() - start) * 1e-6, cpu_seconds() - cpu};
}

/* --- Comparing -------------------------------------------------------------------------------- */

static int lower_first(const void *a, const void *b) {
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static void print_ratios(const char *name, double wall[], double cpu[]) {
  qsort(wall, REPETITIONS, sizeof *wall, lower_first);
  qsort(cpu, REPETITIONS, sizeof *cpu, lower_first);
  printf("%-8s %.2f times the engine alone (%.2f to %.2f); of processor time %.2f\n", name,
         wall[REPETITIONS / 2], wall[0], wall[REPETITIONS - 1], cpu[REPETITIONS / 2]);
}

static void compare(const Work *work) {
  double wall[WAYS][REPETITIONS], cpu[WAYS][REPETITIONS];
  for (int i = 0; i < REPETITIONS; i++) {
    const Spent bare = time_way(work, BARE);
    for (Way way = CSV; way < WAYS; way++) {
      const Spent spent = time_way(work, way);
      wall[way][i] = spent.wall / bare.wall;
      cpu[way][i] = spent.cpu / bare.cpu;
    }
  }
  printf("R1 as a batch of %u runs on one thread (asked: 1.15 at most):\n", work->n_runs);
  print_ratios("csv", wall[CSV], cpu[CSV]);
  print_ratios("sqlite", wall[SQLITE], cpu[SQLITE]);
}

int main(int argc, char **argv) {
  Work work = {.n_runs = 5000};
  const int way = argc == 3 ? atoi(argv[1]) : -1;
  g_autoptr(GError) error = NULL;
  PolderKnobs knobs;
  polder_knobs_init(&knobs);
  g_autofree char *folder = g_dir_make_tmp("polder-bench-XXXXXX", &error);
  or_die(folder != NULL, error);
  work.scenario = polder_scenario_random(&knobs, 1, 0);
  work.folder = folder;
  or_die(polder_scenario_save(work.scenario, folder, false, &error), error);
  if (way >= BARE && way < WAYS) {
    work.n_runs = (uint32_t)strtoul(argv[2], NULL, 10);
    time_way(&work, (Way)way);
  } else
    compare(&work);
  remove_all(folder);
  polder_scenario_free(work.scenario);
  return EXIT_SUCCESS;
}
