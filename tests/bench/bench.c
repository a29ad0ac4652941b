/* How fast, how large: the cases that the project has promised figures for, on one core.
 *
 *   bench-bench             every case: repetitions, a line each
 *   bench-bench CASE N      one case, N runs and no clock: for callgrind, whose counts repeat
 * exactly bench-bench --list      names of the cases
 *
 * Every case is measured in a process of its own, so that its peak memory is its own. Machines are
 * noisy and noise only ever slows down: the best repetition tells what the program can do, the
 * worst what the machine did to it.
 */
#include <errno.h>
#include <polder/bargaining.h>
#include <polder/engine.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define REPETITIONS  9
#define SECONDS_EACH .15

/* What is measured. The results are kept so that no work can be left out as unused. */
typedef struct {
  PolderKnobs knobs;
  PolderScenario *scenario;
  PolderRunner *runner;
  PolderGame *game;
  PolderFront *front;
  double runs, rounds, impasses; /* summed over the runs of this bench */
  PolderAnalysis analysis;
} Bench;

typedef struct {
  const char *name, *what;
  void (*prepare)(Bench *bench);
  void (*run)(Bench *bench, uint32_t run);
  double asked; /* runs a second */
  double asked_megabytes;
} Case;

/* --- negotiations ---------------------------------------------------------------------------- */

static void or_die(bool good, const GError *error) {
  if (good)
    return;
  fprintf(stderr, "bench: %s\n", error == NULL ? "cannot be prepared" : error->message);
  exit(EXIT_FAILURE);
}

static void make_game(Bench *bench, const char *const *settings, unsigned measure) {
  g_autoptr(GError) error = NULL;
  bench->scenario = polder_scenario_random(&bench->knobs, 1, 0);
  PolderValues values = bench->scenario->values;
  for (int i = 0; settings[i] != NULL; i++)
    or_die(polder_values_set(&values, bench->scenario, settings[i], &error), error);
  bench->game = polder_game_new(bench->scenario, &values, "asis", measure, &error);
  or_die(bench->game != NULL, error);
  bench->runner = polder_runner_new(bench->scenario);
}

/* R1: the default strategy with beliefs, attribution and trust; 4 parties, 1,024 deals, 40 rounds.
 */
static void prepare_principled(Bench *bench) {
  static const char *const settings[] = {NULL};
  make_game(bench, settings, POLDER_MEASURE_COLUMNS);
}

/* R2: four Boulware parties take turns; 1,024 deals, 100 rounds, the order drawn per run. */
static void prepare_boulware(Bench *bench) {
  static const char *const settings[] = {"protocol=saop",    "strategy=boulware",   "devaluation=0",
                                         "bias=0",           "trust_gain=0",        "leave_rate=0",
                                         "give_up=0",        "order=shuffled",      "spread=0",
                                         "concession_end=1", "deadline_rounds=100", NULL};
  bench->knobs.hidden_share = 0;
  bench->knobs.redline_share = 0;
  bench->knobs.conflict = 0;
  bench->knobs.percentile = 0;
  make_game(bench, settings, POLDER_MEASURE_OUTCOME);
}

static void play(Bench *bench, uint32_t run) {
  PolderOutcome outcome;
  polder_runner_play(bench->runner, bench->game, (PolderChance){1, run}, NULL, &outcome);
  bench->rounds += outcome.round;
  bench->impasses += outcome.ending != POLDER_AGREEMENT;
}

/* Another random table each run. */
static void play_fresh(Bench *bench, uint32_t run) {
  polder_scenario_redraw(bench->scenario, &bench->knobs, 1, run);
  polder_game_refresh(bench->game);
  play(bench, run);
}

/* --- analyses -------------------------------------------------------------------------------- */

static void make_problem(Bench *bench, int parties, int issues) {
  bench->knobs.parties = parties;
  bench->knobs.issues = issues;
  bench->knobs.options = 10;
  bench->scenario = polder_scenario_random(&bench->knobs, 1, 0);
  bench->front = polder_front_new(parties, bench->scenario->n_deals);
}

static void prepare_four_small(Bench *bench) {
  make_problem(bench, 4, 5);
}

static void prepare_four_large(Bench *bench) {
  make_problem(bench, 4, 6);
}

static void prepare_eight(Bench *bench) {
  make_problem(bench, 8, 5);
}

/* Opposed parties: nearly everything is on the front. */
static void prepare_eight_opposed(Bench *bench) {
  bench->knobs.conflict = 1;
  make_problem(bench, 8, 5);
}

static void analyse(Bench *bench, uint32_t run) {
  (void)run;
  polder_analysis_run(bench->scenario, bench->front, &bench->analysis);
}

static const Case cases[] = {
    {"r1", "R1, one scenario", prepare_principled, play, 20000, 20},
    {"r1-fresh", "R1, a new table each run", prepare_principled, play_fresh, 12000, 20},
    {"r2", "R2, one scenario", prepare_boulware, play, 100000, 20},
    {"r2-fresh", "R2, a new table each run", prepare_boulware, play_fresh, 50000, 20},
    {"analyse-4", "analyse 4 parties, 10^5 deals", prepare_four_small, analyse, 1 / .010, 0},
    {"analyse-4m", "analyse 4 parties, 10^6 deals", prepare_four_large, analyse, 1 / .080, 0},
    {"analyse-8", "analyse 8 parties, 10^5 deals", prepare_eight, analyse, 1 / .500, 0},
    {"analyse-8o", "analyse 8 opposed, 10^5 deals", prepare_eight_opposed, analyse, 1 / .500, 0},
};

