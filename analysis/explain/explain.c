/* A case explained over many runs: who can tell what, the runs over threads, and all added up.
 *
 * Runs are played a window at a time into slots of their own, and added up from one thread in the
 * order of the runs: the result does not depend on the number of threads.
 */
#include "internal.h"
#include "runs.h"

#include <math.h>
#include <string.h>

#define CONFIDENCE .95

/* WINDOW runs a thread are added up at a time. Where not every coalition is played: groups up to
 * the size at which there are SETS_MAX, and about SAMPLES_A_CASE samples over all runs. */
enum { WINDOW = 16, SETS_MAX = 512, SAMPLES_A_CASE = 1024, SAMPLES_MIN = 4, SAMPLES_MAX = 64 };

const char *const polder_telling_names[] = {"same", "breaks", "late", "loses"};

/* --- Who can tell what ----------------------------------------------------------------------- */

/* Ascending masks of one size: the next one with as many bits (Gosper's trick). */
static PolderCoalition next_of_size(PolderCoalition set) {
  const PolderCoalition low = set & -set, ripple = set + low;
  return low == 0 || ripple == 0 ? 0 : ripple | ((set ^ ripple) / low >> 2);
}

static void add_sets(GArray *sets, int n, int size) {
  const PolderCoalition end = n == 64 ? 0 : (PolderCoalition)1 << n;
  PolderCoalition set = size == 64 ? ~(PolderCoalition)0 : ((PolderCoalition)1 << size) - 1;
  for (; set != 0 && (end == 0 || set < end); set = next_of_size(set)) {
    const PolderUnlocking one = {.members = set};
    g_array_append_val(sets, one);
  }
}

static double n_of_size(int n, int size) {
  double count = 1;
  for (int i = 0; i < size; i++)
    count = count * (n - i) / (i + 1);
  return count;
}

unsigned explain_sets(int n_interests, PolderUnlocking **out_set, unsigned *out_largest) {
  GArray *sets = g_array_new(FALSE, FALSE, sizeof(PolderUnlocking));
  *out_largest = 0;
  for (int size = 1; size <= n_interests; size++) {
    const bool few = n_interests <= POLDER_ENUMERATED_MAX;
    if (!few && sets->len + n_of_size(n_interests, size) > SETS_MAX && size > 1)
      break;
    add_sets(sets, n_interests, size);
    *out_largest = (unsigned)size;
  }
  const unsigned n = sets->len;
  *out_set = (PolderUnlocking *)(void *)g_array_free(sets, FALSE);
  return n;
}

static bool list_players(ExplainPlan *plan, PolderExplained *explained, GError **error) {
  const PolderScenario *scenario = plan->job->runs.scenario;
  for (int k = 0; k < scenario->n_interests; k++) {
    const PolderInterest *interest = &scenario->interests[k];
    if (interest->visibility == POLDER_OPEN)
      continue;
    if (explained->n_interests == POLDER_TELLABLE_MAX) {
      g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                  "meer dan %d verborgen belangen: zo veel kan explain niet aan\n"
                  "more than %d hidden interests: explain cannot handle so many",
                  POLDER_TELLABLE_MAX, POLDER_TELLABLE_MAX);
      return false;
    }
    const int last = explained->n_parties - 1;
    if (last < 0 || explained->party[last] != interest->party)
      explained->party[explained->n_parties++] = interest->party;
    plan->player[explained->n_parties - 1] |= (PolderCoalition)1 << explained->n_interests;
    explained->interest[explained->n_interests++] = k;
  }
  return true;
}

static bool has_round(int round, int last, GError **error) {
  if (round <= last)
    return true;
  g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
              "ronde %d is er niet: de laatste is %d\nthere is no round %d: the last is %d", round,
              last, round, last);
  return false;
}

