/* Shares: whose telling it is, by Shapley (1953) and Banzhaf (1965).
 *
 * Of few players every coalition is played. Of more, orders are drawn in pairs, one the reverse of
 * the other (Castro, Gomez and Tejada 2009; Mitchell et al. 2022), and coalitions are drawn with
 * every player in or out alike. Either way the Shapley values of a run sum to its whole effect.
 */
#include "internal.h"

#include <math.h>
#include <string.h>

/* --- Every coalition ------------------------------------------------------------------------- */

void polder_shares(int n_players, const double *value, double *out_shapley, double *out_banzhaf) {
  const unsigned n_coalitions = 1u << n_players;
  double weight[32]; /* of a coalition of that size to which one joins: s! (n - s - 1)! / n! */
  weight[0] = 1.0 / n_players;
  for (int size = 1; size < n_players; size++)
    weight[size] = weight[size - 1] * size / (n_players - size);
  for (int player = 0; player < n_players; player++) {
    double shapley = 0, banzhaf = 0;
    for (unsigned coalition = 0; coalition < n_coalitions; coalition++) {
      if (coalition >> player & 1)
        continue;
      const double added = value[coalition | 1u << player] - value[coalition];
      shapley += weight[__builtin_popcount(coalition)] * added;
      banzhaf += added;
    }
    out_shapley[player] = shapley;
    out_banzhaf[player] = banzhaf / (n_coalitions / 2);
  }
}

static PolderCoalition united(const PolderCoalition *players, int n_players, unsigned members) {
  PolderCoalition told = 0;
  for (int player = 0; player < n_players; player++)
    told |= members >> player & 1 ? players[player] : 0;
  return told;
}

static void shares_of_all(ExplainPlayer *player, int n_players, const PolderCoalition *players,
                          ExplainShares *out_shares) {
  double value[1u << POLDER_ENUMERATED_MAX];
  for (unsigned members = 0; members < 1u << n_players; members++)
    value[members] = explain_agrees(player, united(players, n_players, members));
  polder_shares(n_players, value, out_shares->shapley, out_shares->banzhaf);
  memset(out_shares->shapley_variance, 0, (size_t)n_players * sizeof(double));
  memset(out_shares->banzhaf_variance, 0, (size_t)n_players * sizeof(double));
}

/* --- A sample -------------------------------------------------------------------------------- */

typedef struct {
  PolderChance chance;
  uint32_t drawn;
} Draws;

static double next_draw(Draws *draws) {
  return polder_draw(draws->chance, 0, 0, POLDER_DRAW_RESAMPLE, draws->drawn++);
}

static void draw_order(Draws *draws, int n, int *order) {
  for (int place = 0; place < n; place++)
    order[place] = place;
  for (int place = n - 1; place > 0; place--) {
    const int other = (int)(next_draw(draws) * (place + 1));
    const int kept = order[place];
    order[place] = order[other];
    order[other] = kept;
  }
}

/* What each adds when they join one after the other, from either end. */
static void join(ExplainPlayer *player, int n, const PolderCoalition *players, const int *order,
                 bool backwards, double *added) {
  PolderCoalition told = 0;
  bool before = explain_agrees(player, 0);
  for (int place = 0; place < n; place++) {
    const int joins = order[backwards ? n - 1 - place : place];
    told |= players[joins];
    const bool after = explain_agrees(player, told);
    added[joins] += ((int)after - (int)before) / 2.0;
    before = after;
  }
}

/* Most samples add nothing: what is drawn may be all alike by chance. As for shares of successes
 * (Agresti and Coull 1998; paired: Bonett and Price 2012) the variance is that with one draw more
 * of the smallest step up, and one down. */
static void mean_and_variance(const PolderMean *means, int n, double step, double *out_mean,
                              double *out_variance) {
  for (int i = 0; i < n; i++) {
    PolderMean mean = means[i];
    out_mean[i] = polder_mean_value(&mean);
    polder_mean_add(&mean, step);
    polder_mean_add(&mean, -step);
    out_variance[i] = polder_mean_variance(&mean) / (double)mean.n;
  }
}

static void sample_shapley(ExplainPlayer *player, Draws *draws, int n,
                           const PolderCoalition *players, unsigned samples,
                           ExplainShares *out_shares) {
  PolderMean means[POLDER_TELLABLE_MAX] = {0};
  int order[POLDER_TELLABLE_MAX];
  for (unsigned sample = 0; sample < samples; sample++) {
    double added[POLDER_TELLABLE_MAX] = {0};
    draw_order(draws, n, order);
    join(player, n, players, order, false, added);
    join(player, n, players, order, true, added);
    for (int i = 0; i < n; i++)
      polder_mean_add(&means[i], added[i]);
  }
  mean_and_variance(means, n, .5, out_shares->shapley, out_shares->shapley_variance);
}

static void sample_banzhaf(ExplainPlayer *player, Draws *draws, int n,
                           const PolderCoalition *players, unsigned samples,
                           ExplainShares *out_shares) {
  PolderMean means[POLDER_TELLABLE_MAX] = {0};
  for (unsigned sample = 0; sample < samples; sample++) {
    PolderCoalition told = 0;
    for (int i = 0; i < n; i++)
      told |= next_draw(draws) < .5 ? players[i] : 0;
    for (int i = 0; i < n; i++) {
      const int with = explain_agrees(player, told | players[i]);
      const int without = explain_agrees(player, told & ~players[i]);
      polder_mean_add(&means[i], with - without);
    }
  }
  mean_and_variance(means, n, 1, out_shares->banzhaf, out_shares->banzhaf_variance);
}

void explain_shares(ExplainPlayer *player, PolderChance chance, int n_players,
                    const PolderCoalition *players, unsigned samples, ExplainShares *out_shares) {
  if (samples == 0) {
    shares_of_all(player, n_players, players, out_shares);
    return;
  }
  Draws draws = {.chance = chance};
  sample_shapley(player, &draws, n_players, players, samples, out_shares);
  sample_banzhaf(player, &draws, n_players, players, samples, out_shares);
}
