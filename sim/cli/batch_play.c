/* Playing an experiment from the command line: progress with the live impasse rates, Ctrl-C, the
 * clock and the machine for the manifest. */
#include "batch.h"

#include <math.h>
#include <polder/stats.h>
#include <stdio.h>
#include <sys/utsname.h>
#include <unistd.h>

enum { TELL_EVERY_US = 200000 };

typedef struct {
  const Cli *cli;
  const PolderExperiment *experiment;
  bool shown; /* only when standard error is a terminal */
  bool drawn; /* there is a line to wipe out */
  int64_t started, told;
} Show;

int cli_batch_error(const Cli *cli, const GError *error) {
  cli_complain_error(cli, error);
  return error->code == G_FILE_ERROR_INVAL ? CLI_DATA : CLI_IO;
}

bool cli_batch_has_output(const Cli *cli) {
  if (cli->output != NULL && cli->output[0] != '\0')
    return true;
  cli_complain(cli_text(cli, "%s: geef met -o de map waar de resultaten komen",
                        "%s: give the folder for the results with -o"),
               cli->command->name);
  return false;
}

void cli_batch_tell_mixed(const Cli *cli) {
  cli_complain(cli_text(cli,
                        "let op: in %s heeft ook een andere bouw van polder " POLDER_VERSION
                        " gespeeld; polder verify speelt een steekproef na",
                        "note: another build of polder " POLDER_VERSION " has played in %s too; "
                        "polder verify plays a sample again"),
               cli->output);
}

char *cli_batch_now(void) {
  g_autoptr(GDateTime) now = g_date_time_new_now_utc();
  return g_date_time_format(now, "%Y-%m-%dT%H:%M:%SZ");
}

static char *machine(void) {
  struct utsname name;
  if (uname(&name) != 0)
    return g_strdup("");
  return g_strdup_printf("%s %s %s %s, %u threads", name.nodename, name.sysname, name.release,
                         name.machine, g_get_num_processors());
}

static char *command_line(const Cli *cli) {
  GString *line = g_string_new("polder");
  for (char **word = cli->command_line + 1; *word != NULL; word++)
    cli_append_word(line, *word);
  return g_string_free(line, FALSE);
}

/* --- Progress --------------------------------------------------------------------------------- */

static void append_rate(GString *line, const Show *show, const PolderExperimentProgress *progress,
                        int arm) {
  const Cli *cli = show->cli;
  if (progress->n[arm] == 0)
    return;
  const PolderInterval interval = polder_wilson(progress->impasses[arm], progress->n[arm], .95);
  const double rate = (double)progress->impasses[arm] / (double)progress->n[arm];
  g_autofree char *text = g_strdup_printf(
      "%s %s %s [%s, %s]", arm == 0 ? "" : ",", polder_experiment_arm(show->experiment, arm),
      cli_percent(cli, rate).text, cli_decimal(cli, 100 * interval.low, 1).text,
      cli_decimal(cli, 100 * interval.high, 1).text);
  g_string_append(line, text);
}

/* With until_halfwidth: how many points go on, and how wide the widest of them is. */
static void append_looks(GString *line, const Show *show,
                         const PolderExperimentProgress *progress) {
  const Cli *cli = show->cli;
  if (progress->n_open == 0)
    return;
  g_string_append_printf(
      line, cli_text(cli, " tot de volgende blik (%u %s", " to the next look (%u %s"),
      progress->n_open,
      progress->n_open == 1 ? cli_text(cli, "punt", "point") : cli_text(cli, "punten", "points"));
  if (!isnan(progress->halfwidth))
    g_string_append_printf(line, ", ±%s", cli_percent(cli, progress->halfwidth).text);
  g_string_append_c(line, ')');
}

static void on_progress(void *context, const PolderExperimentProgress *progress) {
  Show *show = context;
  const Cli *cli = show->cli;
  const int64_t now = g_get_monotonic_time();
  if (!show->shown || now - show->told < TELL_EVERY_US || progress->done == progress->found)
    return;
  show->told = now;
  show->drawn = true;
  const double seconds = (double)(now - show->started) / 1e6;
  const double rate = (double)(progress->done - progress->found) / seconds;
  const unsigned left = (unsigned)((double)(progress->total - progress->done) / rate + .5);
  const int n_arms = polder_experiment_size(show->experiment).n_arms;
  g_autoptr(GString) line = g_string_new(NULL);
  g_string_append_printf(line,
                         cli_text(cli, "%s: %" G_GUINT64_FORMAT " van %" G_GUINT64_FORMAT " keer",
                                  "%s: %" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT " runs"),
                         cli_percent(cli, (double)progress->done / (double)progress->total).text,
                         (guint64)progress->done, (guint64)progress->total);
  append_looks(line, show, progress);
  g_string_append_printf(
      line, cli_text(cli, ", %.0f/s, nog %u:%02u; impasses", ", %.0f/s, %u:%02u left; impasses"),
      rate, left / 60, left % 60);
  for (int arm = 0; arm < n_arms; arm++)
    append_rate(line, show, progress, arm);
  cli_show_line(line->str);
}

