/* Inside explain: the runs of a job, over threads. */
#ifndef POLDER_EXPLAIN_RUNS_H
#define POLDER_EXPLAIN_RUNS_H

#include <polder/levers.h>

/* What a thread does with the runs that it gets. A worker is its memory, of so many bytes. */
typedef struct {
  size_t size;
  void (*open)(void *worker, void *context);
  void (*play)(void *worker, PolderChance chance); /* the only one called from several threads */
  void (*close)(void *worker, void *context);
} PolderRunsWork;

/* Each run is played once, by whichever thread gets to it; one that was begun is played whole. */
void polder_runs_play(const PolderLeversJob *job, const PolderRunsWork *work, void *context);

#endif
