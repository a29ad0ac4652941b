/* Playing the blocks that are missing, over threads. Each thread claims the next one, plays it,
 * and writes it as a part; so whoever dies or is stopped loses what was in flight, and no more.
 *
 * Without looks all blocks are wanted at once. With looks it goes by stages: the blocks up to the
 * next look of all points that are still open; then a look at each, from its parts. */
#include "folder.h"
#include "looks.h"
#include "ranks.h"
#include "scan.h"
#include "sqlite.h"

#include <math.h>
#include <stdatomic.h>
#include <string.h>

/* What was counted: added to by one thread, and read by the one that leads. */
typedef struct {
  atomic_uint_fast64_t done, n[POLDER_ARMS_MAX], impasses[POLDER_ARMS_MAX];
} Count;

typedef struct {
  const PolderExperimentJob *job;
  PolderFolder *folder;
  PolderExperimentSize size;
  GArray *missing;        /* of uint32_t */
  gint claimed;           /* of those, on rank 0; read and written atomically */
  GMutex asking;          /* on other ranks: over `stretch` */
  PolderStretch stretch;  /* of those: given by rank 0 */
  Count others;           /* on rank 0: what the other ranks played */
  gint halted;            /* somebody could not write; read and written atomically */
  uint64_t found, total;  /* units; not changed while playing, nor are the following */
  PolderFolder **sources; /* [block]: the folder when it is wanted */
  GArray *open;           /* of uint32_t: points that go on to the next look */
  GArray *looks;          /* of PolderLook: all that were taken */
  uint32_t look;          /* the next */
  double widest;          /* at the look before, of the points that are open; NAN = none yet */
  PolderFailures failures, other_failures; /* of the other ranks in this stage */
  struct Worker *workers;
  int n_workers;
  PolderDatabase *database; /* or NULL */
} Field;

