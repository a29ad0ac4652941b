/* The words of the command line, against the one table of options. */
#include "cli.h"

#include <polder/experiment.h>
#include <polder/plan.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

const char *const cli_format_names[CLI_FORMATS + 1] = {"text", "csv", "json", "jsonl", NULL};
const char *const cli_language_names[POLDER_LANGUAGES + 1] = {"nl", "en", NULL};
static const char *const shells[] = {"bash", "zsh", "fish", NULL};

#define AT(field) offsetof(Cli, field)

const CliOption cli_options[CLI_OPTIONS] = {
    [CLI_OPTION_RUNS] = {"runs",
                         'n',
                         CLI_KIND_WHOLE,
                         AT(runs),
                         1,
                         POLDER_COMPARE_RUNS_MAX,
                         NULL,
                         "N",
                         false,
                         {"zo vaak spelen (standaard 1000)", "how many runs (default 1000)"}},
    [CLI_OPTION_ARMS] =
        {"arms",
         0,
         CLI_KIND_TEXT,
         AT(arms),
         0,
         0,
         NULL,
         "A,B",
         false,
         {"de armen, met komma's; de eerste is de maatstaf (standaard asis,spoken)",
          "the arms, with commas; the first is the baseline (default asis,spoken)"}},
    [CLI_OPTION_ARM] = {"arm",
                        0,
                        CLI_KIND_TEXT,
                        AT(arm),
                        0,
                        0,
                        NULL,
                        "A",
                        false,
                        {"welke arm (standaard asis)", "which arm (default asis)"}},
    [CLI_OPTION_RUN] = {"run",
                        0,
                        CLI_KIND_WHOLE,
                        AT(run),
                        0,
                        UINT32_MAX,
                        NULL,
                        "K",
                        false,
                        {"welke keer, geteld vanaf 0 (standaard 0)",
                         "which run, counted from 0 (default 0)"}},
    [CLI_OPTION_POINT] = {"point",
                          0,
                          CLI_KIND_WHOLE,
                          AT(point),
                          0,
                          POLDER_POINTS_MAX - 1,
                          NULL,
                          "P",
                          false,
                          {"welk punt van een proef, geteld vanaf 0 (standaard 0)",
                           "which point of an experiment, counted from 0 (default 0)"}},
    [CLI_OPTION_ROUND] = {"round",
                          0,
                          CLI_KIND_WHOLE,
                          AT(round),
                          1,
                          POLDER_ROUNDS_MAX,
                          NULL,
                          "R",
                          false,
                          {"in welke ronde groepen samen spreken (standaard disclosure_round)",
                           "in which round groups tell together (default disclosure_round)"}},
    [CLI_OPTION_SEED] = {"seed",
                         0,
                         CLI_KIND_WHOLE,
                         AT(seed),
                         0,
                         UINT64_MAX,
                         NULL,
                         "N",
                         false,
                         {"het toeval; hetzelfde getal geeft hetzelfde toeval (standaard 1)",
                          "the chance; the same number gives the same chance (default 1)"}},
    [CLI_OPTION_SET] = {"set",
                        0,
                        CLI_KIND_LIST,
                        AT(set),
                        0,
                        0,
                        NULL,
                        "NAME=VALUE",
                        false,
                        {"een parameter anders dan in de casus, ook party.name=value",
                         "a parameter other than in the case, also party.name=value"}},
    [CLI_OPTION_WHAT_IF] =
        {"what-if",
         0,
         CLI_KIND_LIST,
         AT(what_if),
         0,
         0,
         NULL,
         "PARTY.INTEREST@R",
         false,
         {"ook vertellen hoe het was gegaan als dat in ronde R was uitgesproken; party@R voor "
          "alles "
          "van die partij; mag vaker",
          "also tell how it would have gone had that been told in round R; party@R for all of that "
          "party; may be repeated"}},
    [CLI_OPTION_THREADS] = {"threads",
                            'j',
                            CLI_KIND_WHOLE,
                            AT(threads),
                            1,
                            1024,
                            NULL,
                            "N",
                            false,
                            {"zoveel draden (standaard alle kernen)",
                             "so many threads (default all cores)"}},
    [CLI_OPTION_RANDOM] = {"random",
                           0,
                           CLI_KIND_FLAG,
                           AT(random),
                           0,
                           0,
                           NULL,
                           NULL,
                           false,
                           {"een willekeurige tafel in plaats van het voorbeeld",
                            "a random table instead of the example"}},
    [CLI_OPTION_OUTPUT] = {"output",
                           'o',
                           CLI_KIND_TEXT,
                           AT(output),
                           0,
                           0,
                           NULL,
                           "OUT",
                           false,
                           {"de map (of het bestand) voor het resultaat",
                            "the folder (or file) for the results"}},
    [CLI_OPTION_VARY] = {"vary",
                         0,
                         CLI_KIND_LIST,
                         AT(vary),
                         0,
                         0,
                         NULL,
                         "NAME=LEVELS",
                         false,
                         {"een factor met zijn niveaus: trust=.2|.4 of bias=0..4/5",
                          "a factor with its levels: trust=.2|.4 or bias=0..4/5"}},
    [CLI_OPTION_SHARD] =
        {"shard",
         0,
         CLI_KIND_TEXT,
         AT(shard),
         0,
         0,
         NULL,
         "I/N",
         false,
         {"alleen deel I van N, geteld vanaf 1; auto leest SLURM_ARRAY_TASK_ID en _COUNT",
          "only share I of N, counted from 1; auto reads SLURM_ARRAY_TASK_ID and _COUNT"}},
    [CLI_OPTION_STORE] = {"store",
                          0,
                          CLI_KIND_CHOICE,
                          AT(store),
                          0,
                          0,
                          polder_store_names,
                          "WAY",
                          false,
                          {"hoe de resultaten bewaard worden: csv (standaard) of sqlite",
                           "how results are kept: csv (default) or sqlite"}},
    [CLI_OPTION_UNTIL_HALFWIDTH] =
        {"until-halfwidth",
         0,
         CLI_KIND_TEXT,
         AT(until_halfwidth),
         0,
         0,
         NULL,
         "H",
         false,
         {"per punt stoppen als de 95%-intervallen niet verder reiken dan H naar elke kant; "
          "-n is dan het aantal bij de eerste blik (standaard 200)",
          "stop at each point when the 95% intervals reach no further than H to either side; "
          "-n is then the number at the first look (default 200)"}},
    [CLI_OPTION_MAX_RUNS] = {"max-runs",
                             0,
                             CLI_KIND_WHOLE,
                             AT(max_runs),
                             1,
                             POLDER_RUNS_MAX,
                             NULL,
                             "N",
                             false,
                             {"met --until-halfwidth: op zijn laatst na zo veel keer",
                              "with --until-halfwidth: after so many runs at the latest"}},
    [CLI_OPTION_DRY_RUN] = {"dry-run",
                            0,
                            CLI_KIND_FLAG,
                            AT(dry_run),
                            0,
                            0,
                            NULL,
                            NULL,
                            false,
                            {"alleen zeggen hoeveel het is en hoelang het duurt",
                             "only say how much it is and how long it takes"}},
    [CLI_OPTION_FORMAT] = {"format",
                           0,
                           CLI_KIND_CHOICE,
                           AT(format),
                           0,
                           0,
                           cli_format_names,
                           "FORMAT",
                           false,
                           {"vorm van de uitvoer (standaard text)",
                            "form of the output (default text)"}},
    [CLI_OPTION_EVALUATE] = {"evaluate",
                             0,
                             CLI_KIND_TEXT,
                             AT(evaluate),
                             0,
                             0,
                             NULL,
                             "FOLDER",
                             false,
                             {"de stellingen van die proef beoordelen naar resultaten van batch",
                              "judge the claims of that experiment by results of batch"}},
    [CLI_OPTION_MAN] = {"man",
                        0,
                        CLI_KIND_FLAG,
                        AT(man),
                        0,
                        0,
                        NULL,
                        NULL,
                        true,
                        {"de handleiding als troff", "the manual as troff"}},
    [CLI_OPTION_COMPLETION] = {"completion",
                               0,
                               CLI_KIND_TEXT,
                               AT(completion),
                               0,
                               0,
                               shells,
                               "SHELL",
                               true,
                               {"aanvulling voor bash, zsh of fish",
                                "completion for bash, zsh or fish"}},
    [CLI_OPTION_LANG] = {"lang",
                         0,
                         CLI_KIND_CHOICE,
                         AT(language),
                         0,
                         0,
                         cli_language_names,
                         "nl|en",
                         false,
                         {"taal van de tekst (standaard die van het systeem)",
                          "language of the text (default that of the locale)"}},
    [CLI_OPTION_HELP] = {"help",
                         'h',
                         CLI_KIND_FLAG,
                         AT(help),
                         0,
                         0,
                         NULL,
                         NULL,
                         false,
                         {"deze uitleg", "this help"}},
};