/* --- The end ---------------------------------------------------------------------------------- */

static int tell_end(Cli *cli, const CliBatch *batch, const PolderExperimentResult *result) {
  const guint64 done = result->done, total = result->total;
  switch (result->end) {
  case POLDER_EXPERIMENT_FINISHED:
    polder_sink_print(cli->out,
                      cli_text(cli,
                               "%s is klaar: %" G_GUINT64_FORMAT " keer in elke arm\nsha256 %s\n",
                               "%s is ready: %" G_GUINT64_FORMAT " runs in each arm\nsha256 %s\n"),
                      cli->output, done, result->sha256);
    return CLI_DONE;
  case POLDER_EXPERIMENT_ALREADY:
    polder_sink_print(cli->out,
                      cli_text(cli, "%s was al klaar; er is niets gedaan\nsha256 %s\n",
                               "%s was ready already; nothing was done\nsha256 %s\n"),
                      cli->output, result->sha256);
    return CLI_DONE;
  case POLDER_EXPERIMENT_SHARD:
    polder_sink_print(
        cli->out,
        cli_text(cli, "deel %u van %u staat in %s; voeg de delen samen met polder merge\n",
                 "share %u of %u is in %s; put the shares together with polder merge\n"),
        batch->shard, batch->n_shards, cli->output);
    return CLI_DONE;
  case POLDER_EXPERIMENT_STOPPED:
    break;
  }
  cli_complain(cli_text(cli,
                        "onderbroken: %" G_GUINT64_FORMAT " van de %" G_GUINT64_FORMAT
                        " keren staan in %s; hetzelfde commando gaat verder",
                        "interrupted: %" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT
                        " runs are in %s; the same command goes on"),
               done, total, cli->output);
  return CLI_STOPPED;
}

static int tell_failure(const Cli *cli, const PolderExperimentResult *result, const GError *error) {
  const int code = cli_batch_error(cli, error);
  if (result->total > 0) /* it had begun */
    cli_complain(cli_text(cli, "wat af is blijft geldig in %s; hetzelfde commando gaat verder",
                          "what is finished stays valid in %s; the same command goes on"),
                 cli->output);
  return code;
}

static void tell_failures(const Cli *cli, const PolderExperiment *experiment,
                          const PolderExperimentResult *result) {
  const PolderFailures *failures = &result->failures;
  const guint64 n = (guint64)polder_experiment_size(experiment).n_arms * result->done;
  if (failures->n == 0)
    return;
  g_autoptr(GString) command = g_string_new("polder run");
  cli_append_word(command, cli->output);
  g_string_append_printf(command, " --point %u --run %u --arm", failures->point, failures->run);
  cli_append_word(command, polder_experiment_arm(experiment, failures->arm));
  cli_complain(cli_text(cli,
                        "%" G_GUINT64_FORMAT " van de %" G_GUINT64_FORMAT
                        " onderhandelingen mislukt (error in runs.csv); de eerste: %s",
                        "%" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT
                        " negotiations failed (error in runs.csv); the first: %s"),
               (guint64)failures->n, n, command->str);
}

static bool play(Cli *cli, const CliBatch *batch, Show *show, PolderExperimentResult *out_result,
                 GError **error) {
  g_autofree char *command = command_line(cli);
  g_autofree char *host = machine();
  const PolderExperimentJob job = {.experiment = batch->experiment,
                                   .folder = cli->output,
                                   .store = (PolderStore)cli->store,
                                   .ranks = batch->ranks,
                                   .n_threads = (int)cli->threads,
                                   .shard = batch->shard,
                                   .n_shards = batch->n_shards,
                                   .command = command,
                                   .machine = host,
                                   .now = cli_batch_now,
                                   .stop = cli_catch_interrupt(),
                                   .progress = on_progress,
                                   .context = show};
  return polder_experiment_run(&job, out_result, error);
}

int cli_batch_play(Cli *cli, const CliBatch *batch, PolderExperimentResult *out_result) {
  g_autoptr(GError) error = NULL;
  const bool leads = polder_ranks_own(batch->ranks) == 0;
  Show show = {.cli = cli,
               .experiment = batch->experiment,
               .shown = leads && isatty(STDERR_FILENO) != 0,
               .started = g_get_monotonic_time()};
  show.told = show.started;
  const bool good = play(cli, batch, &show, out_result, &error);
  if (show.drawn)
    fputs("\r\033[K", stderr);
  if (!leads)
    return CLI_DONE;
  tell_failures(cli, batch->experiment, out_result);
  if (out_result->mixed)
    cli_batch_tell_mixed(cli);
  return good ? tell_end(cli, batch, out_result) : tell_failure(cli, out_result, error);
}
