/* Experiment: the points of a plan, played over threads, shards and interruptions into one results
 * folder.
 *
 * A run is a function of (seed, run, point); the point and the arm are never part of the chance.
 * Work is cut into blocks of runs in a fixed order. A block appears in the folder whole or not at
 * all, so a process may be killed at any moment, and the results have the same bytes however they
 * came about. Nothing that is there is ever overwritten.
 *
 * Message of an error: Dutch, newline, English. G_FILE_ERROR_INVAL means that data are wrong; any
 * other code that something could not be read or written.
 */
#ifndef POLDER_EXPERIMENT_H
#define POLDER_EXPERIMENT_H

#include <polder/batch.h>
#include <polder/plan.h>

G_BEGIN_DECLS

typedef struct PolderExperiment PolderExperiment; /* frozen when made; read by all threads */

/* Expands the plan, reads its scenarios, and checks every arm and every value of every point.
 * Mistakes go to `messages`, under `path` where they are the plan's; NULL when one is an error. */
PolderExperiment *polder_experiment_new(const PolderPlan *plan, const char *path,
                                        PolderMessages *messages);
/* The experiment that a manifest.json tells of, with the points.csv beside it. */
PolderExperiment *polder_experiment_again(const char *manifest, PolderMessages *messages,
                                          GError **error);
void polder_experiment_free(PolderExperiment *experiment);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PolderExperiment, polder_experiment_free)

typedef struct {
  uint32_t n_points, runs; /* runs a point and arm; with until_halfwidth the most */
  uint32_t first_runs;     /* at the first look; without looks the same */
  int n_arms;
  uint64_t n_units; /* n_points x runs: what is played at once, in all arms */
  uint32_t n_blocks;
  double until_halfwidth; /* NAN = every point has the same number of runs */
} PolderExperimentSize;

PolderExperimentSize polder_experiment_size(const PolderExperiment *experiment);
const char *polder_experiment_arm(const PolderExperiment *experiment, int arm); /* lent */
/* points.csv as it will be. Lent. */
const char *polder_experiment_points(const PolderExperiment *experiment);
/* `bias=2, parties=4`: what makes the point. Yours to free. */
char *polder_experiment_point(const PolderExperiment *experiment, uint32_t point);

/* One thread's place at the table: what it takes to play any unit. */
typedef struct PolderSeat PolderSeat;
PolderSeat *polder_seat_new(const PolderExperiment *experiment);
void polder_seat_free(PolderSeat *seat);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PolderSeat, polder_seat_free)
/* Plays a unit in all arms, and adds its rows of runs.csv and parties.csv. The outcomes, one an
 * arm, are lent until the next unit. */
const PolderOutcome *polder_seat_play(PolderSeat *seat, uint64_t unit, GString *runs,
                                      GString *parties);

/* One run of one arm, and the table that it was about. All lent until the seat plays again. */
typedef struct {
  const PolderScenario *scenario;
  const PolderOutcome *outcome;
  PolderRunKey key;
} PolderReplay;

/* Plays that run of that point and arm (by its place) as the experiment does, with its trace. */
PolderReplay polder_seat_replay(PolderSeat *seat, uint32_t point, uint32_t run, int arm,
                                PolderTrace *trace);

/* --- Several processes ------------------------------------------------------------------------ */

/* The processes that `mpirun` started together: they play one experiment in one folder, on a disk
 * that all of them see. Rank 0 leads: it opens the folder, shares the blocks out, and puts them
 * together. NULL stands for a process that is alone. */
typedef struct PolderRanks PolderRanks;

bool polder_ranks_built(void); /* is MPI in this build? */
/* For a process that mpirun started, once. NULL with an error when that cannot be. */
PolderRanks *polder_ranks_join(GError **error);
void polder_ranks_leave(PolderRanks *ranks); /* waits for all others */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PolderRanks, polder_ranks_leave)
int polder_ranks_own(const PolderRanks *ranks);    /* 0.. */
int polder_ranks_beside(const PolderRanks *ranks); /* how many share its processors, itself too */
/* Every process comes here with its own error, which is taken, or NULL. False with the error of the
 * first that had one, the same for all. */
bool polder_ranks_agree(PolderRanks *ranks, GError *own, GError **error);

/* --- Running ---------------------------------------------------------------------------------- */

typedef struct {
  uint64_t done, total; /* units of this process's share, those found in the folder included */
  uint64_t found;       /* of those, already in the folder */
  /* of what was played now, without runs that failed */
  uint64_t n[POLDER_ARMS_MAX], impasses[POLDER_ARMS_MAX];
  /* with until_halfwidth; total is then what is wanted up to the next look */
  uint32_t n_open;  /* points that go on */
  double halfwidth; /* the widest of them at the look before; NAN before the first */
} PolderExperimentProgress;