bool cli_has_option(const CliCommand *command, CliOptionId id) {
  const unsigned always = 1u << CLI_OPTION_LANG | 1u << CLI_OPTION_HELP;
  return ((command->options | always) & 1u << id) != 0;
}

/* --- Names ----------------------------------------------------------------------------------- */

static const CliOption *find_long(const CliCommand *command, const char *name, size_t length) {
  for (int id = 0; id < CLI_OPTIONS; id++)
    if (cli_has_option(command, (CliOptionId)id) && strlen(cli_options[id].name) == length &&
        strncmp(cli_options[id].name, name, length) == 0)
      return &cli_options[id];
  return NULL;
}

static const CliOption *find_letter(const CliCommand *command, char letter) {
  for (int id = 0; id < CLI_OPTIONS; id++)
    if (cli_has_option(command, (CliOptionId)id) && cli_options[id].letter == letter)
      return &cli_options[id];
  return NULL;
}

static void complain_unknown(const Cli *cli, const char *word, const char *name) {
  const char *names[CLI_OPTIONS];
  size_t n = 0;
  for (int id = 0; id < CLI_OPTIONS; id++)
    if (cli_has_option(cli->command, (CliOptionId)id) && !cli_options[id].internal)
      names[n++] = cli_options[id].name;
  const char *nearest = polder_nearest(name, names, n);
  if (nearest != NULL)
    cli_complain(cli_text(cli, "onbekende optie \"%s\"; bedoel je --%s?",
                          "unknown option \"%s\"; do you mean --%s?"),
                 word, nearest);
  else
    cli_complain(cli_text(cli, "onbekende optie \"%s\"", "unknown option \"%s\""), word);
  cli_complain_use(cli);
}

