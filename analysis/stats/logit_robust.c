/* What clusters make of the doubt of a logistic fit (Liang and Zeger 1986), and Wald's test. */
#include <gsl/gsl_blas.h>
#include <gsl/gsl_linalg.h>
#include <math.h>

#include "logit.h"

/* scores[cluster][column]: x times what the cluster had more than foretold, over all rows. */
static gsl_matrix *scores_new(const LogitModel *model, const gsl_vector *beta) {
  gsl_matrix *scores = gsl_matrix_calloc(POLDER_CLUSTERS_MAX, model->n_columns);
  for (uint32_t r = 0; r < model->n_rows; r++) {
    const PolderLogitRow *row = &model->rows[r];
    const double rate = logit_rate(model, beta, row);
    for (uint32_t cluster = 0; cluster < row->clusters->n_totals; cluster++) {
      const PolderClusterTotal total = row->clusters->total[cluster];
      for (unsigned i = 0; total.n > 0 && i < model->n_columns; i++)
        *gsl_matrix_ptr(scores, cluster, i) +=
            row->x[model->column[i]] * (total.sum - rate * total.n);
    }
  }
  return scores;
}

gsl_matrix *logit_robust(const LogitModel *model, const LogitFit *fit, uint32_t n_clusters) {
  const size_t k = model->n_columns;
  gsl_matrix *scores = scores_new(model, fit->beta);
  gsl_matrix *meat = gsl_matrix_alloc(k, k), *half = gsl_matrix_alloc(k, k);
  gsl_matrix *robust = gsl_matrix_alloc(k, k);
  gsl_blas_dgemm(CblasTrans, CblasNoTrans, n_clusters / (n_clusters - 1.0), scores, scores, 0,
                 meat);
  gsl_blas_dgemm(CblasNoTrans, CblasNoTrans, 1, fit->covariance, meat, 0, half);
  gsl_blas_dgemm(CblasNoTrans, CblasNoTrans, 1, half, fit->covariance, 0, robust);
  gsl_matrix_free(scores);
  gsl_matrix_free(meat);
  gsl_matrix_free(half);
  return robust;
}

/* A part of the covariance that has no spread in some direction has no inverse: no F then. */
double logit_wald(const gsl_vector *beta, const gsl_matrix *covariance, unsigned first, unsigned n,
                  uint32_t n_clusters) {
  gsl_vector_const_view b = gsl_vector_const_subvector(beta, first, n);
  gsl_matrix_const_view v = gsl_matrix_const_submatrix(covariance, first, first, n, n);
  gsl_matrix *vectors = gsl_matrix_alloc(n, n);
  gsl_vector *values = gsl_vector_alloc(n), *work = gsl_vector_alloc(n),
             *turned = gsl_vector_alloc(n);
  double wald = 0;
  gsl_matrix *copy = gsl_matrix_alloc(n, n);
  gsl_matrix_memcpy(copy, &v.matrix);
  gsl_linalg_SV_decomp(copy, vectors, values, work);
  gsl_blas_dgemv(CblasTrans, 1, vectors, &b.vector, 0, turned);
  for (unsigned i = 0; i < n; i++) {
    const double along = gsl_vector_get(turned, i), spread = gsl_vector_get(values, i);
    wald += spread > 1e-12 * gsl_vector_get(values, 0) ? along * along / spread : NAN;
  }
  gsl_matrix_free(copy);
  gsl_matrix_free(vectors);
  gsl_vector_free(values);
  gsl_vector_free(work);
  gsl_vector_free(turned);
  return n_clusters > n ? wald * (n_clusters - n) / ((n_clusters - 1.0) * n) : NAN;
}
