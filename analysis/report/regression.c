/* Logistic regression of impasse on arm and factors: grouped rows, one a point and arm. A factor of
 * numbers is one column from its lowest (0) to its highest (1); of words, one a level but the
 * first; `tells` is one a party. */
#include "page.h"

#include <math.h>
#include <string.h>

enum { COLUMNS_MAX = 60, FACTORS_MAX = 62 };

typedef struct {
  char *name;
  uint64_t bits;
  double *x; /* [row] */
} Column;

typedef struct {
  const ReportStudy *study;
  uint32_t n_rows;
  GArray *columns;  /* of Column */
  GPtrArray *names; /* of the bits */
} Model;

static void clear_column(gpointer data) {
  Column *column = data;
  g_free(column->name);
  g_free(column->x);
}

static double *add_column(Model *model, char *name, uint64_t bits) {
  const Column column = {name, bits, g_new0(double, model->n_rows)};
  g_array_append_val(model->columns, column);
  return column.x;
}

static const char *value_of(const Model *model, uint32_t row, guint factor) {
  const ReportStudy *study = model->study;
  return polder_points_value(study->points, row / (unsigned)study->n_arms, factor);
}

static uint64_t new_bit(Model *model, const char *name) {
  g_ptr_array_add(model->names, g_strdup(name));
  return (uint64_t)1 << (model->names->len - 1);
}

/* --- Columns ---------------------------------------------------------------------------------- */

static void add_arms(Model *model) {
  const int n = model->study->n_arms;
  if (n < 2)
    return;
  const uint64_t bit = new_bit(model, "arm");
  for (int arm = 1; arm < n; arm++) {
    double *x = add_column(model, g_strconcat("arm ", model->study->arms[arm], NULL), bit);
    for (uint32_t row = 0; row < model->n_rows; row++)
      x[row] = row % (unsigned)n == (unsigned)arm;
  }
}

static void add_numbers(Model *model, guint i, const ReportFactor *factor) {
  double low = INFINITY, high = -INFINITY;
  double *x = add_column(model, g_strdup(factor->name), new_bit(model, factor->name));
  for (uint32_t row = 0; row < model->n_rows; row++) {
    x[row] = g_ascii_strtod(value_of(model, row, i), NULL);
    low = MIN(low, x[row]);
    high = MAX(high, x[row]);
  }
  for (uint32_t row = 0; row < model->n_rows; row++)
    x[row] = (x[row] - low) / (high - low);
}

static void add_levels(Model *model, guint i, const ReportFactor *factor) {
  const uint64_t bit = new_bit(model, factor->name);
  for (guint level = 1; level < factor->labels->len; level++) {
    const char *label = factor->labels->pdata[level];
    double *x = add_column(model, g_strdup_printf("%s %s", factor->name, label), bit);
    for (uint32_t row = 0; row < model->n_rows; row++)
      x[row] = strcmp(value_of(model, row, i), label) == 0;
  }
}

static bool has_word(const char *text, const char *word) {
  g_auto(GStrv) words = g_strsplit(text, " ", -1);
  return strcmp(text, "*") == 0 || g_strv_contains((const char *const *)words, word);
}

static void add_tellers(Model *model, guint i, const ReportFactor *factor) {
  g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (guint level = 0; level < factor->labels->len; level++) {
    g_auto(GStrv) words = g_strsplit(factor->labels->pdata[level], " ", -1);
    for (char **word = words; *word != NULL; word++) {
      if ((*word)[0] == '\0' || strcmp(*word, "*") == 0 || model->names->len >= FACTORS_MAX ||
          !g_hash_table_add(seen, g_strdup(*word)))
        continue;
      g_autofree char *name = g_strdup_printf("%s %s", factor->name, *word);
      double *x = add_column(model, g_strdup(name), new_bit(model, name));
      for (uint32_t row = 0; row < model->n_rows; row++)
        x[row] = has_word(value_of(model, row, i), *word);
    }
  }
}

