/* Replay: one run as a story that can be walked through, beside it the same run with everything
 * told, and every branch of it: each interest that is not open, told in each round.
 *
 * The data are JSON, schema 1 (analysis/replay/page/README.md has all keys); a page carries them,
 * and needs no network and no other file. The same job gives the same bytes.
 */
#ifndef POLDER_REPLAY_H
#define POLDER_REPLAY_H

#include <polder/engine.h>

G_BEGIN_DECLS

#define POLDER_REPLAY_SEARCH 1000 /* so many runs are looked at to find one worth showing */

typedef struct {
  const PolderScenario *scenario;
  const PolderValues *values;
  const char *arm; /* how it went: stories[0]; beside it always the arm spoken */
  uint64_t seed;
  int64_t run;             /* -1 = choose one */
  PolderLanguage language; /* in which the page opens */
  const char *command;     /* that makes it again, for the reader */
  /* Runs looked at, then branches played, of so many; from the calling thread; or NULL. */
  void (*progress)(void *context, uint32_t done, uint32_t total);
  void *context;
} PolderReplayJob;

/* Why it is this run. */
typedef enum {
  POLDER_CHOSEN_BREAKTHROUGH, /* the first that is an impasse as it went, and agreed when spoken */
  POLDER_CHOSEN_IMPASSE,      /* there is none such: the first impasse */
  POLDER_CHOSEN_ANY,          /* nor an impasse: run 0 */
  POLDER_CHOSEN_ASKED
} PolderChosen;
#define POLDER_CHOSEN (POLDER_CHOSEN_ASKED + 1)
extern const char *const polder_chosen_names[POLDER_CHOSEN]; /* breakthrough, ... asked */

typedef struct {
  PolderChosen chosen;
  uint32_t run, searched;       /* searched: so many runs were looked at */
  PolderEnding ending, spoken;  /* as it went; with everything told */
  int round, spoken_round;      /* in which they ended */
  unsigned interests, branches; /* that are not open; of them in all rounds */
  unsigned breaks, loses;       /* branches that end otherwise: an impasse broken, a deal lost */
  /* Where it takes more than one interest: the first of the next 20 runs that one breaks, told in
   * disclosure_round; else -1. */
  int64_t single;
  int step; /* branches in every so many rounds; 1 unless it would be too much */
} PolderReplaySummary;

/* The data. NULL with an error (Dutch, newline, English) when the arm is unknown. Yours to free. */
GString *polder_replay_data(const PolderReplayJob *job, PolderReplaySummary *out_summary,
                            GError **error);
/* The page that carries them. */
GString *polder_replay_page(const PolderReplayJob *job, const GString *data);

G_END_DECLS

#endif
