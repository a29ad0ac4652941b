/* Rows to hold others against, as bits (front.h).
 *
 * Invariant: a row's bits are set from level 0 to its own in every column, so a question about a
 * lower level always includes it; what answers yes must still be compared in doubles.
 */
#include <string.h>

#include "front.h"

typedef uint64_t Pair __attribute__((vector_size(16)));
typedef struct {
  Pair pair[BATCH_WORDS / 2];
} Line;

static uint64_t *line_at(const Kept *kept, uint32_t batch, int column, unsigned level) {
  const size_t first = (size_t)batch * (size_t)kept->width + (size_t)column;
  return kept->bits + (first * LEVELS + level) * BATCH_WORDS;
}

void polder_kept_begin(Kept *kept, const double *row, uint32_t n_rows, int width) {
  kept->width = width;
  kept->row = row;
  kept->n = 0;
  for (int c = 0; c < width; c++) {
    double lowest = n_rows > 0 ? row[c] : 0, highest = lowest;
    for (uint32_t r = 1; r < n_rows; r++) {
      const double value = row[(size_t)r * (size_t)width + (size_t)c];
      lowest = MIN(lowest, value);
      highest = MAX(highest, value);
    }
    kept->base[c] = lowest;
    kept->levels_per_unit[c] = highest > lowest ? LEVELS / (highest - lowest) : 0;
  }
}

uint8_t polder_kept_level(const Kept *kept, int column, double value) {
  const double level = (value - kept->base[column]) * kept->levels_per_unit[column];
  return (uint8_t)(level < 0 ? 0 : level < LEVELS - 1 ? level : LEVELS - 1);
}

bool polder_kept_add(Kept *kept, uint32_t place) {
  const uint32_t batch = kept->n / BATCH, bit = kept->n % BATCH;
  if (((size_t)batch + 1) * (size_t)kept->width > kept->most_lines)
    return false;
  if (bit == 0)
    memset(line_at(kept, batch, 0, 0), 0,
           (size_t)kept->width * LEVELS * BATCH_WORDS * sizeof(uint64_t));
  kept->place[kept->n++] = place;
  const double *row = kept->row + (size_t)place * (size_t)kept->width;
  for (int c = 0; c < kept->width; c++) {
    uint64_t *word = line_at(kept, batch, c, 0) + bit / 64;
    const unsigned level = polder_kept_level(kept, c, row[c]);
    for (unsigned l = 0; l <= level; l++)
      word[l * BATCH_WORDS] |= UINT64_C(1) << bit % 64;
  }
  return true;
}

static const Line *line_of(const Kept *kept, uint32_t batch, int column, unsigned level) {
  return (const Line *)line_at(kept, batch, column, level);
}

static bool store(const Line *line, uint64_t out_rows[BATCH_WORDS]) {
  const Pair any = line->pair[0] | line->pair[1] | line->pair[2] | line->pair[3];
  memcpy(out_rows, line, sizeof *line);
  return (any[0] | any[1]) != 0;
}

bool polder_kept_reaching(const Kept *kept, uint32_t batch, const uint8_t *level,
                          uint64_t out_rows[BATCH_WORDS]) {
  Line all = *line_of(kept, batch, 0, level[0]);
  for (int c = 1; c < kept->width; c++) {
    const Line *line = line_of(kept, batch, c, level[c]);
    all.pair[0] &= line->pair[0];
    all.pair[1] &= line->pair[1];
    all.pair[2] &= line->pair[2];
    all.pair[3] &= line->pair[3];
  }
  return store(&all, out_rows);
}

bool polder_kept_within(const Kept *kept, uint32_t batch, const uint8_t *level,
                        uint64_t out_rows[BATCH_WORDS]) {
  Line all = *line_of(kept, batch, 0, 0); /* level 0: every row that there is */
  for (int c = 0; c < kept->width; c++) {
    if (level[c] == LEVELS - 1)
      continue;
    const Line *line = line_of(kept, batch, c, level[c] + 1u);
    for (int p = 0; p < BATCH_WORDS / 2; p++)
      all.pair[p] &= ~line->pair[p];
  }
  return store(&all, out_rows);
}
