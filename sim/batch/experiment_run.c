/* An experiment from a folder with something in it to a finished one: which blocks are wanted,
 * which of those are missing, and when it is enough.
 *
 * Without looks all blocks are wanted at once. With looks it goes by stages: the blocks up to the
 * next look of all points that are still open; then a look at each, from its parts. */
#include "field.h"
#include "looks.h"
#include "scan.h"

#include <math.h>
#include <string.h>

/* --- What is there, and what is missing ------------------------------------------------------- */

/* A block, or with looks a point: a share can look at its own. */
static bool is_ours(const PolderExperimentJob *job, uint32_t number) {
  return job->n_shards == 0 || number % job->n_shards == job->shard - 1;
}

/* A part that was damaged is played again. */
static bool is_there(PolderField *field, uint32_t block) {
  PolderPart part;
  if (!polder_part_exists(field->folder, block) ||
      !polder_part_read(field->folder, block, &part, NULL))
    return false;
  polder_failures_add_rows(&field->failures, part.runs, part.n_runs, field->size.n_arms);
  polder_part_clear(&part);
  return true;
}

static void want(PolderField *field, uint32_t block) {
  uint64_t first = 0, end = 0;
  polder_cut_units(&field->job->experiment->cut, block, &first, &end);
  field->sources[block] = field->folder;
  field->total += end - first;
  if (is_there(field, block))
    field->found += end - first;
  else
    g_array_append_val(field->missing, block);
}

static void want_until_look(PolderField *field) {
  const PolderCut *cut = &field->job->experiment->cut;
  for (guint i = 0; i < field->open->len; i++) {
    const uint32_t point = g_array_index(field->open, uint32_t, i);
    const uint32_t end = polder_cut_block_at(cut, point, field->look + 1);
    for (uint32_t block = polder_cut_block_at(cut, point, field->look); block < end; block++)
      want(field, block);
  }
}

/* --- Looks ------------------------------------------------------------------------------------ */

static bool take_looks(PolderField *field, GError **error) {
  const PolderExperiment *experiment = field->job->experiment;
  guint n_open = 0;
  field->widest = 0;
  for (guint i = 0; i < field->open->len; i++) {
    const uint32_t point = g_array_index(field->open, uint32_t, i);
    PolderLook look;
    if (!polder_look_take(&experiment->cut, experiment->until_halfwidth, field->sources, point,
                          field->look, &look, error))
      return false;
    g_array_append_val(field->looks, look);
    if (look.end != POLDER_LOOK_ON)
      continue;
    g_array_index(field->open, uint32_t, n_open++) = point;
    field->widest = MAX(field->widest, MAX(look.rate, look.change));
  }
  g_array_set_size(field->open, n_open);
  field->look++;
  return true;
}

static void begin(PolderField *field) {
  const bool looking = field->job->experiment->cut.n_looks > 0;
  const uint32_t n = looking ? field->size.n_points : field->size.n_blocks;
  for (uint32_t i = 0; i < n; i++) {
    if (!is_ours(field->job, i))
      continue;
    if (looking)
      g_array_append_val(field->open, i);
    else
      want(field, i);
  }
  want_until_look(field);
}

/* What is missing for the next look at which something is; nothing at the end, and when stopped. */
static bool go_on(PolderField *field, GError **error) {
  g_array_set_size(field->missing, 0);
  while (field->missing->len == 0 && field->open->len > 0 && !polder_field_is_stopped(field)) {
    if (!take_looks(field, error))
      return false;
    want_until_look(field);
  }
  return true;
}

/* Shards only make parts, and so do other ranks than the first, until all is put together. */
static bool open_database(PolderField *field, GError **error) {
  const PolderExperimentJob *job = field->job;
  if (job->store != POLDER_STORE_SQLITE || job->n_shards > 0)
    return true;
  field->database = polder_database_open(field->folder, error);
  return field->database != NULL;
}

static bool play_all(PolderField *field, GError **error) {
  PolderRanks *ranks = field->job->ranks;
  const bool leads = polder_ranks_own(ranks) == 0;
  bool good = !leads || open_database(field, error);
  if (leads && good)
    begin(field);
  if (leads && good && field->missing->len == 0)
    good = go_on(field, error);
  for (;;) {
    polder_ranks_share(ranks, field->missing);
    if (!good || field->missing->len == 0) /* for all of them */
      return good;
    if (!polder_field_play(field, error))
      return false;
    if (leads)
      good = go_on(field, error);
  }
}

/* --- The whole -------------------------------------------------------------------------------- */

static bool gather(const PolderField *field, const char *started, PolderManifest *manifest,
                   char out_sha256[65], GError **error) {
  const PolderExperimentJob *job = field->job;
  g_autofree char *looks =
      field->looks->len > 0 ? polder_looks_print(field->looks, (uint32_t)field->size.n_arms) : NULL;
  const PolderGathering gathering = {.target = field->folder,
                                     .sources = field->sources,
                                     .n_blocks = field->size.n_blocks,
                                     .points_csv = job->experiment->points_csv,
                                     .looks_csv = looks};
  g_autofree char *now = job->now();
  polder_manifest_put_whole(manifest, "units", field->total);
  polder_manifest_put_text(manifest, "started", started);
  polder_manifest_put_text(manifest, "finished", now);
  return polder_folder_gather(&gathering, manifest, out_sha256, error);
}

