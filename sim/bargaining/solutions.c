/* Nash, Kalai-Smorodinsky, egalitarian and utilitarian deals over what all parties accept.
 *
 * Nash 1950; Kalai and Smorodinsky 1975; Kalai 1977. Invariant: a solution is the first deal whose
 * value lies within the tolerance of the largest, so rounding cannot choose between equals.
 */
#include <math.h>
#include <string.h>

#include "internal.h"

const char *const polder_solution_names[POLDER_SOLUTIONS] = {"nash", "kalai_smorodinsky",
                                                             "egalitarian", "utilitarian"};

/* Deals that all accept: one bit a deal. */
typedef struct {
  uint32_t n_words;
  uint64_t word[POLDER_DEALS_MAX / BLOCK + 1];
} DealSet;

typedef struct {
  double ideal[POLDER_PARTIES_MAX];
  double largest[POLDER_SOLUTIONS];
} Scale;

typedef void (*Visit)(const PolderProblem *problem, PolderDeal deal, void *data);

static void collect(const PolderProblem *problem, DealSet *set) {
  const uint32_t all = all_parties(problem);
  set->n_words = 0;
  for (PolderDeal first = 0; first < problem->n_deals; first += BLOCK) {
    const uint32_t length = block_length(problem, first);
    uint16_t accepters[BLOCK];
    uint64_t word = 0;
    polder_block_accepters(problem, first, length, accepters);
    for (uint32_t d = 0; d < length; d++)
      word |= (uint64_t)(accepters[d] == all) << d;
    set->word[set->n_words++] = word;
  }
}

static void visit_all(const PolderProblem *problem, const DealSet *set, Visit visit, void *data) {
  for (uint32_t w = 0; w < set->n_words; w++)
    for (uint64_t left = set->word[w]; left != 0; left &= left - 1)
      visit(problem, w * BLOCK + (uint32_t)__builtin_ctzll(left), data);
}

static void raise_ideal(const PolderProblem *problem, PolderDeal deal, void *data) {
  double *ideal = data;
  for (int i = 0; i < problem->n_parties; i++)
    ideal[i] = MAX(ideal[i], utility_of(problem, i, deal));
}

static void measure(const PolderProblem *problem, PolderDeal deal, const double *ideal,
                    double out_value[POLDER_SOLUTIONS]) {
  double product = 1, sum = 0, smallest = INFINITY, smallest_share = INFINITY;
  for (int i = 0; i < problem->n_parties; i++) {
    const double utility = utility_of(problem, i, deal);
    const double surplus = utility - problem->reservation[i];
    const double most = ideal[i] - problem->reservation[i];
    product *= surplus > POLDER_TOLERANCE ? surplus : 0;
    sum += utility;
    smallest = MIN(smallest, surplus);
    if (most > POLDER_TOLERANCE)
      smallest_share = MIN(smallest_share, surplus / most);
  }
  out_value[POLDER_NASH] = product;
  out_value[POLDER_KALAI_SMORODINSKY] = smallest_share;
  out_value[POLDER_EGALITARIAN] = smallest;
  out_value[POLDER_UTILITARIAN] = sum;
}

static void raise_largest(const PolderProblem *problem, PolderDeal deal, void *data) {
  Scale *scale = data;
  double value[POLDER_SOLUTIONS];
  measure(problem, deal, scale->ideal, value);
  for (int s = 0; s < POLDER_SOLUTIONS; s++)
    scale->largest[s] = MAX(scale->largest[s], value[s]);
}

typedef struct {
  const Scale *scale;
  PolderDeal *deal;
} Choice;

static bool as_good(PolderSolution solution, double value, double largest) {
  const double slack = solution == POLDER_NASH ? largest * POLDER_TOLERANCE : POLDER_TOLERANCE;
  return value >= largest - slack;
}

static void choose_first(const PolderProblem *problem, PolderDeal deal, void *data) {
  const Choice *choice = data;
  double value[POLDER_SOLUTIONS];
  measure(problem, deal, choice->scale->ideal, value);
  for (int s = 0; s < POLDER_SOLUTIONS; s++)
    if (choice->deal[s] == POLDER_NO_DEAL &&
        as_good((PolderSolution)s, value[s], choice->scale->largest[s]))
      choice->deal[s] = deal;
}

void polder_problem_solve(const PolderProblem *problem, PolderDeal out_deal[POLDER_SOLUTIONS]) {
  g_return_if_fail(problem->n_deals <= POLDER_DEALS_MAX);
  DealSet set;
  Scale scale;
  collect(problem, &set);
  for (int i = 0; i < POLDER_PARTIES_MAX; i++)
    scale.ideal[i] = -INFINITY;
  for (int s = 0; s < POLDER_SOLUTIONS; s++) {
    scale.largest[s] = -INFINITY;
    out_deal[s] = POLDER_NO_DEAL;
  }
  visit_all(problem, &set, raise_ideal, scale.ideal);
  visit_all(problem, &set, raise_largest, &scale);
  visit_all(problem, &set, choose_first, &(Choice){&scale, out_deal});
}

double polder_deal_distance(const PolderProblem *problem, PolderDeal deal, const double *utility) {
  if (deal == POLDER_NO_DEAL)
    return NAN;
  double squares = 0;
  for (int i = 0; i < problem->n_parties; i++) {
    const double gap = utility_of(problem, i, deal) - utility[i];
    squares += gap * gap;
  }
  return sqrt(squares);
}
