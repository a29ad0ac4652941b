/* Shared inside the explain room: what one run contributes, and the work that a thread does. */
#ifndef POLDER_EXPLAIN_INTERNAL_H
#define POLDER_EXPLAIN_INTERNAL_H

#include <polder/explain.h>

/* What telling did to a run. */
typedef enum { EXPLAIN_SAME, EXPLAIN_BROKEN, EXPLAIN_LOST } ExplainEffect;

/* What is played of every run, laid out once and read by all threads. */
typedef struct {
  const PolderExplainJob *job;
  const PolderGame *game;
  const PolderExplained *explained; /* who can tell what; filled in before anything is played */
  PolderCoalition player[POLDER_PARTIES_MAX]; /* what each party can tell */
  unsigned samples; /* orders and coalitions a run, where not all are played */
} ExplainPlan;

/* Estimates of one run, and their variance where they come from a sample; [player]. */
typedef struct {
  double *shapley, *banzhaf, *shapley_variance, *banzhaf_variance;
} ExplainShares;

/* One run. Arrays are the slot's own. */
typedef struct {
  bool played, failed;
  bool agrees, all_agree; /* as it was; with everything told */
  uint8_t *cell;          /* [interest][round - 1]: ExplainEffect */
  uint8_t *set;           /* [set]: ExplainEffect */
  bool *smallest;         /* [set]: it breaks the impasse, and no part of it does */
  ExplainShares interests, parties;
} ExplainSlot;

/* The memory of one thread. */
typedef struct ExplainPlayer ExplainPlayer;
ExplainPlayer *explain_player_new(const ExplainPlan *plan);
void explain_player_free(ExplainPlayer *player);
/* Plays a run and all its branches into a slot. */
void explain_play(ExplainPlayer *player, PolderChance chance, ExplainSlot *slot);
/* Whether the run ends in agreement with these told in plan's round; played once, then remembered.
 * Between the begin and the end of a run. */
bool explain_agrees(ExplainPlayer *player, PolderCoalition told);

/* Shapley and Banzhaf of one run over players that each stand for some interests; 0 samples = from
 * every coalition. */
void explain_shares(ExplainPlayer *player, PolderChance chance, int n_players,
                    const PolderCoalition *players, unsigned samples, ExplainShares *out_shares);

/* The groups to play, smaller first: all, or as many sizes as 512 groups allow. */
unsigned explain_sets(int n_interests, PolderUnlocking **out_set, unsigned *out_largest);

/* Counts of a half of the runs, from which advice is chosen, or what it promises counted. */
typedef struct {
  uint32_t n, n_impasses;
  uint32_t *broken, *lost; /* [interest][round - 1], then [set] */
} ExplainHalf;
PolderAdvice explain_advise(const PolderExplained *explained, const ExplainHalf *even,
                            const ExplainHalf *odd);

#endif
