/* Random tables with everything in them that a scenario can have. */
#ifndef POLDER_TESTS_DRAWN_SCENARIO_H
#define POLDER_TESTS_DRAWN_SCENARIO_H

#include <polder/scenario.h>

/* Two to seven parties, up to 256 deals, by number; pairs of issues, red lines, percentiles, ties
 * and votes in some. Yours to free; NULL when what was drawn cannot be frozen. */
PolderScenario *drawn_scenario(unsigned table);

#endif
