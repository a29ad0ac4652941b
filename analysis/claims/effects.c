/* The effect of a hypothesis: differences between cells of one run, over all runs.
 *
 * Run k of every point shares its chance, so the differences of one run number are one cluster, and
 * the interval counts clusters.
 */
#include <math.h>
#include <string.h>

#include "claims.h"

#define CONFIDENCE .95
enum { TERMS_MAX = 4 };

/* A sum of cells: levels of up to two factors, each with its weight. */
typedef struct {
  const char *level[TERMS_MAX][2];
  double weight[TERMS_MAX];
  unsigned n;
  double less; /* taken off the sum */
} Sum;

/* Only cells at this level; factor NULL = all. */
typedef struct {
  const char *factor, *level;
} Group;

typedef enum { ALL_RUNS, EVEN_RUNS, ODD_RUNS } Runs;

typedef struct {
  const ClaimsResults *results;
  const PolderHypothesis *hypothesis;
  const PolderSheet *sheet;
  const ClaimsMeasure *measure;
  char **factors, **moderators;
  GArray *where;   /* of Group */
  GPtrArray *path; /* levels from low to high, of trend and peak */
  GPtrArray *effects;
  double confidence;
} Question;

/* --- Counting --------------------------------------------------------------------------------- */

static bool is_at(const Question *question, unsigned cell, const Group *group) {
  return group->factor == NULL ||
         strcmp(claims_value(question->results, cell, group->factor), group->level) == 0;
}

static bool is_base(const Question *question, unsigned cell, const Sum *sum, const Group *group) {
  for (guint i = 0; question->factors[i] != NULL; i++)
    if (!is_at(question, cell, &(Group){question->factors[i], sum->level[0][i]}))
      return false;
  for (guint i = 0; i < question->where->len; i++)
    if (!is_at(question, cell, &g_array_index(question->where, Group, i)))
      return false;
  return is_at(question, cell, group);
}

/* The numbers by run at the cell that has the levels of a term and is else as this one. */
static const GArray *runs_of(const Question *question, unsigned cell, const Sum *sum,
                             unsigned term) {
  int other = (int)cell;
  for (guint i = 0; other >= 0 && question->factors[i] != NULL; i++)
    other =
        claims_other(question->results, (unsigned)other, question->factors[i], sum->level[term][i]);
  if (other < 0 || (guint)other >= question->measure->cells->len)
    return NULL;
  return question->measure->cells->pdata[other];
}

static void add_cell(const Question *question, unsigned cell, const Sum *sum, Runs which,
                     PolderClusters *clusters, uint64_t *n) {
  const GArray *runs[TERMS_MAX];
  guint n_runs = G_MAXUINT;
  for (unsigned term = 0; term < sum->n; term++) {
    runs[term] = runs_of(question, cell, sum, term);
    n_runs = MIN(n_runs, runs[term] != NULL ? runs[term]->len : 0);
  }
  for (guint run = which == ODD_RUNS; run < n_runs; run += which == ALL_RUNS ? 1 : 2) {
    double value = -sum->less;
    for (unsigned term = 0; term < sum->n; term++)
      value += sum->weight[term] * g_array_index(runs[term], double, run);
    polder_clusters_add(clusters, run, value);
    *n += isnan(value) ? 0 : 1;
  }
}

static double numbers_in(const PolderClusters *clusters, uint32_t run) {
  return run < clusters->n_totals ? clusters->total[run].n : 0;
}

/* What a run number adds to a mean, as a part of all the numbers. */
static double pull(const PolderClusters *clusters, uint32_t run) {
  double all = 0;
  for (uint32_t i = 0; i < clusters->n_totals; i++)
    all += clusters->total[i].n;
  const double n = numbers_in(clusters, run);
  return n > 0 ? (clusters->total[run].sum - polder_clusters_mean(clusters) * n) / all : 0;
}

/* The difference of two means, and about it what each run number adds to either: numbers whose mean
 * and interval are those of the difference (ratios, linearised: Cochran 1977, ch. 6). */
static void join_means(const PolderClusters *low, const PolderClusters *high,
                       PolderClusters *joined) {
  const double difference = polder_clusters_mean(high) - polder_clusters_mean(low);
  const uint32_t last = MAX(low->n_totals, high->n_totals);
  uint32_t n_runs = 0;
  for (uint32_t run = 0; run < last; run++)
    n_runs += numbers_in(low, run) + numbers_in(high, run) > 0;
  for (uint32_t run = 0; run < last; run++)
    if (numbers_in(low, run) + numbers_in(high, run) > 0)
      polder_clusters_add(joined, run, difference + n_runs * (pull(high, run) - pull(low, run)));
}

