/* What the files of the claims share. Private to them. */
#ifndef POLDER_ANALYSIS_CLAIMS_H
#define POLDER_ANALYSIS_CLAIMS_H

#include <polder/claims.h>
#include <polder/effects.h>
#include <polder/plan.h>
#include <polder/tables.h>

/* --- Rows ------------------------------------------------------------------------------------- */

/* Rows of a claims.csv of an experiment; PolderHypothesis *, owned. */
GPtrArray *claims_read_hypotheses(const PolderSheet *sheet);
/* Rows of a result.csv; PolderClaimEffect *, owned. */
GPtrArray *claims_read_effects(const PolderSheet *sheet);
void claims_append_effect(PolderCsv *csv, const PolderClaimEffect *effect);
void claims_append_head(PolderCsv *csv);
/* The column of that name, -1 when there is none, which is an error. */
int claims_column(const PolderSheet *sheet, const char *name);
/* The place of a text in a NULL-ended list, -1 when it is not there. */
int claims_place(const char *const *names, const char *text);

/* --- What was played -------------------------------------------------------------------------- */

/* One number a run, at every cell: a point in an arm. */
typedef struct {
  char *name;
  GPtrArray *cells; /* of GArray * of double, by run; NAN = undefined */
  bool yes_no;      /* 0 and 1 alone */
} ClaimsMeasure;

typedef struct {
  const char *folder;
  PolderPoints *points;
  GPtrArray *arms; /* of char *, in the order of the file */
  GPtrArray *measures;
  GHashTable *place; /* values of a point, joined -> its number */
} ClaimsResults;

/* Reads the measures (of char *, each once). Columns that are not there are not among `measures`.
 */
ClaimsResults *claims_results_read(const char *folder, GPtrArray *measures,
                                   PolderMessages *messages);
void claims_results_free(ClaimsResults *results);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClaimsResults, claims_results_free)
const ClaimsMeasure *claims_measure(const ClaimsResults *results, const char *name);

unsigned claims_cells(const ClaimsResults *results);
/* Value of a factor, or of `arm`, at a cell. */
const char *claims_value(const ClaimsResults *results, unsigned cell, const char *factor);
/* The cell that differs in that factor alone; -1 when there is none. */
int claims_other(const ClaimsResults *results, unsigned cell, const char *factor,
                 const char *level);
bool claims_has_factor(const ClaimsResults *results, const char *factor);
/* A factor's levels in the order of the points. Lent texts, yours to free. */
GPtrArray *claims_levels(const ClaimsResults *results, const char *factor);
/* The level that a text means (`.2` is 0.2), as the points write it; NULL when there is none. */
const char *claims_level(const ClaimsResults *results, const char *factor, const char *text);

/* --- What it says ----------------------------------------------------------------------------- */

/* Effects of one hypothesis: `all` first, then its strata. NULL when it cannot be asked of these
 * results, which is told at its row of `sheet`. */
GPtrArray *claims_measure_effects(const ClaimsResults *results, const PolderHypothesis *hypothesis,
                                  const PolderSheet *sheet);
PolderClaimHolding claims_holding(double effect, double low, double high, int direction,
                                  double least);
/* Of one hypothesis: `all` and its strata. */
PolderClaimVerdict claims_verdict(PolderClaimHolding all, const PolderClaimHolding *strata,
                                  unsigned n_strata);
/* Of a claim, from its hypotheses; the first is the heart of it. */
PolderClaimVerdict claims_join(const PolderClaimVerdict *parts, unsigned n_parts);

void claims_hypothesis_free(PolderHypothesis *hypothesis);
void claims_effect_free(PolderClaimEffect *effect);

#endif