/* --- measuring ------------------------------------------------------------------------------- */

static void bench_open(Bench *bench, const Case *of) {
  *bench = (Bench){.scenario = NULL};
  polder_knobs_init(&bench->knobs);
  of->prepare(bench);
}

static void bench_close(Bench *bench) {
  g_clear_pointer(&bench->front, polder_front_free);
  g_clear_pointer(&bench->runner, polder_runner_free);
  g_clear_pointer(&bench->game, polder_game_free);
  g_clear_pointer(&bench->scenario, polder_scenario_free);
}

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static double time_runs(Bench *bench, const Case *of, uint32_t n_runs) {
  const double start = seconds();
  for (uint32_t run = 0; run < n_runs; run++)
    of->run(bench, run);
  bench->runs += n_runs;
  return seconds() - start;
}

/* So many runs that a repetition takes long enough to be timed; warms the caches too. */
static uint32_t runs_for(Bench *bench, const Case *of, double wanted) {
  uint32_t n = 1;
  for (;;) {
    const double took = time_runs(bench, of, n);
    if (took >= wanted / 4)
      return MAX(1, (uint32_t)(n * wanted / took));
    n *= 2;
  }
}

static int slower_first(const void *a, const void *b) {
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static void print_speed(const Bench *bench, const Case *of, const double rate[REPETITIONS]) {
  const double worst = rate[0], median = rate[REPETITIONS / 2], best = rate[REPETITIONS - 1];
  printf("%-30s %9.0f %9.0f %9.0f %9.0f  x%-5.2f %11.0f", of->what, of->asked, best, median, worst,
         best / of->asked, 1e9 / best);
  if (bench->front == NULL)
    printf(" %7.1f %8.3f", bench->rounds / bench->runs, bench->impasses / bench->runs);
  else
    printf(" front of %7u", polder_front_size(bench->front));
}

static void measure(const Case *of) {
  Bench bench;
  double rate[REPETITIONS];
  bench_open(&bench, of);
  const uint32_t n_runs = runs_for(&bench, of, SECONDS_EACH);
  for (int i = 0; i < REPETITIONS; i++)
    rate[i] = n_runs / time_runs(&bench, of, n_runs);
  qsort(rate, REPETITIONS, sizeof *rate, slower_first);
  print_speed(&bench, of, rate);
  fflush(stdout);
  bench_close(&bench);
}

static void print_memory(const Case *of, double megabytes) {
  printf(" %7.1f", megabytes);
  if (of->asked_megabytes > 0)
    printf(" < %.0f%s", of->asked_megabytes, megabytes < of->asked_megabytes ? "" : " NOT");
  printf("\n");
  fflush(stdout);
}

static bool measure_apart(const Case *of) {
  struct rusage used;
  int status;
  const pid_t child = fork();
  if (child < 0)
    return false;
  if (child == 0) {
    measure(of);
    _exit(EXIT_SUCCESS);
  }
  if (wait4(child, &status, 0, &used) != child || status != 0)
    return false;
  print_memory(of, (double)used.ru_maxrss / 1024);
  return true;
}

static bool measure_all(void) {
  puts("                               runs a second                           best:");
  puts("                                   asked      best    median     worst asked     ns a run"
       "  rounds  impasse peak MB");
  fflush(stdout);
  for (size_t c = 0; c < G_N_ELEMENTS(cases); c++)
    if (!measure_apart(&cases[c])) {
      fprintf(stderr, "bench: %s cannot be measured\n", cases[c].name);
      return false;
    }
  return true;
}

/* --- one case, counted ----------------------------------------------------------------------- */

static const Case *case_named(const char *name) {
  for (size_t c = 0; c < G_N_ELEMENTS(cases); c++)
    if (strcmp(cases[c].name, name) == 0)
      return &cases[c];
  return NULL;
}

static void list_cases(void) {
  for (size_t c = 0; c < G_N_ELEMENTS(cases); c++)
    puts(cases[c].name);
}

static bool run_once(const char *name, const char *count) {
  Bench bench;
  char *end;
  const Case *of = case_named(name);
  errno = 0;
  const unsigned long n_runs = strtoul(count, &end, 10);
  if (of == NULL || end == count || *end != '\0' || errno != 0 || n_runs > UINT32_MAX)
    return false;
  bench_open(&bench, of);
  for (uint32_t run = 0; run < n_runs; run++)
    of->run(&bench, run);
  bench_close(&bench);
  return true;
}

int main(int argc, char **argv) {
  bool good = false;
  if (argc == 1)
    return measure_all() ? EXIT_SUCCESS : EXIT_FAILURE;
  if (argc == 2 && strcmp(argv[1], "--list") == 0) {
    list_cases();
    return EXIT_SUCCESS;
  }
  if (argc == 3)
    good = run_once(argv[1], argv[2]);
  if (!good)
    fprintf(stderr, "usage: %s [--list | CASE RUNS]\n", argv[0]);
  return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
