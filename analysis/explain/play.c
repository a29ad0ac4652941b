/* One run and all its branches: every interest told in every round, and groups told in one round.
 *
 * A branch parts from the run where it stands, so that what they share is played once. Invariant:
 * an answer to "with these told?" is played at most once a run.
 */
#include "internal.h"

struct ExplainPlayer {
  const ExplainPlan *plan;
  PolderRunner *base;  /* the run as it was */
  PolderRunner *start; /* as it stood before the round in which groups are told */
  PolderRunner *branch;
  bool started;        /* the run got that far */
  bool agrees;         /* as it was */
  GHashTable *answers; /* coalition -> agreement + 1, of this run */
};

ExplainPlayer *explain_player_new(const ExplainPlan *plan) {
  ExplainPlayer *player = g_new0(ExplainPlayer, 1);
  player->plan = plan;
  player->base = polder_runner_new(plan->job->runs.scenario);
  player->start = polder_runner_new(plan->job->runs.scenario);
  player->branch = polder_runner_new(plan->job->runs.scenario);
  player->answers = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  return player;
}

void explain_player_free(ExplainPlayer *player) {
  if (player == NULL)
    return;
  polder_runner_free(player->base);
  polder_runner_free(player->start);
  polder_runner_free(player->branch);
  g_hash_table_unref(player->answers);
  g_free(player);
}

/* Whether a branch from there in which these are told ends in agreement. */
static bool branch_agrees(ExplainPlayer *player, const PolderRunner *from, PolderCoalition told) {
  polder_runner_fork(player->branch, from, NULL);
  for (PolderCoalition left = told; left != 0; left &= left - 1)
    polder_runner_tell(player->branch, player->plan->explained->interest[__builtin_ctzll(left)]);
  while (polder_runner_next(player->branch))
    continue;
  return polder_runner_end(player->branch) == POLDER_AGREEMENT;
}

bool explain_agrees(ExplainPlayer *player, PolderCoalition told) {
  if (!player->started || told == 0)
    return player->agrees;
  const void *known = g_hash_table_lookup(player->answers, &told);
  if (known != NULL)
    return GPOINTER_TO_INT(known) - 1;
  const bool agrees = branch_agrees(player, player->start, told);
  g_hash_table_insert(player->answers, g_memdup2(&told, sizeof told), GINT_TO_POINTER(agrees + 1));
  return agrees;
}

static ExplainEffect effect(bool before, bool after) {
  return before == after ? EXPLAIN_SAME : after ? EXPLAIN_BROKEN : EXPLAIN_LOST;
}

/* Plays the run; first notes in each cell whether its branch agrees, then what that changes. */
static void play_map(ExplainPlayer *player, ExplainSlot *slot) {
  const PolderExplained *explained = player->plan->explained;
  const int n_rounds = explained->n_rounds;
  do {
    const int round = polder_runner_round(player->base) + 1;
    if (round == explained->round) {
      polder_runner_fork(player->start, player->base, NULL);
      player->started = true;
    }
    for (int i = 0; i < explained->n_interests; i++)
      slot->cell[i * n_rounds + round - 1] =
          branch_agrees(player, player->base, (PolderCoalition)1 << i);
  } while (polder_runner_next(player->base) && !polder_runner_over(player->base));
  const int played = polder_runner_round(player->base);
  PolderOutcome outcome;
  polder_runner_close(player->base, &outcome);
  slot->failed = outcome.ending == POLDER_FAILED;
  slot->agrees = player->agrees = outcome.ending == POLDER_AGREEMENT;
  for (int i = 0; i < explained->n_interests; i++)
    for (int round = 0; round < n_rounds; round++) {
      uint8_t *cell = &slot->cell[i * n_rounds + round];
      *cell = (uint8_t)(round < played ? effect(slot->agrees, *cell) : EXPLAIN_SAME);
    }
}

/* Whether some part of a group breaks the impasse; parts stand before it in the list. */
static bool part_breaks(const ExplainPlan *plan, const ExplainSlot *slot, unsigned set) {
  const PolderCoalition members = plan->explained->set[set].members;
  bool breaks = false;
  for (unsigned other = 0; other < set && !breaks; other++) {
    const PolderCoalition part = plan->explained->set[other].members;
    breaks = slot->smallest[other] && (part & members) == part;
  }
  return breaks;
}

static void play_sets(ExplainPlayer *player, ExplainSlot *slot) {
  const PolderExplained *explained = player->plan->explained;
  for (unsigned set = 0; set < explained->n_sets; set++) {
    const bool agrees = explain_agrees(player, explained->set[set].members);
    slot->set[set] = (uint8_t)effect(slot->agrees, agrees);
    slot->smallest[set] = slot->set[set] == EXPLAIN_BROKEN && !part_breaks(player->plan, slot, set);
  }
}

void explain_play(ExplainPlayer *player, PolderChance chance, ExplainSlot *slot) {
  const ExplainPlan *plan = player->plan;
  const PolderExplained *explained = plan->explained;
  const int n = explained->n_interests;
  g_hash_table_remove_all(player->answers);
  player->started = false;
  slot->played = true;
  polder_runner_open(player->base, plan->game, chance, NULL);
  play_map(player, slot);
  play_sets(player, slot);
  PolderCoalition each[POLDER_TELLABLE_MAX];
  for (int i = 0; i < n; i++)
    each[i] = (PolderCoalition)1 << i;
  const PolderCoalition all = n == 64 ? ~(PolderCoalition)0 : ((PolderCoalition)1 << n) - 1;
  slot->all_agree = explain_agrees(player, all);
  explain_shares(player, chance, n, each, explained->all_coalitions ? 0 : plan->samples,
                 &slot->interests);
  explain_shares(player, chance, explained->n_parties, plan->player,
                 explained->all_of_parties ? 0 : plan->samples, &slot->parties);
}
