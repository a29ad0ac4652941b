/* The comparison for people: the answer first, then the arms, the pairs, what telling did, what
 * stood in the way, and which runs to show. */
#include "compare.h"

#include <math.h>
#include <string.h>

enum { CAUSES = 5, REPLAYS = 3 };

static uint64_t impasses_of(const PolderArmResult *arm) {
  return arm->n - arm->endings[POLDER_AGREEMENT];
}

/* The pair that the first line is about: with `spoken` when it was asked, else the first. */
static const PolderPairResult *main_pair(const CliCompared *compared) {
  const PolderComparison *result = compared->result;
  for (int i = 0; i < compared->n_asked - 1; i++)
    if (strcmp(result->arm[result->pair[i].treatment].arm, "spoken") == 0)
      return &result->pair[i];
  return compared->n_asked > 1 ? &result->pair[0] : NULL;
}

/* `with the interests on the table`, or `in the arm x`. Yours to free. */
static char *arm_phrase(const Cli *cli, const char *arm) {
  if (strcmp(arm, "spoken") == 0)
    return g_strdup(cli_text(cli, "met de belangen op tafel", "with the interests on the table"));
  if (strcmp(arm, "asis") == 0)
    return g_strdup(cli_text(cli, "zoals de casus is", "with the case as it is"));
  return g_strdup_printf(cli_text(cli, "in de arm %s", "in the arm %s"), arm);
}

/* --- The answer ------------------------------------------------------------------------------ */

static void print_counts(Cli *cli, const PolderPairResult *pair, const char *phrase,
                         uint64_t treated) {
  const unsigned long long gained = pair->pairs.first_only, lost = pair->pairs.second_only;
  polder_sink_print(
      cli->out, cli_text(cli, "; %s %llu keer: %llu %s, %llu %s.", "; %s %llu: %llu %s, %llu %s."),
      phrase, (unsigned long long)treated, gained,
      gained == 1 ? cli_text(cli, "doorbraak", "breakthrough")
                  : cli_text(cli, "doorbraken", "breakthroughs"),
      lost,
      lost == 1 ? cli_text(cli, "verloren akkoord", "lost agreement")
                : cli_text(cli, "verloren akkoorden", "lost agreements"));
}

static void print_answer(Cli *cli, const CliCompared *compared) {
  const PolderComparison *result = compared->result;
  const PolderArmResult *base = &result->arm[0];
  const PolderPairResult *pair = main_pair(compared);
  polder_sink_print(cli->out, "%s", cli_colour(cli, CLI_BOLD));
  polder_sink_print(
      cli->out,
      cli_text(cli, "Van %llu keer liep het %llu keer vast", "Of %llu runs %llu ran aground"),
      (unsigned long long)base->n, (unsigned long long)impasses_of(base));
  if (pair != NULL) {
    const PolderArmResult *arm = &result->arm[pair->treatment];
    g_autofree char *phrase = arm_phrase(cli, arm->arm);
    print_counts(cli, pair, phrase, impasses_of(arm));
  } else
    polder_sink_print(cli->out, " (%s).", cli_percent(cli, base->impasse_rate).text);
  if (result->zopa_share == 0)
    polder_sink_write(
        cli->out,
        cli_text(cli, " Er is nooit ruimte om het eens te worden: uitspreken kan niet helpen.",
                 " There is never room to agree: telling cannot help."));
  polder_sink_print(cli->out, "%s\n", cli_colour(cli, CLI_PLAIN));
}

static void print_head(Cli *cli, const CliCompared *compared) {
  const double share = compared->result->zopa_share;
  polder_sink_print(cli->out, "\n%s · seed %" G_GUINT64_FORMAT, cli_title(cli, compared->scenario),
                    (guint64)compared->seed);
  polder_sink_print(cli->out,
                    cli_text(cli, " · ruimte om het eens te worden in %s van de keren\n\n",
                             " · room to agree in %s of the runs\n\n"),
                    cli_percent_whole(cli, share).text);
}

/* --- Arms ------------------------------------------------------------------------------------- */

static void add_numbers(CliTable *table, const Cli *cli, const PolderArmResult *arm) {
  static const char *const columns[] = {"round", "trust_mean", "false_onwil"};
  for (int i = 0; i < POLDER_RUN_COLUMNS; i++) {
    const double mean = polder_mean_value(&arm->column[i]);
    if (strcmp(polder_run_columns[i], columns[0]) == 0)
      cli_table_add(table, "%s", cli_decimal(cli, mean, 1).text);
    else if (strcmp(polder_run_columns[i], columns[1]) == 0)
      cli_table_add(table, "%s", cli_decimal(cli, mean, 2).text);
    else if (strcmp(polder_run_columns[i], columns[2]) == 0)
      cli_table_add(table, "%s", cli_percent_whole(cli, mean).text);
  }
}

