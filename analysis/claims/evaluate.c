/* An experiment evaluated: its hypotheses asked of what was played, as the text of result.csv. */
#include <math.h>
#include <string.h>

#include "claims.h"

/* --- One hypothesis, one claim ---------------------------------------------------------------- */

static PolderClaimVerdict verdict_of(const PolderHypothesis *hypothesis, const GPtrArray *effects) {
  g_autofree PolderClaimHolding *strata = g_new0(PolderClaimHolding, effects->len);
  unsigned n = 0;
  for (guint i = 1; i < effects->len; i++) {
    const PolderClaimEffect *effect = effects->pdata[i];
    /* of a peak, both sides are in `all` */
    if (hypothesis->kind != POLDER_CLAIM_PEAK || strchr(effect->group, ':') == NULL)
      strata[n++] = (PolderClaimHolding)effect->verdict;
  }
  const PolderClaimEffect *all = effects->pdata[0];
  return claims_verdict((PolderClaimHolding)all->verdict, strata, n);
}

typedef struct {
  PolderCsv *csv;
  const GPtrArray *hypotheses;
  const ClaimsResults *results;
  const PolderSheet *sheet;
  const char *variant;
  bool is_main;
} Evaluation;

/* The rows of a claim as a whole, of its parts, and in the main results of their strata. */
static void append_claim(const Evaluation *evaluation, const GPtrArray *parts,
                         const PolderClaimVerdict *verdicts) {
  const GPtrArray *first = parts->pdata[0];
  PolderClaimEffect whole = *(PolderClaimEffect *)first->pdata[0];
  whole.variant = (char *)evaluation->variant;
  whole.group = "";
  whole.part = 0;
  whole.verdict = (int)claims_join(verdicts, parts->len);
  claims_append_effect(evaluation->csv, &whole);
  for (guint part = 0; part < parts->len; part++) {
    const GPtrArray *effects = parts->pdata[part];
    for (guint i = 0; i < (evaluation->is_main ? effects->len : 1); i++) {
      PolderClaimEffect row = *(PolderClaimEffect *)effects->pdata[i];
      row.variant = whole.variant;
      row.part = (int)part + 1;
      row.verdict = i == 0 ? (int)verdicts[part] : row.verdict;
      claims_append_effect(evaluation->csv, &row);
    }
  }
}

static bool evaluate_claim(const Evaluation *evaluation, const char *id) {
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
  g_autofree PolderClaimVerdict *verdicts = g_new(PolderClaimVerdict, evaluation->hypotheses->len);
  for (guint i = 0; i < evaluation->hypotheses->len; i++) {
    const PolderHypothesis *hypothesis = evaluation->hypotheses->pdata[i];
    if (strcmp(hypothesis->id, id) != 0)
      continue;
    GPtrArray *effects = claims_measure_effects(evaluation->results, hypothesis, evaluation->sheet);
    if (effects == NULL)
      return false;
    verdicts[parts->len] = verdict_of(hypothesis, effects);
    g_ptr_array_add(parts, effects);
  }
  append_claim(evaluation, parts, verdicts);
  return true;
}

static bool seen_before(const GPtrArray *hypotheses, guint place) {
  const PolderHypothesis *own = hypotheses->pdata[place];
  for (guint i = 0; i < place; i++)
    if (strcmp(((PolderHypothesis *)hypotheses->pdata[i])->id, own->id) == 0)
      return true;
  return false;
}

/* --- All -------------------------------------------------------------------------------------- */

static GPtrArray *measures_of(const GPtrArray *hypotheses) {
  GPtrArray *measures = g_ptr_array_new();
  for (guint i = 0; i < hypotheses->len; i++) {
    char *measure = ((PolderHypothesis *)hypotheses->pdata[i])->measure;
    if (!g_ptr_array_find_with_equal_func(measures, measure, g_str_equal, NULL))
      g_ptr_array_add(measures, measure);
  }
  return measures;
}

static bool evaluate_results(Evaluation *evaluation, const char *folder, PolderMessages *messages) {
  g_autoptr(GPtrArray) measures = measures_of(evaluation->hypotheses);
  g_autoptr(ClaimsResults) results = claims_results_read(folder, measures, messages);
  g_autofree char *name = g_path_get_basename(folder);
  bool good = results != NULL;
  evaluation->results = results;
  evaluation->variant = evaluation->is_main ? "main" : name;
  for (guint i = 0; good && i < evaluation->hypotheses->len; i++)
    if (!seen_before(evaluation->hypotheses, i))
      good = evaluate_claim(evaluation, ((PolderHypothesis *)evaluation->hypotheses->pdata[i])->id);
  return good;
}

char *polder_claims_evaluate(const char *folder, const char *const *results, unsigned n_results,
                             PolderMessages *messages) {
  g_autofree char *path = g_build_filename(folder, "claims.csv", NULL);
  g_autoptr(PolderSheet) sheet = polder_sheet_read(path, messages);
  if (sheet == NULL)
    return NULL;
  g_autoptr(GPtrArray) hypotheses = claims_read_hypotheses(sheet);
  bool good = polder_messages_errors(messages) == 0;
  PolderCsv csv;
  polder_csv_init(&csv);
  claims_append_head(&csv);
  for (unsigned i = 0; good && i < n_results; i++) {
    Evaluation evaluation = {.csv = &csv, .hypotheses = hypotheses, .sheet = sheet};
    evaluation.is_main = i == 0;
    good = evaluate_results(&evaluation, results[i], messages);
  }
  char *text = good ? g_strdup(csv.text->str) : NULL;
  polder_csv_clear(&csv);
  return text;
}
