/* polder version. */
#include "cli.h"

#include <polder/experiment.h>
#include <polder/minds.h>

int cli_verb_version(Cli *cli) {
  if (cli->format == CLI_JSON) {
    g_autoptr(GString) text = g_string_new(NULL);
    polder_json_open(text, NULL, '{');
    polder_json_text(text, "version", POLDER_VERSION);
    polder_json_text(text, "build", polder_build());
    polder_json_flag(text, "mpi", polder_ranks_built());
    polder_json_whole(text, "width", (uint64_t)polder_minds_width());
    polder_json_close(text, '}');
    polder_sink_print(cli->out, "%s\n", text->str);
  } else
    polder_sink_print(cli->out,
                      cli_text(cli, "polder %s, bouw %s, %s, rekent %d breed\n",
                               "polder %s, build %s, %s, computes %d wide\n"),
                      POLDER_VERSION, polder_build(),
                      polder_ranks_built() ? cli_text(cli, "met MPI", "with MPI")
                                           : cli_text(cli, "zonder MPI", "without MPI"),
                      polder_minds_width());
  return CLI_DONE;
}
