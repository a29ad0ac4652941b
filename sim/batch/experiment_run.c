/* Playing the blocks that are missing, over threads. Each thread claims the next one, plays it,
 * and writes it as a part; so whoever dies or is stopped loses what was in flight, and no more. */
#include "folder.h"

#include <stdatomic.h>
#include <string.h>

typedef struct {
  const PolderExperimentJob *job;
  const PolderFolder *folder;
  PolderExperimentSize size;
  GArray *missing;       /* of uint32_t */
  gint claimed;          /* of those; read and written atomically */
  gint halted;           /* somebody could not write; read and written atomically */
  uint64_t found, total; /* units; not changed while playing */
  struct Worker *workers;
  int n_workers;
} Field;

/* What a worker counted. Only it adds; the one that leads reads. */
typedef struct {
  atomic_uint_fast64_t done, n[POLDER_ARMS_MAX], impasses[POLDER_ARMS_MAX];
} Count;

typedef struct Worker {
  Field *field;
  Count count;
  GThread *thread; /* touched by the calling thread only */
  GError *error;   /* read when the thread was joined */
  bool leads;      /* this is the calling thread: it tells how far we are */
} Worker;

static bool is_stopped(const Field *field) {
  return g_atomic_int_get(&field->halted) != 0 ||
         (field->job->stop != NULL && g_atomic_int_get(field->job->stop) != 0);
}

static void add(atomic_uint_fast64_t *count, uint64_t more) {
  atomic_fetch_add_explicit(count, more, memory_order_relaxed);
}

static uint64_t count_of(const atomic_uint_fast64_t *count) {
  return atomic_load_explicit(count, memory_order_relaxed);
}

static PolderExperimentProgress progress_of(const Field *field) {
  PolderExperimentProgress progress = {
      .done = field->found, .found = field->found, .total = field->total};
  for (int i = 0; i < field->n_workers; i++) {
    const Count *count = &field->workers[i].count;
    progress.done += count_of(&count->done);
    for (int arm = 0; arm < field->size.n_arms; arm++) {
      progress.n[arm] += count_of(&count->n[arm]);
      progress.impasses[arm] += count_of(&count->impasses[arm]);
    }
  }
  return progress;
}

static void tell(Worker *worker, const PolderOutcome *outcomes) {
  const PolderExperimentJob *job = worker->field->job;
  add(&worker->count.done, 1);
  for (int arm = 0; arm < worker->field->size.n_arms; arm++) {
    const PolderEnding ending = outcomes[arm].ending;
    add(&worker->count.n[arm], ending != POLDER_FAILED);
    add(&worker->count.impasses[arm], ending != POLDER_FAILED && ending != POLDER_AGREEMENT);
  }
  if (!worker->leads || job->progress == NULL)
    return;
  const PolderExperimentProgress now = progress_of(worker->field);
  job->progress(job->context, &now);
}

static uint64_t first_unit(const Field *field, uint32_t block) {
  return (uint64_t)block * field->job->experiment->block_units;
}

static uint64_t end_unit(const Field *field, uint32_t block) {
  return MIN(first_unit(field, block) + field->job->experiment->block_units, field->size.n_units);
}

/* The next missing block, or false. A claimed block is always finished. */
static bool claim(Field *field, uint32_t *out_block) {
  if (is_stopped(field))
    return false;
  const guint place = (guint)g_atomic_int_add(&field->claimed, 1);
  if (place >= field->missing->len)
    return false;
  *out_block = g_array_index(field->missing, uint32_t, place);
  return true;
}

static gpointer work(gpointer data) {
  Worker *worker = data;
  Field *field = worker->field;
  g_autoptr(PolderSeat) seat = polder_seat_new(field->job->experiment);
  g_autoptr(GString) runs = g_string_new(NULL);
  g_autoptr(GString) parties = g_string_new(NULL);
  g_autoptr(GString) rounds = g_string_new(NULL);
  polder_seat_take_rounds(seat, rounds);
  for (uint32_t block = 0; claim(field, &block);) {
    g_string_truncate(runs, 0);
    g_string_truncate(parties, 0);
    g_string_truncate(rounds, 0);
    for (uint64_t unit = first_unit(field, block); unit < end_unit(field, block); unit++)
      tell(worker, polder_seat_play(seat, unit, runs, parties));
    polder_seat_take_rounds(seat, rounds);
    if (polder_part_write(field->folder, block, runs, parties, rounds, &worker->error))
      continue;
    g_atomic_int_set(&field->halted, 1);
    break;
  }
  return NULL;
}

static void start(Field *field) {
  field->n_workers = (int)CLAMP(field->missing->len, 1, (guint)field->job->n_threads);
  field->workers = g_new0(Worker, (size_t)field->n_workers);
  for (int i = 0; i < field->n_workers; i++) {
    field->workers[i].field = field;
    field->workers[i].leads = i == 0;
  }
  for (int i = 1; i < field->n_workers; i++)
    field->workers[i].thread = g_thread_try_new("polder", work, &field->workers[i], NULL);
}

