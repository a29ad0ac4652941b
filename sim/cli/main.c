/* polder: finds the verb, reads its options, runs it, and makes sure that what it said has arrived.
 */
#include "cli.h"

#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static PolderLanguage language_of_locale(void) {
  static const char *const variables[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
  for (size_t i = 0; i < G_N_ELEMENTS(variables); i++) {
    const char *value = g_getenv(variables[i]);
    if (value != NULL && value[0] != '\0')
      return g_str_has_prefix(value, "nl") ? POLDER_NL : POLDER_EN;
  }
  return POLDER_EN;
}

static bool wants_colour(void) {
  const char *refused = g_getenv("NO_COLOR");
  const char *terminal = g_getenv("TERM");
  if (refused != NULL && refused[0] != '\0')
    return false;
  return isatty(STDOUT_FILENO) && (terminal == NULL || strcmp(terminal, "dumb") != 0);
}

static void init(Cli *cli) {
  *cli = (Cli){.language = (int)language_of_locale(),
               .format = CLI_TEXT,
               .seed = 1,
               .runs = 1000,
               .threads = g_get_num_processors(),
               .set = g_ptr_array_new(),
               .vary = g_ptr_array_new(),
               .what_if = g_ptr_array_new(),
               .operands = g_ptr_array_new(),
               .out = polder_sink_new(STDOUT_FILENO, "stdout"),
               .colour = wants_colour()};
}

static void clear(Cli *cli) {
  g_ptr_array_unref(cli->set);
  g_ptr_array_unref(cli->vary);
  g_ptr_array_unref(cli->what_if);
  g_ptr_array_unref(cli->operands);
  polder_sink_free(cli->out);
}

/* `polder`, `polder --help` and `polder --version` are verbs too; `--lang xx` may stand before one.
 */
static const CliCommand *find_verb(Cli *cli, int *n_words, char ***words) {
  while (*n_words > 0 && g_str_has_prefix((*words)[0], "--lang")) {
    const bool attached = (*words)[0][6] == '=';
    const char *value = attached ? (*words)[0] + 7 : *n_words > 1 ? (*words)[1] : "";
    cli->language = g_str_has_prefix(value, "nl") ? POLDER_NL : POLDER_EN;
    const int used = MIN(attached ? 1 : 2, *n_words);
    *n_words -= used;
    *words += used;
  }
  const char *word = *n_words > 0 ? (*words)[0] : "help";
  if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0)
    word = "help";
  if (strcmp(word, "--version") == 0 || strcmp(word, "-V") == 0)
    word = "version";
  const CliCommand *command = cli_command_find(word);
  if (command == NULL)
    cli_complain_verb(cli, word);
  *words += *n_words > 0;
  *n_words -= *n_words > 0;
  return command;
}

static int dispatch(Cli *cli, int n_words, char **words) {
  cli->command = find_verb(cli, &n_words, &words);
  if (cli->command == NULL)
    return CLI_USE;
  const int kept = cli_hush_begin();
  const bool parsed = cli_parse(cli, n_words, words);
  cli_hush_end(kept);
  if (!parsed)
    return kept < 0 ? CLI_USE : CLI_DONE;
  if (!cli->help)
    return cli->command->run(cli);
  cli_print_help(cli, cli->command);
  return CLI_DONE;
}

int main(int argc, char **argv) {
  Cli cli;
  g_autoptr(GError) error = NULL;
  setlocale(LC_CTYPE, "");
  signal(SIGPIPE, SIG_IGN);
  init(&cli);
  cli.command_line = argv;
  int code = dispatch(&cli, argc - 1, argv + 1);
  if (!polder_sink_flush(cli.out, &error)) {
    cli_complain(
        cli_text(&cli, "de uitvoer is niet aangekomen: %s", "the output did not arrive: %s"),
        error->message);
    code = CLI_IO;
  }
  clear(&cli);
  return code;
}
