/* Shell completion, from the tables of verbs and options: `polder help --completion SHELL`. */
#include "cli.h"

#include <string.h>

static bool is_offered(const CliCommand *command, int id) {
  return cli_has_option(command, (CliOptionId)id) && !cli_options[id].internal;
}

static void add_options(GString *text, const CliCommand *command) {
  for (int id = 0; id < CLI_OPTIONS; id++)
    if (is_offered(command, id))
      g_string_append_printf(text, " --%s", cli_options[id].name);
}

static void add_words(GString *text, const CliCommand *command) {
  for (int i = 0; command->words != NULL && command->words[i] != NULL; i++)
    g_string_append_printf(text, " %s", command->words[i]);
}

static void add_verbs(GString *text) {
  for (size_t i = 0; i < cli_n_commands; i++)
    g_string_append_printf(text, "%s%s", i > 0 ? " " : "", cli_commands[i].name);
}

/* --- bash ------------------------------------------------------------------------------------ */

static void add_bash(GString *text) {
  g_string_append(
      text,
      "# bash completion for polder\n"
      "_polder() {\n"
      "  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} words=''\n"
      "  COMPREPLY=()\n"
      "  case $before in\n"
      "    --format) words='text csv json jsonl' ;;\n"
      "    --lang) words='nl en' ;;\n"
      "    --arm|--arms) words=$(polder list arms --format csv 2>/dev/null | sed '1d;s/,.*//') ;;\n"
      "    --set) words=$(polder list parameters --format csv 2>/dev/null | sed '1d;s/,.*/=/') ;;\n"
      "  esac\n"
      "  if [ -n \"$words\" ]; then\n"
      "    COMPREPLY=($(compgen -W \"$words\" -- \"$word\")); return\n"
      "  fi\n"
      "  if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
      "    COMPREPLY=($(compgen -W '");
  add_verbs(text);
  g_string_append(text, "' -- \"$word\")); return\n  fi\n  case ${COMP_WORDS[1]} in\n");
  for (size_t i = 0; i < cli_n_commands; i++) {
    g_string_append_printf(text, "    %s) words='", cli_commands[i].name);
    add_options(text, &cli_commands[i]);
    add_words(text, &cli_commands[i]);
    if (strcmp(cli_commands[i].name, "help") == 0) {
      g_string_append_c(text, ' ');
      add_verbs(text);
    }
    g_string_append(text, "' ;;\n");
  }
  g_string_append(text, "  esac\n"
                        "  COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n"
                        "  [[ $word == -* ]] || COMPREPLY+=($(compgen -d -- \"$word\"))\n"
                        "}\n"
                        "complete -o filenames -F _polder polder\n");
}

/* --- zsh ------------------------------------------------------------------------------------- */

/* Inside single quotes and brackets. */
static void add_zsh_text(GString *text, const char *words) {
  for (const char *at = words; *at != '\0'; at++) {
    if (*at == '\'')
      g_string_append(text, "'\\''");
    else if (strchr("[]:", *at) != NULL)
      g_string_append_printf(text, "\\%c", *at);
    else
      g_string_append_c(text, *at);
  }
}

static void add_zsh_option(GString *text, const Cli *cli, const CliOption *option) {
  g_string_append_printf(text, " \\\n        '--%s", option->name);
  g_string_append_printf(text, "%s[", option->value != NULL ? "=" : "");
  add_zsh_text(text, option->help[cli->language]);
  g_string_append_c(text, ']');
  if (option->value != NULL) {
    g_string_append_c(text, ':');
    add_zsh_text(text, option->value);
    g_string_append_c(text, ':');
  }
  if (option->choices != NULL) {
    g_autofree char *choices = g_strjoinv(" ", (char **)option->choices);
    g_string_append_printf(text, "(%s)", choices);
  }
  g_string_append_c(text, '\'');
}

