/* Private to stats: one fit of a logistic model. */
#ifndef POLDER_ANALYSIS_LOGIT_H
#define POLDER_ANALYSIS_LOGIT_H

#include <gsl/gsl_matrix.h>
#include <gsl/gsl_vector.h>
#include <polder/effects.h>

/* Rows, and the columns of theirs that take part. */
typedef struct {
  const PolderLogitRow *rows;
  uint32_t n_rows;
  const unsigned *column; /* places in x */
  unsigned n_columns;
} LogitModel;

typedef struct {
  PolderFit fit;
  double deviance;
  gsl_vector *beta, *step; /* the last step: where it is not small, beta has no end */
  gsl_matrix *covariance;  /* inverse of the information */
} LogitFit;

LogitFit *logit_fit_new(const LogitModel *model);
void logit_fit_free(LogitFit *fit);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(LogitFit, logit_fit_free)
/* The rate that the fit foretells for a row. */
double logit_rate(const LogitModel *model, const gsl_vector *beta, const PolderLogitRow *row);

/* Covariance of beta by clusters (Liang and Zeger 1986): what the clusters say of the scores,
 * between two inverses of the information. Yours. */
gsl_matrix *logit_robust(const LogitModel *model, const LogitFit *fit, uint32_t n_clusters);
/* Wald's F of the coefficients first..first + n - 1. */
double logit_wald(const gsl_vector *beta, const gsl_matrix *covariance, unsigned first, unsigned n,
                  uint32_t n_clusters);

#endif
