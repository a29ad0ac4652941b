/* What can be asked of a point, effects on it, and tables of effects. */
#include "page.h"

enum { PARTS_MAX = 8 };

int report_n_results(const ReportStudy *study) {
  return 2 * study->n_arms - 1;
}

ReportResult report_result(const ReportStudy *study, int i) {
  const bool difference = i >= study->n_arms;
  const int arm = difference ? i - study->n_arms + 1 : i;
  const char *name = study->arms[arm];
  ReportResult result = {arm, difference, NULL, NULL};
  result.name = difference ? g_strconcat(study->arms[0], "-", name, NULL) : g_strdup(name);
  result.shown = difference ? g_strconcat(study->arms[0], " − ", name, NULL) : g_strdup(name);
  return result;
}

void report_result_clear(ReportResult *result) {
  g_free(result->name);
  g_free(result->shown);
}

PolderEffect report_effect(const ReportHits *const *hits, const double *weight, unsigned n,
                           ReportResult result) {
  const PolderClusters *parts[PARTS_MAX];
  double weights[PARTS_MAX];
  unsigned n_parts = 0;
  for (unsigned i = 0; i < n; i++) {
    const ReportHits *own = &hits[i][result.arm];
    parts[n_parts] = result.difference ? &own->first : &own->all;
    weights[n_parts++] = weight[i];
    if (!result.difference)
      continue;
    parts[n_parts] = &own->second;
    weights[n_parts++] = -weight[i];
  }
  return polder_contrast(parts, weights, n_parts, REPORT_CONFIDENCE);
}

/* --- Tables of effects ------------------------------------------------------------------------ */

typedef struct {
  char *term;
  ReportLabel level, against, result;
  int arm;
  PolderEffect effect;
} Effect;

static void clear_effect(gpointer data) {
  Effect *effect = data;
  ReportLabel *labels[] = {&effect->level, &effect->against, &effect->result};
  for (size_t i = 0; i < G_N_ELEMENTS(labels); i++) {
    g_free(labels[i]->text);
    g_free(labels[i]->shown);
  }
  g_free(effect->term);
}

void report_effects_add(GArray *effects, const char *term, ReportLabel level, ReportLabel against,
                        ReportResult result, PolderEffect effect) {
  const Effect row = {g_strdup(term), level,
                      against,        {g_strdup(result.name), g_strdup(result.shown)},
                      result.arm,     effect};
  g_array_append_val(effects, row);
}

GArray *report_effects_new(void) {
  GArray *effects = g_array_new(FALSE, FALSE, sizeof(Effect));
  g_array_set_clear_func(effects, clear_effect);
  return effects;
}

bool report_effects_write(ReportPage *page, const char *name, const char *caption,
                          const GArray *effects, bool folded, GError **error) {
  g_autofree double *p = g_new(double, effects->len + 1);
  for (guint i = 0; i < effects->len; i++)
    p[i] = g_array_index(effects, Effect, i).effect.p;
  polder_holm(p, effects->len, p);
  ReportGrid *grid = report_grid_new(page, name, caption, folded);
  report_grid_word(grid, "term", WORD_TERM);
  report_grid_word(grid, "level", WORD_LEVEL);
  report_grid_word(grid, "against", WORD_AGAINST_LEVEL);
  report_grid_word(grid, "result", WORD_RESULT);
  report_grid_plot_column(grid, report_say(page, "minder ← → meer", "less ← → more"),
                          (ReportScale){0, 0, true});
  report_grid_word(grid, "effect", WORD_CHANGE);
  report_grid_bounds(grid);
  report_grid_word(grid, "p", WORD_P);
  report_grid_word(grid, "p_holm", WORD_HOLM);
  for (guint i = 0; i < effects->len; i++) {
    const Effect *row = &g_array_index(effects, Effect, i);
    report_grid_text(grid, row->term);
    report_grid_label(grid, row->level.text, row->level.shown);
    report_grid_label(grid, row->against.text, row->against.shown);
    report_grid_label(grid, row->result.text, row->result.shown);
    report_grid_plot(grid, (ReportDot){row->arm, false, row->effect.estimate,
                                       row->effect.interval.low, row->effect.interval.high});
    report_grid_share(grid, row->effect.estimate);
    report_grid_interval(grid, row->effect.interval);
    report_grid_probability(grid, row->effect.p);
    report_grid_probability(grid, p[i]);
    report_grid_end_row(grid);
  }
  return report_grid_close(grid, error);
}
