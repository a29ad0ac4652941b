/* polder cards: a case as cards to print, in Dutch and English. Never overwrites a file. */
#include "cli.h"

#include <errno.h>
#include <polder/cards.h>
#include <stdio.h>

static char *path_of(const Cli *cli, int language) {
  g_autofree char *name = g_strdup_printf("cards.%s.html", cli_language_names[language]);
  return g_build_filename(cli->output, name, NULL);
}

static bool is_wanted(const Cli *cli, int language) {
  return (cli->given & 1u << CLI_OPTION_LANG) == 0 || cli->language == language;
}

static bool are_free(const Cli *cli) {
  for (int language = 0; language < POLDER_LANGUAGES; language++) {
    g_autofree char *path = path_of(cli, language);
    if (!is_wanted(cli, language) || !g_file_test(path, G_FILE_TEST_EXISTS))
      continue;
    cli_complain(cli_text(cli, "%s is er al; kies een andere map",
                          "%s is there already; choose another folder"),
                 path);
    return false;
  }
  return true;
}

static bool write_page(const Cli *cli, const PolderScenario *scenario, int language) {
  g_autofree char *path = path_of(cli, language);
  g_autofree char *page = polder_cards_page(scenario, (PolderLanguage)language);
  FILE *file = fopen(path, "wxe");
  const bool written = file != NULL && fputs(page, file) != EOF;
  const bool closed = file != NULL && fclose(file) == 0;
  if (!written || !closed) {
    cli_complain("%s: %s", path, g_strerror(errno));
    return false;
  }
  polder_sink_print(cli->out, "%s\n", path);
  return true;
}

int cli_verb_cards(Cli *cli) {
  if (cli->output == NULL) {
    cli_complain(cli_text(cli, "cards: zeg met -o MAP waar de kaarten komen",
                          "cards: say with -o FOLDER where the cards go"));
    return CLI_USE;
  }
  int code = CLI_DONE;
  g_autoptr(PolderScenario) scenario = cli_load(cli, cli->operands->pdata[0], &code);
  if (scenario == NULL)
    return code;
  if (!are_free(cli))
    return CLI_IO;
  if (g_mkdir_with_parents(cli->output, 0777) != 0) {
    cli_complain("%s: %s", cli->output, g_strerror(errno));
    return CLI_IO;
  }
  for (int language = 0; language < POLDER_LANGUAGES; language++)
    if (is_wanted(cli, language) && !write_page(cli, scenario, language))
      return CLI_IO;
  return CLI_DONE;
}
