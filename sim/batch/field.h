/* The field on which an experiment is played: what is wanted, what is missing, and who is at it.
 * Private to batch. experiment_run.c says which blocks, experiment_play.c plays them. */
#ifndef POLDER_BATCH_FIELD_H
#define POLDER_BATCH_FIELD_H

#include "folder.h"
#include "ranks.h"
#include "sqlite.h"

#include <stdatomic.h>

/* What was counted: added to by one thread, and read by the one that leads. */
typedef struct {
  atomic_uint_fast64_t done, n[POLDER_ARMS_MAX], impasses[POLDER_ARMS_MAX];
} PolderCount;

typedef struct {
  const PolderExperimentJob *job;
  PolderFolder *folder;
  PolderExperimentSize size;
  GArray *missing;        /* of uint32_t */
  gint claimed;           /* of those, on rank 0; read and written atomically */
  GMutex asking;          /* on other ranks: over `stretch` */
  PolderStretch stretch;  /* of those: given by rank 0 */
  PolderCount others;     /* on rank 0: what the other ranks played */
  gint halted;            /* somebody could not write; read and written atomically */
  uint64_t found, total;  /* units; not changed while playing, nor are the following */
  PolderFolder **sources; /* [block]: the folder when it is wanted */
  GArray *open;           /* of uint32_t: points that go on to the next look */
  GArray *looks;          /* of PolderLook: all that were taken */
  uint32_t look;          /* the next */
  double widest;          /* at the look before, of the points that are open; NAN = none yet */
  PolderFailures failures, other_failures; /* of the other ranks in this stage */
  struct Worker *workers;                  /* of this stage */
  int n_workers;
  PolderDatabase *database; /* or NULL */
} PolderField;

/* Plays the blocks that are missing, on all threads of all ranks. False with the first error of any
 * of them. */
bool polder_field_play(PolderField *field, GError **error);
bool polder_field_is_stopped(const PolderField *field);
PolderExperimentProgress polder_field_progress(const PolderField *field);

#endif
