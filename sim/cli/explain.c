/* polder explain: which interest, told by whom and when, breaks the impasse. Reads the wishes,
 * plays, hands over to a writer.
 */
#include "explain.h"

enum { CASE_RUNS = 1000 };

static void on_progress(void *context, uint32_t done) {
  cli_progress_tell(context, done);
}

/* One run is meant by --run, and by --seed alone: its first run, as `polder run --seed` tells it.
 */
static bool is_one_run(const Cli *cli) {
  const bool run = cli->given >> CLI_OPTION_RUN & 1, seed = cli->given >> CLI_OPTION_SEED & 1;
  return !(cli->given >> CLI_OPTION_RUNS & 1) && (run || seed);
}

/* The first impasse among the runs, or the first run: what the chain is about. */
static bool find_impasse(const PolderLeversJob *job, PolderChain *out_chain, uint32_t n,
                         GError **error) {
  PolderLeversJob one = *job;
  one.n_runs = 1;
  for (uint32_t run = 0; run < n; run++) {
    one.first_run = job->first_run + run;
    if (!polder_chain_play(&one, out_chain, error))
      return false;
    if (out_chain->impasse)
      return true;
  }
  return true;
}

static bool play_map(Cli *cli, const PolderLeversJob *levers, CliExplained *out, GError **error) {
  CliProgress progress;
  const PolderExplainJob job = {
      .runs = *levers, .round = (int)cli->round, .progress = on_progress, .context = &progress};
  cli_progress_begin(&progress, cli, job.runs.n_runs);
  out->explained = polder_explain(&job, error);
  cli_progress_end(&progress);
  return out->explained != NULL;
}

/* The rest takes a moment beside the map: of the runs that this came to, it is played whole. */
static bool play(Cli *cli, const PolderLeversJob *asked, CliExplained *out, GError **error) {
  if (!play_map(cli, asked, out, error))
    return false;
  PolderLeversJob played = *asked;
  const PolderLeversJob *job = &played;
  played.n_runs = out->explained->n_runs + out->explained->n_failed;
  played.stop = NULL;
  out->one_run = played.n_runs == 1;
  out->has_chain = out->explained->n_impasses > 0;
  out->levers = polder_levers_play(job, error);
  if (out->levers == NULL || !find_impasse(job, &out->chain, job->n_runs, error))
    return false;
  out->cuts = polder_cuts_play(job, error);
  return out->cuts != NULL && (out->one_run || polder_chains_count(job, &out->chains, error));
}

static int write_result(Cli *cli, const CliExplained *result, uint32_t n_runs) {
  const PolderExplained *explained = result->explained;
  const uint32_t finished = explained->n_runs + explained->n_failed;
  if (cli->format == CLI_JSON)
    cli_explain_print_json(cli, result);
  else if (cli->format == CLI_CSV)
    cli_explain_print_csv(cli, result);
  else
    cli_explain_print_text(cli, result);
  if (finished == n_runs)
    return CLI_DONE;
  cli_complain(cli_text(cli, "onderbroken: %u van de %u keren zijn gespeeld, en die staan hier",
                        "interrupted: %u of %u runs were played, and those are here"),
               finished, n_runs);
  return CLI_STOPPED;
}

static bool runs_are_good(const Cli *cli) {
  const bool runs = cli->given >> CLI_OPTION_RUNS & 1, run = cli->given >> CLI_OPTION_RUN & 1;
  if (runs && run)
    cli_complain(cli_text(cli, "--run is één keer, --runs zijn er vele: kies een van de twee",
                          "--run is one run, --runs are many: choose one of the two"));
  else if (runs && cli->runs > POLDER_EXPLAIN_RUNS_MAX)
    cli_complain(
        cli_text(cli, "--runs: explain speelt er hooguit %u", "--runs: explain plays %u at most"),
        POLDER_EXPLAIN_RUNS_MAX);
  else
    return true;
  return false;
}

static int explain(Cli *cli, const PolderScenario *scenario) {
  PolderValues values;
  g_autoptr(GError) error = NULL;
  if (!runs_are_good(cli) || !cli_values(cli, scenario, &values))
    return CLI_USE;
  const char *arm = cli->arm != NULL ? cli->arm : "asis";
  if (!cli_arm_known(cli, scenario, arm))
    return CLI_USE;
  g_autoptr(PolderNames) names = polder_names_new(scenario);
  const bool one_run = is_one_run(cli), all = cli->given >> CLI_OPTION_RUNS & 1;
  const PolderLeversJob job = {.scenario = scenario,
                               .values = &values,
                               .arm = arm,
                               .seed = cli->seed,
                               .first_run = one_run ? (uint32_t)cli->run : 0,
                               .n_runs = one_run ? 1
                                         : all   ? (uint32_t)cli->runs
                                                 : CASE_RUNS,
                               .n_threads = (int)cli->threads,
                               .stop = cli_catch_interrupt()};
  CliExplained result = {.scenario = scenario,
                         .names = names,
                         .folder = cli->operands->pdata[0],
                         .arm = arm,
                         .run = job.first_run};
  const int code =
      play(cli, &job, &result, &error) ? write_result(cli, &result, job.n_runs) : CLI_USE;
  if (error != NULL)
    cli_complain_error(cli, error);
  polder_explained_free(result.explained);
  g_clear_pointer(&result.levers, g_array_unref);
  g_clear_pointer(&result.cuts, g_array_unref);
  return code;
}

int cli_verb_explain(Cli *cli) {
  int code = CLI_DONE;
  g_autoptr(PolderScenario) scenario = cli_load(cli, cli->operands->pdata[0], &code);
  return scenario != NULL ? explain(cli, scenario) : code;
}
