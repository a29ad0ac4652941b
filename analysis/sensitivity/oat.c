/* One factor at a time: each point against the base, point 0. */
#include <polder/sensitivity.h>

/* Which factor a point changes; n_factors when it is none, or more than one. */
static unsigned changed_factor(const double *from, const double *to, unsigned n_factors) {
  unsigned changed = n_factors;
  for (unsigned i = 0; i < n_factors; i++) {
    if (from[i] == to[i])
      continue;
    if (changed < n_factors)
      return n_factors;
    changed = i;
  }
  return changed;
}

bool polder_oat(const double *x, const PolderClusters *clusters, uint32_t n_points,
                unsigned n_factors, double confidence, PolderStep *out_steps) {
  const double weight[] = {1, -1};
  for (uint32_t point = 1; point < n_points; point++)
    if (changed_factor(x, x + (size_t)point * n_factors, n_factors) == n_factors)
      return false;
  for (uint32_t point = 1; point < n_points; point++) {
    const PolderClusters *const parts[] = {&clusters[point], &clusters[0]};
    out_steps[point - 1] = (PolderStep){
        .factor = changed_factor(x, x + (size_t)point * n_factors, n_factors),
        .effect = polder_contrast(parts, weight, 2, confidence),
    };
  }
  return n_points > 0;
}
