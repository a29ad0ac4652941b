/* Levers: the same runs with one thing otherwise. What breaks an impasse beside telling one
 * interest, on the same footing: same seeds, same draws, pair by pair.
 *
 * Two sets: the levers that somebody could pull (a mediator's text, another rule, an option that
 * nobody thought of), and the cuts, each of which takes one link out of the chain (chain.h).
 */
#ifndef POLDER_LEVERS_H
#define POLDER_LEVERS_H

#include <polder/engine.h>
#include <polder/stats.h>

G_BEGIN_DECLS

typedef struct {
  const PolderScenario *scenario;
  const PolderValues *values;
  const char *arm; /* the baseline; every lever is that arm with one thing otherwise */
  uint64_t seed;
  uint32_t first_run, n_runs; /* runs first_run .. first_run + n_runs - 1 */
  int n_threads;              /* 1.. */
  const gint *stop;           /* or NULL; set to 1 atomically: no further run is begun */
} PolderLeversJob;

typedef enum {
  POLDER_LEVER_TOLD,     /* all is told: the yardstick */
  POLDER_LEVER_HELP,     /* somebody from outside: a mediator, a facilitator */
  POLDER_LEVER_LANGUAGE, /* a shared lens */
  POLDER_LEVER_TRAINING,
  POLDER_LEVER_OPTION, /* something else to agree on */
  POLDER_LEVER_RULE,
  POLDER_LEVER_ORDER,
  POLDER_LEVER_CUT /* takes out one link of the chain: to understand, nobody can pull it */
} PolderLeverKind;
#define POLDER_LEVER_KINDS (POLDER_LEVER_CUT + 1)
extern const char *const polder_lever_kind_names[POLDER_LEVER_KINDS]; /* told, help, ... cut */

typedef struct {
  char *name; /* stable, for scripts: mediator, option.location, rule.quota.3 ... */
  PolderLeverKind kind;
  char *label[POLDER_LANGUAGES]; /* what is done */
  char *note[POLDER_LANGUAGES];  /* why it can do nothing here, what else is in it; or NULL */
  bool thought;                  /* a thought experiment: "what kind of option to look for" */
  PolderPairs pairs;             /* of impasses: first_only = breakthroughs, second_only = lost
                                    agreements; they sum to the runs without those that failed */
  PolderPairs half[2];           /* of these the even runs, and the odd ones */
  uint64_t failed;
  double difference;       /* impasse rate of the baseline minus that of the lever */
  PolderInterval interval; /* Tango, 95 % */
  /* Of the first run: how it ended as it is, and with the lever. */
  PolderEnding before, ending;
  int round_before, round;
} PolderLever;

/* Plays them. An array of PolderLever that owns what is in it (g_array_unref), those of one kind
 * together; of options the one that does most first. Levers that mean nothing at this table (a
 * majority of two) are left out. NULL with an error (Dutch, newline, English) when the arm is
 * unknown. Cost: so many runs a lever; `stop` leaves fewer runs, the same for all levers. */
GArray *polder_levers_play(const PolderLeversJob *job, GError **error);
/* The cuts: information without repair of trust, no attribution, no devaluation, no loss of trust,
 * a facilitator, all told. */
GArray *polder_cuts_play(const PolderLeversJob *job, GError **error);

/* One line a lever, each with its newline. Over one run: how it ends then; over more: how many
 * impasses of how many break, how many agreements are lost, the difference with its interval; notes
 * in a line of their own, after four spaces, and once where the next lever has the same. */
void polder_levers_append_text(GString *text, const GArray *levers, PolderLanguage language);
/* An array of objects under `key` (NULL inside an array). */
void polder_levers_append_json(GString *text, const char *key, const GArray *levers);

G_END_DECLS

#endif
