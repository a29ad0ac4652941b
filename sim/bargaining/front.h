/* The memory of a front, and the steps of finding one.
 *
 * A deal is beaten when another is nowhere lower at all and somewhere higher by more than the
 * tolerance. Unlike dominance, being beaten is transitive; so what is beaten may be thrown away,
 * and every dominated deal is dominated by one that nothing beats.
 */
#ifndef POLDER_BARGAINING_FRONT_H
#define POLDER_BARGAINING_FRONT_H

#include "internal.h"

enum {
  BATCH = 512, /* kept rows whose bits fill one cache line */
  BATCH_WORDS = BATCH / 64,
  LEVELS = 64, /* coarse steps of a column */
  WIDTH_MAX = 32,
};

/* Rows to hold others against. For every column and level, one bit a row: is it at least that high?
 * ANDing one line a column answers for 512 rows at once which may be higher everywhere. */
typedef struct {
  int width;
  const double *row; /* [place in the caller's list][width], lent */
  double base[WIDTH_MAX], levels_per_unit[WIDTH_MAX];
  uint32_t n;
  uint32_t *place;   /* [n] in the caller's list */
  uint64_t *bits;    /* [batch][column][level][BATCH_WORDS] */
  size_t most_lines; /* (batch, column) pairs that fit */
} Kept;

/* Empties, for rows of this width that come from the list `row` of n_rows. */
void polder_kept_begin(Kept *kept, const double *row, uint32_t n_rows, int width);
/* False: full. */
bool polder_kept_add(Kept *kept, uint32_t place);
/* The coarse step of a value; never the wrong way round. */
uint8_t polder_kept_level(const Kept *kept, int column, double value);
/* Which rows of a batch may be at least (at most) so high in every column; false: none. */
bool polder_kept_reaching(const Kept *kept, uint32_t batch, const uint8_t *level,
                          uint64_t out_rows[BATCH_WORDS]);
bool polder_kept_within(const Kept *kept, uint32_t batch, const uint8_t *level,
                        uint64_t out_rows[BATCH_WORDS]);

static inline uint32_t kept_batches(const Kept *kept) {
  return (kept->n + BATCH - 1) / BATCH;
}

static inline const double *kept_row(const Kept *kept, uint32_t index) {
  return kept->row + (size_t)kept->place[index] * (size_t)kept->width;
}

struct PolderFront {
  int n_parties;
  int most_parties;
  uint32_t most_deals;

  /* rows at hand: candidates, or first choices while the list is built issue by issue */
  uint32_t n_rows;
  int width;
  size_t most_numbers; /* in `row` */
  PolderDeal *deal;    /* [row] */
  double *row;         /* [row][width] */
  double *sum;         /* [row] of its utilities */
  uint32_t *key;       /* [row] place in order of falling sum, coarse */
  uint32_t *order;     /* rows by key, then as they came */
  uint32_t *spare;
  double keys_per_joint; /* key steps a unit of sum */

  Kept kept;
  uint8_t *dominated; /* [kept] within the tolerance only, so still of use against others */

  uint32_t n_members;
  PolderDeal *member;
  uint32_t *member_kept; /* the kept row that it equals */
};

/* Empties the list of rows. */
void polder_rows_begin(PolderFront *front, int width);
/* Adds a deal with the utilities of the problem. */
void polder_rows_add_deal(PolderFront *front, const PolderProblem *problem, PolderDeal deal);
/* Orders the rows by falling sum. */
void polder_rows_sort(PolderFront *front);

/* Fill the rows with deals such that a possible one is missing only if another beats it. The first
 * needs a problem whose utilities are plain sums over issues; false: it does not apply. */
bool polder_front_build(PolderFront *front, const PolderProblem *problem);
void polder_front_screen(PolderFront *front, const PolderProblem *problem);

#endif
