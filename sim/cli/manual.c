/* The manual page as troff, from the tables of verbs and options: `polder help --man`. */
#include "cli.h"

/* Text with what troff would read as its own made harmless. */
static void add_text(GString *page, const char *text) {
  if (text[0] == '.' || text[0] == '\'')
    g_string_append(page, "\\&");
  for (const char *at = text; *at != '\0'; at++) {
    if (*at == '\\')
      g_string_append(page, "\\e");
    else if (*at == '-')
      g_string_append(page, "\\-");
    else
      g_string_append_c(page, *at);
  }
  g_string_append_c(page, '\n');
}

static void add_section(GString *page, const char *title) {
  g_string_append_printf(page, ".SH \"%s\"\n", title);
}

static void add_option(GString *page, const Cli *cli, const CliOption *option) {
  g_string_append(page, ".TP\n");
  if (option->letter != 0)
    g_string_append_printf(page, "\\fB\\-%c\\fR, ", option->letter);
  g_string_append_printf(page, "\\fB\\-\\-%s\\fR", option->name);
  if (option->value != NULL)
    g_string_append_printf(page, " \\fI%s\\fR", option->value);
  g_string_append_c(page, '\n');
  add_text(page, option->help[cli->language]);
}

static void add_command(GString *page, const Cli *cli, const CliCommand *command) {
  g_string_append_printf(page, ".SS \"polder %s %s\"\n", command->name, command->operands);
  g_autofree char *summary = g_strdup_printf("%s.", command->summary[cli->language]);
  add_text(page, summary);
  if (command->about[cli->language][0] != '\0')
    add_text(page, command->about[cli->language]);
  for (int id = 0; id < CLI_OPTIONS; id++)
    if ((command->options & 1u << id) != 0 && !cli_options[id].internal)
      add_option(page, cli, &cli_options[id]);
  for (size_t i = 0; i < G_N_ELEMENTS(command->examples); i++) {
    if (command->examples[i].line == NULL)
      break;
    g_string_append(page, ".PP\n.nf\n");
    add_text(page, command->examples[i].line);
    g_string_append(page, ".fi\n");
  }
}

static void add_head(GString *page, const Cli *cli) {
  g_string_append_printf(page, ".TH POLDER 1 \"\" \"polder %s\"\n", POLDER_VERSION);
  add_section(page, cli_text(cli, "NAAM", "NAME"));
  add_text(page,
           cli_text(cli, "polder - waarom overleg vastloopt, en wat uitspreken daaraan verandert",
                    "polder - why talks run aground, and what speaking out changes"));
  add_section(page, cli_text(cli, "GEBRUIK", "SYNOPSIS"));
  for (size_t i = 0; i < cli_n_commands; i++)
    g_string_append_printf(page, ".B polder %s\n%s\n.br\n", cli_commands[i].name,
                           cli_commands[i].operands);
}

static void add_foot(GString *page, const Cli *cli) {
  add_section(page, cli_text(cli, "UITGANGSCODE", "EXIT STATUS"));
  add_text(page,
           cli_text(cli,
                    "0 gedaan (een impasse is een uitkomst); 2 verkeerd gebruik; 3 verkeerde "
                    "gegevens; 4 lezen of schrijven lukte niet; 70 onze fout; 130 onderbroken.",
                    "0 done (an impasse is a result); 2 wrong use; 3 wrong data; 4 input or output "
                    "failed; 70 our bug; 130 interrupted."));
  add_section(page, cli_text(cli, "OMGEVING", "ENVIRONMENT"));
  add_text(
      page,
      cli_text(cli,
               "LC_ALL, LC_MESSAGES en LANG kiezen de taal: Nederlands bij nl, anders Engels. Met "
               "NO_COLOR is er nooit kleur.",
               "LC_ALL, LC_MESSAGES and LANG choose the language: Dutch for nl, else English. "
               "With NO_COLOR there is never colour."));
}

static void add_parameters(GString *page, const Cli *cli) {
  add_section(page, "PARAMETERS");
  for (int id = 0; id < POLDER_PARAMETERS; id++) {
    g_string_append_printf(page, ".TP\n\\fB%s\\fR\n", polder_parameters[id].name);
    add_text(page, polder_parameters[id].meaning[cli->language]);
  }
}

void cli_print_manual(Cli *cli) {
  g_autoptr(GString) page = g_string_new(NULL);
  add_head(page, cli);
  add_section(page, cli_text(cli, "WERKWOORDEN", "VERBS"));
  for (size_t i = 0; i < cli_n_commands; i++)
    add_command(page, cli, &cli_commands[i]);
  add_section(page, cli_text(cli, "ALTIJD", "ALWAYS"));
  add_option(page, cli, &cli_options[CLI_OPTION_LANG]);
  add_option(page, cli, &cli_options[CLI_OPTION_HELP]);
  add_parameters(page, cli);
  add_foot(page, cli);
  polder_sink_write(cli->out, page->str);
}
