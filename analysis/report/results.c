/* What can be asked of a point, and effects on it. */
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
