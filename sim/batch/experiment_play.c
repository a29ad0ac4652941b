/* Playing the blocks that are missing, over threads and ranks. Each thread claims the next one,
 * plays it, and writes it as a part; so whoever dies or is stopped loses what was in flight, and no
 * more. */
#include "field.h"
#include "scan.h"

typedef struct Worker {
  PolderField *field;
  PolderCount count;
  GThread *thread;         /* touched by the calling thread only */
  GError *error;           /* read when the thread was joined */
  PolderFailures failures; /* likewise */
  bool leads;              /* this is the calling thread: it tells how far we are */
} Worker;

bool polder_field_is_stopped(const PolderField *field) {
  return g_atomic_int_get(&field->halted) != 0 ||
         (field->job->stop != NULL && g_atomic_int_get(field->job->stop) != 0);
}

static void add(atomic_uint_fast64_t *count, uint64_t more) {
  atomic_fetch_add_explicit(count, more, memory_order_relaxed);
}

static uint64_t count_of(const atomic_uint_fast64_t *count) {
  return atomic_load_explicit(count, memory_order_relaxed);
}

static void add_count(PolderExperimentProgress *progress, const PolderCount *count, int n_arms) {
  progress->done += count_of(&count->done);
  for (int arm = 0; arm < n_arms; arm++) {
    progress->n[arm] += count_of(&count->n[arm]);
    progress->impasses[arm] += count_of(&count->impasses[arm]);
  }
}

PolderExperimentProgress polder_field_progress(const PolderField *field) {
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
  const PolderExperimentProgress now = polder_field_progress(worker->field);
  job->progress(job->context, &now);
}

/* --- Who plays what --------------------------------------------------------------------------- */

/* What was counted since the last time. */
static PolderWord take_word(PolderField *field) {
  PolderWord word = {.halted = polder_field_is_stopped(field)};
  for (int i = 0; i < field->n_workers; i++) {
    PolderCount *count = &field->workers[i].count;
    word.done += atomic_exchange(&count->done, 0);
    for (int arm = 0; arm < field->size.n_arms; arm++) {
      word.n[arm] += atomic_exchange(&count->n[arm], 0);
      word.impasses[arm] += atomic_exchange(&count->impasses[arm], 0);
    }
  }
  return word;
}

/* Another rank's: from the stretch that was given, or else a new one. */
static guint ask(PolderField *field) {
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
static PolderStretch give(PolderField *field) {
  enum { STRETCH_MAX = 16, STRETCHES = 8 };
  const guint n = field->missing->len;
  const guint claimed = MIN((guint)g_atomic_int_get(&field->claimed), n);
  const guint share = (n - claimed) / (guint)(STRETCHES * polder_ranks_number(field->job->ranks));
  const guint size = CLAMP(share, 1, STRETCH_MAX);
  if (polder_field_is_stopped(field))
    return (PolderStretch){.from = n, .end = n};
  const guint from = (guint)g_atomic_int_add(&field->claimed, (gint)size);
  return (PolderStretch){.from = MIN(from, n), .end = MIN(from + size, n)};
}

static void note(PolderField *field, const PolderWord *word) {
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
  PolderField *field = data;
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
static bool claim(PolderField *field, uint32_t *out_block) {
  if (polder_field_is_stopped(field))
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
static bool keep(PolderField *field, uint32_t block, const GString *runs, const GString *parties,
                 const GString *rounds, GError **error) {
  const PolderPart part = {.block = block,
                           .runs = runs->str,
                           .parties = parties->str,
                           .n_runs = runs->len,
                           .n_parties = parties->len};
  return polder_part_write(field->folder, block, runs, parties, rounds, error) &&
         (field->database == NULL || polder_database_add(field->database, &part, error));
}

static gpointer work(gpointer data) {
  Worker *worker = data;
  PolderField *field = worker->field;
  g_autoptr(PolderSeat) seat = polder_seat_new(field->job->experiment);
  g_autoptr(GString) runs = g_string_new(NULL);
  g_autoptr(GString) parties = g_string_new(NULL);
  g_autoptr(GString) rounds = g_string_new(NULL);
  polder_seat_take_rounds(seat, rounds);
  for (uint32_t block = 0; claim(field, &block);) {
    uint64_t first = 0, end = 0;
    polder_cut_units(&field->job->experiment->cut, block, &first, &end);
    g_string_truncate(runs, 0);
    g_string_truncate(parties, 0);
    g_string_truncate(rounds, 0);
    for (uint64_t unit = first; unit < end; unit++)
      tell(worker, polder_seat_play(seat, unit, runs, parties));
    polder_seat_take_rounds(seat, rounds);
    polder_failures_add_rows(&worker->failures, runs->str, runs->len, field->size.n_arms);
    if (keep(field, block, runs, parties, rounds, &worker->error))
      continue;
    g_atomic_int_set(&field->halted, 1);
    break;
  }
  return NULL;
}

static void start(PolderField *field) {
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
static void dismiss(PolderField *field) {
  const PolderWord word = take_word(field);
  note(field, &word);
  g_clear_pointer(&field->workers, g_free);
  field->n_workers = 0;
}

/* The first error of any of them, or NULL. */
static GError *join(PolderField *field) {
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

bool polder_field_play(PolderField *field, GError **error) {
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
