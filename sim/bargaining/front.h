/* The memory of a front: candidates, and those kept to test the rest against.
 *
 * A deal is beaten when another is nowhere lower at all and somewhere higher by more than the
 * tolerance. Unlike dominance, being beaten is transitive; so what is beaten may be thrown away,
 * and every dominated deal is dominated by one that nothing beats.
 */
#ifndef POLDER_BARGAINING_FRONT_H
#define POLDER_BARGAINING_FRONT_H

#include "internal.h"

enum {
  LANES = 16,        /* kept rows compared at once */
  GROUP = 16,        /* blocks of lanes under one bound */
  STRONG_MAX = 64,   /* deals that throw away most others before the real work */
  SORT_BITS = 11,    /* of a radix pass; two passes */
  SAMPLE_MAX = 2048, /* deals among which strong ones are looked for */
};

struct PolderFront {
  int n_parties;
  int most_parties;
  uint32_t most_deals;

  /* candidates: what no strong deal beats */
  uint32_t n_candidates;
  PolderDeal *deal;
  double *row;     /* [candidate][party] */
  double *sum;     /* [candidate] */
  uint32_t *key;   /* [candidate] place in order of falling sum, coarse */
  uint32_t *order; /* candidates by key, then deal */
  uint32_t *spare;
  double keys_per_joint; /* key steps a unit of sum */

  /* kept: candidates that nothing before them beats, no two of them the same */
  uint32_t n_kept;
  uint32_t *kept;         /* their place among the candidates */
  uint8_t *dominated;     /* within the tolerance only, so still of use against others */
  int16_t *level;         /* [block][party][LANES] coarse utility */
  int16_t *group_highest; /* [group][party] */
  int16_t *group_lowest;

  /* members: candidates as good as a kept one */
  uint32_t n_members;
  PolderDeal *member;
  uint32_t *member_kept;
};

/* Fills the candidates. */
void polder_front_screen(PolderFront *front, const PolderProblem *problem);
/* Orders them. */
void polder_front_sort(PolderFront *front);

#endif
