/* Logistic regression: which columns take part, the fit, and a test of each term.
 *
 * Invariant: no number is silently wrong; what has no end is infinite, what cannot be told is NAN.
 */
#include "logit.h"

#include <gsl/gsl_blas.h>
#include <gsl/gsl_cdf.h>
#include <math.h>

#define ALIASED 1e-10 /* share of its squares that a column must add to those before it */

/* Columns in use, in order. */
typedef struct {
  unsigned *column;
  unsigned n;
} Columns;

/* --- Columns that say nothing new ------------------------------------------------------------- */

/* Gram and Schmidt, twice for the digits: what is left of the column beside those kept. */
static bool adds_something(gsl_matrix *kept, unsigned n_kept, gsl_vector *column) {
  const double whole = gsl_blas_dnrm2(column);
  for (unsigned i = 0; i < 2 * n_kept; i++) {
    gsl_vector_view other = gsl_matrix_row(kept, i % n_kept);
    double along;
    gsl_blas_ddot(&other.vector, column, &along);
    gsl_blas_daxpy(-along, &other.vector, column);
  }
  const double left = gsl_blas_dnrm2(column);
  if (whole == 0 || left * left <= ALIASED * whole * whole)
    return false;
  gsl_vector_scale(column, 1 / left);
  gsl_matrix_set_row(kept, n_kept, column);
  return true;
}

static Columns independent_columns(const PolderLogitRow *rows, uint32_t n_rows,
                                   unsigned n_columns) {
  Columns columns = {g_new(unsigned, MAX(n_columns, 1)), 0};
  if (n_rows == 0 || n_columns == 0)
    return columns;
  gsl_matrix *kept = gsl_matrix_calloc(n_columns, n_rows);
  gsl_vector *column = gsl_vector_alloc(n_rows);
  for (unsigned i = 0; i < n_columns; i++) {
    for (uint32_t row = 0; row < n_rows; row++)
      gsl_vector_set(column, row, rows[row].n > 0 ? rows[row].x[i] : 0);
    if (adds_something(kept, columns.n, column))
      columns.column[columns.n++] = i;
  }
  gsl_vector_free(column);
  gsl_matrix_free(kept);
  return columns;
}

/* --- Terms ------------------------------------------------------------------------------------ */

static unsigned find_terms(const uint64_t *factors_of, unsigned n_columns, PolderTerm *out_terms) {
  unsigned n = 0;
  for (unsigned i = 0; i < n_columns; i++) {
    unsigned known = 0;
    while (known < n && out_terms[known].factors != factors_of[i])
      known++;
    if (known == n && factors_of[i] != 0)
      out_terms[n++] = (PolderTerm){factors_of[i], 0, NAN, NAN, NAN, NAN};
  }
  return n;
}

/* First all columns that stand beside the term and do not contain it, then its own. */
static Columns columns_for(const Columns *all, const uint64_t *factors_of, PolderTerm *term) {
  Columns columns = {g_new(unsigned, MAX(all->n, 1)), 0};
  for (unsigned i = 0; i < all->n; i++)
    if ((factors_of[all->column[i]] & term->factors) != term->factors)
      columns.column[columns.n++] = all->column[i];
  for (unsigned i = 0; i < all->n; i++)
    if (factors_of[all->column[i]] == term->factors) {
      columns.column[columns.n++] = all->column[i];
      term->freedom++;
    }
  return columns;
}

static void test_robustly(const LogitModel *with, const LogitFit *fit, uint32_t n_clusters,
                          PolderTerm *term) {
  if (fit->fit != POLDER_FIT_GOOD || n_clusters <= term->freedom)
    return;
  gsl_matrix *robust = logit_robust(with, fit, n_clusters);
  term->robust_f =
      logit_wald(fit->beta, robust, with->n_columns - term->freedom, term->freedom, n_clusters);
  if (!isnan(term->robust_f))
    term->robust_p = gsl_cdf_fdist_Q(term->robust_f, term->freedom, n_clusters - term->freedom);
  gsl_matrix_free(robust);
}

static void test_term(const LogitModel *full, const Columns *all, const uint64_t *factors_of,
                      uint32_t n_clusters, PolderTerm *term) {
  const Columns columns = columns_for(all, factors_of, term);
  g_autofree unsigned *column = columns.column;
  const LogitModel with = {full->rows, full->n_rows, column, columns.n};
  const LogitModel without = {full->rows, full->n_rows, column, columns.n - term->freedom};
  if (term->freedom == 0)
    return;
  g_autoptr(LogitFit) larger = logit_fit_new(&with);
  g_autoptr(LogitFit) smaller = logit_fit_new(&without);
  if (larger->fit == POLDER_FIT_FAILED || smaller->fit == POLDER_FIT_FAILED)
    return;
  term->chi2 = fmax(0, smaller->deviance - larger->deviance);
  term->p = gsl_cdf_chisq_Q(term->chi2, term->freedom);
  test_robustly(&with, larger, n_clusters, term);
}

