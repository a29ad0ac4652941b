/* The beginning and the end of the story: the answer in one line, who sits there, how it ended and
 * why, and what lay under water. */
#include "story.h"

#include <math.h>
#include <string.h>

static const char *name(const CliStory *story, int party) {
  return cli_party(story->cli, story->scenario, party);
}

/* --- The answer ------------------------------------------------------------------------------ */

char *cli_story_ending(const Cli *cli, const CliPlayed *played) {
  const PolderOutcome *outcome = played->outcome;
  const char *who =
      outcome->ended_by >= 0 ? cli_party(cli, played->scenario, outcome->ended_by) : "";
  if (outcome->ending == POLDER_WALKOUT && who[0] != '\0')
    return g_strdup_printf(cli_text(cli, "%s stapt op in ronde %d", "%s walks out in round %d"),
                           who, outcome->round);
  if (outcome->ending == POLDER_TAKEOVER_END && who[0] != '\0')
    return g_strdup_printf(
        cli_text(cli, "%s gaat het zelf doen in ronde %d", "%s acts alone in round %d"), who,
        outcome->round);
  return g_strdup_printf(cli_text(cli, "%s in ronde %d", "%s in round %d"),
                         cli_ending_text(cli, outcome->ending), outcome->round);
}

/* `X holds out for an interest that nobody knew: "..." (hidden)`. Yours to free. */
static char *block_phrase(const CliStory *story, const PolderBlock *block) {
  static const char *const known_to[][POLDER_LANGUAGES] = {
      [POLDER_SEEN_OPEN] = {"een belang dat open op tafel lag",
                            "an interest that lay open on the table"},
      [POLDER_SEEN_TOLD] = {"een belang dat inmiddels was uitgesproken",
                            "an interest that had been told by then"},
      [POLDER_SEEN_HIDDEN] = {"een belang dat niemand anders kende",
                              "an interest that nobody else knew"},
      [POLDER_SEEN_UNAWARE] = {"een belang dat niemand kende, ook deze partij zelf niet",
                               "an interest that nobody knew, not even this party"},
  };
  const Cli *cli = story->cli;
  const char *who = name(story, block->party);
  if (block->interest < 0)
    return g_strdup_printf(cli_text(cli, "%s houdt tegen", "%s holds out"), who);
  return g_strdup_printf(
      cli_text(cli, "%s houdt tegen om %s: \"%s\" (%s%s)", "%s holds out for %s: \"%s\" (%s%s)"),
      who, known_to[block->seen][cli->language],
      cli_interest(cli, story->scenario, block->interest),
      cli_seen_text(cli, (PolderSeen)block->seen),
      block->red ? cli_text(cli, ", rode lijn", ", red line") : "");
}

static char *impasse_text(const CliStory *story) {
  const Cli *cli = story->cli;
  const PolderOutcome *outcome = story->outcome;
  g_autofree char *how = cli_story_ending(cli, story->played);
  if (outcome->impasse == POLDER_WANTED)
    return g_strdup_printf(cli_text(cli, "Impasse: %s; er was geen ruimte om het eens te worden.",
                                    "Impasse: %s; there was no room to agree."),
                           how);
  if (outcome->n_blocks == 0)
    return g_strdup_printf("Impasse: %s.", how);
  g_autofree char *why = block_phrase(story, &outcome->blocks[0]);
  return g_strdup_printf("Impasse: %s; %s.", how, why);
}

