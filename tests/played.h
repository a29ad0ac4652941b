/* Runs for tests: a scenario, values and an arm in, what came of it out. */
#ifndef POLDER_TESTS_PLAYED_H
#define POLDER_TESTS_PLAYED_H

#include <polder/engine.h>

/* A scenario's folder, or the test fails with what is wrong in it. Yours to free. */
PolderScenario *played_load(const char *folder);
/* The scenario's values with texts as `--set` takes them written over; the list ends in NULL. */
PolderValues played_values(const PolderScenario *scenario, const char *const *sets);

/* One run with seed 1. `sets` may be NULL: as written. `trace` may be NULL. */
PolderOutcome played(const PolderScenario *scenario, const char *const *sets, const char *arm,
                     uint32_t run, PolderTrace *trace);
/* The share of runs 0..runs - 1 that do not end in agreement. */
double played_impasse(const PolderScenario *scenario, const char *const *sets, const char *arm,
                      uint32_t runs);

/* Every column of an outcome, of the run and of its parties, as text: equal means equal. */
char *played_outcome_text(const PolderScenario *scenario, const PolderOutcome *outcome);
/* The trace as its lines, up to (not with) round `before`; 0 = all of it but the line of the end.
 */
char *played_lines(const PolderScenario *scenario, const PolderTrace *trace, int before);

/* Two such texts are equal, or the test fails with the first line that is not. */
void played_same(unsigned table, const char *one, const char *other);

/* The first entry at or after `from` of that kind and party (-2 = any), or NULL. */
const PolderEntry *played_find(const PolderTrace *trace, PolderDid did, int party, unsigned from);
unsigned played_count(const PolderTrace *trace, PolderDid did, int party);
enum { ANY = -2 };

/* An event for everybody about everything, to be filled further. */
PolderEvent played_event(int round, PolderEventKind kind);
/* Adds it to the case, or to a named arm, which is made when missing. In order of rounds. */
void played_add(PolderScenario *scenario, const char *arm, PolderEvent event);

#endif
