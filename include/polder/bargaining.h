/* Bargaining: the exact problem that lies under a table. Room to agree, Pareto front, solutions.
 *
 * Everything here knows all interests of everybody: it measures a negotiation and never plays one.
 * Utilities are compared with tolerance POLDER_TOLERANCE, and of equals the first deal counts.
 *
 * A deal is possible when it breaks no red line of anybody. Party i accepts a deal when it breaks
 * no red line of i and U_i >= r_i - POLDER_TOLERANCE. A deal dominates another when it is nowhere
 * lower by more than POLDER_TOLERANCE and somewhere higher by more. The front: what no possible
 * deal dominates.
 */
#ifndef POLDER_BARGAINING_H
#define POLDER_BARGAINING_H

#include <polder/base.h>
#include <polder/parameters.h>
#include <polder/scenario.h>

G_BEGIN_DECLS

/* --- When is a deal decided --- */

/* Voters are the parties with power > 0.
 *   unanimity  every voter accepts
 *   quota      at least ceil(quota * voters) voters accept
 *   weighted   the accepters hold at least that share of all power
 *   veto       every voter in `veto` accepts, and at least ceil(quota * voters) voters do
 * Without any voter every rule is met. */
typedef struct {
  PolderRule rule;
  double quota;  /* 0..1 */
  uint32_t veto; /* bit i = party i */
  int n_parties;
  double power[POLDER_PARTIES_MAX]; /* >= 0 */
} PolderDecision;

/* The table's rule under these values. */
PolderDecision polder_decision_of(const PolderScenario *scenario, const PolderValues *values);

/* Is a deal decided that these parties (bits) accept? Pure. */
bool polder_rule_met(const PolderDecision *decision, uint32_t accepters);

/* --- One problem --- */

/* Arrays are lent. A run whose weights differ from the written ones brings its own utilities. */
typedef struct {
  int n_parties;
  uint32_t n_deals;
  const double *utility;     /* [party][deal], finite */
  const uint16_t *broken;    /* [deal]: bit i = a red line of party i is broken */
  const double *reservation; /* [party] */
  /* What makes the front cheap, or NULL: the scenario whose utilities these are, under these
   * weights [interest], normalised a party; weights NULL = as written. */
  const PolderScenario *scenario;
  const double *weight;
} PolderProblem;

/* The problem as written. out_reservation (POLDER_PARTIES_MAX places) is filled, and lent to the
 * problem. */
PolderProblem polder_problem_of(const PolderScenario *scenario, double *out_reservation);

/* Which parties (bits) accept the deal. */
uint32_t polder_deal_accepters(const PolderProblem *problem, PolderDeal deal);

/* The deals that would be decided if every party answered by its floor alone. What such a deal
 * breaks of the outvoted does not keep it out. */
typedef struct {
  uint32_t size;     /* deals; 0 = no room to agree */
  double best_joint; /* largest sum of the utilities of all parties; NAN when empty */
} PolderRoom;

/* Cost: about 2 ns a deal; allocates nothing. */
PolderRoom polder_problem_room(const PolderProblem *problem, const PolderDecision *decision);

/* Solutions over the deals that all parties accept, with or without a vote. */
typedef enum {
  POLDER_NASH,              /* largest product of U - r */
  POLDER_KALAI_SMORODINSKY, /* largest smallest (U - r) / (ideal - r); ideal over the same deals,
                               parties with ideal = r left out */
  POLDER_EGALITARIAN,       /* largest smallest U - r */
  POLDER_UTILITARIAN        /* largest sum of U */
} PolderSolution;
#define POLDER_SOLUTIONS (POLDER_UTILITARIAN + 1)
extern const char *const polder_solution_names[POLDER_SOLUTIONS]; /* nash, kalai_smorodinsky, ... */

/* POLDER_NO_DEAL for each when there is no such deal. In the Nash product a surplus within the
 * tolerance counts as 0, and products are compared with the tolerance as a share of the largest.
 * Allocates nothing. */
void polder_problem_solve(const PolderProblem *problem, PolderDeal out_deal[POLDER_SOLUTIONS]);

/* Euclidean distance of a vector of utilities to those of a deal; NAN for POLDER_NO_DEAL. */
double polder_deal_distance(const PolderProblem *problem, PolderDeal deal, const double *utility);

/* --- The front: costs like a run --- */

/* The memory of one thread for problems of up to so many parties and deals. */
typedef struct PolderFront PolderFront;
PolderFront *polder_front_new(int n_parties, uint32_t n_deals);
void polder_front_free(PolderFront *front);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PolderFront, polder_front_free)

/* Finds the front, exactly; it holds until the next time, whatever becomes of the problem.
 * Allocates nothing. Cost: with `scenario` 0.05 ms for 4 parties and 1,024 deals, 1 to 3 ms for
 * 10^6. */
void polder_front_find(PolderFront *front, const PolderProblem *problem);
uint32_t polder_front_size(const PolderFront *front);
/* Member `index`, in no particular but always the same order. */
PolderDeal polder_front_deal(const PolderFront *front, uint32_t index);
/* Euclidean distance to the nearest member, 0 on the front; NAN when the front is empty. */
double polder_front_distance(const PolderFront *front, const double *utility);

/* --- A scenario as written --- */

typedef struct {
  double deals;     /* all combinations */
  uint32_t counted; /* looked at; when fewer, the counts below are of these */
  bool sampled;
  uint32_t possible;
  uint32_t zopa;                                        /* acceptable to all */
  uint32_t pareto;                                      /* on the front */
  uint32_t pareto_zopa;                                 /* both */
  uint32_t acceptable[POLDER_PARTIES_MAX];              /* to this party */
  uint32_t satisfied[POLDER_PARTIES_MAX + 1];           /* to exactly so many parties */
  PolderDeal solution[POLDER_SOLUTIONS];                /* or POLDER_NO_DEAL */
  double utility[POLDER_SOLUTIONS][POLDER_PARTIES_MAX]; /* at the solution; NAN without one */
} PolderAnalysis;

/* `front` of the scenario's size is left with its front; NULL = not wanted. */
void polder_analysis_run(const PolderScenario *scenario, PolderFront *front,
                         PolderAnalysis *out_analysis);

/* What keeps the room small. All parties count, with or without a vote. */
typedef struct {
  uint32_t room; /* deals acceptable to all */
  /* Of these, left when everybody devalues at trust 1/2:
   * U - d * (1 - 1/2) * (highest - lowest) >= r for all, d = parameter devaluation; as in a run. */
  uint32_t devalued;
  uint32_t agreeable; /* on utility alone: U >= r for all, whatever red lines say */
  uint32_t removed[POLDER_INTERESTS_MAX];  /* agreeable deals in which this red line is broken */
  uint32_t unlocked[POLDER_INTERESTS_MAX]; /* of those, in which nothing else is */
  /* Utility: lowest over all deals, highest over those that break no own red line (NAN: none). */
  double lowest[POLDER_PARTIES_MAX], highest[POLDER_PARTIES_MAX];
} PolderRoomCheck;

void polder_room_check(const PolderScenario *scenario, PolderRoomCheck *out_check);

G_END_DECLS

#endif
