/* polder report: a finished results folder as a page to read, and its figures' data. */
#include "batch.h"

#include <polder/report.h>

int cli_verb_report(Cli *cli) {
  g_autoptr(GError) error = NULL;
  g_autofree char *answer = NULL;
  const char *folder = cli->operands->pdata[0];
  g_autofree char *own = g_build_filename(folder, "report.html", NULL);
  const char *page = cli->output != NULL ? cli->output : own;
  const PolderReportJob job = {folder, page, (PolderLanguage)cli->language};
  if (!polder_report_write(&job, &answer, &error))
    return cli_batch_error(cli, error);
  polder_sink_print(
      cli->out,
      cli_text(cli, "%s\nverslag: %s\ngegevens: %s/report\n", "%s\nreport: %s\ndata: %s/report\n"),
      answer, page, folder);
  return CLI_DONE;
}
