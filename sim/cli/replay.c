/* polder replay: one run and all its branches, as a page to take home or as data. */
#include "cli.h"

#include <math.h>
#include <polder/replay.h>
#include <string.h>

/* --- What it says ----------------------------------------------------------------------------- */

static char *ended(const Cli *cli, PolderEnding ending, int round) {
  return g_strdup_printf(cli_text(cli, "%s in ronde %d", "%s in round %d"),
                         cli_ending_text(cli, ending), round);
}

static char *why_this(const Cli *cli, const PolderReplaySummary *summary) {
  switch (summary->chosen) {
  case POLDER_CHOSEN_BREAKTHROUGH:
    return g_strdup(cli_text(cli, "de eerste die vastloopt, en goed komt als alles uitgesproken is",
                             "the first that runs aground, and agrees when everything is told"));
  case POLDER_CHOSEN_IMPASSE:
    return g_strdup_printf(
        cli_text(cli, "de eerste die vastloopt; van %u keer komt er geen goed door uitspreken",
                 "the first that runs aground; of %u runs none is broken by telling everything"),
        summary->searched);
  case POLDER_CHOSEN_ANY:
    return g_strdup_printf(
        cli_text(cli, "van %u keer loopt er geen vast", "of %u runs none runs aground"),
        summary->searched);
  case POLDER_CHOSEN_ASKED:
    return g_strdup(cli_text(cli, "zoals gevraagd", "as asked"));
  }
  return NULL;
}

static char *what_branches_do(const Cli *cli, const PolderReplaySummary *summary) {
  if (summary->branches == 0)
    return g_strdup(cli_text(cli, "Er ligt niets onder water: er is niets uit te spreken.",
                             "Nothing lies under water: there is nothing to tell."));
  if (summary->ending == POLDER_AGREEMENT)
    return g_strdup_printf(
        cli_text(cli, "Eén belang uitspreken kost het akkoord in %u van de %u takken.",
                 "Telling one interest loses the agreement in %u of the %u branches."),
        summary->loses, summary->branches);
  return g_strdup_printf(
      cli_text(cli, "Eén belang uitspreken breekt de impasse in %u van de %u takken.",
               "Telling one interest breaks the impasse in %u of the %u branches."),
      summary->breaks, summary->branches);
}

static void tell(Cli *cli, const PolderReplaySummary *summary, const char *arm) {
  g_autofree char *why = why_this(cli, summary);
  g_autofree char *went = ended(cli, summary->ending, summary->round);
  g_autofree char *spoken = ended(cli, summary->spoken, summary->spoken_round);
  g_autofree char *branches = what_branches_do(cli, summary);
  g_autofree char *text = g_strdup_printf(
      cli_text(cli, "Keer %u (%s): %s %s, spoken %s. %s", "Run %u (%s): %s %s, spoken %s. %s"),
      summary->run, why, arm, went, spoken, branches);
  cli_wrap(cli, "", text);
  if (summary->single >= 0)
    polder_sink_print(cli->out,
                      cli_text(cli, "Een keer waarin één belang wel genoeg is: --run %u.\n",
                               "A run in which one interest is enough: --run %u.\n"),
                      (unsigned)summary->single);
  if (summary->step > 1)
    polder_sink_print(cli->out,
                      cli_text(cli,
                               "Takken in één van elke %d rondes: allemaal zou te veel zijn.\n",
                               "Branches in one of every %d rounds: all would be too much.\n"),
                      summary->step);
}

/* --- Where it goes ---------------------------------------------------------------------------- */

/* All of it or nothing: what stood there stays until the new file is whole. */
static int write_file(Cli *cli, const char *path, const GString *text) {
  g_autoptr(GError) error = NULL;
  if (g_file_test(path, G_FILE_TEST_EXISTS) && !g_file_test(path, G_FILE_TEST_IS_REGULAR)) {
    cli_complain(cli_text(cli, "%s is geen gewoon bestand; kies een andere naam",
                          "%s is no ordinary file; choose another name"),
                 path);
    return CLI_IO;
  }
  if (g_file_set_contents(path, text->str, (gssize)text->len, &error))
    return CLI_DONE;
  cli_complain(cli_text(cli, "niet geschreven: %s", "not written: %s"), error->message);
  return CLI_IO;
}

static int give_data(Cli *cli, const GString *data) {
  if (cli->output != NULL)
    return write_file(cli, cli->output, data);
  polder_sink_write(cli->out, data->str);
  return CLI_DONE;
}

static int give_page(Cli *cli, const PolderReplayJob *job, const PolderReplaySummary *summary,
                     const GString *data) {
  g_autofree char *own = g_strdup_printf("%s.replay.html", job->scenario->id);
  const char *path = cli->output != NULL ? cli->output : own;
  g_autoptr(GString) page = polder_replay_page(job, data);
  const int code = write_file(cli, path, page);
  if (code != CLI_DONE)
    return code;
  tell(cli, summary, job->arm);
  polder_sink_print(cli->out, "%s (%.0f kB)\n", path, ceil((double)page->len / 1000));
  return CLI_DONE;
}

/* First runs are looked at, then branches are played: of another number. */
static void on_progress(void *context, uint32_t done, uint32_t total) {
  CliProgress *progress = context;
  if (total != progress->total) {
    cli_progress_end(progress);
    cli_progress_begin(progress, progress->cli, total);
  }
  cli_progress_tell(progress, done);
}

static int replay(Cli *cli, PolderReplayJob *job) {
  PolderReplaySummary summary;
  g_autoptr(GError) error = NULL;
  g_autoptr(GString) command = cli_case_command(cli);
  if ((cli->given & 1u << CLI_OPTION_RUN) != 0)
    g_string_append_printf(command, " --run %u", (unsigned)cli->run);
  if (strcmp(job->arm, "asis") != 0) {
    g_string_append(command, " --arm");
    cli_append_word(command, job->arm);
  }
  job->command = command->str;
  CliProgress progress;
  cli_progress_begin(&progress, cli, 0);
  job->progress = on_progress;
  job->context = &progress;
  g_autoptr(GString) data = polder_replay_data(job, &summary, &error);
  cli_progress_end(&progress);
  if (data == NULL) {
    cli_complain_error(cli, error);
    return CLI_USE;
  }
  return cli->format == CLI_JSON ? give_data(cli, data) : give_page(cli, job, &summary, data);
}

int cli_verb_replay(Cli *cli) {
  int code = CLI_DONE;
  PolderValues values;
  g_autofree char *arm = g_ascii_strdown(cli->arm != NULL ? cli->arm : "asis", -1);
  g_autoptr(PolderScenario) scenario = cli_load(cli, cli->operands->pdata[0], &code);
  if (scenario == NULL)
    return code;
  if (!cli_values(cli, scenario, &values) || !cli_arm_known(cli, scenario, arm))
    return CLI_USE;
  const bool asked = (cli->given & 1u << CLI_OPTION_RUN) != 0;
  PolderReplayJob job = {.scenario = scenario,
                         .values = &values,
                         .arm = arm,
                         .seed = cli->seed,
                         .run = asked ? (int64_t)cli->run : -1,
                         .language = (PolderLanguage)cli->language};
  return replay(cli, &job);
}
