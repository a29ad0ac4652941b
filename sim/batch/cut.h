/* How the units of an experiment are cut into blocks. Private to batch.
 *
 * All of it follows from a few numbers, which stand in the manifest. Without looks blocks run on
 * from one point into the next. With looks (until_halfwidth) the runs of a point end at one of a
 * few fixed numbers: runs, twice that, and so on up to max_runs. There a block is of one point and
 * within one stretch between looks, so a point has ended when the blocks up to a look are there;
 * later ones are never played. Either way blocks stand in the order of the rows.
 */
#ifndef POLDER_BATCH_CUT_H
#define POLDER_BATCH_CUT_H

#include <polder/plan.h>

#define POLDER_LOOKS_MAX 31 /* a billion doublings of one */

typedef struct {
  uint32_t n_points, n_arms;
  uint32_t n_looks;                       /* 0 = without */
  uint32_t runs[POLDER_LOOKS_MAX];        /* of a point at that look; with [0] = all, without */
  uint32_t block_units[POLDER_LOOKS_MAX]; /* between the look before and that look */
  uint32_t blocks_before[POLDER_LOOKS_MAX + 1]; /* of a point, before those; [n_looks] = all */
} PolderCut;

/* `max_runs` 0 = without looks. */
PolderCut polder_cut(uint32_t n_points, uint32_t n_arms, uint32_t runs, uint32_t max_runs);
/* The most runs a point; a unit is point x that + run. */
uint32_t polder_cut_most(const PolderCut *cut);
/* All of them, those that may never be played included. */
uint64_t polder_cut_blocks(const PolderCut *cut);
/* The units of a block: [first, end). */
void polder_cut_units(const PolderCut *cut, uint32_t block, uint64_t *out_first, uint64_t *out_end);
/* With looks: the first block of a point between the look before and that look; n_looks = the
 * first block of the next point. */
uint32_t polder_cut_block_at(const PolderCut *cut, uint32_t point, uint32_t look);

#endif
