/* Looks: is a point known precisely enough? Private to batch.
 *
 * At fixed numbers of runs (cut.h) the rows of a point are counted. A look follows from those rows
 * alone, so whoever has them takes the same looks, in any order of points.
 */
#ifndef POLDER_BATCH_LOOKS_H
#define POLDER_BATCH_LOOKS_H

#include <polder/stats.h>

#include "cut.h"
#include "folder.h"

typedef enum { POLDER_LOOK_ON, POLDER_LOOK_PRECISE, POLDER_LOOK_MAX_RUNS } PolderLookEnd;

typedef struct {
  uint32_t point, runs;
  /* half the width of the widest 95 % interval: of the impasse rates, and of their paired changes
   * from the first arm (0 with one arm) */
  double rate, change;
  PolderLookEnd end;
} PolderLook;

/* What a look is taken of: runs without those that failed, pairs of the first arm with that one. */
typedef struct {
  uint64_t n[POLDER_ARMS_MAX], impasses[POLDER_ARMS_MAX];
  PolderPairs pairs[POLDER_ARMS_MAX];
} PolderLookCount;

/* Fills in all but the point. */
void polder_look_decide(const PolderCut *cut, double halfwidth, uint32_t look,
                        const PolderLookCount *count, PolderLook *out_look);
/* Counts the parts of a point up to a look; `sources` is by block (folder.h). */
bool polder_look_take(const PolderCut *cut, double halfwidth, PolderFolder *const *sources,
                      uint32_t point, uint32_t look, PolderLook *out_look, GError **error);

/* looks.csv, of all looks (of PolderLook, which are sorted first). Yours to free. */
char *polder_looks_print(GArray *looks, uint32_t n_arms);
/* What looks.csv says: the runs of each point. NULL after an error. Yours to free. */
uint32_t *polder_looks_read(const char *path, uint32_t n_points, GError **error);
/* The units that were played: of each point as many as its last look says. */
uint64_t polder_looks_units(GArray *looks);

#endif
