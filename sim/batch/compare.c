/* The same runs in several arms, over threads.
 *
 * Runs are played a window at a time. Within a window every thread claims the next run, plays all
 * arms of it into slots of its own, and stops claiming when told to; so the finished runs are
 * always a row without gaps. Between windows, and from one thread only, the slots are added up in
 * order.
 */
#include <polder/batch.h>

#include "tally.h"

enum { RUNS_A_THREAD = 64, WINDOW_MIN = 256, WINDOW_MAX = 4096 };

typedef struct {
  const PolderCompareJob *job;
  PolderGame *games[POLDER_ARMS_MAX];
  PolderOutcome *slots; /* [run - first][arm] */
  uint32_t window;      /* slots hold this many runs */
  uint32_t first, end;  /* the runs of this window */
  gint claimed;         /* of this window; read and written atomically */
} Field;

typedef struct {
  Field *field;
  PolderRunner *runner;
  GThread *thread; /* touched by the calling thread only */
  bool leads;      /* this is the calling thread: it tells how far we are */
} Worker;

static bool is_stopped(const PolderCompareJob *job) {
  return job->stop != NULL && g_atomic_int_get(job->stop) != 0;
}

static void play_run(const Field *field, PolderRunner *runner, uint32_t run) {
  const PolderCompareJob *job = field->job;
  PolderOutcome *slots = &field->slots[(run - field->first) * (uint32_t)job->n_arms];
  const PolderChance chance = {.seed = job->seed, .run = run};
  for (int arm = 0; arm < job->n_arms; arm++)
    polder_runner_play(runner, field->games[arm], chance, NULL, &slots[arm]);
}

/* The next run of the window, or false. A claimed run is always played. */
static bool claim(Field *field, uint32_t *out_run) {
  if (is_stopped(field->job))
    return false;
  const uint32_t place = (uint32_t)g_atomic_int_add(&field->claimed, 1);
  if (place >= field->end - field->first)
    return false;
  *out_run = field->first + place;
  return true;
}

static gpointer work(gpointer data) {
  const Worker *worker = data;
  Field *field = worker->field;
  uint32_t run = 0;
  while (claim(field, &run)) {
    play_run(field, worker->runner, run);
    if (worker->leads && field->job->progress != NULL)
      field->job->progress(field->job->context, run + 1);
  }
  return NULL;
}

/* Plays one window; returns how many runs of it were finished, from its first on. */
static uint32_t play_window(Field *field, Worker *workers, int n_workers) {
  g_atomic_int_set(&field->claimed, 0);
  for (int i = 1; i < n_workers; i++)
    workers[i].thread = g_thread_try_new("polder", work, &workers[i], NULL);
  work(&workers[0]);
  for (int i = 1; i < n_workers; i++)
    if (workers[i].thread != NULL)
      g_thread_join(g_steal_pointer(&workers[i].thread));
  return MIN((uint32_t)g_atomic_int_get(&field->claimed), field->end - field->first);
}

static void add_up(const Field *field, PolderTally *tally, uint32_t finished) {
  const PolderCompareJob *job = field->job;
  for (uint32_t i = 0; i < finished; i++) {
    const PolderOutcome *outcomes = &field->slots[i * (uint32_t)job->n_arms];
    polder_tally_add(tally, field->first + i, outcomes);
    for (int arm = 0; job->row != NULL && arm < job->n_arms; arm++)
      job->row(job->context, arm, field->first + i, &outcomes[arm]);
  }
}

static void play_all(Field *field, PolderTally *tally, Worker *workers, int n_workers) {
  const PolderCompareJob *job = field->job;
  for (field->first = 0; field->first < job->n_runs; field->first = field->end) {
    field->end = MIN(field->first + field->window, job->n_runs);
    const uint32_t finished = play_window(field, workers, n_workers);
    add_up(field, tally, finished);
    if (is_stopped(job))
      return;
    if (job->progress != NULL)
      job->progress(job->context, field->end);
  }
}

static bool compile_arms(Field *field, GError **error) {
  const PolderCompareJob *job = field->job;
  for (int arm = 0; arm < job->n_arms; arm++) {
    field->games[arm] =
        polder_game_new(job->scenario, job->values, job->arms[arm], job->measure, error);
    if (field->games[arm] == NULL)
      return false;
  }
  return true;
}

static void clear_field(Field *field) {
  for (int arm = 0; arm < field->job->n_arms; arm++)
    polder_game_free(field->games[arm]);
  g_free(field->slots);
}

static PolderComparison *play_field(Field *field) {
  const PolderCompareJob *job = field->job;
  g_autoptr(PolderTally) tally = polder_tally_new(job);
  const int n_workers = (int)MIN((uint32_t)job->n_threads, field->window);
  Worker *workers = g_new0(Worker, (size_t)n_workers);
  for (int i = 0; i < n_workers; i++)
    workers[i] =
        (Worker){.field = field, .runner = polder_runner_new(job->scenario), .leads = i == 0};
  play_all(field, tally, workers, n_workers);
  for (int i = 0; i < n_workers; i++)
    polder_runner_free(workers[i].runner);
  g_free(workers);
  return polder_tally_finish(tally);
}

PolderComparison *polder_compare_run(const PolderCompareJob *job, GError **error) {
  g_return_val_if_fail(job != NULL && job->n_threads >= 1, NULL);
  g_return_val_if_fail(job->n_arms >= 1 && job->n_arms <= POLDER_ARMS_MAX, NULL);
  g_return_val_if_fail(job->n_runs <= POLDER_COMPARE_RUNS_MAX, NULL);
  Field field = {.job = job};
  PolderComparison *comparison = NULL;
  field.window = (uint32_t)CLAMP(job->n_threads * RUNS_A_THREAD, WINDOW_MIN, WINDOW_MAX);
  field.window = MAX(MIN(field.window, job->n_runs), 1);
  field.slots = g_new0(PolderOutcome, (size_t)field.window * (size_t)job->n_arms);
  if (compile_arms(&field, error))
    comparison = play_field(&field);
  clear_field(&field);
  return comparison;
}
