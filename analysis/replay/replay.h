/* Inside replay: how a run becomes a story. */
#ifndef POLDER_REPLAY_PRIVATE_H
#define POLDER_REPLAY_PRIVATE_H

#include <polder/replay.h>

/* What occurs in several stories is written once, in the order in which it first did. */
typedef struct {
  GHashTable *place_of_deal; /* -> its place + 1 */
  GArray *deals;             /* of PolderDeal */
  GHashTable *place_of_acts; /* the acts of a round, as JSON -> their place + 1 */
  GPtrArray *acts;           /* of char *, owned */
} ReplayShared;

int replay_text(ReplayShared *shared, PolderDeal deal); /* -1 for POLDER_NO_DEAL */
int replay_acts(ReplayShared *shared, const char *acts);

/* A run that is being played, and what is told of it so far. */
typedef struct {
  const PolderScenario *scenario;
  ReplayShared *shared;
  PolderRunner *runner;
  PolderTrace *trace;
  unsigned read;     /* entries of the trace that are in a round already */
  GPtrArray *rounds; /* of char *: each round as JSON */
  PolderOutcome outcome;
} ReplayTale;

void replay_tale_init(ReplayTale *tale, const PolderScenario *scenario, ReplayShared *shared);
void replay_tale_clear(ReplayTale *tale);
/* Plays on from where its runner stands, to the end. */
void replay_tale_play(ReplayTale *tale);

/* Where a tale stands among the stories. */
typedef struct {
  const char *kind;
  int interest, round; /* told only; else -1 */
  int from;            /* its first round that is not that of stories[0] */
} ReplayPlace;
/* The rounds of the tale begin with place->from. `same`: they are those of stories[0]. */
void replay_story_append(GString *stories, ReplayTale *tale, ReplayPlace place, bool same);

/* Acts, and who trusts and suspects whom. */
void replay_round_append(GString *text, ReplayTale *tale);
/* Those two alone, as keys of an object that is open. */
void replay_moods_append(GString *text, const PolderStanding *standing, int n_parties);
/* What was done in each period after the signature, and what share of all that was due; nothing
 * without a practice. */
void replay_practice_append(GString *text, ReplayTale *tale);
/* Whole hundredths, 0..100; null when undefined. */
void replay_hundredths(GString *text, const char *key, double share);

/* An object with what it is called in both languages. */
void replay_label_append(GString *text, const char *key, char *const label[POLDER_LANGUAGES],
                         const char *otherwise);
/* All of the data but the stories and texts. */
void replay_head_append(GString *text, const PolderReplayJob *job,
                        const PolderReplaySummary *summary, const PolderStanding *start);
/* Every text, and every round's acts. */
void replay_shared_append(GString *text, const ReplayShared *shared, const PolderScenario *scenario,
                          const PolderRunner *runner);
/* JSON values, with commas between. */
void replay_values_append(GString *text, const char *key, const GPtrArray *values);

#endif
