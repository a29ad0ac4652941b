/* polder help: for people, from the tables of verbs and options. */
#include "cli.h"

#include <string.h>

/* `-n, --runs N`; yours to free. */
static char *option_words(const CliOption *option) {
  GString *words = g_string_new(NULL);
  if (option->letter != 0)
    g_string_append_printf(words, "-%c, ", option->letter);
  g_string_append_printf(words, "--%s", option->name);
  if (option->value != NULL)
    g_string_append_printf(words, " %s", option->value);
  return g_string_free(words, FALSE);
}

static char *formats_of(const CliCommand *command) {
  GString *formats = g_string_new(NULL);
  for (int i = 0; i < CLI_FORMATS; i++)
    if ((command->formats & 1u << i) != 0)
      g_string_append_printf(formats, "%s%s", formats->len > 0 ? "|" : "", cli_format_names[i]);
  return g_string_free(formats, FALSE);
}

static void print_options(Cli *cli, const CliCommand *command) {
  polder_sink_print(cli->out, "\n%s\n", cli_text(cli, "Opties", "Options"));
  for (int id = 0; id < CLI_OPTIONS; id++) {
    const CliOption *option = &cli_options[id];
    if (!cli_has_option(command, (CliOptionId)id) || option->internal)
      continue;
    g_autofree char *words = option_words(option);
    g_autofree char *lead = g_strdup_printf("  %-20s  ", words);
    g_autofree char *formats = id == CLI_OPTION_FORMAT ? formats_of(command) : g_strdup("");
    g_autofree char *text = g_strdup_printf("%s%s%s", formats, formats[0] != '\0' ? ": " : "",
                                            option->help[cli->language]);
    cli_wrap(cli, lead, text);
  }
}

static void print_examples(Cli *cli, const CliCommand *command) {
  if (command->examples[0].line == NULL)
    return;
  polder_sink_print(cli->out, "\n%s\n", cli_text(cli, "Voorbeelden", "Examples"));
  for (size_t i = 0; i < G_N_ELEMENTS(command->examples); i++) {
    const CliExample *example = &command->examples[i];
    if (example->line == NULL)
      return;
    const char *what = example->what[cli->language];
    polder_sink_print(cli->out, "  %s\n", example->line);
    if (what[0] != '\0')
      polder_sink_print(cli->out, "      %s\n", what);
  }
}

static void print_program(Cli *cli) {
  polder_sink_print(
      cli->out, "%s\n\n%s\n",
      cli_text(cli, "polder: waarom overleg vastloopt, en wat uitspreken daaraan verandert",
               "polder: why talks run aground, and what speaking out changes"),
      cli_text(cli, "Gebruik: polder WERKWOORD ...", "Usage: polder VERB ..."));
  for (size_t i = 0; i < cli_n_commands; i++) {
    g_autofree char *lead = g_strdup_printf("  %-9s ", cli_commands[i].name);
    cli_wrap(cli, lead, cli_commands[i].summary[cli->language]);
  }
  polder_sink_print(
      cli->out, "\n%s\n",
      cli_text(cli,
               "Begin met: polder compare scenarios/weerthuis   ·   meer: polder help "
               "WERKWOORD",
               "Start with: polder compare scenarios/weerthuis   ·   more: polder help VERB"));
  cli_wrap(
      cli, "",
      cli_text(
          cli,
          "Uitgangscode: 0 gedaan (een impasse is een uitkomst), 2 verkeerd gebruik, 3 verkeerde "
          "gegevens, 4 lezen of schrijven lukte niet, 70 onze fout, 130 onderbroken.",
          "Exit code: 0 done (an impasse is a result), 2 wrong use, 3 wrong data, 4 input or "
          "output failed, 70 our bug, 130 interrupted."));
}

void cli_print_help(Cli *cli, const CliCommand *command) {
  if (command == NULL) {
    print_program(cli);
    return;
  }
  polder_sink_print(cli->out, "polder %s: %s\n\n%s: polder %s %s\n", command->name,
                    command->summary[cli->language], cli_text(cli, "Gebruik", "Usage"),
                    command->name, command->operands);
  if (command->about[cli->language][0] != '\0') {
    polder_sink_write(cli->out, "\n");
    cli_wrap(cli, "", command->about[cli->language]);
  }
  print_options(cli, command);
  print_examples(cli, command);
}

static int help_on(Cli *cli, const char *word) {
  const CliCommand *command = cli_command_find(word);
  if (command != NULL) {
    cli_print_help(cli, command);
    return CLI_DONE;
  }
  cli_complain_verb(cli, word);
  return CLI_USE;
}

int cli_verb_help(Cli *cli) {
  if (cli->man)
    cli_print_manual(cli);
  else if (cli->completion != NULL)
    return cli_print_completion(cli, cli->completion);
  else if (cli->operands->len > 0)
    return help_on(cli, cli->operands->pdata[0]);
  else
    cli_print_help(cli, NULL);
  return CLI_DONE;
}