static void add_means(const Question *question, const Sum *sum, const Group *group,
                      PolderClusters *clusters, uint64_t *n) {
  PolderClusters side[2] = {{0}, {0}};
  for (unsigned cell = 0; cell < claims_cells(question->results); cell++)
    for (unsigned term = 0; term < 2 && is_base(question, cell, sum, group); term++) {
      Sum alone = {.weight = {1}, .n = 1};
      memcpy(alone.level[0], sum->level[term], sizeof alone.level[0]);
      add_cell(question, cell, &alone, ALL_RUNS, &side[term], n);
    }
  join_means(&side[0], &side[1], clusters);
  for (int i = 0; i < 2; i++)
    polder_clusters_clear(&side[i]);
}

/* Where hardly any difference was seen the spread says nothing; then what chance may have hidden
 * (the rule of three: Hanley and Lippman-Hand 1983). */
static double least_half(const Question *question, uint32_t n_clusters, double confidence) {
  return question->measure->yes_no ? -log((1 - confidence) / 2) / n_clusters : 0;
}

static PolderClaimEffect *effect_of(const Question *question, const Sum *sum, const Group *group,
                                    Runs which, char *name, double confidence) {
  PolderClusters clusters = {0};
  PolderClaimEffect *effect = g_new0(PolderClaimEffect, 1);
  if (question->hypothesis->kind == POLDER_CLAIM_MEANS)
    add_means(question, sum, group, &clusters, &effect->n);
  else
    for (unsigned cell = 0; cell < claims_cells(question->results); cell++)
      if (is_base(question, cell, sum, group))
        add_cell(question, cell, sum, which, &clusters, &effect->n);
  const PolderInterval interval = polder_clusters_interval(&clusters, confidence);
  effect->id = g_strdup(question->hypothesis->id);
  effect->group = name;
  effect->runs = polder_clusters_count(&clusters);
  effect->effect = polder_clusters_mean(&clusters);
  const double half = least_half(question, (uint32_t)effect->runs, confidence);
  effect->low = MIN(interval.low, effect->effect - half);
  effect->high = MAX(interval.high, effect->effect + half);
  if (isnan(interval.low))
    effect->low = effect->high = NAN;
  effect->verdict =
      (int)claims_holding(effect->effect, effect->low, effect->high,
                          question->hypothesis->direction, question->hypothesis->least);
  polder_clusters_clear(&clusters);
  return effect;
}

/* --- Groups ----------------------------------------------------------------------------------- */

static unsigned count_strata(const Question *question) {
  unsigned n = 0;
  for (guint i = 0; question->moderators[i] != NULL; i++) {
    g_autoptr(GPtrArray) levels = claims_levels(question->results, question->moderators[i]);
    n += levels->len;
  }
  if (question->path->len > 0)
    n += question->path->len - 1; /* steps, or sides */
  return MAX(1, n);
}

/* The weakest of some sums: what is said of all holds for each. */
static PolderClaimEffect *weakest(const Question *question, const Sum *sums, unsigned n,
                                  const Group *group, Runs which, const char *name,
                                  double confidence) {
  PolderClaimEffect *least = NULL;
  for (unsigned i = 0; i < n; i++) {
    PolderClaimEffect *effect =
        effect_of(question, &sums[i], group, which, g_strdup(name), confidence);
    if (least != NULL && effect->effect * question->hypothesis->direction >=
                             least->effect * question->hypothesis->direction) {
      claims_effect_free(effect);
      continue;
    }
    if (least != NULL)
      claims_effect_free(least);
    least = effect;
  }
  return least;
}

static void add_moderators(const Question *question, const Sum *sums, unsigned n, Runs which) {
  for (guint i = 0; question->moderators[i] != NULL; i++) {
    g_autoptr(GPtrArray) levels = claims_levels(question->results, question->moderators[i]);
    for (guint j = 0; j < levels->len; j++) {
      const Group group = {question->moderators[i], levels->pdata[j]};
      g_autofree char *name = g_strdup_printf("%s=%s", group.factor, group.level);
      PolderClaimEffect *effect =
          weakest(question, sums, n, &group, which, name, question->confidence);
      if (effect->n > 0) /* what `where` rules out is no stratum */
        g_ptr_array_add(question->effects, effect);
      else
        claims_effect_free(effect);
    }
  }
}

/* --- Kinds ------------------------------------------------------------------------------------ */

static Sum contrast(const char *low, const char *high) {
  return (Sum){{{low, NULL}, {high, NULL}}, {-1, 1}, 2, 0};
}

static void ask_sum(const Question *question, const Sum *sum) {
  const Group all = {NULL, NULL};
  g_ptr_array_add(question->effects,
                  effect_of(question, sum, &all, ALL_RUNS, g_strdup("all"), CONFIDENCE));
  add_moderators(question, sum, 1, ALL_RUNS);
}

