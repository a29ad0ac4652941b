/* A scenario as written: how many deals, who could live with them, and what red lines cost. */
#include <math.h>
#include <string.h>

#include "internal.h"

/* How many deals each set of parties accepts, exactly that set. Yours to free. */
static uint32_t *count_sets(const PolderProblem *problem) {
  uint32_t *count = g_new0(uint32_t, (size_t)all_parties(problem) + 1);
  for (PolderDeal first = 0; first < problem->n_deals; first += BLOCK) {
    const uint32_t length = block_length(problem, first);
    uint16_t accepters[BLOCK];
    polder_block_accepters(problem, first, length, accepters);
    for (uint32_t d = 0; d < length; d++)
      count[accepters[d]]++;
  }
  return count;
}

static void count_acceptance(const PolderProblem *problem, PolderAnalysis *analysis) {
  g_autofree uint32_t *count = count_sets(problem);
  for (uint32_t set = 0; set <= all_parties(problem); set++) {
    analysis->satisfied[__builtin_popcount(set)] += count[set];
    for (int i = 0; i < problem->n_parties; i++)
      analysis->acceptable[i] += (set >> i & 1) ? count[set] : 0;
  }
  analysis->zopa = count[all_parties(problem)];
  for (PolderDeal deal = 0; deal < problem->n_deals; deal++)
    analysis->possible += problem->broken[deal] == 0;
}

static void count_front(const PolderProblem *problem, PolderFront *front,
                        PolderAnalysis *analysis) {
  polder_front_find(front, problem);
  analysis->pareto = polder_front_size(front);
  for (uint32_t m = 0; m < analysis->pareto; m++)
    analysis->pareto_zopa +=
        polder_deal_accepters(problem, polder_front_deal(front, m)) == all_parties(problem);
}

static void solve(const PolderProblem *problem, PolderAnalysis *analysis) {
  polder_problem_solve(problem, analysis->solution);
  for (int s = 0; s < POLDER_SOLUTIONS; s++)
    for (int i = 0; i < POLDER_PARTIES_MAX; i++)
      analysis->utility[s][i] = analysis->solution[s] == POLDER_NO_DEAL || i >= problem->n_parties
                                    ? NAN
                                    : utility_of(problem, i, analysis->solution[s]);
}

void polder_analysis_run(const PolderScenario *scenario, PolderFront *front,
                         PolderAnalysis *out_analysis) {
  g_return_if_fail(scenario->n_deals > 0);
  double reservation[POLDER_PARTIES_MAX];
  const PolderProblem problem = polder_problem_of(scenario, reservation);
  g_autoptr(PolderFront) own =
      front == NULL ? polder_front_new(problem.n_parties, problem.n_deals) : NULL;
  memset(out_analysis, 0, sizeof *out_analysis);
  out_analysis->deals = scenario->deals_total;
  out_analysis->counted = scenario->n_deals;
  out_analysis->sampled = scenario->sampled;
  count_acceptance(&problem, out_analysis);
  count_front(&problem, front == NULL ? own : front, out_analysis);
  solve(&problem, out_analysis);
}

/* --- What keeps the room small --- */

/* The best of what breaks no own red line; NAN when there is nothing. */
static double best_of(const PolderProblem *problem, int party) {
  double best = -INFINITY;
  for (PolderDeal deal = 0; deal < problem->n_deals; deal++)
    if (!(problem->broken[deal] >> party & 1))
      best = MAX(best, utility_of(problem, party, deal));
  return best > -INFINITY ? best : NAN;
}

static bool survives(const PolderProblem *problem, const double *devalued, PolderDeal deal) {
  for (int i = 0; i < problem->n_parties; i++)
    if (!(utility_of(problem, i, deal) - devalued[i] >= problem->reservation[i] - POLDER_TOLERANCE))
      return false;
  return true;
}

/* Notes which red lines an agreeable deal breaks. */
static void count_red_lines(const PolderScenario *scenario, PolderDeal deal,
                            PolderRoomCheck *check) {
  int n_broken = 0, last = -1;
  for (int k = 0; k < scenario->n_interests; k++) {
    const PolderInterest *interest = &scenario->interests[k];
    if (isnan(interest->minimum) || !(scenario->broken[deal] >> interest->party & 1))
      continue;
    const double satisfaction = polder_scenario_satisfaction(scenario, k, deal);
    if (!(interest->minimum - satisfaction > POLDER_TOLERANCE))
      continue;
    check->removed[k]++;
    n_broken++;
    last = k;
  }
  if (n_broken == 1)
    check->unlocked[last]++;
}

static void check_deal(const PolderScenario *scenario, const PolderProblem *problem,
                       const double *devalued, PolderDeal deal, PolderRoomCheck *check) {
  check->agreeable++;
  if (scenario->broken[deal] != 0) {
    count_red_lines(scenario, deal, check);
    return;
  }
  check->room++;
  check->devalued += survives(problem, devalued, deal);
}

void polder_room_check(const PolderScenario *scenario, PolderRoomCheck *out_check) {
  g_return_if_fail(scenario->n_deals > 0);
  double reservation[POLDER_PARTIES_MAX], devalued[POLDER_PARTIES_MAX];
  const PolderProblem problem = polder_problem_of(scenario, reservation);
  memset(out_check, 0, sizeof *out_check);
  for (int i = 0; i < problem.n_parties; i++) {
    out_check->lowest[i] = scenario->parties[i].lowest;
    out_check->highest[i] = best_of(&problem, i);
    devalued[i] = scenario->values.value[POLDER_DEVALUATION][i] * 0.5 *
                  (out_check->highest[i] - out_check->lowest[i]);
  }
  for (PolderDeal first = 0; first < problem.n_deals; first += BLOCK) {
    const uint32_t length = block_length(&problem, first);
    uint16_t worth[BLOCK];
    polder_block_worth(&problem, first, length, worth);
    for (uint32_t d = 0; d < length; d++)
      if (worth[d] == all_parties(&problem))
        check_deal(scenario, &problem, devalued, first + d, out_check);
  }
}