static void add_factor_columns(Model *model) {
  const GArray *factors = model->study->factors;
  for (guint i = 0; i < factors->len && model->names->len < FACTORS_MAX; i++) {
    const ReportFactor *factor = &g_array_index(factors, ReportFactor, i);
    if (factor->labels->len < 2)
      continue;
    if (strcmp(factor->name, "tells") == 0)
      add_tellers(model, i, factor);
    else if (factor->numbers)
      add_numbers(model, i, factor);
    else
      add_levels(model, i, factor);
  }
}

/* Products of columns of different factors, as long as the rows can bear them: with the arm first.
 */
static void add_products(Model *model, bool arm, guint n_arms, guint n_mains) {
  for (guint i = 1; i < n_mains; i++)
    for (guint j = i + 1; j < n_mains; j++) {
      const Column one = g_array_index(model->columns, Column, i);
      const Column other = g_array_index(model->columns, Column, j);
      const bool has_arm = i <= n_arms;
      if (one.bits == other.bits || has_arm != arm)
        continue;
      double *x = add_column(model, g_strdup_printf("%s × %s", one.name, other.name),
                             one.bits | other.bits);
      for (uint32_t row = 0; row < model->n_rows; row++)
        x[row] = one.x[row] * other.x[row];
    }
}

static void build(Model *model) {
  double *one = add_column(model, g_strdup("1"), 0);
  for (uint32_t row = 0; row < model->n_rows; row++)
    one[row] = 1;
  add_arms(model);
  add_factor_columns(model);
  const guint n = model->columns->len;
  const guint n_arms = (guint)model->study->n_arms - 1, n_others = n - 1 - n_arms;
  if (n + n_arms * n_others <= MIN(COLUMNS_MAX, model->n_rows))
    add_products(model, true, n_arms, n);
  if (model->columns->len + n_others * (MAX(n_others, 1) - 1) / 2 < MIN(COLUMNS_MAX, model->n_rows))
    add_products(model, false, n_arms, n);
}

static PolderLogit *fit(const Model *model) {
  const ReportStudy *study = model->study;
  const guint n = model->columns->len;
  g_autofree double *x = g_new(double, (size_t)model->n_rows *n);
  g_autofree uint64_t *bits = g_new(uint64_t, n);
  g_autofree PolderLogitRow *rows = g_new(PolderLogitRow, model->n_rows);
  for (guint c = 0; c < n; c++) {
    const Column *column = &g_array_index(model->columns, Column, c);
    bits[c] = column->bits;
    for (uint32_t row = 0; row < model->n_rows; row++)
      x[(size_t)row * n + c] = column->x[row];
  }
  for (uint32_t row = 0; row < model->n_rows; row++)
    rows[row] = (PolderLogitRow){study->tally[row].impasses, study->tally[row].n,
                                 &x[(size_t)row * n], &study->hits[row].all};
  return polder_logit_fit(rows, model->n_rows, bits, n);
}

/* --- Tables ----------------------------------------------------------------------------------- */

static char *term_name(const Model *model, uint64_t bits) {
  GString *name = g_string_new(NULL);
  for (guint i = 0; i < model->names->len; i++)
    if ((bits >> i & 1) != 0)
      g_string_append_printf(name, "%s%s", name->len > 0 ? " × " : "",
                             (const char *)model->names->pdata[i]);
  return g_string_free(name, FALSE);
}

static bool add_terms(ReportPage *page, const Model *model, const PolderLogit *logit,
                      GError **error) {
  ReportGrid *grid =
      report_grid_new(page, "terms", report_say(page, "Wat ertoe doet", "What matters"), false);
  report_grid_word(grid, "term", WORD_TERM);
  report_grid_column(grid, "freedom",
                     report_say(page, "vrijheids\u00adgraden", "degrees of freedom"));
  report_grid_column(grid, "chi2", "χ²");
  report_grid_word(grid, "p", WORD_P);
  report_grid_column(grid, "robust_f",
                     report_say(page, "F per keer\u00adnummer", "F by run number"));
  report_grid_column(grid, "robust_p",
                     report_say(page, "p per keer\u00adnummer", "p by run number"));
  for (unsigned i = 0; i < logit->n_terms; i++) {
    const PolderTerm *term = &logit->term[i];
    g_autofree char *name = term_name(model, term->factors);
    if (term->factors == 0)
      continue;
    report_grid_text(grid, name);
    report_grid_whole(grid, term->freedom);
    report_grid_number(grid, term->chi2);
    report_grid_probability(grid, term->p);
    report_grid_number(grid, term->robust_f);
    report_grid_probability(grid, term->robust_p);
    report_grid_end_row(grid);
  }
  return report_grid_close(grid, error);
}