static PolderExperimentEnd end_of(const PolderField *field,
                                  const PolderExperimentProgress *progress) {
  const bool part = field->job->n_shards > 0 || polder_ranks_own(field->job->ranks) > 0;
  if (progress->done < progress->total || field->open->len > 0)
    return POLDER_EXPERIMENT_STOPPED;
  return part ? POLDER_EXPERIMENT_SHARD : POLDER_EXPERIMENT_FINISHED;
}

static void field_init(PolderField *field, const PolderExperimentJob *job, PolderFolder *folder) {
  *field = (PolderField){.job = job,
                         .folder = folder,
                         .size = polder_experiment_size(job->experiment),
                         .missing = g_array_new(FALSE, FALSE, sizeof(uint32_t)),
                         .open = g_array_new(FALSE, FALSE, sizeof(uint32_t)),
                         .looks = g_array_new(FALSE, FALSE, sizeof(PolderLook)),
                         .widest = NAN};
  field->sources = g_new0(PolderFolder *, field->size.n_blocks);
  g_mutex_init(&field->asking);
}

static void field_clear(PolderField *field) {
  g_array_unref(field->missing);
  g_array_unref(field->open);
  g_array_unref(field->looks);
  g_free(field->sources);
  g_mutex_clear(&field->asking);
}

static bool run_in(const PolderExperimentJob *job, PolderFolder *folder, PolderManifest *manifest,
                   PolderExperimentResult *out_result, GError **error) {
  g_autofree char *started = job->now();
  PolderField field;
  field_init(&field, job, folder);
  bool good = play_all(&field, error);
  const PolderExperimentProgress progress = polder_field_progress(&field);
  out_result->end = end_of(&field, &progress);
  out_result->done = progress.done;
  out_result->total = progress.total;
  out_result->failures = field.failures;
  out_result->mixed = polder_manifest_add_build(manifest, folder->build);
  g_clear_pointer(&field.database, polder_database_free);
  if (good && out_result->end == POLDER_EXPERIMENT_FINISHED)
    good = gather(&field, started, manifest, out_result->sha256, error);
  field_clear(&field);
  return good;
}

/* Nothing is missing: the other ranks may go. */
static bool already(const PolderExperimentJob *job, PolderFolder *folder,
                    PolderExperimentResult *out_result, GError **error) {
  g_autoptr(GArray) none = g_array_new(FALSE, FALSE, sizeof(uint32_t));
  g_autofree char *path = g_build_filename(folder->path, "manifest.json", NULL);
  polder_ranks_share(job->ranks, none);
  g_autofree char *sha256 = polder_manifest_sha256(path, error);
  g_autoptr(PolderManifest) manifest = sha256 != NULL ? polder_manifest_read(path, error) : NULL;
  if (manifest == NULL)
    return false;
  out_result->end = POLDER_EXPERIMENT_ALREADY;
  out_result->done = out_result->total = polder_manifest_whole(manifest, "units");
  g_strlcpy(out_result->sha256, sha256, sizeof out_result->sha256);
  polder_folder_tidy(folder);
  return true;
}

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

/* Rank 0 first. NULL for all of them when one cannot. */
static PolderFolder *open_folder(const PolderExperimentJob *job, const PolderManifest *manifest,
                                 GError **error) {
  const bool leads = polder_ranks_own(job->ranks) == 0;
  GError *own = NULL;
  g_autoptr(PolderFolder) folder =
      leads ? polder_folder_open(job->folder, manifest, job->experiment->points_csv,
                                 job->n_shards == 0, &own)
            : NULL;
  if (!polder_ranks_agree(job->ranks, g_steal_pointer(&own), error))
    return NULL;
  if (!leads)
    folder = find_folder(job, manifest, &own);
  return polder_ranks_agree(job->ranks, g_steal_pointer(&own), error) ? g_steal_pointer(&folder)
                                                                      : NULL;
}

bool polder_experiment_run(const PolderExperimentJob *job, PolderExperimentResult *out_result,
                           GError **error) {
  g_return_val_if_fail(job != NULL && job->n_threads >= 1, false);
  g_return_val_if_fail(job->n_shards == 0 || (job->shard >= 1 && job->shard <= job->n_shards),
                       false);
  *out_result = (PolderExperimentResult){.done = 0};
  g_autoptr(PolderManifest) manifest =
      polder_manifest_of(job->experiment, job->command, job->machine);
  polder_manifest_put_store(manifest, job->store);
  g_autoptr(PolderFolder) folder = open_folder(job, manifest, error);
  if (folder == NULL)
    return false;
  return folder->finished && polder_ranks_own(job->ranks) == 0
             ? already(job, folder, out_result, error)
             : run_in(job, folder, manifest, out_result, error);
}
