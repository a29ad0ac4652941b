/* Inside explain: the chain of one run, read from what happened in it. */
#ifndef POLDER_CHAIN_READ_H
#define POLDER_CHAIN_READ_H

#include <polder/chain.h>

/* What was played. */
typedef struct {
  const PolderScenario *scenario;
  const PolderValues *values;
  const PolderTrace *trace;
  const PolderRunner *runner; /* has just played it */
} PolderPlayed;

/* Fills what follows from chain->outcome and the trace. */
void polder_chain_read(const PolderPlayed *played, PolderChain *chain);

#endif