/* --- Values ---------------------------------------------------------------------------------- */

static bool put_whole(Cli *cli, const CliOption *option, const char *value) {
  guint64 number = 0;
  if (!g_ascii_string_to_unsigned(value, 10, option->minimum, option->maximum, &number, NULL)) {
    cli_complain(cli_text(cli,
                          "--%s: \"%s\" is geen geheel getal van %" G_GUINT64_FORMAT
                          " tot en met %" G_GUINT64_FORMAT,
                          "--%s: \"%s\" is no whole number from %" G_GUINT64_FORMAT
                          " to %" G_GUINT64_FORMAT),
                 option->name, value, (guint64)option->minimum, (guint64)option->maximum);
    return false;
  }
  *(uint64_t *)G_STRUCT_MEMBER_P(cli, option->offset) = number;
  return true;
}

static bool put_choice(Cli *cli, const CliOption *option, const char *value) {
  for (int place = 0; option->choices[place] != NULL; place++)
    if (g_ascii_strcasecmp(option->choices[place], value) == 0) {
      G_STRUCT_MEMBER(int, cli, option->offset) = place;
      return true;
    }
  g_autofree char *all = g_strjoinv(", ", (char **)option->choices);
  cli_complain(cli_text(cli, "--%s: \"%s\" kan niet; wel: %s", "--%s: \"%s\" is not one of: %s"),
               option->name, value, all);
  return false;
}

static bool put_value(Cli *cli, const CliOption *option, const char *value) {
  cli->given |= 1u << (option - cli_options);
  switch (option->kind) {
  case CLI_KIND_FLAG:
    G_STRUCT_MEMBER(bool, cli, option->offset) = true;
    return true;
  case CLI_KIND_WHOLE:
    return put_whole(cli, option, value);
  case CLI_KIND_TEXT:
    G_STRUCT_MEMBER(const char *, cli, option->offset) = value;
    return true;
  case CLI_KIND_LIST:
    g_ptr_array_add(G_STRUCT_MEMBER(GPtrArray *, cli, option->offset), (gpointer)value);
    return true;
  case CLI_KIND_CHOICE:
    return put_choice(cli, option, value);
  }
  return false;
}

