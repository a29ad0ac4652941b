/* A results folder: who may work in it, its parts, and putting them together. Private to batch.
 *
 * While the work goes on it holds plan.json (what the manifest will say), points.csv and parts/,
 * one file a block. In the end runs.csv, parties.csv, rounds.csv and manifest.json take the place
 * of plan.json and parts/. A file gets its name when it is whole and on the disk.
 */
#ifndef POLDER_BATCH_FOLDER_H
#define POLDER_BATCH_FOLDER_H

#include "experiment.h"

typedef struct {
  char *path, *parts;
  char *fingerprint;
  char *build; /* of the polder that began here */
  int lock;    /* an open descriptor, or -1 */
  bool finished;
} PolderFolder;

/* Makes the folder, or goes on in it when it is about the same fingerprint; everything else that
 * could be in it is an error. `alone`: no other process may work in it. */
PolderFolder *polder_folder_open(const char *path, const PolderManifest *manifest,
                                 const char *points_csv, bool alone, GError **error);
/* For reading: the folder as it is; `out_manifest` is its plan.json or manifest.json. */
PolderFolder *polder_folder_look(const char *path, PolderManifest **out_manifest, GError **error);
void polder_folder_free(PolderFolder *folder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PolderFolder, polder_folder_free)

/* --- Files ------------------------------------------------------------------------------------ */

/* A file that gets its name when it is whole. */
typedef struct {
  char *path, *draft;
  int descriptor;
} PolderDraft;

bool polder_draft_open(PolderDraft *draft, const char *folder, const char *name, GError **error);
bool polder_draft_write(PolderDraft *draft, const char *bytes, size_t length, GError **error);
bool polder_draft_finish(PolderDraft *draft, GError **error); /* to the disk, and named */
void polder_draft_clear(PolderDraft *draft);                  /* what is not finished is removed */

bool polder_file_write(const char *folder, const char *name, const char *text, GError **error);

/* G_FILE_ERROR with errno. Always false. */
bool polder_file_refuse(GError **error, const char *path);

/* --- Parts ------------------------------------------------------------------------------------ */

typedef struct {
  char *text; /* owned */
  uint32_t block;
  const char *runs, *parties, *rounds;
  size_t n_runs, n_parties, n_rounds; /* bytes */
  uint64_t hash;
} PolderPart;

bool polder_part_write(const PolderFolder *folder, uint32_t block, const GString *runs,
                       const GString *parties, const GString *rounds, GError **error);
/* False with an error when it is not there, and when it is not what was written. */
bool polder_part_read(const PolderFolder *folder, uint32_t block, PolderPart *out_part,
                      GError **error);
void polder_part_clear(PolderPart *part);
bool polder_part_exists(const PolderFolder *folder, uint32_t block);

/* --- Putting together ------------------------------------------------------------------------- */

/* Who has each block. */
typedef struct {
  const PolderFolder *target;
  PolderFolder *const *sources; /* [block]: whose part to take; NULL = it is not wanted */
  uint32_t n_blocks;
  const char *points_csv;
  const char *looks_csv; /* NULL = none */
} PolderGathering;

/* Writes runs.csv, parties.csv and rounds.csv, or results.sqlite; then manifest.json, and removes
 * the target's parts. */
bool polder_folder_gather(const PolderGathering *gathering, PolderManifest *manifest,
                          char out_sha256[65], GError **error);
/* Removes parts/ and plan.json, of which nothing is needed any more. */
void polder_folder_tidy(const PolderFolder *folder);

#endif
