/* The same runs, the baseline and every lever, over threads.
 *
 * A thread claims a run and plays the baseline and all levers of it, so a run that was begun is
 * whole. Only counts are kept: the order in which runs are played means nothing.
 */
#include <string.h>

#include "lever_plan.h"

#define CONFIDENCE .95

typedef struct {
  const PolderLeversJob *job;
  const GPtrArray *plans; /* of PolderLeverPlan */
  PolderGame **games;     /* [0] the baseline, [1 + lever] */
  gint claimed;           /* runs; read and written atomically */
} Field;

/* What one thread counted. */
typedef struct {
  Field *field;
  PolderRunner **runners; /* as games; those on the scenario of the case share one */
  PolderPairs *pairs;
  uint64_t *failed;
  PolderOutcome *first; /* of the first run, as games; played by whoever claimed it */
  GThread *thread;
} Worker;

static const PolderLeverPlan *plan_of(const Field *field, unsigned place) {
  return g_ptr_array_index(field->plans, place);
}

static void count(PolderPairs *pairs, uint64_t *failed, PolderEnding before, PolderEnding after) {
  const bool first = before != POLDER_AGREEMENT, second = after != POLDER_AGREEMENT;
  if (before == POLDER_FAILED || after == POLDER_FAILED)
    ++*failed;
  else if (first && second)
    pairs->both++;
  else if (first)
    pairs->first_only++;
  else if (second)
    pairs->second_only++;
  else
    pairs->neither++;
}

static void play_run(Worker *worker, uint32_t place) {
  const Field *field = worker->field;
  const PolderChance chance = {.seed = field->job->seed, .run = field->job->first_run + place};
  PolderOutcome base, outcome;
  polder_runner_play(worker->runners[0], field->games[0], chance, NULL, &base);
  if (place == 0)
    worker->first[0] = base;
  for (unsigned i = 0; i < field->plans->len; i++) {
    polder_runner_play(worker->runners[1 + i], field->games[1 + i], chance, NULL, &outcome);
    count(&worker->pairs[i], &worker->failed[i], base.ending, outcome.ending);
    if (place == 0)
      worker->first[1 + i] = outcome;
  }
}

static gpointer work(gpointer data) {
  Worker *worker = data;
  const PolderLeversJob *job = worker->field->job;
  while (job->stop == NULL || g_atomic_int_get(job->stop) == 0) {
    const uint32_t place = (uint32_t)g_atomic_int_add(&worker->field->claimed, 1);
    if (place >= job->n_runs)
      break;
    play_run(worker, place);
  }
  return NULL;
}

static void open_worker(Worker *worker, Field *field, PolderOutcome *first) {
  const unsigned n = field->plans->len;
  worker->field = field;
  worker->first = first;
  worker->pairs = g_new0(PolderPairs, n + 1);
  worker->failed = g_new0(uint64_t, n + 1);
  worker->runners = g_new0(PolderRunner *, n + 1);
  worker->runners[0] = polder_runner_new(field->job->scenario);
  for (unsigned i = 0; i < n; i++) {
    PolderScenario *own = plan_of(field, i)->scenario;
    worker->runners[1 + i] = own != NULL ? polder_runner_new(own) : worker->runners[0];
  }
}

static void close_worker(Worker *worker) {
  const unsigned n = worker->field->plans->len;
  for (unsigned i = 0; i < n; i++)
    if (worker->runners[1 + i] != worker->runners[0])
      polder_runner_free(worker->runners[1 + i]);
  polder_runner_free(worker->runners[0]);
  g_free(worker->runners);
  g_free(worker->pairs);
  g_free(worker->failed);
}

static void add_up(const Field *field, const Worker *worker) {
  for (unsigned i = 0; i < field->plans->len; i++) {
    PolderLever *lever = &((PolderLeverPlan *)g_ptr_array_index(field->plans, i))->lever;
    lever->failed += worker->failed[i];
    lever->pairs.both += worker->pairs[i].both;
    lever->pairs.first_only += worker->pairs[i].first_only;
    lever->pairs.second_only += worker->pairs[i].second_only;
    lever->pairs.neither += worker->pairs[i].neither;
  }
}

static void play_field(Field *field, PolderOutcome *first) {
  const int n = MAX(1, (int)MIN((uint32_t)field->job->n_threads, field->job->n_runs));
  Worker *workers = g_new0(Worker, (size_t)n);
  for (int i = 0; i < n; i++)
    open_worker(&workers[i], field, first);
  for (int i = 1; i < n; i++)
    workers[i].thread = g_thread_try_new("polder", work, &workers[i], NULL);
  work(&workers[0]);
  for (int i = 0; i < n; i++) {
    if (workers[i].thread != NULL)
      g_thread_join(workers[i].thread);
    add_up(field, &workers[i]);
    close_worker(&workers[i]);
  }
  g_free(workers);
}

static bool compile(Field *field, GError **error) {
  const PolderLeversJob *job = field->job;
  field->games[0] =
      polder_game_new(job->scenario, job->values, job->arm, POLDER_MEASURE_OUTCOME, error);
  for (unsigned i = 0; i < field->plans->len && field->games[i] != NULL; i++) {
    const PolderLeverPlan *plan = plan_of(field, i);
    const PolderScenario *scenario = plan->scenario != NULL ? plan->scenario : job->scenario;
    field->games[1 + i] = polder_game_new_with(scenario, &plan->values, job->arm, plan->events,
                                               POLDER_MEASURE_OUTCOME, error);
  }
  return field->games[field->plans->len] != NULL;
}

static void conclude(PolderLever *lever, const PolderOutcome *before, const PolderOutcome *after) {
  lever->difference = polder_paired_difference(lever->pairs);
  lever->interval = polder_tango(lever->pairs, CONFIDENCE);
  lever->before = before->ending;
  lever->round_before = before->round;
  lever->ending = after->ending;
  lever->round = after->round;
}

static void free_games(Field *field) {
  for (unsigned i = 0; i <= field->plans->len; i++)
    polder_game_free(field->games[i]);
  g_free(field->games);
}

bool polder_lever_plans_play(GPtrArray *plans, const PolderLeversJob *job, GError **error) {
  Field field = {.job = job, .plans = plans, .games = g_new0(PolderGame *, plans->len + 1)};
  g_autofree PolderOutcome *first = g_new0(PolderOutcome, plans->len + 1);
  for (unsigned i = 0; i <= plans->len; i++)
    polder_outcome_fail(&first[i]);
  const bool good = compile(&field, error);
  if (good)
    play_field(&field, first);
  for (unsigned i = 0; good && i < plans->len; i++)
    conclude(&((PolderLeverPlan *)g_ptr_array_index(plans, i))->lever, &first[0], &first[1 + i]);
  free_games(&field);
  return good;
}
