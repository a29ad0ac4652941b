/* Rows of numbers at constant memory: the units whose keyed draws are the smallest (bottom-k; Cohen
 * and Kaplan 2007).
 *
 * Invariant: which units are held depends on seed and numbers of the units alone. `held` is a heap,
 * the largest draw on top, and its rows are a permutation of 0..n_held - 1.
 */
#include "ranks.h"
#include <math.h>
#include <string.h>

typedef struct {
  uint64_t draw, unit;
  uint32_t row;
} Held;

struct PolderSample {
  unsigned n_columns;
  uint64_t seed, seen;
  Held *held;
  double *rows; /* [row][column] */
  uint32_t n_held, room;
};

PolderSample *polder_sample_new(unsigned n_columns, uint64_t seed) {
  PolderSample *sample = g_new0(PolderSample, 1);
  sample->n_columns = n_columns;
  sample->seed = seed;
  return sample;
}

void polder_sample_free(PolderSample *sample) {
  if (sample == NULL)
    return;
  g_free(sample->held);
  g_free(sample->rows);
  g_free(sample);
}

/* --- The heap --------------------------------------------------------------------------------- */

static bool above(Held a, Held b) {
  return a.draw > b.draw || (a.draw == b.draw && a.unit > b.unit);
}

static void rise(Held *heap, uint32_t at) {
  const Held held = heap[at];
  for (; at > 0 && above(held, heap[(at - 1) / 2]); at = (at - 1) / 2)
    heap[at] = heap[(at - 1) / 2];
  heap[at] = held;
}

static void sink(Held *heap, uint32_t n) {
  const Held held = heap[0];
  uint32_t at = 0;
  for (uint32_t child = 1; child < n; child = 2 * at + 1) {
    if (child + 1 < n && above(heap[child + 1], heap[child]))
      child++;
    if (!above(heap[child], held))
      break;
    heap[at] = heap[child];
    at = child;
  }
  heap[at] = held;
}

/* --- Adding ----------------------------------------------------------------------------------- */

static uint64_t draw_of(const PolderSample *sample, uint64_t unit) {
  uint32_t words[4];
  polder_draw_block((PolderChance){sample->seed, (uint32_t)unit}, 0, 0, POLDER_DRAW_RESAMPLE,
                    (uint32_t)(unit >> 32), words);
  return (uint64_t)words[0] << 32 | words[1];
}

static void make_room(PolderSample *sample) {
  if (sample->n_held < sample->room)
    return;
  sample->room = CLAMP(2 * sample->room, 1024, POLDER_SAMPLE_MAX);
  sample->held = g_renew(Held, sample->held, sample->room);
  sample->rows = g_renew(double, sample->rows, (size_t)sample->room * sample->n_columns);
}

/* Where its numbers go, or NULL when it falls outside the sample. */
static double *hold(PolderSample *sample, uint64_t unit) {
  Held held = {draw_of(sample, unit), unit, sample->n_held};
  if (sample->n_held < POLDER_SAMPLE_MAX) {
    make_room(sample);
    sample->held[sample->n_held] = held;
    rise(sample->held, sample->n_held++);
  } else {
    if (!above(sample->held[0], held))
      return NULL;
    held.row = sample->held[0].row;
    sample->held[0] = held;
    sink(sample->held, sample->n_held);
  }
  return sample->rows + (size_t)held.row * sample->n_columns;
}

void polder_sample_add(PolderSample *sample, uint64_t unit, const double *values) {
  double *row = hold(sample, unit);
  sample->seen++;
  if (row != NULL)
    memcpy(row, values, sample->n_columns * sizeof *row);
}

void polder_sample_merge(PolderSample *sample, const PolderSample *other) {
  g_return_if_fail(sample->n_columns == other->n_columns && sample->seed == other->seed);
  const uint64_t seen = sample->seen + other->seen;
  for (uint32_t i = 0; i < other->n_held; i++)
    polder_sample_add(sample, other->held[i].unit,
                      other->rows + (size_t)other->held[i].row * other->n_columns);
  sample->seen = seen;
}

/* --- Reading ---------------------------------------------------------------------------------- */

uint64_t polder_sample_seen(const PolderSample *sample) {
  return sample->seen;
}

uint32_t polder_sample_kept(const PolderSample *sample) {
  return sample->n_held;
}

uint32_t polder_sample_column(const PolderSample *sample, unsigned column, double *out_sorted) {
  uint32_t n = 0;
  for (uint32_t row = 0; row < sample->n_held; row++) {
    const double value = sample->rows[(size_t)row * sample->n_columns + column];
    if (!isnan(value))
      out_sorted[n++] = value;
  }
  polder_sort(out_sorted, n);
  return n;
}
