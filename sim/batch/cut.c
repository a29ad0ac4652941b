/* Blocks: many, each worth its file, none too large to hold. */
#include "cut.h"

enum {
  BLOCK_UNITS_MIN = 64,
  BLOCK_ROWS_MAX = 2048, /* a block is held in memory whole */
  BLOCKS_WANTED = 256
};

static uint32_t block_units(uint64_t n_units, uint32_t n_arms) {
  const uint64_t most = MAX(BLOCK_ROWS_MAX / n_arms, BLOCK_UNITS_MIN);
  uint64_t units = BLOCK_UNITS_MIN;
  while (units * 2 <= most && units * BLOCKS_WANTED < n_units)
    units *= 2;
  return (uint32_t)units;
}

static uint32_t runs_before(const PolderCut *cut, uint32_t look) {
  return look > 0 ? cut->runs[look - 1] : 0;
}

PolderCut polder_cut(uint32_t n_points, uint32_t n_arms, uint32_t runs, uint32_t max_runs) {
  PolderCut cut = {.n_points = n_points, .n_arms = n_arms, .runs = {runs}};
  cut.block_units[0] = block_units((uint64_t)n_points * runs, n_arms);
  if (max_runs == 0)
    return cut;
  uint64_t next = CLAMP(runs, 1, max_runs);
  do {
    const uint32_t look = cut.n_looks++;
    const uint64_t length = next - runs_before(&cut, look);
    cut.runs[look] = (uint32_t)next;
    cut.block_units[look] = block_units(n_points * length, n_arms);
    cut.blocks_before[look + 1] =
        cut.blocks_before[look] +
        (uint32_t)((length + cut.block_units[look] - 1) / cut.block_units[look]);
    next = MIN(next * 2, max_runs);
  } while (cut.runs[cut.n_looks - 1] < max_runs);
  return cut;
}

uint32_t polder_cut_most(const PolderCut *cut) {
  return cut->runs[cut->n_looks > 0 ? cut->n_looks - 1 : 0];
}

uint64_t polder_cut_blocks(const PolderCut *cut) {
  if (cut->n_looks > 0)
    return (uint64_t)cut->n_points * cut->blocks_before[cut->n_looks];
  const uint64_t n_units = (uint64_t)cut->n_points * cut->runs[0];
  return (n_units + cut->block_units[0] - 1) / cut->block_units[0];
}

void polder_cut_units(const PolderCut *cut, uint32_t block, uint64_t *out_first,
                      uint64_t *out_end) {
  uint64_t first = 0, end = (uint64_t)cut->n_points * cut->runs[0];
  uint32_t look = 0;
  if (cut->n_looks > 0) {
    const uint32_t a_point = cut->blocks_before[cut->n_looks];
    const uint64_t start = (uint64_t)(block / a_point) * polder_cut_most(cut);
    block %= a_point;
    while (block >= cut->blocks_before[look + 1])
      look++;
    block -= cut->blocks_before[look];
    first = start + runs_before(cut, look);
    end = start + cut->runs[look];
  }
  *out_first = first + (uint64_t)block * cut->block_units[look];
  *out_end = MIN(*out_first + cut->block_units[look], end);
}

uint32_t polder_cut_block_at(const PolderCut *cut, uint32_t point, uint32_t look) {
  return point * cut->blocks_before[cut->n_looks] + cut->blocks_before[look];
}