void cli_story_print_answer(CliStory *story) {
  Cli *cli = story->cli;
  const PolderOutcome *outcome = story->outcome;
  g_autofree char *answer = NULL;
  if (outcome->ending == POLDER_FAILED)
    answer = g_strdup(cli_text(cli, "Fout: deze keer kon niet worden gespeeld.",
                               "Error: this run could not be played."));
  else if (outcome->ending == POLDER_AGREEMENT)
    answer = g_strdup_printf(
        outcome->breakthrough_within
            ? cli_text(cli,
                       "Akkoord in ronde %d: een doorbraak, na een patstelling en na uitspreken.",
                       "Agreement in round %d: a breakthrough, after a deadlock and after telling.")
            : cli_text(cli, "Akkoord in ronde %d.", "Agreement in round %d."),
        outcome->round);
  else if (outcome->ending == POLDER_SHAM)
    answer =
        g_strdup_printf(cli_text(cli, "Schijnakkoord in ronde %d: getekend, en voor %s gedaan.",
                                 "A sham in round %d: signed, and %s of it done."),
                        outcome->round, cli_percent_whole(cli, outcome->enacted_share).text);
  else
    answer = impasse_text(story);
  polder_sink_print(cli->out, "%s%s%s\n", cli_colour(cli, CLI_BOLD), answer,
                    cli_colour(cli, CLI_PLAIN));
}

/* --- The table ------------------------------------------------------------------------------- */

static char *open_interests(const CliStory *story, int party) {
  const PolderParty *who = &story->scenario->parties[party];
  GString *text = g_string_new(NULL);
  for (int i = who->first_interest; i < who->first_interest + who->n_interests; i++) {
    if (story->told_round[i] != 0)
      continue;
    g_string_append_printf(text, "%s%s", text->len > 0 ? "; " : "",
                           cli_interest(story->cli, story->scenario, i));
  }
  if (text->len == 0)
    g_string_append(
        text, cli_text(story->cli, "(zegt niet wat ertoe doet)", "(does not say what matters)"));
  return g_string_free(text, FALSE);
}

static int label_width(const CliStory *story) {
  long width = 0;
  for (int i = 0; i < story->scenario->n_parties; i++)
    width = MAX(width, g_utf8_strlen(name(story, i), -1));
  return (int)width;
}

/* Kept from the table before the talk began. */
static bool is_away(const CliStory *story, int party) {
  bool away = false;
  for (unsigned i = 0; i < polder_trace_length(story->trace); i++) {
    const PolderEntry *entry = polder_trace_at(story->trace, i);
    if (entry->round > 0)
      break;
    away = away || (entry->did == POLDER_DID_AWAY && entry->party == party);
  }
  return away;
}

static void print_seat(const CliStory *story, int party) {
  const int padding = label_width(story) - (int)g_utf8_strlen(name(story, party), -1);
  g_autofree char *lead = g_strdup_printf("  %s%*s  ", name(story, party), padding, "");
  g_autofree char *interests =
      is_away(story, party)
          ? g_strdup(cli_text(story->cli, "(zit niet aan tafel)", "(is not at the table)"))
          : open_interests(story, party);
  cli_wrap(story->cli, lead, interests);
}

void cli_story_print_table(CliStory *story) {
  Cli *cli = story->cli;
  const char *summary = story->scenario->summary[cli->language];
  bool seated[POLDER_PARTIES_MAX] = {false};
  polder_sink_print(cli->out,
                    cli_text(cli, "\n%s · arm %s · keer %u · seed %" G_GUINT64_FORMAT "\n",
                             "\n%s · arm %s · run %u · seed %" G_GUINT64_FORMAT "\n"),
                    cli_title(cli, story->scenario), story->key->arm, story->key->run,
                    (guint64)story->key->seed);
  if (story->played->point != NULL && story->played->point[0] != '\0')
    polder_sink_print(cli->out, cli_text(cli, "Punt %u: %s\n", "Point %u: %s\n"), story->key->point,
                      story->played->point);
  if (summary != NULL && summary[0] != '\0')
    cli_wrap(cli, "", summary);
  polder_sink_print(cli->out, "\n%s\n",
                    cli_text(cli, "Aan tafel, op spreekvolgorde, met wat zij openlijk willen",
                             "At the table, in speaking order, with what they openly want"));
  for (unsigned i = 0; i < polder_trace_length(story->trace); i++) {
    const PolderEntry *entry = polder_trace_at(story->trace, i);
    if (entry->did != POLDER_DID_OPEN || entry->party < 0 || seated[entry->party])
      continue;
    seated[entry->party] = true;
    print_seat(story, entry->party);
  }
  for (int party = 0; party < story->scenario->n_parties; party++)
    if (!seated[party])
      print_seat(story, party);
  polder_sink_write(cli->out, "\n");
}

