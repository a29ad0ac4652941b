/* The same runs, the baseline and every lever.
 *
 * A thread plays the baseline and all levers of a run, so a run that was begun is whole. Only
 * counts are kept: the order in which runs are played means nothing.
 */
#include "lever_plan.h"
#include "runs.h"

#define CONFIDENCE .95

typedef struct {
  const PolderLeversJob *job;
  const GPtrArray *plans; /* of PolderLeverPlan */
  PolderGame **games;     /* [0] the baseline, [1 + lever] */
  PolderOutcome *first;   /* of the first run, as games; played by whoever got it */
} Field;

/* What one thread counted. */
typedef struct {
  const Field *field;
  PolderRunner **runners; /* as games; those on the scenario of the case share one */
  PolderPairs *pairs;     /* [2 * lever + run % 2] */
  uint64_t *failed;
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

static void play_run(void *data, PolderChance chance) {
  Worker *worker = data;
  const Field *field = worker->field;
  const bool first = chance.run == field->job->first_run;
  PolderOutcome base, outcome;
  polder_runner_play(worker->runners[0], field->games[0], chance, NULL, &base);
  if (first)
    field->first[0] = base;
  for (unsigned i = 0; i < field->plans->len; i++) {
    polder_runner_play(worker->runners[1 + i], field->games[1 + i], chance, NULL, &outcome);
    count(&worker->pairs[2 * i + chance.run % 2], &worker->failed[i], base.ending, outcome.ending);
    if (first)
      field->first[1 + i] = outcome;
  }
}

static void open_worker(void *data, void *context) {
  Worker *worker = data;
  const Field *field = worker->field = context;
  const unsigned n = field->plans->len;
  worker->pairs = g_new0(PolderPairs, 2 * n);
  worker->failed = g_new0(uint64_t, n);
  worker->runners = g_new0(PolderRunner *, n + 1);
  worker->runners[0] = polder_runner_new(field->job->scenario);
  for (unsigned i = 0; i < n; i++) {
    const PolderScenario *own = plan_of(field, i)->scenario;
    worker->runners[1 + i] = own != NULL ? polder_runner_new(own) : worker->runners[0];
  }
}

static void add_pairs(PolderPairs *to, const PolderPairs *pairs) {
  to->both += pairs->both;
  to->first_only += pairs->first_only;
  to->second_only += pairs->second_only;
  to->neither += pairs->neither;
}

static void add_up(const Worker *worker, unsigned place) {
  PolderLever *lever = &((PolderLeverPlan *)g_ptr_array_index(worker->field->plans, place))->lever;
  lever->failed += worker->failed[place];
  for (unsigned half = 0; half < 2; half++) {
    add_pairs(&lever->pairs, &worker->pairs[2 * place + half]);
    add_pairs(&lever->half[half], &worker->pairs[2 * place + half]);
  }
}

static void close_worker(void *data, void *context) {
  Worker *worker = data;
  const Field *field = context;
  for (unsigned i = 0; i < field->plans->len; i++) {
    add_up(worker, i);
    if (worker->runners[1 + i] != worker->runners[0])
      polder_runner_free(worker->runners[1 + i]);
  }
  polder_runner_free(worker->runners[0]);
  g_free(worker->runners);
  g_free(worker->pairs);
  g_free(worker->failed);
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
  g_free(field->first);
}

bool polder_lever_plans_play(GPtrArray *plans, const PolderLeversJob *job, GError **error) {
  static const PolderRunsWork work = {sizeof(Worker), open_worker, play_run, close_worker};
  Field field = {.job = job,
                 .plans = plans,
                 .games = g_new0(PolderGame *, plans->len + 1),
                 .first = g_new0(PolderOutcome, plans->len + 1)};
  for (unsigned i = 0; i <= plans->len; i++)
    polder_outcome_fail(&field.first[i]);
  const bool good = compile(&field, error);
  if (good)
    polder_runs_play(job, &work, &field);
  for (unsigned i = 0; good && i < plans->len; i++)
    conclude(&((PolderLeverPlan *)g_ptr_array_index(plans, i))->lever, &field.first[0],
             &field.first[1 + i]);
  free_games(&field);
  return good;
}
