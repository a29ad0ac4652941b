/* Private to stats. */
#ifndef POLDER_ANALYSIS_RANKS_H
#define POLDER_ANALYSIS_RANKS_H

#include <polder/stats.h>

void polder_sort(double *numbers, uint32_t n); /* ascending; none is NAN */

/* The k-th smallest (1..) of the n(n + 1)/2 means of two numbers, each with itself included. */
double polder_walsh(const double *sorted, uint32_t n, uint64_t k);

#endif