static void add_arm(CliTable *table, const Cli *cli, const CliCompared *compared, int place) {
  const PolderArmResult *arm = &compared->result->arm[place];
  cli_table_add(table, "%s", arm->arm);
  cli_table_add(table, "%s", cli_percent(cli, arm->impasse_rate).text);
  cli_table_add(table, cli_text(cli, "%s tot %s", "%s to %s"),
                cli_decimal(cli, arm->impasse_interval.low * 100, 1).text,
                cli_decimal(cli, arm->impasse_interval.high * 100, 1).text);
  add_numbers(table, cli, arm);
}

/* Breakthroughs inside one run; only where there are any. */
static void print_within(Cli *cli, const CliCompared *compared) {
  for (int i = 0; i < compared->n_asked; i++) {
    const PolderArmResult *arm = &compared->result->arm[i];
    if (arm->breakthrough_within > 0)
      polder_sink_print(cli->out,
                        cli_text(cli,
                                 "  %s: %llu keer eerst een patstelling, toen uitspreken, en "
                                 "toch een akkoord\n",
                                 "  %s: in %llu runs first a deadlock, then telling, and an "
                                 "agreement after all\n"),
                        arm->arm, (unsigned long long)arm->breakthrough_within);
  }
}

static void print_arms(Cli *cli, const CliCompared *compared) {
  g_autoptr(CliTable) table = cli_table_new("lrrrrr");
  cli_table_add(table, "%s", cli_text(cli, "arm", "arm"));
  cli_table_add(table, "%s", cli_text(cli, "impasse", "impasse"));
  cli_table_add(table, "%s", cli_text(cli, "95 %", "95%"));
  cli_table_add(table, "%s", cli_text(cli, "ronde", "round"));
  cli_table_add(table, "%s", cli_text(cli, "vertrouwen", "trust"));
  cli_table_add(table, "%s", cli_text(cli, "onterechte onwil", "false onwil"));
  for (int i = 0; i < compared->n_asked; i++)
    add_arm(table, cli, compared, i);
  cli_table_print(table, cli, "  ");
  print_within(cli, compared);
}

static bool occurs(const CliCompared *compared, bool types, int place) {
  for (int i = 0; i < compared->n_asked; i++) {
    const PolderArmResult *arm = &compared->result->arm[i];
    if ((types ? arm->impasses[place] : arm->endings[place]) > 0)
      return true;
  }
  return false;
}

static void add_count_row(CliTable *table, const Cli *cli, const CliCompared *compared, bool types,
                          int place) {
  if (!occurs(compared, types, place))
    return;
  cli_table_add(table, "%s",
                types ? cli_impasse_text(cli, (PolderImpasse)place)
                      : cli_ending_text(cli, (PolderEnding)place));
  for (int i = 0; i < compared->n_asked; i++) {
    const PolderArmResult *arm = &compared->result->arm[i];
    cli_table_add(table, "%llu",
                  (unsigned long long)(types ? arm->impasses[place] : arm->endings[place]));
  }
}

/* How it ended and what kind of impasse it was, as counts; what never occurs is left out. */
static void print_endings(Cli *cli, const CliCompared *compared) {
  g_autofree char *right = g_strnfill((gsize)compared->n_asked, 'r');
  g_autofree char *alignment = g_strdup_printf("l%s", right);
  for (int types = 0; types <= 1; types++) {
    g_autoptr(CliTable) table = cli_table_new(alignment);
    cli_table_add(table, "%s",
                  types ? cli_text(cli, "de impasses waren", "the impasses were")
                        : cli_text(cli, "het eindigde met", "it ended with"));
    for (int i = 0; i < compared->n_asked; i++)
      cli_table_add(table, "%s", compared->result->arm[i].arm);
    for (int place = types; place < (types ? POLDER_IMPASSES : POLDER_ENDINGS); place++)
      add_count_row(table, cli, compared, types != 0, place);
    polder_sink_write(cli->out, "\n");
    cli_table_print(table, cli, "  ");
  }
}

/* --- Pairs ------------------------------------------------------------------------------------ */

