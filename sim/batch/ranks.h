/* What the processes of one batch say to each other while they play. Private to batch.
 *
 * The list of missing blocks is the same in all of them. Rank 0 gives stretches of it to whoever
 * asks, so that a slow machine plays fewer; what it has not given, it plays itself. Blocks appear
 * in the folder as always, so nothing but numbers goes over the line, and a process that dies takes
 * no results along. ranks_mpi.c is linked by `make MPI=1`, ranks_none.c otherwise.
 */
#ifndef POLDER_BATCH_RANKS_H
#define POLDER_BATCH_RANKS_H

#include <polder/experiment.h>

/* What was played since the last word. */
typedef struct {
  uint64_t done, n[POLDER_ARMS_MAX], impasses[POLDER_ARMS_MAX];
  PolderFailures failures; /* in the last word: all of them */
  bool goodbye;            /* the last word; else it asks for work */
  bool halted;             /* stopped before the end */
} PolderWord;

typedef struct {
  guint from, end; /* places in the list; equal = nothing is left */
} PolderStretch;

int polder_ranks_number(const PolderRanks *ranks); /* 1 for NULL */
/* Every process calls it; afterwards the list is that of rank 0. */
void polder_ranks_share(PolderRanks *ranks, GArray *blocks);

/* Ranks above 0, one thread at a time. A goodbye gets no answer, and nothing. */
PolderStretch polder_ranks_ask(const PolderWord *word);
/* Rank 0: the next word of anybody, and who said it. */
int polder_ranks_hear(PolderWord *out_word);
void polder_ranks_answer(int rank, const PolderStretch *stretch);

#endif
