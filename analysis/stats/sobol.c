/* Sobol's sequence (Sobol 1967), by GSL, which knows 40 dimensions (Bratley and Fox 1988). */
#include <gsl/gsl_qrng.h>

#include <polder/stats.h>

bool polder_sobol_points(unsigned dimensions, uint32_t n, double *out_points) {
  if (dimensions == 0 || dimensions > POLDER_SOBOL_DIMENSIONS_MAX)
    return false;
  gsl_qrng *sequence = gsl_qrng_alloc(gsl_qrng_sobol, dimensions);
  for (uint32_t point = 0; point < n; point++)
    gsl_qrng_get(sequence, out_points + (size_t)point * dimensions);
  gsl_qrng_free(sequence);
  return true;
}
