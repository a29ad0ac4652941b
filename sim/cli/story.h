/* What the parts of the story share. Private to `polder run`.
 *
 * The story is drawn from the trace and the outcome alone. What is under water stays there until
 * the end: the rounds tell what the people at the table could know.
 */
#ifndef POLDER_CLI_STORY_H
#define POLDER_CLI_STORY_H

#include "cli.h"

/* What was played, and how to play it otherwise. */
typedef struct {
  const PolderScenario *scenario;
  const PolderTrace *trace;
  const PolderOutcome *outcome;
  PolderRunKey key;
  const char *point;     /* of an experiment: what makes it; or NULL */
  const char *command;   /* that plays the same run when an arm follows */
  const char *other_arm; /* that is worth comparing, or NULL */
} CliPlayed;

typedef struct {
  Cli *cli;
  const PolderScenario *scenario;
  const PolderTrace *trace;
  const PolderOutcome *outcome;
  const PolderRunKey *key;
  const CliPlayed *played;
  int from;       /* what went before this round is left out: the next text is told whole */
  GArray *blocks; /* of CliBlock, or NULL */
  /* as far as the story has come */
  char *lead;                           /* what the next line begins with: the round, or spaces */
  PolderDeal last_text;                 /* that the reader has seen */
  int fewest_nos;                       /* against any text so far */
  int told_round[POLDER_INTERESTS_MAX]; /* told to all in; 0 = known from the start, -1 = not */
  double trust[POLDER_PARTIES_MAX][POLDER_PARTIES_MAX]; /* as last told; NAN = never */
  double onwil[POLDER_PARTIES_MAX][POLDER_PARTIES_MAX];
} CliStory;

/* One line of the story, after the lead. Takes the text. */
void cli_story_tell(CliStory *story, char *text);

/* The entries of one round: [first, end). */
typedef struct {
  int round;
  unsigned first, end;
} CliRound;

/* The lines that follow begin with `Round 3` or `Round 3-7`. */
void cli_story_begin_lead(CliStory *story, const char *word, int first, int last);
/* The next round from that entry on; false when there is none. */
bool cli_story_next_round(const CliStory *story, unsigned first, CliRound *out_round);
/* The periods of practice, from that entry to the end. */
void cli_story_tell_practice(CliStory *story, unsigned first);

/* What helps a table along, or breaks in on it; and, after the end, what to do first. */
void cli_story_tell_process(CliStory *story, const PolderEntry *entry);
/* NULL when the conditions were not measured. Yours to free. */
char *cli_story_advice(const CliStory *story);

/* One round in full. */
void cli_story_tell_round(CliStory *story, CliRound round);

/* Changes of belief in unwillingness and of trust, since they were last told. */
bool cli_story_moods_changed(const CliStory *story, CliRound round);
void cli_story_note_moods(CliStory *story, CliRound round); /* first, for every round */
void cli_story_tell_moods(CliStory *story, CliRound round);

/* Before and after the rounds. */
void cli_story_print_answer(CliStory *story);
void cli_story_print_table(CliStory *story);
void cli_story_print_end(CliStory *story);

/* Where the lines of a round, or of a stretch of rounds, begin in a text. */
typedef struct {
  int round; /* the first */
  size_t start;
} CliBlock;

/* The rounds from that one on, into a sink that keeps its text (cli->out). */
void cli_story_print_rounds(Cli *cli, const CliPlayed *played, int from, GArray *out_blocks);
/* How an impasse came about, as in `deadlock in round 23`. Yours to free. */
char *cli_story_ending(const Cli *cli, const CliPlayed *played);

/* All of it. */
void cli_story_print(Cli *cli, const CliPlayed *played);

#endif