static void print_square(Cli *cli, const char *baseline, const char *treatment,
                         const PolderPairs *pairs) {
  g_autoptr(CliTable) table = cli_table_new("lrr");
  cli_table_add(table, "%s", "");
  cli_table_add(table, cli_text(cli, "%s: impasse", "%s: impasse"), treatment);
  cli_table_add(table, cli_text(cli, "%s: akkoord", "%s: agreement"), treatment);
  cli_table_add(table, "%s: impasse", baseline);
  cli_table_add(table, "%llu", (unsigned long long)pairs->both);
  cli_table_add(table, cli_text(cli, "%llu doorbraken", "%llu breakthroughs"),
                (unsigned long long)pairs->first_only);
  cli_table_add(table, cli_text(cli, "%s: akkoord", "%s: agreement"), baseline);
  cli_table_add(table, cli_text(cli, "%llu verloren", "%llu lost"),
                (unsigned long long)pairs->second_only);
  cli_table_add(table, "%llu", (unsigned long long)pairs->neither);
  cli_table_print(table, cli, "  ");
}

static void print_pair(Cli *cli, const CliCompared *compared, const PolderPairResult *pair) {
  const PolderComparison *result = compared->result;
  const char *baseline = result->arm[0].arm, *treatment = result->arm[pair->treatment].arm;
  polder_sink_print(cli->out,
                    cli_text(cli, "\nDezelfde keren, hetzelfde toeval: %s en %s\n",
                             "\nThe same runs, the same chance: %s and %s\n"),
                    baseline, treatment);
  print_square(cli, baseline, treatment, &pair->pairs);
  polder_sink_print(
      cli->out,
      cli_text(cli,
               "  verschil in impasses %s procentpunt (95 %%: %s tot %s); McNemar p %s, exact %s\n",
               "  difference in impasses %s points (95%%: %s to %s); McNemar p %s, exact %s\n"),
      cli_decimal(cli, pair->difference * 100, 1).text,
      cli_decimal(cli, pair->interval.low * 100, 1).text,
      cli_decimal(cli, pair->interval.high * 100, 1).text, cli_probability(cli, pair->p_mid).text,
      cli_probability(cli, pair->p_exact).text);
  if (pair->failed > 0)
    polder_sink_print(cli->out,
                      cli_text(cli, "  %llu keer ging er iets mis; die tellen niet mee\n",
                               "  %llu runs failed; they are left out\n"),
                      (unsigned long long)pair->failed);
}

/* --- What telling did ------------------------------------------------------------------------ */

static double mean_of(const PolderArmResult *arm, const char *column) {
  for (int i = 0; i < POLDER_RUN_COLUMNS; i++)
    if (strcmp(polder_run_columns[i], column) == 0)
      return polder_mean_value(&arm->column[i]);
  return NAN;
}

static void add_change(CliTable *table, const Cli *cli, const PolderArmResult *base,
                       const PolderArmResult *arm, const char *column, const char *label) {
  const double before = mean_of(base, column), after = mean_of(arm, column);
  if (isnan(before) || isnan(after))
    return;
  cli_table_add(table, "%s", label);
  cli_table_add(table, "%s", cli_decimal(cli, before, 2).text);
  cli_table_add(table, "→ %s", cli_decimal(cli, after, 2).text);
}

static void print_information(Cli *cli, const CliCompared *compared, const PolderPairResult *pair) {
  const PolderComparison *result = compared->result;
  for (int i = 0; i < result->n_pairs; i++) {
    const PolderPairResult *other = &result->pair[i];
    if (strcmp(result->arm[other->treatment].arm, "informed") != 0 || !(pair->difference > 0))
      continue;
    g_autofree char *text = g_strdup_printf(
        cli_text(
            cli,
            "Van de %s procentpunt minder impasses blijft %s over wanneer het vertellen zelf geen "
            "vertrouwen verdient (arm informed): zoveel is informatie alleen.",
            "Of the %s points fewer impasses, %s remain when the telling itself earns no trust "
            "(arm "
            "informed): so much is information alone."),
        cli_decimal(cli, pair->difference * 100, 1).text,
        cli_decimal(cli, other->difference * 100, 1).text);
    cli_wrap(cli, "  ", text);
    return;
  }
}

