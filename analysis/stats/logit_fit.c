/* One fit of a logistic model to grouped counts: Newton's method, thus weighted least squares.
 *
 * Invariant: a fit is good only when a step no longer changes anything, and the information has an
 * inverse. One that is separated is told by steps that stay large while the deviance has ended.
 */
#include <gsl/gsl_blas.h>
#include <gsl/gsl_linalg.h>
#include <math.h>

#include "logit.h"

#define STEPS_MAX     100
#define DEVIANCE_SAME 1e-10 /* share of the deviance */
#define STEP_SMALL    1e-7  /* in log odds of a row */
#define STEP_LARGE    .5

void logit_fit_free(LogitFit *fit) {
  if (fit == NULL)
    return;
  gsl_vector_free(fit->beta);
  gsl_vector_free(fit->step);
  gsl_matrix_free(fit->covariance);
  g_free(fit);
}

static double log_odds(const LogitModel *model, const gsl_vector *beta, const PolderLogitRow *row) {
  double sum = 0;
  for (unsigned i = 0; i < model->n_columns; i++)
    sum += row->x[model->column[i]] * gsl_vector_get(beta, i);
  return sum;
}

double logit_rate(const LogitModel *model, const gsl_vector *beta, const PolderLogitRow *row) {
  return 1 / (1 + exp(-log_odds(model, beta, row)));
}

/* ln(1 + e^x) without overflow. */
static double soft(double x) {
  return fmax(x, 0) + log1p(exp(-fabs(x)));
}

static double times_log(double count, double share) {
  return count > 0 ? count * log(share) : 0;
}

/* Twice the log likelihood of each row's own rate minus that of the model. */
static double deviance(const LogitModel *model, const gsl_vector *beta) {
  double sum = 0;
  for (uint32_t i = 0; i < model->n_rows; i++) {
    const PolderLogitRow *row = &model->rows[i];
    const double hits = (double)row->hits, misses = (double)(row->n - row->hits);
    const double odds = log_odds(model, beta, row);
    if (row->n > 0)
      sum += times_log(hits, hits / (double)row->n) + times_log(misses, misses / (double)row->n) +
             hits * soft(-odds) + misses * soft(odds);
  }
  return 2 * sum;
}

/* Information X'WX, and score X'(hits - n rate). */
static void add_up(const LogitModel *model, const gsl_vector *beta, gsl_matrix *information,
                   gsl_vector *score) {
  gsl_matrix_set_zero(information);
  gsl_vector_set_zero(score);
  for (uint32_t r = 0; r < model->n_rows; r++) {
    const PolderLogitRow *row = &model->rows[r];
    const double odds = log_odds(model, beta, row), n = (double)row->n;
    const double rate = 1 / (1 + exp(-odds)), weight = n * rate / (1 + exp(odds));
    for (unsigned i = 0; i < model->n_columns; i++) {
      const double x = row->x[model->column[i]];
      *gsl_vector_ptr(score, i) += x * ((double)row->hits - n * rate);
      for (unsigned j = 0; x != 0 && j < model->n_columns; j++)
        *gsl_matrix_ptr(information, i, j) += x * weight * row->x[model->column[j]];
    }
  }
}

/* The inverse, with rows and columns brought to one size first. False when rounding has eaten the
 * smallest information: then Cholesky's method, as modified by Gill and Murray, had to add some. */
static bool invert(const gsl_matrix *information, gsl_matrix *out_inverse) {
  const size_t k = information->size1;
  gsl_vector *scale = gsl_vector_alloc(k);
  gsl_permutation *order = gsl_permutation_alloc(k);
  gsl_vector *added = gsl_vector_alloc(k);
  gsl_matrix *scaled = gsl_matrix_alloc(k, k);
  for (size_t i = 0; i < k; i++)
    gsl_vector_set(scale, i, 1 / sqrt(fmax(gsl_matrix_get(information, i, i), 1e-300)));
  gsl_matrix_memcpy(scaled, information);
  gsl_matrix_scale_rows(scaled, scale);
  gsl_matrix_scale_columns(scaled, scale);
  gsl_linalg_mcholesky_decomp(scaled, order, added);
  const bool whole = gsl_vector_isnull(added);
  gsl_linalg_mcholesky_invert(scaled, order, out_inverse);
  gsl_matrix_scale_rows(out_inverse, scale);
  gsl_matrix_scale_columns(out_inverse, scale);
  gsl_matrix_free(scaled);
  gsl_permutation_free(order);
  gsl_vector_free(added);
  gsl_vector_free(scale);
  return whole;
}

/* The largest change of log odds of a row that a step brings. */
static double largest_change(const LogitModel *model, const gsl_vector *step) {
  double largest = 0;
  for (uint32_t i = 0; i < model->n_rows; i++)
    if (model->rows[i].n > 0)
      largest = fmax(largest, fabs(log_odds(model, step, &model->rows[i])));
  return largest;
}

static PolderFit iterate(const LogitModel *model, LogitFit *fit, gsl_matrix *information,
                         gsl_vector *score) {
  fit->deviance = deviance(model, fit->beta);
  for (int i = 0; i < STEPS_MAX; i++) {
    const double before = fit->deviance;
    add_up(model, fit->beta, information, score);
    if (!invert(information, fit->covariance))
      return POLDER_FIT_FAILED;
    gsl_blas_dgemv(CblasNoTrans, 1, fit->covariance, score, 0, fit->step);
    gsl_vector_add(fit->beta, fit->step);
    fit->deviance = deviance(model, fit->beta);
    const double change = largest_change(model, fit->step);
    if (!isfinite(fit->deviance) || !isfinite(change))
      return POLDER_FIT_FAILED;
    if (change < STEP_SMALL)
      return POLDER_FIT_GOOD;
    if (change > STEP_LARGE && before - fit->deviance < DEVIANCE_SAME * (before + .1))
      return POLDER_FIT_SEPARATED;
  }
  return POLDER_FIT_FAILED;
}

LogitFit *logit_fit_new(const LogitModel *model) {
  const size_t k = model->n_columns;
  LogitFit *fit = g_new0(LogitFit, 1);
  fit->beta = gsl_vector_calloc(MAX(k, 1));
  fit->step = gsl_vector_calloc(MAX(k, 1));
  fit->covariance = gsl_matrix_calloc(MAX(k, 1), MAX(k, 1));
  if (k == 0) {
    fit->deviance = deviance(model, fit->beta);
    return fit;
  }
  gsl_matrix *information = gsl_matrix_alloc(k, k);
  gsl_vector *score = gsl_vector_alloc(k);
  fit->fit = iterate(model, fit, information, score);
  gsl_vector_free(score);
  gsl_matrix_free(information);
  return fit;
}
