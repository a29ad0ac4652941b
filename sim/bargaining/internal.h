/* What the files of this room share. A block is up to 64 neighbouring deals: one word of bits. */
#ifndef POLDER_BARGAINING_INTERNAL_H
#define POLDER_BARGAINING_INTERNAL_H

#include <polder/bargaining.h>

enum { BLOCK = 64 };

/* Two at once: what every 64-bit machine has. gcc takes wider comparisons apart, one by one. */
typedef double Two __attribute__((vector_size(16)));
typedef int64_t TwoBits __attribute__((vector_size(16)));

/* Which parties (bits) find each deal of a block worth their floor, whatever red lines say. */
void polder_block_worth(const PolderProblem *problem, PolderDeal first, uint32_t length,
                        uint16_t out_parties[BLOCK]);
/* Which parties accept each deal of a block. */
void polder_block_accepters(const PolderProblem *problem, PolderDeal first, uint32_t length,
                            uint16_t out_parties[BLOCK]);

/* A decision, ready to be asked often: polder_rule_met is the same question asked once. */
typedef struct {
  const PolderDecision *decision; /* lent */
  uint32_t voters, must;          /* bits; without one of `must` nothing is decided */
  int votes;                      /* needed of the voters */
} Rule;

Rule polder_rule_prepare(const PolderDecision *decision);
bool polder_rule_holds(const Rule *rule, uint32_t accepters);

static inline uint32_t block_length(const PolderProblem *problem, PolderDeal first) {
  const uint32_t left = problem->n_deals - first;
  return left < BLOCK ? left : BLOCK;
}

static inline uint32_t all_parties(const PolderProblem *problem) {
  return (UINT32_C(1) << problem->n_parties) - 1;
}

static inline double utility_of(const PolderProblem *problem, int party, PolderDeal deal) {
  return problem->utility[(size_t)party * problem->n_deals + deal];
}

#endif