/* --- How it ended, and why ------------------------------------------------------------------- */

static void print_line(CliStory *story, char *text) {
  cli_wrap(story->cli, "  ", text);
  g_free(text);
}

static void print_blocks(CliStory *story) {
  const Cli *cli = story->cli;
  const PolderOutcome *outcome = story->outcome;
  if (outcome->best_text != POLDER_NO_DEAL) {
    g_autofree char *deal = cli_deal_text(cli, story->scenario, outcome->best_text);
    print_line(story,
               g_strdup_printf(cli_text(cli, "Het dichtst bij kwam: %s.", "What came closest: %s."),
                               deal));
  }
  for (int i = 0; i < outcome->n_blocks; i++) {
    g_autofree char *why = block_phrase(story, &outcome->blocks[i]);
    print_line(story, g_strdup_printf(cli_text(cli, "%s, sinds ronde %u.", "%s, since round %u."),
                                      why, outcome->blocks[i].since));
  }
  if (outcome->impasse == POLDER_UNWANTED || outcome->impasse == POLDER_FORCED)
    print_line(story, g_strdup(cli_text(cli, "Er was wel ruimte om het eens te worden.",
                                        "There was room to agree.")));
  if (outcome->false_onwil > 0)
    print_line(
        story,
        g_strdup_printf(
            cli_text(cli,
                     "In %s van de gevallen dacht iemand van een ander die wel wilde, dat die "
                     "niet wilde.",
                     "In %s of the cases somebody thought of another who was willing "
                     "that it was not."),
            cli_percent_whole(cli, outcome->false_onwil).text));
}

static void print_deal(CliStory *story) {
  const Cli *cli = story->cli;
  const PolderOutcome *outcome = story->outcome;
  g_autofree char *deal = cli_deal_text(cli, story->scenario, outcome->deal);
  print_line(story, g_strdup_printf(cli_text(cli, "Afgesproken: %s.", "Agreed: %s."), deal));
  g_autoptr(CliTable) table = cli_table_new("lrr");
  cli_table_add(table, "%s", "");
  cli_table_add(table, "%s", cli_text(cli, "waarde", "worth"));
  cli_table_add(table, "%s", cli_text(cli, "boven de ondergrens", "above its floor"));
  for (int i = 0; i < story->scenario->n_parties; i++) {
    cli_table_add(table, "%s", name(story, i));
    cli_table_add(table, "%s", cli_decimal(cli, outcome->party[i].utility, 2).text);
    cli_table_add(table, "%s", cli_decimal(cli, outcome->party[i].surplus, 2).text);
  }
  cli_table_print(table, story->cli, "    ");
}

/* What became of it: process columns are there when the practice was played. */
static void print_practice(CliStory *story) {
  const Cli *cli = story->cli;
  const PolderOutcome *outcome = story->outcome;
  const double *process = outcome->process;
  if (isnan(outcome->enacted_share))
    return;
  print_line(story, g_strdup_printf(
                        cli_text(cli,
                                 "Daarvan werd %s gedaan. Van wie tekende zat %s onder zijn "
                                 "ondergrens; het vertrouwen ging van %s bij de handtekening naar "
                                 "%s erna.",
                                 "Of that, %s was done. Of the signers, %s were below their floor; "
                                 "trust went from %s at the signature to %s after it."),
                        cli_percent_whole(cli, outcome->enacted_share).text,
                        cli_percent_whole(cli, process[POLDER_PROCESS_signed_below]).text,
                        cli_decimal(cli, process[POLDER_PROCESS_trust_signed], 2).text,
                        cli_decimal(cli, process[POLDER_PROCESS_trust_after], 2).text));
}

