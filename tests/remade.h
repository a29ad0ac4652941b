/* A scenario written down again: the same case in other words, or in another order. */
#ifndef POLDER_TESTS_REMADE_H
#define POLDER_TESTS_REMADE_H

#include <polder/scenario.h>

/* A copy of all that is written, not frozen. `option_at`[place] = which option of `from` stands at
 * that place (within its issue); NULL = the same order. Its parties are called `prefix`1, 2, ...;
 * NULL = as they were. Yours to free. */
PolderScenario *remade(const PolderScenario *from, const int *option_at, const char *prefix);

/* The same, frozen. */
PolderScenario *remade_frozen(const PolderScenario *from, const int *option_at, const char *prefix);

#endif