static void add_zsh_command(GString *text, const Cli *cli, const CliCommand *command) {
  g_string_append_printf(text, "    %s)\n      _arguments", command->name);
  for (int id = 0; id < CLI_OPTIONS; id++)
    if (is_offered(command, id))
      add_zsh_option(text, cli, &cli_options[id]);
  if (command->words != NULL) {
    g_string_append(text, " \\\n        '1:what:(");
    add_words(text, command);
    g_string_append(text, ")'");
  }
  g_string_append(text, " \\\n        '*:folder:_files -/'\n      ;;\n");
}

static void add_zsh(GString *text, const Cli *cli) {
  g_string_append(text, "#compdef polder\n"
                        "_polder() {\n"
                        "  if (( CURRENT == 2 )); then\n"
                        "    local -a verbs=(\n");
  for (size_t i = 0; i < cli_n_commands; i++) {
    g_string_append_printf(text, "      '%s:", cli_commands[i].name);
    add_zsh_text(text, cli_commands[i].summary[cli->language]);
    g_string_append(text, "'\n");
  }
  g_string_append(text, "    )\n    _describe verb verbs\n    return\n  fi\n"
                        "  local verb=$words[2]\n"
                        "  shift words\n  (( CURRENT-- ))\n"
                        "  case $verb in\n");
  for (size_t i = 0; i < cli_n_commands; i++)
    add_zsh_command(text, cli, &cli_commands[i]);
  g_string_append(text, "  esac\n}\n_polder \"$@\"\n");
}

/* --- fish ------------------------------------------------------------------------------------ */

static void add_fish_text(GString *text, const char *words) {
  g_string_append(text, " -d '");
  for (const char *at = words; *at != '\0'; at++)
    g_string_append_printf(text, "%s%c", *at == '\'' ? "\\" : "", *at);
  g_string_append_c(text, '\'');
}

static void add_fish_option(GString *text, const Cli *cli, const CliCommand *command,
                            const CliOption *option) {
  g_string_append_printf(text, "complete -c polder -n '__fish_seen_subcommand_from %s' -l %s",
                         command->name, option->name);
  if (option->letter != 0)
    g_string_append_printf(text, " -s %c", option->letter);
  if (option->choices != NULL) {
    g_autofree char *choices = g_strjoinv(" ", (char **)option->choices);
    g_string_append_printf(text, " -x -a '%s'", choices);
  } else if (option->value != NULL)
    g_string_append(text, " -x");
  add_fish_text(text, option->help[cli->language]);
  g_string_append_c(text, '\n');
}

static void add_fish_command(GString *text, const Cli *cli, const CliCommand *command) {
  g_string_append_printf(text, "complete -c polder -f -n __fish_use_subcommand -a %s",
                         command->name);
  add_fish_text(text, command->summary[cli->language]);
  g_string_append_c(text, '\n');
  for (int id = 0; id < CLI_OPTIONS; id++)
    if (is_offered(command, id))
      add_fish_option(text, cli, command, &cli_options[id]);
  if (command->words == NULL)
    return;
  g_string_append_printf(text, "complete -c polder -n '__fish_seen_subcommand_from %s' -a '",
                         command->name);
  add_words(text, command);
  g_string_append(text, "'\n");
}

static void add_fish(GString *text, const Cli *cli) {
  g_string_append(text, "# fish completion for polder\n");
  for (size_t i = 0; i < cli_n_commands; i++)
    add_fish_command(text, cli, &cli_commands[i]);
}

int cli_print_completion(Cli *cli, const char *shell) {
  g_autoptr(GString) text = g_string_new(NULL);
  if (strcmp(shell, "bash") == 0)
    add_bash(text);
  else if (strcmp(shell, "zsh") == 0)
    add_zsh(text, cli);
  else if (strcmp(shell, "fish") == 0)
    add_fish(text, cli);
  else {
    cli_complain(cli_text(cli, "geen aanvulling voor \"%s\"; wel: bash, zsh, fish",
                          "no completion for \"%s\"; there is: bash, zsh, fish"),
                 shell);
    return CLI_USE;
  }
  polder_sink_write(cli->out, text->str);
  return CLI_DONE;
}