static PolderExplained *lay_out(ExplainPlan *plan, GError **error) {
  const PolderExplainJob *job = plan->job;
  PolderValues values = *job->runs.values;
  polder_values_derive(&values, job->runs.scenario->n_parties);
  PolderExplained *explained = g_new0(PolderExplained, 1);
  explained->n_rounds = (int)values.value[POLDER_DEADLINE_ROUNDS][0];
  const int round = job->round > 0 ? job->round : (int)values.value[POLDER_DISCLOSURE_ROUND][0];
  explained->round = MIN(round, explained->n_rounds);
  if (!has_round(job->round, explained->n_rounds, error) || !list_players(plan, explained, error)) {
    polder_explained_free(explained);
    return NULL;
  }
  const size_t n = (size_t)explained->n_interests;
  explained->n_sets = explain_sets((int)n, &explained->set, &explained->largest_set);
  explained->all_coalitions = job->samples == 0 && n <= POLDER_ENUMERATED_MAX;
  explained->all_of_parties = job->samples == 0 && explained->n_parties <= POLDER_ENUMERATED_MAX;
  explained->cell = g_new0(PolderMapCell, n * (size_t)explained->n_rounds + 1);
  explained->share = g_new0(PolderShare, n + 1);
  explained->party_share = g_new0(PolderShare, (size_t)explained->n_parties + 1);
  plan->explained = explained;
  plan->samples = job->samples > 0
                      ? job->samples
                      : CLAMP(SAMPLES_A_CASE / job->runs.n_runs, SAMPLES_MIN, SAMPLES_MAX);
  return explained;
}

void polder_explained_free(PolderExplained *explained) {
  if (explained == NULL)
    return;
  g_free(explained->cell);
  g_free(explained->set);
  g_free(explained->share);
  g_free(explained->party_share);
  g_free(explained);
}

/* --- Slots ----------------------------------------------------------------------------------- */

static ExplainShares shares_new(int n) {
  double *all = g_new0(double, 4 * (size_t)n + 1);
  return (ExplainShares){all, all + n, all + 2 * n, all + 3 * n};
}

static ExplainSlot *slots_new(const PolderExplained *explained, uint32_t n) {
  ExplainSlot *slots = g_new0(ExplainSlot, n);
  for (uint32_t i = 0; i < n; i++) {
    slots[i].cell =
        g_new0(uint8_t, (size_t)explained->n_interests * (size_t)explained->n_rounds + 1);
    slots[i].set = g_new0(uint8_t, explained->n_sets + 1);
    slots[i].smallest = g_new0(bool, explained->n_sets + 1);
    slots[i].interests = shares_new(explained->n_interests);
    slots[i].parties = shares_new(explained->n_parties);
  }
  return slots;
}

static void slots_free(ExplainSlot *slots, uint32_t n) {
  for (uint32_t i = 0; i < n; i++) {
    g_free(slots[i].cell);
    g_free(slots[i].set);
    g_free(slots[i].smallest);
    g_free(slots[i].interests.shapley);
    g_free(slots[i].parties.shapley);
  }
  g_free(slots);
}

/* --- Adding up ------------------------------------------------------------------------------- */

typedef struct {
  PolderMean shapley, banzhaf;
  double shapley_within, banzhaf_within; /* summed variances of the runs' own estimates */
} ShareSum;

/* What has been added up so far. */
typedef struct {
  PolderExplained *explained;
  ExplainHalf half[2]; /* even, odd */
  ShareSum *interests, *parties;
  int64_t total; /* impasses fewer with everything told */
} Sum;

static size_t n_places(const PolderExplained *explained) {
  return (size_t)explained->n_interests * (size_t)explained->n_rounds + explained->n_sets;
}

static void sum_init(Sum *sum, PolderExplained *explained) {
  *sum = (Sum){.explained = explained};
  for (int half = 0; half < 2; half++) {
    sum->half[half].broken = g_new0(uint32_t, n_places(explained) + 1);
    sum->half[half].lost = g_new0(uint32_t, n_places(explained) + 1);
  }
  sum->interests = g_new0(ShareSum, (size_t)explained->n_interests + 1);
  sum->parties = g_new0(ShareSum, (size_t)explained->n_parties + 1);
}

static void sum_clear(Sum *sum) {
  for (int half = 0; half < 2; half++) {
    g_free(sum->half[half].broken);
    g_free(sum->half[half].lost);
  }
  g_free(sum->interests);
  g_free(sum->parties);
}

static void add_shares(ShareSum *sums, int n, const ExplainShares *shares) {
  for (int i = 0; i < n; i++) {
    polder_mean_add(&sums[i].shapley, shares->shapley[i]);
    polder_mean_add(&sums[i].banzhaf, shares->banzhaf[i]);
    sums[i].shapley_within += shares->shapley_variance[i];
    sums[i].banzhaf_within += shares->banzhaf_variance[i];
  }
}