static bool add_coefficients(ReportPage *page, const Model *model, const PolderLogit *logit,
                             GError **error) {
  ReportGrid *grid =
      report_grid_new(page, "logit", report_say(page, "Coëfficiënten", "Coefficients"), true);
  report_grid_column(grid, "column", report_say(page, "kolom", "column"));
  report_grid_column(grid, "log_odds", report_say(page, "log odds", "log odds"));
  report_grid_column(grid, "odds_ratio", "odds ratio");
  report_grid_column(grid, "error",
                     report_say(page, "stand\u00adaard\u00adfout", "standard error"));
  report_grid_column(grid, "robust_error",
                     report_say(page, "idem per keer\u00adnummer", "same by run number"));
  report_grid_word(grid, "p", WORD_P);
  for (unsigned i = 0; i < logit->n_columns; i++) {
    const PolderCoefficient coefficient = logit->coefficient[i];
    report_grid_text(grid, g_array_index(model->columns, Column, i).name);
    report_grid_number(grid, coefficient.estimate);
    report_grid_number(grid, exp(coefficient.estimate));
    report_grid_number(grid, coefficient.error);
    report_grid_number(grid, coefficient.robust_error);
    report_grid_probability(grid, coefficient.p);
    report_grid_end_row(grid);
  }
  return report_grid_close(grid, error);
}

static bool write_model(ReportPage *page, const Model *model, GError **error) {
  g_autoptr(PolderLogit) logit = fit(model);
  report_open_section(
      page, "regression", report_say(page, "Logistische regressie", "Logistic regression"),
      report_say(
          page,
          "De kans op een impasse uit arm en factoren. Een factor van getallen loopt van "
          "zijn laagste (0) naar zijn hoogste waarde (1). Elke term is getoetst door hem weg "
          "te laten: χ² alsof alle keren los van elkaar zijn, F per keernummer.",
          "The chance of an impasse from arm and factors. A factor of numbers goes from its "
          "lowest (0) to its highest value (1). Each term is tested by leaving it out: χ² "
          "as if all runs were independent, F by run number."));
  if (logit->fit == POLDER_FIT_SEPARATED)
    report_add_paragraph(
        page, "note",
        report_say(page,
                   "Sommige uitkomsten worden volmaakt voorspeld, dus een coëfficiënt heeft geen "
                   "eind; zo'n getal staat er niet.",
                   "Some results are foretold perfectly, so a coefficient has no end; such a "
                   "number is left out."));
  const bool good =
      add_terms(page, model, logit, error) && add_coefficients(page, model, logit, error);
  report_close_section(page);
  return good;
}

bool report_add_regression(ReportPage *page, GError **error) {
  const ReportStudy *study = page->study;
  if (study->points->n_points < 2 || study->hits == NULL || report_is_design(study, "oat"))
    return true;
  Model model = {study, study->points->n_points * (unsigned)study->n_arms,
                 g_array_new(FALSE, FALSE, sizeof(Column)), g_ptr_array_new_with_free_func(g_free)};
  g_array_set_clear_func(model.columns, clear_column);
  build(&model);
  const bool fits = model.columns->len <= MIN(COLUMNS_MAX, model.n_rows);
  const bool good = !fits || write_model(page, &model, error);
  g_array_unref(model.columns);
  g_ptr_array_unref(model.names);
  return good;
}
