/* polder version. */
#include "cli.h"

int cli_verb_version(Cli *cli) {
  if (cli->format == CLI_JSON) {
    g_autoptr(GString) text = g_string_new(NULL);
    polder_json_open(text, NULL, '{');
    polder_json_text(text, "version", POLDER_VERSION);
    polder_json_close(text, '}');
    polder_sink_print(cli->out, "%s\n", text->str);
  } else
    polder_sink_print(cli->out, "polder %s\n", POLDER_VERSION);
  return CLI_DONE;
}