/* How rows are kept: as files of CSV, or as tables of results.sqlite, which others may read while
 * the batch runs. */
typedef enum { POLDER_STORE_CSV, POLDER_STORE_SQLITE } PolderStore;
extern const char *const polder_store_names[]; /* csv sqlite, NULL */

/* Runs that failed: rows `error`, of which the first in the order of the file. */
typedef struct {
  uint64_t n;
  uint32_t point, run;
  int arm;
} PolderFailures;

typedef struct {
  const PolderExperiment *experiment;
  const char *folder; /* made when missing */
  PolderStore store;
  PolderRanks *ranks; /* NULL = alone; else each of them runs the same job, and rank 0 tells */
  int n_threads;      /* 1.. */
  uint32_t shard;     /* 1..n_shards; plays the blocks whose number is shard - 1 modulo n_shards,
                       * and with until_halfwidth the points */
  uint32_t n_shards;  /* 0 = all blocks, and the parts are put together in the end */
  const char *command, *machine; /* for the manifest */
  char *(*now)(void);            /* the time, as text for the manifest; to be freed */
  /* The following may be NULL; progress is called from the calling thread only. */
  const gint *stop; /* set to 1 atomically, also by a signal: no further block is begun */
  void (*progress)(void *context, const PolderExperimentProgress *progress);
  void *context;
} PolderExperimentJob;

typedef enum {
  POLDER_EXPERIMENT_FINISHED, /* runs, parties, rounds and points.csv, manifest.json */
  POLDER_EXPERIMENT_ALREADY,  /* was finished before: nothing was done */
  POLDER_EXPERIMENT_SHARD,    /* the blocks of this shard or rank are there, to be merged */
  POLDER_EXPERIMENT_STOPPED   /* was asked to stop; the same job goes on */
} PolderExperimentEnd;

typedef struct {
  PolderExperimentEnd end;
  uint64_t done, total;    /* units */
  PolderFailures failures; /* of those done */
  bool mixed;              /* another build of this version began here */
  char sha256[65]; /* `sha256sum runs.csv parties.csv rounds.csv points.csv | sha256sum`; or "" */
} PolderExperimentResult;

/* A folder that keeps its rows in the other way is refused. */
bool polder_experiment_run(const PolderExperimentJob *job, PolderExperimentResult *out_result,
                           GError **error);

/* --- Afterwards ------------------------------------------------------------------------------- */

/* The rows of a finished folder, in order, the header first, as lines of CSV with their newline,
 * whichever way they are stored. `table`: runs, parties or rounds. */
typedef struct PolderRows PolderRows;
PolderRows *polder_rows_open(const char *folder, const char *table, GError **error);
/* The next line, lent until the one after it, and yours to write in; NULL at the end. */
char *polder_rows_next(PolderRows *rows, size_t *out_length);
/* After the last line: false with an error when it was not the end. */
bool polder_rows_end(PolderRows *rows, GError **error);
void polder_rows_free(PolderRows *rows);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PolderRows, polder_rows_free)

typedef struct {
  uint32_t n_blocks, n_points, n_duplicates;
  bool by_points; /* with until_halfwidth shares are of points */
  GArray *gaps;   /* of uint32_t: blocks (or points) that nobody has whole, counted from 0 */
  char sha256[65];
  bool already; /* the folder was finished before */
  bool mixed;   /* different builds of this version have played */
} PolderMerge;

/* Puts the parts of several folders of one plan together in `folder`. With gaps nothing is put
 * together, and they are told. A part that differs from its duplicate is an error. */
bool polder_experiment_merge(const char *const *sources, const char *folder, char *(*now)(void),
                             PolderMerge *out_merge, GError **error);
void polder_merge_clear(PolderMerge *merge);

typedef struct {
  GPtrArray *wrong; /* of char *: names of files whose checksum is not the manifest's */
  uint64_t n_units, n_played, n_different; /* of the sample */
  uint32_t different_point, different_run; /* the first of those */
  char sha256[65];                         /* as the manifest has it */
} PolderVerdict;

/* Checksums of all files, and a keyed sample of units played again and compared with their rows. */
bool polder_experiment_verify(const char *folder, uint32_t n_sample, PolderMessages *messages,
                              PolderVerdict *out_verdict, GError **error);
void polder_verdict_clear(PolderVerdict *verdict);
/* The one checksum that a manifest.json states. Yours to free. */
char *polder_manifest_sha256(const char *manifest, GError **error);

G_END_DECLS

#endif