static void add_step(const Question *question, const char *from, const char *to, Runs which) {
  const Sum step = contrast(from, to);
  const Group all = {NULL, NULL};
  char *name = g_strdup_printf("%s:%s>%s", question->factors[0], from, to);
  g_ptr_array_add(question->effects,
                  effect_of(question, &step, &all, which, name, question->confidence));
}

static void ask_trend(const Question *question) {
  char **level = (char **)question->path->pdata;
  const guint last = question->path->len - 1;
  const Sum ends = contrast(level[0], level[last]);
  ask_sum(question, &ends);
  for (guint i = 0; i < last; i++)
    add_step(question, level[i], level[i + 1], ALL_RUNS);
}

/* The best inner level is chosen on the even runs and tried on the odd ones: a choice among several
 * always looks good on the runs that it was made with. */
static const char *best_inner(const Question *question) {
  const Group all = {NULL, NULL};
  const char *best = NULL;
  double most = 0;
  for (guint i = 1; i + 1 < question->path->len; i++) {
    const Sum sum = contrast(question->path->pdata[0], question->path->pdata[i]);
    PolderClaimEffect *effect = effect_of(question, &sum, &all, EVEN_RUNS, NULL, CONFIDENCE);
    const double gain = effect->effect * question->hypothesis->direction;
    if (best == NULL || gain > most) {
      best = question->path->pdata[i];
      most = gain;
    }
    claims_effect_free(effect);
  }
  return best;
}

static void ask_peak(const Question *question) {
  const char *first = question->path->pdata[0];
  const char *last = question->path->pdata[question->path->len - 1], *best = best_inner(question);
  const Sum sides[] = {contrast(first, best), contrast(last, best)};
  const Group all = {NULL, NULL};
  g_ptr_array_add(question->effects,
                  weakest(question, sides, 2, &all, ODD_RUNS, "all", CONFIDENCE));
  add_moderators(question, sides, 2, ODD_RUNS);
  add_step(question, first, best, ODD_RUNS);
  add_step(question, last, best, ODD_RUNS);
}

/* --- Reading the question --------------------------------------------------------------------- */

/* The cell of the question that holds this text; else its whole row. */
static PolderCell cell_of(const Question *question, const char *text) {
  const PolderSheet *sheet = question->sheet;
  int row = 0;
  while (row + 1 < sheet->n_rows && polder_sheet_row(sheet, row).line != question->hypothesis->line)
    row++;
  for (int column = 0; column < sheet->n_columns; column++)
    if (strstr(polder_sheet_cell(sheet, row, column).text, text) != NULL)
      return polder_sheet_cell(sheet, row, column);
  return polder_sheet_row(sheet, row);
}

static bool refuse(const Question *question, const char *text, const char *nl, const char *en) {
  polder_sheet_add(question->sheet, cell_of(question, text), POLDER_ERROR, nl, en);
  return false;
}

static const char *need_level(const Question *question, const char *factor, const char *text) {
  if (!claims_has_factor(question->results, factor)) {
    refuse(question, factor, "is geen factor van deze proef", "is no factor of this experiment");
    return NULL;
  }
  const char *level = claims_level(question->results, factor, text);
  if (level == NULL)
    refuse(question, text, "is geen niveau van die factor", "is no level of that factor");
  return level;
}

static bool read_where(Question *question) {
  g_auto(GStrv) words = g_strsplit_set(question->hypothesis->where, " ", -1);
  for (guint i = 0; words[i] != NULL; i++) {
    char *equals = strchr(words[i], '=');
    if (words[i][0] == '\0')
      continue;
    if (equals == NULL)
      return refuse(question, words[i], "hoort factor=niveau te zijn", "must be factor=level");
    *equals = '\0';
    const char *level = need_level(question, words[i], equals + 1);
    if (level == NULL)
      return false;
    const Group group = {g_intern_string(words[i]), level};
    g_array_append_val(question->where, group);
  }
  return true;
}

static bool read_moderators(Question *question) {
  question->moderators = question->hypothesis->moderators[0] == '\0'
                             ? g_new0(char *, 1)
                             : g_strsplit(question->hypothesis->moderators, " ", -1);
  for (guint i = 0; question->moderators[i] != NULL; i++)
    if (!claims_has_factor(question->results, question->moderators[i]))
      return refuse(question, question->moderators[i], "is geen factor van deze proef",
                    "is no factor of this experiment");
  return true;
}

