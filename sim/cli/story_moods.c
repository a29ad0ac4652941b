/* What the people at the table make of each other: belief in unwillingness, and trust. Only changes
 * worth telling since the last time they were told, and those of several towards one as one
 * sentence. */
#include "story.h"

#include <math.h>
#include <string.h>

/* A belief is worth telling when it tips over one half, and not by a hair; trust when it went far.
 */
static const double tipping = .2, far = .2;

typedef enum { ONWIL, TRUST } Mood;

/* Observers whose mood towards one party moved the same way. */
typedef struct {
  GPtrArray *who;       /* labels, lent */
  double before, after; /* sums */
} Moved;

static bool is_of(const PolderEntry *entry, Mood mood) {
  if (mood == TRUST)
    return entry->did == POLDER_DID_TRUST;
  return entry->did == POLDER_DID_ATTRIBUTE || entry->did == POLDER_DID_REATTRIBUTE;
}

/* First and last value that a round has for one towards another. */
static bool find(const CliStory *story, CliRound round, Mood mood, int from, int to, double *before,
                 double *after) {
  bool found = false;
  for (unsigned i = round.first; i < round.end; i++) {
    const PolderEntry *entry = polder_trace_at(story->trace, i);
    if (!is_of(entry, mood) || entry->party != from || entry->to != to)
      continue;
    *before = found ? *before : entry->before;
    *after = entry->after;
    found = true;
  }
  return found;
}

static double told(const CliStory *story, Mood mood, int from, int to) {
  return mood == TRUST ? story->trust[from][to] : story->onwil[from][to];
}

static bool has_moved(const CliStory *story, CliRound round, Mood mood, int from, int to,
                      double *before, double *after) {
  if (from == to || !find(story, round, mood, from, to, before, after))
    return false;
  if (!isnan(told(story, mood, from, to)))
    *before = told(story, mood, from, to);
  const double change = fabs(*after - *before);
  if (mood == TRUST)
    return change >= far;
  return change >= tipping && (*before < .5) != (*after < .5);
}

bool cli_story_moods_changed(const CliStory *story, CliRound round) {
  const int n = story->scenario->n_parties;
  double before = 0, after = 0;
  for (int from = 0; from < n; from++)
    for (int to = 0; to < n; to++)
      if (has_moved(story, round, ONWIL, from, to, &before, &after) ||
          has_moved(story, round, TRUST, from, to, &before, &after))
        return true;
  return false;
}

/* Remembers the starting point of what moves slowly, and what is told now. */
static void remember(CliStory *story, Mood mood, int from, int to, double value) {
  double *place = mood == TRUST ? &story->trust[from][to] : &story->onwil[from][to];
  *place = value;
}

static Moved gather(CliStory *story, CliRound round, Mood mood, int to, bool up) {
  Moved moved = {g_ptr_array_new(), 0, 0};
  for (int from = 0; from < story->scenario->n_parties; from++) {
    double before = 0, after = 0;
    if (!has_moved(story, round, mood, from, to, &before, &after) || (after > before) != up)
      continue;
    g_ptr_array_add(moved.who, (gpointer)cli_party(story->cli, story->scenario, from));
    moved.before += before;
    moved.after += after;
    remember(story, mood, from, to, after);
  }
  return moved;
}

static char *sentence(const CliStory *story, Mood mood, bool up, const char *who, bool one,
                      const char *towards) {
  const Cli *cli = story->cli;
  if (mood == TRUST)
    return g_strdup_printf(
        up ? cli_text(cli, "Het vertrouwen van %s in %s groeit", "The trust of %s in %s grows")
           : cli_text(cli, "Het vertrouwen van %s in %s zakt", "The trust of %s in %s falls"),
        who, towards);
  if (up)
    return g_strdup_printf(one ? cli_text(cli, "%s gaat denken dat %s niet wil",
                                          "%s comes to think that %s is unwilling")
                               : cli_text(cli, "%s gaan denken dat %s niet wil",
                                          "%s come to think that %s is unwilling"),
                           who, towards);
  return g_strdup_printf(
      one ? cli_text(cli, "%s ziet bij %s minder onwil", "%s sees less unwillingness in %s")
          : cli_text(cli, "%s zien bij %s minder onwil", "%s see less unwillingness in %s"),
      who, towards);
}

/* With a space that no line ends at. */
static CliNumber unbroken(CliNumber number) {
  g_autofree char *text = g_strdup(number.text);
  char *space = strchr(text, ' ');
  if (space != NULL)
    g_snprintf(number.text, sizeof number.text, "%.*s\u00a0%s", (int)(space - text), text,
               space + 1);
  return number;
}

static void tell_moved(CliStory *story, CliRound round, Mood mood, int to, bool up) {
  const Cli *cli = story->cli;
  Moved moved = gather(story, round, mood, to, up);
  const double n = moved.who->len;
  if (moved.who->len > 0) {
    g_autofree char *who = cli_join(cli, moved.who);
    g_autofree char *what =
        sentence(story, mood, up, who, moved.who->len == 1, cli_party(cli, story->scenario, to));
    cli_story_tell(story, g_strdup_printf("%s (%s → %s).", what,
                                          cli_decimal(cli, moved.before / n * 100, 0).text,
                                          unbroken(cli_percent_whole(cli, moved.after / n)).text));
  }
  g_ptr_array_unref(moved.who);
}

/* Where a mood stood when it was first seen is the point to measure from. */
static void note(CliStory *story, CliRound round, Mood mood) {
  const int n = story->scenario->n_parties;
  for (int from = 0; from < n; from++)
    for (int to = 0; to < n; to++) {
      double before = 0, after = 0;
      if (isnan(told(story, mood, from, to)) && find(story, round, mood, from, to, &before, &after))
        remember(story, mood, from, to, before);
    }
}

void cli_story_tell_moods(CliStory *story, CliRound round) {
  static const Mood moods[] = {ONWIL, TRUST};
  for (size_t i = 0; i < G_N_ELEMENTS(moods); i++) {
    for (int to = 0; to < story->scenario->n_parties; to++) {
      tell_moved(story, round, moods[i], to, true);
      tell_moved(story, round, moods[i], to, false);
    }
  }
}

void cli_story_note_moods(CliStory *story, CliRound round) {
  note(story, round, ONWIL);
  note(story, round, TRUST);
}
