/* What the parts of an experiment share. Private to batch. */
#ifndef POLDER_BATCH_EXPERIMENT_H
#define POLDER_BATCH_EXPERIMENT_H

#include <polder/experiment.h>

#include "cut.h"
#include "manifest.h"

struct PolderExperiment {
  PolderPoints *points;
  GPtrArray *folders;                /* of char *: scenarios as written; or the one word "random" */
  GPtrArray *scenarios;              /* of PolderScenario *; NULL for "random" */
  GPtrArray *arms;                   /* of char *, in lower case */
  int scenario_column, tells_column; /* of the points; -1 = none */
  PolderDesign design;
  uint64_t seed;
  uint32_t n_sampled;
  uint32_t first_runs, max_runs; /* as asked; max_runs 0 = without looks */
  double until_halfwidth;        /* NAN = without */
  uint32_t runs;                 /* the most a point and arm: unit = point x runs + run */
  PolderCut cut;
  char *points_csv;
};

/* From the first call on, what the seat plays is counted round by round; a call adds what was
 * counted since the one before, as lines of a part (rounds.h). */
void polder_seat_take_rounds(PolderSeat *seat, GString *text);

/* A point taken apart. */
typedef struct {
  int folder;        /* place in folders */
  PolderKnobs knobs; /* of a random table */
  const char *tells; /* the parties that tell, or NULL = everybody */
} PolderPoint;

bool polder_point_read(const PolderExperiment *experiment, uint32_t point, PolderPoint *out_point,
                       GError **error);
/* The scenario's values with the point's factors written over them. */
bool polder_point_values(const PolderExperiment *experiment, uint32_t point,
                         const PolderScenario *scenario, PolderValues *out_values, GError **error);
/* The parties of a coalition as bits. */
bool polder_point_tells(const PolderScenario *scenario, const char *tells, unsigned *out_parties,
                        GError **error);

/* What is known before the first run. The fingerprint covers everything that the results follow
 * from. */
PolderManifest *polder_manifest_of(const PolderExperiment *experiment, const char *command,
                                   const char *machine);

/* One more build that played; are there several now? */
bool polder_manifest_add_build(PolderManifest *manifest, const char *build);

/* In what way its folder keeps rows. */
void polder_manifest_put_store(PolderManifest *manifest, PolderStore store);
PolderStore polder_manifest_store(const PolderManifest *manifest);

/* Would the experiment give what the manifest tells of? The error names what has changed. */
bool polder_manifest_fits(const PolderManifest *manifest, const PolderExperiment *experiment,
                          const char *path, GError **error);

/* Error of batch: both texts with the same arguments. Always false. */
bool polder_batch_refuse(GError **error, int code, const char *nl, const char *en, ...)
    __attribute__((format(printf, 3, 5), format(printf, 4, 5)));

#endif