/* --- Words ----------------------------------------------------------------------------------- */

/* The words that are still to be read. */
typedef struct {
  char **words;
  int n, next;
} Words;

/* An option with its value: attached, or in the next word. */
static bool take_option(Cli *cli, const CliOption *option, const char *attached, Words *rest) {
  if (option->kind == CLI_KIND_FLAG && attached != NULL) {
    cli_complain(cli_text(cli, "--%s heeft geen waarde", "--%s takes no value"), option->name);
    return false;
  }
  if (option->kind == CLI_KIND_FLAG || attached != NULL)
    return put_value(cli, option, attached);
  if (rest->next >= rest->n) {
    cli_complain(cli_text(cli, "--%s vraagt een waarde: %s", "--%s needs a value: %s"),
                 option->name, option->value);
    return false;
  }
  return put_value(cli, option, rest->words[rest->next++]);
}

static bool take_long(Cli *cli, const char *word, Words *rest) {
  const char *name = word + 2;
  const size_t length = strcspn(name, "=");
  const CliOption *option = find_long(cli->command, name, length);
  if (option == NULL) {
    g_autofree char *bare = g_strndup(name, length);
    complain_unknown(cli, word, bare);
    return false;
  }
  return take_option(cli, option, name[length] == '=' ? name + length + 1 : NULL, rest);
}

static bool take_short(Cli *cli, const char *word, Words *rest) {
  const CliOption *option = find_letter(cli->command, word[1]);
  if (option == NULL) {
    complain_unknown(cli, word, word + 1);
    return false;
  }
  const char *attached = word[2] == '\0' ? NULL : word + 2 + (word[2] == '=');
  return take_option(cli, option, attached, rest);
}

static bool take_word(Cli *cli, char *word, Words *rest) {
  if (g_str_has_prefix(word, "--"))
    return take_long(cli, word, rest);
  if (word[0] == '-' && word[1] != '\0')
    return take_short(cli, word, rest);
  g_ptr_array_add(cli->operands, word);
  return true;
}

static bool operands_fit(const Cli *cli) {
  const CliCommand *command = cli->command;
  const int n = (int)cli->operands->len;
  if (cli->help || (n >= command->min_operands && n <= command->max_operands))
    return true;
  if (n < command->min_operands)
    cli_complain(cli_text(cli, "%s: er ontbreekt iets; gebruik: polder %s %s",
                          "%s: something is missing; usage: polder %s %s"),
                 command->name, command->name, command->operands);
  else
    cli_complain(cli_text(cli, "%s: \"%s\" is te veel; gebruik: polder %s %s",
                          "%s: \"%s\" is too much; usage: polder %s %s"),
                 command->name, (char *)cli->operands->pdata[command->max_operands], command->name,
                 command->operands);
  cli_complain_use(cli);
  return false;
}

static bool format_fits(const Cli *cli) {
  if ((cli->command->formats & 1u << cli->format) != 0)
    return true;
  GString *known = g_string_new(NULL);
  for (int i = 0; i < CLI_FORMATS; i++)
    if ((cli->command->formats & 1u << i) != 0)
      g_string_append_printf(known, "%s%s", known->len > 0 ? ", " : "", cli_format_names[i]);
  cli_complain(
      cli_text(cli, "%s kent geen --format %s; wel: %s", "%s has no --format %s; it has: %s"),
      cli->command->name, cli_format_names[cli->format], known->str);
  g_string_free(known, TRUE);
  return false;
}

bool cli_parse(Cli *cli, int n_words, char **words) {
  Words rest = {words, n_words, 0};
  while (rest.next < rest.n) {
    char *word = rest.words[rest.next++];
    if (strcmp(word, "--") == 0)
      break;
    if (!take_word(cli, word, &rest))
      return false;
  }
  while (rest.next < rest.n)
    g_ptr_array_add(cli->operands, rest.words[rest.next++]);
  return operands_fit(cli) && format_fits(cli);
}
