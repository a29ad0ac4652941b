/* polder verify: are the results what the manifest says, and what playing them again gives? */
#include "batch.h"

static bool tell_files(const Cli *cli, const char *folder, const PolderVerdict *verdict) {
  for (guint i = 0; i < verdict->wrong->len; i++)
    cli_complain(cli_text(cli, "%s/%s is niet wat het manifest zegt: er is in gewijzigd",
                          "%s/%s is not what the manifest says: it was changed"),
                 folder, (char *)verdict->wrong->pdata[i]);
  return verdict->wrong->len == 0;
}

static bool tell_sample(const Cli *cli, const char *folder, const PolderVerdict *verdict) {
  if (verdict->n_different > 0)
    cli_complain(
        cli_text(cli,
                 "%s: van de %u opnieuw gespeelde keren zijn er %u anders; de eerste is keer %u "
                 "van punt %u",
                 "%s: of %u runs played again %u differ; the first is run %u of point %u"),
        folder, (unsigned)verdict->n_played, (unsigned)verdict->n_different, verdict->different_run,
        verdict->different_point);
  return verdict->n_different == 0;
}

int cli_verb_verify(Cli *cli) {
  const char *folder = cli->operands->pdata[0];
  const uint32_t n = (cli->given & 1u << CLI_OPTION_RUNS) != 0 ? (uint32_t)cli->runs : 200;
  g_autoptr(PolderMessages) messages = polder_messages_new();
  g_autoptr(GError) error = NULL;
  PolderVerdict verdict;
  const bool done = polder_experiment_verify(folder, n, messages, &verdict, &error);
  cli_tell_messages(cli, messages);
  const bool files = tell_files(cli, folder, &verdict);
  const bool sample = tell_sample(cli, folder, &verdict);
  int code = CLI_DATA;
  if (!done)
    code = cli_batch_error(cli, error);
  else if (files && sample) {
    polder_sink_print(cli->out,
                      cli_text(cli,
                               "%s klopt: alle controlegetallen, en %u van de %.0f keren opnieuw "
                               "gespeeld gaven dezelfde rijen\n",
                               "%s is right: all checksums, and %u of %.0f runs played again gave "
                               "the same rows\n"),
                      folder, (unsigned)verdict.n_played, (double)verdict.n_units);
    code = CLI_DONE;
  }
  polder_verdict_clear(&verdict);
  return code;
}
