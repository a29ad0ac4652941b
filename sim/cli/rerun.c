/* polder rerun: everything that a manifest tells of, once more, and compared. */
#include "batch.h"

static int compare(Cli *cli, const char *wanted, const PolderExperimentResult *result) {
  if (g_strcmp0(wanted, result->sha256) == 0) {
    polder_sink_write(cli->out, cli_text(cli, "dezelfde bytes\n", "the same bytes\n"));
    return CLI_DONE;
  }
  cli_complain(cli_text(cli, "andere bytes dan het manifest zegt: daar is de sha256 %s",
                        "other bytes than the manifest says: there the sha256 is %s"),
               wanted);
  return CLI_DATA;
}

int cli_verb_rerun(Cli *cli) {
  const char *path = cli->operands->pdata[0];
  g_autoptr(GError) error = NULL;
  if (!cli_batch_has_output(cli))
    return CLI_USE;
  g_autofree char *wanted = polder_manifest_sha256(path, &error);
  if (wanted == NULL)
    return cli_batch_error(cli, error);
  g_autoptr(PolderMessages) messages = polder_messages_new();
  g_autoptr(PolderExperiment) experiment = polder_experiment_again(path, messages, &error);
  cli_tell_messages(cli, messages);
  if (experiment == NULL)
    return cli_batch_error(cli, error);
  PolderExperimentResult result;
  const CliBatch batch = {.experiment = experiment};
  const int code = cli_batch_play(cli, &batch, &result);
  return code == CLI_DONE ? compare(cli, wanted, &result) : code;
}
