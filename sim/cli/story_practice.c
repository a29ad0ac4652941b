/* The practice in words: what was done of what was agreed, period by period; periods in which
 * everybody does its part are told as one.
 */
#include "story.h"

#include <math.h>

static const PolderEntry *at(const CliStory *story, unsigned i) {
  return polder_trace_at(story->trace, i);
}

static const char *name(const CliStory *story, int party) {
  return cli_party(story->cli, story->scenario, party);
}

static bool is_smooth(const CliStory *story, CliRound period) {
  bool smooth = true;
  for (unsigned i = period.first; i < period.end; i++)
    smooth =
        smooth && (at(story, i)->did == POLDER_DID_KEEP || at(story, i)->did == POLDER_DID_TRUST);
  return smooth;
}

static unsigned count(const CliStory *story, CliRound period, PolderDid did) {
  unsigned n = 0;
  for (unsigned i = period.first; i < period.end; i++)
    n += at(story, i)->did == did;
  return n;
}

static void tell_breaks(CliStory *story, CliRound period) {
  const Cli *cli = story->cli;
  g_autoptr(GPtrArray) labels = g_ptr_array_new();
  for (unsigned i = period.first; i < period.end; i++)
    if (at(story, i)->did == POLDER_DID_BREAK)
      g_ptr_array_add(labels, (gpointer)name(story, at(story, i)->party));
  const unsigned kept = count(story, period, POLDER_DID_KEEP);
  g_autofree char *who = cli_join(cli, labels);
  if (labels->len == 0)
    cli_story_tell(story, g_strdup(cli_text(cli, "Iedereen doet wat is afgesproken.",
                                            "Everybody does what was agreed.")));
  else if (kept == 0)
    cli_story_tell(story, g_strdup(cli_text(cli, "Niemand doet wat is afgesproken.",
                                            "Nobody does what was agreed.")));
  else
    cli_story_tell(story, g_strdup_printf(labels->len == 1
                                              ? cli_text(cli, "%s doet niet wat is afgesproken.",
                                                         "%s does not do what was agreed.")
                                              : cli_text(cli, "%s doen niet wat is afgesproken.",
                                                         "%s do not do what was agreed."),
                                          who));
}

static void tell_dents(CliStory *story, CliRound period) {
  const Cli *cli = story->cli;
  const bool noticed = count(story, period, POLDER_DID_NOTICE) > 0;
  if (count(story, period, POLDER_DID_MEND) > 0)
    cli_story_tell(story, g_strdup(cli_text(cli, "Een deukje wordt uitgepraat.",
                                            "A dent is talked through.")));
  if (count(story, period, POLDER_DID_SHOCK) > 0)
    cli_story_tell(story,
                   g_strdup(noticed ? cli_text(cli,
                                               "Een deukje: er loopt iets anders dan "
                                               "afgesproken, en dat valt op.",
                                               "A dent: something goes otherwise than agreed, and "
                                               "it is noticed.")
                                    : cli_text(cli,
                                               "Een deukje: er loopt iets anders dan "
                                               "afgesproken, en niemand merkt het.",
                                               "A dent: something goes otherwise than agreed, and "
                                               "nobody notices.")));
  else if (noticed)
    cli_story_tell(story, g_strdup(cli_text(cli, "Nu pas valt op dat er iets anders loopt.",
                                            "Only now it is noticed that something goes "
                                            "otherwise.")));
}

static void tell_incident(CliStory *story, const PolderEntry *entry) {
  const Cli *cli = story->cli;
  cli_story_tell(
      story,
      g_strdup_printf(entry->after > 0
                          ? cli_text(cli, "%s ziet iets misgaan en belt %s, die het oplost.",
                                     "%s sees something go wrong and calls %s, who solves it.")
                          : cli_text(cli, "%s ziet iets misgaan; %s lost het niet op.",
                                     "%s sees something go wrong; %s does not solve it."),
                      name(story, entry->party), name(story, entry->to)));
}

static void tell_turns(CliStory *story, CliRound period) {
  const Cli *cli = story->cli;
  for (unsigned i = period.first; i < period.end; i++) {
    const PolderEntry *entry = at(story, i);
    if (entry->did == POLDER_DID_INCIDENT)
      tell_incident(story, entry);
    else if (entry->did == POLDER_DID_STOP)
      cli_story_tell(story, g_strdup_printf(cli_text(cli, "%s stopt ermee.", "%s stops with it."),
                                            name(story, entry->party)));
    else if (entry->did == POLDER_DID_RENEGOTIATE) {
      g_autofree char *deal = cli_deal_text(cli, story->scenario, entry->deal);
      cli_story_tell(story, g_strdup_printf(cli_text(cli, "De afspraak wordt herzien: %s.",
                                                     "The agreement is revised: %s."),
                                            deal));
    }
  }
}

static void begin(CliStory *story, int first, int last) {
  const int signed_round = story->outcome->round;
  cli_story_begin_lead(story, cli_text(story->cli, "Periode", "Period"), first - signed_round,
                       last - signed_round);
}

static void tell_period(CliStory *story, CliRound period) {
  begin(story, period.round, period.round);
  tell_dents(story, period);
  cli_story_tell_round(story, period); /* what is told */
  tell_breaks(story, period);
  tell_turns(story, period);
}

static void tell_smooth(CliStory *story, int first, int last) {
  if (first == 0)
    return;
  begin(story, first, last);
  cli_story_tell(story, g_strdup(cli_text(story->cli, "Iedereen doet wat is afgesproken.",
                                          "Everybody does what was agreed.")));
}

void cli_story_tell_practice(CliStory *story, unsigned first) {
  CliRound period;
  int since = 0, last = 0; /* smooth periods that were not told yet */
  for (; cli_story_next_round(story, first, &period); first = period.end) {
    if (period.round <= story->outcome->round)
      break; /* the end */
    if (is_smooth(story, period)) {
      since = since > 0 ? since : period.round;
      last = period.round;
      continue;
    }
    tell_smooth(story, since, last);
    since = 0;
    tell_period(story, period);
  }
  tell_smooth(story, since, last);
}