/* False with the first error of any of them. */
static bool play(Field *field, GError **error) {
  start(field);
  work(&field->workers[0]);
  GError *first = NULL;
  for (int i = 0; i < field->n_workers; i++) {
    Worker *worker = &field->workers[i];
    if (worker->thread != NULL)
      g_thread_join(worker->thread);
    if (first == NULL)
      first = g_steal_pointer(&worker->error);
    g_clear_error(&worker->error);
  }
  if (first != NULL)
    g_propagate_error(error, first);
  return first == NULL;
}

/* --- What is there, and what is missing ------------------------------------------------------- */

static bool is_ours(const PolderExperimentJob *job, uint32_t block) {
  return job->n_shards == 0 || block % job->n_shards == job->shard - 1;
}

/* A part that was damaged is played again. */
static bool is_there(const Field *field, uint32_t block) {
  PolderPart part;
  if (!polder_part_exists(field->folder, block) ||
      !polder_part_read(field->folder, block, &part, NULL))
    return false;
  polder_part_clear(&part);
  return true;
}

static void look_for_missing(Field *field) {
  for (uint32_t block = 0; block < field->size.n_blocks; block++) {
    if (!is_ours(field->job, block))
      continue;
    const uint64_t units = end_unit(field, block) - first_unit(field, block);
    field->total += units;
    if (is_there(field, block))
      field->found += units;
    else
      g_array_append_val(field->missing, block);
  }
}

/* --- The whole -------------------------------------------------------------------------------- */

static bool gather(const PolderExperimentJob *job, PolderFolder *folder, uint32_t n_blocks,
                   const char *started, PolderManifest *manifest, char out_sha256[65],
                   GError **error) {
  g_autofree PolderFolder **sources = g_new0(PolderFolder *, n_blocks);
  for (uint32_t block = 0; block < n_blocks; block++)
    sources[block] = folder;
  const PolderGathering gathering = {.target = folder,
                                     .sources = sources,
                                     .n_blocks = n_blocks,
                                     .points_csv = job->experiment->points_csv};
  g_autofree char *now = job->now();
  polder_manifest_put_text(manifest, "started", started);
  polder_manifest_put_text(manifest, "finished", now);
  return polder_folder_gather(&gathering, manifest, out_sha256, error);
}

static PolderExperimentEnd end_of(const Field *field) {
  if ((guint)g_atomic_int_get(&field->claimed) < field->missing->len)
    return POLDER_EXPERIMENT_STOPPED;
  return field->job->n_shards > 0 ? POLDER_EXPERIMENT_SHARD : POLDER_EXPERIMENT_FINISHED;
}

static bool run_in(const PolderExperimentJob *job, PolderFolder *folder, PolderManifest *manifest,
                   PolderExperimentResult *out_result, GError **error) {
  g_autofree char *started = job->now();
  Field field = {.job = job,
                 .folder = folder,
                 .size = polder_experiment_size(job->experiment),
                 .missing = g_array_new(FALSE, FALSE, sizeof(uint32_t))};
  look_for_missing(&field);
  bool good = play(&field, error);
  const PolderExperimentProgress progress = progress_of(&field);
  out_result->end = end_of(&field);
  out_result->done = progress.done;
  out_result->total = progress.total;
  g_array_unref(field.missing);
  g_free(field.workers);
  if (good && out_result->end == POLDER_EXPERIMENT_FINISHED)
    good = gather(job, folder, field.size.n_blocks, started, manifest, out_result->sha256, error);
  return good;
}

static bool already(const PolderExperimentJob *job, PolderFolder *folder,
                    PolderExperimentResult *out_result, GError **error) {
  g_autofree char *path = g_build_filename(folder->path, "manifest.json", NULL);
  g_autofree char *sha256 = polder_manifest_sha256(path, error);
  if (sha256 == NULL)
    return false;
  out_result->end = POLDER_EXPERIMENT_ALREADY;
  out_result->done = out_result->total = polder_experiment_size(job->experiment).n_units;
  g_strlcpy(out_result->sha256, sha256, sizeof out_result->sha256);
  polder_folder_tidy(folder);
  return true;
}

bool polder_experiment_run(const PolderExperimentJob *job, PolderExperimentResult *out_result,
                           GError **error) {
  g_return_val_if_fail(job != NULL && job->n_threads >= 1, false);
  g_return_val_if_fail(job->n_shards == 0 || (job->shard >= 1 && job->shard <= job->n_shards),
                       false);
  *out_result = (PolderExperimentResult){.done = 0};
  g_autoptr(PolderManifest) manifest =
      polder_manifest_of(job->experiment, job->command, job->machine);
  g_autoptr(PolderFolder) folder = polder_folder_open(
      job->folder, manifest, job->experiment->points_csv, job->n_shards == 0, error);
  if (folder == NULL)
    return false;
  return folder->finished ? already(job, folder, out_result, error)
                          : run_in(job, folder, manifest, out_result, error);
}