static void print_numbers(CliStory *story) {
  const Cli *cli = story->cli;
  const PolderOutcome *outcome = story->outcome;
  print_line(story, g_strdup_printf(
                        cli_text(cli,
                                 "Gezamenlijke waarde %s; het beste dat voor iedereen kon %s; "
                                 "vertrouwen aan het eind %s.",
                                 "Joint value %s; the best that all could accept %s; trust at the "
                                 "end %s."),
                        cli_decimal(cli, outcome->joint_utility, 2).text,
                        cli_decimal(cli, outcome->joint_best, 2).text,
                        cli_decimal(cli, outcome->trust_mean, 2).text));
}

/* --- Under water ----------------------------------------------------------------------------- */

static char *depth_text(const CliStory *story, int interest) {
  const Cli *cli = story->cli;
  const PolderInterest *what = &story->scenario->interests[interest];
  const char *was = what->visibility == POLDER_UNAWARE ? cli_text(cli, "onbewust", "not conscious")
                                                       : cli_text(cli, "verborgen", "hidden");
  const char *red = isnan(what->minimum) ? "" : cli_text(cli, ", rode lijn", ", red line");
  if (story->told_round[interest] > story->outcome->round)
    return g_strdup_printf(
        cli_text(cli, "%s%s; uitgesproken in de praktijk", "%s%s; told in practice"), was, red);
  if (story->told_round[interest] > 0)
    return g_strdup_printf(
        cli_text(cli, "%s%s; uitgesproken in ronde %d", "%s%s; told in round %d"), was, red,
        story->told_round[interest]);
  return g_strdup_printf(cli_text(cli, "%s%s; nooit aan allen gezegd", "%s%s; never told to all"),
                         was, red);
}

static void print_under_water(CliStory *story) {
  Cli *cli = story->cli;
  g_autoptr(CliTable) table = cli_table_new("lll");
  bool any = false;
  for (int i = 0; i < story->scenario->n_interests; i++) {
    const PolderInterest *interest = &story->scenario->interests[i];
    if (interest->visibility == POLDER_OPEN)
      continue;
    g_autofree char *depth = depth_text(story, i);
    any = true;
    cli_table_add(table, "%s", name(story, interest->party));
    cli_table_add(table, "%s", interest->label[cli->language]);
    cli_table_add(table, "%s", depth);
  }
  if (!any)
    return;
  polder_sink_print(cli->out, "\n%s\n",
                    cli_text(cli, "Wat onder water lag", "What lay under water"));
  cli_table_print(table, cli, "  ");
}

static void print_other_arm(CliStory *story) {
  Cli *cli = story->cli;
  const CliPlayed *played = story->played;
  if (played->other_arm == NULL)
    return;
  const char *what = cli_text(cli, "Hetzelfde toeval, zoals de casus geschreven is:",
                              "The same chance, with the case as written:");
  if (played->point != NULL)
    what =
        cli_text(cli, "Hetzelfde toeval, in een andere arm:", "The same chance, in another arm:");
  else if (strcmp(played->other_arm, "spoken") == 0)
    what = cli_text(cli, "Hetzelfde toeval, met de belangen op tafel:",
                    "The same chance, with the interests on the table:");
  polder_sink_print(cli->out, "\n%s\n  %s --arm %s\n", what, played->command, played->other_arm);
}

void cli_story_print_end(CliStory *story) {
  Cli *cli = story->cli;
  const PolderOutcome *outcome = story->outcome;
  polder_sink_print(cli->out, "\n%s\n", cli_text(cli, "Hoe het afliep", "How it ended"));
  if (outcome->deal != POLDER_NO_DEAL)
    print_deal(story);
  else
    print_blocks(story);
  print_practice(story);
  print_numbers(story);
  char *advice = cli_story_advice(story);
  if (advice != NULL)
    print_line(story, advice);
  print_under_water(story);
  print_other_arm(story);
}
