/* Engine: one negotiation, from the opening to how it ended and why.
 *
 * A run is a function of (scenario, values, arm, seed, run): no clock, no environment, no global.
 */
#ifndef POLDER_ENGINE_H
#define POLDER_ENGINE_H

#include <polder/base.h>
#include <polder/record.h>
#include <polder/scenario.h>

G_BEGIN_DECLS

typedef struct PolderGame PolderGame; /* scenario + values + arm, compiled; read by all threads */
typedef struct PolderRunner PolderRunner; /* the memory of one thread */

/* The arms that every scenario has. */
extern const char *const polder_builtin_arms[]; /* asis closed spoken flagged informed open, NULL */

/* What is worth computing a run beside the negotiation itself. */
typedef enum {
  POLDER_MEASURE_OUTCOME = 0,       /* ending, round, deal, room */
  POLDER_MEASURE_COLUMNS = 1 << 0,  /* every column that costs little */
  POLDER_MEASURE_DISTANCES = 1 << 1 /* to front and Nash deal: the front costs like a run */
} PolderMeasure;

/* Compiles. `scenario` must outlive the game; `values` are copied (the scenario's own, with --set
 * written over them). `arm` is a built-in name or one of arms.csv; an unknown one is an error that
 * names the nearest. */
PolderGame *polder_game_new(const PolderScenario *scenario, const PolderValues *values,
                            const char *arm, unsigned measure, GError **error);
/* The same, and beside what the arm brings these events, of PolderEvent, the last of their round;
 * NULL = none. */
PolderGame *polder_game_new_with(const PolderScenario *scenario, const PolderValues *values,
                                 const char *arm, const GArray *events, unsigned measure,
                                 GError **error);
void polder_game_free(PolderGame *game);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PolderGame, polder_game_free)
/* Computes again what depends on the scenario's numbers, after polder_scenario_redraw. */
void polder_game_refresh(PolderGame *game);

/* The memory for games on this scenario; any arm, any values. */
PolderRunner *polder_runner_new(const PolderScenario *scenario);
void polder_runner_free(PolderRunner *runner);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PolderRunner, polder_runner_free)

/* How a round of a run left the table. */
typedef struct {
  double trust;  /* mean over all pairs, as trust_mean of the outcome is at the end */
  double accept; /* of the answers given in this round, the share that was yes; NAN without any */
  double told; /* of the interests that were not open, the share known to all; NAN when all were */
} PolderMoment;

/* From now on `moments`, of POLDER_ROUNDS_MAX, is filled by every run, from [0] for round 1 to the
 * round in which it ended. It stays the caller's; NULL = no longer. */
void polder_runner_watch(PolderRunner *runner, PolderMoment *moments);

/* Plays one run. `trace` may be NULL. Allocates nothing but what the trace needs. */
void polder_runner_play(PolderRunner *runner, const PolderGame *game, PolderChance chance,
                        PolderTrace *trace, PolderOutcome *out_outcome);

/* What a deal is worth to a party in the run played last, under the weights drawn for it, 0..1. */
double polder_runner_worth(const PolderRunner *runner, int party, PolderDeal deal);

/* How the table stands after the round played last; after open: as it begins. Of trust, and of the
 * belief that the other is unwilling: [from][to], 0..1, and 0 in itself. */
typedef struct {
  double trust[POLDER_PARTIES_MAX][POLDER_PARTIES_MAX];
  double onwil[POLDER_PARTIES_MAX][POLDER_PARTIES_MAX];
  PolderSeen seen[POLDER_INTERESTS_MAX];
  bool flagged; /* deadlocked */
  double gap;   /* what the text that came nearest still misses, in utility; NAN before any */
} PolderStanding;
void polder_runner_look(const PolderRunner *runner, PolderStanding *out_standing);

/* --- Round by round, and branches ------------------------------------------------------------ */

/* The same in pieces: open, next until it says false, close. `game` and `trace` stay lent until
 * then; a run may also be left unfinished. */
void polder_runner_open(PolderRunner *runner, const PolderGame *game, PolderChance chance,
                        PolderTrace *trace);
/* Plays the next round; false when there is none any more: nothing was played. */
bool polder_runner_next(PolderRunner *runner);
/* Practice, and how it ended. */
void polder_runner_close(PolderRunner *runner, PolderOutcome *out_outcome);
/* Instead of close, for who wants to know no more: measures nothing, and ends no trace. */
PolderEnding polder_runner_end(PolderRunner *runner);
/* The round played last, 0 after open; the run is over or not. */
int polder_runner_round(const PolderRunner *runner);
bool polder_runner_over(const PolderRunner *runner);

/* `runner` goes on by itself from where `from`, made for the same scenario, stands: a branch. What
 * it plays equals to the last bit what a run from the start plays with the same tellings. `trace`
 * (or NULL) gets only what comes. Costs about as much as two rounds. */
void polder_runner_fork(PolderRunner *runner, const PolderRunner *from, PolderTrace *trace);
/* In the round to come this interest is told to everybody, after what is planned for that round:
 * as an event `disclose party interest *` there. May be called for several interests. */
void polder_runner_tell(PolderRunner *runner, int interest);

G_END_DECLS

#endif
