/* The runs of a job, over threads: whoever is free takes the next. See runs.h. */
#include "runs.h"

typedef struct {
  const PolderLeversJob *job;
  const PolderRunsWork *work;
  gint claimed; /* runs; read and written atomically */
} Field;

typedef struct {
  Field *field;
  void *worker;
  GThread *thread; /* touched by the calling thread only */
} Hand;

static gpointer play(gpointer data) {
  const Hand *hand = data;
  const PolderLeversJob *job = hand->field->job;
  while (job->stop == NULL || g_atomic_int_get(job->stop) == 0) {
    const uint32_t place = (uint32_t)g_atomic_int_add(&hand->field->claimed, 1);
    if (place >= job->n_runs)
      break;
    hand->field->work->play(hand->worker,
                            (PolderChance){.seed = job->seed, .run = job->first_run + place});
  }
  return NULL;
}

void polder_runs_play(const PolderLeversJob *job, const PolderRunsWork *work, void *context) {
  const uint32_t n = CLAMP((uint32_t)job->n_threads, 1, MAX(job->n_runs, 1));
  Field field = {.job = job, .work = work};
  Hand *hands = g_new0(Hand, n);
  for (uint32_t i = 0; i < n; i++) {
    hands[i] = (Hand){.field = &field, .worker = g_malloc0(work->size)};
    work->open(hands[i].worker, context);
  }
  for (uint32_t i = 1; i < n; i++)
    hands[i].thread = g_thread_try_new("polder", play, &hands[i], NULL);
  play(&hands[0]);
  for (uint32_t i = 0; i < n; i++) {
    if (hands[i].thread != NULL)
      g_thread_join(hands[i].thread);
    work->close(hands[i].worker, context);
    g_free(hands[i].worker);
  }
  g_free(hands);
}
