/* Rows of runs.csv read back for what they count as. Private to batch. */
#ifndef POLDER_BATCH_SCAN_H
#define POLDER_BATCH_SCAN_H

#include <polder/experiment.h>

typedef struct {
  /* the row */
  uint32_t point, run;
  int arm;
  bool failed, impasse;
  /* what is left */
  const char *at, *end;
  int n_arms;
  uint64_t n_read;
} PolderScan;

/* Whole units: in each a row an arm, in order. */
PolderScan polder_scan_begin(const char *rows, size_t length, int n_arms);
/* The next row; false at the end. */
bool polder_scan_next(PolderScan *scan);

void polder_failures_add(PolderFailures *sum, const PolderFailures *more);
void polder_failures_add_rows(PolderFailures *sum, const char *rows, size_t length, int n_arms);

#endif
