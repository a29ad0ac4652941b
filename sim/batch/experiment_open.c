/* Where a job goes: its folder and its database, opened by rank 0 on behalf of all. */
#include "ranks.h"
#include "sqlite.h"

/* Rank 0 has opened the folder and holds its lock; another rank looks if it sees the same one. */
static PolderFolder *find_folder(const PolderExperimentJob *job, const PolderManifest *manifest,
                                 GError **error) {
  g_autoptr(PolderManifest) there = NULL;
  g_autofree char *fingerprint = polder_manifest_text(manifest, "fingerprint");
  g_autoptr(PolderFolder) folder = polder_folder_look(job->folder, &there, error);
  if (folder == NULL)
    return NULL;
  if (g_strcmp0(folder->fingerprint, fingerprint) == 0)
    return g_steal_pointer(&folder);
  polder_batch_refuse(error, G_FILE_ERROR_INVAL,
                      "%s: hier zijn het plan, de casussen of de versie anders dan op rank 0",
                      "%s: here the plan, the scenarios or the version are not those of rank 0",
                      job->folder);
  return NULL;
}

static PolderFolder *open_both(const PolderExperimentJob *job, const PolderManifest *manifest,
                               PolderDatabase **out_database, GError **error) {
  g_autoptr(PolderFolder) folder = polder_folder_open(
      job->folder, manifest, job->experiment->points_csv, job->n_shards == 0, error);
  if (folder == NULL || folder->finished || job->n_shards > 0 || job->store != POLDER_STORE_SQLITE)
    return g_steal_pointer(&folder);
  *out_database = polder_database_open(folder, error);
  return *out_database != NULL ? g_steal_pointer(&folder) : NULL;
}

PolderFolder *polder_job_open(const PolderExperimentJob *job, const PolderManifest *manifest,
                              PolderDatabase **out_database, GError **error) {
  const bool leads = polder_ranks_own(job->ranks) == 0;
  GError *own = NULL;
  g_autoptr(PolderFolder) folder = leads ? open_both(job, manifest, out_database, &own) : NULL;
  if (!polder_ranks_agree(job->ranks, g_steal_pointer(&own), error))
    return NULL;
  if (!leads)
    folder = find_folder(job, manifest, &own);
  return polder_ranks_agree(job->ranks, g_steal_pointer(&own), error) ? g_steal_pointer(&folder)
                                                                      : NULL;
}
