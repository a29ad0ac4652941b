/* See klein.h. */
#include "klein.h"

#include <string.h>

enum { N = KLEIN_ISSUES, RESTARTS = 3, STEPS = 20000 };

/* Utility of a contract: sum over its issues of `own`, and over its pairs of `both`. */
typedef struct {
  double own[N], both[N][N]; /* both is symmetric, with 0 for an issue and itself */
} Wants;

/* A contract, and what each issue would add to it, for whoever looks at it. */
typedef struct {
  int chosen[N];
  double adds[N], utility;
} Contract;

static double uniform(uint32_t word) {
  return word * 0x1p-32;
}

/* Influences of every issue on every other, each U[-1, 1]. */
static void draw_wants(PolderChance chance, unsigned agent, Wants *wants) {
  double influence[N][N];
  for (uint32_t cell = 0; cell < N * N; cell++)
    influence[cell / N][cell % N] =
        2 * polder_draw(chance, 0, agent, POLDER_DRAW_GENERATOR, cell) - 1;
  for (int i = 0; i < N; i++)
    for (int j = 0; j < N; j++)
      wants->both[i][j] = i == j ? 0 : influence[i][j] + influence[j][i];
  for (int i = 0; i < N; i++)
    wants->own[i] = influence[i][i];
}

static void add_up(const Wants *one, double weight, const Wants *other, double other_weight,
                   Wants *sum) {
  for (int i = 0; i < N; i++) {
    sum->own[i] = weight * one->own[i] + other_weight * other->own[i];
    for (int j = 0; j < N; j++)
      sum->both[i][j] = weight * one->both[i][j] + other_weight * other->both[i][j];
  }
}

static void look(const Wants *wants, const int *chosen, Contract *contract) {
  memcpy(contract->chosen, chosen, sizeof contract->chosen);
  contract->utility = 0;
  for (int i = 0; i < N; i++) {
    contract->adds[i] = wants->own[i];
    for (int j = 0; j < N; j++)
      contract->adds[i] += wants->both[i][j] * chosen[j];
    contract->utility += chosen[i] * (contract->adds[i] + wants->own[i]) / 2;
  }
}

static double change_of(const Contract *contract, int issue) {
  return contract->chosen[issue] ? -contract->adds[issue] : contract->adds[issue];
}

static void flip(const Wants *wants, int issue, Contract *contract) {
  const int up = contract->chosen[issue] ? -1 : 1;
  contract->utility += change_of(contract, issue);
  contract->chosen[issue] += up;
  for (int j = 0; j < N; j++)
    contract->adds[j] += up * wants->both[issue][j];
}

static void draw_contract(PolderChance chance, unsigned which, int *chosen) {
  for (uint32_t i = 0; i < N; i++)
    chosen[i] = polder_draw(chance, 0, which, POLDER_DRAW_SAMPLE, i) < .5;
}

static int propose(const uint32_t words[4], const Contract *contract) {
  int changed[N], n_values[N];
  memcpy(changed, contract->chosen, sizeof changed);
  for (int i = 0; i < N; i++)
    n_values[i] = 2;
  return polder_step_at_random(words, N, n_values, changed);
}

/* The most that such wants can be given, times sign: simulated annealing, the best of some
 * restarts. Not proven to be the most; four times the restarts of twice the steps move no mean over
 * 100 runs by more than .001. */
static double most(const Wants *wants, double sign, double heat, PolderChance chance,
                   unsigned which) {
  double best = -G_MAXDOUBLE;
  for (unsigned restart = 0; restart < RESTARTS; restart++) {
    Contract contract;
    int chosen[N];
    draw_contract(chance, which * RESTARTS + restart + 1, chosen);
    look(wants, chosen, &contract);
    for (unsigned step = 0; step < STEPS; step++) {
      uint32_t words[4];
      polder_draw_block(chance, step, which * RESTARTS + restart, POLDER_DRAW_RESAMPLE, 0, words);
      const int issue = propose(words, &contract);
      const double temperature = heat * (1 - (double)step / STEPS);
      if (polder_step_taken(sign * change_of(&contract, issue), temperature, uniform(words[2])))
        flip(wants, issue, &contract);
      best = MAX(best, sign * contract.utility);
    }
  }
  return best;
}

/* What the mediator and the agents come to, as utilities of both. */
static void mediate(const Wants wants[2], const KleinPair *pair, PolderChance chance,
                    double utility[2]) {
  Contract seen[2];
  int chosen[N];
  draw_contract(chance, 0, chosen);
  for (int agent = 0; agent < 2; agent++)
    look(&wants[agent], chosen, &seen[agent]);
  for (unsigned change = 0; change < KLEIN_CHANGES; change++) {
    uint32_t words[4];
    polder_draw_block(chance, change, 0, POLDER_DRAW_CHANGE, 0, words);
    const int issue = propose(words, &seen[0]);
    const double left = 1 - (double)change / KLEIN_CHANGES;
    bool all = true;
    for (int agent = 0; agent < 2; agent++)
      all = all && polder_step_taken(change_of(&seen[agent], issue),
                                     left * pair->temperature[agent], uniform(words[2 + agent]));
    for (int agent = 0; all && agent < 2; agent++)
      flip(&wants[agent], issue, &seen[agent]);
  }
  for (int agent = 0; agent < 2; agent++)
    utility[agent] = seen[agent].utility;
}

void klein_play(uint32_t run, const KleinPair *pairs, int n, KleinResult *out_results) {
  const PolderChance chance = {.seed = 1, .run = run};
  g_autofree Wants *wants = g_new(Wants, 3);
  double low[2], range[2], utility[2];
  for (unsigned agent = 0; agent < 2; agent++) {
    draw_wants(chance, agent, &wants[agent]);
    low[agent] = -most(&wants[agent], -1, KLEIN_TEMPERATURE, chance, 2 * agent);
    range[agent] = most(&wants[agent], 1, KLEIN_TEMPERATURE, chance, 2 * agent + 1) - low[agent];
  }
  add_up(&wants[0], 1 / range[0], &wants[1], 1 / range[1], &wants[2]);
  const double base = low[0] / range[0] + low[1] / range[1];
  const double best = most(&wants[2], 1, KLEIN_TEMPERATURE / range[0], chance, 4) - base;
  for (int pair = 0; pair < n; pair++) {
    KleinResult *result = &out_results[pair];
    mediate(wants, &pairs[pair], chance, utility);
    for (int agent = 0; agent < 2; agent++)
      result->payoff[agent] = (utility[agent] - low[agent]) / range[agent];
    result->share = (result->payoff[0] + result->payoff[1]) / best;
  }
}
