/* The experiment of Klein, Faratin, Sayama and Bar-Yam 2003, "Negotiating complex contracts": two
 * agents, 100 binary issues that depend on each other, and a mediator who changes one text.
 *
 * Beyond any list of deals, so played here, with the steps of the protocol `mediated` and of its
 * strategies (polder_step_at_random, polder_step_taken).
 */
#ifndef POLDER_TESTS_KLEIN_H
#define POLDER_TESTS_KLEIN_H

#include <polder/base.h>

enum { KLEIN_ISSUES = 100, KLEIN_CHANGES = 10000, KLEIN_RUNS = 100 };
#define KLEIN_TEMPERATURE 10. /* at the start, in utility as drawn; falls to 0 in equal steps */

typedef struct {
  double temperature[2]; /* of each agent: 0 = a hill climber */
} KleinPair;

/* Of one run, both 0..1 between the worst and the best that there is. */
typedef struct {
  double share;     /* of the best sum of pay-offs */
  double payoff[2]; /* of each agent */
} KleinResult;

/* Run number `run` under each of n pairs, which share their contracts and their chance. */
void klein_play(uint32_t run, const KleinPair *pairs, int n, KleinResult *out_results);

#endif