static void add_run(Sum *sum, uint32_t run, const ExplainSlot *slot) {
  PolderExplained *explained = sum->explained;
  const size_t n_cells = n_places(explained) - explained->n_sets;
  if (slot->failed) {
    explained->n_failed++;
    return;
  }
  ExplainHalf *half = &sum->half[run % 2];
  half->n++;
  half->n_impasses += !slot->agrees;
  explained->n_runs++;
  explained->n_impasses += !slot->agrees;
  sum->total += (int)slot->all_agree - (int)slot->agrees;
  for (size_t place = 0; place < n_places(explained); place++) {
    const uint8_t effect = place < n_cells ? slot->cell[place] : slot->set[place - n_cells];
    half->broken[place] += effect == EXPLAIN_BROKEN;
    half->lost[place] += effect == EXPLAIN_LOST;
  }
  for (unsigned set = 0; set < explained->n_sets; set++)
    explained->set[set].smallest += slot->smallest[set];
  add_shares(sum->interests, explained->n_interests, &slot->interests);
  add_shares(sum->parties, explained->n_parties, &slot->parties);
}

/* --- What follows ---------------------------------------------------------------------------- */

static PolderPairs pairs_at(const Sum *sum, size_t place) {
  const PolderExplained *explained = sum->explained;
  const uint32_t broken = sum->half[0].broken[place] + sum->half[1].broken[place];
  const uint32_t lost = sum->half[0].lost[place] + sum->half[1].lost[place];
  return (PolderPairs){.both = explained->n_impasses - broken,
                       .first_only = broken,
                       .second_only = lost,
                       .neither = explained->n_runs - explained->n_impasses - lost};
}

static void judge_cell(const PolderExplained *explained, PolderMapCell *cell) {
  const bool single = explained->n_runs == 1;
  cell->difference = polder_paired_difference(cell->pairs);
  cell->interval = single ? (PolderInterval){NAN, NAN} : polder_tango(cell->pairs, CONFIDENCE);
  const bool breaks = single ? cell->pairs.first_only > 0 : cell->interval.low > 0;
  const bool loses = single ? cell->pairs.second_only > 0 : cell->interval.high < 0;
  cell->telling = breaks  ? POLDER_TELLING_BREAKS
                  : loses ? POLDER_TELLING_LOSES
                          : POLDER_TELLING_SAME;
}

/* What changes nothing any more after the last round in which it did break comes too late. */
static void judge_late(const PolderExplained *explained, PolderMapCell *row) {
  int after = explained->n_rounds;
  while (after > 0 && row[after - 1].telling != POLDER_TELLING_BREAKS)
    after--;
  for (int round = after; after > 0 && round < explained->n_rounds; round++)
    if (row[round].telling == POLDER_TELLING_SAME)
      row[round].telling = POLDER_TELLING_LATE;
}

static void judge_map(const Sum *sum) {
  PolderExplained *explained = sum->explained;
  for (int i = 0; i < explained->n_interests; i++) {
    PolderMapCell *row = &explained->cell[i * explained->n_rounds];
    for (int round = 0; round < explained->n_rounds; round++) {
      row[round].pairs = pairs_at(sum, (size_t)(i * explained->n_rounds + round));
      judge_cell(explained, &row[round]);
    }
    judge_late(explained, row);
  }
}

static void judge_sets(const Sum *sum) {
  PolderExplained *explained = sum->explained;
  for (unsigned i = 0; i < explained->n_sets; i++) {
    PolderUnlocking *set = &explained->set[i];
    set->pairs = pairs_at(sum, n_places(explained) - explained->n_sets + i);
    const uint64_t broken = set->pairs.first_only;
    set->share = explained->n_impasses > 0 ? (double)broken / explained->n_impasses : NAN;
    set->interval = polder_wilson(broken, explained->n_impasses, CONFIDENCE);
  }
}

/* Over the runs; of one run, over its own sample. No share lies beyond -1 and 1. */
static PolderInterval share_interval(const PolderMean *mean, double within) {
  const double middle = polder_mean_value(mean);
  const double half = polder_normal_quantile(.5 + CONFIDENCE / 2) * sqrt(within);
  PolderInterval interval = {middle - half, middle + half};
  if (mean->n != 1)
    interval = polder_mean_interval(mean, CONFIDENCE);
  else if (within <= 0)
    return (PolderInterval){NAN, NAN};
  return (PolderInterval){MAX(interval.low, -1), MIN(interval.high, 1)};
}