/* The levels from low to high, in the order of the points. */
static bool read_path(Question *question, const char *low, const char *high) {
  g_autoptr(GPtrArray) levels = claims_levels(question->results, question->factors[0]);
  guint from = 0, to = 0;
  g_ptr_array_find_with_equal_func(levels, low, g_str_equal, &from);
  g_ptr_array_find_with_equal_func(levels, high, g_str_equal, &to);
  for (guint i = from; i != to; from < to ? i++ : i--)
    g_ptr_array_add(question->path, levels->pdata[i]);
  g_ptr_array_add(question->path, levels->pdata[to]);
  if (question->path->len >= 3 && question->hypothesis->direction != 0)
    return true;
  return refuse(question, polder_claim_kind_names[question->hypothesis->kind],
                "vraagt minstens drie niveaus en een richting",
                "needs at least three levels and a direction");
}

static bool ask_level(Question *question) {
  Sum sum = {.weight = {1}, .n = 1};
  question->factors = g_new0(char *, 1);
  if (polder_number_read(question->hypothesis->low, false, true, &sum.less) != POLDER_NUMBER_GOOD)
    return refuse(question, question->hypothesis->low, "is geen getal", "is no number");
  ask_sum(question, &sum);
  return true;
}

static bool ask_interaction(Question *question) {
  const PolderHypothesis *h = question->hypothesis;
  g_auto(GStrv) low = g_strsplit(h->low, "&", 2), high = g_strsplit(h->high, "&", 2);
  question->factors = g_strsplit(h->factor, "&", 2);
  if (g_strv_length(question->factors) != 2 || g_strv_length(low) != 2 || g_strv_length(high) != 2)
    return refuse(question, h->factor, "hoort a&b te zijn, met niveaus x&y",
                  "must be a&b, with levels x&y");
  const char *l[2], *m[2];
  for (int i = 0; i < 2; i++) {
    l[i] = need_level(question, question->factors[i], low[i]);
    m[i] = l[i] != NULL ? need_level(question, question->factors[i], high[i]) : NULL;
    if (m[i] == NULL)
      return false;
  }
  const Sum sum = {{{l[0], l[1]}, {m[0], l[1]}, {l[0], m[1]}, {m[0], m[1]}}, {1, -1, -1, 1}, 4, 0};
  ask_sum(question, &sum);
  return true;
}

static bool ask_contrast(Question *question) {
  const PolderHypothesis *h = question->hypothesis;
  question->factors = g_new0(char *, 2);
  question->factors[0] = g_strdup(h->factor);
  const char *low = need_level(question, h->factor, h->low);
  const char *high = low != NULL ? need_level(question, h->factor, h->high) : NULL;
  if (high == NULL)
    return false;
  const Sum sum = contrast(low, high);
  if (h->kind == POLDER_CLAIM_CONTRAST || h->kind == POLDER_CLAIM_MEANS) {
    ask_sum(question, &sum);
    return true;
  }
  if (!read_path(question, low, high))
    return false;
  question->confidence = 1 - (1 - CONFIDENCE) / count_strata(question);
  h->kind == POLDER_CLAIM_TREND ? ask_trend(question) : ask_peak(question);
  return true;
}

static bool ask(Question *question) {
  const PolderHypothesis *h = question->hypothesis;
  question->measure = claims_measure(question->results, h->measure);
  if (question->measure == NULL)
    return refuse(question, h->measure, "is geen kolom van runs.csv, process.csv of parties.csv",
                  "is no column of runs.csv, process.csv or parties.csv");
  if (!read_where(question) || !read_moderators(question))
    return false;
  question->confidence = 1 - (1 - CONFIDENCE) / count_strata(question);
  const bool asked = h->kind == POLDER_CLAIM_LEVEL         ? ask_level(question)
                     : h->kind == POLDER_CLAIM_INTERACTION ? ask_interaction(question)
                                                           : ask_contrast(question);
  if (asked && ((PolderClaimEffect *)question->effects->pdata[0])->n == 0)
    return refuse(question, h->measure, "heeft nergens twee waarden om te vergelijken",
                  "has nowhere two values to compare");
  return asked;
}

GPtrArray *claims_measure_effects(const ClaimsResults *results, const PolderHypothesis *hypothesis,
                                  const PolderSheet *sheet) {
  Question question = {.results = results, .hypothesis = hypothesis, .sheet = sheet};
  question.where = g_array_new(FALSE, FALSE, sizeof(Group));
  question.path = g_ptr_array_new();
  question.effects = g_ptr_array_new_with_free_func((GDestroyNotify)claims_effect_free);
  if (!ask(&question))
    g_clear_pointer(&question.effects, g_ptr_array_unref);
  g_strfreev(question.factors);
  g_strfreev(question.moderators);
  g_array_unref(question.where);
  g_ptr_array_unref(question.path);
  return question.effects;
}
