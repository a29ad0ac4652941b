/* Factors with levels as columns of a logistic model: each level against the first. */
#include <polder/effects.h>

static void put(PolderLogitColumn *out_columns, unsigned place, PolderLogitColumn column) {
  if (out_columns == NULL)
    return;
  for (unsigned i = 0; i < column.n; i++)
    column.factors |= UINT64_C(1) << column.factor[i];
  out_columns[place] = column;
}

unsigned polder_logit_columns(const PolderFactors *factors, PolderLogitColumn *out_columns) {
  unsigned n = 0;
  g_return_val_if_fail(factors->n_factors <= 64, 0);
  put(out_columns, n++, (PolderLogitColumn){.n = 0});
  for (unsigned i = 0; i < factors->n_factors; i++)
    for (unsigned level = 1; level < factors->n_levels[i]; level++)
      put(out_columns, n++, (PolderLogitColumn){.n = 1, .factor = {i}, .level = {level}});
  for (unsigned pair = 0; pair < factors->n_pairs; pair++) {
    const unsigned i = factors->pair[pair][0], j = factors->pair[pair][1];
    for (unsigned one = 1; one < factors->n_levels[i]; one++)
      for (unsigned other = 1; other < factors->n_levels[j]; other++)
        put(out_columns, n++, (PolderLogitColumn){.n = 2, .factor = {i, j}, .level = {one, other}});
  }
  return n;
}

double polder_logit_code(const PolderLogitColumn *column, const unsigned *level) {
  for (unsigned i = 0; i < column->n; i++)
    if (level[column->factor[i]] != column->level[i])
      return 0;
  return 1;
}