/* --- Coefficients ----------------------------------------------------------------------------- */

/* In the last step of a separated fit, what still moves has no end. */
static PolderCoefficient coefficient(const LogitFit *fit, const gsl_matrix *robust, size_t i) {
  const double estimate = gsl_vector_get(fit->beta, i), step = gsl_vector_get(fit->step, i);
  const double error = sqrt(gsl_matrix_get(fit->covariance, i, i));
  if (fit->fit == POLDER_FIT_SEPARATED && fabs(step) > 1e-3 * fabs(estimate))
    return (PolderCoefficient){copysign(INFINITY, step), NAN, NAN, NAN};
  return (PolderCoefficient){
      .estimate = estimate,
      .error = error,
      .p = 2 * gsl_cdf_ugaussian_Q(fabs(estimate) / error),
      .robust_error = robust != NULL ? sqrt(gsl_matrix_get(robust, i, i)) : (double)NAN,
  };
}

static uint32_t count_clusters(const PolderLogitRow *rows, uint32_t n_rows) {
  uint32_t count = 0;
  PolderClusters all = {0};
  for (uint32_t i = 0; i < n_rows; i++) {
    if (rows[i].n > 0 && rows[i].clusters == NULL) {
      polder_clusters_clear(&all);
      return 0;
    }
    if (rows[i].n > 0)
      polder_clusters_merge(&all, rows[i].clusters);
  }
  count = polder_clusters_count(&all);
  polder_clusters_clear(&all);
  return count;
}

static void fill(PolderLogit *logit, const LogitModel *model) {
  g_autoptr(LogitFit) fit = logit_fit_new(model);
  gsl_matrix *robust = NULL;
  logit->fit = fit->fit;
  logit->deviance = fit->deviance;
  if (fit->fit == POLDER_FIT_FAILED)
    return;
  if (fit->fit == POLDER_FIT_GOOD && logit->n_clusters > 1)
    robust = logit_robust(model, fit, logit->n_clusters);
  for (unsigned i = 0; i < model->n_columns; i++)
    logit->coefficient[model->column[i]] = coefficient(fit, robust, i);
  if (robust != NULL)
    gsl_matrix_free(robust);
}

/* --- The door --------------------------------------------------------------------------------- */

/* Rows without runs say nothing. */
static PolderLogitRow *counted(const PolderLogitRow *rows, uint32_t n_rows, uint32_t *out_n) {
  PolderLogitRow *some = g_new(PolderLogitRow, MAX(n_rows, 1));
  *out_n = 0;
  for (uint32_t i = 0; i < n_rows; i++)
    if (rows[i].n > 0)
      some[(*out_n)++] = rows[i];
  return some;
}

PolderLogit *polder_logit_fit(const PolderLogitRow *rows, uint32_t n_rows,
                              const uint64_t *factors_of, unsigned n_columns) {
  PolderLogit *logit = g_new0(PolderLogit, 1);
  uint32_t n = 0;
  g_autofree PolderLogitRow *some = counted(rows, n_rows, &n);
  const Columns all = independent_columns(some, n, n_columns);
  g_autofree unsigned *column = all.column;
  const LogitModel model = {some, n, column, all.n};
  logit->fit = POLDER_FIT_FAILED;
  logit->n_columns = n_columns;
  logit->deviance = NAN;
  logit->coefficient = g_new(PolderCoefficient, MAX(n_columns, 1));
  logit->term = g_new(PolderTerm, MAX(n_columns, 1));
  logit->n_terms = find_terms(factors_of, n_columns, logit->term);
  for (unsigned i = 0; i < n_columns; i++)
    logit->coefficient[i] = (PolderCoefficient){NAN, NAN, NAN, NAN};
  if (all.n == 0)
    return logit;
  logit->freedom = n - all.n;
  logit->n_clusters = count_clusters(some, n);
  fill(logit, &model);
  for (unsigned i = 0; i < logit->n_terms && logit->fit != POLDER_FIT_FAILED; i++)
    test_term(&model, &all, factors_of, logit->n_clusters, &logit->term[i]);
  return logit;
}

void polder_logit_free(PolderLogit *logit) {
  if (logit == NULL)
    return;
  g_free(logit->coefficient);
  g_free(logit->term);
  g_free(logit);
}