static void print_effects(Cli *cli, const CliCompared *compared, const PolderPairResult *pair) {
  const PolderArmResult *base = &compared->result->arm[0];
  const PolderArmResult *arm = &compared->result->arm[pair->treatment];
  g_autoptr(CliTable) table = cli_table_new("lrr");
  add_change(table, cli, base, arm, "trust_mean",
             cli_text(cli, "vertrouwen aan het eind", "trust at the end"));
  add_change(
      table, cli, base, arm, "false_onwil",
      cli_text(cli, "onwil gezien die er niet was", "unwillingness seen that was not there"));
  add_change(table, cli, base, arm, "belief_error",
             cli_text(cli, "fout in wat men van elkaar denkt",
                      "error in what they believe of each other"));
  add_change(table, cli, base, arm, "enacted_share",
             cli_text(cli, "deel van het akkoord dat gedaan werd",
                      "share of the agreement that was done"));
  add_change(table, cli, base, arm, "joint_utility",
             cli_text(cli, "gezamenlijke waarde", "joint value"));
  add_change(table, cli, base, arm, "client_utility",
             cli_text(cli, "waarde voor cliënten", "value for clients"));
  polder_sink_print(cli->out,
                    cli_text(cli, "\nWat er verder verschilt tussen %s en %s\n",
                             "\nWhat else differs between %s and %s\n"),
                    base->arm, arm->arm);
  cli_table_print(table, cli, "  ");
  if (strcmp(arm->arm, "spoken") == 0)
    print_information(cli, compared, pair);
}

/* --- What stood in the way, and what to show ------------------------------------------------- */

static void print_causes(Cli *cli, const CliCompared *compared) {
  const PolderComparison *result = compared->result;
  g_autoptr(CliTable) table = cli_table_new("rl");
  if (result->n_causes == 0)
    return;
  polder_sink_print(cli->out,
                    cli_text(cli, "\nWat bij een impasse het vaakst in de weg stond (%s)\n",
                             "\nWhat most often stood in the way of an impasse (%s)\n"),
                    result->arm[0].arm);
  for (int i = 0; i < MIN(result->n_causes, CAUSES); i++) {
    const PolderCause *cause = &result->causes[i];
    const PolderInterest *interest = &compared->scenario->interests[cause->interest];
    cli_table_add(table, cli_text(cli, "%llu keer", "%llu times"),
                  (unsigned long long)cause->impasses);
    cli_table_add(table, "%s: %s (%s%s)", cli_party(cli, compared->scenario, interest->party),
                  interest->label[cli->language], cli_seen_text(cli, cause->seen),
                  cause->red ? cli_text(cli, ", rode lijn", ", red line") : "");
  }
  cli_table_print(table, cli, "  ");
}

static void print_replay(Cli *cli, const CliCompared *compared, const char *arm, const char *label,
                         const uint32_t *runs, int n) {
  if (n == 0)
    return;
  GString *list = g_string_new(NULL);
  for (int i = 0; i < MIN(n, REPLAYS); i++)
    g_string_append_printf(list, "%s%u", i > 0 ? ", " : "", runs[i]);
  polder_sink_print(cli->out,
                    "  %s: %s\n    polder run %s --seed %" G_GUINT64_FORMAT " --run %u --arm %s\n",
                    label, list->str, compared->folder, (guint64)compared->seed, runs[0], arm);
  g_string_free(list, TRUE);
}

static void print_replays(Cli *cli, const CliCompared *compared, const PolderPairResult *pair) {
  const char *arm = compared->result->arm[pair->treatment].arm;
  if (pair->n_breakthroughs + pair->n_lost == 0)
    return;
  polder_sink_print(cli->out,
                    cli_text(cli, "\nOm te laten zien (eerst met --arm %s)\n",
                             "\nTo show (first with --arm %s)\n"),
                    compared->result->arm[0].arm);
  print_replay(cli, compared, arm, cli_text(cli, "doorbraak in keer", "breakthrough in run"),
               pair->breakthroughs, pair->n_breakthroughs);
  print_replay(cli, compared, arm,
               cli_text(cli, "verloren akkoord in keer", "lost agreement in run"), pair->lost,
               pair->n_lost);
}

void cli_compare_print_text(Cli *cli, const CliCompared *compared) {
  const PolderPairResult *pair = main_pair(compared);
  print_answer(cli, compared);
  print_head(cli, compared);
  print_arms(cli, compared);
  print_endings(cli, compared);
  for (int i = 0; i < compared->n_asked - 1; i++)
    print_pair(cli, compared, &compared->result->pair[i]);
  if (pair != NULL)
    print_effects(cli, compared, pair);
  if (pair != NULL)
    cli_compare_print_process(cli, &compared->result->arm[0],
                              &compared->result->arm[pair->treatment]);
  print_causes(cli, compared);
  if (pair != NULL)
    print_replays(cli, compared, pair);
  polder_sink_write(cli->out, "\n");
  cli_wrap(cli, "",
           cli_text(cli, "Een interval dekt het toeval binnen deze casus, niet andere casussen.",
                    "An interval covers chance within this case, not other cases."));
}
