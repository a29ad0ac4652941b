/* polder compare: the same runs in several arms. Reads the wishes, plays, hands over to a writer.
 */
#include "compare.h"

#include <string.h>

typedef struct {
  Cli *cli;
  const PolderScenario *scenario;
  PolderNames *names;
  char **arms;
  CliProgress progress;
  GString *row;
  gint *stop; /* also when the output is gone */
} Work;

static void on_progress(void *context, uint32_t done) {
  Work *work = context;
  cli_progress_tell(&work->progress, done);
}

static void on_row(void *context, int arm, uint32_t run, const PolderOutcome *outcome) {
  Work *work = context;
  const PolderRunKey key = {.arm = work->arms[arm], .run = run, .seed = work->cli->seed};
  g_string_truncate(work->row, 0);
  polder_outcome_append_row(work->row, outcome, work->names, &key);
  polder_sink_write(work->cli->out, work->row->str);
  if (polder_sink_failed(work->cli->out))
    g_atomic_int_set(work->stop, 1);
}

/* --- Arms ------------------------------------------------------------------------------------ */

static bool has_arm(char **arms, const char *name) {
  for (; *arms != NULL; arms++)
    if (g_ascii_strcasecmp(*arms, name) == 0)
      return true;
  return false;
}

static bool arms_good(const Cli *cli, const PolderScenario *scenario, char **arms) {
  const guint n = g_strv_length(arms);
  if (n < 1 || n >= POLDER_ARMS_MAX) {
    cli_complain(cli_text(cli, "--arms: geef 1 tot %d armen, met komma's",
                          "--arms: give 1 to %d arms, with commas"),
                 POLDER_ARMS_MAX - 1);
    return false;
  }
  for (guint i = 0; i < n; i++)
    if (!cli_arm_known(cli, scenario, g_strstrip(arms[i])))
      return false;
  return true;
}

/* The arms to play; in text also `informed`, for the sentence on information alone. */
static char **arms_to_play(const Cli *cli, const PolderScenario *scenario, int *out_asked) {
  g_auto(GStrv) asked = g_strsplit(cli->arms != NULL ? cli->arms : "asis,spoken", ",", -1);
  if (!arms_good(cli, scenario, asked))
    return NULL;
  *out_asked = (int)g_strv_length(asked);
  const bool add = cli->format == CLI_TEXT && *out_asked > 1 && has_arm(asked + 1, "spoken") &&
                   !has_arm(asked, "informed");
  char **arms = g_new0(char *, (size_t)*out_asked + 2);
  for (int i = 0; i < *out_asked; i++)
    arms[i] = g_ascii_strdown(asked[i], -1);
  if (add)
    arms[*out_asked] = g_strdup("informed");
  return arms;
}

/* --- Playing --------------------------------------------------------------------------------- */

static PolderComparison *play(Work *work, const PolderValues *values) {
  const Cli *cli = work->cli;
  const bool rows = cli->format == CLI_CSV, all = cli->format != CLI_TEXT;
  g_autoptr(GError) error = NULL;
  const PolderCompareJob job = {
      .scenario = work->scenario,
      .values = values,
      .arms = (const char *const *)work->arms,
      .n_arms = (int)g_strv_length(work->arms),
      .seed = cli->seed,
      .n_runs = (uint32_t)cli->runs,
      .n_threads = (int)cli->threads,
      .measure = POLDER_MEASURE_COLUMNS | (all ? POLDER_MEASURE_DISTANCES : 0u),
      .stop = work->stop,
      .progress = on_progress,
      .row = rows ? on_row : NULL,
      .context = work,
  };
  if (rows)
    polder_sink_write(cli->out, polder_runs_header);
  cli_progress_begin(&work->progress, cli, job.n_runs);
  PolderComparison *result = polder_compare_run(&job, &error);
  cli_progress_end(&work->progress);
  if (result == NULL)
    cli_complain_error(cli, error);
  return result;
}

static int write_result(Work *work, const PolderComparison *result, int n_asked) {
  Cli *cli = work->cli;
  const CliCompared compared = {.scenario = work->scenario,
                                .names = work->names,
                                .folder = cli->operands->pdata[0],
                                .seed = cli->seed,
                                .n_asked = n_asked,
                                .result = result};
  const bool stopped = result->n_runs < cli->runs;
  if (cli->format == CLI_TEXT)
    cli_compare_print_text(cli, &compared);
  else if (cli->format == CLI_JSON)
    cli_compare_print_json(cli, &compared);
  if (stopped && !polder_sink_failed(cli->out))
    cli_complain(cli_text(cli, "onderbroken: %u van de %u keren zijn gespeeld, en die staan hier",
                          "interrupted: %u of %u runs were played, and those are here"),
                 result->n_runs, (unsigned)cli->runs);
  return stopped ? CLI_STOPPED : CLI_DONE;
}

static int compare(Cli *cli, const PolderScenario *scenario) {
  PolderValues values;
  int n_asked = 0;
  if (!cli_values(cli, scenario, &values))
    return CLI_USE;
  g_auto(GStrv) arms = arms_to_play(cli, scenario, &n_asked);
  if (arms == NULL)
    return CLI_USE;
  g_autoptr(PolderNames) names = polder_names_new(scenario);
  g_autoptr(GString) row = g_string_new(NULL);
  Work work = {.cli = cli,
               .scenario = scenario,
               .names = names,
               .arms = arms,
               .row = row,
               .stop = cli_catch_interrupt()};
  g_autoptr(PolderComparison) result = play(&work, &values);
  return result != NULL ? write_result(&work, result, n_asked) : CLI_USE;
}

int cli_verb_compare(Cli *cli) {
  int code = CLI_DONE;
  g_autoptr(PolderScenario) scenario = cli_load(cli, cli->operands->pdata[0], &code);
  return scenario != NULL ? compare(cli, scenario) : code;
}