typedef struct Worker {
  Field *field;
  Count count;
  GThread *thread;         /* touched by the calling thread only */
  GError *error;           /* read when the thread was joined */
  PolderFailures failures; /* likewise */
  bool leads;              /* this is the calling thread: it tells how far we are */
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

static void add_count(PolderExperimentProgress *progress, const Count *count, int n_arms) {
  progress->done += count_of(&count->done);
  for (int arm = 0; arm < n_arms; arm++) {
    progress->n[arm] += count_of(&count->n[arm]);
    progress->impasses[arm] += count_of(&count->impasses[arm]);
  }
}

static PolderExperimentProgress progress_of(const Field *field) {
  PolderExperimentProgress progress = {.done = field->found,
                                       .found = field->found,
                                       .total = field->total,
                                       .n_open = field->open->len,
                                       .halfwidth = field->widest};
  add_count(&progress, &field->others, field->size.n_arms);
  for (int i = 0; i < field->n_workers; i++)
    add_count(&progress, &field->workers[i].count, field->size.n_arms);
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

/* --- Who plays what --------------------------------------------------------------------------- */

/* What was counted since the last time. */
static PolderWord take_word(Field *field) {
  PolderWord word = {.halted = is_stopped(field)};
  for (int i = 0; i < field->n_workers; i++) {
    Count *count = &field->workers[i].count;
    word.done += atomic_exchange(&count->done, 0);
    for (int arm = 0; arm < field->size.n_arms; arm++) {
      word.n[arm] += atomic_exchange(&count->n[arm], 0);
      word.impasses[arm] += atomic_exchange(&count->impasses[arm], 0);
    }
  }
  return word;
}

/* Another rank's: from the stretch that was given, or else a new one. */
static guint ask(Field *field) {
  g_mutex_lock(&field->asking);
  if (field->stretch.from == field->stretch.end) {
    const PolderWord word = take_word(field);
    field->stretch = polder_ranks_ask(&word);
  }
  const bool given = field->stretch.from < field->stretch.end;
  const guint place = given ? field->stretch.from++ : G_MAXUINT;
  g_mutex_unlock(&field->asking);
  return place;
}

/* Long stretches first, so that few words are needed; in the end single blocks, so that all are
 * done at the same time. */
static PolderStretch give(Field *field) {
  enum { STRETCH_MAX = 16, STRETCHES = 8 };
  const guint n = field->missing->len;
  const guint claimed = MIN((guint)g_atomic_int_get(&field->claimed), n);
  const guint share = (n - claimed) / (guint)(STRETCHES * polder_ranks_number(field->job->ranks));
  const guint size = CLAMP(share, 1, STRETCH_MAX);
  if (is_stopped(field))
    return (PolderStretch){.from = n, .end = n};
  const guint from = (guint)g_atomic_int_add(&field->claimed, (gint)size);
  return (PolderStretch){.from = MIN(from, n), .end = MIN(from + size, n)};
}

static void note(Field *field, const PolderWord *word) {
  add(&field->others.done, word->done);
  for (int arm = 0; arm < field->size.n_arms; arm++) {
    add(&field->others.n[arm], word->n[arm]);
    add(&field->others.impasses[arm], word->impasses[arm]);
  }
  polder_failures_add(&field->other_failures, &word->failures);
  if (word->halted)
    g_atomic_int_set(&field->halted, 1);
}

/* Rank 0, in a thread of its own. */
static gpointer serve(gpointer data) {
  Field *field = data;
  for (int playing = polder_ranks_number(field->job->ranks) - 1; playing > 0;) {
    PolderWord word;
    const int rank = polder_ranks_hear(&word);
    note(field, &word);
    if (word.goodbye) {
      playing--;
      continue;
    }
    const PolderStretch stretch = give(field);
    polder_ranks_answer(rank, &stretch);
  }
  return NULL;
}

/* The next missing block, or false. A claimed block is always finished. */
static bool claim(Field *field, uint32_t *out_block) {
  if (is_stopped(field))
    return false;
  const guint place = polder_ranks_own(field->job->ranks) == 0
                          ? (guint)g_atomic_int_add(&field->claimed, 1)
                          : ask(field);
  if (place >= field->missing->len)
    return false;
  *out_block = g_array_index(field->missing, uint32_t, place);
  return true;
}

/* The block as a part; and in the database, if there is one. */
static bool keep(Field *field, uint32_t block, const GString *runs, const GString *parties,
                 const GString *rounds, const GString *process, GError **error) {
  const PolderPart part = {.block = block,
                           .runs = runs->str,
                           .parties = parties->str,
                           .rounds = rounds->str,
                           .process = process->str,
                           .n_runs = runs->len,
                           .n_parties = parties->len,
                           .n_rounds = rounds->len,
                           .n_process = process->len};
  return polder_part_write(field->folder, &part, error) &&
         (field->database == NULL || polder_database_add(field->database, &part, error));
}

static gpointer work(gpointer data) {
  Worker *worker = data;
  Field *field = worker->field;
  g_autoptr(PolderSeat) seat = polder_seat_new(field->job->experiment);
  g_autoptr(GString) runs = g_string_new(NULL);
  g_autoptr(GString) parties = g_string_new(NULL);
  g_autoptr(GString) rounds = g_string_new(NULL);
  g_autoptr(GString) process = g_string_new(NULL);
  polder_seat_take_rounds(seat, rounds);
  polder_seat_note_process(seat, process);
  for (uint32_t block = 0; claim(field, &block);) {
    uint64_t first = 0, end = 0;
    polder_cut_units(&field->job->experiment->cut, block, &first, &end);
    g_string_truncate(runs, 0);
    g_string_truncate(parties, 0);
    g_string_truncate(rounds, 0);
    g_string_truncate(process, 0);
    for (uint64_t unit = first; unit < end; unit++)
      tell(worker, polder_seat_play(seat, unit, runs, parties));
    polder_seat_take_rounds(seat, rounds);
    polder_failures_add_rows(&worker->failures, runs->str, runs->len, field->size.n_arms);
    if (keep(field, block, runs, parties, rounds, process, &worker->error))
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

/* What the workers of this stage counted is kept. */
static void dismiss(Field *field) {
  const PolderWord word = take_word(field);
  note(field, &word);
  g_clear_pointer(&field->workers, g_free);
  field->n_workers = 0;
}

/* The first error of any of them, or NULL. */
static GError *join(Field *field) {
  GError *first = NULL;
  for (int i = 0; i < field->n_workers; i++) {
    Worker *worker = &field->workers[i];
    if (worker->thread != NULL)
      g_thread_join(worker->thread);
    if (first == NULL)
      first = g_steal_pointer(&worker->error);
    g_clear_error(&worker->error);
    polder_failures_add(&field->failures, &worker->failures);
  }
  return first;
}

/* False with the first error of any thread of any rank. */
static bool play(Field *field, GError **error) {
  PolderRanks *ranks = field->job->ranks;
  const bool leads = polder_ranks_own(ranks) == 0;
  field->claimed = 0;
  field->stretch = (PolderStretch){.from = 0};
  start(field);
  GThread *server = leads && ranks != NULL ? g_thread_new("polder", serve, field) : NULL;
  work(&field->workers[0]);
  GError *first = join(field);
  if (server != NULL)
    g_thread_join(server);
  polder_failures_add(&field->failures, &field->other_failures);
  field->other_failures = (PolderFailures){.n = 0};
  if (!leads) {
    PolderWord word = take_word(field);
    word.goodbye = true;
    word.failures = field->failures;
    field->failures = (PolderFailures){.n = 0};
    polder_ranks_ask(&word);
  }
  dismiss(field);
  return polder_ranks_agree(ranks, first, error);
}

/* --- What is there, and what is missing ------------------------------------------------------- */

/* A block, or with looks a point: a share can look at its own. */
static bool is_ours(const PolderExperimentJob *job, uint32_t number) {
  return job->n_shards == 0 || number % job->n_shards == job->shard - 1;
}

/* A part that was damaged is played again. */
static bool is_there(Field *field, uint32_t block) {
  PolderPart part;
  if (!polder_part_exists(field->folder, block) ||
      !polder_part_read(field->folder, block, &part, NULL))
    return false;
  polder_failures_add_rows(&field->failures, part.runs, part.n_runs, field->size.n_arms);
  polder_part_clear(&part);
  return true;
}

static void want(Field *field, uint32_t block) {
  uint64_t first = 0, end = 0;
  polder_cut_units(&field->job->experiment->cut, block, &first, &end);
  field->sources[block] = field->folder;
  field->total += end - first;
  if (is_there(field, block))
    field->found += end - first;
  else
    g_array_append_val(field->missing, block);
}

static void want_until_look(Field *field) {
  const PolderCut *cut = &field->job->experiment->cut;
  for (guint i = 0; i < field->open->len; i++) {
    const uint32_t point = g_array_index(field->open, uint32_t, i);
    const uint32_t end = polder_cut_block_at(cut, point, field->look + 1);
    for (uint32_t block = polder_cut_block_at(cut, point, field->look); block < end; block++)
      want(field, block);
  }
}

/* --- Looks ------------------------------------------------------------------------------------ */

static bool take_looks(Field *field, GError **error) {
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

static void begin(Field *field) {
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
static bool go_on(Field *field, GError **error) {
  g_array_set_size(field->missing, 0);
  while (field->missing->len == 0 && field->open->len > 0 && !is_stopped(field)) {
    if (!take_looks(field, error))
      return false;
    want_until_look(field);
  }
  return true;
}

/* Shards only make parts, and so do other ranks than the first, until all is put together. */
static bool open_database(Field *field, GError **error) {
  const PolderExperimentJob *job = field->job;
  if (job->store != POLDER_STORE_SQLITE || job->n_shards > 0)
    return true;
  field->database = polder_database_open(field->folder, error);
  return field->database != NULL;
}

static bool play_all(Field *field, GError **error) {
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
    if (!play(field, error))
      return false;
    if (leads)
      good = go_on(field, error);
  }
}

/* --- The whole -------------------------------------------------------------------------------- */

static bool gather(const Field *field, const char *started, PolderManifest *manifest,
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

static PolderExperimentEnd end_of(const Field *field, const PolderExperimentProgress *progress) {
  const bool part = field->job->n_shards > 0 || polder_ranks_own(field->job->ranks) > 0;
  if (progress->done < progress->total || field->open->len > 0)
    return POLDER_EXPERIMENT_STOPPED;
  return part ? POLDER_EXPERIMENT_SHARD : POLDER_EXPERIMENT_FINISHED;
}

static void field_init(Field *field, const PolderExperimentJob *job, PolderFolder *folder) {
  *field = (Field){.job = job,
                   .folder = folder,
                   .size = polder_experiment_size(job->experiment),
                   .missing = g_array_new(FALSE, FALSE, sizeof(uint32_t)),
                   .open = g_array_new(FALSE, FALSE, sizeof(uint32_t)),
                   .looks = g_array_new(FALSE, FALSE, sizeof(PolderLook)),
                   .widest = NAN};
  field->sources = g_new0(PolderFolder *, field->size.n_blocks);
  g_mutex_init(&field->asking);
}

static void field_clear(Field *field) {
  g_array_unref(field->missing);
  g_array_unref(field->open);
  g_array_unref(field->looks);
  g_free(field->sources);
  g_mutex_clear(&field->asking);
}

static bool run_in(const PolderExperimentJob *job, PolderFolder *folder, PolderManifest *manifest,
                   PolderExperimentResult *out_result, GError **error) {
  g_autofree char *started = job->now();
  Field field;
  field_init(&field, job, folder);
  bool good = play_all(&field, error);
  const PolderExperimentProgress progress = progress_of(&field);
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