static void judge_shares(const ShareSum *sums, int n, PolderShare *out_shares) {
  for (int i = 0; i < n; i++)
    out_shares[i] =
        (PolderShare){.shapley = polder_mean_value(&sums[i].shapley),
                      .banzhaf = polder_mean_value(&sums[i].banzhaf),
                      .shapley_interval = share_interval(&sums[i].shapley, sums[i].shapley_within),
                      .banzhaf_interval = share_interval(&sums[i].banzhaf, sums[i].banzhaf_within)};
}

static void judge(const Sum *sum) {
  PolderExplained *explained = sum->explained;
  judge_map(sum);
  judge_sets(sum);
  judge_shares(sum->interests, explained->n_interests, explained->share);
  judge_shares(sum->parties, explained->n_parties, explained->party_share);
  explained->total = explained->n_runs > 0 ? (double)sum->total / explained->n_runs : NAN;
  const ExplainHalf *even = &sum->half[0], *odd = &sum->half[1];
  if (explained->n_runs == 1) /* of one run, whatever its number, both are that run */
    even = odd = even->n > 0 ? even : odd;
  explained->advice = explain_advise(explained, even, odd);
}

/* --- Playing --------------------------------------------------------------------------------- */

/* The runs of one window, and where they go. */
typedef struct {
  const ExplainPlan *plan;
  ExplainSlot *slots;
  uint32_t first; /* run that the first slot is for */
} Window;

typedef struct {
  const Window *window;
  ExplainPlayer *player;
} Worker;

static void open_worker(void *worker, void *context) {
  const Window *window = context;
  *(Worker *)worker = (Worker){window, explain_player_new(window->plan)};
}

static void play_run(void *worker, PolderChance chance) {
  const Worker *at = worker;
  explain_play(at->player, chance, &at->window->slots[chance.run - at->window->first]);
}

static void close_worker(void *worker, void *context) {
  (void)context;
  explain_player_free(((Worker *)worker)->player);
}

/* Plays one window and adds it up; false when it was stopped. */
static bool play_window(Window *window, uint32_t n, Sum *sum) {
  static const PolderRunsWork work = {sizeof(Worker), open_worker, play_run, close_worker};
  PolderLeversJob job = window->plan->job->runs;
  job.first_run = window->first;
  job.n_runs = n;
  for (uint32_t i = 0; i < n; i++)
    window->slots[i].played = false;
  polder_runs_play(&job, &work, window);
  for (uint32_t i = 0; i < n && window->slots[i].played; i++)
    add_run(sum, window->first + i, &window->slots[i]);
  return job.stop == NULL || g_atomic_int_get(job.stop) == 0;
}

static void play_all(const ExplainPlan *plan, Sum *sum) {
  const PolderExplainJob *job = plan->job;
  const uint32_t size = MIN(WINDOW * (uint32_t)job->runs.n_threads, job->runs.n_runs);
  Window window = {.plan = plan, .slots = slots_new(plan->explained, size)};
  bool goes_on = true;
  for (uint32_t done = 0, n; done < job->runs.n_runs && goes_on; done += n) {
    n = MIN(size, job->runs.n_runs - done);
    window.first = job->runs.first_run + done;
    goes_on = play_window(&window, n, sum);
    if (job->progress != NULL)
      job->progress(job->context, done + n);
  }
  slots_free(window.slots, size);
}

PolderExplained *polder_explain(const PolderExplainJob *job, GError **error) {
  g_return_val_if_fail(job != NULL && job->runs.n_threads >= 1, NULL);
  g_return_val_if_fail(job->runs.n_runs >= 1, NULL);
  g_return_val_if_fail(job->runs.n_runs <= POLDER_EXPLAIN_RUNS_MAX, NULL);
  const PolderLeversJob *runs = &job->runs;
  g_autoptr(PolderGame) game =
      polder_game_new(runs->scenario, runs->values, runs->arm, POLDER_MEASURE_OUTCOME, error);
  ExplainPlan plan = {.job = job, .game = game};
  PolderExplained *explained = game != NULL ? lay_out(&plan, error) : NULL;
  if (explained == NULL)
    return NULL;
  Sum sum;
  sum_init(&sum, explained);
  play_all(&plan, &sum);
  judge(&sum);
  sum_clear(&sum);
  return explained;
}
