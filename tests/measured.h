/* Means of what mechanisms measure, for tests of their laws. */
#ifndef POLDER_TESTS_MEASURED_H
#define POLDER_TESTS_MEASURED_H

#include "played.h"

/* A list of settings with spaces in between, as `shock=.5 dialogue=0`; "" = none. */
typedef struct {
  double impasse, sham, enacted; /* shares of runs; enacted of the runs that signed */
  double process[POLDER_PROCESS_COLUMNS];
  double min_surplus; /* of the runs that signed */
  double disclosed;   /* of what was hidden at first, known to all in the end */
} Measured;

/* Means over runs 0..runs-1 of a scenario; of a column over the runs in which it is defined. */
Measured measured(const PolderScenario *scenario, const char *sets, const char *arm, uint32_t runs);

#endif
