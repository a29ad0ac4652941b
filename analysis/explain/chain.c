/* One run and its chain; and how often each link occurs among the impasses of many. */
#include <polder/chain.h>

#include <math.h>
#include <string.h>

#include "chain_read.h"
#include "runs.h"

const char *const polder_link_names[POLDER_LINKS] = {
    "proposal", "interest", "rejection", "onwil", "trust", "devaluation", "end"};

typedef struct {
  const PolderLeversJob *job;
  PolderGame *game;
  PolderChain *chain;        /* of the last run that was played, or NULL */
  PolderChainShares *shares; /* or NULL */
} Field;

typedef struct {
  const Field *field;
  PolderRunner *runner;
  PolderTrace *trace;
  PolderChain chain;
  PolderChainShares shares;
} Worker;

/* --- how often ------------------------------------------------------------------------------- */

static void count_links(PolderChainShares *shares, const PolderChain *chain) {
  const PolderLink *link = chain->link;
  const PolderLink *interest = &link[POLDER_LINK_INTEREST], *onwil = &link[POLDER_LINK_ONWIL];
  const PolderLink *trust = &link[POLDER_LINK_TRUST], *no = &link[POLDER_LINK_REJECTION];
  const bool known = interest->seen == POLDER_SEEN_OPEN || interest->seen == POLDER_SEEN_TOLD;
  const bool suspected = !onwil->missing && onwil->after >= 0.5;
  shares->impasses++;
  shares->no_room += !chain->room;
  shares->untold += !interest->missing && !known;
  shares->unaware += !interest->missing && interest->seen == POLDER_SEEN_UNAWARE;
  shares->red += interest->red;
  shares->unexplained += !no->missing && !no->explained;
  shares->onwil += suspected;
  shares->wrong += onwil->wrong;
  shares->distrust += trust->before - trust->after > 0.1;
  shares->devalued += link[POLDER_LINK_DEVALUATION].times > 0;
  shares->endings[chain->outcome.ending]++;
}

static void count_run(PolderChainShares *shares, const PolderChain *chain) {
  shares->runs++;
  if (chain->outcome.ending == POLDER_FAILED)
    shares->failed++;
  else if (chain->impasse)
    count_links(shares, chain);
}

static void add_shares(PolderChainShares *shares, const PolderChainShares *more) {
  uint64_t *to = &shares->runs; /* all of it is counts */
  const uint64_t *from = &more->runs;
  for (size_t i = 0; i < sizeof *shares / sizeof *to; i++)
    to[i] += from[i];
}

/* --- playing --------------------------------------------------------------------------------- */

static void open_worker(void *data, void *context) {
  Worker *worker = data;
  worker->field = context;
  worker->runner = polder_runner_new(worker->field->job->scenario);
  worker->trace = polder_trace_new();
}

static void play_run(void *data, PolderChance chance) {
  Worker *worker = data;
  const Field *field = worker->field;
  PolderChain *chain = &worker->chain;
  const PolderPlayed played = {.scenario = field->job->scenario,
                               .values = field->job->values,
                               .trace = worker->trace,
                               .runner = worker->runner};
  polder_trace_clear(worker->trace);
  polder_runner_play(worker->runner, field->game, chance, worker->trace, &chain->outcome);
  chain->seed = chance.seed;
  chain->run = chance.run;
  polder_chain_read(&played, chain);
  count_run(&worker->shares, chain);
}

static void close_worker(void *data, void *context) {
  Worker *worker = data;
  const Field *field = context;
  if (field->chain != NULL)
    *field->chain = worker->chain;
  if (field->shares != NULL)
    add_shares(field->shares, &worker->shares);
  polder_runner_free(worker->runner);
  polder_trace_free(worker->trace);
}

static bool play(Field *field, GError **error) {
  static const PolderRunsWork work = {sizeof(Worker), open_worker, play_run, close_worker};
  const PolderLeversJob *job = field->job;
  field->game =
      polder_game_new(job->scenario, job->values, job->arm, POLDER_MEASURE_COLUMNS, error);
  if (field->game == NULL)
    return false;
  polder_runs_play(job, &work, field);
  polder_game_free(field->game);
  return true;
}

bool polder_chain_play(const PolderLeversJob *job, PolderChain *out_chain, GError **error) {
  PolderLeversJob one = *job;
  one.n_runs = 1;
  one.n_threads = 1;
  one.stop = NULL;
  Field field = {.job = &one, .chain = out_chain};
  return play(&field, error);
}

bool polder_chains_count(const PolderLeversJob *job, PolderChainShares *out_shares,
                         GError **error) {
  memset(out_shares, 0, sizeof *out_shares);
  Field field = {.job = job, .shares = out_shares};
  return play(&field, error);
}
