/* Outcomes added up, run after run. Private to batch. */
#ifndef POLDER_BATCH_TALLY_H
#define POLDER_BATCH_TALLY_H

#include <polder/batch.h>

typedef struct PolderTally PolderTally;

PolderTally *polder_tally_new(const PolderCompareJob *job);
void polder_tally_free(PolderTally *tally);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PolderTally, polder_tally_free)
/* Adds one run: one outcome an arm. Runs come in order. */
void polder_tally_add(PolderTally *tally, uint32_t run, const PolderOutcome *outcomes);
/* Rates, intervals and tests of what was added. */
PolderComparison *polder_tally_finish(PolderTally *tally);

#endif
