/* Cases explained, for tests. */
#ifndef POLDER_TESTS_EXPLAINED_H
#define POLDER_TESTS_EXPLAINED_H

#include <polder/explain.h>

/* A small random table of three parties: four issues of three options, a third of the interests
 * hidden, eight rounds. */
PolderScenario *explained_table(unsigned table);
/* Numbers of such tables at which telling everything takes away a quarter of the runs' impasses. */
enum { EXPLAINED_TABLES = 19 };
extern const unsigned explained_tables[EXPLAINED_TABLES];

/* The job as a test needs it most: the arm asis, seed 1, from run 0, one thread. `scenario` and its
 * values must outlive it. */
PolderExplainJob explained_job(const PolderScenario *scenario, uint32_t n_runs);
/* It played, or the test fails. Yours to free. */
PolderExplained *explained(const PolderExplainJob *job);

#endif
